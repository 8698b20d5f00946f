"""Values of options."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
import typer

from reuse.cli.values import day, days, size


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("4G", 4_000_000_000),
        ("500M", 500_000_000),
        ("1.5g", 1_500_000_000),
        ("2 GB", 2_000_000_000),
        ("0.01T", 10_000_000_000),
        ("4000k", 4_000_000),
        ("4000000", 4_000_000),
    ],
)
def test_sizes_are_read_as_people_write_them(text: str, count: int) -> None:
    """A number with K, M, G or T, in either case, is so many bytes."""
    assert size(text) == count


def test_days_and_dates_are_read() -> None:
    """Dates are ISO 8601, spans of days may be fractions."""
    assert day("2024-02-29") == date(2024, 2, 29)
    assert days("0.5") == 0.5
    assert days("7") == 7.0


@pytest.mark.parametrize(
    ("parse", "texts"),
    [
        (size, ("", "G", "4X", "-4G", "1k", "999999", "1e9", "99999999999T", "2GiB", "٤G")),
        (day, ("", "yesterday", "2024-3-1", "2024-02-30", "2024-03-01T05:00", "20240301")),
        (days, ("", "0", "-1", "nan", "inf", "a week", "1_0", "٧", "1e1", " 7", "+7")),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_by_name(
    parse: Callable[[str], object], texts: tuple[str, ...]
) -> None:
    """The message shows what was given, control characters spelt out."""
    for text in texts:
        with pytest.raises(typer.BadParameter, match=r"expected|above 0") as caught:
            parse(text)
        assert f"'{text}'" in str(caught.value)
    with pytest.raises(typer.BadParameter, match=r"U\+001B"):
        parse("\x1b]2;x")
