"""The faces: what a person at a terminal gives and sees. No rules, no SQL."""
