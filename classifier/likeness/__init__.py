"""How alike two texts are: in meaning, in wording, across languages."""
