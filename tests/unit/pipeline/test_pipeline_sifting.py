"""Pairs judged independent, without the facts that two accounts of one matter tell alike."""

from __future__ import annotations

import random

import pytest
from invented import words

from reuse.config import Config, DeriveConfig
from reuse.model.document import Document
from reuse.pipeline import scan, sifting

NAMES = words(4_000, 3)


def article(seed: int, matter: int | None = None) -> list[str]:
    """Sentences of ten words each, of a matter's own words where one is given."""
    draw = random.Random(seed)  # noqa: S311  no secret
    known = NAMES if matter is None else NAMES[matter : matter + 90]
    return [" ".join(draw.choices(known, k=10)).capitalize() + "." for _ in range(14)]


def corpus(matter: int | None) -> list[Document]:
    """Texts without anything in common, and two that share one sentence, a word in six dropped."""
    shared = words(4_100, 3)[4_000:4_018]
    edited = [word for at, word in enumerate(shared) if at % 6 != 5]
    first, second = article(900, matter), article(901, matter)
    first[5], second[9] = (" ".join(side).capitalize() + "." for side in (shared, edited))
    others = [article(seed) for seed in range(80)]
    texts = {"one": first, "two": second} | {f"x{k}": text for k, text in enumerate(others)}
    return [Document(id=name, text=" ".join(text), outlet=name) for name, text in texts.items()]


@pytest.mark.parametrize(
    ("matter", "sift", "found"),
    [(None, True, True), (500, True, False), (500, False, True)],
)
def test_a_short_likeness_counts_between_texts_on_different_matters(
    monkeypatch: pytest.MonkeyPatch,
    matter: int | None,
    sift: bool,  # noqa: FBT001
    found: bool,  # noqa: FBT001
) -> None:
    """It is reported where the rest shares nothing, and where it is asked for."""
    monkeypatch.setattr(sifting, "_FEWEST", 50)
    config = Config(derive=DeriveConfig(sift=sift))
    result = scan(corpus(matter), config)
    pairs = {(c.left.id, c.right.id) for c in result.comparisons}
    assert (("one", "two") in pairs) is found


def test_few_texts_are_not_sifted() -> None:
    """In a small corpus, which does not tell how rare a word is, the likeness stays."""
    result = scan(corpus(500))
    assert ("one", "two") in {(c.left.id, c.right.id) for c in result.comparisons}
