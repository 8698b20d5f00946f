"""Derivation graphs in the report and in the terminal."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from io import StringIO

import pytest
from report_sample import AGENCY, COURIER, GERMAN, MIRROR, POST, derivations, sample
from rich.console import Console

from reuse.model.derivation import Arc, Derivation, Origin
from reuse.model.document import Document
from reuse.model.result import ScanResult
from reuse.report.graphview import GraphView, graph_view
from reuse.report.html import render_scan
from reuse.report.json import result_json
from reuse.report.terminal import print_scan

BY_ID = {d.id: d for d in (AGENCY, COURIER, POST, GERMAN, MIRROR)}


def _said(view: GraphView) -> list[str]:
    return [f"{s.name} {s.text}{' ' + s.other if s.other else ''}{s.rest}" for s in view.sentences]


def _terminal(result: ScanResult) -> str:
    out = StringIO()
    print_scan(result, Console(file=out, width=100))
    return out.getvalue()


def test_sentences_say_how_sure_they_are() -> None:
    """Each arc is a sentence with its probability in words; what is not sure names no copier."""
    first, second = derivations()
    very = "Harbour Courier very probably derives from"
    assert _said(graph_view(first, BY_ID)) == [
        "City Post may derive from Harbour Courier (p = 0.58, 23 words)",
        "City Post probably has it from a source not in the corpus (p = 0.81, 23 words)",
        f"{very} Northern Press Agency (p = 0.93, 23 words, credited)",
    ]
    assert _said(graph_view(second, BY_ID)) == [
        "Abendpost and “Fähre auf Grund gelaufen”: cannot tell which is from which (12 words)"
    ]


def test_only_sure_arcs_have_a_head() -> None:
    """An arrow points at nobody of whom it is not sure; links and unseen sources look apart."""
    first, second = (graph_view(graph, BY_ID) for graph in derivations())
    assert [(line.look, bool(line.head)) for line in first.lines] == [
        ("unsure", False),
        ("sure unseen", True),
        ("sure", True),
    ]
    assert [line.label for line in first.lines] == ["0.58", "0.81", "0.93"]
    assert [(line.look, bool(line.head)) for line in second.lines] == [("link", False)]


def test_lines_cross_no_mark() -> None:
    """Arcs run down lanes between the columns, and arrive apart where several do."""
    view = graph_view(derivations()[0], BY_ID)
    columns = {node.x for node in view.nodes}
    lanes = {int(path.split("Q")[1].split()[0]) for path in (line.path for line in view.lines)}
    assert not lanes & columns
    heights = [line.y for line in view.lines]
    assert len(set(heights)) == len(heights)


def test_nodes_stand_by_time_and_lines_lead_right() -> None:
    """Unseen sources stand first, then documents by time, unknown dates last."""
    view = graph_view(derivations()[0], BY_ID)
    assert [(node.name, node.unseen, node.original) for node in view.nodes] == [
        ("unseen source", True, False),
        ("Northern Press Agency", False, True),
        ("Harbour Courier", False, False),
        ("City Post", False, False),
    ]
    column = {node.name: node.x for node in view.nodes}
    assert column["Northern Press Agency"] < column["Harbour Courier"] < column["City Post"]
    assert [node.when for node in graph_view(derivations()[1], BY_ID).nodes][-1] == "date unknown"


@pytest.mark.parametrize(
    ("origin", "unseen", "said"),
    [
        (Origin.DOCUMENT, (), "Probably the original: Northern Press Agency."),
        (
            Origin.SEVERAL,
            ("unseen-1",),
            "Probably originals: Northern Press Agency; another source is not in the corpus.",
        ),
        (Origin.UNSEEN, ("unseen-1",), "The original is not in the corpus."),
        (Origin.UNKNOWN, (), "Cannot tell which document is the original."),
    ],
)
def test_the_origin_is_said(origin: Origin, unseen: tuple[str, ...], said: str) -> None:
    """Page, terminal and JSON say where the text begins, or that it cannot be told."""
    graph = derivations()[0]
    arcs: tuple[Arc, ...] = tuple(a for a in graph.arcs if unseen or a.source != "unseen-1")
    graph = replace(graph, origin=origin, unseen=unseen, arcs=arcs)
    result = replace(sample(), derivations=(graph,))
    assert said in render_scan(result)
    assert f"3 documents: {said}" in re.sub(r"\s+", " ", _terminal(result))
    record = json.loads(b"".join(result_json(result)))["derivations"][0]
    assert record["origin"] == origin
    assert record["statement"] == graph.statement
    assert graph.original == ("npa-0412" if origin is Origin.DOCUMENT else None)


def test_documents_of_one_outlet_are_told_apart() -> None:
    """Two documents whose names are the same are shown with their titles."""
    twin = replace(COURIER, id="cp-9", title="Second take")
    view = graph_view(derivations()[0], {**BY_ID, "cp-9": twin})
    names = {node.name for node in view.nodes}
    assert "Harbour Courier (“Second take”)" in names
    assert "Harbour Courier (“Fog, a sandbank and 212 lucky travellers”)" in names


def _large(count: int) -> tuple[Derivation, dict[str, Document]]:
    names = [f"d{i:03}" for i in range(count)]
    arcs = tuple(
        replace(derivations()[0].arcs[2], source=names[0], derived=name) for name in names[1:]
    )
    graph = replace(
        derivations()[0],
        documents=tuple(names),
        unseen=(),
        arcs=arcs,
        roots=dict.fromkeys(names, 0.1),
        originals=(names[0],),
        origin=Origin.DOCUMENT,
    )
    return graph, {name: Document(id=name, text=COURIER.text) for name in names}


def test_what_is_cut_is_counted() -> None:
    """A graph of many documents is not drawn, and says how many sentences it leaves out."""
    graph, by_id = _large(61)
    view = graph_view(graph, by_id)
    assert (len(view.nodes), len(view.sentences), view.left_out) == (0, 60, 0)
    graph, by_id = _large(131)
    assert graph_view(graph, by_id).left_out == 30
    many = replace(sample(), derivations=derivations() * 30)
    assert "The first 50 of 60 graphs" in render_scan(many)
    assert "Derivation, most documents first (5 of 60)" in _terminal(many)


def test_no_graph_no_heading_in_the_terminal() -> None:
    """A scan without reuse has no lines on derivation."""
    assert "Derivation" not in _terminal(replace(sample(), derivations=()))
    assert "No graph: " in render_scan(replace(sample(), derivations=()))
