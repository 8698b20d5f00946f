"""Small archives of made-up articles."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reuse.archive import Duplicates, Holdings, Postings, Scheme, make_postings, writing
from reuse.config import TextConfig
from reuse.model.document import Document
from reuse.text import tokenise

TEXT = TextConfig()
SCHEME = Scheme(hash_key=TEXT.hash_key)


def article(number: int, words: int = 70, **fields: Any) -> Document:
    """An article of words of its own, with a sentence that all share."""
    drawn = Random(number)  # noqa: S311  the same in every run
    own = " ".join(f"w{drawn.randrange(5_000)}" for _ in range(words))
    text = f"{own}. The council voted on Tuesday night to close the old bridge. Ende {number}."
    return Document(id=f"a{number}", text=text, **fields)


def tokens_of(texts: Sequence[str]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Token codes of texts, and where each begins."""
    tokens = [tokenise(text, TEXT) for text in texts]
    codes = np.concatenate([*(each.codes for each in tokens), np.zeros(0, np.uint32)])
    return codes, np.cumsum([0, *map(len, tokens)], dtype=np.int64)


def postings_of(documents: Sequence[Document]) -> Postings:
    """Postings of some documents."""
    tokens = [tokenise(document.text, TEXT) for document in documents]
    codes, bounds = tokens_of([document.text for document in documents])
    none = np.zeros(0, np.int32)
    starts = np.concatenate([*(each.starts for each in tokens), none])
    ends = np.concatenate([*(each.ends for each in tokens), none])
    return make_postings(codes, bounds, starts, ends)


def add(folder: Path, documents: Sequence[Document], policy: Duplicates = Duplicates.SKIP) -> None:
    """Add documents to an archive, in one batch; a new one where there is none."""
    new = None if (folder / "catalogue.sqlite").exists() else SCHEME
    with writing(folder, new) as writer:
        found = writer.sort_out(documents, policy)
        writer.commit(found.new, postings_of(found.new), found.replaced)


def held(folder: Path) -> dict[str, str]:
    """Texts of the documents that stand, by id."""
    with Holdings(folder) as holdings:
        arrays = [segment.array("numbers") for segment in holdings.segments]
        every = np.concatenate([*arrays, np.zeros(0, np.uint64)]).astype(np.int64)
        numbers = every[holdings.stands(every)].tolist()
        rows, texts = holdings.rows(numbers), holdings.texts(numbers)
    # Between the two a writer may have taken one away.
    both = rows.keys() & texts.keys()
    return {rows[number].with_text(texts[number]).id: texts[number] for number in sorted(both)}


def slow_grams(text: str, size: int) -> list[tuple[int, ...]]:
    """Every run of `size` token codes, in order."""
    codes = tokenise(text, TEXT).codes.tolist()
    return [tuple(codes[at : at + size]) for at in range(len(codes) - size + 1)]


def slices(codes: NDArray[np.uint32], bounds: NDArray[np.int64]) -> list[NDArray[np.uint32]]:
    """The codes of each text."""
    return [codes[first:last] for first, last in pairwise(bounds.tolist())]
