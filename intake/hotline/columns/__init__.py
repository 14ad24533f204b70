"""What a file is about: where its table lies, which layout it is, which column means what."""
