"""Grouping: which texts tell of the same matter."""
