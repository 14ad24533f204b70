"""Text as people write it: folding, scripts and languages, masking, courtesies, names of products."""
