from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from functools import partial
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import story, table, words
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfTransformer

from reuse.candidates import neighbours, stretches, telling
from reuse.candidates.neighbours import REACH, nearest, time_ranks
from reuse.candidates.paraphrase import find_paraphrases, paraphrase_pairs
from reuse.candidates.telling import FIRST, SCALE, SLOT_BITS, STRENGTH, TermIndex, index_terms
from reuse.config import CandidateConfig
from reuse.engine import map_ordered
from reuse.model.corpus import TokenTable

NAMES = words(2_000, 99)


def corpus(count: int = 200) -> list[str]:
    """Short documents, each with rare words of its own and some that a few share."""
    draw = random.Random(5)  # noqa: S311  no secret
    return [f"{story(50, at)} {' '.join(draw.sample(NAMES, 6))}" for at in range(count)]


def reworded(seed: int) -> tuple[str, str]:
    """Two texts that say the same of six rare things in another order, no shingle in common."""
    draw = random.Random(seed)  # noqa: S311  no secret
    rare = [f"{word}{seed}" for word in words(6, 1000 + seed)]
    one = " ".join(f"{word} {draw.choice(NAMES)}" for word in rare)
    other = " ".join(f"{word} {draw.choice(NAMES)} the" for word in reversed(rare))
    return f"{story(40, 300 + seed)} {one}", f"{other} {story(40, 400 + seed)}"


def test_planted_paraphrases_are_proposed() -> None:
    """Two texts that share rare words but no shingle are proposed, and few of the others."""
    texts = corpus()
    planted = []
    for seed in range(10):
        planted.append((len(texts), len(texts) + 1))
        texts += reworded(seed)
    found = [tuple(pair) for pair in paraphrase_pairs(table(texts), CandidateConfig()).tolist()]
    assert found == sorted(set(found))
    assert all(left < right for left, right in found)
    assert set(planted) <= set(found)
    assert len(found) < 2 * len(texts)


def test_neighbours_are_bounded() -> None:
    """No more pairs than neighbours a document, however many are alike."""
    base = " ".join(words(60, 6))
    texts = [f"{base} {NAMES[at]}" for at in range(60)] + [NAMES[at] for at in range(60, 700)]
    for most in (1, 4):
        config = CandidateConfig(paraphrase_neighbours=most)
        assert 0 < len(paraphrase_pairs(table(texts), config)) <= 60 * most


def test_outlets_and_switches() -> None:
    """Texts of one outlet are no pair, unless they are asked for."""
    texts = [*reworded(1), *corpus(20)]
    outlets = [0, 0, *range(1, 21)]
    data = table(texts, outlets)
    assert [0, 1] not in paraphrase_pairs(data, CandidateConfig()).tolist()
    assert [0, 1] in paraphrase_pairs(data, CandidateConfig(within_outlet=True)).tolist()


@pytest.mark.parametrize("texts", [[], ["a b c"], ["a b c", "d e f"]])
def test_nothing_in_common(texts: list[str]) -> None:
    """No rare word in two documents gives no pair."""
    assert paraphrase_pairs(table(texts), CandidateConfig()).shape == (0, 2)


def test_order_of_documents_changes_nothing() -> None:
    """The same documents in another order give the same pairs."""
    texts = [*corpus(80), *reworded(1), *reworded(2)]
    order = random.Random(3).sample(range(len(texts)), len(texts))  # noqa: S311  no secret
    one = paraphrase_pairs(table(texts), CandidateConfig()).tolist()
    other = paraphrase_pairs(table([texts[at] for at in order]), CandidateConfig()).tolist()
    back = sorted(sorted((order[a], order[b])) for a, b in other)
    assert one == back
    assert one


def slow_terms(data: TokenTable, common: set[int]) -> list[Counter[tuple[int, ...]]]:
    """Words, and pairs of content words with at most two function words between, by document."""
    out: list[Counter[tuple[int, ...]]] = []
    for first, last in zip(data.bounds[:-1].tolist(), data.bounds[1:].tolist(), strict=True):
        codes = data.codes[first:last].tolist()
        terms: Counter[tuple[int, ...]] = Counter((code,) for code in codes)
        for at, code in enumerate(codes):
            after = [other for other in codes[at + 1 : at + 4] if other not in common]
            if code not in common and after:
                terms[code, after[0]] += 1
        out.append(terms)
    return out


