"""Text to text: damage done upstream, cured rule by rule or marked."""

from pipelines.repairing.repair import repair

__all__ = ["repair"]
