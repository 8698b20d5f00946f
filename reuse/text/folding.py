"""What each code point becomes, looked up for whole arrays at once.

A code point folds to zero, one or several others: NFKC and case folding, quotation marks,
apostrophes and dashes to one form each, invisible characters to nothing. The table is
filled the first time a code point is met, since most of Unicode never is.

A row of the table, and so of a folded text, is one 32-bit word: bits 0 to 20 the folded code
point, 21 to 24 its class, 25 and 26 what the character becomes (`UNKNOWN` to `MANY`), 27 to 31
the Latin letter that it passes for (1 to 26), or `COMPOSES`.
"""

from __future__ import annotations

import threading
import unicodedata

import numpy as np
from numpy.typing import NDArray

from reuse.model.scripts import is_unspaced
from reuse.text.composing import may_compose

OTHER, WORD, DIGIT, UNSPACED, UNSPACED_MARK, MARK, INNER, APOSTROPHE, POINT = range(9)
"""Classes of folded code points: separator, letter, digit, letter of a script written without
spaces, mark of such a script, mark of any other, what stands between letters that one character
folds to (in a fraction, an Arabic formula), apostrophe, decimal or grouping sign."""

UNKNOWN, GONE, ONE, MANY = range(4)
"""What becomes of a character: not met yet, nothing, one code point, several. In place of a
folded code point GONE holds one of the three below, MANY where its rows begin in `Tables.wide`,
behind their number."""
HARMLESS, SUSPECT, JOINER = range(3)
"""Characters drawn as nothing: hints for line breaks and glyphs, what has no business inside a
word, and joiners, which Latin, Greek and Cyrillic words need not."""

POINT_MASK = 0x1FFFFF
KIND_SHIFT, KIND_MASK = 21, 15
FATE_SHIFT, FATE_MASK = 25, 3
LETTER_SHIFT = 27
COMPOSES = 31
"""In place of a letter: the character may compose with one beside it, see `composing`."""

_SIZE = 0x110000
# Rows that all characters of Unicode 16 need which fold to several: about 6,000.
_WIDE = 1 << 15
_APOSTROPHES = "'\u2018\u2019\u201b\u02bc\u02bb\u2032\uff07`\u00b4"
_QUOTES = '"\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a\u300c\u300d\u300e\u300f\uff02'
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
# Combining grapheme joiner, variation selectors, Hangul fillers: drawn as nothing, no Cf.
_INVISIBLE_MARKS = {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0}
# Arabic vowel signs and the stroke that stretches a word: printed or not as an outlet likes.
_HINTS = (0x0640, *range(0x064B, 0x0653), 0x0670)
HARMLESS_POINTS = (0xAD, *range(0xFE00, 0xFE10), *_HINTS)
"""Code points that become nothing and have their place inside a word."""
# What an outlet prints with dots or without them.
_DOTTED = {"\u0451": "\u0435"}

# Latin letters that Cyrillic and Greek letters are mistaken for. A capital may look like
# another letter than its small form does, so that each stands for itself.
_LOOK_ALIKE_PAIRS = (
    "аaеeоoрpсcуyхxіiјjѕsһhԁdԛqԝwкkмmтtнhвbгrпnӏlαaοoνvρpιiκkτtυuχxγyηnωwεe"
    "АaЕeОoРpСcУyХxІiЈjЅsҺhԚqԜwКkМmТtНhВbӀl"
    "ΑaΒbΕeΖzΗhΙiΚkΜmΝnΟoΡpΤtΥyΧx"
)


