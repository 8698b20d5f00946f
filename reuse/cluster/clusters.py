"""Documents that carry one text: aligned passages joined across documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from math import inf
from statistics import median_low
from types import MappingProxyType

from reuse.cluster.sets import DisjointSets, half_overlaps
from reuse.model.cluster import Cluster, Witness
from reuse.model.comparison import Comparison
from reuse.model.document import Document
from reuse.model.span import Span
from reuse.model.verdict import Relation

Sources = dict[str, set[str]]
"""Ids of the sources of each derived page, by its id."""


@dataclass(frozen=True, slots=True)
class _Passage:
    """One document's side of one or more alignments."""

    document_id: str
    span: Span


def cluster_passages(
    comparisons: Sequence[Comparison], pages: Mapping[str, str] = MappingProxyType({})
) -> tuple[Cluster, ...]:
    """Join the reused passages of all pairs into clusters.

    Pairs judged independent join nothing: what they share is an event, not a text.
    Two passages of one document are one text when they overlap by half of the shorter or more;
    two passages of two documents when they are aligned as reuse. Time grows with the number of
    alignments (times its logarithm), not with the square of the copies.

    A page in several records is one document: of its versions in a cluster the earliest is
    its witness.

    Args:
        comparisons: all pairs with their verdicts.
        pages: for documents that are further records of a page, the id that stands for it.

    Returns:
        Clusters of two documents or more; most outlets first, then most witnesses, then id.
    """
    documents = {d.id: d for c in comparisons for d in (c.left, c.right)}
    words: dict[_Passage, int] = {}
    links: list[tuple[_Passage, _Passage]] = []
    sources: Sources = {}
    for comparison in comparisons:
        if comparison.is_reuse:
            _note_source(comparison, sources, pages)
        for a in comparison.reused if comparison.is_reuse or comparison.same_page else ():
            left = _Passage(comparison.left.id, a.left)
            right = _Passage(comparison.right.id, a.right)
            words[left] = max(words.get(left, 0), a.left_words)
            words[right] = max(words.get(right, 0), a.right_words)
            links.append((left, right))
    nodes = sorted(words, key=lambda p: (p.document_id, p.span))
    clusters = [
        _cluster(one_a_page, words, documents, sources, pages)
        for members in _joined(nodes, links)
        if (one_a_page := _of_pages(members, documents, pages))
    ]
    return tuple(sorted(clusters, key=lambda c: (-len(c.outlets), -len(c.witnesses), c.id)))


def _joined(
    nodes: list[_Passage], links: list[tuple[_Passage, _Passage]]
) -> Iterable[list[_Passage]]:
    """Passages by the text that they carry, each list sorted by document and span."""
    place = {node: i for i, node in enumerate(nodes)}
    sets = DisjointSets(len(nodes))
    for left, right in links:
        sets.union(place[left], place[right])
    by_document: dict[str, list[tuple[Span, int]]] = {}
    for i, node in enumerate(nodes):
        by_document.setdefault(node.document_id, []).append((node.span, i))
    for spans in by_document.values():
        for first, second in half_overlaps(spans):
            sets.union(first, second)
    members: dict[int, list[_Passage]] = {}
    for i, node in enumerate(nodes):
        members.setdefault(sets.find(i), []).append(node)
    return members.values()


def _of_pages(
    members: list[_Passage], documents: dict[str, Document], pages: Mapping[str, str]
) -> list[_Passage]:
    """Members of one version a page, the earliest; none when there is no second page."""
    if members[0].document_id == members[-1].document_id:
        return []
    chosen: dict[str, str] = {}
    for name in dict.fromkeys(member.document_id for member in members):
        page = pages.get(name, name)
        rival = chosen.setdefault(page, name)
        chosen[page] = min(rival, name, key=lambda i: (_time(documents[i]), i))
    kept = set(chosen.values())
    return [m for m in members if m.document_id in kept] if len(kept) > 1 else []


def _cluster(
    members: list[_Passage],
    words: dict[_Passage, int],
    documents: dict[str, Document],
    sources: Sources,
    pages: Mapping[str, str],
) -> Cluster:
    witnesses, counts = [], []
    for group in _merged(members):
        longest = max(group, key=lambda p: (len(p.span), words[p]))
        hull = Span(group[0].span.start, max(p.span.end for p in group))
        witnesses.append(Witness(document_id=longest.document_id, span=hull))
        counts.append(max(1, round(words[longest] * len(hull) / max(1, len(longest.span)))))
    ids = tuple(dict.fromkeys(w.document_id for w in witnesses))
    outlets = {outlet for i in ids if (outlet := documents[i].outlet)}
    return Cluster(
        id=_identity(witnesses, documents),
        witnesses=tuple(sorted(witnesses, key=lambda w: (_time(documents[w.document_id]), w))),
        outlets=tuple(sorted(outlets)),
        words=median_low(counts),
        original=_original(ids, sources, pages),
    )


def _merged(members: list[_Passage]) -> list[list[_Passage]]:
    """Members by document, those that overlap or touch put together."""
    groups: list[list[_Passage]] = []
    last = -1
    for member in members:
        same = groups and groups[-1][0].document_id == member.document_id
        if same and member.span.start <= last:
            groups[-1].append(member)
            last = max(last, member.span.end)
        else:
            groups.append([member])
            last = member.span.end
    return groups


def _identity(witnesses: list[Witness], documents: dict[str, Document]) -> str:
    """A name that depends on who carries which words, not on the order of the scan."""
    digest = blake2b(digest_size=8)
    for w in sorted(witnesses):
        text = w.span.cut(documents[w.document_id].text)
        for part in (w.document_id, f"{w.span.start}-{w.span.end}", text):
            data = part.encode("utf-8", "surrogatepass")
            digest.update(len(data).to_bytes(8, "big"))
            digest.update(data)
    return digest.hexdigest()


def _time(document: Document) -> float:
    """Sort key by stamp: an unknown date comes last, never first."""
    stamp = document.stamp
    return inf if stamp is None else stamp.instant


def _note_source(comparison: Comparison, sources: Sources, pages: Mapping[str, str]) -> None:
    relation = comparison.verdict.relation
    left, right = (pages.get(d.id, d.id) for d in (comparison.left, comparison.right))
    if relation is Relation.LEFT_FROM_RIGHT:
        sources.setdefault(left, set()).add(right)
    elif relation is Relation.RIGHT_FROM_LEFT:
        sources.setdefault(right, set()).add(left)


def _original(ids: tuple[str, ...], sources: Sources, pages: Mapping[str, str]) -> str | None:
    """The one document of a cluster that has no source in it, when all others have one."""
    inside = {pages.get(i, i) for i in ids}
    roots = [i for i in ids if inside.isdisjoint(sources.get(pages.get(i, i), ()))]
    return roots[0] if len(roots) == 1 else None
