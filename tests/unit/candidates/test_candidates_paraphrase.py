from __future__ import annotations

import random
from itertools import combinations, product
from typing import NamedTuple

import numpy as np
import pytest
from invented import story, table, words
from numpy.typing import NDArray

from reuse.candidates.paraphrase import paraphrase_pairs, share_a_stretch
from reuse.config import CandidateConfig

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


class _Entries(NamedTuple):
    """Arrays of the gate, as it takes them."""

    pairs: NDArray[np.int64]
    first: NDArray[np.int64]
    terms: NDArray[np.int64]
    blocks: NDArray[np.int64]
    weights: NDArray[np.float64]

    def of(self, document: int) -> list[tuple[int, int]]:
        """Word and block of each entry of a document."""
        part = slice(self.first[document], self.first[document + 1])
        return list(zip(self.terms[part].tolist(), self.blocks[part].tolist(), strict=True))


def _entries(draw: np.random.Generator) -> _Entries:
    lists = [
        sorted(zip(draw.integers(0, 9, n).tolist(), draw.integers(0, 5, n).tolist(), strict=True))
        for n in draw.integers(0, 14, 6)
    ]
    flat = np.array([entry for listed in lists for entry in listed], np.int64)
    return _Entries(
        pairs=np.array(list(combinations(range(6), 2)), np.int64),
        first=np.cumsum([0, *map(len, lists)]),
        terms=flat[:, 0].copy(),
        blocks=flat[:, 1].copy(),
        weights=draw.random(9),
    )


def _slow_gate(data: _Entries, a: int, b: int, fewest: int, least: float) -> bool:
    """Whether two stretches of two blocks share enough, by counting all of them."""
    for row, column in product(range(5), range(5)):
        shared = [
            data.weights[t]
            for (t, x), (u, y) in product(data.of(a), data.of(b))
            if t == u and x in (row, row + 1) and y in (column, column + 1)
        ]
        if len(shared) >= fewest and sum(shared) >= least:
            return True
    return False


@pytest.mark.parametrize("seed", range(10))
def test_the_gate_is_that_of_the_slow_count(seed: int) -> None:
    """Plain, compiled and slow forms agree which pairs share enough in two stretches."""
    data = _entries(np.random.default_rng(seed))
    fewest, least = 4, 1.7
    plain, native = np.ones(len(data.pairs), np.bool_), np.zeros(len(data.pairs), np.bool_)
    arrays = data.pairs, data.first, data.terms, data.blocks, data.weights
    share_a_stretch(*arrays, fewest, least, plain)
    share_a_stretch.native(*arrays, fewest, least, native)
    slow = [_slow_gate(data, a, b, fewest, least) for a, b in data.pairs.tolist()]
    assert plain.tolist() == native.tolist() == slow
    assert 0 < sum(slow) < len(slow)


def test_long_texts_of_few_words_are_bounded() -> None:
    """Two texts of many thousand words, four of them distinct, are no square of work."""
    draw = random.Random(2)  # noqa: S311  no secret
    texts = [" ".join(draw.choices(NAMES[:4], k=40_000)) for _ in range(2)]
    assert len(paraphrase_pairs(table(texts), CandidateConfig(paraphrase_cosine=0.0))) <= 1
