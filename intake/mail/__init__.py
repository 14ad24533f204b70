"""Mail in: raw bytes become one clear message, whatever the sender's program did to them."""
