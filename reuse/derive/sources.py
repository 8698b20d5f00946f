"""From the trees of a family to arcs, unseen sources and links, each with the words it explains."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reuse.derive.families import neighbours
from reuse.derive.kin import Kin, Stretch, beyond, united, words_of
from reuse.derive.trees import Pairs, Tree
from reuse.model.derivation import Arc, Link, ancestors
from reuse.model.verdict import Credit, Relation

LIKELY = 0.5
"""Probability from which an arc is drawn; below, the two documents are linked instead."""
FRESH_WORDS = 20
"""Words that a further source must explain beyond those before it, and that an arc must explain
beyond the others so that a way through them does not make it redundant."""
MOST_SOURCES = 3
"""Sources of one document within a part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What is drawn of one part or more."""

    arcs: tuple[Arc, ...] = ()
    links: tuple[Link, ...] = ()
    unseen: tuple[tuple[Arc, ...], ...] = ()
    """Arcs from each unseen source, which has no name yet."""


def drawn(tree: Tree, pairs: Pairs, emit: float) -> Drawn:
    """What the tree of a part says, and what it leaves open.

    Args:
        tree: the tree.
        pairs: the pairs of the part.
        emit: probability from which an arc is sure.
    """
    arcs, links = [], []
    for number, source in enumerate(tree.sources, 1):
        if not source:
            continue
        one, other = tree.documents[source - 1], tree.documents[number - 1]
        kin = pairs[min(one, other), max(one, other)]
        probability = float(tree.shares[source, number])
        if probability >= LIKELY:
            arcs.append(_arc(kin, one, other, probability, emit))
        else:
            links.append(_link(kin, tree))
    unseen, open_links = _between_trees(tree, pairs, emit)
    return Drawn(arcs=tuple(arcs), links=(*links, *open_links), unseen=unseen)


def with_further(found: Drawn, pairs: Pairs, emit: float) -> tuple[Arc, ...]:
    """The arcs of a part with further sources of documents that have one, redundant arcs dropped.

    A further source explains 20 words or more that no other does, and the pair's own verdict, with
    "cannot tell" shared out, makes it more likely than not.
    """
    near = neighbours(pairs)
    arcs = list(found.arcs)
    beside: dict[str, set[str]] = {}
    for one, other in [
        *((arc.derived, arc.source) for arc in found.arcs),
        *((link.first, link.second) for link in found.links),
        *((link.second, link.first) for link in found.links),
    ]:
        beside.setdefault(one, set()).add(other)
    for name in sorted({arc.derived for arc in arcs}):
        known = united(
            stretch
            for rival in sorted(beside[name])
            for stretch in _kin(pairs, name, rival).stretches(name)
        )
        rivals = [
            (rival, kin)
            for rival in near[name]
            if rival not in beside[name]
            and (kin := _kin(pairs, name, rival)).probability(rival) > LIKELY
        ]
        for _ in range(MOST_SOURCES - 1):
            arc = _most_words(name, rivals, known, arcs, emit)
            if arc is None:
                break
            arcs.append(arc)
            known = united([*known, *_kin(pairs, name, arc.source).stretches(name)])
    return without_redundant(arcs, pairs)


def without_redundant(arcs: Iterable[Arc], pairs: Pairs) -> tuple[Arc, ...]:
    """Arcs but those from A to C of which A to B to C explains the same words.

    Of two arcs that each could do without the other the less probable one goes.
    """
    into: dict[str, list[Arc]] = {}
    for arc in sorted(arcs, key=lambda arc: (arc.derived, arc.probability, arc.source)):
        into.setdefault(arc.derived, []).append(arc)
    for rivals in into.values():
        for arc in tuple(rivals) if len(rivals) > 1 else ():
            kept = [each for some in into.values() for each in some]
            others = [
                rival
                for rival in rivals
                if rival is not arc and arc.source in ancestors(kept, rival.source)
            ]
            if (
                others
                and words_of(beyond(_stretches(pairs, arc), _all(pairs, others))) < FRESH_WORDS
            ):
                rivals.remove(arc)
    return tuple(arc for rivals in into.values() for arc in rivals)


def _most_words(
    name: str,
    rivals: list[tuple[str, Kin]],
    known: tuple[Stretch, ...],
    arcs: list[Arc],
    emit: float,
) -> Arc | None:
    """The further source that explains most new words of a document, enough of them, if any."""
    best: Arc | None = None
    for rival, kin in rivals:
        fresh = beyond(kin.stretches(name), known)
        count = words_of(fresh)
        if count < FRESH_WORDS or (best is not None and count <= best.words):
            continue
        # A source that is itself from the document would close a circle.
        if name in ancestors(arcs, rival):
            continue
        best = _arc(kin, rival, name, kin.probability(rival), emit, fresh)
    return best


def _stretches(pairs: Pairs, arc: Arc) -> tuple[Stretch, ...]:
    """All that the two documents of an arc share, in the derived one."""
    return _kin(pairs, arc.derived, arc.source).stretches(arc.derived)


def _all(pairs: Pairs, arcs: Iterable[Arc]) -> tuple[Stretch, ...]:
    return united(stretch for arc in arcs for stretch in _stretches(pairs, arc))


def _arc(  # noqa: PLR0913, PLR0917  one argument a field
    kin: Kin,
    source: str,
    derived: str,
    probability: float,
    emit: float,
    stretches: tuple[Stretch, ...] = (),
) -> Arc:
    stretches = stretches or kin.stretches(derived)
    named = kin.names(source)
    return Arc(
        source=source,
        derived=derived,
        probability=probability,
        sure=probability >= emit,
        named=named,
        spans=tuple(span for span, _ in stretches),
        words=words_of(stretches),
        credit=kin.comparison.verdict.credit if named else Credit.UNKNOWN,
    )


def _link(kin: Kin, tree: Tree) -> Link:
    first, second = sorted(kin.ids)
    one, other = (tree.documents.index(name) + 1 for name in (first, second))
    return Link(
        first=first,
        second=second,
        words=kin.comparison.reused_words,
        first_from_second=float(tree.shares[other, one]),
        second_from_first=float(tree.shares[one, other]),
    )


def _between_trees(
    tree: Tree, pairs: Pairs, emit: float
) -> tuple[tuple[tuple[Arc, ...], ...], tuple[Link, ...]]:
    """Unseen sources of documents that share text and have no source, and links between trees."""
    tops = _tops(tree)
    sets = {name: name for name in tree.documents}

    def find(name: str) -> str:
        name = tops[name]
        while sets[name] != name:
            name = sets[name]
        return name

    roots = {
        name
        for number, name in enumerate(tree.documents, 1)
        if tops[name] == name and tree.root(number) >= LIKELY
    }
    for one, other in sorted(pairs):
        if one in roots and other in roots:
            sets[find(one)] = find(other)
    groups: dict[str, list[str]] = {}
    for name in sorted(roots):
        groups.setdefault(find(name), []).append(name)
    unseen = tuple(
        tuple(_from_unseen(name, members, tree, pairs, emit) for name in members)
        for members in groups.values()
        if len(members) > 1
    )
    links = []
    for kin in _strongest_first(tree, pairs):
        one, other = map(find, kin.ids)
        if one != other:
            sets[one] = other
            links.append(_link(kin, tree))
    return unseen, tuple(links)


def _tops(tree: Tree) -> dict[str, str]:
    """The document at the top of each document's tree."""
    tops: dict[str, str] = {}
    for number, name in enumerate(tree.documents, 1):
        at = number
        while tree.sources[at - 1]:
            at = tree.sources[at - 1]
        tops[name] = tree.documents[at - 1]
    return tops


