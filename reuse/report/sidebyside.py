"""Passages side by side in the terminal, with what differs in brackets."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from reuse.align import Edit
from reuse.model.alignment import Alignment, Obfuscation, Role
from reuse.model.comparison import Comparison
from reuse.model.span import Span
from reuse.report import words
from reuse.report.escape import escape_terminal
from reuse.report.markview import COARSE
from reuse.report.segments import segment
from reuse.report.trimmed import Trimmed
from reuse.report.whyview import run_words
from reuse.report.worddiff import WordDiff, WordMark, diff_passages

_COLOURS = {
    Obfuscation.VERBATIM: "blue",
    Obfuscation.EDITED: "green",
    Obfuscation.PARAPHRASE: "yellow",
    Obfuscation.SUMMARY: "magenta",
}
# Brackets, because a pipe, NO_COLOR or a colour-blind reader sees nothing of a style.
_SIGNS = {
    Edit.MOVED: "^",
    Edit.REPLACED: "~",
    Edit.VARIED: "=",
    Edit.DROPPED: "-",
    Edit.ADDED: "+",
}
_LEGEND = {
    Edit.MOVED: "[^1 ] moved, under one number on both sides",
    Edit.REPLACED: "[~ ] replaced",
    Edit.VARIED: "[= ] another form",
    Edit.DROPPED: "[- ] only in A",
    Edit.ADDED: "[+ ] only in B",
}
_CONFLICT = "[!1 ] facts that conflict"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bracket:
    """What stands before some words, and how they look."""

    sign: str
    style: str


def print_passages(comparison: Comparison, console: Console) -> None:
    """Print the passages of a comparison side by side, and the facts that conflict in each."""
    left, right = words.side_names(comparison)
    if not comparison.alignments:
        console.print(Text("The two documents share no passage.\n"))
        return
    diffs = diff_passages(comparison.left.text, comparison.right.text, comparison.alignments)
    legend = _legend(comparison, diffs)
    if legend:
        console.print(Trimmed(Text(legend, "dim")))
        console.print()
    conflicts = 0
    for number, (alignment, diff) in enumerate(zip(comparison.alignments, diffs, strict=True), 1):
        heading = Text(f"{number}  ", "bold")
        colour = _COLOURS[alignment.obfuscation] if alignment.role is Role.REUSE else "dim"
        heading.append(words.passage_words(alignment), colour)
        console.print(heading)
        if diff.coarse:
            console.print(Text(f"The passage {COARSE}"))
        table = Table(box=None, expand=True, pad_edge=False, padding=(0, 2, 0, 0))
        table.add_column(Text(f"A  {escape_terminal(left)}"), ratio=1, overflow="fold")
        table.add_column(Text(f"B  {escape_terminal(right)}"), ratio=1, overflow="fold")
        signed = list(enumerate(alignment.conflicts, conflicts + 1))
        conflicts += len(signed)
        table.add_row(
            _marked(
                comparison.left.text, alignment.left, diff.left, [(n, c.left) for n, c in signed]
            ),
            _marked(
                comparison.right.text,
                alignment.right,
                diff.right,
                [(n, c.right) for n, c in signed],
            ),
        )
        console.print(Trimmed(table))
        for at, conflict in signed:
            said = escape_terminal(words.conflict_words(comparison, conflict))
            console.print(Text(f"!{at} {said}", "bold"))
        reason = escape_terminal(run_words(comparison, alignment, diff))
        if reason:
            console.print(Trimmed(Text(reason, "dim")))
        console.print(Text(_where(alignment), "dim"))
        console.print()


def _legend(comparison: Comparison, diffs: tuple[WordDiff, ...]) -> str:
    """What the brackets mean, of those that occur."""
    used = {mark.kind for diff in diffs for mark in (*diff.left, *diff.right)}
    lines = [_LEGEND[kind] for kind in Edit if kind in used]
    if any(a.conflicts for a in comparison.alignments):
        lines.append(_CONFLICT)
    return "; ".join(lines)


def _bracket(mark: WordMark) -> _Bracket:
    number = f"{mark.number} " if mark.number else ""
    return _Bracket(sign=f"{_SIGNS[mark.kind]}{number}", style="bold")


def _marked(
    text: str, passage: Span, marks: tuple[WordMark, ...], conflicts: list[tuple[int, Span]]
) -> Text:
    """A passage with its marked words in brackets, and bold where there is colour.

    Words of a conflict are in its brackets alone, whatever else was done to them.
    """
    spans = [*(mark.span for mark in marks), *(span for _, span in conflicts)]
    brackets = [
        *map(_bracket, marks),
        *(_Bracket(sign=f"!{number} ", style="bold reverse") for number, _ in conflicts),
    ]
    cut, out = passage.cut(text), Text()
    shifted = [Span(s.start - passage.start, s.end - passage.start) for s in spans]
    parts = segment(len(cut), shifted)
    for mark, group in groupby(parts, key=lambda part: part.marks[-1] if part.marks else -1):
        stretch = [part.span for part in group]
        words_shown = Span(stretch[0].start, stretch[-1].end).cut(cut)
        if mark < 0:
            # With the bracket that may follow, which some runners obey: "##[error]".
            out.append(escape_terminal(f"{words_shown}[", lines=True)[:-1])
        else:
            shown = escape_terminal(words_shown, lines=True)
            out.append(f"[{brackets[mark].sign}{shown}]", brackets[mark].style)
    return out


def _where(alignment: Alignment) -> str:
    return (
        f"A {alignment.left.start:,}-{alignment.left.end:,}, "
        f"B {alignment.right.start:,}-{alignment.right.end:,} (characters); "
        f"found by {words.CHANNEL[alignment.channel]}"
    )
