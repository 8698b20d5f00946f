"""Generated cases: the truth is true, and nothing in the records gives it away."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from derivations.cases import Case, Kind, Settings, cases
from derivations.making import COMPOSITION
from derivations.operators import OPERATORS, SETS
from derivations.reports import alike
from derivations.sources import (
    CorpusError,
    fit_article,
    in_half,
    is_like,
    read_events,
    read_sources,
    segmented,
)
from derivations.writing import DOCUMENTS, TRUTH, write
from derivations_support import ROOT, hold_spans, own_corpus, own_records, scene

TOOL = ROOT / "benchmarks" / "quality" / "generate.py"
COUNT = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What was written."""

    documents: dict[str, dict[str, Any]]
    truth: list[dict[str, Any]]

    def text(self, name: str) -> str:
        """The text of a document, shown or withheld."""
        if name in self.documents:
            return str(self.documents[name]["text"])
        nodes = (node for case in self.truth for node in case["documents"])
        return str(next(node["text"] for node in nodes if node["id"] == name))

    @property
    def arcs(self) -> list[dict[str, Any]]:
        """All arcs."""
        return [arc for case in self.truth for arc in case["arcs"]]


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _make(folder: Path, *, plain: bool = False, operators: str = "all", seed: int = 1) -> Made:
    sources = read_sources(own_corpus(folder), seed)
    settings = Settings(seed=seed, operators=SETS[operators], plain=plain)
    write(cases(COUNT, sources, settings), folder, plain=plain)
    documents = {row["id"]: row for row in _rows(folder / DOCUMENTS)}
    return Made(documents=documents, truth=_rows(folder / TRUTH))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Cases with all there is."""
    return _make(tmp_path_factory.mktemp("made"))


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Cases of text alone."""
    return _make(tmp_path_factory.mktemp("plain"), plain=True)


def test_same_arguments_same_bytes(tmp_path: Path) -> None:
    """The same arguments give the same bytes in another process, another seed gives others."""
    corpus = own_corpus(tmp_path)
    outs = []
    for name, seed in (("one", 1), ("two", 1), ("three", 2)):
        command = [sys.executable, TOOL, corpus, tmp_path / name, "--cases", "12", "--seed", seed]
        subprocess.run([*map(str, command)], check=True, capture_output=True)
        outs.append([(tmp_path / name / file).read_bytes() for file in (DOCUMENTS, TRUTH)])
    assert outs[0] == outs[1]
    assert outs[0][0] != outs[2][0]


def test_fewer_cases_are_the_first_ones(tmp_path: Path) -> None:
    """A smaller number of cases is the beginning of a larger one."""
    texts = []
    for count in (4, 9):
        sources = read_sources(own_corpus(tmp_path), 3)
        some = cases(count, sources, Settings(seed=3, operators=OPERATORS))
        texts.append([article.draft.text for case in some for article in case.articles])
    assert texts[1][: len(texts[0])] == texts[0]


def test_all_kinds_are_there(made: Made) -> None:
    """Every kind is made, with the number of parents and children that it says; chains to four."""
    kinds = {kind: [case for case in made.truth if case["kind"] == kind] for kind in Kind}
    assert all(kinds.values())
    for case in kinds[Kind.CHAIN]:
        assert not case["documents"][0]["parents"]
        assert all(len(node["parents"]) == 1 for node in case["documents"][1:])
    assert {len(case["arcs"]) for case in kinds[Kind.CHAIN]} == {1, 2, 3, 4}
    for kind, count in ((Kind.TWO_PARENTS, 2), (Kind.THREE_PARENTS, 3)):
        for case in kinds[kind]:
            assert len(case["documents"][-1]["parents"]) == count
            assert all(COMPOSITION in arc["operators"] for arc in case["arcs"])
    for case in kinds[Kind.BRANCHING]:
        assert Counter(arc["parent"] for arc in case["arcs"]).most_common(1)[0][1] >= 2
    for case in kinds[Kind.INDEPENDENT]:
        assert not case["arcs"]
        assert len(case["documents"]) == 2


def test_trees_have_no_cycle(made: Made) -> None:
    """Parents stand before their children, in the list and in time, so that no circle closes."""
    for case in made.truth:
        met: set[str] = set()
        for node in case["documents"]:
            assert met.issuperset(node["parents"])
            met.add(node["id"])
        assert sorted(case["order"]) == sorted(met)
        pairs = {(arc["parent"], arc["child"]) for arc in case["arcs"]}
        assert pairs == {(p, n["id"]) for n in case["documents"] for p in n["parents"]}
        for parent, child in pairs:
            assert case["order"].index(parent) < case["order"].index(child)


