"""The library, its indices, and the way from a question to a cited answer."""
