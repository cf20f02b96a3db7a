"""Signings, room by room: the words of a sentence, frames over them, who stands on which side, what else is told."""
