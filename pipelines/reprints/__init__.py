"""Whether two articles are one text: whole, cut, extended, updated or in the other script.

Texts are compared for reprints; *happenings* are compared by their keys (:mod:`pipelines.merging`), since
independent reports of one event hardly share a sentence. Nothing is dropped: a reprint is linked.
"""

from __future__ import annotations

from pipelines.reprints.comparing import Comparison, compare_texts
from pipelines.reprints.keys import Fingerprint, fingerprint
from pipelines.reprints.texts import ArticleText, letters

__all__ = ["ArticleText", "Comparison", "Fingerprint", "compare_texts", "fingerprint", "letters"]
