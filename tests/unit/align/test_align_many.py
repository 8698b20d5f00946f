from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from reuse.align import align_many, align_pair, alignments, sheet, slim, stack
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
    pool = stack([slim(sheet(text)) for text in prepared], lexicon.vocabulary)
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
    one, other = (slim(sheet(prepare(raw, None, TextConfig()))) for raw in raws[:2])
    said = one.stands_before(other)
    assert (said is None) == (raws[0][:64] == raws[1][:64])
    assert said is None or said == (raws[0] < raws[1])
