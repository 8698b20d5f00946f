"""Pairs of texts as pairs of documents."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import story

from reuse.config import CandidateConfig, Config
from reuse.model.alignment import Channel
from reuse.model.document import Document
from reuse.model.progress import Silent
from reuse.model.proposed import CHANNELS, NUMBER
from reuse.pipeline import expanding
from reuse.pipeline.expanding import document_pairs, each_once
from reuse.pipeline.intake import Intake, take_in

TEXTS = [story(12, at) for at in range(5)]


@st.composite
def intakes(draw: st.DrawFn) -> Intake:
    """Documents of five texts, some by one outlet, some at one address, some dated."""
    documents = [
        Document(
            id=f"{at:02}",
            text=TEXTS[draw(st.integers(0, 4))] + "!" * at,
            outlet=draw(st.sampled_from(["A", "B", None])),
            published=draw(st.sampled_from(["2024-01-01", "2024-02-01", None])),
            url=draw(st.sampled_from(["https://a.example/x-1", "https://a.example/x-2", None])),
        )
        for at in range(draw(st.integers(1, 14)))
    ]
    return take_in(documents, Config(), Silent())


def allowed(intake: Intake, one: int, other: int, config: CandidateConfig) -> bool:
    """Whether two documents may be compared, told one by one."""
    known = intake.known
    if one == other or known.pages[one] == known.pages[other]:
        return False
    if not config.within_outlet and known.outlets[one] == known.outlets[other]:
        return False
    apart = max(
        known.earliest[one] - known.latest[other], known.earliest[other] - known.latest[one]
    )
    return config.window_days is None or apart <= config.window_days * 86_400


@settings(deadline=None)
@given(intakes(), st.booleans(), st.sampled_from([None, 3.0]), st.data())
def test_pairs_are_those_of_plain_loops(
    intake: Intake,
    within: bool,  # noqa: FBT001  drawn
    window: float | None,
    data: st.DataObject,
) -> None:
    """Every document of one text meets every one of the other, where both may meet."""
    config = CandidateConfig(within_outlet=within, window_days=window)
    texts = [*combinations(range(len(intake.copies)), 2)]
    chosen = [pair for pair in texts if data.draw(st.booleans())]
    ends = np.array(chosen, np.int64).reshape(-1, 2)
    said = np.array([NUMBER[Channel.JOIN]] * len(chosen), np.uint8)
    found, left_out = document_pairs(ends[:, 0], ends[:, 1], said, intake, config)
    expected = {
        (min(both), max(both)): Channel.JOIN
        for left, right in chosen
        for both in product(intake.copies[left], intake.copies[right])
    } | {pair: Channel.COPY for group in intake.copies for pair in combinations(group, 2)}
    assert found == {p: c for p, c in expected.items() if allowed(intake, *p, config)}
    assert left_out == 0


def test_texts_of_many_copies_meet_others_in_part() -> None:
    """Beyond the cap the first copies meet another text, and the rest is counted."""
    documents = [
        Document(id=f"{at:02}", text=TEXTS[at // 9] + "!" * at, outlet=f"o{at}") for at in range(18)
    ]
    intake = take_in(documents, Config(), Silent())
    one = np.zeros(1, np.int64)
    said = np.full(1, NUMBER[Channel.MINHASH], np.uint8)
    config = CandidateConfig(rare=4, link_ahead=2)
    found, left_out = document_pairs(one, one + 1, said, intake, config)
    across = [pair for pair, channel in found.items() if channel is Channel.MINHASH]
    assert across == [*product(range(4), range(9, 13))]
    inside = len(found) - len(across)
    assert left_out == 81 - 16 + 2 * 36 - inside


def test_a_pair_of_several_channels_is_said_to_be_of_the_first() -> None:
    """Each pair comes once, under the first channel that proposed it."""
    joined = np.array([3, 1, 1]), np.array([4, 2, 2])
    rare = np.array([0, 1, 3]), np.array([9, 2, 4])
    left, right, said = each_once([(*joined, Channel.JOIN), (*rare, Channel.PARAPHRASE)])
    assert left.tolist() == [0, 1, 3]
    assert right.tolist() == [9, 2, 4]
    assert [CHANNELS[number] for number in said] == [
        Channel.PARAPHRASE, Channel.JOIN, Channel.JOIN,
    ]  # fmt: skip
    assert all(len(array) == 0 for array in each_once([]))


def test_a_vast_number_of_copies_is_one_chain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each copy is linked to the next only, all are connected, and the rest is counted."""
    monkeypatch.setattr(expanding, "_VAST", 20)
    documents = [Document(id=f"{at:02}", text=TEXTS[0] + "!" * at) for at in range(30)]
    intake = take_in(documents, Config(), Silent())
    none = np.zeros(0, np.int64)
    config = CandidateConfig(rare=4, link_ahead=3)
    found, left_out = document_pairs(none, none, none.astype(np.uint8), intake, config)
    assert list(found) == [(0, 1), (0, 29), *((at, at + 1) for at in range(1, 29))]
    assert left_out == 30 * 29 // 2 - 30


