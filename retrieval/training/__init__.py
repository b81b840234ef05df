"""Trains the upper layers of the interaction encoder on invented notices: `make train`. Never imported by the product."""
