from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reuse.model.stamp import Stamp

MINUTE, HOUR = 60.0, 3600.0


def at(*fields: int) -> float:
    """Seconds of a time in UTC."""
    return datetime(*fields, tzinfo=UTC).timestamp()  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("text", "instant", "uncertainty", "day_only"),
    [
        ("2024-03-05", at(2024, 3, 5, 12), 20 * HOUR, True),
        (" 2024-03-05 ", at(2024, 3, 5, 12), 20 * HOUR, True),
        ("2024-03-05T10:20Z", at(2024, 3, 5, 10, 20), 15 * MINUTE, False),
        ("2024-03-05t10:20:30z", at(2024, 3, 5, 10, 20, 30), 15 * MINUTE, False),
        ("2024-03-05 10:20:30.123456 +01:30", at(2024, 3, 5, 8, 50, 30), 15 * MINUTE, False),
        ("2024-03-05T10:20:30,5-0500", at(2024, 3, 5, 15, 20, 30), 15 * MINUTE, False),
        ("2024-03-05T10:20+14", at(2024, 3, 4, 20, 20), 15 * MINUTE, False),
        ("2024-03-05T10:20", at(2024, 3, 5, 10, 20), 14 * HOUR, False),
        ("2024-02-29", at(2024, 2, 29, 12), 20 * HOUR, True),
    ],
)
def test_forms(text: str, instant: float, uncertainty: float, *, day_only: bool) -> None:
    """ISO dates and times are read with the uncertainty that their form has."""
    stamp = Stamp(instant=instant, uncertainty=uncertainty, day_only=day_only)
    assert Stamp.parse(text) == stamp


@pytest.mark.parametrize(
    "text",
    [
        None, "", " ", "yesterday", "2023-02-29", "2024-13-01", "2024-00-10", "2024-01-32",
        "0000-01-01", "0001-01-01", "9999-12-31T14:00-14:00", "+9999-01-01", "2201-01-01",
        "1599-12-31", "2024-03-05T24:00", "2024-03-05T10:60", "2024-03-05T10:20+14:01",
        "2024-03-05T10:20+15:00", "2024-03-05T10:20+05:", "2024-03-05T10:20+05:60",
        "2024-03-05T10", "20240305", "2024-03-05T", "２０２４-03-05", "2024-03-05T10:20Zulu",
    ],
)  # fmt: skip
def test_unknown(text: str | None) -> None:
    """What is no plausible date is unknown, never another date."""
    assert Stamp.parse(text) is None


@given(
    st.one_of(
        st.text(max_size=30),
        st.from_regex(
            r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:?\d\d)?)?", fullmatch=True
        ),
    )
)
def test_never_raises(text: str) -> None:
    """Any text is a plausible stamp or none."""
    stamp = Stamp.parse(text)
    assert stamp is None or (at(1599, 12, 31) < stamp.instant < at(2201, 1, 2))
