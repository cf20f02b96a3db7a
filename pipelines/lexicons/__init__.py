"""Lexicons as package data: facts of the field, with where they come from."""
