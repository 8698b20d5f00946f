"""Reports that have nothing from each other: of one event, or made to look so."""

from __future__ import annotations

import random
import re
from collections import Counter
from functools import partial

from derivations.draft import Draft, plain_sentence
from derivations.scene import rewrite
from derivations.sources import Article

_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,} [A-Z][a-z]{2,}(?![\w\u2019'-]| [A-Z])")
_QUOTE = re.compile(r"[“\"]([A-Z][^“”\"]{50,280})[,.][”\"]")
_NOBODY = "the spokesman"


def alike(one: Draft, other: Draft, third: Article | None, rng: random.Random) -> tuple[Draft, ...]:
    """Two stories with the same name and the same quotation, taken from a third.

    Args:
        one: a story.
        other: another; its most frequent name becomes that of the first.
        third: where the quotation is taken from; none is put in where it has none.
        rng: where to put it.
    """
    name, second = _most_named(one), _most_named(other)
    if name and second:
        other = _renamed(other, second, name)
    quotes = _QUOTE.findall(third.draft.text) if third else []
    if not quotes:
        return one, other
    line = f"“{rng.choice(quotes)},” {name or _NOBODY} said."
    out = []
    for draft in (one, other):
        at = rng.randint(1, len(draft.paragraphs))
        out.append(draft.with_paragraphs(at, (plain_sentence(line),)))
    return tuple(out)


def _most_named(draft: Draft) -> str | None:
    found = Counter(_NAME.findall(draft.text))
    return found.most_common(1)[0][0] if found else None


def _renamed(draft: Draft, old: str, new: str) -> Draft:
    """The story with one name for another, in full and by the last name."""
    for one, other in ((old, new), (old.split()[1], new.split()[1])):
        pattern = re.compile(rf"\b{re.escape(one)}\b")
        change = partial(_constant, other)
        draft = draft.mapped(partial(rewrite, pattern=pattern, change=change, quoted=True))
    return draft


def _constant(text: str, match: re.Match[str]) -> str:  # noqa: ARG001  a change takes a match
    return text
