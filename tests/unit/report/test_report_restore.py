"""result.json is enough: what was written is read back, in full and with suspicion."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from report_hostile import hostile
from report_sample import common_pair, ferry_pair, german_pair, sample

from reuse.errors import ReadError
from reuse.model.comparison import Comparison
from reuse.model.document import Document
from reuse.model.result import ScanResult
from reuse.report.html import render_comparison, render_scan
from reuse.report.json import alignments_jsonl, comparison_json, result_json
from reuse.report.restore import read_output


def _written(result: ScanResult) -> bytes:
    return b"".join(result_json(result))


def _read(data: bytes) -> ScanResult:
    found = read_output(data, "result.json")
    assert isinstance(found, ScanResult)
    return found


ALONE = Document(id="zz-alone", text="Nobody else has this.", outlet="Fjord FM")
RESULTS = {
    "sample": sample(),
    "complete": sample(common_pair(), german_pair(), complete=True),
    "hostile": hostile(),
    "alone": replace(sample(), documents=(*sample().documents, ALONE), outside_dates=3, sifted=2),
    "one page": replace(sample(), same_page=(("abend-3", "blatt-8"),)),
}


@pytest.mark.parametrize("name", RESULTS)
def test_what_was_written_is_read_back(name: str) -> None:
    """Every output of a result that was read is byte for byte that of the scan itself."""
    result = RESULTS[name]
    found = _read(_written(result))
    assert _written(found) == _written(result)
    assert b"".join(alignments_jsonl(found)) == b"".join(alignments_jsonl(result))
    assert render_scan(found) == render_scan(result)


def test_a_pair_is_read_back() -> None:
    """The same holds of one comparison."""
    found = read_output(comparison_json(ferry_pair()), "pair.json")
    assert isinstance(found, Comparison)
    assert comparison_json(found) == comparison_json(ferry_pair())
    assert render_comparison(found) == render_comparison(ferry_pair())


def _older(value: dict[str, Any]) -> dict[str, Any]:
    """The same result as the first version of the format had it."""
    for document in value["documents"]:
        document.pop("text", None)
    del value["derivations"]
    for comparison in value["comparisons"]:
        for alignment in comparison["alignments"]:
            del alignment["conflicts"]
    for flow in value["outlets"]["flows"]:
        del flow["lag"], flow["credited_share"]
    return value


def test_a_file_of_an_earlier_version_is_read() -> None:
    """Without texts, graphs, conflicts and lags there is still a report, which says so."""
    data = json.dumps(_older(json.loads(_written(sample())))).encode()
    page = render_scan(_read(data))
    assert "The texts are not in the file that this report was made from." in page
    assert "No graph: " in page
    assert "Harbour Courier" in page
    assert "<q><bdi></bdi></q>" not in page
    assert "0 % of the more reused text" not in page


def test_unknown_fields_are_passed_over() -> None:
    """A later writer of the same version may add fields."""
    value = json.loads(_written(sample()))
    value["novelty"] = {"a": 1}
    value["documents"][0]["novelty"] = [1]
    assert _written(_read(json.dumps(value).encode())) == _written(sample())


def _set(*path: str | int, to: object) -> Callable[[dict[str, Any]], None]:
    def change(value: Any) -> None:
        for step in path[:-1]:
            value = value[step]
        value[path[-1]] = to

    return change


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_set("version", to=2), "version 2 of the format; this program reads up to version 1"),
        (_set("format", to="reusescan-query"), "found the format 'reusescan-query'"),
        (_set("comparisons", 1, "left_id", to="nobody"), r"comparisons\[1\].left_id: no document"),
        (_set("comparisons", 0, "alignments", 2, "left_end", to=10**6), r"alignments\[2\]: span"),
        (_set("comparisons", 0, "alignments", 0, "left_start", to=-1), "left_start"),
        (_set("comparisons", 0, "alignments", 0, "left_start", to=10**30), "span 1000"),
        (_set("comparisons", 0, "cues", 0, "spans", 0, "start", to=999), r"comparisons\[0\]: span"),
        (_set("comparisons", 0, "relation", to="copied"), "copied"),
        (_set("clusters", 0, "witnesses", 0, "document_id", to="nobody"), r"clusters\[0\]: no"),
        (_set("clusters", 0, "witnesses", to=[]), r"clusters\[0\].witnesses: none"),
        (_set("derivations", 0, "arcs", 0, "source", to="nobody"), "'nobody' is none of its"),
        (_set("derivations", 0, "originals", to=["nobody"]), r"derivations\[0\]: no document"),
        (_set("documents", 1, "id", to="abend-3"), "an id stands twice"),
        (_set("documents", 1, "id", to=""), "id"),
    ],
)
def test_what_does_not_fit_is_refused(change: Callable[[Any], None], said: str) -> None:
    """A damaged or foreign file is refused with the place at fault, never half shown."""
    value = json.loads(_written(sample()))
    change(value)
    with pytest.raises(ReadError, match=f"result.json: .*(?:{said})"):
        _read(json.dumps(value).encode())


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"format": "x"}', b'{"format": 1}'],
)
def test_what_is_no_result_is_refused(data: bytes) -> None:
    """Whatever the bytes are, the answer is one message with the name of the file."""
    with pytest.raises(ReadError, match=re.escape("result.json: ")):
        _read(data)
