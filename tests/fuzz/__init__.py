"""Coverage-guided fuzzing of what reads hostile bytes; nothing here runs in the ordinary tests."""
