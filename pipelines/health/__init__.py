"""How entry points and sources do, judged by their polls and articles alone: pure rules, ``now`` is given."""
