"""The words of the agreement types."""
