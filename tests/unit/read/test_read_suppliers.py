from __future__ import annotations

import pytest

from reuse.derive.facts import authors_of
from reuse.read.records import byline


@pytest.mark.parametrize(
    "supplier",
    ["Skarn Features", "Harrow Police", "Smith, Lund and Wick", "Jo Lund; Ed Wick", "AP"],
)
def test_a_supplier_is_no_author(supplier: str) -> None:
    """Whoever supplied a text is not taken for its writer, whom others credit by a mention."""
    assert authors_of(byline("Ada Holm", [supplier], None)) == ("ada holm",)
    assert authors_of(byline(None, [supplier, "Other Source"], None)) == ()


def test_who_is_named_already_is_not_named_twice() -> None:
    """Nor is the outlet its own supplier; nobody at all is no byline."""
    assert byline("Ada Holm / AP", ["AP", None, "", "The Mast"], "The Mast") == "Ada Holm / AP"
    assert byline(None, ["The Mast"], "The Mast") is None