def test_withheld_parents_are_not_shown(made: Made) -> None:
    """The parent of siblings is in the truth alone; all other documents are shown once."""
    for case in made.truth:
        withheld = [node for node in case["documents"] if node["withheld"]]
        assert len(withheld) == (case["kind"] == Kind.SIBLINGS)
        for node in case["documents"]:
            assert (node["id"] in made.documents) != node["withheld"]
    shown = [n for case in made.truth for n in case["documents"] if not n["withheld"]]
    assert len(shown) == len(made.documents)


@pytest.mark.parametrize("which", ["made", "plain"])
def test_spans_point_at_what_derives(which: str, request: pytest.FixtureRequest) -> None:
    """Pairs of spans are well formed, and equal texts where no operator rewords."""
    some: Made = request.getfixturevalue(which)
    kept = {operator.name for operator in OPERATORS if not operator.rewords} | {COMPOSITION}
    equal = 0
    for arc in some.arcs:
        parent, child = some.text(arc["parent"]), some.text(arc["child"])
        pairs = [tuple(pair) for pair in arc["spans"]]
        assert pairs
        hold_spans(pairs, parent, child)
        words = 0
        for a, b, c, d in pairs:
            words += len(child[c:d].split())
            if kept.issuperset(arc["operators"]):
                equal += 1
                assert parent[a:b] == child[c:d]
        assert words >= 20
    assert equal > 10


def test_many_derivations_grow(made: Made) -> None:
    """In two of five cases and more the first child is longer than its parents, and says so."""
    firsts = [case["arcs"][0] for case in made.truth if case["arcs"]]
    assert sum(arc["grows"] for arc in firsts) >= 0.4 * len(firsts)
    assert sum(arc["grows"] for arc in made.arcs) >= 0.4 * len(made.arcs)
    assert sum(not arc["grows"] for arc in made.arcs) >= 0.3 * len(made.arcs)
    for arc in made.arcs:
        sizes = [len(made.text(arc[side]).split()) for side in ("parent", "child")]
        assert arc["grows"] == (sizes[1] > sizes[0])


def test_credit_is_what_the_text_says(made: Made) -> None:
    """A credited child names its parent's outlet or author, an uncredited one neither."""
    marked = {arc["child"]: case["marked"] for case in made.truth for arc in case["arcs"]}
    met = Counter(arc["credit"] for arc in made.arcs)
    assert set(met) == {"credited", "uncredited", "none"}
    for arc in made.arcs:
        assert (arc["credit"] != "none") == marked[arc["child"]]
        parent = made.documents.get(arc["parent"])
        if parent is None:
            continue
        child = made.text(arc["child"])
        named = parent["outlet"] in child or parent["author"] in child
        # An agency is also named by its sign.
        if parent["outlet"] not in {"Associated Press", "Reuters", "Agence France-Presse"}:
            assert (arc["credit"] == "credited") == (named and marked[arc["child"]])


def test_dates_are_what_they_are_said_to_be(made: Made) -> None:
    """Wrong dates put a child before its parent, missing ones are not there, right ones fit."""
    assert {case["dates"] for case in made.truth} == {"right", "missing", "wrong"}
    for case in made.truth:
        shown = {n["id"]: made.documents[n["id"]] for n in case["documents"] if not n["withheld"]}
        stated = {name: record.get("published") for name, record in shown.items()}
        if case["dates"] == "missing":
            assert None in stated.values() or case["kind"] == Kind.SIBLINGS
            continue
        assert all(stated.values())
        true = {node["id"]: node["published"] for node in case["documents"]}
        days = [(str(stated[name])[:10], true[name][:10]) for name in stated]
        minutes = [(str(stated[name])[:16], true[name][:16]) for name in stated]
        right = [a == b for a, b in days]
        exact = [a == b for a, b in minutes if len(a) > 10]
        if case["dates"] == "right":
            assert all(right)
            assert all(exact)
        else:
            assert right.count(False) <= 1
            assert exact.count(False) <= 1


def test_plain_records_are_text_alone(plain: Made) -> None:
    """A plain record has an id and a text, which names no outlet, author or agency of ours."""
    assert all(set(record) == {"id", "text"} for record in plain.documents.values())
    assert {arc["credit"] for arc in plain.arcs} == {"none"}
    assert {case["dates"] for case in plain.truth} == {"none"}
    marks = {operator.name for operator in OPERATORS if operator.part != "body"}
    assert not any(marks.intersection(arc["operators"]) for arc in plain.arcs)
    assert not any(record["text"].startswith("By ") for record in plain.documents.values())


