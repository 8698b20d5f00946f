"""What is packed into the page is the texts and their layout, whole."""

from __future__ import annotations

import base64
import json
import re
import zlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_hostile import hostile
from report_sample import common_pair, ferry_pair, german_pair, sample

from reuse.model.comparison import Comparison
from reuse.model.span import Span
from reuse.report import casedata
from reuse.report.casedata import Shelf, Units, case_blocks, packed
from reuse.report.caselist import book_of, cases_of
from reuse.report.html import render_scan
from reuse.report.pairview import case_keys

_BLOCK = re.compile(r'<script type="text/plain" id="data-([a-z]+(?:-\d+)?)">([\w+/=]*)</script>\n')


def _unpacked(page: str) -> dict[str, Any]:
    return {
        name: json.loads(zlib.decompress(base64.b64decode(data), wbits=-zlib.MAX_WBITS))
        for name, data in _BLOCK.findall(page)
    }


def _slice(text: str, start: int, end: int) -> str:
    """What a script cuts out between two UTF-16 units."""
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


@pytest.mark.parametrize("result", [sample(), hostile()], ids=["sample", "hostile"])
def test_the_page_holds_every_case_and_every_text_once(result: Any) -> None:
    """From the packed blocks alone each text can be put together again, line by line."""
    data = _unpacked(render_scan(result))
    cases = [case for name, of in data.items() if name.startswith("cases-") for case in of]
    texts = [text for name, of in data.items() if name.startswith("texts-") for text in of]
    assert [case["key"] for case in cases] == list(case_keys(result.comparisons))
    assert len(texts) == len({d.id for c in result.comparisons for d in (c.left, c.right)})
    for case, comparison in zip(cases, result.comparisons, strict=True):
        for side, document in zip(case["sides"], (comparison.left, comparison.right), strict=True):
            assert texts[side["doc"]] == document.text
            shown = [
                "".join(
                    _slice(document.text, piece[0], piece[1])
                    for run in paragraph
                    for piece in run[4]
                )
                for paragraph in side["paragraphs"]
            ]
            lines = [line for line in re.split(r"\r\n|\r|\n", document.text) if line.strip()]
            assert shown == lines


def test_no_data_can_end_its_element() -> None:
    """What is packed has no sign but those of base64."""
    block = packed("x", {"</script>": "<!--<script>"})
    assert _BLOCK.fullmatch(block)
    assert _unpacked(block) == {"x": {"</script>": "<!--<script>"}}


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])), st.data())
def test_units_cut_what_code_points_cut(text: str, data: st.DataObject) -> None:
    """A span in UTF-16 units cuts the same words as the span in code points."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    units = Units(text)
    assert _slice(text, *units.of(Span(start, end))) == text[start:end]


@pytest.mark.parametrize("size", [1, 200, 10**9])
def test_texts_stand_in_blocks(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    """Whatever the size of a block, each document is in the one that its number names."""
    monkeypatch.setattr(casedata, "TEXT_A_BLOCK", size)
    cases = cases_of(sample().comparisons)
    shelf = Shelf(cases)
    blocks = _unpacked("".join(shelf.blocks()))
    assert len(blocks) == len(shelf.starts)
    for case in cases:
        for document in (case.comparison.left, case.comparison.right):
            number = shelf.place(document)
            block = max(at for at, start in enumerate(shelf.starts) if start <= number)
            assert blocks[f"texts-{block}"][number - shelf.starts[block]] == document.text


def test_cases_stand_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """The blocks of cases, one after the other, are all cases in order."""
    monkeypatch.setattr(casedata, "CASES_A_BLOCK", 2)
    cases = cases_of(sample().comparisons)
    blocks = _unpacked("".join(case_blocks(cases, Shelf(cases))))
    assert [[case["n"] for case in block] for block in blocks.values()] == [[1, 2], [3]]


def test_keys_are_of_the_documents_alone() -> None:
    """A case has one key in every report, wherever it stands, and no two share one."""
    pairs = (ferry_pair(), common_pair(), german_pair())
    forward, backward = case_keys(pairs), case_keys(pairs[::-1])
    assert forward == backward[::-1]
    assert len(set(case_keys(pairs * 3))) == 9


def test_rows_say_what_the_list_orders_by() -> None:
    """Share, words, probability and time are numbers; an undecided pair has no probability."""
    comparisons: tuple[Comparison, ...] = sample().comparisons
    cases = cases_of(comparisons)
    rows: Any = book_of(cases, Shelf(cases))["cases"]
    assert [row["p"] for row in rows] == [0.93, 0.81, -1]
    assert [row["words"] for row in rows] == [c.reused_words for c in comparisons]
    assert all(0 < row["share"] <= 1 for row in rows)
    first = comparisons[0].right.stamp
    assert first is not None
    assert rows[0]["time"] == first.instant
    assert rows[2]["day"] == "2025-03-05"
