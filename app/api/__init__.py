"""The HTTP door: FastAPI, and the shapes of what goes in and out."""
