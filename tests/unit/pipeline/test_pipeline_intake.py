from __future__ import annotations

import itertools

import numpy as np
import pytest
from invented import story

from reuse.config import Config
from reuse.model.document import Document
from reuse.model.progress import Silent
from reuse.model.skip import Notice, NoticeCode, Skip, SkipCode
from reuse.pipeline.intake import Intake, Item, take_in

TEXT = story(40, 1)
HIDDEN = TEXT.replace("the", "t\u200bhe")


def taken(*items: Item) -> Intake:
    """What is taken in of some records."""
    return take_in(items, Config(), Silent())


def test_counts_add_up() -> None:
    """Every record is scanned or skipped, and what readers report is passed on."""
    skip = Skip(origin="f:9", code=SkipCode.BAD_SYNTAX, reason="x")
    notice = Notice(origin="f:8", code=NoticeCode.BAD_DATE, reason="y")
    documents = [Document(id=str(at), text=story(30, at), language="en") for at in range(5)]
    short = Document(id="s", text="seven words are not quite enough here", origin="f:3")
    empty = Document(id="e", text="\x00 ***")
    intake = taken(skip, notice, *documents, short, empty, documents[0])
    assert [d.id for d in intake.documents] == ["0", "1", "2", "3", "4"]
    assert [(s.origin, s.code) for s in intake.skipped] == [
        ("document 0", SkipCode.DUPLICATE_ID),
        ("document e", SkipCode.TOO_SHORT),
        ("f:3", SkipCode.TOO_SHORT),
        ("f:9", SkipCode.BAD_SYNTAX),
    ]
    assert intake.skipped[2].reason == "7 words; expected at least 8"
    assert intake.notices == (notice,)
    assert intake.known.words.tolist() == [30] * 5
    assert intake.table.bounds.tolist() == [0, 30, 60, 90, 120, 150]


def test_duplicate_ids_are_settled_alike_in_every_order() -> None:
    """Whatever the order, one record is kept, and all that is said of the others is the same."""
    records = [
        Document(id="x", text=HIDDEN, published="2024-01-02", origin="f:1"),
        Document(id="x", text=TEXT, published="2024-01-01", origin="f:2"),
        Document(id="x", text=HIDDEN, published=None, origin="f:3"),
        Document(id="x", text=TEXT, published="2024-01-01", origin="f:2", title="Later"),
    ]
    outcomes = {
        (tuple(i.documents), i.skipped, i.notices)
        for i in (taken(*order) for order in itertools.permutations(records))
    }
    ((documents, skipped, notices),) = outcomes
    assert documents == (records[1],)
    assert [s.origin for s in skipped] == ["f:1", "f:2", "f:3"]
    assert all("'x'" in s.reason and "f:2" in s.reason for s in skipped)
    assert notices == ()


def test_disguised_text_is_told_once_at_its_own_place() -> None:
    """A kept record with hidden characters is named by its origin, whatever it displaced."""
    kept = Document(id="x", text=HIDDEN, published="2024-01-01", origin="f:1")
    later = Document(id="x", text=TEXT, published="2024-01-02", origin="f:2")
    for order in ((kept, later), (later, kept)):
        assert [(n.origin, n.code) for n in taken(*order).notices] == [
            ("f:1", NoticeCode.DISGUISED_TEXT)
        ]


def test_exact_copies_share_an_entry_of_the_table() -> None:
    """Texts that differ in signs only are one entry, of no outlet when several carry it."""
    loud = TEXT.upper().replace(".", " !")
    intake = taken(
        Document(id="c", text=story(40, 2), outlet="A"),
        Document(id="a", text=TEXT, outlet="A"),
        Document(id="b", text=loud, outlet="B"),
        Document(id="d", text=story(40, 3), outlet="A"),
        Document(id="e", text=story(40, 4)),
        Document(id="f", text=story(40, 5), outlet=""),
    )
    assert intake.copies == ((0, 1), (2,), (3,), (4,), (5,))
    first, second, third, fourth, fifth = intake.table.outlets.tolist()
    assert second == third
    assert len({first, second, fourth, fifth}) == 4
    assert len(intake.table.codes) == 5 * 40


@pytest.mark.parametrize("items", [[], [Document(id="s", text="too short")]])
def test_nothing_to_scan(items: list[Item]) -> None:
    """No document, or none long enough, is an empty table."""
    intake = taken(*items)
    assert (tuple(intake.documents), intake.copies, intake.published) == ((), (), {})
    assert intake.same_page == ()
    assert intake.table.bounds.tolist() == [0]
    assert intake.table.codes.dtype == np.uint32
