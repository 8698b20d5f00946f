"""Numbers and dates of a passage."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reuse.align.figures import Figure, figures, values_of
from reuse.config import TextConfig
from reuse.model.alignment import Fact
from reuse.text import prepare


def _read(text: str, language: str = "en") -> tuple[Figure, ...]:
    made = prepare(text, language, TextConfig())
    spans = [made.span(at, at + 1) for at in range(len(made.tokens))]
    return figures(made.words, spans, text, english=language == "en")


def _values(text: str, language: str = "en") -> list[tuple[str, Sequence[float]]]:
    return [(figure.kind.value, figure.values) for figure in _read(text, language)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("31 injured", 31),
        ("thirty-one injured", 31),
        ("1,312 households", 1312),
        ("a fall of 4.5 percent", 4.5),
        ("some 2.3 million euros", 2.3e6),
        ("$1.5bn in debt", 1.5e9),
        ("two hundred and", 200),
        ("four thousand five hundred birds", 4500),
        ("three million", 3e6),
        ("٣١ مصابا", 31),
    ],
)
def test_a_number_is_read_however_it_is_written(text: str, value: float) -> None:
    """Digits of any script, English words and scales give one value."""
    found = _values(text)
    assert [kind for kind, _ in found] == ["number"]
    assert found[0][1] == pytest.approx([value])


@pytest.mark.parametrize(
    "text",
    [
        "they won 3-1 at home", "pages 10–12 of it", "room 31 was empty", "at 7:30 she left",
        "at 8 p.m. sharp", "an F-16 flew", "COVID-19 rose", "photo 16 of 43 here", "one of them",
        "see https://a.example/31/x now", "No. 10 said", "3/4 of it", "20 to 30 boats",
        "1万2千人", "copyright 2013",
    ],
)  # fmt: skip
def test_what_may_be_no_figure_is_left_out(text: str) -> None:
    """Scores, ranges, times, names, addresses and places in a row are no figures."""
    assert _read(text) == ()


def test_dates_are_told_from_numbers() -> None:
    """A day of a month, in either order, and a bare year are dates."""
    assert _values("on April 3, 2020, with 12 people") == [
        ("date", (403.0,)),
        ("date", (2020.0,)),
        ("number", (12.0,)),
    ]
    assert _values("am 4. Mai in Bremen", "de") == _values("le 4 mai", "fr") == [("date", (504.0,))]


def test_a_point_may_divide_thousands_elsewhere() -> None:
    """Outside English three digits behind a point are thousands or decimals, and both count."""
    assert values_of("1.312", english=False) == ((1.312, 1312.0), 1.0)
    assert values_of("1.312", english=True) == ((1.312,), 0.001)
    assert values_of("1.312.000", english=False) == ((1312000.0,), 1000.0)


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("31 hurt", "28 hurt", False),
        ("twelve hurt", "12 hurt", True),
        ("1,312 hurt", "about 1,300 hurt", True),
        ("1,312 hurt", "1,300 hurt", True),
        ("1.39 million hurt", "1.3 million hurt", True),
        ("1.3 million hurt", "1.4 million hurt", False),
        ("2,000 hurt", "2 thousand hurt", True),
        ("31 hurt", "more than 30 hurt", True),
        ("31 hurt", "at least 50 hurt", False),
        ("nearly 130 hurt", "over 150 hurt", False),
        ("about 685 hurt", "more than 692 hurt", True),
        ("5 hurt", "6 hurt", False),
        ("20 or more hurt", "31 hurt", True),
        ("1 million hurt", "145 hurt", False),
        ("7.1 percent", "7.2 percent", False),
        ("7 percent", "7.2 percent", True),
    ],
)
def test_rounded_numbers_and_bounds_agree(one: str, other: str, *, agree: bool) -> None:
    """A rounded number, a bound and another spelling agree; two counts must be equal."""
    (first,), (second,) = _read(one), _read(other)
    assert first.agrees(second) == second.agrees(first) == agree


@pytest.mark.parametrize(
    "text",
    ["one " + "hundred " * 400, "9 " + "million " * 400, "9" * 400, "9,999" * 400, "twenty " * 500],
)
def test_hostile_numbers_do_not_overflow(text: str) -> None:
    """However long a number is written, its values are finite or it is none."""
    assert all(abs(value) < 1e30 for figure in _read(text) for value in figure.values)


@given(st.text(st.sampled_from("0123456789.,-% ²٣万5 onetwmilhudrdApril")), st.booleans())
def test_any_text_is_read(text: str, english: bool) -> None:  # noqa: FBT001
    """Figures of any text are in order, disjoint and inside it."""
    found = _read(text, "en" if english else "de")
    words = [at for figure in found for at in figure.words]
    assert words == sorted(set(words))
    assert all(re.search(r"\w", text) for _ in found)
    assert all(figure.kind in {Fact.NUMBER, Fact.DATE} for figure in found)
