from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reuse.align import align_many, align_pair, alignments, sheet, slim_many, stack
from reuse.align.lines import Lines
from reuse.align.many import lines_of_text
from reuse.align.slim import WIDE, order_by_key
from reuse.candidates import pair_runs, pair_runs_many
from reuse.config import AlignConfig, CandidateConfig, TextConfig
from reuse.model.alignment import Channel
from reuse.text import Lexicon, prepare

WORDS = ["harbour", "council", "Friday", "rain", "closed", "opened", "40", "not", "the", "Tornholm"]
sentences = st.lists(st.sampled_from(WORDS), min_size=3, max_size=14).map(
    lambda words: " ".join(words).capitalize() + "."
)
STOCK = [f"{' '.join(WORDS[i:] + WORDS[: i + 3]).capitalize()}." for i in range(7)]
texts = st.lists(
    st.one_of(sentences, sentences.map(lambda s: f"“{s}”"), st.sampled_from(STOCK)),
    min_size=1,
    max_size=12,
).map(" ".join)
SPECIAL = ("", "北浜市は月曜日、市民会館を閉鎖すると発表した。", "Closed. Rain; 40 trains.")


@given(
    st.lists(st.one_of(texts, st.sampled_from(SPECIAL)), min_size=2, max_size=5),
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.booleans()), max_size=8),
)
@settings(max_examples=60, deadline=None)
def test_many_pairs_give_what_each_gives(
    raws: list[str], asked: list[tuple[int, int, bool]]
) -> None:
    """Pairs in one call, with boilerplate and priors, give what each gives by itself."""
    lexicon, config, candidates = Lexicon(), AlignConfig(), CandidateConfig()
    prepared = [prepare(raw, None, TextConfig(), lexicon=lexicon) for raw in raws]
    masks = [np.arange(len(text.tokens)) % 7 < 3 for text in prepared]
    chosen = [(i % len(raws), j % len(raws), prior) for i, j, prior in asked]
    # In the order of texts, as a caller must bring them.
    chosen = [
        (i, j, prior) if (raws[i], prepared[i].language) <= (raws[j], prepared[j].language)
        else (j, i, prior)
        for i, j, prior in chosen
    ]  # fmt: skip
    pairs = np.array([(i, j) for i, j, _ in chosen], np.int64).reshape(-1, 2)
    pool = stack(slim_many(prepared), lexicon.vocabulary)
    codes = np.concatenate([text.tokens.codes for text in prepared])
    rows, shares = align_many(
        pool,
        pairs,
        pair_runs_many(codes, pool.tokens, pairs, candidates),
        np.concatenate(masks),
        np.array([-0.5 * prior for _, _, prior in chosen], np.float64),
        np.array([not prior for _, _, prior in chosen], np.bool_),
        config,
    )
    for at, (i, j, prior) in enumerate(chosen):
        left, right = prepared[i], prepared[j]
        own = rows[:, 0] == at
        assert alignments(
            left, right, rows[own, 1:], shares[own], Channel.DIRECT if prior else Channel.JOIN
        ) == align_pair(
            left,
            right,
            pair_runs(left.tokens, right.tokens, candidates),
            config=config,
            left_boilerplate=masks[i],
            right_boilerplate=masks[j],
            channel=Channel.DIRECT if prior else Channel.JOIN,
            prior=-0.5 * prior,
        )  # fmt: skip


@given(st.lists(texts, min_size=2, max_size=3))
@settings(max_examples=20, deadline=None)
def test_a_slim_sheet_tells_the_order_of_two_texts_or_nothing(raws: list[str]) -> None:
    """Where begins of texts differ they tell which text comes first; else nothing is said."""
    one, other = (slim_many([prepare(raw, None, TextConfig())])[0] for raw in raws[:2])
    said = one.stands_before(other)
    assert (said is None) == (raws[0][:64] == raws[1][:64])
    assert said is None or said == (raws[0] < raws[1])


@given(st.lists(st.one_of(texts, st.sampled_from(SPECIAL)), min_size=1, max_size=5))
@settings(max_examples=60, deadline=None)
def test_a_stack_holds_what_each_sheet_says(raws: list[str]) -> None:
    """Texts looked over together give the arrays that each gives by itself."""
    lexicon = Lexicon()
    languages = ["de" if at % 3 == 2 else None for at in range(len(raws))]
    prepared = [
        prepare(raw, language, TextConfig(), lexicon=lexicon)
        for raw, language in zip(raws, languages, strict=True)
    ]
    pool = stack(slim_many(prepared), lexicon.vocabulary)
    for at, text in enumerate(prepared):
        alone = sheet(text)
        assert pool.characters[at] == alone.characters
        assert pool.english[at] == (text.language == "en")
        pooled = lines_of_text(pool, at)
        for name in Lines._fields:
            one, other = getattr(pooled, name), getattr(alone.lines, name)
            assert one.dtype == other.dtype, name
            assert one.tolist() == other.tolist(), name


@pytest.mark.parametrize(("few", "many"), [(0, 0), (0, 4096), (1024, 4096)])
def test_entries_are_sorted_by_all_of_their_keys(
    monkeypatch: pytest.MonkeyPatch, few: int, many: int
) -> None:
    """Entries come by key, equal ones in their order, however few digits of the keys differ."""
    monkeypatch.setattr("reuse.align.slim._FEW", few)
    monkeypatch.setattr("reuse.align.slim._MANY", many)
    draw = np.random.default_rng(3)
    for keys in (
        draw.integers(0, 1 << 63, 700),
        draw.integers(0, 9, 300),
        draw.integers(0, 1 << 16, 300) << 47,
        np.zeros(0, np.int64),
    ):
        order = np.arange(len(keys))
        order_by_key(keys, order, np.empty(len(keys), np.int64))
        assert order.tolist() == np.argsort(keys, kind="stable").tolist()


def test_a_long_text_and_a_frequent_word_take_wide_entries() -> None:
    """Counts and places beyond their bits are kept in words of their own."""
    lexicon = Lexicon()
    raw = "\n".join(["Harbour " + "rain " * 39] * 40)
    config = TextConfig(max_sentence_tokens=10_000)
    prepared = [prepare(each, "en", config, lexicon=lexicon) for each in (raw, "40 " * 1300)]
    sheets = slim_many(prepared)
    assert [each.sizes[WIDE] for each in sheets] == [1, 3]
    pool = stack(sheets, lexicon.vocabulary)
    for at, text in enumerate(prepared):
        pooled, alone = lines_of_text(pool, at), sheet(text).lines
        for name in Lines._fields:
            assert getattr(pooled, name).tolist() == getattr(alone, name).tolist(), name
