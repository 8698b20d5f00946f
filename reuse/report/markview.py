"""What differs and what conflicts inside the passages of a pair, as marks on the two texts."""

from __future__ import annotations

from dataclasses import dataclass

from reuse.align import Edit
from reuse.model.alignment import Alignment
from reuse.model.comparison import Comparison
from reuse.model.span import Span
from reuse.model.verdict import Side
from reuse.report import words
from reuse.report.escape import shorten
from reuse.report.textview import Mark
from reuse.report.worddiff import WordDiff, WordMark, diff_passages

CONFLICT = "conflict"
"""Look of facts that conflict."""
CONFLICT_SIGN = "\u2260"
MOVE_SIGN = "\u2195"
LEGEND = {
    **{edit.value: words.EDIT[edit] for edit in Edit},
    CONFLICT: "conflicting facts",
}
"""Looks of words inside a passage with what the legend calls them, in the legend's order."""
_QUOTE = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictView:
    """Two facts that conflict."""

    passage: int
    kind: str
    left: str
    right: str
    left_target: str
    """Element id of the words in document A."""
    right_target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PairMarks:
    """All marks inside the passages of a pair."""

    sides: dict[Side, list[Mark]]
    conflicts: tuple[ConflictView, ...]
    styles: tuple[str, ...]
    """Looks that occur, in the order of `LEGEND`."""
    notes: tuple[str, ...]
    diffs: tuple[WordDiff, ...]
    """The differences they were made from, one a passage."""


def pair_marks(comparison: Comparison, alignments: tuple[Alignment, ...], number: int) -> PairMarks:
    """Mark the words of all passages; `number` makes the element ids of a pair unique."""
    left, right = comparison.left.text, comparison.right.text
    marks: dict[Side, list[Mark]] = {Side.LEFT: [], Side.RIGHT: []}
    notes = []
    diffs = diff_passages(left, right, alignments)
    for at, diff in enumerate(diffs, 1):
        marks[Side.LEFT].extend(_mark(mark, right, Side.RIGHT) for mark in diff.left)
        marks[Side.RIGHT].extend(_mark(mark, left, Side.LEFT) for mark in diff.right)
        if diff.coarse:
            notes.append(f"Passage {at} {COARSE}")
    conflicts = _conflicts(comparison, alignments, number, marks)
    used = {mark.style for side in Side for mark in marks[side]}
    return PairMarks(
        sides=marks,
        conflicts=conflicts,
        styles=tuple(style for style in LEGEND if style in used),
        notes=tuple(notes),
        diffs=diffs,
    )


COARSE = (
    "is long and much changed, so that its words were compared block by block: more of them may be "
    "the same than is marked."
)
"""What is said of a passage whose difference is coarse, behind its name."""


def _mark(mark: WordMark, other: str, side: Side) -> Mark:
    """A mark as the page shows it; `other` is the text of the other side, which is `side`."""
    title, sign = words.EDIT[mark.kind], ""
    if mark.kind is Edit.MOVED:
        sign = f"{MOVE_SIGN}{mark.number}"
        title = f"moved, {mark.number}: the same words stand elsewhere in {words.SIDE[side]}"
    elif mark.other is not None:
        title = f"{title}: “{_quoted(other, mark.other)}” in {words.SIDE[side]}"
    return Mark(span=mark.span, style=mark.kind.value, title=title, sign=sign)


def _quoted(text: str, span: Span) -> str:
    return shorten(span.cut(text), _QUOTE)


def _conflicts(
    comparison: Comparison,
    alignments: tuple[Alignment, ...],
    number: int,
    marks: dict[Side, list[Mark]],
) -> tuple[ConflictView, ...]:
    """Conflicts of all passages, which are added to the marks of both sides."""
    out: list[ConflictView] = []
    for at, a in enumerate(alignments, 1):
        for conflict in a.conflicts:
            title = words.conflict_words(comparison, conflict)
            left, right = (f"c{number}-{letter}-{len(out) + 1}" for letter in "ab")
            for side, span, anchor in (
                (Side.LEFT, conflict.left, left),
                (Side.RIGHT, conflict.right, right),
            ):
                mark = Mark(
                    span=span, style=CONFLICT, title=title, sign=CONFLICT_SIGN, anchor=anchor
                )
                marks[side].append(mark)
            out.append(
                ConflictView(
                    passage=at,
                    kind=words.FACT[conflict.kind],
                    left=_quoted(comparison.left.text, conflict.left),
                    right=_quoted(comparison.right.text, conflict.right),
                    left_target=left,
                    right_target=right,
                )
            )
    return tuple(out)
