from __future__ import annotations

from collections import Counter
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from reuse.align import align_pair, shipped
from reuse.align.borders import FEATURES as BORDER_FEATURES
from reuse.align.borders import best_stretch, draw_borders
from reuse.align.evidence import FEATURES, Grid, build_grid, describe_beads
from reuse.align.fragments import evidence_within, find_clusters
from reuse.align.judging import judge
from reuse.align.lines import Lines, sheet
from reuse.align.model import Model, Models
from reuse.align.owning import WINDOW_FEATURES, describe_owned
from reuse.align.settling import cut_free, join_met, split_apart
from reuse.align.surface import choose_beads, lay_surface
from reuse.align.trimming import EXACT, LOOSE, cut_loose, exact_stretches
from reuse.align.views import View, common_weight, share_of_pairs, views, weigh_held
from reuse.candidates import pair_runs
from reuse.config import AlignConfig, CandidateConfig, TextConfig
from reuse.model.alignment import Alignment, Channel, Obfuscation
from reuse.text import Lexicon, prepare

Windows = NDArray[np.int64]

WORDS = [
    "harbour",
    "council",
    "bridge",
    "budget",
    "rain",
    "mayor",
    "closed",
    "trains",
    "engineers",
    "delay",
    "river",
    "plan",
]
sentences = st.lists(st.sampled_from(WORDS), min_size=3, max_size=12).map(
    lambda words: " ".join(words).capitalize() + "."
)
texts = st.lists(sentences, min_size=1, max_size=8).map(" ".join)
surfaces = st.integers(1, 9).flatmap(
    lambda height: st.integers(1, 9).flatmap(
        lambda width: st.lists(
            st.sampled_from([0.0, 0.0, 0.0, 0.1, 0.3, 0.5, 0.9]),
            min_size=height * width,
            max_size=height * width,
        ).map(lambda cells: np.array(cells).reshape(height, width))
    )
)
windows = st.lists(
    st.tuples(*[st.integers(0, 8), st.integers(1, 4)] * 2).map(
        lambda w: (w[0], w[0] + w[1], w[2], w[2] + w[3])
    ),
    max_size=7,
)


def both_views(left: str, right: str) -> tuple[View, View, Grid]:
    """A pair of texts as both sides see it, with an empty surface."""
    lexicon = Lexicon()
    one, other = (
        sheet(prepare(t, "en", TextConfig(), lexicon=lexicon)).lines for t in (left, right)
    )
    grid = build_grid(one, other)
    here, there = views(one, other, grid, np.zeros(grid.cosine.shape))
    return here, there, grid


def meet(one: Windows, other: Windows) -> bool:
    """Whether two windows share sentences on both sides."""
    left = one[0] < other[1] and other[0] < one[1]
    return bool(left and one[2] < other[3] and other[2] < one[3])


@settings(max_examples=80, deadline=None)
@given(texts, texts, st.data())
def test_what_a_window_holds_is_what_sets_say(left: str, right: str, data: st.DataObject) -> None:
    """Weights of held terms, shares of held pairs and common weight equal a count by hand."""
    for view in both_views(left, right)[:2]:
        count = len(view.other.bounds)
        low = data.draw(st.integers(0, count - 1))
        high = data.draw(st.integers(low + 1, count))
        weights = [np.zeros(len(view.lines.bounds)) for _ in range(2)]
        weigh_held(view, low, high, *weights)
        terms = {
            term
            for term, place in zip(view.other.terms, view.other.places, strict=True)
            if low <= place < high
        }
        idf = {
            view.lines.terms[row[0]]: weight
            for row, weight in zip(view.common, view.idf, strict=True)
        }
        expected = np.zeros((2, len(view.lines.bounds)))
        for term, place in zip(view.lines.terms, view.lines.places, strict=True):
            if term in terms:
                expected[:, place] += idf[term], 1
        assert np.allclose(weights, expected)
        first, last = view.other.bounds[low, 0], view.other.bounds[high - 1, 1]
        held = set(pairwise(view.other.stems[first : last + 1].tolist()))
        for at, (a, b) in enumerate(view.lines.bounds.tolist()):
            own = list(pairwise(view.lines.stems[a:b].tolist()))
            share = sum(pair in held for pair in own) / max(len(own), 1)
            assert share_of_pairs(view, at, first, last) == pytest.approx(share)
        whole = (0, len(view.lines.bounds), low, high)
        both = terms & set(view.lines.terms.tolist())
        assert common_weight(view, whole) == pytest.approx(sum(idf[term] for term in both))


