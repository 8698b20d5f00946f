"""Publication dates, in the forms that articles and feeds use, as ISO 8601 or not at all.

General date parsers guess: they read "yesterday" against the clock, take month for day, and
turn the year 0001 into 2001. A wrong date can make a copier the first to publish, so what is
not unambiguous here is unknown.
"""

from __future__ import annotations

import re

from reuse.model.stamp import Stamp

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
# Only the zones that RFC 822 defines; other letters mean different zones in different places.
_ZONES = {
    "Z": "Z", "UT": "Z", "UTC": "Z", "GMT": "Z",
    "EST": "-05:00", "EDT": "-04:00", "CST": "-06:00", "CDT": "-05:00",
    "MST": "-07:00", "MDT": "-06:00", "PST": "-08:00", "PDT": "-07:00",
}  # fmt: skip
_LONGEST = 100

_WEEKDAY = r"(?:[A-Za-z]{3,9}\.?,?\s+)?"
_TIME = (
    r"(?:,?\s+(?:at\s+|-\s+)?|T)(?P<hour>\d{1,2}):(?P<minute>\d\d)"
    r"(?::(?P<second>\d\d)(?:\.\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?\s*(?P<zone>[+-]\d\d:?\d\d|[A-Za-z]{1,5})?"
)
_FORMS = tuple(
    re.compile(rf"{form}(?:{_TIME})?", re.ASCII | re.IGNORECASE)
    for form in (
        _WEEKDAY + r"(?P<day>\d{1,2})(?:\s+|-)(?P<name>[a-z]{3,9})\.?,?(?:\s+|-)(?P<year>\d{4})",
        _WEEKDAY
        + r"(?P<name>[a-z]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})",
        r"(?P<year>\d{4})(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})",
        r"(?P<one>\d{1,2})(?P<sep>[/.])(?P<two>\d{1,2})(?P=sep)(?P<year>\d{4})",
    )
)
_BASIC = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z|[+-]\d{4})?)?", re.ASCII)


def iso_date(text: str) -> str | None:
    """`text` as given when it is ISO 8601 and plausible, else rewritten to that, else None.

    Understood besides ISO 8601: RFC 822 ("Tue, 03 Mar 2020 10:00:00 GMT"), "March 3, 2020" and
    "3 March 2020", "2020/03/03", "20200303", and "25/03/2020" where only one reading is a date.
    A zone that is not known is left out, which the stamp counts as uncertainty.
    """
    if Stamp.parse(text) is not None:
        return text
    stripped = text.strip()
    if len(stripped) > _LONGEST:
        return None
    rewritten = _basic(stripped)
    for form in _FORMS:
        if rewritten is not None:
            break
        match = form.fullmatch(stripped)
        rewritten = _rewritten(match.groupdict()) if match else None
    return rewritten if Stamp.parse(rewritten) is not None else None


def _basic(text: str) -> str | None:
    match = _BASIC.fullmatch(text)
    if match is None:
        return None
    day = f"{match[1]}-{match[2]}-{match[3]}"
    if match[4] is None:
        return day
    return f"{day}T{match[4]}:{match[5]}:{match[6] or '00'}{match[7] or ''}"


def _rewritten(parts: dict[str, str | None]) -> str | None:
    day = _day(parts)
    if day is None or parts["hour"] is None:
        return day
    hour = _hour(int(parts["hour"]), parts["half"])
    if hour is None:
        return None
    return f"{day}T{hour:02}:{parts['minute']}:{parts['second'] or '00'}{_zone(parts['zone'])}"


def _day(parts: dict[str, str | None]) -> str | None:
    year = parts["year"]
    if name := parts.get("name"):
        month = _month(name)
        day = int(parts["day"] or 0)
    elif one := parts.get("one"):
        # Day first or month first differs by country: told apart only beyond 12.
        first, second = int(one), int(parts["two"] or 0)
        if first == second or (first > 12) == (second > 12):
            month, day = (first, second) if first == second else (None, 0)
        else:
            month, day = (second, first) if first > 12 else (first, second)
    else:
        month, day = int(parts["month"] or 0), int(parts["day"] or 0)
    return None if month is None else f"{year}-{month:02}-{day:02}"


def _month(name: str) -> int | None:
    lowered = name.lower()
    for number, full in enumerate(_MONTHS, 1):
        if lowered in (full, full[:3]) or (lowered == "sept" and number == 9):
            return number
    return None


def _hour(hour: int, half: str | None) -> int | None:
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        return None
    return hour % 12 + (12 if half[0] in "pP" else 0)


def _zone(zone: str | None) -> str:
    if zone is None:
        return ""
    return zone if zone[0] in "+-" else _ZONES.get(zone.upper(), "")
