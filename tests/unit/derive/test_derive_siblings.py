from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from graph_support import told
from invented import edited, story

from reuse import Document
from reuse.config import TextConfig
from reuse.derive.gathering import Rules, gathered
from reuse.derive.graph import derivations
from reuse.derive.part import Part
from reuse.derive.siblings import pair_facts, part_facts, standing, two_facts
from reuse.derive.wording import Wording
from reuse.model.comparison import Comparison
from reuse.model.verdict import Cue, Relation
from reuse.pipeline.graphing import wording

UNSAID = Relation.UNDETERMINED
SOURCE = story(320, 1)
COPIES = {name: edited(SOURCE, 0.06, seed) for seed, name in enumerate("abc", 2)}
CHAIN = {"a": SOURCE, "b": edited(SOURCE, 0.06, 2)}
CHAIN["c"] = edited(CHAIN["b"], 0.06, 3)


def _wording(texts: dict[str, str]) -> Wording:
    documents = {name: Document(id=name, text=text) for name, text in texts.items()}
    return wording(documents, TextConfig())


def _part(pairs: list[Comparison], words: Wording) -> Part:
    (family,) = gathered(pairs, {}, Rules(emit=0.75, wording=words))
    (part,) = family.parts
    return part


def _undecided(texts: dict[str, str]) -> list[Comparison]:
    return [told(one, other) for one, other in combinations(texts, 2)]


def test_three_siblings_are_told_from_a_chain() -> None:
    """Copies of a text that is not there differ from it each in its own way; a chain does not."""
    siblings, chain = _wording(COPIES), _wording(CHAIN)
    apart = standing(_part(_undecided(COPIES), siblings), siblings).absent
    along = standing(_part(_undecided(CHAIN), chain), chain).absent
    assert apart > 0.5 > along


def test_siblings_hang_from_an_unseen_source() -> None:
    """Three copies of a text that is not there have an unseen source, and nobody is named."""
    (graph,) = derivations(_undecided(COPIES), wording=_wording(COPIES))
    assert {(arc.source, arc.derived) for arc in graph.arcs} == {("unseen-1", n) for n in COPIES}
    assert not any(arc.sure for arc in graph.arcs)
    assert graph.originals == ()


def test_a_named_direction_is_not_doubted() -> None:
    """Where a verdict names who has it from whom, the graph of the two says the same."""
    words = _wording({"a": COPIES["a"], "b": COPIES["b"]})
    pairs = [told("a", "b", from_left=0.9)]
    assert standing(_part(pairs, words), words).absent == 0.0
    (graph,) = derivations(pairs, wording=words)
    assert [(arc.source, arc.derived, arc.sure) for arc in graph.arcs] == [("a", "b", True)]


def test_a_named_direction_stays_among_siblings() -> None:
    """A sure arc is drawn although the others of its family are siblings."""
    pairs = [told("a", "b", from_left=0.9), told("a", "c"), told("b", "c")]
    (graph,) = derivations(pairs, wording=_wording(COPIES))
    assert ("a", "b") in {(arc.source, arc.derived) for arc in graph.arcs if arc.sure}


def test_facts_are_the_same_from_either_side() -> None:
    """Which document comes first changes no fact."""
    words = _wording(COPIES)
    pairs = [told("a", "b", from_left=0.4), told("a", "c", common=0.3), told("b", "c")]
    turned = [pair.mirrored for pair in reversed(pairs)]
    one, other = _part(pairs, words), _part(turned, words)
    for ids in one.pairs:
        assert pair_facts(one, ids, words) == pair_facts(other, ids, words)
        assert two_facts(one.pairs[ids], words) == two_facts(other.pairs[ids], words)
    arcs = dict.fromkeys(one.pairs, 1.0)
    assert part_facts(one, arcs, words) == part_facts(other, arcs, words)


def test_large_parts_are_not_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the cap a part is drawn from its verdicts and closeness alone."""
    monkeypatch.setattr("reuse.derive.trees.MOST_JUDGED", 2)
    (graph,) = derivations(_undecided(COPIES), wording=_wording(COPIES))
    assert graph.unseen == ()


def test_who_credits_the_other_is_not_asked_for_another_source() -> None:
    """Of two documents of which one credits the other nobody looks for a source elsewhere."""
    words = _wording({"a": COPIES["a"], "b": COPIES["b"]})
    plain = told("a", "b", from_left=0.5)
    credit = Cue(name="credit", favours=Relation.RIGHT_FROM_LEFT, nats=2.5, explanation="")
    credited = replace(plain, verdict=replace(plain.verdict, relation=UNSAID, cues=(credit,)))
    blank = replace(plain, verdict=replace(plain.verdict, relation=UNSAID, cues=()))
    assert standing(_part([credited], words), words).absent == 0.0
    assert standing(_part([blank], words), words).absent > 0.0


def test_verdicts_that_name_all_sources_but_one_stand() -> None:
    """Where verdicts name a source of all documents but one, that one is the original."""
    words = _wording(COPIES)
    pairs = [told("a", "b", from_left=0.9), told("a", "c", from_left=0.9), told("b", "c")]
    assert standing(_part(pairs, words), words).absent == 0.0
    (graph,) = derivations(pairs, wording=words)
    assert graph.original == "a"


def test_a_common_source_that_a_verdict_names_stands() -> None:
    """No model makes an arc between two documents whose verdict says common source."""
    words = _wording(CHAIN)
    pairs = [told("a", "b", common=0.9), told("a", "c"), told("b", "c")]
    assert set(standing(_part(pairs, words), words).arcs) == {("a", "c"), ("b", "c")}
