"""Fuzzing of what reads the web: targets and their laws, inputs, growth of time; ``bench/fuzz.py`` runs them."""
