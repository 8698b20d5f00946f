"""Numbers and dates of a passage, read from its words.

Read with restraint: what may be part of a name, an address, a score, a range, a time of day or a
rough figure is left out, so that whoever compares what is read does not accuse by mistake.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from reuse.align.figure_words import (
    BEGIN,
    CLOCK,
    ENGLISH_SCALES,
    HEDGES,
    JOINING,
    MONTHS,
    NAMES,
    ONES,
    ROUGH,
    SCALES,
    TENS,
    UNITS,
)
from reuse.model.alignment import Fact
from reuse.model.span import Span

_PLAIN = re.compile(
    r"\d{1,15}|\d{1,3}(?:([.,])\d{3})(?:\1\d{3}){0,3}(?:(?!\1)[.,]\d{1,6})?|\d{1,12}[.,]\d{1,6}"
)
_SUFFIXED = re.compile(r"([\d.,]+)(k|m|mn|bn|tn)")
_JOINS = frozenset("/@#_:=\\\u2013\u2014~^*\u00d7+")
# Words of a spelt number at the most.
_MOST_SPELT = 10
_PERCENT = frozenset("%\uff05\u066a")
_HYPHENS = frozenset("-\u2010\u2011")
_POINTS = frozenset(".'\u2019")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number or date that a passage states, with the words that state it."""

    kind: Fact
    words: range
    """Words that state it, counted from the start of the passage."""
    values: tuple[float, ...]
    """Values it may have, rising: a point may divide thousands or decimals. Of a date, the
    month times 100 and the day, or the year alone."""
    step: float
    """What the last digit that is not zero is worth: a rounded number may stand for any that is
    nearer to it than that."""
    unit: str
    """A currency, ``%``, or empty; of a date ``day`` or ``year``."""
    bounds: tuple[float, float]
    """Between how many times the value and how many times the value the truth may be, by the
    words beside it; 1 and 1 for a plain figure."""

    def agrees(self, other: Figure) -> bool:
        """Whether two figures of one kind may state one value, one of them rounded or a bound."""
        if self.kind is Fact.DATE:
            return bool(set(self.values) & set(other.values))
        return any(
            max(two * other.bounds[0] - one * self.bounds[1], 0.0) < slack
            and max(one * self.bounds[0] - two * other.bounds[1], 0.0) < slack
            for one, two in product(self.values, other.values)
            for slack in (self.slack(one, other, two),)
        )

    def slack(self, value: float, other: Figure, theirs: float) -> float:
        """How far two values may be apart and yet be one.

        A rounded number stands for whatever is nearer to it than half of what its last digit that
        is not zero is worth; one that may be cut off, for the whole of that up to a tenth of it.
        """
        if self.step == other.step:
            return self.step / 2
        step, coarse = max((self.step, value), (other.step, theirs))
        return step / 2 if step <= 1 else max(step / 2, min(step, coarse / 10))