@settings(max_examples=60, deadline=None)
@given(texts, texts)
def test_totals_are_the_weights_that_cosines_rest_on(left: str, right: str) -> None:
    """What a view sums up for a sentence is what the grid says its terms weigh."""
    here, there, grid = both_views(left, right)
    assert np.allclose(here.totals, grid.left_weight)
    assert np.allclose(there.totals, grid.right_weight)


@settings(max_examples=150, deadline=None)
@given(surfaces, st.integers(0, 3))
def test_clusters_hold_every_pair_and_bridge_no_wider_gap(
    sure: NDArray[np.float64], gap: int
) -> None:
    """Each sure pair lies in a window, and no window can be split at a gap on either side."""
    found = find_clusters(sure, 0.3, gap)
    points = np.argwhere(sure >= 0.3).tolist()
    for i, j in points:
        assert any(a <= i < b and c <= j < d for a, b, c, d in found.tolist())
    for a, b, c, d in found.tolist():
        inside = [(i, j) for i, j in points if a <= i < b and c <= j < d]
        for side, (low, high) in enumerate(((a, b), (c, d))):
            held = sorted({point[side] for point in inside})
            assert (held[0], held[-1] + 1) == (low, high)
            assert all(after - before - 1 <= gap for before, after in pairwise(held))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.floats(0.01, 0.99), min_size=1, max_size=9), st.integers(0, 3))
def test_the_best_stretch_is_the_best_of_all(chances: list[float], low: int) -> None:
    """No other stretch has a higher sum of log-odds by length."""
    sizes = np.arange(1, low + len(chances) + 1)
    ends = np.cumsum(sizes)
    bounds = np.stack((ends - sizes, ends), axis=1).astype(np.int32)
    first, last, top = best_stretch(bounds, np.array(chances), low)
    odds = np.clip(np.log(np.array(chances) / (1 - np.array(chances))), -4, 4) * sizes[low:]
    every = {
        (low + a, low + b): odds[a:b].sum()
        for a in range(len(odds))
        for b in range(a + 1, len(odds) + 1)
    }
    assert top == pytest.approx(max(every.values()))
    assert every[first, last] == pytest.approx(top)


@settings(max_examples=150, deadline=None)
@given(windows)
def test_joined_windows_meet_no_other_and_lose_nothing(
    drawn: list[tuple[int, int, int, int]],
) -> None:
    """What met is one window, and every window lies in one of those that are left."""
    spans = np.array(drawn, np.int64).reshape(-1, 4)
    joined, means = spans.copy(), np.zeros((len(spans), 2))
    kept = joined[: join_met(joined, means)]
    assert not any(meet(a, b) for k, a in enumerate(kept) for b in kept[k + 1 :])
    for span in spans:
        assert any(
            w[0] <= span[0] and span[1] <= w[1] and w[2] <= span[2] and span[3] <= w[3]
            for w in kept
        )


@settings(max_examples=150, deadline=None)
@given(surfaces)
def test_parts_of_a_window_are_disjoint_and_inside(sure: NDArray[np.float64]) -> None:
    """Split or not, the parts share no sentence and stay within the window."""
    height, width = sure.shape
    parts = split_apart(sure, np.array([0, height, 0, width]))
    assert len(parts) >= 1
    rows, columns = Counter[int](), Counter[int]()
    for a, b, c, d in parts.tolist():
        assert 0 <= a < b <= height
        assert 0 <= c < d <= width
        rows.update(range(a, b))
        columns.update(range(c, d))
    assert max((rows | columns).values()) == 1


@settings(max_examples=150, deadline=None)
@given(surfaces, st.data())
def test_a_cut_window_is_free_and_has_evidence(
    sure: NDArray[np.float64], data: st.DataObject
) -> None:
    """Nothing of what is left was taken, and enough speaks for it."""
    taken = [
        np.array(data.draw(st.lists(st.booleans(), min_size=size, max_size=size)))
        for size in sure.shape
    ]
    window = np.array([0, sure.shape[0], 0, sure.shape[1]])
    if cut_free(sure, window, *taken):
        a, b, c, d = window.tolist()
        assert not taken[0][a:b].any()
        assert not taken[1][c:d].any()
        if taken[0].any() or taken[1].any():
            assert evidence_within(sure, window) >= 0.6


