"""Articles of our own writing with their labels: one JSON Lines file per style, see docs/annotation.md."""
