"""The chat door: a bot that answers from approved articles, and hands over to people without a fight."""
