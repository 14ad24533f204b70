"""What raises an alarm by likeness to taught sentences, on top of the rules."""
