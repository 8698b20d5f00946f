from __future__ import annotations

import numpy as np
from derive_support import BODY, QUOTES, aligned, document, facts_of, prepared
from hypothesis import given, settings
from hypothesis import strategies as st

from reuse.config import DeriveConfig
from reuse.derive.agencies import agency_table
from reuse.derive.names import mentions, present
from reuse.derive.shared import pair_of

PARTS = [
    *BODY.split("\n\n"),
    QUOTES,
    "Reuters contributed.",
    "Sign up for our newsletter.",
    "一二三",
]
texts = st.lists(st.sampled_from(PARTS), min_size=1, max_size=6).map("\n\n".join)
NAMES = agency_table(DeriveConfig()).names


@settings(max_examples=60, deadline=None)
@given(texts, texts)
def test_compiled_and_plain_measures_agree(left: str, right: str) -> None:
    """What two texts share is the same in both forms of the loops."""
    documents = document("l", left), document("r", right)
    passages = aligned(prepared(documents[0]), prepared(documents[1]))
    facts = [facts_of(each) for each in documents]
    plain, compiled = (pair_of(facts[0], facts[1], passages, many=many) for many in (False, True))
    for one, other in (
        (plain.this_covered, compiled.this_covered),
        (plain.other_covered, compiled.other_covered),
    ):
        assert np.array_equal(one.any, other.any)
        assert np.array_equal(one.plain, other.plain)
        figures = "share", "exact_share", "plain_share", "run", "run_content", "grams"
        assert [getattr(one, f) for f in figures] == [getattr(other, f) for f in figures]
        assert (one.sentences, one.aligned) == (other.sentences, other.aligned)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(NAMES), st.sampled_from(["s", "é", "の", " ", "\n", "_", "A", "9"])
        ),
        max_size=12,
    ).map("".join)
)
def test_names_that_are_ruled_out_stand_nowhere(text: str) -> None:
    """Looking for the present names alone finds what looking for all of them finds."""
    assert mentions(text, present(text, NAMES)) == mentions(text, NAMES)
