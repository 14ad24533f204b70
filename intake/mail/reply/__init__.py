"""Telling what a writer newly wrote from the history below, above and between it."""
