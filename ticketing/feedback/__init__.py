"""What customers teach the product: surveys, mentions, themes, bursts."""
