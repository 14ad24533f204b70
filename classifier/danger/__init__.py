"""What raises an alarm by rule: words of danger, threats and despair in both languages."""
