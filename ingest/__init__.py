"""From the bytes of a file to clauses with exact offsets. Imports nothing else of ours, and no framework."""
