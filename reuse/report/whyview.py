"""Why two passages are given as a match, in words an editor can check."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from reuse.align import Edit
from reuse.model.alignment import Alignment, Role
from reuse.model.comparison import Comparison
from reuse.model.span import Span
from reuse.report import words
from reuse.report.escape import shorten
from reuse.report.textview import style_of
from reuse.report.worddiff import WordDiff, noun_of, words_of

SHOWN = 1_500
"""Code points of a passage that stand in the list of passages; the texts hold it whole."""
_RUN = 120
_FEW = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """The beginning of a passage, or all of it."""

    span: Span
    text: str
    cut: bool
    """Whether there is more of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageView:
    """A passage on its own, with what makes it one."""

    number: int
    style: str
    label: str
    left: Excerpt
    right: Excerpt
    why: tuple[str, ...]


def passage_views(
    comparison: Comparison, alignments: tuple[Alignment, ...], diffs: tuple[WordDiff, ...]
) -> tuple[PassageView, ...]:
    """Passages one by one, in the order of the left text."""
    return tuple(
        PassageView(
            number=number,
            style=style_of(alignment),
            label=words.passage_words(alignment),
            left=_excerpt(comparison.left.text, alignment.left),
            right=_excerpt(comparison.right.text, alignment.right),
            why=why_lines(comparison, alignment, diff),
        )
        for number, (alignment, diff) in enumerate(zip(alignments, diffs, strict=True), 1)
    )


def why_lines(comparison: Comparison, alignment: Alignment, diff: WordDiff) -> tuple[str, ...]:
    """What speaks for one match, a sentence each; quotes the texts, and is not yet escaped."""
    told = [run_words(comparison, alignment, diff), _change_words(diff)]
    told += [
        f"The facts differ: {words.conflict_words(comparison, conflict)}."
        for conflict in alignment.conflicts
    ]
    told.append(
        f"Found by {words.CHANNEL[alignment.channel]}; how surely both say one text: "
        f"{words.probability(alignment.score)}."
    )
    told.append(_ROLE[alignment.role])
    return tuple(line for line in told if line)


_ROLE = {
    Role.REUSE: "",
    Role.QUOTATION: "Both quote the same speech. Two reporters may do that by themselves, so it "
    "is not counted as reuse.",
    Role.BOILERPLATE: "It recurs in an outlet's own articles, as sign-ups and captions do, so it "
    "is not counted as reuse.",
}


def _excerpt(text: str, span: Span) -> Excerpt:
    """A passage up to `SHOWN`, cut between words where there are any."""
    if len(span) <= SHOWN:
        return Excerpt(span=span, text=span.cut(text), cut=False)
    end = span.start + SHOWN
    space = text.rfind(" ", span.start + SHOWN // 2, end)
    shown = Span(span.start, space if space > 0 else end)
    return Excerpt(span=shown, text=shown.cut(text), cut=True)


def run_words(comparison: Comparison, alignment: Alignment, diff: WordDiff) -> str:
    """The longest run of words that both sides have in common; not yet escaped."""
    text = comparison.left.text
    _, spans = words_of(text, alignment.left)
    if not spans:
        return ""
    length = len(diff.longest)
    if length < _FEW:
        return (
            "No run of four words or more is the same on both sides: what is shared is said anew."
        )
    whole = Span(spans[diff.longest.start].start, spans[diff.longest.stop - 1].end)
    said, noun = f"“{shorten(whole.cut(text), _RUN)}”", noun_of(spans)
    if length == len(spans) and not diff.right:
        return f"All {words.count(length, noun)} are the same, in the same order: {said}"
    return f"The longest run in common has {words.count(length, noun)}: {said}"


def _change_words(diff: WordDiff) -> str:
    """How many stretches were changed, and how."""
    kinds = Counter(mark.kind for mark in diff.left)
    kinds.update(mark.kind for mark in diff.right if mark.kind is Edit.ADDED)
    parts = [f"{kinds[kind]:,} {words.EDIT[kind]}" for kind in Edit if kinds[kind]]
    return f"Stretches changed: {', '.join(parts)}." if parts else ""
