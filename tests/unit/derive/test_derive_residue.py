"""What a text has beyond what it shares."""

from __future__ import annotations

import pytest
from derive_support import BODY, QUOTES, document, pair
from hypothesis import given, settings
from hypothesis import strategies as st

from reuse.derive.residue import FEWEST, Residue, residue_of
from reuse.derive.shared import Pair

LINES = (
    *BODY.split("\n\n"),
    QUOTES,
    "The mayor of Saltmarsh was away, and so were three members who had opposed the pier.",
    "A bakery on Linden Street won the prize for the best rye loaf in all of Norvik again.",
    "In winter the ferries leave from the coal dock, the herring boats from the north quay.",
    "Ja.",
    "…",
    "霧浜市の中心部で古い水道管が破裂した。",
)
texts = st.lists(st.sampled_from(LINES), max_size=7).map("\n\n".join)


def slow(view: Pair) -> tuple[int, float | None, int, int, float | None, list[int]]:
    """The same figures, counted word by word."""
    text, shared = view.this.text, view.this_covered.any.tolist()
    content, stems = text.content.tolist(), text.stems
    at = [k for k, is_shared in enumerate(shared) if is_shared]
    own = [k for k, is_content in enumerate(content) if is_content and not shared[k]]
    known = {stems[k] for k in at if content[k]}
    strange = [k for k in own if stems[k] not in known]
    if not at:
        return len(own), None, len(shared), len(shared), None, strange
    fits = (len(own) - len(strange)) / len(own) if len(own) >= FEWEST else None
    place = sum(at) / len(at) / len(shared)
    return len(own), fits, at[0], len(shared) - 1 - at[-1], place, strange


def hold(found: Residue, view: Pair) -> None:
    """Assert that a residue is what the slow count says."""
    words, cohesion, head, tail, place, strange = slow(view)
    assert (found.words, found.head, found.tail) == (words, head, tail)
    assert found.cohesion == (None if cohesion is None else pytest.approx(cohesion))
    assert found.place == (None if place is None else pytest.approx(place))
    assert found.strange.nonzero()[0].tolist() == strange
    weights = view.this.weights.tolist()
    assert found.head_words == sum(weights[:head])
    assert found.tail_words == sum(weights[len(weights) - tail :])


@given(ours=texts, theirs=texts)
@settings(max_examples=80, deadline=None)
def test_residue_is_what_a_count_word_by_word_says(ours: str, theirs: str) -> None:
    """Each figure is that of its definition, on both sides; shares lie between 0 and 1."""
    some = pair(document("a", ours), document("b", theirs))
    for view in (some, some.mirrored):
        side, stems = view.this.loose_side, view.this.text.stem_numbers
        for many in (False, True):
            found = residue_of(side, stems, view.this_covered, many=many)
            hold(found, view)
            for share in (found.cohesion, found.place):
                assert share is None or (type(share) is float and 0 <= share <= 1)


def test_a_copy_leaves_nothing() -> None:
    """Where all is shared nothing is added, above, below or between."""
    residue = pair(document("a", BODY), document("b", BODY)).residue
    assert (residue.words, residue.cohesion, residue.head, residue.tail) == (0, None, 0, 0)
    assert not residue.strange.any()


def test_a_text_that_shares_nothing_is_all_residue() -> None:
    """Without shared words there is no place and no cohesion, however long the text is."""
    some = pair(document("a", "\n\n".join(LINES[5:7]) * 3), document("b", LINES[0]))
    residue = some.residue
    assert (residue.cohesion, residue.place) == (None, None)
    assert residue.head == residue.tail == len(some.this.text.tokens)
    assert residue.words == residue.strange.sum() > FEWEST
