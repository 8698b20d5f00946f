"""What each code point becomes, looked up for whole arrays at once.

A code point folds to zero, one or several others: NFKC and case folding, quotation marks,
apostrophes and dashes to one form each, invisible characters to nothing. The tables are
filled the first time a code point is met, since most of Unicode never is.
"""

from __future__ import annotations

import unicodedata

import numpy as np
from numpy.typing import NDArray

from reuse.model.scripts import is_unspaced

OTHER, WORD, DIGIT, UNSPACED, UNSPACED_MARK, MARK, APOSTROPHE, POINT = range(8)
"""Classes of folded code points: separator, letter, digit, letter of a script written without
spaces, mark of such a script, mark of any other, apostrophe, decimal or grouping sign."""

_SIZE = 0x110000
_APOSTROPHES = "'\u2018\u2019\u201b\u02bc\u02bb\u2032\uff07`\u00b4"
_QUOTES = '"\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a\u300c\u300d\u300e\u300f\uff02'
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
# Combining grapheme joiner, variation selectors, Hangul fillers: drawn as nothing, no Cf.
_INVISIBLE_MARKS = {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0}

# Latin letters that Cyrillic and Greek letters are mistaken for. A capital may look like
# another letter than its small form does, so that each stands for itself.
_LOOK_ALIKE_PAIRS = (
    "аaеeоoрpсcуyхxіiјjѕsһhԁdԛqԝwкkмmтtнhвbгrпnӏlαaοoνvρpιiκkτtυuχxγyηnωwεe"
    "АaЕeОoРpСcУyХxІiЈjЅsҺhԚqԜwКkМmТtНhВbӀl"
    "ΑaΒbΕeΖzΗhΙiΚkΜmΝnΟoΡpΤtΥyΧx"
)


class _Tables:
    """Lookup arrays over all code points, filled on demand."""

    def __init__(self) -> None:
        self.known: NDArray[np.bool_] = np.zeros(_SIZE, np.bool_)
        self.length: NDArray[np.int8] = np.zeros(_SIZE, np.int8)
        self.first: NDArray[np.uint32] = np.zeros(_SIZE, np.uint32)
        self.kind: NDArray[np.uint8] = np.zeros(_SIZE, np.uint8)
        self.many: dict[int, tuple[int, ...]] = {}

    def learn(self, points: NDArray[np.uint32]) -> None:
        """Fill the rows of `points` and of what they fold to."""
        for point in np.unique(points[~self.known[points]]).tolist():
            self._learn_one(point)

    def _learn_one(self, point: int) -> None:
        folded = _fold(point)
        self.length[point] = len(folded)
        if folded:
            self.first[point] = folded[0]
        if len(folded) > 1:
            self.many[point] = folded
        for target in folded:
            self.kind[target] = _kind(target)
        self.known[point] = True


_TABLES = _Tables()


def _fold(point: int) -> tuple[int, ...]:
    char = chr(point)
    if char in _APOSTROPHES:
        return (ord("'"),)
    if char in _QUOTES:
        return (ord('"'),)
    if char in _DASHES:
        return (ord("-"),)
    if is_invisible(point):
        return ()
    if unicodedata.category(char)[0] not in "LMN":
        # Signs such as an ellipsis or a trade mark separate; they spell nothing.
        plain = unicodedata.normalize("NFKC", char)
        return (ord(plain) if plain in (".", ",", "\n") else ord(" "),)
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", char).casefold())
    return tuple(ord(c) for c in text if not is_invisible(ord(c)))


def is_invisible(point: int) -> bool:
    """Whether the code point is drawn as nothing: format characters, variation selectors."""
    return (
        point in _INVISIBLE_MARKS
        or 0xFE00 <= point <= 0xFE0F
        or 0xE0000 <= point <= 0xE01EF
        or unicodedata.category(chr(point)) == "Cf"
    )


def _kind(point: int) -> int:
    char = chr(point)
    if char == "'":
        return APOSTROPHE
    if char in ".,":
        return POINT
    category = unicodedata.category(char)
    if is_unspaced(char):
        if category[0] == "M":
            return UNSPACED_MARK
        if category[0] == "L" or category == "Nl":
            return UNSPACED
    if category == "Nd":
        return DIGIT
    return {"L": WORD, "N": WORD, "M": MARK}.get(category[0], OTHER)


def code_points(text: str) -> NDArray[np.uint32]:
    """Code points of `text`, shape (len(text),)."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def fold(
    points: NDArray[np.uint32],
) -> tuple[NDArray[np.uint32], NDArray[np.int64] | None, NDArray[np.uint8]]:
    """Fold an array of code points.

    Args:
        points: shape (n,).

    Returns:
        The folded code points, shape (m,); for each the index into `points` that it comes
        from, or None when that is the identity; and the class of each.
    """
    tables = _TABLES
    if not tables.known[points].all():
        tables.learn(points)
    length = tables.length[points]
    if (length == 1).all():
        folded = tables.first[points]
        return folded, None, tables.kind[folded]
    source = np.repeat(np.arange(len(points)), length)
    folded = tables.first[points[source]]
    wide = np.flatnonzero(length > 1)
    if len(wide):
        ends = np.cumsum(length, dtype=np.int64)
        for at in wide.tolist():
            many = tables.many[int(points[at])]
            folded[ends[at] - len(many) : ends[at]] = many
    return folded, source, tables.kind[folded]


def _look_alikes() -> NDArray[np.uint32]:
    table = np.zeros(0x530, np.uint32)
    for strange, plain in zip(_LOOK_ALIKE_PAIRS[::2], _LOOK_ALIKE_PAIRS[1::2], strict=True):
        table[ord(strange)] = ord(plain)
    return table


LOOK_ALIKE: NDArray[np.uint32] = _look_alikes()
"""Shape (0x530,): the Latin letter that a Greek or Cyrillic letter passes for, or 0."""
