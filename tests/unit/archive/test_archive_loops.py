"""Searches in whole arrays, in loops as they are written and compiled: all find the same."""

from __future__ import annotations

import zlib
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
from archive_forms import FORMS, searching
from archive_support import add, tokens_of
from hypothesis import given, settings
from hypothesis import strategies as st

from reuse.archive import (
    Asked,
    Duplicates,
    Holdings,
    find_ranges,
    grams,
    holders,
    look_up,
    outlet_number,
    promising,
    site_number,
    writing,
)
from reuse.archive.searching import find_keys, first_from
from reuse.archive.summing import BLOCK, Blocks
from reuse.errors import ArchiveError
from reuse.model.document import Document

_LAST = 2**64 - 1
_KEYS = st.one_of(
    st.integers(0, _LAST), st.integers(0, 40), st.sampled_from([_LAST, _LAST - 1, 2**63])
)


def _texts(count: int, seed: int) -> list[Document]:
    """Articles of few words in each other's words, by three outlets."""
    drawn = Random(seed)  # noqa: S311  the same in every run
    out: list[Document] = []
    for number in range(count):
        words = [f"w{drawn.randrange(40)}" for _ in range(drawn.randrange(30, 120))]
        if out and number % 3 == 0:
            other = drawn.choice(out).text.split()
            words[5:5] = other[7:40]
        out.append(
            Document(id=f"d{seed}-{number}", outlet=f"Outlet {number % 3}", text=" ".join(words))
        )
    return out


def _archive(folder: Path) -> list[Document]:
    """An archive of three segments in which some are gone; and what is asked of it."""
    documents = _texts(60, 1)
    for first in range(3):
        add(folder, documents[first::3])
    changed = Document(id="d1-4", outlet="Outlet 1", text=documents[7].text)
    add(folder, [changed], Duplicates.REPLACE)
    with writing(folder) as writer:
        writer.purge(["d1-9", "d1-10"])
    return [*documents[:12], *_texts(8, 2)]


def _found(folder: Path, asked: list[Document]) -> dict[str, Any]:
    """All that the searches find."""
    codes, bounds = tokens_of([each.text for each in asked])
    hashes, places = grams(codes, bounds)
    with Holdings(folder) as holdings:
        ranges = find_ranges(holdings, hashes)
        rows = np.stack([ranges.keys.searchsorted(hashes[at : len(hashes) - 5 + at])
                         for at in (0, 3, 5)], axis=1)  # fmt: skip
        sites = np.array([site_number(asked[0])] * len(rows), np.uint64)
        quiet = np.zeros(len(codes), np.bool_)
        quiet[places[::17]] = True
        outlets = np.array([outlet_number(each) for each in asked], np.uint64)
        known = Asked(ranges=ranges, quiet=quiet, outlets=outlets)
        out: dict[str, Any] = {
            "ranges": [edges.tolist() for each in ranges.found for edges in each],
            "holders": holders(holdings, ranges, rows, (0, 3, 5)).tolist(),
            "of a site": holders(holdings, ranges, rows, (0, 3, 5), sites).tolist(),
        }
        for name, hits in (
            ("all", look_up(holdings, codes, bounds, 1_000)),
            ("rare", look_up(holdings, codes, bounds, 3, known)),
        ):
            lone = np.arange(len(hits.places)) % 3 > 0
            columns = hits.places, hits.documents, hits.tokens, hits.weights, hits.left_out
            out[name] = [column.tolist() for column in columns]
            out[f"{name}, promising"] = promising(holdings, codes, bounds, hits, lone).tolist()
    return out


def test_all_forms_find_the_same(tmp_path: Path) -> None:
    """In several segments, with documents that are gone and outlets that do not count."""
    asked = _archive(tmp_path / "a")
    found = {}
    for form in FORMS:
        with searching(form):
            found[form] = _found(tmp_path / "a", asked)
    arrays = found["arrays"]
    assert found["written"] == arrays
    assert found["compiled"] == arrays
    marks = arrays["all, promising"]
    assert len(arrays["rare"][0]) > 100
    assert 0 < sum(marks) < len(marks)
    assert sum(arrays["of a site"]) < sum(arrays["holders"])