def _strongest_first(tree: Tree, pairs: Pairs) -> Iterator[Kin]:
    place = {name: number for number, name in enumerate(tree.documents, 1)}

    def weight(ids: tuple[str, str]) -> float:
        one, other = place[ids[0]], place[ids[1]]
        return -max(float(tree.weights[one, other]), float(tree.weights[other, one]))

    for ids in sorted(pairs, key=lambda ids: (weight(ids), ids)):
        yield pairs[ids]


def _from_unseen(name: str, members: list[str], tree: Tree, pairs: Pairs, emit: float) -> Arc:
    """The arc to one of the documents that an unseen source explains, without its name."""
    kin = [
        pairs[ids]
        for other in members
        if other != name and (ids := (min(name, other), max(name, other))) in pairs
    ]
    stretches = united(stretch for each in kin for stretch in each.stretches(name))
    probability = tree.root(tree.documents.index(name) + 1)
    return Arc(
        source="",
        derived=name,
        probability=probability,
        sure=probability >= emit,
        named=any(k.comparison.verdict.relation is Relation.COMMON_SOURCE for k in kin),
        spans=tuple(span for span, _ in stretches),
        words=words_of(stretches),
        credit=Credit.UNKNOWN,
    )


def _kin(pairs: Mapping[tuple[str, str], Kin], one: str, other: str) -> Kin:
    return pairs[min(one, other), max(one, other)]