class _Reader:
    """Reads the figures of one passage from left to right."""

    def __init__(
        self, words: Sequence[str], spans: Sequence[Span], raw: str, *, english: bool
    ) -> None:
        self.words, self.spans, self.raw, self.english = words, spans, raw, english

    def word(self, at: int) -> str:
        return self.words[at] if 0 <= at < len(self.words) else ""

    def between(self, at: int) -> str:
        """What the text has between a word and the next, at most three characters."""
        if not 0 <= at < len(self.words) - 1:
            return ""
        end = self.spans[at].end
        return self.raw[end : min(self.spans[at + 1].start, end + 3)]

    def number(self, at: int) -> tuple[int, tuple[float, ...], float] | None:
        """Words, values and step of the number that begins at a word."""
        word = self.words[at]
        if word[0].isdigit():
            return self._digits(at)
        return self._spelt(at) if self.english else None

    def _digits(self, at: int) -> tuple[int, tuple[float, ...], float] | None:
        word, scale = self.words[at], 1.0
        suffixed = _SUFFIXED.fullmatch(word)
        if suffixed:
            word, scale = suffixed[1], SCALES[suffixed[2]]
        read = values_of(word, english=self.english)
        if read is None:
            return None
        values, step, end = read[0], read[1], at + 1
        if scale == 1.0:
            # "5 m" may be metres, and "3 k" anything.
            while end < min(at + 3, len(self.words)) and self.words[end] in SCALES:
                if len(self.words[end]) < 3 and self.words[end].isascii():
                    break
                scale *= SCALES[self.words[end]]
                end += 1
        # "1万2千" is one number of two parts, and read by nobody.
        goes_on = end < len(self.words) and self.words[end][0].isdigit()
        if (scale > 1 and goes_on and self.is_sign(end - 1)) or self.is_sign(at - 1):
            return None
        return end, tuple(value * scale for value in values), step * scale

    def is_sign(self, at: int) -> bool:
        """Whether a word is a sign that multiplies what is before it."""
        return self.word(at) in SCALES and not self.word(at).isascii()

    def _spelt(self, at: int) -> tuple[int, tuple[float, ...], float] | None:
        total, part, end, small = 0.0, 0.0, at, False
        while end < min(at + _MOST_SPELT, len(self.words)):
            word = self.words[end]
            if word in ONES:
                if part % 100 and (part % 100 < 20 or part % 10):
                    break
                part, small = part + ONES.index(word), True
            elif word in TENS:
                if part % 100:
                    break
                part, small = part + 10 * (TENS.index(word) + 2), True
            elif small and word in ENGLISH_SCALES:
                if word == "hundred":
                    if part >= 100:
                        break
                    part *= 100
                else:
                    total, part = total + part * ENGLISH_SCALES[word], 0.0
            else:
                break
            end += 1
        if not small or (end == at + 1 and self.words[at] in {"one", "zero"}):
            return None
        value = total + part
        return end, (value,), _step(str(int(value)))

    def joined(self, first: int, end: int) -> bool:
        """Whether the text ties a number to what stands beside it: a score, a range, a name."""
        start, stop = self.spans[first].start, self.spans[end - 1].end
        before, after = self.raw[max(0, start - 2) : start], self.raw[stop : stop + 2]
        if before[-1:] in _JOINS or after[:1] in _JOINS:
            return bool(before or after)
        if before[-1:] in _POINTS or (before[-1:] in _HYPHENS and not before[:1].isspace()):
            return bool(before)
        if after[:1] in _POINTS:
            return after[1:].isalnum()
        return after[:1] in _HYPHENS and after[1:].isdigit()

    def unit(self, first: int, end: int) -> str:
        start, stop = self.spans[first].start, self.spans[end - 1].end
        if self.raw[stop : stop + 2].strip()[:1] in _PERCENT:
            return "%"
        sign = self.raw[max(0, start - 1) : start]
        following = self.word(end)
        if sign in {"$", "£", "€", "¥"}:
            return sign
        return UNITS.get(following, "")

    def bounds(self, first: int, end: int) -> tuple[float, float]:
        """What the words beside a number make of it."""
        near = [HEDGES.get(self.word(at), (1.0, 1.0)) for at in range(first - 2, first)]
        if self.word(end) in {"or", "plus", "odd"}:
            near.append(HEDGES.get(self.word(end + (self.word(end) == "or")), ROUGH))
        return min(low for low, _ in near), max(high for _, high in near)

    def is_in_range(self, first: int, end: int) -> bool:
        """Whether a number is one of two that a word joins: "20 to 30", "4 or 5"."""
        before = self.word(first - 1) in JOINING and self.is_number(first - 2)
        return before or (self.word(end) in JOINING and self.is_number(end + 1))

    def is_number(self, at: int) -> bool:
        """Whether a word begins or ends a number."""
        word = self.word(at)
        return word[:1].isdigit() or word in ONES or word in TENS or word in SCALES

    def is_counted_off(self, first: int, end: int) -> bool:
        """Whether a number is the first or second of "16 of 43", a place in a row."""
        behind, before = self.word(end + 1), self.word(first - 2)
        return (self.word(end) == "of" and behind[:1].isdigit()) or (
            self.word(first - 1) == "of" and before[:1].isdigit()
        )


