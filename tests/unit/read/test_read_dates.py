from __future__ import annotations

import pytest

from reuse.model.stamp import Stamp
from reuse.read.dates import iso_date


@pytest.mark.parametrize(
    "text",
    ["2020-03-03", "2020-03-03T10:00", "2020-03-03 10:00:00.123Z", "2020-03-03T10:00:00+01:00"],
)
def test_iso_stays_as_given(text: str) -> None:
    """What is ISO 8601 already is not rewritten."""
    assert iso_date(text) == text


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Tue, 03 Mar 2020 10:00:00 GMT", "2020-03-03T10:00:00Z"),
        ("Tue, 3 Mar 2020 10:00:00 -0500", "2020-03-03T10:00:00-0500"),
        ("3 Mar 2020 10:00 EST", "2020-03-03T10:00:00-05:00"),
        ("Tue, 03 Mar 2020 10:00:00 CEST", "2020-03-03T10:00:00"),
        ("03-Mar-2020", "2020-03-03"),
        ("March 3, 2020", "2020-03-03"),
        ("Sept. 3, 2020", "2020-09-03"),
        ("Tuesday, March 3rd, 2020 at 5:07 p.m.", "2020-03-03T17:07:00"),
        ("March 3, 2020 12:30 AM", "2020-03-03T00:30:00"),
        ("3 March 2020", "2020-03-03"),
        ("2020/03/03", "2020-03-03"),
        ("2020.3.3", "2020-03-03"),
        ("2020/03/03 10:00:00", "2020-03-03T10:00:00"),
        ("2020-03-03 10:00:00 UTC", "2020-03-03T10:00:00Z"),
        ("20200303", "2020-03-03"),
        ("20200303T101112Z", "2020-03-03T10:11:12Z"),
        ("25/03/2020", "2020-03-25"),
        ("03/25/2020", "2020-03-25"),
        ("03/03/2020", "2020-03-03"),
    ],
)
def test_well_known_forms_become_iso(text: str, iso: str) -> None:
    """Each form is rewritten to ISO 8601 that the stamp understands."""
    assert iso_date(text) == iso
    assert Stamp.parse(iso) is not None


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "yesterday", "3 hours ago", "10:30", "March", "March 2020", "2020", "2020-03",
        "02/03/2020", "7/23/17", "Mon, 01 Jan 0001 00:00:00 GMT", "0000-01-01", "0001-01-01",
        "9999-12-31T14:00-14:00", "9999-12-31", "+9999", "2020-02-30", "February 30, 2020",
        "31/31/2020", "1583229600", "March 3, 2020 25:00", "March 3, 2020 13:00 PM",
        "Tue, 03 Mar 20 10:00:00 GMT", "2020-13-01", "Ma 3, 2020", "٣/٣/٢٠٢٠", "x" * 10_000,
        "2020-03-03T10:00:00+99:00",
    ],
)  # fmt: skip
def test_anything_else_is_unknown(text: str) -> None:
    """Relative, ambiguous, partial and impossible dates are not guessed at."""
    assert iso_date(text) is None
