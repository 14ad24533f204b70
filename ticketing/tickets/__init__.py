"""Tickets: opened, talked on, moved through their life, merged and related."""
