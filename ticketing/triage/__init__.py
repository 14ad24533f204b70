"""Triage: what a new ticket is about, how grave, which team, which person."""
