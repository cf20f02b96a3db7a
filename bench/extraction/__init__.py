"""What extraction is measured on, and with: the gold set stands in `gold/`."""