def by_document(index: TermIndex, document: int) -> dict[int, float]:
    """Where the lists of a document's terms begin, with the weights."""
    found = {}
    for place in index.places[index.first[document] : index.first[document + 1]].tolist():
        start = place
        while index.postings[start] < FIRST:
            start -= 1
        found[start] = index.weights[place] / SCALE
        assert int(index.postings[place]) & (FIRST - 1) == document
    return found


@pytest.mark.parametrize("seed", range(4))
def test_weights_are_those_of_scikit_learn(seed: int) -> None:
    """Weights and norms are those of TfidfTransformer over all words and word pairs."""
    texts = [story(30 + 2 * at, seed * 40 + at, words(300, seed)) for at in range(40)]
    data = table(texts)
    holders = Counter(
        code
        for first, last in zip(data.bounds[:-1].tolist(), data.bounds[1:].tolist(), strict=True)
        for code in set(data.codes[first:last].tolist())
    )
    terms = slow_terms(data, {code for code, count in holders.items() if count > 20})
    names = sorted({term for counts in terms for term in counts})
    counts = np.array([[counts[name] for name in names] for counts in terms], np.float64)
    dense = TfidfTransformer(sublinear_tf=True, norm=None).fit_transform(counts).toarray()
    index = index_terms(data, np.arange(40, dtype=np.int32), most=12)
    assert index.norms == pytest.approx(np.sqrt((dense**2).sum(axis=1)), rel=1e-3)
    telling = ((counts > 0).sum(axis=0) >= 2) & ((counts > 0).sum(axis=0) <= 12)
    assert 0 < telling.sum() < len(telling)
    for document in range(40):
        wanted = sorted(dense[document, telling & (counts[document] > 0)].tolist())
        found = sorted(by_document(index, document).values())
        assert found == pytest.approx(wanted, abs=0.6 / SCALE)


def dense_cosine(index: TermIndex) -> NDArray[np.float64]:
    """Cosines of all documents, by rank."""
    count = len(index.norms)
    vectors = [by_document(index, document) for document in range(count)]
    out = np.zeros((count, count))
    for one, other in product(range(count), repeat=2):
        shared = vectors[one].keys() & vectors[other].keys()
        dot = sum(vectors[one][term] * vectors[other][term] for term in shared)
        out[one, other] = dot / (index.norms[one] * index.norms[other])
    return out


@given(seed=st.integers(0, 10_000), most=st.integers(1, 6), within=st.booleans())
@settings(max_examples=25, deadline=None)
def test_neighbours_are_those_of_the_dense_product(seed: int, most: int, *, within: bool) -> None:
    """The nearest documents that may meet, forbidden partners taking no place."""
    draw = np.random.default_rng(seed)
    known = words(60, seed)
    texts = [" ".join(draw.choice(known, draw.integers(5, 40))) for _ in range(REACH)]
    plain = table(texts, draw.integers(0, 4, REACH).tolist())
    days = np.where(draw.random(REACH) < 0.3, np.nan, draw.integers(0, 40, REACH) * 86_400.0)
    data = replace(
        plain,
        earliest=np.where(np.isnan(days), -np.inf, days),
        latest=np.where(np.isnan(days), np.inf, days),
    )
    config = CandidateConfig(
        paraphrase_neighbours=most,
        paraphrase_cosine=0.01,
        within_outlet=within,
        window_days=20.0,
    )
    ranks = time_ranks(data)
    index = index_terms(data, ranks, most=200)
    cosine = dense_cosine(index)[np.ix_(ranks, ranks)]
    with np.errstate(invalid="ignore"):
        apart = np.abs(days[:, None] - days) / 86_400 / 3
    score = cosine * (1 + 3 / (1 + np.nan_to_num(apart) ** 2)) / 4
    wanted = set()
    for one in range(REACH):
        meet = data.may_meet(
            np.full(REACH, one), np.arange(REACH), within_outlet=within, window=20.0
        )
        able = [other for other in np.flatnonzero(meet).tolist() if score[one, other] >= 0.01]
        able.sort(key=lambda other: (-round(score[one, other], 12), ranks[other]))
        wanted |= {(min(one, other), max(one, other)) for other in able[:most]}
    pairs, cut = nearest(data, index, ranks, config)
    assert {(left, right) for left, right in pairs.tolist()} == wanted
    assert cut == 0