class Tables:
    """The rows of all code points met so far; filled under a lock, read without."""

    def __init__(self) -> None:
        self.rows: NDArray[np.uint32] = np.zeros(_SIZE, np.uint32)
        self.wide: NDArray[np.uint32] = np.zeros(_WIDE, np.uint32)
        self.known = 0
        """Entries of `wide` in use. A reader that took the number before a row was learned
        must take the row for unknown."""
        self._lock = threading.Lock()
        self.learn(np.arange(128, dtype=np.uint32))

    def learn(self, points: NDArray[np.uint32]) -> None:
        """Fill the rows of `points`."""
        with self._lock:
            new = points[self.rows[points] == 0]
            for point in np.unique(new).tolist():
                self._learn_one(point)

    def _learn_one(self, point: int) -> None:
        folded = _fold(point)
        if not folded:
            row = _concealment(point) | GONE << FATE_SHIFT
        elif len(folded) == 1:
            row = _row(folded[0], point) | ONE << FATE_SHIFT
        else:
            rows = [_row(each, point) for each in folded]
            for at, each in enumerate(rows[1:-1], 1):
                if not WORD <= each >> KIND_SHIFT & KIND_MASK <= MARK:
                    rows[at] = each & ~(KIND_MASK << KIND_SHIFT) | INNER << KIND_SHIFT
            row = self.known | MANY << FATE_SHIFT
            self.wide[self.known : self.known + 1 + len(rows)] = [len(rows), *rows]
            self.known += 1 + len(rows)
        if may_compose(point):
            row |= COMPOSES << LETTER_SHIFT
        self.rows[point] = row


def _row(folded: int, written: int) -> int:
    """Row of a folded code point, without its fate."""
    letter = 0
    if 0x370 <= folded < 0x530 and 0x370 <= written < 0x530:
        letter = _LOOK_ALIKES.get(written, 0)
    return folded | _kind(folded) << KIND_SHIFT | letter << LETTER_SHIFT


def _concealment(point: int) -> int:
    if point in (0x200C, 0x200D):
        return JOINER
    return HARMLESS if point in HARMLESS_POINTS else SUSPECT


def _fold(point: int) -> tuple[int, ...]:
    char = chr(point)
    if char in _APOSTROPHES:
        return (ord("'"),)
    if char in _QUOTES:
        return (ord('"'),)
    if char in _DASHES:
        return (ord("-"),)
    if _is_left_out(point):
        return ()
    if unicodedata.category(char)[0] not in "LMN":
        # Signs such as an ellipsis or a trade mark separate; they spell nothing.
        plain = unicodedata.normalize("NFKC", char)
        return (ord(plain) if plain in (".", ",", "\n") else ord(" "),)
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", char).casefold())
    return tuple(ord(_DOTTED.get(c, c)) for c in text if not _is_left_out(ord(c)))


def _is_left_out(point: int) -> bool:
    return is_invisible(point) or point in _HINTS


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
) -> tuple[NDArray[np.uint32], NDArray[np.int64] | None]:
    """Fold an array of code points.

    Args:
        points: shape (n,).

    Returns:
        The rows of the folded code points, shape (m,); and for each the index into `points`
        that it comes from, or None when that is the identity.
    """
    rows = TABLES.rows[points]
    if not rows.all():
        TABLES.learn(points)
        rows = TABLES.rows[points]
    fates = rows >> FATE_SHIFT & FATE_MASK
    if (fates == ONE).all():
        return rows, None
    length = fates.astype(np.int64) - GONE
    wide = np.flatnonzero(fates == MANY)
    begins = rows[wide] & POINT_MASK
    length[wide] = TABLES.wide[begins]
    source = np.repeat(np.arange(len(points)), length)
    out = rows[source]
    ends = np.cumsum(length)[wide]
    for begin, end in zip(begins.tolist(), ends.tolist(), strict=True):
        count = int(TABLES.wide[begin])
        out[end - count : end] = TABLES.wide[begin + 1 : begin + 1 + count]
    return out, source


_LOOK_ALIKES = {
    ord(strange): ord(plain) - 0x60
    for strange, plain in zip(_LOOK_ALIKE_PAIRS[::2], _LOOK_ALIKE_PAIRS[1::2], strict=True)
}
TABLES = Tables()
"""Shared by all threads."""
