"""What the daemon does while it runs: the schedule that it keeps, and its pulse."""
