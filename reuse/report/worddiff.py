"""Which words differ between two passages."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Indel

from reuse.model.scripts import UNSPACED
from reuse.model.span import Span
from reuse.report.escape import combining_class

MAX_WORDS = 3_000
"""Words of a side beyond which passages are not compared: the work grows with the product."""

# An edit that leaves only this little between two differing stretches reads as one edit.
_BRIDGE = re.compile(r"\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class WordDiff:
    """The differing words of two passages, as spans of the two raw texts.

    Neighbouring differing words are one span, the space between them included.
    """

    left: tuple[Span, ...]
    right: tuple[Span, ...]
    compared: bool
    """False when a passage was too long to compare; both tuples are then empty."""


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

    Case, width and punctuation do not count as differences. One word more than `MAX_WORDS`
    is returned at the most.
    """
    forms: list[str] = []
    spans: list[Span] = []
    for match in _word_pattern().finditer(text, span.start, span.end):
        forms.append(_form(match[0]))
        spans.append(Span(match.start(), match.end()))
        if len(forms) > MAX_WORDS:
            break
    return tuple(forms), tuple(spans)


def diff_words(left_text: str, left: Span, right_text: str, right: Span) -> WordDiff:
    """Mark the words that stand on one side only, by longest common subsequence.

    Args:
        left_text: raw text of the left document; `left` is a span of it.
        left: the left passage.
        right_text: raw text of the right document; `right` is a span of it.
        right: the right passage.
    """
    left_words, left_spans = words_of(left_text, left)
    right_words, right_spans = words_of(right_text, right)
    if max(len(left_words), len(right_words)) > MAX_WORDS:
        return WordDiff(left=(), right=(), compared=False)
    left_out: list[Span] = []
    right_out: list[Span] = []
    for code in Indel.opcodes(left_words, right_words):
        if code.tag != "equal":
            left_out.extend(left_spans[code.src_start : code.src_end])
            right_out.extend(right_spans[code.dest_start : code.dest_end])
    return WordDiff(
        left=_joined(left_text, left_out), right=_joined(right_text, right_out), compared=True
    )


def _joined(text: str, spans: list[Span]) -> tuple[Span, ...]:
    """Join spans that only white space parts; `spans` are in order and disjoint."""
    out: list[Span] = []
    for span in spans:
        if out and _BRIDGE.fullmatch(text, out[-1].end, span.start):
            out[-1] = Span(out[-1].start, span.end)
        else:
            out.append(span)
    return tuple(out)
