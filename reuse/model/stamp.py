"""When an article was published, with how well that is known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

_MINUTE = 60.0
_HOUR = 3600.0
_FORM = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)"
    r"(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?)?",
    re.ASCII | re.IGNORECASE,
)
# What is longer is no stamp, and would fill the memory of those that were read.
_LONGEST = 64
_FIRST_YEAR, _LAST_YEAR = 1600, 2200


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A publication time with its uncertainty.

    A stamp to the minute is good to 15 minutes (clocks, edits after the first save). One
    without a zone may be up to 14 hours off. A bare date stands for its noon: 12 hours for the
    day itself and 8 more for the zone it was counted in.
    """

    instant: float
    """Seconds since 1970-01-01 UTC; noon UTC for a bare date."""
    uncertainty: float
    """Seconds to either side, above 0."""
    day_only: bool
    """True for a bare date."""

    @classmethod
    def parse(cls, text: str | None) -> Stamp | None:
        """Read an ISO 8601 date or time; None when it is unknown or not plausible.

        Years outside 1600-2200 are unknown on purpose: year 0, 0001 and 9999 are what
        broken feeds write for "no date", and an unknown date must never win.
        """
        stripped = text.strip() if text else ""
        return _parsed(stripped) if len(stripped) <= _LONGEST else None


# The articles of a day share a date, and each is asked for its own more than once.
@lru_cache(maxsize=4_096)
def _parsed(text: str) -> Stamp | None:
    match = _FORM.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(match[i]) for i in (1, 2, 3))
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        if match[4] is None:
            noon = datetime(year, month, day, 12, tzinfo=UTC)
            return Stamp(instant=noon.timestamp(), uncertainty=20 * _HOUR, day_only=True)
        when = datetime(
            year, month, day, int(match[4]), int(match[5]), int(match[6] or 0), tzinfo=UTC
        )
        shift = _offset(match[7])
    except ValueError:
        return None
    if shift is None:
        return Stamp(instant=when.timestamp(), uncertainty=14 * _HOUR, day_only=False)
    return Stamp(instant=(when - shift).timestamp(), uncertainty=15 * _MINUTE, day_only=False)


def _offset(zone: str | None) -> timedelta | None:
    if zone is None:
        return None
    if zone in "Zz":
        return timedelta(0)
    digits = zone[1:].replace(":", "")
    hours, minutes = int(digits[:2]), int(digits[2:] or 0)
    if hours * 60 + minutes > 14 * 60 or minutes > 59:
        msg = f"zone {zone} is more than 14 hours from UTC"
        raise ValueError(msg)
    size = timedelta(hours=hours, minutes=minutes)
    return -size if zone[0] == "-" else size
