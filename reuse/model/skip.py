"""What was left out of a scan, or taken with a doubt, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SkipCode(StrEnum):
    """Stable words for the reasons; they appear on stderr and in every output."""

    BAD_ENCODING = "BAD_ENCODING"
    BAD_SYNTAX = "BAD_SYNTAX"
    BAD_FIELD = "BAD_FIELD"
    MISSING_FIELD = "MISSING_FIELD"
    DUPLICATE_ID = "DUPLICATE_ID"
    TOO_SHORT = "TOO_SHORT"
    TOO_LONG = "TOO_LONG"
    TRUNCATED = "TRUNCATED"
    CORRUPT = "CORRUPT"
    BOMB = "BOMB"
    UNSAFE = "UNSAFE"
    NO_CONTENT = "NO_CONTENT"
    NOT_A_FILE = "NOT_A_FILE"
    UNREADABLE = "UNREADABLE"
    OUTSIDE_DATES = "OUTSIDE_DATES"
    """Published before ``since`` or after ``until``: left out on purpose, which is no fault.
    Such records are counted, not listed."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Skip:
    """A record, or the rest of a file, that was not scanned. Makes the scan incomplete."""

    origin: str
    """``file:record``; the record is a line number, an entry number or 0 for the file."""
    code: SkipCode
    reason: str
    """What was seen and what was expected."""


class NoticeCode(StrEnum):
    """Stable words for doubts about a record that is scanned all the same."""

    BAD_DATE = "BAD_DATE"
    NO_CHECKSUM = "NO_CHECKSUM"
    DEEP_MARKUP = "DEEP_MARKUP"
    DISGUISED_TEXT = "DISGUISED_TEXT"
    UNKNOWN_KIND = "UNKNOWN_KIND"
    CAPPED = "CAPPED"
    NO_OUTLET = "NO_OUTLET"
    GUESSED_CHARSET = "GUESSED_CHARSET"
    UNKNOWN_NAME = "UNKNOWN_NAME"
    """A name in a policy is met nowhere, but one that is spelt nearly so is."""
    PASSED_OVER = "PASSED_OVER"
    """No article, but a picture, a package of links or an older version: not to be scanned."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Notice:
    """A doubt about a record that was scanned all the same, or about a setting."""

    origin: str
    """As of `Skip`; or the name of the setting."""
    code: NoticeCode
    reason: str
