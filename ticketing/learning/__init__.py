"""The life of the classifiers: what they learn from, which version judges, what people are asked, how it goes."""
