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
    """Sentences of ten words each; of a matter's own words, each once, where one is given."""
    draw = random.Random(seed)  # noqa: S311  no secret
    if matter is None:
        chosen = draw.choices(NAMES, k=140)
    else:
        chosen = draw.sample(NAMES[matter : matter + 260], k=140)
    return [" ".join(chosen[at : at + 10]).capitalize() + "." for at in range(0, 140, 10)]


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
    assert result.sifted == (not found)


def test_few_texts_are_not_sifted() -> None:
    """In a small corpus, which does not tell how rare a word is, the likeness stays."""
    result = scan(corpus(500))
    assert ("one", "two") in {(c.left.id, c.right.id) for c in result.comparisons}


def numbered(sentence: list[str], carriers: int, users: int) -> list[Document]:
    """Texts on other matters: some carry a sentence, others use any four words of it in a row."""
    texts = [article(seed) for seed in range(70)]
    said = " ".join(sentence).capitalize() + "."
    phrases = [" ".join(sentence[at : at + 4]).capitalize() + "." for at in range(9)]
    for text in texts[:carriers]:
        text[4] = said
    for text in texts[carriers : carriers + users]:
        text[4:6] = phrases
    return [
        Document(id=f"x{k:02}", text=" ".join(text), outlet=f"x{k}") for k, text in enumerate(texts)
    ]


@pytest.mark.parametrize(
    ("carriers", "users", "found"), [(2, 0, True), (4, 0, True), (2, 12, False)]
)
def test_a_whole_sentence_stays_unless_its_phrases_are_common(
    monkeypatch: pytest.MonkeyPatch,
    carriers: int,
    users: int,
    found: bool,  # noqa: FBT001
) -> None:
    """Twelve words in a row that few texts carry are kept; what many others say is no evidence."""
    monkeypatch.setattr(sifting, "_FEWEST", 50)
    sentence = words(4_200, 3)[4_100:4_112]
    result = scan(numbered(sentence, carriers, users))
    pairs = {(c.left.id, c.right.id) for c in result.comparisons}
    wanted = {(f"x{a:02}", f"x{b:02}") for a in range(carriers) for b in range(a + 1, carriers)}
    assert (wanted <= pairs) is found
