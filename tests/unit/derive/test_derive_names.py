from __future__ import annotations

import pytest

from reuse.derive.names import brand_of, mentions, names_of


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Fox News", "Fox Online News"),
        ("CNN", "CNN (Web News)"),
        ("ABC News (Online)", "ABC News"),
        ("Newsmax - News", "Newsmax"),
        ("TheBlaze.com", "The Blaze"),
    ],
)
def test_spellings_of_one_outlet_have_one_brand(first: str, second: str) -> None:
    """What a feed adds to an outlet's name does not make it another outlet."""
    assert brand_of(first) == brand_of(second)


def test_different_outlets_keep_apart() -> None:
    """Outlets that share a trade word are not one outlet."""
    assert brand_of("Washington Times") != brand_of("New York Times - News")


def test_abbreviation_and_short_form_are_names() -> None:
    """A text may call an outlet by its initials or without its first word."""
    assert {"WSJ", "Wall Street Journal"} <= set(names_of("Wall Street Journal").distinct)
    assert "Free Beacon" in names_of("Washington Free Beacon").distinct


def test_plain_words_and_short_names_are_not_distinct() -> None:
    """Names of one or two letters are never looked for, plain words only inside a credit."""
    assert names_of("X").distinct == ()
    assert names_of("Time").distinct == ()
    assert names_of("Time").common == ("Time",)
    assert "Press Agency" not in names_of("Norvik Press Agency").distinct


def test_names_stand_as_whole_words() -> None:
    """A name inside a longer word is no mention; an inflected longer name is one."""
    assert mentions("The Posting and the Postman", ("Post",)) == ()
    assert len(mentions("laut Küstenboten heute", ("Küstenbote",))) == 1
    assert len(mentions("と霧浜新報が報じた", ("霧浜新報",))) == 1


def test_hostile_names_are_plain_strings() -> None:
    """A name full of pattern signs is looked up as it is and cannot break the search."""
    hostile = "(a+)+$[News"
    assert names_of(hostile).shown == hostile
    assert len(mentions(f"said {hostile} today", (hostile,))) == 1
    assert names_of("A" * 10_000).distinct == ()


def test_mentions_are_bounded() -> None:
    """A text that repeats a name without end gives a bounded number of mentions."""
    assert len(mentions("Harbour Post " * 50_000, ("Harbour Post",))) == 64
