"""How well broken text leaves whole, side by side with the tools of the field: one command per claim."""
