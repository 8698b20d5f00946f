"""Cues from what was changed inside the text that both share. They never carry a verdict.

Who retells knows no more than his source: figures lose digits, names their first half, speech its
marks (specificity). Who rewrites forgets to (editorial fatigue, Goodacre 1998, "Fatigue in the
Synoptics").
"""

from __future__ import annotations

import re

import numpy as np

from reuse.derive.changes import Stretch, ends_name, first_of, is_name, places_of, word
from reuse.derive.cues.making import directed, quote
from reuse.derive.shared import Pair
from reuse.derive.speech import SENTENCE, cut_tokens
from reuse.model.prepared import PreparedText
from reuse.model.verdict import Cue

_FAR = 0.1
"""Share of a number that rounding may change."""
_AGAIN = 2
"""Times that a word must stand in both texts to be the right spelling."""
_DATE = re.compile(r"[12]?\d|3[01]|1[5-9]\d\d|20\d\d")
"""Whole numbers that may be the day of a month or a year."""
_FIGURES = 20
"""Figures of one unit in the other that a figure is held against."""
_LETTERS = 5
"""Letters of a word that is compared letter by letter."""


def rounded(pair: Pair) -> Cue | None:
    """A number stands here rounded and exactly in the other."""
    this, other = pair.this.text, pair.other.text
    for change in pair.changes:
        if not change.this.figures or not change.other.figures:
            continue
        # By the word that follows, so that a price list costs no more than its length.
        theirs: dict[int, list[tuple[int, float]]] = {}
        for there, exact in change.other.figures:
            theirs.setdefault(int(other.tokens.hashes[there + 1]), []).append((there, exact))
        for at, value in change.this.figures:
            for there, exact in theirs.get(int(this.tokens.hashes[at + 1]), ())[:_FIGURES]:
                if _is_rounded(value, exact) and not _are_dates(this, at, other, there):
                    return directed(
                        pair,
                        "rounded",
                        f"{pair.this.label} has {quote(word(this, at))} where {pair.other.label} "
                        f"has the exact {quote(word(other, there))}.",
                        (this.span(at, at + 1),),
                    )
    return None


def shortened(pair: Pair) -> Cue | None:
    """A person is introduced here by the last name alone, and with the first name in the other."""
    this, other = pair.this.text, pair.other.text
    for change in pair.changes:
        for at in change.other.names:
            last = at + 1
            code = other.tokens.hashes[last]
            if first_of(other, code) != last:
                continue
            first = _first_alone(change.this, code)
            if first is not None:
                return directed(
                    pair,
                    "shortened",
                    f"{pair.this.label} says {quote(word(this, first))} at the first mention, "
                    f"{pair.other.label} {quote(f'{word(other, at)} {word(other, last)}')}.",
                    (this.span(first, first + 1),),
                )
    return None


def retold(pair: Pair) -> Cue | None:
    """A sentence that the other quotes stands here without quotation marks."""
    for change, speeches in pair.told:
        for speech in speeches:
            if pair.other.weights[speech].sum() <= SENTENCE:
                return directed(
                    pair,
                    "retold",
                    f"{pair.this.label} tells in words of its own what {pair.other.label} quotes: "
                    f"{quote(cut_tokens(pair.other.text, speech))}.",
                    (change.passage.this,),
                )
    return None


def quoting(pair: Pair) -> Cue | None:
    """Some sentences that the other prints as its own text stand here in quotation marks."""
    for _, speeches in pair.mirrored.told:
        for speech in speeches:
            if pair.this.weights[speech].sum() > SENTENCE:
                return directed(
                    pair,
                    "quoting",
                    f"{pair.this.label} quotes at length what {pair.other.label} prints as its own "
                    f"text: {quote(cut_tokens(pair.this.text, speech))}.",
                    (pair.this.text.span(speech.start, speech.stop),),
                )
    return None


def fatigue(pair: Pair) -> Cue | None:
    """A word of the other is replaced here and kept further on: the change was not kept up."""
    this, other = pair.this.text, pair.other.text
    for at, there in pair.swapped:
        if len(places_of(other, this.tokens.hashes[at])):
            continue
        kept = places_of(this, other.tokens.hashes[there])
        kept = kept[(kept > at) & pair.this_covered.any[kept]]
        if len(kept):
            later = int(kept[0])
            return directed(
                pair,
                "fatigue",
                f"{pair.this.label} has {quote(word(this, at))} where {pair.other.label} has "
                f"{quote(word(other, there))}, and that word itself further on.",
                (this.span(at, at + 1), this.span(later, later + 1)),
            )
    return None


def misspelt(pair: Pair) -> Cue | None:
    """A word is misspelt here and right in the other."""
    this, other = pair.this.text, pair.other.text
    for at, there in pair.swapped:
        wrong, right = word(this, at), word(other, there)
        if not _is_slip(wrong, right):
            continue
        again = sum(len(places_of(text, other.tokens.hashes[there])) for text in (this, other))
        # Which of the two is the right one shows where it stands again.
        if again < _AGAIN or len(places_of(this, this.tokens.hashes[at])) > 1:
            continue
        return directed(
            pair,
            "misspelt",
            f"{pair.this.label} has {quote(wrong)} where {pair.other.label} has {quote(right)}.",
            (this.span(at, at + 1),),
        )
    return None


def _first_alone(here: Stretch, code: np.uint64) -> int | None:
    """Where a text first says a name, if that is in the passage and without a name before it."""
    text, first = here.text, first_of(here.text, code)
    if not here.where.start <= first < here.where.stop:
        return None
    alone = ends_name(text, first) and not (first and is_name(text, first - 1))
    return first if alone else None


def _is_rounded(value: float, exact: float) -> bool:
    """Whether a number is another with fewer digits."""
    if value == exact or abs(value - exact) > _FAR * exact:
        return False
    return _digits(value) < _digits(exact)


def _are_dates(this: PreparedText, at: int, other: PreparedText, there: int) -> bool:
    """Whether two numbers may be days or years: another day is no rounded day."""
    return all(_DATE.fullmatch(each) for each in (word(this, at), word(other, there)))


def _digits(value: float) -> int:
    """Significant digits: 1,200 has two, 49.6 three."""
    return len(f"{value:.6f}".replace(".", "").strip("0"))


def _is_slip(wrong: str, right: str) -> bool:
    """Whether two words differ by one letter left out, doubled or changed, or two exchanged."""
    one, other = wrong.casefold(), right.casefold()
    if min(len(one), len(other)) < _LETTERS or abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    one, other = one[start:], other[start:]
    if len(one) == len(other):
        return one[1:] == other[1:] or (one[:2] == other[1::-1] and one[2:] == other[2:])
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return longer[1:] == shorter
