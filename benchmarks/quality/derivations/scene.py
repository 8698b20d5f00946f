"""What an operator may look at beside the draft, and how it changes words in place."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from derivations.draft import Draft, Sentence
from derivations.press import Voice

Change = Callable[[re.Match[str]], str | None]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scene:
    """Who takes text from whom."""

    rng: random.Random
    voice: Voice
    """Who publishes the derived text."""
    parents: tuple[Voice, ...]
    """Who published what it derives from."""
    earlier: tuple[Voice, ...] = ()
    """Who published what the parents derive from, as far up as it goes."""
    elsewhere: Callable[[], Draft | None]
    """Some other story of the corpus."""


Operate = Callable[[Draft, Scene], Draft]
"""An operator: gives the draft back as it is where nothing fits."""


def rewrite(
    sentence: Sentence, pattern: re.Pattern[str], change: Change, *, quoted: bool = False
) -> Sentence:
    """Replace matches outside quotations, from the last to the first; None keeps a match.

    Args:
        sentence: what to change.
        pattern: what to look for.
        change: the new words of a match.
        quoted: whether to look inside quotations too.
    """
    text = sentence.text
    for match in reversed(list(pattern.finditer(text))):
        if not quoted and is_quoted(text, match.start(), match.end()):
            continue
        new = change(match)
        if new is not None and new != match.group():
            sentence = sentence.edit(match.start(), match.end(), new)
    return sentence


def is_quoted(text: str, start: int, end: int) -> bool:
    """Whether a stretch of a sentence may lie in a quotation.

    A quotation that goes on beyond the sentence holds all up to its mark.
    """
    before, inside, after = text[:start], text[start:end], text[end:]
    if any(mark in inside for mark in '"“”'):
        return True
    if text.count('"') % 2 or before.count('"') % 2:
        return True
    opened, closed = before.rfind("“"), before.rfind("”")
    following = min((at for at in (after.find("“"), after.find("”")) if at >= 0), default=-1)
    return opened > closed or (following >= 0 and after[following] == "”")


def has_quotation(text: str) -> bool:
    """Whether a sentence holds a quotation mark."""
    return any(mark in text for mark in '"“”')


LOWERED = frozenset((
    "a", "all", "although", "an", "and", "another", "as", "at", "both", "but", "by", "during",
    "each", "even", "every", "few", "for", "from", "he", "her", "his", "however", "i", "if",
    "in", "it", "its", "last", "many", "more", "most", "my", "next", "no", "not", "of", "on",
    "one", "our", "she", "since", "so", "some", "that", "the", "their", "then", "there",
    "these", "they", "this", "those", "to", "two", "under", "we", "what", "when", "where",
    "which", "while", "who", "with",
))  # fmt: skip
"""Words that have a capital only where a sentence begins."""


def lowered(text: str) -> str:
    """A text without the capital of its first word, unless that may be a name or is "I"."""
    first = re.match(r"[A-Za-z]+", text)
    if first and first.group() != "I" and first.group().lower() in LOWERED:
        return text[0].lower() + text[1:]
    return text


def can_be_lowered(text: str) -> bool:
    """Whether a sentence can stand behind a comma."""
    return lowered(text) != text


def raised(text: str) -> str:
    """A text with a capital at its start."""
    return text[:1].upper() + text[1:]