@pytest.mark.parametrize("name", ["calibration", "held_out"])
def test_a_set_of_operators_is_kept_to(name: str, tmp_path: Path) -> None:
    """Only operators of the chosen set are used, and texts still grow and shrink."""
    some = _make(tmp_path, operators=name)
    allowed = {operator.name for operator in SETS[name]} | {COMPOSITION}
    used = {operator for arc in some.arcs for operator in arc["operators"]}
    assert used <= allowed
    assert len(used) > len(allowed) / 2
    assert 0.3 < sum(arc["grows"] for arc in some.arcs) / len(some.arcs) < 0.7


def test_ids_and_order_tell_nothing(made: Made) -> None:
    """Ids are no numbers in a row, and a child stands before its parent as often as not."""
    order = {name: at for at, name in enumerate(made.documents)}
    both = [(a["parent"], a["child"]) for a in made.arcs if a["parent"] in order]
    first = sum(order[parent] < order[child] for parent, child in both)
    assert 0.3 < first / len(both) < 0.7
    smaller = sum(parent < child for parent, child in both)
    assert 0.3 < smaller / len(both) < 0.7


def test_articles_of_a_case_are_no_copies(tmp_path: Path) -> None:
    """The sources of a case, and what is put in from elsewhere, share no text."""
    sources = read_sources(own_corpus(tmp_path), 1)
    found: list[Case] = list(cases(30, sources, Settings(seed=1, operators=OPERATORS)))
    for case in found:
        roots = [article for article in case.articles if not article.parents]
        shown = [{s.text for p in root.draft.paragraphs for s in p} for root in roots]
        for at, one in enumerate(shown):
            for other in shown[at + 1 :]:
                assert len({text for text in one & other if len(text.split()) > 8}) <= 1


def test_independent_reports_are_made_alike() -> None:
    """Two stories that are made alike share a name and a quotation, and no other sentence."""
    one = segmented("It rained. They met Ann Lee there. Later Ann Lee slept.\n\nAll was well.")
    other = segmented("It snowed. We saw Bob Ray there. Then Ray left.\n\nNothing else was.")
    quote = "Nobody could have known that this was going to end so very badly"
    row = next(r for r in own_records() if fit_article(r))
    article = fit_article({**row, "text": row["text"] + f" “{quote},” she said."})
    assert article
    for seed in range(20):
        both = alike(one, other, article, scene(seed).rng)
        assert "We saw Ann Lee there. Then Lee left." in both[1].text
        assert "Bob" not in both[1].text
        shared = {s.text for p in both[0].paragraphs for s in p} & {
            s.text for p in both[1].paragraphs for s in p
        }
        assert len(shared) == 1
        assert shared.pop().endswith("Ann Lee said.")


def test_events_are_told_as_they_are(tmp_path: Path) -> None:
    """Reports of an event are one case without arcs, their texts unchanged but for spaces."""
    rows = [{**r, "event": r["id"].split("-")[0]} for r in own_records()]
    path = tmp_path / "events.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    events = [told[:3] for told in read_events(path, 1)]
    assert len(events) == 3
    sources = read_sources(path, 1)
    settings = Settings(seed=1, operators=SETS["calibration"], plain=True)
    told = [c for c in cases(60, sources, settings, events) if c.kind == Kind.INDEPENDENT]
    texts = {" ".join(row["text"].split()) for row in rows}
    for case in told[:3]:
        assert len(case.articles) == 3
        assert all(" ".join(a.draft.text.split()) in texts for a in case.articles)
    assert all(len(case.articles) == 2 for case in told[3:])


def test_halves_share_nothing(tmp_path: Path) -> None:
    """Every id is in one half, and a corpus is read by halves."""
    names = [f"id-{at}" for at in range(400)]
    assert all(in_half(name, "a") != in_half(name, "b") for name in names)
    assert 150 < sum(in_half(name, "a") for name in names) < 250
    path = own_corpus(tmp_path)
    rows = [{row["id"] for row in read_sources(path, 1, half).rows} for half in ("a", "b", "")]
    assert rows[0] | rows[1] == rows[2]
    assert not rows[0] & rows[1]


def test_a_corpus_without_articles_is_told(tmp_path: Path) -> None:
    """A corpus that has no article of the right size is refused with a reason."""
    path = tmp_path / "short.jsonl"
    path.write_text(json.dumps({"id": "a", "text": "Short."}) + "\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="no article of 250 to 900 words"):
        read_sources(path, 1)


def test_articles_that_will_not_do() -> None:
    """Articles in other languages or without paragraphs are left out; copies are known."""
    row = own_records()[0]
    article = fit_article(row)
    assert article
    assert is_like(article, article)
    assert fit_article({**row, "text": "Es regnete den ganzen Tag, und alle gingen. " * 50}) is None
    assert fit_article({**row, "text": "It rained all day, and all of them went. " * 8}) is None
