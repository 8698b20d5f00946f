"""Words in an order that repeats as the words of news do, without end and from a seed.

A text is a row of set phrases of one to eight words, the long ones made of short ones. Each is
drawn by a Zipf-Mandelbrot law from a stock of its length that is never stored: the words of
phrase number r are what a hash of r points at. How common a word of rank r is was measured on
news in English, and so was how often phrases come back; `likeness.py` shows how close the
outcome is. The commonest words are those of this project's sample corpus, the others are
invented from syllables.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ARTICLES = Path(__file__).resolve().parents[2] / "corpora" / "articles"

# Share of all text that the commonest words make up, by number of words; measured on 22,000
# articles of news of 485 words each.
_RANKS = (0.5, 1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4)
_SHARES = (
    0.0, 0.0585, 0.0866, 0.1109, 0.1545, 0.2204, 0.2804, 0.376, 0.449,
    0.5267, 0.6364, 0.7256, 0.8131, 0.9077, 0.9551, 0.9819, 0.9968,
)  # fmt: skip
# Beyond, by Heaps' law with the exponent of that corpus.
_TAIL_FROM, _TAIL = 0.9968, 1 / 1.38
_TABLE_BITS = 20
_STEP = np.uint64(0x9E3779B97F4A7C15)
_KNOWN = 1 << 16
# Of each length of phrase: share of the text, rank up to which all are alike, size of the stock.
# Of each length of phrase: share of the text, rank up to which all are alike, size of the
# stock, and the shorter phrases that it is made of, by their place in this table.
_PHRASES = (
    (1, 0.0814, 1.0, 10, (0,)),
    (2, 0.2532, 11.2, 1e05, (1,)),
    (3, 0.3735, 5.0, 5.98e06, (2,)),
    (4, 0.1675, 80.4, 3.27e07, (1, 1)),
    (5, 0.0559, 200.0, 1e07, (1, 2)),
    (7, 0.0685, 75.6, 1.06e06, (1, 1, 2)),
    (8, 0.006, 5.0, 60.0, (6,)),
)
_SYLLABLES = re.findall(
    r"\S+",
    "ba bel bri car cor dan del dor el en fal fen gar gen hal hin is jor kal kest lan lar lin "
    "mar mel mor nal nor ol or pel per quin ral ren ros sal sel sta tal tan tor ul val ven wes "
    "wil yar zen én",
)
# What a word ends in; the first three stand for numbers and two kinds of names.
_ENDINGS = ("", "", "o", "ed", "ing", "ion", "ly", "ment", "ness", "s", "us", "y")
# Prime, so that words of neighbouring ranks do not look alike.
_SCATTER = 49_999
_WORD = re.compile(r"[a-z]+(?:\u2019[a-z]+)?")


class Wording:
    """A source of words by rank."""

    def __init__(self, seed: int) -> None:
        """Make the tables; `seed` decides which words make up each phrase."""
        self._salt = np.uint64(seed * 0x9E3779B97F4A7C15 % 2**64)
        length, share, flat, stock = (np.array([row[at] for row in _PHRASES]) for at in range(4))
        self._length = length.astype(np.int64)
        self._bounds = np.cumsum(share / length) / (share / length).sum()
        parts = [row[4] for row in _PHRASES]
        self._part_counts = np.array([len(of) for of in parts])
        self._parts = np.array([(*of, 0, 0, 0)[:3] for of in parts])
        self._flat, self._spread = flat, np.log(stock / flat + 1)
        middles = (np.arange(1 << _TABLE_BITS) + 0.5) / (1 << _TABLE_BITS)
        ranks = np.exp(np.interp(middles, _SHARES, np.log(_RANKS)))
        self._table = np.minimum(ranks, _KNOWN - 1).astype(np.int32)
        common = _common_words()
        self._words = common + [_invented(rank) for rank in range(len(common), _KNOWN)]

    def ranks(
        self, count: int, random: np.random.Generator
    ) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Draw words.

        Returns:
            Ranks of the words, shape (count,), and which of them are in no set phrase.
        """
        kinds = np.searchsorted(self._bounds, random.random(count))
        kinds = np.minimum(kinds, len(self._bounds) - 1)
        ends = np.cumsum(self._length[kinds])
        kinds = kinds[: int(np.searchsorted(ends, count)) + 1]
        keys = self._keys(kinds, random.random(len(kinds)))
        single = kinds == 0
        keys[single] = random.integers(0, 2**64, int(single.sum()), np.uint64)
        kinds, keys, single = self._taken_apart(kinds, keys, single)
        lengths = self._length[kinds]
        hashes = np.repeat(keys, lengths) + _places(lengths) * _STEP
        return self._ranks_of(_mixed(hashes[:count])), np.repeat(single, lengths)[:count]

    def _taken_apart(
        self, kinds: NDArray[np.int64], keys: NDArray[np.uint64], single: NDArray[np.bool_]
    ) -> tuple[NDArray[np.int64], NDArray[np.uint64], NDArray[np.bool_]]:
        """Long phrases as the short ones that they are made of, others as they are."""
        counts = self._part_counts[kinds]
        places = _places(counts)
        parts = self._parts[np.repeat(kinds, counts), places.astype(np.int64) - 1]
        spread = np.repeat(keys, counts)
        made = np.repeat(counts > 1, counts)
        hashes = _mixed(spread[made] + places[made] * _STEP)
        spread[made] = self._keys(parts[made], (hashes >> np.uint64(11)) * 2.0**-53)
        return parts, spread, np.repeat(single, counts)

    def _keys(self, kinds: NDArray[np.int64], draws: NDArray[np.float64]) -> NDArray[np.uint64]:
        """A key of each phrase drawn from the stock of its kind; draws are uniform in [0, 1)."""
        number = self._flat[kinds] * np.expm1(self._spread[kinds] * draws)
        places = (number.astype(np.uint64) << np.uint64(3)) + kinds.astype(np.uint64)
        return _mixed(places ^ self._salt)

    def words(self, ranks: NDArray[np.int64]) -> list[str]:
        """Spell words."""
        known = self._words
        out = list(map(known.__getitem__, np.minimum(ranks, _KNOWN - 1).tolist()))
        beyond = np.flatnonzero(ranks >= _KNOWN)
        for at, rank in zip(beyond.tolist(), ranks[beyond].tolist(), strict=True):
            out[at] = _invented(rank)
        return out

    def _ranks_of(self, hashes: NDArray[np.uint64]) -> NDArray[np.int64]:
        """The rank that each hash stands for, by the shares of the text."""
        shares = (hashes >> np.uint64(11)) * 2.0**-53
        ranks = self._table[(hashes >> np.uint64(64 - _TABLE_BITS)).astype(np.int64)]
        out = ranks.astype(np.int64)
        tail = np.flatnonzero(shares >= _TAIL_FROM)
        rest = np.maximum((1 - shares[tail]) / (1 - _TAIL_FROM), 1e-12)
        out[tail] = (_RANKS[-1] * rest**-_TAIL).astype(np.int64)
        return out