def test_a_common_term_is_followed_nearest_in_time() -> None:
    """Of many that share a term only those nearest in time are looked at; the rest is counted."""
    count = 100
    texts = [f"harbour {' '.join(words(20, 50 + at))}" for at in range(count)]
    texts = [
        f"{text} {' '.join(f'{w}x{at}' for w in words(6, at))}" for at, text in enumerate(texts)
    ]
    days = np.arange(count, dtype=np.float64) * 86_400.0
    data = replace(table(texts), earliest=days, latest=days)
    config = CandidateConfig(paraphrase_neighbours=1_000, paraphrase_cosine=0.0)
    for known, far in ((data, REACH), (table(texts), 0)):
        ranks = time_ranks(known)
        only = index_terms(known, ranks, most=200)
        alone = only.postings[: len(only.postings)]
        pairs, cut = nearest(known, only, ranks, config)
        lists = np.diff(np.append(np.flatnonzero(alone >= FIRST), len(alone)))
        assert lists.max() == count
        assert cut >= count
        apart = np.abs(ranks[pairs[:, 0]] - ranks[pairs[:, 1]])
        assert (apart.max(initial=0) >= far) or not far
        assert len(pairs) < count * (count - 1) // 2


@pytest.mark.parametrize("threads", [1, 3])
def test_compiled_loops_and_threads_change_nothing(
    threads: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Plain and compiled loops on any number of threads give the same, in parts or whole."""
    data = table([*corpus(60), *reworded(1), *reworded(2)])
    plain = find_paraphrases(data, CandidateConfig())
    for module in (telling, neighbours, stretches):
        monkeypatch.setattr(module, "_ENOUGH", 0)
    monkeypatch.setattr(telling, "_PART", 500)
    monkeypatch.setattr(neighbours, "_PIECE", 7)
    monkeypatch.setattr(stretches, "_PIECE", 5)
    native = find_paraphrases(data, CandidateConfig(), partial(map_ordered, threads=threads))
    assert native.pairs.tolist() == plain.pairs.tolist()
    assert native.near.tolist() == plain.near.tolist()
    assert len(plain.pairs) < len(plain.near)
    assert native.cut == plain.cut > 0


def slow_closeness(
    data: TokenTable, pair: list[int], strengths: NDArray[np.uint8], stride: int, fewest: int
) -> float:
    """Nats that two stretches share, by looking at all of them."""
    one, other = (
        data.codes[data.bounds[document] : data.bounds[document + 1]].tolist() for document in pair
    )
    best = 0
    for a, b in product(range(0, len(one), stride), range(0, len(other), stride)):
        shared = {*one[a : a + 2 * stride]} & {*other[b : b + 2 * stride]}
        nats = [int(strengths[code >> (32 - SLOT_BITS)]) for code in shared]
        nats = [value for value in nats if value]
        best = max(best, sum(nats)) if len(nats) >= fewest else best
    return best / STRENGTH


@pytest.mark.parametrize("seed", range(6))
def test_the_gate_is_that_of_the_slow_count(seed: int) -> None:
    """Plain, compiled and slow forms agree on what two stretches share, each word once."""
    draw = np.random.default_rng(seed)
    known = words(90, seed)
    texts = [" ".join(draw.choice(known, draw.integers(1, 60))) for _ in range(8)]
    data = table(texts)
    strengths = index_terms(data, np.arange(8, dtype=np.int32), most=8).strengths
    pairs = np.array(list(combinations(range(8), 2)), np.int32)
    slow = [slow_closeness(data, pair, strengths, 4, 3) for pair in pairs.tolist()]
    plain = stretches.closeness(data, pairs, strengths, stride=4, fewest=3)
    native = np.zeros(len(pairs), np.float32)
    stretches._measure.native(data.codes, data.bounds, pairs, strengths, 4, 3, native)
    assert plain.tolist() == native.tolist() == slow
    assert 0 in slow
    assert max(slow) > 0


def test_long_texts_of_few_words_are_bounded() -> None:
    """Two texts of many thousand words, four of them distinct, are no square of work."""
    draw = random.Random(2)  # noqa: S311  no secret
    texts = [" ".join(draw.choices(NAMES[:4], k=40_000)) for _ in range(2)]
    assert len(paraphrase_pairs(table(texts), CandidateConfig(paraphrase_cosine=0.0))) <= 1
