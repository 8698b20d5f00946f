"""Known findings in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reuse.report.escape import escape_terminal, shorten

if TYPE_CHECKING:
    from reuse.model.gate import KnownFinding

_LONGEST = 80


def line_of(known: KnownFinding) -> str:
    """A known finding in one line, escaped: class, words, the two articles."""
    item, other = (shorten(name, _LONGEST) for name in (known.item, known.other))
    noun = "word" if known.words == 1 else "words"
    return escape_terminal(f"{known.kind}, {known.words:,} {noun}: {item} from or with {other}")
