"""Text that somebody upstream decoded with the wrong charset, read again with the right one.

A place is looked at only where it looks broken (:mod:`.suspects`). Its characters are taken back to the bytes that
they were read from (:mod:`.streams`), these are read with the right charset (:mod:`.utf8` for UTF-8, :mod:`.pairs` for
GBK and Big5), and a stretch that becomes fluent is cured; the clean text around it stays. A byte that is gone leaves
a hole: the character is restored only where its neighbours leave one reading (:mod:`.holes`), else it becomes U+FFFD.
"""

from pipelines.repairing.mojibake.find import find_mojibake

__all__ = ["find_mojibake"]
