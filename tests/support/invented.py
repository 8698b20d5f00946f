"""Texts of invented words, and slow obvious forms of what the package computes fast."""

from __future__ import annotations

import random
import unicodedata
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from reuse.config import TextConfig
from reuse.model.corpus import TokenTable
from reuse.text import tokenise

_SOUNDS = ("ka", "mo", "ri", "tel", "vun", "os", "bra", "lin", "dor", "fe", "gus", "ha")
_GLUE = ("the", "of", "and", "in", "a", "to", "was", "for", "that", "on")


def words(count: int, seed: int) -> list[str]:
    """Distinct words that no language has."""
    draw = random.Random(seed)  # noqa: S311  no secret
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(draw.choices(_SOUNDS, k=draw.randint(2, 4)))] = None
    return list(found)


def story(count: int, seed: int, vocabulary: Sequence[str] | None = None) -> str:
    """Sentences of `count` words in all, every third a function word."""
    draw = random.Random(seed)  # noqa: S311  no secret
    known = vocabulary or words(400, 7)
    out: list[str] = []
    sentence = 0
    for at in range(count):
        word = draw.choice(_GLUE) if at % 3 == 2 else draw.choice(known)
        sentence += 1
        ends = sentence >= 9 and draw.random() < 0.2
        out.append((word.capitalize() if sentence == 1 else word) + ("." if ends else ""))
        sentence = 0 if ends else sentence
    return " ".join(out)


def edited(text: str, share: float, seed: int) -> str:
    """The text with a share of its words dropped."""
    draw = random.Random(seed)  # noqa: S311  no secret
    return " ".join(word for word in text.split() if draw.random() >= share)


def table(texts: Sequence[str], outlets: Sequence[int] | None = None) -> TokenTable:
    """Texts as a token table; each of its own outlet unless told."""
    codes = [tokenise(text, TextConfig()).codes for text in texts]
    numbers = np.array(range(len(texts)) if outlets is None else outlets, np.int32)
    return TokenTable(
        codes=np.concatenate([*codes, np.zeros(0, np.uint32)]),
        bounds=np.cumsum([0, *map(len, codes)], dtype=np.int64),
        outlets=numbers,
        sites=numbers,
        earliest=np.full(len(texts), -np.inf),
        latest=np.full(len(texts), np.inf),
    )


def corpus(seed: int, documents: int = 8, vocabulary: int = 12) -> TokenTable:
    """Short documents of few words, so that shingles recur; some shorter than a shingle."""
    draw = np.random.default_rng(seed)
    known = words(vocabulary, seed)
    lengths = draw.integers(0, 40, documents)
    texts = [" ".join(draw.choice(known, length)) for length in lengths]
    return table(texts, draw.integers(0, 3, documents).tolist())


def slow_shingles(data: TokenTable, size: int) -> list[tuple[int, int, tuple[int, ...]]]:
    """Document, position and tokens of every shingle that lies in one document."""
    out = []
    for document, (first, last) in enumerate(
        zip(data.bounds[:-1].tolist(), data.bounds[1:].tolist(), strict=True)
    ):
        tokens = data.codes[first:last].tolist()
        out += [
            (document, first + at, tuple(tokens[at : at + size]))
            for at in range(len(tokens) - size + 1)
        ]
    return out


def slow_frequency(data: TokenTable, size: int, *, by_site: bool = False) -> list[int]:
    """Documents that hold the shingle at each token, by a dictionary; 0 where there is none."""
    holders: dict[tuple[int, tuple[int, ...]], set[int]] = defaultdict(set)
    site = data.sites.tolist() if by_site else [0] * len(data.sites)
    shingles = slow_shingles(data, size)
    for document, _, shingle in shingles:
        holders[site[document], shingle].add(document)
    out = [0] * len(data.codes)
    for document, position, shingle in shingles:
        out[position] = len(holders[site[document], shingle])
    return out


def slow_words(text: str) -> list[str]:
    """Words of ordinary spaced text, letter by letter."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    folded = "".join(char for char in folded if unicodedata.category(char) != "Cf")
    for strange in "\u2018\u2019\u02bc":
        folded = folded.replace(strange, "'")
    out, word = [], ""
    for at, char in enumerate(folded):
        before, after = folded[at - 1 : at], folded[at + 1 : at + 2]
        joins = (char == "'" and before.isalpha() and after.isalpha()) or (
            char in ".," and before.isdigit() and after.isdigit()
        )
        if unicodedata.category(char)[0] in "LMN" or joins:
            word += char
        elif word:
            out.append(word)
            word = ""
    return [*out, word] if word else out