def figures(
    words: Sequence[str], spans: Sequence[Span], raw: str, *, english: bool
) -> tuple[Figure, ...]:
    """The numbers and dates of a passage, in order, disjoint.

    Args:
        words: normalised words of the passage.
        spans: where they stand in `raw`.
        raw: the text.
        english: whether spelt numbers are read, and a comma divides thousands.
    """
    reader, out, at = _Reader(words, spans, raw, english=english), list[Figure](), 0
    while at < len(words):
        found = None
        if words[at][0].isdigit() or words[at] in BEGIN:
            found = _date(reader, at) or _number(reader, at)
        if found is not None:
            out.append(found)
        at = found.words.stop if found is not None else at + 1
    return tuple(out)


def _date(reader: _Reader, at: int) -> Figure | None:
    """A day of a month, in either order."""
    for day, month, end in ((at + 1, at, at + 2), (at, at + 1, at + 2)):
        number = _day(reader.word(day))
        if number and reader.word(month) in MONTHS and "-" not in reader.between(at):
            if reader.joined(day, day + 1):
                return None
            value = 100.0 * MONTHS[reader.word(month)] + number
            words = range(at, end)
            return Figure(
                kind=Fact.DATE,
                words=words,
                values=(value,),
                step=0.0,
                unit="day",
                bounds=(1.0, 1.0),
            )
    return None


def _day(word: str) -> int:
    word = word.removesuffix("st").removesuffix("nd").removesuffix("rd").removesuffix("th")
    number = int(word) if word.isdecimal() and len(word) <= 2 else 0
    return number if 1 <= number <= 31 else 0


def _number(reader: _Reader, at: int) -> Figure | None:
    found = reader.number(at)
    if found is None:
        return None
    end, values, step = found
    if reader.is_counted_off(at, end) or reader.is_in_range(at, end):
        return None
    if reader.joined(at, end) or reader.word(end) in CLOCK or reader.word(at - 1) in NAMES:
        return None
    if not reader.word(end).isascii() and reader.word(end) in "年月日号號時时点點":
        return None
    word, unit = reader.words[at], reader.unit(at, end)
    is_year = len(word) == 4 and word.isdecimal() and 1900 <= int(word) < 2100 and end == at + 1
    if is_year and not unit:
        return Figure(
            kind=Fact.DATE, words=range(at, end), values=values, step=0.0, unit="year",
            bounds=reader.bounds(at, end),
        )  # fmt: skip
    return Figure(
        kind=Fact.NUMBER, words=range(at, end), values=values, step=step, unit=unit,
        bounds=reader.bounds(at, end),
    )  # fmt: skip


def _step(digits: str) -> float:
    """What the last digit that is not zero is worth, in a whole number of at least two digits."""
    stripped = digits.rstrip("0")
    return float(10 ** (len(digits) - len(stripped))) if len(digits) > 1 and stripped else 1.0


def values_of(word: str, *, english: bool) -> tuple[tuple[float, ...], float] | None:
    """Values that a word of digits may have, and the worth of its last digit.

    Digits of any script count. A point or comma divides thousands where three digits follow, or
    decimals; where it may be either, and the text is not English, both values are given.
    """
    match = _PLAIN.fullmatch(word)
    if match is None:
        return None
    marks = [char for char in word if char in ".,"]
    if not marks:
        plain = str(int(word))
        return (float(plain),), _step(plain)
    last = word.rindex(marks[-1])
    whole, tail = word[:last].replace(".", "").replace(",", ""), word[last + 1 :]
    grouped, decimal = str(int(whole + tail)), float(f"{int(whole)}.{_ascii(tail)}")
    if len(marks) > 1 and len(set(marks)) == 1:
        return (float(grouped),), _step(grouped)
    if len(tail) != 3 or len(marks) > 1 or (english and marks[-1] == "."):
        return (decimal,), 10.0 ** -len(tail)
    if english:
        return (float(grouped),), _step(grouped)
    return (decimal, float(grouped)), _step(grouped)


def _ascii(digits: str) -> str:
    return "".join(str(int(digit)) for digit in digits)
