"""What is said of documents that share text and have no source: an unseen one, or a link."""

from __future__ import annotations

from reuse.derive.kin import words_of
from reuse.derive.part import LIKELY, Part
from reuse.derive.trees import Tree
from reuse.model.derivation import Arc, Link
from reuse.model.verdict import Credit, Relation


def between_trees(tree: Tree, part: Part) -> tuple[tuple[tuple[Arc, ...], ...], tuple[Link, ...]]:
    """Unseen sources, and links between the documents that hang from the root.

    Documents that probably have no source here and share text with each other must have it from
    somewhere: an unseen source. Where that is less probable they are linked, so that the part hangs
    together.

    Args:
        tree: the tree of the part.
        part: the part.

    Returns:
        The arcs from each unseen source, which has no name yet, and the links.
    """
    sets = _Sets(tree, part)
    unseen = []
    for members in _groups(tree, part):
        arcs = [_arc(name, members, tree, part) for name in members]
        likely = tuple(arc for arc in arcs if arc.probability >= LIKELY)
        if len(likely) > 1:
            unseen.append(likely)
            for arc in likely[1:]:
                sets.join(likely[0].derived, arc.derived)
    links = []
    for one, other in _strongest_first(tree, part):
        if sets.join(one, other):
            shares = tree.either(part.place[other], part.place[one])
            links.append(part.link(one, other, shares))
    return tuple(unseen), tuple(links)


def _groups(tree: Tree, part: Part) -> list[list[str]]:
    """Documents without a source that share text, by what they share; two or more each."""
    tops = {
        name
        for name, number in part.place.items()
        if not tree.sources[number - 1] and tree.root(number) >= LIKELY
    }
    sets = _Sets(tree, part)
    # Two that may have been written apart need no source.
    for one, other in sorted(part.pairs):
        if one in tops and other in tops and part.kin(one, other).common > LIKELY:
            sets.join(one, other)
    groups: dict[str, list[str]] = {}
    for name in sorted(tops):
        groups.setdefault(sets.find(name), []).append(name)
    return [members for members in groups.values() if len(members) > 1]


class _Sets:
    """Documents that hang together: the trees to begin with."""

    def __init__(self, tree: Tree, part: Part) -> None:
        self._above = {
            name: part.documents[source - 1] if source else name
            for name, source in zip(part.documents, tree.sources, strict=True)
        }

    def find(self, name: str) -> str:
        """The document that stands for the set of another."""
        above = self._above
        while above[name] != name:
            above[name] = above[above[name]]
            name = above[name]
        return name

    def join(self, one: str, other: str) -> bool:
        """Make the sets of two documents one; False where they are already."""
        one, other = self.find(one), self.find(other)
        self._above[one] = other
        return one != other


def _strongest_first(tree: Tree, part: Part) -> list[tuple[str, str]]:
    """Pairs by the weight of the better of their two arcs."""

    def key(ids: tuple[str, str]) -> tuple[float, tuple[str, str]]:
        one, other = part.place[ids[0]], part.place[ids[1]]
        return -max(float(tree.weights[one, other]), float(tree.weights[other, one])), ids

    return sorted(part.pairs, key=key)


def _arc(name: str, members: list[str], tree: Tree, part: Part) -> Arc:
    """The arc to one of the documents that an unseen source explains."""
    beside = set(members)
    others = [
        other
        for other in part.near[name]
        if other in beside and part.kin(name, other).common > LIKELY
    ]
    stretches = part.shared_with(name, others)
    common = max(part.kin(name, other).common for other in others)
    # Who has no source here may have none anywhere; one that is not there is less probable.
    share = tree.absent if tree.absent > LIKELY else tree.root(part.place[name])
    probability = round(share * common, 9)
    relations = {part.kin(name, other).comparison.verdict.relation for other in others}
    return Arc(
        source="",
        derived=name,
        probability=probability,
        sure=probability >= part.emit and Relation.COMMON_SOURCE in relations,
        named=Relation.COMMON_SOURCE in relations,
        spans=tuple(span for span, _ in stretches),
        words=words_of(stretches),
        credit=Credit.UNKNOWN,
    )
