"""What texts say, whatever their case, marks and spacing: the content that is hashed."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

from reuse.model.alignment import Alignment
from reuse.model.gate import FindingClass

_WORD = re.compile(r"\w+")


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
