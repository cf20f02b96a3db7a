"""The laws of every entrance, over inputs by grammar (the long form is ``bench/fuzz.py``)."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.fuzzing import inputs
from bench.fuzzing.targets import TARGETS, Target

#: Whole pages cost a hundred times what an address costs.
EXAMPLES = {"decide": 25, "text": 25, "read": 40, "warc": 40, "json-lines": 40, "compare": 40}


def of_grammar(grammar: str) -> st.SearchStrategy[bytes]:
    """Pieces of a format in a row, which hypothesis can take out one by one; or an input that was damaged."""
    by_seed = st.integers(0, 2**32).map(lambda seed: inputs.made(grammar, Random(seed)))
    pieces = inputs.pieces_of(grammar)
    if not pieces:
        return by_seed
    in_a_row = st.lists(st.sampled_from(pieces), max_size=30).map("".join)
    return st.one_of(
        in_a_row.map(lambda text: text.encode("utf-8", "ignore")), by_seed, st.binary(max_size=60)
    )


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_every_answer_keeps_the_laws(target: Target) -> None:
    @settings(
        max_examples=EXAMPLES.get(target.name, 80),
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(of_grammar(target.grammar))
    def holds(body: bytes) -> None:
        target.run(body)

    holds()
