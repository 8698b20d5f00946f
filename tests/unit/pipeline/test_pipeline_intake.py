from __future__ import annotations

import itertools
import random
from datetime import date

import numpy as np
import pytest
from invented import story

from reuse.config import Config
from reuse.model.document import Document
from reuse.model.progress import Silent
from reuse.model.skip import Notice, NoticeCode, Skip, SkipCode
from reuse.pipeline import intake as intakes
from reuse.pipeline import pile as piles
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


def same(one: Intake, other: Intake) -> bool:
    """Whether two intakes hold the same, byte for byte."""
    tables = [
        [
            getattr(table, name).tobytes()
            for table in (intake.table, intake.known)
            for name in ("outlets", "earliest", "latest")
        ]
        + [intake.table.codes.tobytes(), intake.table.bounds.tobytes()]
        + [intake.table.sites.tobytes(), intake.known.pages.tobytes()]
        for intake in (one, other)
    ]
    return (
        tables[0] == tables[1]
        and one.documents == other.documents
        and (one.copies, one.same_page, one.published, one.skipped, one.notices)
        == (other.copies, other.same_page, other.published, other.skipped, other.notices)
    )


def test_order_threads_batches_and_memory_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tables are the same from any order, in batches of any size, in memory or on disk."""
    draw = random.Random(3)  # noqa: S311  no secret
    records = [
        Document(
            id=f"d{at % 50}",
            text=story(30, draw.randrange(40)),
            outlet=draw.choice(["A", "B", None]),
            published=draw.choice(["2024-01-01", "2024-02-01T10:00:00Z", None]),
            url=draw.choice([None, f"https://a.example/{draw.randrange(30)}-x"]),
            origin=f"f:{at}",
        )
        for at in range(70)
    ]
    first = take_in(records, Config(threads=1), Silent())
    for threads, size, memory in ((2, 3, 0), (16, 1, 8), (1, 1_000, 8 * 2_000)):
        monkeypatch.setattr(intakes, "_DOCUMENTS", size)
        draw.shuffle(records)
        assert same(first, take_in(records, Config(threads=threads, memory=memory), Silent()))


def test_one_page_in_several_records_is_one_group() -> None:
    """One address, or one text under one outlet, is one page; both kinds chain."""
    intake = taken(
        Document(id="a", text=TEXT, outlet="A", url="https://a.eu/x-1", published="2024-01-02"),
        Document(id="b", text=story(40, 2), outlet="B", url="http://www.a.eu/x-1?utm_source=f"),
        Document(id="c", text=TEXT, outlet="A", url="https://a.eu/y-1", published="2024-01-01"),
        Document(id="d", text=TEXT, outlet="B", url="https://a.eu/z-1"),
        Document(id="e", text=TEXT.upper(), outlet="A"),
        Document(id="f", text=TEXT),
        Document(id="g", text=TEXT),
    )  # fmt: skip
    assert intake.same_page == ((2, 0, 1),)
    assert intake.known.pages.tolist() == [2, 2, 2, 3, 4, 5, 6]
    # Of "a" and "c", one page with one text, the one seen first is compared.
    assert intake.copies == ((1,), (2, 3, 4, 5, 6))
    assert intake.published == {"A": 2, "B": 2}


def test_the_front_page_of_a_site_is_no_address() -> None:
    """A feed that gives the site for every article does not make one page of them all."""
    fronts = ("https://a.example", "https://a.example/", "http://www.a.example/?utm_source=x")
    intake = taken(
        *(Document(id=url, text=story(40, at), url=url) for at, url in enumerate(fronts))
    )
    assert intake.same_page == ()


def test_equal_column_values_do_not_make_one_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where two addresses fall together in the column, the addresses themselves decide."""
    monkeypatch.setattr(piles, "hash", lambda _: 7, raising=False)
    urls = [f"https://a.example/{part}-1" for part in "xyxz"]
    intake = taken(
        *(Document(id=str(at), text=story(40, at), url=url) for at, url in enumerate(urls))
    )
    assert intake.same_page == ((0, 2),)


@pytest.mark.parametrize(
    ("since", "until", "kept"),
    [
        (None, None, "abcdef"),
        (date(2024, 3, 1), None, "bcdef"),
        (None, date(2024, 3, 1), "abdef"),
        (date(2024, 3, 1), date(2024, 3, 1), "bdef"),
        (date(2024, 3, 3), date(2024, 3, 9), "ef"),
    ],
)
def test_documents_outside_the_dates_are_counted_and_left_out(
    since: date | None, until: date | None, kept: str
) -> None:
    """The day that the record states decides, bounds included; without a date it stays in."""
    days = (
        "2024-02-29T23:59:00Z", "2024-03-01", "2024-03-02", "2024-03-01T23:30:00-05:00", None,
        "9999-01-01",
    )  # fmt: skip
    records = [
        Document(id="abcdef"[at], text=story(40, at), published=day) for at, day in enumerate(days)
    ]
    intake = take_in(records, Config(since=since, until=until), Silent())
    assert "".join(d.id for d in intake.documents) == kept
    assert intake.outside_dates == 6 - len(kept)
    assert (intake.skipped, intake.notices) == ((), ())
