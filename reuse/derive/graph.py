"""The derivation graph: of all documents that reuse joins, who has text from whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b
from types import MappingProxyType

from reuse.derive.gathering import Closeness, Family, Rules, gathered
from reuse.derive.kin import shared_wording
from reuse.derive.part import LIKELY
from reuse.derive.sources import drawn
from reuse.derive.trees import best_tree
from reuse.derive.wording import Wording
from reuse.model.cluster import Cluster
from reuse.model.comparison import Comparison
from reuse.model.derivation import Arc, Derivation, Link, Origin


def derivations(  # noqa: PLR0913  one keyword a setting
    comparisons: Iterable[Comparison],
    clusters: Sequence[Cluster] = (),
    pages: Mapping[str, str] = MappingProxyType({}),
    *,
    emit: float = 0.75,
    lag_hours: float = 0.0,
    closeness: Closeness = shared_wording,
    wording: Wording | None = None,
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
            asked of pairs with a third document about, where no `wording` is given.
        wording: how the words of documents agree. Without it siblings of a source that is not
            there are hard to tell.

    Returns:
        Families of most documents first, then by id; the same for any order of the pairs.
    """
    carried = _carried(clusters, pages)
    rules = Rules(emit=emit, late=lag_hours * 3_600.0, closeness=closeness, wording=wording)
    found = []
    for family in gathered(comparisons, pages, rules):
        made = _derivation(family, rules)
        numbers = {n for name in family.documents for n in carried.get(pages.get(name, name), ())}
        found.append(replace(made, clusters=tuple(clusters[n].id for n in sorted(numbers))))
    return tuple(sorted(found, key=lambda d: (-len(d.documents), d.id)))


def _carried(clusters: Sequence[Cluster], pages: Mapping[str, str]) -> dict[str, list[int]]:
    """Clusters that each page carries, by their place."""
    out: dict[str, list[int]] = {}
    for number, cluster in enumerate(clusters):
        for witness in cluster.witnesses:
            page = pages.get(witness.document_id, witness.document_id)
            out.setdefault(page, []).append(number)
    return out


def _derivation(family: Family, rules: Rules) -> Derivation:
    """The graph of one family, its clusters not yet named."""
    arcs: list[Arc] = []
    links: list[Link] = []
    unseen: list[tuple[Arc, ...]] = []
    roots: dict[str, float] = {}
    begins: dict[str, float] = {}
    for part in family.parts:
        tree = best_tree(part, family.joints, rules.wording)
        found = drawn(tree, part)
        arcs.extend(found.arcs)
        links.extend(found.links)
        unseen.extend(found.unseen)
        for number, name in enumerate(part.documents, 1):
            roots[name] = min(roots.get(name, 1.0), tree.root(number))
            begins[name] = min(begins.get(name, 1.0), tree.original(number))
    names = _names(len(unseen), family.documents)
    for name, leaving in zip(names, unseen, strict=True):
        arcs.extend(replace(arc, source=name) for arc in leaving)
    origin, originals = _origin(begins, arcs, names, rules.emit)
    if not family.is_whole:
        origin, originals = Origin.UNKNOWN, ()
    return Derivation(
        id=_identity(family.documents),
        documents=family.documents,
        clusters=(),
        unseen=names,
        arcs=tuple(sorted(arcs, key=lambda a: (a.derived, -a.words, a.source))),
        links=tuple(sorted(links, key=lambda k: (k.first, k.second))),
        roots=dict(sorted(roots.items())),
        origin=origin,
        originals=originals,
    )


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
    begins: Mapping[str, float], arcs: list[Arc], unseen: tuple[str, ...], emit: float
) -> tuple[Origin, tuple[str, ...]]:
    """Where the text begins, and the documents with which it does."""
    derived = {arc.derived for arc in arcs}
    followed = {arc.source for arc in arcs if arc.probability >= emit}
    tops = [name for name in begins if name not in derived]
    originals = tuple(name for name in tops if begins[name] >= emit and name in followed)
    if any(begins[name] >= LIKELY and name not in originals for name in tops):
        return Origin.UNKNOWN, ()
    if not originals and any(arc.sure and arc.source in unseen for arc in arcs):
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
