"""Search that works in Chinese and English alike, on SQLite and PostgreSQL, without a search server."""
