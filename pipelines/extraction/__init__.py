"""What an article claims: signings, events and people, each with the characters that prove it."""
