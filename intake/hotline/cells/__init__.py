"""What a cell or a row says: dates, phones, words, and the call that a row tells."""
