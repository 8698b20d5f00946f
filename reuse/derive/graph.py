"""The derivation graph: of all documents that reuse joins, who has text from whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from math import inf
from types import MappingProxyType

from reuse.derive.families import Neighbours, families, neighbours, parts
from reuse.derive.kin import Kin, shared_share, shared_wording
from reuse.derive.part import LIKELY, Part
from reuse.derive.sources import drawn
from reuse.derive.trees import best_tree
from reuse.model.cluster import Cluster
from reuse.model.comparison import Comparison
from reuse.model.derivation import Arc, Derivation, Link, Origin
from reuse.model.document import Document
from reuse.model.verdict import Relation

Closeness = Callable[[Comparison], float]

JOINING = 1 / 3
"""Share of the text of which more is reused, from which two documents are of one family though no
direction is named. In a scan of 300 generated derivations together all pairs with reuse joined
half of the documents in one family, by paragraphs that several of them hold."""
MOST_DRAWN = 500
"""Documents of the largest part that a tree is drawn of, some seconds where each shares text with
each. Beyond, nothing is said of who has it from whom but what the pairs say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    """What all families are drawn by."""

    emit: float
    late: float
    """Seconds that dates may be late."""
    closeness: Closeness


def derivations(  # noqa: PLR0913  one keyword a setting
    comparisons: Iterable[Comparison],
    clusters: Sequence[Cluster] = (),
    pages: Mapping[str, str] = MappingProxyType({}),
    *,
    emit: float = 0.75,
    lag_hours: float = 0.0,
    closeness: Closeness = shared_wording,
) -> tuple[Derivation, ...]:
    """Draw the graph of every family of documents.

    Documents are a family when pairs join them, directly or through others, that share a third
    of one text or have a direction. Other pairs with reuse count inside a family. Of a page in
    several records the earliest that is in a pair with reuse takes part.

    Args:
        comparisons: all pairs with their verdicts.
        clusters: clusters of the same pairs, to be named.
        pages: for documents that are further records of a page, the id that stands for it.
        emit: probability from which a copier is named.
        lag_hours: hours that dates may be late, as `DeriveConfig.lag_hours`.
        closeness: how much wording a pair has in common, in a unit such as runs of three words;
            asked of pairs with a third document about.

    Returns:
        Families of most documents first, then by id; the same for any order of the pairs.
    """
    reusing = [comparison for comparison in comparisons if comparison.is_reuse]
    shown = _versions(reusing, pages)
    pairs: dict[tuple[str, str], Comparison] = {}
    for comparison in reusing:
        first, second = sorted((comparison.left.id, comparison.right.id))
        if first in shown and second in shown:
            pairs[first, second] = comparison
    joining = neighbours(ids for ids, comparison in pairs.items() if _joins(comparison))
    of = {name: number for number, family in enumerate(families(joining)) for name in family}
    near = neighbours((a, b) for a, b in pairs if a in of and b in of and of[a] == of[b])
    carried = _carried(clusters, pages)
    rules = _Rules(emit=emit, late=lag_hours * 3_600.0, closeness=closeness)
    found = []
    for family in families(joining):
        made = _derivation(family, near, pairs, rules)
        numbers = {n for name in family for n in carried.get(pages.get(name, name), ())}
        found.append(replace(made, clusters=tuple(clusters[n].id for n in sorted(numbers))))
    return tuple(sorted(found, key=lambda d: (-len(d.documents), d.id)))


def _joins(comparison: Comparison) -> bool:
    """Whether a pair makes one family of two: one carries much of the other, or who is known."""
    verdict = comparison.verdict.relation
    return verdict in {Relation.LEFT_FROM_RIGHT, Relation.RIGHT_FROM_LEFT} or (
        shared_share(comparison) >= JOINING
    )


def _versions(comparisons: list[Comparison], pages: Mapping[str, str]) -> set[str]:
    """Documents that take part: all, but of one page the earliest alone."""
    chosen: dict[str, Document] = {}
    for comparison in comparisons:
        for document in (comparison.left, comparison.right):
            page = pages.get(document.id, document.id)
            chosen[page] = min(chosen.get(page, document), document, key=_age)
    return {document.id for document in chosen.values()}


