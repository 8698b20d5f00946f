"""Which words differ between two passages, and how, as marks on the two raw texts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from reuse.align import Change, Edit, difference
from reuse.model.alignment import Alignment
from reuse.model.scripts import UNSPACED
from reuse.model.span import Span
from reuse.report.escape import combining_class


@dataclass(frozen=True, slots=True, kw_only=True)
class WordMark:
    """Words of one side that are not the same, in the same order, on the other."""

    span: Span
    """From the first word to the last, what stands between them included."""
    kind: Edit
    other: Span | None
    """The words of the other side that stand for them; None where there are none."""
    number: int
    """Number of a move, from 1, the same on both sides; 0 for all else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordDiff:
    """The differing words of two passages; marks in order, disjoint on either side."""

    left: tuple[WordMark, ...]
    right: tuple[WordMark, ...]
    coarse: bool
    """True when the passages are so long and unlike that more may be equal than is said."""
    longest: range
    """Words of the left passage, by number, that make the longest run which the other one holds as
    well, in place or moved; the first of several."""


@lru_cache(maxsize=1)
def _word_pattern() -> re.Pattern[str]:
    marks = combining_class()
    alone = f"[{UNSPACED}][{marks}]*"
    letters, mark = rf"[^\W{UNSPACED}]", f"(?![{UNSPACED}])[{marks}]"
    spaced = f"{letters}+(?:(?:{mark})+{letters}*)*"
    return re.compile(f"{alone}|{spaced}")


def _form(word: str) -> str:
    """A word without what does not count as a difference."""
    return word.lower() if word.isascii() else unicodedata.normalize("NFKC", word).casefold()


def words_of(text: str, span: Span) -> tuple[tuple[str, ...], tuple[Span, ...]]:
    """Words of `text` inside `span`, in a form to compare, with their raw spans.

    Case, width and punctuation do not count as differences.
    """
    found = list(_word_pattern().finditer(text, span.start, span.end))
    return tuple(_form(m[0]) for m in found), tuple(Span(m.start(), m.end()) for m in found)


def noun_of(spans: tuple[Span, ...]) -> str:
    """What some words are to be called: of a script without spaces each is a character."""
    single = sum(len(span) == 1 for span in spans)
    return "character" if 2 * single > len(spans) else "word"


def diff_words(
    left_text: str, left: Span, right_text: str, right: Span, *, moves: int = 0
) -> WordDiff:
    """Mark the words that were moved, replaced, varied, dropped or added.

    Time and memory are near-linear in the words of both, however long the passages are.

    Args:
        left_text: raw text of the left document; `left` is a span of it.
        left: the left passage.
        right_text: raw text of the right document; `right` is a span of it.
        right: the right passage.
        moves: moves that are numbered already; the first one here gets the next number.
    """
    left_words, left_spans = words_of(left_text, left)
    right_words, right_spans = words_of(right_text, right)
    found = difference(left_words, right_words)
    left_marks: list[WordMark] = []
    right_marks: list[WordMark] = []
    for change in found.changes:
        moves += change.kind is Edit.MOVED
        number = moves if change.kind is Edit.MOVED else 0
        one, other = _stretch(left_spans, change.left), _stretch(right_spans, change.right)
        if one is not None:
            left_marks.append(WordMark(span=one, kind=change.kind, other=other, number=number))
        if other is not None:
            right_marks.append(WordMark(span=other, kind=change.kind, other=one, number=number))
    right_marks.sort(key=lambda mark: mark.span)
    return WordDiff(
        left=tuple(left_marks),
        right=tuple(right_marks),
        coarse=found.coarse,
        longest=_longest(found.changes, len(left_words)),
    )


def _longest(changes: Iterable[Change], count: int) -> range:
    """The longest run of words on both sides; changes stand by their place on the left."""
    longest, at = range(0), 0
    for change in changes:
        # Words that were added stand between two of the left side, too.
        runs = [range(at, change.left.start)]
        if change.kind is Edit.MOVED:
            runs.append(change.left)
        longest = max(longest, *runs, key=len)
        at = change.left.stop
    return max(longest, range(at, count), key=len)


def diff_passages(
    left_text: str, right_text: str, alignments: Iterable[Alignment]
) -> tuple[WordDiff, ...]:
    """`diff_words` of each passage of two texts, moved stretches numbered throughout."""
    out: list[WordDiff] = []
    moves = 0
    for a in alignments:
        out.append(diff_words(left_text, a.left, right_text, a.right, moves=moves))
        moves = max([moves, *(mark.number for mark in out[-1].left)])
    return tuple(out)


def _stretch(spans: tuple[Span, ...], words: range) -> Span | None:
    """From the first to the last of some words; None for none."""
    return Span(spans[words.start].start, spans[words.stop - 1].end) if words else None
