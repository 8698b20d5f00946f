"""Canonical composition (NFC) that remembers where each character came from."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

# Unicode's stream-safe bound (UAX 15): normalising longer runs of marks is quadratic.
_MOST_MARKS = 30
# No character beyond this has a canonical composition worth a scan of what lies behind.
_LAST_COMPOSED = 0x12000
# Half-width marks of Katakana, which only compatibility composes.
_HALF_WIDTH = "\uff9e\uff9f"
_JAMO = r"[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?"


@lru_cache(maxsize=1)
def _marks() -> frozenset[int]:
    """What can compose with a letter before it or change places with another mark."""
    found = {*map(ord, _HALF_WIDTH)}
    for point in range(_LAST_COMPOSED):
        parts = unicodedata.decomposition(chr(point)).split()
        if len(parts) == 2 and parts[0][0] != "<":
            found.add(int(parts[1], 16))
        if point < 0x10000 and unicodedata.combining(chr(point)):
            found.add(point)
    return frozenset(found)


def may_compose(point: int) -> bool:
    """Whether a text without any such code point is left as it is by `compose`."""
    return point >= 0x80 and (point in _marks() or 0x1100 <= point <= 0x1112)


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A letter with its marks; one mark; too long a run of marks."""
    marks = "".join(rf"\U{point:08x}" for point in sorted(_marks()))
    cluster = re.compile(rf"[^{marks}][{marks}]+|{_JAMO}")
    run = re.compile(rf"[{marks}]{{{_MOST_MARKS + 1},}}")
    return cluster, re.compile(f"[{marks}]"), run


def compose(text: str) -> tuple[str, NDArray[np.int64], NDArray[np.int64]] | None:
    """Compose letters with the marks that follow them.

    Returns:
        None when `text` is composed already; else the composed text and, for each of its
        characters, the start and the end of its stretch in `text`, both of shape (m,).
        Marks beyond the thirtieth on one letter are dropped; the stretch covers them.
    """
    if text.isascii():
        return None
    cluster, mark, run = _patterns()
    # Every long run holds one of these characters; most texts have no mark among them.
    long_run = mark.search(text[:: _MOST_MARKS + 1]) and run.search(text)
    # The quick check falls back to normalising, so it must not see long runs either.
    half_width = any(mark in text for mark in _HALF_WIDTH)
    if not long_run and not half_width and unicodedata.is_normalized("NFC", text):
        return None
    pieces: list[str] = []
    starts: list[NDArray[np.int64]] = []
    ends: list[NDArray[np.int64]] = []
    at = 0
    for match in cluster.finditer(text):
        letters = match.group()[: _MOST_MARKS + 1]
        form: Literal["NFC", "NFKC"] = "NFC"
        if half_width and any(mark in letters for mark in _HALF_WIDTH):
            form = "NFKC"
        composed = unicodedata.normalize(form, letters)
        if composed == match.group():
            continue
        plain = np.arange(at, match.start())
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
