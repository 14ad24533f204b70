"""The optional sentence encoder: a local folder the operator supplies."""
