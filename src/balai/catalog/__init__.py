"""Published services: their immutable versions, who offers them, where to find them."""
