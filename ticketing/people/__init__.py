"""Customers: who is writing, and what we may do with what we know of them."""
