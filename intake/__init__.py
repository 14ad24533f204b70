"""Turns the outside world (chat, mail, hotline logs) into one kind of thing: an inbound message."""
