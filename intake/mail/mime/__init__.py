"""Reading MIME: bytes, character sets, headers, parts and attachments."""
