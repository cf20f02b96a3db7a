"""Invented Chinese news in any number, the same for the same seed (:mod:`bench.reprints.invented.news`)."""
