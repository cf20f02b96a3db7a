"""The verbs of ``hetao``, by what they are about: each is thin and calls one function."""
