"""Terms in Chinese, for every door that people read."""