def test_loose_ends_are_cut_and_no_more_than_half() -> None:
    """Words at an end with no counterpart go, from eight words on."""
    lexicon = Lexicon()
    shared = "engineers found cracks in both shafts of the old ferry on monday"
    for extra, cut in ((LOOSE, True), (LOOSE - 1, False)):
        loose = " ".join(f"tarn{chr(97 + k)}" for k in range(extra))
        left, right = (
            sheet(prepare(text, "en", TextConfig(), lexicon=lexicon)).lines
            for text in (f"{loose} {shared}", shared)
        )
        sizes = len(left.words), len(right.words)
        a, b, c, d = cut_loose(left, right, (0, sizes[0], 0, sizes[1]), 1.0)
        assert a == (extra if cut else 0)
        assert (b, c, d) == (sizes[0], 0, sizes[1])


def test_an_exact_stretch_knows_what_its_run_matches_around_it() -> None:
    """Of a run with one word dropped near its begin, the long rest is the stretch."""
    lexicon = Lexicon()
    words = [f"word{chr(97 + k // 26)}{chr(97 + k % 26)}" for k in range(EXACT + 6)]
    left, right = (
        sheet(prepare(" ".join(text), "en", TextConfig(), lexicon=lexicon)).lines
        for text in (words, words[:4] + words[5:])
    )
    runs = np.array([[0, len(left.words), 0, len(right.words)]])
    (stretch,) = exact_stretches(left, right, runs).tolist()
    assert stretch == [5, len(left.words), 4, len(right.words), 4, 0]


def judged_one_by_one(left: Lines, right: Lines, seeds: Model) -> NDArray[np.float64]:
    """What the judge of sentence pairs says of every pair worth a look, however it glances."""
    grid = build_grid(left, right)
    nothing = np.zeros(len(left.bounds), np.bool_), np.zeros(len(right.bounds), np.bool_)
    rows, columns = choose_beads(grid, *nothing)
    features = np.zeros((len(rows), len(FEATURES)))
    describe_beads(left, right, grid, rows, columns, 1.0, True, features)
    out = np.zeros((len(left.bounds), len(right.bounds)))
    for i, j, row in zip(rows.tolist(), columns.tolist(), features, strict=True):
        value = judge(row, seeds.weights, seeds.bias)
        out[i, j] = value if value >= seeds.threshold else 0.0
    return out


@settings(max_examples=40, deadline=None)
@given(texts, texts, st.sampled_from([0.0, 0.01, 0.5, 1.1]))
def test_a_glance_only_leaves_out_pairs(left: str, right: str, least: float) -> None:
    """A sentence pair is as sure as the judge says or left out, and all are read at 0."""
    lexicon = Lexicon()
    one, other = (
        sheet(prepare(t, "en", TextConfig(), lexicon=lexicon)).lines for t in (left, right)
    )
    models = shipped.shipped_models()
    glances = models.glances._replace(threshold=least)
    taken = np.zeros(len(one.words), np.bool_), np.zeros(len(other.words), np.bool_)
    surface = lay_surface(
        one, other, build_grid(one, other), np.zeros((0, 4), np.int64), taken,
        (models.seeds, glances), 1.0, True,
    )  # fmt: skip
    expected = judged_one_by_one(one, other, models.seeds)
    sure = surface < 1.0
    read = surface > 0.0
    assert np.array_equal(surface[read & sure], expected[read & sure])
    if least == 0.0:
        assert np.array_equal(surface[sure], expected[sure])


def test_equal_sentences_are_sure_at_any_glance() -> None:
    """Sentences that are the same word for word are read even where no other pair would be."""
    lexicon = Lexicon()
    text = "The ferry hit the pier of the harbour. Trains were late in the whole valley."
    lines = sheet(prepare(text, "en", TextConfig(), lexicon=lexicon)).lines
    models = shipped.shipped_models()
    taken = np.zeros(len(lines.words), np.bool_), np.zeros(len(lines.words), np.bool_)
    surface = lay_surface(
        lines, lines, build_grid(lines, lines), np.zeros((0, 4), np.int64), taken,
        (models.seeds, models.glances._replace(threshold=1.1)), 1.0, True,
    )  # fmt: skip
    assert np.array_equal(surface, np.eye(2))