@pytest.mark.parametrize("form", FORMS)
def test_flipped_bits_mislead_no_search(form: str, tmp_path: Path) -> None:
    """Whatever bit of a segment is flipped: what was found before, or an error."""
    asked = _archive(tmp_path / "a")
    drawn = Random(5)  # noqa: S311  the same in every run
    path = max((tmp_path / "a" / "segments").iterdir(), key=lambda each: each.stat().st_size)
    whole = path.read_bytes()
    refused = 0
    with searching(form):
        right = _found(tmp_path / "a", asked[:2])
        for _ in range(60):
            damaged = bytearray(whole)
            damaged[drawn.randrange(4_096, len(whole))] ^= 1 << drawn.randrange(8)
            path.write_bytes(damaged)
            try:
                assert _found(tmp_path / "a", asked[:2]) == right
            except ArchiveError as error:
                assert "damaged" in str(error)  # noqa: PT017  either may happen
                refused += 1
    assert refused > 10


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("damage", ["zeros", "ones", "top bits"])
def test_a_damaged_block_misleads_no_search(damage: str, form: str, tmp_path: Path) -> None:
    """A block of any array that is lost, or holds huge numbers: the same found, or an error."""
    asked = _archive(tmp_path / "a")
    path = max((tmp_path / "a" / "segments").iterdir(), key=lambda each: each.stat().st_size)
    whole = path.read_bytes()
    with Holdings(tmp_path / "a") as holdings:
        (segment,) = (each for each in holdings.segments if each.path == path)
        stretches = {
            name: (each.offset, each.offset + min(each.size, 4_096))
            for name, each in segment._places.items()
            if not name.startswith("~") and each.size
        }
        right = _found(tmp_path / "a", asked[:4])
    refused = []
    with searching(form):
        for name, (first, last) in stretches.items():
            part = np.frombuffer(whole[first:last], np.uint8).copy()
            if damage == "top bits":
                part[7::8] |= 128
            else:
                part[:] = 0 if damage == "zeros" else 255
            path.write_bytes(whole[:first] + part.tobytes() + whole[last:])
            try:
                assert _found(tmp_path / "a", asked[:4]) == right
            except ArchiveError as error:
                assert "damaged" in str(error)  # noqa: PT017  either may happen
                refused.append(name)
    assert {"keys", "passages", "owners", "numbers", "bounds"} <= {*refused}


@given(st.lists(_KEYS, max_size=80), st.lists(_KEYS, max_size=40), st.sampled_from(FORMS[1:]))
@settings(max_examples=200, deadline=None)
def test_keys_are_found_as_by_a_search_of_halves(
    held: list[int], wanted: list[int], form: str
) -> None:
    """Ends of equal keys, gaps and both ends of the range of numbers, however they are spread."""
    keys = np.sort(np.array(held, np.uint64))
    asked = np.unique(np.array([*wanted, *held[::3]], np.uint64))
    first, last = np.empty((2, len(asked)), np.int64)
    used = np.zeros(1, np.bool_)
    search = find_keys.native if form == "compiled" else find_keys
    if not len(keys):
        return
    with np.errstate(over="ignore"):
        assert search(keys, asked, first, last, used)
    assert first.tolist() == np.searchsorted(keys, asked, "left").tolist()
    assert last.tolist() == np.searchsorted(keys, asked, "right").tolist()


@given(st.lists(st.integers(0, 50), max_size=60), st.integers(-5, 99), st.integers(0, 55))
def test_a_wrong_guess_costs_time_and_nothing_else(held: list[int], guess: int, value: int) -> None:
    """Wherever the search begins, it ends at the first key that is large enough."""
    keys = np.sort(np.array(held, np.uint64))
    found = first_from(keys, np.uint64(value), 0, guess)
    assert found == int(np.searchsorted(keys, np.uint64(value), "left"))


def test_keys_out_of_order_are_told() -> None:
    """A search led astray by keys that do not rise says so, or what it found stands."""
    keys = np.arange(4_000, dtype=np.uint64) << np.uint64(52)
    drawn = Random(3)  # noqa: S311  the same in every run
    for _ in range(50):
        astray = keys.copy()
        at = drawn.randrange(len(keys))
        astray[at] ^= np.uint64(1 << drawn.randrange(64))
        asked = keys[:: drawn.randrange(1, 60)].copy()
        first, last = np.empty((2, len(asked)), np.int64)
        used = np.zeros(8, np.bool_)
        if find_keys(astray, asked, first, last, used) and not used[at // 512]:
            assert first.tolist() == np.searchsorted(keys, asked, "left").tolist()
            assert last.tolist() == np.searchsorted(keys, asked, "right").tolist()


@pytest.mark.parametrize("size", [0, 1, 8, BLOCK - 8, BLOCK, 5 * BLOCK, 6 * BLOCK + 24])
@pytest.mark.parametrize("form", FORMS)
def test_sums_of_blocks_are_those_of_zlib(form: str, size: int) -> None:
    """Whichever blocks are asked for, whole or cut short, and however many at once."""
    data = Random(size).randbytes(size)  # noqa: S311  the same in every run
    expected = [zlib.crc32(data[at : at + BLOCK]) for at in range(0, size, BLOCK)]
    with searching(form):
        blocks = Blocks(np.frombuffer(data, np.uint8))
        assert len(blocks) == len(expected)
        assert blocks.sums(np.arange(len(blocks))).tolist() == expected
        for some in (np.arange(0, len(blocks), 2), np.arange(len(blocks))[-1:]):
            assert blocks.sums(some).tolist() == [expected[at] for at in some]
