"""What texts say, whatever their case, marks and spacing: the content that is hashed."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

from reuse.model.alignment import Alignment
from reuse.model.gate import FindingClass
from reuse.model.span import Span

_WORD = re.compile(r"\w+")
_EXCERPT = 120


def content_key(kind: FindingClass, text: str, passages: Iterable[Alignment]) -> str:
    """Hash of what an item shares: equal wherever in whichever item the words stand.

    Args:
        kind: the class; a credit that is taken away makes another finding.
        text: the item's raw text.
        passages: its passages are the left ones.

    Returns:
        32 hex digits.
    """
    said = sorted(folded(passage.left.cut(text)) for passage in passages)
    whole = "\0".join((kind.value, *said))
    return hashlib.blake2b(whole.encode("utf-8"), digest_size=16).hexdigest()


def folded(text: str) -> str:
    """The words of a text in one case, a space apart."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def excerpt(text: str, passages: tuple[Alignment, ...]) -> str:
    """The beginning of the longest passage of an item, on one line."""
    if not passages:
        return ""
    span: Span = max(passages, key=lambda each: (each.left_words, -each.left.start)).left
    flat = " ".join(text[span.start : span.end].split())
    if len(flat) <= _EXCERPT:
        return flat
    cut = flat[:_EXCERPT]
    space = cut.rfind(" ", _EXCERPT // 2)
    return cut[: space if space > 0 else _EXCERPT].rstrip() + "…"
