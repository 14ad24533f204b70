"""What leaves the house: recorded in the transaction that causes it, delivered by the worker afterwards."""
