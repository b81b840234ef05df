"""The parts of the service, one a subject."""
