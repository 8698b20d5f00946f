"""Operators on numbers and dates."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import partial

from derivations.draft import Draft
from derivations.scene import Scene, rewrite

_HEDGED = re.compile(
    r"\b(?:about|around|over|under|above|below|than|nearly|almost|some|roughly|approximately|"
    r"exactly|least|most|only|just|between|to|and|from|of|by|No\.|the|its|their|his|her|our|a|an|"
    r"this|these|those)\s$",
    re.IGNORECASE,
)
_COUNT = re.compile(r"(?<![\w.,$£€-])(?P<sign>[$£€]?)(?P<count>\d{1,3}(?:,\d{3})+)(?![\d.,-]*\d)")
_SHARE = re.compile(r"(?<![\w.,-])(?P<share>\d{1,2}\.\d+)(?P<unit> ?percent| per cent|%)")
_LARGE = re.compile(
    r"(?<![\w.,$£€-])(?P<sign>[$£€]?)(?P<count>\d+\.\d+) (?P<unit>million|billion|trillion)\b"
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_ABBREVIATED = ("Jan.", "Feb.", "Sept.", "Oct.", "Nov.", "Dec.", "Aug.")
_WEEKDAY = re.compile(
    rf"\b(?P<on>[Oo]n )(?P<day>{'|'.join(_DAYS)})\b(?! (?:night|morning|evening))"
)
_DATE = re.compile(
    rf"\b(?P<on>[Oo]n )(?P<month>{'|'.join(_MONTHS)}|"
    rf"{'|'.join(map(re.escape, _ABBREVIATED))}) (?P<day>\d{{1,2}})\b(?!,? \d{{4}})"
)
_RATE = 0.85
_FAR = 0.1
"""Share of a number that rounding may change; counts are rounded down at two digits."""
_WEEK = 7


def rounding(draft: Draft, scene: Scene) -> Draft:
    """Round numbers: "1,237" to "more than 1,200", "49.6 percent" to "about 50 percent"."""

    def skipped(match: re.Match[str]) -> bool:
        return scene.rng.random() >= _RATE or bool(
            _HEDGED.search(match.string[: match.start()].rstrip("$£€"))
        )

    def count(match: re.Match[str]) -> str | None:
        value = int(match["count"].replace(",", ""))
        step = 10 ** (len(str(value)) - 2)
        low = value // step * step
        if low == value or skipped(match):
            return None
        return f"more than {match['sign']}{low:,}"

    def share(match: re.Match[str]) -> str | None:
        value = round(float(match["share"]))
        if _is_far(value, match["share"]) or skipped(match):
            return None
        return f"about {value}{match['unit']}"

    def large(match: re.Match[str]) -> str | None:
        decimals = match["count"].partition(".")[2]
        new = f"{float(match['count']):.{min(1, len(decimals) - 1)}f}"
        if _is_far(float(new), match["count"]) or skipped(match):
            return None
        return f"about {match['sign']}{new} {match['unit']}"

    for pattern, change in ((_COUNT, count), (_SHARE, share), (_LARGE, large)):
        draft = draft.mapped(partial(rewrite, pattern=pattern, change=change))
    return draft


def _is_far(rounded: float, exact: str) -> bool:
    """Whether a rounded number would mislead."""
    return abs(rounded - float(exact)) > _FAR * float(exact)


def dates(draft: Draft, scene: Scene) -> Draft:
    """Turn weekdays into dates of the last week; where there are none, dates into weekdays."""
    day = scene.parents[0].published.date()

    def absolute(match: re.Match[str]) -> str | None:
        back = (day.weekday() - _DAYS.index(match["day"])) % _WEEK
        when = day - timedelta(days=back)
        return f"{match['on']}{_MONTHS[when.month - 1]} {when.day}"

    def relative(match: re.Match[str]) -> str | None:
        when = _recent(match["month"], int(match["day"]), day)
        return None if when is None else f"{match['on']}{_DAYS[when.weekday()]}"

    out = draft.mapped(partial(rewrite, pattern=_WEEKDAY, change=absolute))
    if out != draft:
        return out
    return draft.mapped(partial(rewrite, pattern=_DATE, change=relative))


def _recent(month: str, number: int, day: date) -> date | None:
    """The day that a month and a number name, if it lies in the week up to `day`."""
    stem = month.rstrip(".")
    at = next(at for at, name in enumerate(_MONTHS, 1) if name.startswith(stem[:3]))
    for year in (day.year, day.year - 1):
        try:
            when = date(year, at, number)
        except ValueError:
            continue
        if 0 <= (day - when).days < _WEEK:
            return when
    return None