def aligned(left: str, right: str, channel: Channel = Channel.DIRECT) -> tuple[Alignment, ...]:
    """Two English texts to passages, by the plain loops."""
    lexicon = Lexicon()
    one, other = (prepare(t, "en", TextConfig(), lexicon=lexicon) for t in (left, right))
    runs = pair_runs(one.tokens, other.tokens, CandidateConfig())
    return align_pair(one, other, runs, config=AlignConfig(), channel=channel)


@settings(max_examples=60, deadline=None)
@given(texts, texts, st.lists(st.sampled_from([-3.0, 0.0, 3.0, 6.0]), min_size=7, max_size=7))
def test_passages_are_disjoint_whatever_the_models_say(
    left: str, right: str, shifts: list[float]
) -> None:
    """No models make passages that share a word, leave the text, or are too short."""
    known = shipped.shipped_models()
    moved = Models(
        *(
            Model(model.weights, model.bias + shift, 0.05)
            for model, shift in zip(known, shifts, strict=True)
        )
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reuse.align.pair.shipped_models", lambda: moved)
        found = aligned(left, right)
    for side, text in (("left", left), ("right", right)):
        spans = sorted(getattr(a, side) for a in found)
        assert all(one.end <= other.start for one, other in pairwise(spans))
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
    least = AlignConfig().min_words
    assert all(min(a.left_words, a.right_words) >= least for a in found)


@pytest.mark.parametrize("count", [20, 40, 80])
def test_a_copy_of_one_repeated_sentence_is_found(count: int) -> None:
    """However often both texts repeat it, a sentence equal on both sides is shared."""
    text = "The harbour of Skarvik was closed on Monday after a ferry hit the pier. " * count
    (found,) = aligned(text, text)
    assert found.obfuscation is Obfuscation.VERBATIM
    assert found.left_words > 0.9 * 14 * count


@given(texts, texts, st.data())
@settings(max_examples=60, deadline=None)
def test_what_windows_own_is_the_same_from_either_side(
    left: str, right: str, data: st.DataObject
) -> None:
    """Exchanging the texts changes nothing."""
    here, there, _ = both_views(left, right)
    spans = []
    for view in (here, there):
        first = data.draw(st.integers(0, len(view.totals) - 1))
        spans.append((first, data.draw(st.integers(first + 1, len(view.totals)))))
    (a, b), (c, d) = spans
    one, other = np.zeros(len(WINDOW_FEATURES)), np.zeros(len(WINDOW_FEATURES))
    describe_owned(here, (a, b, c, d), one)
    describe_owned(there, (c, d, a, b), other)
    np.testing.assert_allclose(one, other, rtol=1e-9, atol=1e-9)
    assert 0 <= one[WINDOW_FEATURES.index("owned_share")] <= 1 + 1e-9


def test_windows_own_the_terms_that_stand_nowhere_else() -> None:
    """A term that another sentence of either text has is owned in part."""
    left = "The harbour closed. Engineers saved the bridge. The harbour council met."
    right = "The harbour council met. The bridge engineers were late."
    here, _, _ = both_views(left, right)
    shares = []
    for span in ((1, 2, 1, 2), (0, 1, 0, 1)):
        out = np.zeros(len(WINDOW_FEATURES))
        describe_owned(here, span, out)
        shares.append(out[WINDOW_FEATURES.index("owned_share")])
    assert shares[0] == pytest.approx(1)
    assert shares[1] == pytest.approx(0.5)


def test_a_border_reaches_a_sentence_that_is_as_good_as_equal() -> None:
    """Whatever the judge of borders says: this one leaves every window as it is."""
    weights = np.zeros((len(BORDER_FEATURES), 4))
    weights[:, 1] = 1.0
    weights[BORDER_FEATURES.index("inside"), 2] = 10.0
    here, there, _ = both_views("The harbour closed. The mayor left. Rain fell.", "A plan. Rain.")
    for value, first in ((0.95, 1), (0.8, 2)):
        here.sure[1, 0] = there.sure[0, 1] = value
        span, *_ = draw_borders(here, there, (2, 3, 0, 1), Model(weights, -5.0, 0.5))
        assert span == (first, 3, 0, 1)
