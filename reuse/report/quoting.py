"""What a document shares, quoted in a line."""

from __future__ import annotations

from collections.abc import Iterable

from reuse.model.alignment import Alignment

_EXCERPT = 120


def excerpt(text: str, passages: Iterable[Alignment]) -> str:
    """The beginning of the longest of some passages, on one line; not escaped.

    Args:
        text: raw text of the left document.
        passages: some of its passages; of none it is empty.
    """
    longest = max(passages, key=lambda each: (each.left_words, -each.left.start), default=None)
    if longest is None:
        return ""
    span = longest.left
    flat = " ".join(text[span.start : span.end].split())
    if len(flat) <= _EXCERPT:
        return flat
    cut = flat[:_EXCERPT]
    space = cut.rfind(" ", _EXCERPT // 2)
    return cut[: space if space > 0 else _EXCERPT].rstrip() + "…"
