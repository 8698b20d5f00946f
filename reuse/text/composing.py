"""Canonical composition (NFC) that remembers where each character came from."""

from __future__ import annotations

import re
import unicodedata

import numpy as np
from numpy.typing import NDArray

# Unicode's stream-safe bound (UAX 15): normalising longer runs of marks is quadratic.
_MOST_MARKS = 30
# Marks that compose with the letter before them: general, Arabic, Indic, Kana voicing.
_MARKS = (
    r"\u0300-\u036f\u0653-\u0655\u093c\u09bc\u09be\u09d7"
    r"\u0b3e\u0bbe\u0cd6\u0d3e\u3099\u309a"
)
_CLUSTER = re.compile(rf"[^{_MARKS}][{_MARKS}]+|[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?")
_LONG_RUN = re.compile(rf"[{_MARKS}]{{{_MOST_MARKS + 1},}}")


def compose(text: str) -> tuple[str, NDArray[np.int64], NDArray[np.int64]] | None:
    """Compose letters with the marks that follow them.

    Returns:
        None when `text` is composed already; else the composed text and, for each of its
        characters, the start and the end of its stretch in `text`, both of shape (m,).
        Marks beyond the thirtieth on one letter are dropped; the stretch covers them.
    """
    if text.isascii():
        return None
    # The quick check falls back to normalising, so it must not see long runs either.
    if _LONG_RUN.search(text) is None and unicodedata.is_normalized("NFC", text):
        return None
    pieces: list[str] = []
    starts: list[NDArray[np.int64]] = []
    ends: list[NDArray[np.int64]] = []
    at = 0
    for match in _CLUSTER.finditer(text):
        plain = np.arange(at, match.start())
        composed = unicodedata.normalize("NFC", match.group()[: _MOST_MARKS + 1])
        pieces += [text[at : match.start()], composed]
        starts += [plain, np.full(len(composed), match.start())]
        ends += [plain + 1, np.full(len(composed), match.end())]
        at = match.end()
    rest = np.arange(at, len(text))
    pieces.append(text[at:])
    return (
        "".join(pieces),
        np.concatenate([*starts, rest]).astype(np.int64),
        np.concatenate([*ends, rest + 1]).astype(np.int64),
    )
