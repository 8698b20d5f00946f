"""The original of a cluster, as the derivation graph has it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from reuse.model.cluster import Cluster
from reuse.model.derivation import Derivation


def with_originals(
    clusters: Iterable[Cluster],
    derivations: Iterable[Derivation],
    pages: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Cluster, ...]:
    """The clusters, each with the document that all others in it surely have their text from.

    Args:
        clusters: clusters of a scan.
        derivations: the graphs of the same scan.
        pages: for documents that are further records of a page, the id that stands for it.
    """
    above: dict[str, frozenset[str]] = {}
    fed: set[str] = set()
    for derivation in derivations:
        unseen = set(derivation.unseen)
        fed.update(
            pages.get(arc.derived, arc.derived) for arc in derivation.arcs if arc.source in unseen
        )
        sources: dict[str, set[str]] = {}
        for arc in derivation.arcs:
            if arc.sure:
                source = pages.get(arc.source, arc.source)
                sources.setdefault(pages.get(arc.derived, arc.derived), set()).add(source)
        above.update((name, _above(name, sources)) for name in sources)
    return tuple(replace(c, original=_original(c, above, fed, pages)) for c in clusters)


def _above(name: str, sources: Mapping[str, set[str]]) -> frozenset[str]:
    found: set[str] = set()
    todo = [name]
    while todo:
        fresh = sources.get(todo.pop(), set()) - found
        found |= fresh
        todo.extend(fresh)
    return frozenset(found)


def _original(
    cluster: Cluster,
    above: Mapping[str, frozenset[str]],
    fed: set[str],
    pages: Mapping[str, str],
) -> str | None:
    """The document above all others; none when it has text from an unseen source."""
    shown = {pages.get(w.document_id, w.document_id): w.document_id for w in cluster.witnesses}
    found = [
        name
        for page, name in shown.items()
        if page not in fed
        and all(page in above.get(other, ()) for other in shown if other != page)
        and shown.keys().isdisjoint(above.get(page, ()))
    ]
    return found[0] if len(found) == 1 else None
