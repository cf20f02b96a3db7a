"""Benches of what is told once: reprints of one text, and independent reports of one happening."""
