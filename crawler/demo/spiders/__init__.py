"""The four fictional outlets of the demo, declared like real ones."""