@settings(deadline=None)
@given(intakes(), st.booleans(), st.sampled_from([None, 3.0]), st.data())
def test_beyond_the_cap_the_count_is_that_of_plain_loops(
    intake: Intake,
    within: bool,  # noqa: FBT001  drawn
    window: float | None,
    data: st.DataObject,
) -> None:
    """What is left out are the pairs that may meet and are not there; no others are made up."""
    config = CandidateConfig(within_outlet=within, window_days=window, rare=2, link_ahead=1)
    texts = [*combinations(range(len(intake.copies)), 2)]
    chosen = [pair for pair in texts if data.draw(st.booleans())]
    ends = np.array(chosen, np.int64).reshape(-1, 2)
    said = np.array([NUMBER[Channel.JOIN]] * len(chosen), np.uint8)
    found, left_out = document_pairs(ends[:, 0], ends[:, 1], said, intake, config)
    groups = [[*product(intake.copies[left], intake.copies[right])] for left, right in chosen]
    groups += [[*combinations(copies, 2)] for copies in intake.copies]
    possible = [
        {(min(pair), max(pair)) for pair in group if allowed(intake, *pair, config)}
        for group in groups
    ]
    assert set(found) <= set().union(*possible)
    missing = sum(len(group - set(found)) for group in possible)
    versions = len(intake.known.pages) - len(set(intake.known.pages.tolist()))
    # Versions of one page by two outlets are counted, unless outlets do not matter.
    assert missing <= left_out
    if within or not versions:
        assert left_out == missing
    for group in possible[: len(chosen)]:
        assert not group or group & set(found)


@pytest.mark.parametrize("copies", [3, 30])
def test_copies_that_may_meet_a_text_are_found_behind_many_that_may_not(copies: int) -> None:
    """Copies of another outlet, or of the time of the other text, are met however many others."""
    many = [
        Document(id=f"a{at:02}", text=TEXTS[0] + "!" * at, outlet="X", published="2024-01-01")
        for at in range(copies)
    ]
    near = [
        Document(id=f"z{at}", text=TEXTS[0] + "?" * at, outlet="Y", published=day)
        for at, day in enumerate(["2023-01-01", "2024-01-02", None])
    ]
    other = Document(id="b", text=TEXTS[1], outlet="X", published="2024-01-03")
    intake = take_in([*many, *near, other], Config(), Silent())
    number = {document.id: at for at, document in enumerate([*many, other, *near])}
    one = np.zeros(1, np.int64)
    said = np.full(1, NUMBER[Channel.MINHASH], np.uint8)
    for window, names in ((None, ("z0", "z1", "z2")), (7.0, ("z1", "z2"))):
        config = CandidateConfig(rare=5, window_days=window)
        found, _ = document_pairs(one, one + 1, said, intake, config)
        across = {pair for pair, channel in found.items() if channel is Channel.MINHASH}
        assert across == {(number["b"], number[name]) for name in names}


def test_copies_that_may_not_meet_are_not_left_out() -> None:
    """Copies a year apart are no pairs under a window of a week, and none count as left out."""
    documents = [
        Document(id=f"{at:02}", text=TEXTS[0], outlet=f"o{at}", published=f"{1700 + at}-01-01")
        for at in range(20)
    ]
    intake = take_in(documents, Config(), Silent())
    none = np.zeros(0, np.int64)
    config = CandidateConfig(rare=4, window_days=7.0)
    found, left_out = document_pairs(none, none, none.astype(np.uint8), intake, config)
    assert (len(found), left_out) == (0, 0)
