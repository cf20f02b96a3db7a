"""Organisations as entities: which names are one body, what it is, and where."""
