from __future__ import annotations

import pytest
from derive_support import document, facts_of

from reuse.config import DeriveConfig
from reuse.derive.marks import MarkKind

FILLER = "\n\nThe rest of the article is of no interest here and names no agency at all.\n"


def marks(text: str, **fields: str) -> list[tuple[str, MarkKind]]:
    """Keys and kinds of the marks of a text."""
    return [(m.key, m.kind) for m in facts_of(document("a", text, **fields)).marks]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("WASHINGTON (AP) \u2014 The vote failed.", "ap"),
        ("GAZA CITY, Gaza Strip (AP) \u2014 The truce held.", "ap"),
        ("(Reuters) - Shares fell.", "reuters"),
        ("Berlin (dpa) - Der Rat tagt.", "dpa"),
        ("BEIJING, March 3 (Xinhua) -- Talks went on.", "xinhua"),
        ("PORT ELLERY (NPA) \u2014 A ferry ran aground.", "npa"),
        ("PORT ELLERY (Norvik Press Agency) \u2014 A ferry ran aground.", "npa"),
        ("HARROW BAY, 3 March (Northern Wire) - The council voted.", "northernwire"),
        ("新华社北京3月1日电 会议举行。", "xinhua"),
        ("【霧浜＝NPA】水道管が破裂した。", "npa"),
        ("【ワシントン共同】会談が行われた。", "kyodo"),
    ],
)
def test_datelines(text: str, key: str) -> None:
    """A dateline names its agency, from the table or by its form."""
    assert (key, MarkKind.DATELINE) in marks(text + FILLER)


@pytest.mark.parametrize(
    ("tail", "key", "kind"),
    [
        ("Copyright 2018 The Associated Press. All rights reserved.", "ap", MarkKind.COPYRIGHT),
        ("The Associated Press contributed to this report.", "ap", MarkKind.CONTRIBUTED),
        ("Associated Press writer Jo Lund contributed to this report.", "ap", MarkKind.STAFF),
        ("(Reporting by Jo Lund; Editing by Ed Wick)", "reuters", MarkKind.CREDIT_LINE),
        ("Quelle: dpa", "dpa", MarkKind.CREDIT_LINE),
        ("(dpa/AFP)", "afp", MarkKind.CREDIT_LINE),
        ("Mit Material der Nachrichtenagentur NPA.", "npa", MarkKind.CONTRIBUTED),
        ("Additional reporting: Norvik Press Agency (NPA).", "npa", MarkKind.CONTRIBUTED),
    ],
)
def test_lines_at_the_end(tail: str, key: str, kind: MarkKind) -> None:
    """Copyright, contribution and credit lines name their agency and how far it goes."""
    assert (key, kind) in marks(f"The council voted.{FILLER}\n{tail}")


def test_syndicator_tag() -> None:
    """A syndicator's tag names whom the text comes from."""
    assert ("khaamapress", MarkKind.TAG) in marks("(MENAFN- Khaama Press) The talks went on.")


def test_byline_field() -> None:
    """An agency in the author field is a byline, an abbreviation at its end as well."""
    assert ("ap", MarkKind.BYLINE) in marks("Text." + FILLER, author="Jo Lund, Associated Press")
    assert ("npa", MarkKind.BYLINE) in marks("Text." + FILLER, author="Radio Norvik, NPA")


def test_own_name_is_no_mark() -> None:
    """An outlet that puts its own name into the dateline credits nobody."""
    assert marks("Washington (CNN) \u2014 The vote failed." + FILLER, outlet="CNN (Web News)") == []
    assert marks("WASHINGTON (AP) \u2014 No." + FILLER, outlet="Associated Press") == []


def test_brackets_that_are_no_dateline() -> None:
    """A party, an age or a unit in brackets at the head of a line is no agency."""
    assert marks("Sen. Ed Wick (R-Texas) - a hawk - voted no." + FILLER) == []
    assert marks("SEN. ED WICK (D-N.Y.) - voted no." + FILLER) == []


def test_agencies_of_the_settings() -> None:
    """An agency that the settings name is known like those of the table."""
    config = DeriveConfig(agencies=("Fjordpost",))
    doc = document("a", f"The council voted.{FILLER}\nSource: Fjordpost")
    assert facts_of(doc).marks == ()
    assert [m.name for m in facts_of(doc, config).marks] == ["Fjordpost"]


def test_hostile_heads_take_linear_time() -> None:
    """Brackets, newlines and spaces without end do not stall the search for marks."""
    for piece in ("(", " ", "\n", "A (", "【", "Reporting by ", "\u00a9 ", "社", "News Agency "):
        facts_of(document("a", piece * (100_000 // len(piece))))
