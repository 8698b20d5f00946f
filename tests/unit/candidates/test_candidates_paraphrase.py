from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest
from invented import story, table, words

from reuse.candidates.paraphrase import paraphrase_pairs, share_a_stretch
from reuse.config import CandidateConfig

NAMES = words(2_000, 99)


def corpus(count: int = 200) -> list[str]:
    """Short documents, each with rare words of its own and some that a few share."""
    draw = random.Random(5)
    return [f"{story(50, at)} {' '.join(draw.sample(NAMES, 6))}" for at in range(count)]


def reworded(seed: int) -> tuple[str, str]:
    """Two texts that say the same of six rare things in another order, no shingle in common."""
    draw = random.Random(seed)
    rare = [f"{word}{seed}" for word in words(6, 1000 + seed)]
    one = " ".join(f"{word} {draw.choice(NAMES)}" for word in rare)
    other = " ".join(f"{word} {draw.choice(NAMES)} the" for word in reversed(rare))
    return f"{story(40, 300 + seed)} {one}", f"{other} {story(40, 400 + seed)}"


def test_planted_paraphrases_are_proposed() -> None:
    """Two texts that share rare words but no shingle are proposed among two hundred others, and few are in vain."""
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
    order = random.Random(3).sample(range(len(texts)), len(texts))
    one = paraphrase_pairs(table(texts), CandidateConfig()).tolist()
    other = paraphrase_pairs(table([texts[at] for at in order]), CandidateConfig()).tolist()
    back = sorted(sorted((order[a], order[b])) for a, b in other)
    assert one == back
    assert one


def _entries(draw: np.random.Generator) -> dict[str, Any]:
    documents = 6
    lists = [
        sorted(zip(draw.integers(0, 9, n).tolist(), draw.integers(0, 5, n).tolist(), strict=True))
        for n in draw.integers(0, 14, documents)
    ]
    flat = [entry for listed in lists for entry in listed]
    pairs = [[a, b] for a in range(documents) for b in range(a + 1, documents)]
    return {
        "pairs": np.array(pairs, np.int64),
        "first": np.cumsum([0, *map(len, lists)]),
        "terms": np.array([term for term, _ in flat], np.int64),
        "blocks": np.array([block for _, block in flat], np.int64),
        "weights": draw.random(9),
    }


@pytest.mark.parametrize("seed", range(10))
def test_the_gate_is_that_of_the_slow_count(seed: int) -> None:
    """Plain, compiled and slow forms agree which pairs share enough in two stretches."""
    data = _entries(np.random.default_rng(seed))
    fewest, least = 4, 1.7
    plain, native = np.ones(len(data["pairs"]), np.bool_), np.zeros(len(data["pairs"]), np.bool_)
    share_a_stretch(*data.values(), fewest, least, plain)
    share_a_stretch.native(*data.values(), fewest, least, native)
    slow = []
    for a, b in data["pairs"].tolist():
        one, other = (
            list(
                zip(
                    data["terms"][data["first"][d] : data["first"][d + 1]].tolist(),
                    data["blocks"][data["first"][d] : data["first"][d + 1]].tolist(),
                    strict=True,
                )
            )
            for d in (a, b)
        )
        passes = False
        for row in range(5):
            for column in range(5):
                shared = [
                    data["weights"][t]
                    for t, x in one
                    for u, y in other
                    if t == u and x in (row, row + 1) and y in (column, column + 1)
                ]
                passes |= len(shared) >= fewest and sum(shared) >= least
        slow.append(passes)
    assert plain.tolist() == native.tolist() == slow
    assert 0 < sum(slow) < len(slow)


def test_long_texts_of_few_words_are_bounded() -> None:
    """Two texts of many thousand words, four of them distinct, are no square of work."""
    draw = random.Random(2)
    texts = [" ".join(draw.choices(NAMES[:4], k=40_000)) for _ in range(2)]
    assert len(paraphrase_pairs(table(texts), CandidateConfig(paraphrase_cosine=0.0))) <= 1
