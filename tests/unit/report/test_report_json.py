"""JSON outputs: exact, in order, valid against the published schema."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from report_hostile import ALL, hostile
from report_sample import common_pair, ferry_pair, german_pair, sample

from reuse.model.document import Document
from reuse.model.result import ScanResult
from reuse.report.convert import result_frame, result_rows
from reuse.report.json import (
    alignments_jsonl,
    comparison_json,
    result_json,
    schema,
)

SCHEMA = Path(__file__).parents[3] / "docs" / "reference" / "result.schema.json"
KEYS = [
    "left_id",
    "right_id",
    "left_start",
    "left_end",
    "right_start",
    "right_end",
    "role",
    "obfuscation",
    "score",
    "channel",
    "relation",
]


def _validate(data: bytes) -> Any:
    value = json.loads(data)
    published = json.loads(SCHEMA.read_bytes())
    jsonschema.Draft202012Validator.check_schema(published)
    jsonschema.Draft202012Validator(published).validate(value)
    return value


def test_published_schema_is_up_to_date() -> None:
    """The committed schema is the one that the records give."""
    assert SCHEMA.read_bytes() == schema(), (
        "write reuse.report.json.schema() to docs/reference/result.schema.json"
    )


@pytest.mark.parametrize(
    "result", [sample(), hostile(), sample(common_pair(), german_pair(), complete=True)]
)
def test_result_is_valid(result: ScanResult) -> None:
    """Every result is valid against the schema, hostile fields or not."""
    value = _validate(b"".join(result_json(result)))
    assert (value["format"], value["version"]) == ("reusescan-result", 1)


@pytest.mark.parametrize("times", [0, 1, 255, 256, 257, 600])
def test_rows_are_written_as_the_whole_would_be(times: int) -> None:
    """Lists written row by row give the bytes that the encoder gives for the whole record."""
    few = sample()
    result = replace(
        few,
        documents=(few.documents[0],) * times,
        comparisons=few.comparisons[2:] * times,
        clusters=few.clusters * times,
        settings={"documents": [], "clusters": {"comparisons": []}},
    )
    rows = {name: tuple(of) for name, of in result_rows(result)}
    whole = msgspec.structs.replace(result_frame(result), **rows)
    expected = msgspec.json.format(msgspec.json.encode(whole), indent=1) + b"\n"
    assert b"".join(result_json(result)) == expected


def test_comparison_is_valid_and_cuts_out_its_words() -> None:
    """One comparison is valid, and each quoted span holds the words it names."""
    pair = ferry_pair()
    value = _validate(comparison_json(pair))
    assert value["format"] == "reusescan-comparison"
    spans = [s for cue in value["comparison"]["cues"] for s in cue["spans"]]
    assert spans
    for span in [*spans, value["comparison"]["credit_line"]]:
        text = pair.left.text if span["side"] == "left" else pair.right.text
        assert text[span["start"] : span["end"]] == span["text"]


def test_schema_refuses_a_wrong_result() -> None:
    """The schema is not so loose that anything passes."""
    value = json.loads(b"".join(result_json(sample())))
    value["comparisons"][0]["relation"] = "copied"
    with pytest.raises(jsonschema.ValidationError):
        _validate(json.dumps(value).encode())


def test_counts_add_up() -> None:
    """Records read = scanned + skipped, and the codes sum to the skipped ones."""
    counts = json.loads(b"".join(result_json(sample())))["counts"]
    assert counts["read"] == counts["scanned"] + counts["skipped"] == 8
    assert counts["skipped_by_code"] == {"BAD_SYNTAX": 1, "TOO_SHORT": 2}


def test_texts_of_paired_documents_and_no_clock_in_the_result() -> None:
    """Documents in a pair have their texts and no other has; two writings are the same bytes."""
    alone = Document(id="alone", text="Nobody has this.")
    result = sample()
    value = json.loads(b"".join(result_json(replace(result, documents=(alone, *result.documents)))))
    texts = {d["id"]: d.get("text") for d in value["documents"]}
    assert texts == {"alone": None, **{d.id: d.text for d in result.documents}}
    assert all("origin" not in d for d in value["documents"])
    assert b"".join(result_json(sample())) == b"".join(result_json(sample()))


def test_alignment_lines() -> None:
    """One line a passage, labelled ones included, keys in the published order."""
    result = sample()
    lines = b"".join(alignments_jsonl(result)).decode().splitlines()
    assert len(lines) == sum(len(c.alignments) for c in result.comparisons)
    records = [json.loads(line) for line in lines]
    conflicting = [record.pop("conflicts") for record in records if "conflicts" in record]
    assert all(list(record) == KEYS for record in records)
    left, right = ferry_pair().left.text, ferry_pair().right.text
    places = (left.index("seven"), right.index("eleven"))
    assert conflicting == [
        [
            {
                "kind": "number",
                "left_start": places[0],
                "left_end": places[0] + 5,
                "right_start": places[1],
                "right_end": places[1] + 6,
            }
        ]
    ]
    assert {record["role"] for record in records} == {"reuse", "quotation", "boilerplate"}


def test_hostile_ids_keep_to_one_line() -> None:
    """A newline or separator in an id does not break the line format."""
    data = b"".join(alignments_jsonl(hostile()))
    for line in data.split(b"\n")[:-1]:
        assert json.loads(line)["left_id"].endswith(ALL)


def test_no_control_is_left_for_a_terminal() -> None:
    """What JSON lets stand and a terminal obeys is escaped; the values stay the same."""
    steering = "\x7f\x80\x9b2J\u061c\u200e\u2028\u202e\u2066\u2069é”"
    pair = replace(ferry_pair(), left=replace(ferry_pair().left, title=steering))
    data = comparison_json(pair)
    assert not (set(steering) - set("2Jé”")) & set(data.decode())
    assert json.loads(data)["left"]["title"] == steering
    assert "é”".encode() in data


def test_a_flow_has_its_credited_share_and_its_lag() -> None:
    """The share is of the known cases; what is not known is null."""
    there, back = _validate(b"".join(result_json(sample())))["outlets"]["flows"]
    assert there["credited_share"] == 1.0
    assert there["lag"] == {
        "documents": 1, "median": 27.5, "lower": 27.5, "upper": 27.5, "uncertainty": 20.25,
    }  # fmt: skip
    assert (back["credited_share"], back["lag"]) == (None, None)
