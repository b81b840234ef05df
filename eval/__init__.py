"""Quality and speed, measured."""
