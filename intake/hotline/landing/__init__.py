"""Calls into the database: batches, dry runs, the import itself, rejects, taking it back."""
