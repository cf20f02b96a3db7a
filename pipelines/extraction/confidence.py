"""How often a claim like this one is right: a logistic score over what was seen when it was read.

The coefficients stand in ``confidence.toml``; ``python -m bench.extraction.calibrate`` fits them on labelled articles
that no rule was chosen on, and says how well they hold elsewhere.
"""

from __future__ import annotations

import math
import tomllib
from functools import lru_cache
from importlib.resources import files

from pipelines.extraction.draft import Draft, Reading
from pipelines.folding import fold_name

_PARTY = ("party", "party_a", "party_b", "settler", "investor")
#: No claim is certain, and none is worth nothing.
LEAST, MOST = 0.02, 0.98


def features(reading: Reading, draft: Draft) -> dict[str, float]:
    """What the score looks at, each 0 to 1."""
    parties = draft.values(*_PARTY)
    names = [fold_name(v) for v in (*parties, *draft.values("name"))]
    title = reading.document.title or ""
    told = draft.status in ("occurred", "scheduled", "postponed", "cancelled", "terminated")
    return {
        "always": 1.0,
        "weight": draft.weight,
        "lead": float(draft.sentence.zone == "lead"),
        "dated": float(draft.date is not None and draft.date.basis != "inherited"),
        "undated": float(draft.date is None),
        "two_parties": float(len(parties) >= 2),
        "in_title": float(any(n[:4] in title for n in names if len(n) >= 2)),
        "event": float(draft.family == "event"),
        "occurred": float(draft.status == "occurred"),
        "other_told": float(told and draft.status != "occurred"),
        "on_hetao": float(draft.on_hetao),
        "zone_subject": float(reading.zone_subject),
        "untold": float(not told),
        "unspecified": float(draft.type in ("unspecified", "OTHER")),
        "unnamed": float(not names),
        "one_party": float(draft.family == "signing" and len(parties) == 1),
        "vague_type": float(draft.type in ("unspecified", "cooperation", "OTHER", "LAUNCH", "SETTLEMENT")),
        "aside": float(draft.aside),
    }


def confidence(reading: Reading, draft: Draft) -> float:
    """0 to 1, two places."""
    weights = _weights()
    score = sum(weights.get(name, 0.0) * value for name, value in features(reading, draft).items())
    return round(min(MOST, max(LEAST, 1 / (1 + math.exp(-score)))), 2)


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    text = (files("pipelines.extraction") / "confidence.toml").read_text("utf-8")
    return {name: float(value) for name, value in tomllib.loads(text)["coefficients"].items()}