def _age(document: Document) -> tuple[float, str]:
    stamp = document.stamp
    return (inf if stamp is None else stamp.instant), document.id


def _carried(clusters: Sequence[Cluster], pages: Mapping[str, str]) -> dict[str, list[int]]:
    """Clusters that each page carries, by their place."""
    out: dict[str, list[int]] = {}
    for number, cluster in enumerate(clusters):
        for witness in cluster.witnesses:
            page = pages.get(witness.document_id, witness.document_id)
            out.setdefault(page, []).append(number)
    return out


def _derivation(
    family: tuple[str, ...],
    near: Neighbours,
    pairs: Mapping[tuple[str, str], Comparison],
    rules: _Rules,
) -> Derivation:
    """The graph of one family, its clusters not yet named."""
    members = parts(family[0], near)
    times = Counter(name for part in members for name in part)
    joints = frozenset(name for name, count in times.items() if count > 1)
    arcs: list[Arc] = []
    links: list[Link] = []
    unseen: list[tuple[Arc, ...]] = []
    roots: dict[str, float] = {}
    for part in members:
        if len(part) > MOST_DRAWN:
            continue
        inside = Part(part, _inside(part, near, pairs, rules), rules.emit)
        tree = best_tree(inside, joints)
        found = drawn(tree, inside)
        arcs.extend(found.arcs)
        links.extend(found.links)
        unseen.extend(found.unseen)
        for number, name in enumerate(part, 1):
            roots[name] = min(roots.get(name, 1.0), tree.root(number))
    names = _names(len(unseen), family)
    for name, leaving in zip(names, unseen, strict=True):
        arcs.extend(replace(arc, source=name) for arc in leaving)
    origin, originals = _origin(roots, arcs, names, rules.emit)
    if len(roots) < len(family):
        origin, originals = Origin.UNKNOWN, ()
    return Derivation(
        id=_identity(family),
        documents=family,
        clusters=(),
        unseen=names,
        arcs=tuple(sorted(arcs, key=lambda a: (a.derived, -a.words, a.source))),
        links=tuple(sorted(links, key=lambda k: (k.first, k.second))),
        roots=dict(sorted(roots.items())),
        origin=origin,
        originals=originals,
    )


def _inside(
    part: tuple[str, ...],
    near: Neighbours,
    pairs: Mapping[tuple[str, str], Comparison],
    rules: _Rules,
) -> dict[tuple[str, str], Kin]:
    """The pairs of a part; how close two documents are matters only beside a third."""
    members = set(part)
    out = {}
    for one in part:
        for other in near[one]:
            if one < other and other in members:
                comparison = pairs[one, other]
                close = rules.closeness(comparison) if len(part) > 2 else 0.0
                out[one, other] = Kin(comparison=comparison, closeness=close, late=rules.late)
    return out


def _names(count: int, taken: tuple[str, ...]) -> tuple[str, ...]:
    """Names for unseen sources that no document of the family has as its id."""
    out: list[str] = []
    number = 1
    while len(out) < count:
        name = f"unseen-{number}"
        if name not in taken:
            out.append(name)
        number += 1
    return tuple(out)


def _origin(
    roots: Mapping[str, float], arcs: list[Arc], unseen: tuple[str, ...], emit: float
) -> tuple[Origin, tuple[str, ...]]:
    """Where the text begins, and the documents with which it does."""
    derived = {arc.derived for arc in arcs}
    followed = {arc.source for arc in arcs if arc.sure}
    tops = [name for name in roots if name not in derived]
    originals = tuple(name for name in tops if roots[name] >= emit and name in followed)
    if any(roots[name] >= LIKELY and name not in originals for name in tops):
        return Origin.UNKNOWN, ()
    if unseen and not originals and followed.intersection(unseen):
        return Origin.UNSEEN, ()
    if not originals:
        return Origin.UNKNOWN, ()
    single = len(originals) == 1 and not unseen
    return (Origin.DOCUMENT if single else Origin.SEVERAL), originals


def _identity(family: tuple[str, ...]) -> str:
    digest = blake2b(digest_size=8)
    for name in family:
        data = name.encode()
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()
