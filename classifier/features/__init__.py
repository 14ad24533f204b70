"""What is counted in a text: words, pieces and concepts, and their weights."""