def name(number: int) -> str:
    """A proper name of two or three syllables; the same for the same number."""
    mixed = number * 0x9E3779B97F4A7C15 % 2**64
    return _syllables(mixed, 2 + (mixed >> 61) % 2).capitalize()


def _syllables(number: int, count: int) -> str:
    parts = []
    for _ in range(count):
        number, at = divmod(number, len(_SYLLABLES))
        parts.append(_SYLLABLES[at])
    return "".join(parts)


def _invented(rank: int) -> str:
    """The word of a rank, no other rank's; a twelfth are numbers, two twelfths names."""
    quotient, ending = divmod(rank, len(_ENDINGS))
    if not ending:
        return str(quotient)
    size, left = 2, quotient
    while left >= (count := len(_SYLLABLES) ** size):
        size, left = size + 1, left - count
    word = _syllables(left * _SCATTER % count, size) + _ENDINGS[ending]
    return word.capitalize() if ending < 3 else word


def _common_words() -> list[str]:
    """Words of the sample corpus in English, commonest first."""
    counts: Counter[str] = Counter()
    for path in sorted(ARTICLES.glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                if record.get("language", "en") == "en":
                    counts.update(_WORD.findall(record["text"].casefold()))
    return [word for word, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]


def _places(lengths: NDArray[np.int64]) -> NDArray[np.uint64]:
    """1, 2, ... up to each length in turn."""
    ends = np.cumsum(lengths)
    return (np.arange(1, int(ends[-1]) + 1) - np.repeat(ends - lengths, lengths)).astype(np.uint64)


def _mixed(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The finaliser of SplitMix64 (Steele, Lea and Flood 2014)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))
