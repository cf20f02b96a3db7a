"""Lists and roles that several kinds of events share."""
