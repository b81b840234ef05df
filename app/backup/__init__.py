"""The library in one file, and back. Indices stay out: they are made anew from what is in."""
