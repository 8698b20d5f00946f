from __future__ import annotations

from invented import edited, story

from reuse import Document
from reuse.config import TextConfig
from reuse.pipeline import scan
from reuse.pipeline.graphing import wording


def _closeness(texts: dict[str, str], left: str, right: str) -> float:
    documents = {name: Document(id=name, text=text) for name, text in texts.items()}
    return wording(documents, TextConfig()).closeness(left, right)


def test_closeness_counts_runs_and_minds_the_rest() -> None:
    """Texts are the closer the more runs they share, then the less only one of them holds."""
    texts = {
        "a": "one two three four five six seven eight",
        "b": "one two three four five six seven nine",
        "c": "one two three four ten eleven twelve",
        "d": "one two three four five six seven eight and a good deal more of other words",
    }
    assert _closeness(texts, "a", "b") == _closeness(texts, "b", "a")
    assert _closeness(texts, "a", "a") == 6.0
    assert _closeness(texts, "a", "b") > _closeness(texts, "a", "c")
    assert _closeness(texts, "a", "b") > _closeness(texts, "b", "d")


def test_a_scan_draws_a_chain() -> None:
    """Three articles of which each changes the one before are drawn as a chain."""
    first = story(260, 1)
    second = edited(first, 0.08, 2)
    third = edited(second, 0.08, 3)
    documents = [
        Document(id=name, text=text, outlet=name, published=f"2025-03-0{day}T06:00:00Z")
        for day, (name, text) in enumerate((("a", first), ("b", second), ("c", third)), 1)
    ]
    result = scan(documents)
    (graph,) = result.derivations
    joined = {frozenset((arc.source, arc.derived)) for arc in graph.arcs}
    joined |= {frozenset((link.first, link.second)) for link in graph.links}
    assert joined == {frozenset("ab"), frozenset("bc")}
    assert set(graph.clusters) == {cluster.id for cluster in result.clusters}
