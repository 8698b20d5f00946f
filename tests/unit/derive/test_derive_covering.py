from __future__ import annotations

from dataclasses import replace

import numpy as np
from derive_support import BODY, QUOTES, aligned, document, facts_of, prepared
from derive_support import mirrored as swapped
from hypothesis import given, settings
from hypothesis import strategies as st

from reuse.config import DeriveConfig
from reuse.derive.agencies import agency_table
from reuse.derive.gate import Gate, gate
from reuse.derive.names import begins_in, likely, mentions, present
from reuse.derive.shared import pair_of
from reuse.model.alignment import Role
from reuse.model.scripts import is_unspaced

PARTS = [
    *BODY.split("\n\n"),
    QUOTES,
    "Reuters contributed.",
    "Sign up for our newsletter, told to the Ferry Gazette, on the north quay on Thursday evening.",
    "A ferry ran aground, she wrote. pic.twitter.com/x",
    "一二三 四五六 กา",
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
        assert one[2:] == other[2:]


@settings(max_examples=60, deadline=None)
@given(texts, texts)
def test_measures_are_what_a_slow_look_says(left: str, right: str) -> None:
    """Words in shared runs and passages, counted token by token, are what the loops measure."""
    documents = document("l", left), document("r", right)
    passages = aligned(prepared(documents[0]), prepared(documents[1]))
    pair = pair_of(facts_of(documents[0]), facts_of(documents[1]), passages)
    for this, other, covered, spans in (
        (pair.this, pair.other, pair.this_covered, [(a.left, a.role) for a in passages]),
        (pair.other, pair.this, pair.other_covered, [(a.right, a.role) for a in passages]),
    ):
        ours, theirs = (
            [side.text.words[at : at + 5] for at in range(len(side.weights) - 4)]
            for side in (this, other)
        )
        quoted = {
            run
            for side, runs in ((this, ours), (other, theirs))
            for at, run in enumerate(runs)
            if side.side.masked[at : at + 5].any()
        }
        inside = [
            [span.start <= start < span.end for start in this.text.tokens.starts.tolist()]
            for span, _ in spans
        ]
        in_runs, plain = set[int](), set[int]()
        for at, run in enumerate(ours):
            in_runs.update(range(at, at + 5) if run in theirs else ())
            plain.update(range(at, at + 5) if run in theirs and run not in quoted else ())
        in_passages = {at for row in inside for at, is_in in enumerate(row) if is_in}
        furniture = set(np.flatnonzero(this.side.furniture).tolist())
        masked = set(np.flatnonzero(this.side.masked).tolist())
        reused = {
            at
            for (_, role), row in zip(spans, inside, strict=True)
            for at, is_in in enumerate(row)
            if is_in and role is Role.REUSE
        }
        everything = set(range(len(this.weights)))
        sums = [
            sum(this.weights[at] for at in places)
            for places in (
                everything,
                everything - masked,
                (in_runs | in_passages) - furniture,
                (in_runs | in_passages) - furniture,
                plain,
            )
        ]
        assert list(covered[2:7]) == sums
        assert covered.aligned == sum(this.weights[at] for at in reused - masked)
        assert np.flatnonzero(covered.plain).tolist() == sorted(plain)
        whole = {
            run: at for at, run in reversed([*enumerate(ours)]) if {*range(at, at + 5)} <= plain
        }
        kept = {run for run in whole if run in theirs and run not in quoted}
        assert covered.grams == sum(this.weights[whole[run]] for run in kept)


@settings(max_examples=150, deadline=None)
@given(texts, texts, st.sampled_from(["Ferry Gazette", None]), st.sampled_from(["Reuters", None]))
def test_what_fails_with_less_masked_fails_with_more(
    left: str, right: str, one: str | None, other: str | None
) -> None:
    """A pair that shares nothing while quotations alone are masked shares nothing at all."""
    sides = document("l", left), document("r", right)
    facts = [
        facts_of(replace(each, outlet=outlet))
        for each, outlet in zip(sides, (one, other), strict=True)
    ]
    passages = aligned(facts[0].text, facts[1].text)
    loose, strict = (
        gate(pair_of(facts[0], facts[1], passages, loose=loose)) for loose in (True, False)
    )
    assert loose is not Gate.NONE or strict is Gate.NONE


@settings(max_examples=60, deadline=None)
@given(texts, texts)
def test_a_masked_pair_is_one_that_was_masked_from_the_first(left: str, right: str) -> None:
    """What is taken over from the pair with less masked is what would be found anew."""
    facts = [facts_of(document("l", left)), facts_of(document("r", right))]
    passages = aligned(facts[0].text, facts[1].text)
    loose = pair_of(facts[0], facts[1], passages, loose=True)
    gate(loose)
    for view, fresh in (
        (loose.masked(), pair_of(facts[0], facts[1], passages)),
        (loose.masked().mirrored, pair_of(facts[1], facts[0], swapped(passages))),
    ):
        assert view.this_covered[2:] == fresh.this_covered[2:]
        assert view.passages == fresh.passages
        assert [change.swaps for change in view.changes] == [c.swaps for c in fresh.changes]
        assert [cut for _, cut in view.told] == [cut for _, cut in fresh.told]
        assert view.mentions == fresh.mentions


@given(st.text())
def test_letters_that_touch_weigh_less(text: str) -> None:
    """A token of a script without spaces is part of a word, wherever such letters stand."""
    facts = facts_of(document("a", text))
    expected = [1 / 1.6 if is_unspaced(word[0]) else 1.0 for word in facts.text.words]
    # A letter that only its normal form shows to be of such a script counts as a word.
    if any(map(is_unspaced, text)):
        assert facts.weights.tolist() == expected
    else:
        assert facts.weights.tolist() == [1.0] * len(expected)


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
    assert mentions(text, likely(begins_in(text), NAMES)) == mentions(text, NAMES)
