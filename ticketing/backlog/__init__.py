"""Backlog items: their evidence, score, decision, release and effect."""
