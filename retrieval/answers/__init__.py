"""Answers put together and checked: what is said, how it is cited, how far it can be relied on."""
