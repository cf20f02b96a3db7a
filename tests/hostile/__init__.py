"""Hosts that do all that a host can do wrong: one server on loopback, one host name for each case."""
