"""One file per kind of event, and the words of the agreement types: data, found by their folder."""
