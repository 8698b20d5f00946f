"""Synonyms of news, from a small word list of our own."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_WORDS = Path(__file__).with_name("synonyms.txt")


@cache
def synonyms() -> dict[str, tuple[str, ...]]:
    """What may stand for each form that has one sense, in lower case."""
    found: dict[str, tuple[str, ...]] = {}
    only_put_in: set[str] = set()
    for line in _WORDS.read_text("utf-8").splitlines():
        if line.startswith("!"):
            only_put_in.update(line[1:].split())
        elif not line.startswith("#"):
            group = [part.replace("_", " ") for part in line.split()]
            for forms in _columns(group):
                for form in forms:
                    others = tuple(other for other in forms if other != form)
                    # A form that is in two groups keeps the first: its commoner sense.
                    found.setdefault(form, others)
    return {form: others for form, others in found.items() if form not in only_put_in}


def _columns(parts: list[str]) -> list[tuple[str, ...]]:
    """Forms that stand for each other, from the parts of a line."""
    words: list[list[str]] = [[]]
    for part in parts:
        if part == "/":
            words.append([])
        else:
            words[-1].append(part)
    return list(zip(*words, strict=True))


def fitting(word: str, other: str) -> str:
    """A synonym with the capitals of the word it stands for."""
    if len(word) > 1 and word.isupper():
        return other.upper()
    return other[0].upper() + other[1:] if word[0].isupper() else other
