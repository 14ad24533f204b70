"""Whether a mail comes from where its From line says: asked by DNS, or read from a relay one trusts."""
