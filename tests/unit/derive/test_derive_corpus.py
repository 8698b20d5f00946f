from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from derive_support import CONFIG, prepared

from reuse.derive import DocumentFacts, facts, judge
from reuse.model.alignment import Alignment, Channel, Obfuscation, Role
from reuse.model.document import Document
from reuse.model.span import Span
from reuse.model.verdict import Relation, Verdict

CORPORA = Path(__file__).parents[3] / "corpora"
DIRECTED = {Relation.LEFT_FROM_RIGHT, Relation.RIGHT_FROM_LEFT}

Judged = list[tuple[dict[str, Any], Verdict]]


def passage(row: dict[str, Any], left: DocumentFacts, right: DocumentFacts) -> Alignment:
    """A passage of the truth as the aligner would give it."""
    spans = [Span(row[f"{side}_start"], row[f"{side}_end"]) for side in ("left", "right")]
    words = [
        int(((each.text.tokens.starts >= s.start) & (each.text.tokens.starts < s.end)).sum())
        for each, s in zip((left, right), spans, strict=True)
    ]
    return Alignment(
        left=spans[0],
        right=spans[1],
        role=Role(row["role"]),
        obfuscation=Obfuscation(row["obfuscation"]),
        score=1.0,
        channel=Channel.DIRECT,
        kept=1.0,
        left_words=words[0],
        right_words=words[1],
    )


@pytest.fixture(scope="module")
def judged() -> Judged:
    """Every pair of the sample corpus, judged on the passages of its truth."""
    known: dict[str, DocumentFacts] = {}
    for path in sorted((CORPORA / "articles").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            document = Document(**json.loads(line))
            known[document.id] = facts(document, prepared(document), CONFIG)
    truth = json.loads((CORPORA / "truth.json").read_text(encoding="utf-8"))
    found = []
    for row in truth["pairs"]:
        left, right = known[row["left"]], known[row["right"]]
        passages = tuple(passage(each, left, right) for each in row["passages"])
        said = judge(
            left.document,
            left.text,
            right.document,
            right.text,
            passages,
            CONFIG,
            left_facts=left,
            right_facts=right,
        )
        found.append((row, said))
    return found


def test_no_copier_is_named_wrongly(judged: Judged) -> None:
    """Where a direction is named, it is the one of the truth or one that the truth accepts."""
    wrong = [
        (row["left"], row["right"], said.relation)
        for row, said in judged
        if said.relation in DIRECTED and said.relation not in {row["relation"], *row["accept"]}
    ]
    assert wrong == []


def test_nearly_all_relations_are_right(judged: Judged) -> None:
    """All are right but heavy paraphrase, on which alone nobody is named: there it abstains."""
    wrong = [
        (row, said)
        for row, said in judged
        if said.relation not in {Relation(each) for each in (row["relation"], *row["accept"])}
    ]
    assert len(wrong) * 9 < len(judged)
    reused = [p["obfuscation"] for row, _ in wrong for p in row["passages"] if p["role"] == "reuse"]
    assert set(reused) <= {"paraphrase", "summary"}
    assert {said.relation for _, said in wrong} <= {Relation.UNDETERMINED, Relation.INDEPENDENT}


def test_credit_is_right_wherever_the_direction_is(judged: Judged) -> None:
    """Credited, uncredited and unknown are told apart, and a credit's words are shown."""
    for row, said in judged:
        if said.relation in DIRECTED and said.relation == row["relation"]:
            assert said.credit == row["credit"], (row["left"], row["right"])
