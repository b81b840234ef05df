"""Speed, measured: every row beside a baseline from the same run, so that a figure means something elsewhere."""
