"""Derivation graphs as they are shown: sentences, and a drawing with a row a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reuse.model.derivation import Arc, Derivation, Link, Origin
from reuse.model.document import Document
from reuse.report import words

MAX_GRAPHS = 50
"""Graphs shown in the report."""
MAX_NODES = 60
"""Documents of the largest graph that is drawn; of a larger one sentences alone are shown."""
MAX_ORIGINALS = 5
"""Originals that a sentence names."""
MAX_SENTENCES = 100
"""Sentences shown of one graph."""
_ROW, _STEP, _LEFT = 38, 86, 24
_LANE, _LANES, _TURN = 6, 4, 6
_FAR = 5
_VERY = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A document of a drawing, or an unseen source."""

    x: int
    y: int
    label: int
    """Where its name begins."""
    name: str
    when: str
    unseen: bool
    original: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a drawing: from a source to a document, or a link."""

    path: str
    head: str
    """Path of the arrowhead; empty for a link."""
    look: str
    """``sure``, ``unsure`` or ``link``, with ``unseen`` for what comes from an unseen source."""
    x: int = 0
    """Where `label` stands; so is `y`."""
    y: int = 0
    label: str = ""
    """Probability of an arc."""
    title: str = ""
    """What the line says, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """What is said of an arc or a link."""

    name: str
    """The derived document, or the first of a link."""
    text: str
    other: str
    """The source, or the second document; empty for an unseen one."""
    rest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphView:
    """A derivation graph as the page shows it."""

    derivation: Derivation
    origin: str
    sentences: tuple[Sentence, ...]
    left_out: int
    """Sentences that are not shown."""
    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    width: int
    height: int


def names_of(derivation: Derivation, by_id: Mapping[str, Document]) -> dict[str, str]:
    """Names that tell the documents of a graph apart; not yet escaped."""
    plain = {name: words.document_name(by_id[name]) for name in derivation.documents}
    given = Counter(plain.values())
    out = {
        name: shown if given[shown] == 1 else f"{shown} (“{words.titled(by_id[name])}”)"
        for name, shown in plain.items()
    }
    for number, name in enumerate(derivation.unseen, 1):
        out[name] = f"unseen source {number}" if len(derivation.unseen) > 1 else "unseen source"
    return out


def origin_words(derivation: Derivation, names: Mapping[str, str]) -> str:
    """Where the text begins, in one sentence; not yet escaped."""
    if derivation.origin in {Origin.UNSEEN, Origin.UNKNOWN}:
        return derivation.statement
    told = ", ".join(names[name] for name in derivation.originals[:MAX_ORIGINALS])
    more = len(derivation.originals) - MAX_ORIGINALS
    told += f" and {more:,} more" if more > 0 else ""
    if derivation.origin is Origin.DOCUMENT:
        return f"Probably the original: {told}."
    lost = "; another source is not in the corpus" if derivation.unseen else ""
    return f"Probably originals: {told}{lost}."


def graph_view(derivation: Derivation, by_id: Mapping[str, Document]) -> GraphView:
    """Lay out a graph."""
    names = names_of(derivation, by_id)
    told = [_arc_words(arc, derivation, names) for arc in derivation.arcs]
    told += [_link_words(link, names) for link in derivation.links]
    nodes, lines = _drawing(derivation, by_id, names)
    return GraphView(
        derivation=derivation,
        origin=origin_words(derivation, names),
        sentences=tuple(told[:MAX_SENTENCES]),
        left_out=max(0, len(told) - MAX_SENTENCES),
        nodes=tuple(nodes.values()),
        lines=lines,
        width=720,
        height=len(nodes) * _ROW,
    )


def _arc_words(arc: Arc, derivation: Derivation, names: Mapping[str, str]) -> Sentence:
    surely = "very probably" if arc.probability >= _VERY else "probably"
    size = words.count(arc.words, "word")
    sure = f" (p = {words.probability(arc.probability)}, {size}"
    if arc.source in derivation.unseen:
        text = f"{surely if arc.sure else 'perhaps'} has it from a source not in the corpus"
        return Sentence(name=names[arc.derived], text=text, other="", rest=f"{sure})")
    credit = f", {words.CREDIT[arc.credit]})" if arc.named else ")"
    text = f"{surely} derives from" if arc.sure else "may derive from"
    return Sentence(name=names[arc.derived], text=text, other=names[arc.source], rest=sure + credit)


def _link_words(link: Link, names: Mapping[str, str]) -> Sentence:
    rest = f": cannot tell which is from which ({words.count(link.words, 'word')})"
    return Sentence(name=names[link.first], text="and", other=names[link.second], rest=rest)


def _drawing(
    derivation: Derivation, by_id: Mapping[str, Document], names: Mapping[str, str]
) -> tuple[dict[str, Node], tuple[Line, ...]]:
    """Rows by time, unseen sources first and unknown dates last; columns by way from the top."""
    if len(derivation.documents) > MAX_NODES:
        return {}, ()
    depths = _depths(derivation)
    rows = [*derivation.unseen, *sorted(derivation.documents, key=lambda n: _time(by_id[n]))]
    label = _LEFT + _STEP * (max(depths.values()) + 1)
    nodes = {
        name: Node(
            x=_LEFT + _STEP * depths[name],
            y=_ROW * row + _ROW // 2,
            label=label,
            name=names[name],
            when=words.when(by_id[name].stamp) if name in by_id else "",
            unseen=name in derivation.unseen,
            original=name in derivation.originals,
        )
        for row, name in enumerate(rows)
    }
    lines = list(_arrows(derivation, nodes))
    lines += [_plain(nodes[k.first], nodes[k.second]) for k in derivation.links]
    return nodes, tuple(lines)


def _time(document: Document) -> tuple[bool, float, str]:
    stamp = document.stamp
    return stamp is None, 0.0 if stamp is None else stamp.instant, document.id


def _depths(derivation: Derivation) -> dict[str, int]:
    """Longest way from the top to each document, bounded so that the names have room."""
    # What is not in the corpus has a column of its own.
    depths = dict.fromkeys(derivation.unseen, 0)
    depths.update(dict.fromkeys(derivation.documents, 1 if derivation.unseen else 0))
    for _ in depths:
        before = dict(depths)
        for arc in derivation.arcs:
            least = min(_FAR, depths[arc.source] + 1)
            depths[arc.derived] = max(depths[arc.derived], least)
        if depths == before:
            break
    return depths


def _arrows(derivation: Derivation, nodes: Mapping[str, Node]) -> Iterator[Line]:
    """Arcs, each down a lane of its source between two columns, so that they cross no mark."""
    lanes = {name: at for at, name in enumerate(dict.fromkeys(a.source for a in derivation.arcs))}
    awaited = Counter(a.derived for a in derivation.arcs)
    arrived: Counter[str] = Counter()
    for arc in derivation.arcs:
        others = awaited[arc.derived] - 1
        shift = arrived[arc.derived] - others / 2
        arrived[arc.derived] += 1
        source, derived = nodes[arc.source], nodes[arc.derived]
        lane = source.x + 18 + _LANE * (lanes[arc.source] % _LANES)
        apart = min(14, 28 / others) if others else 0
        yield _arrow(source, derived, arc, lane, derived.y + round(shift * apart))


def _arrow(source: Node, derived: Node, arc: Arc, lane: int, y: int) -> Line:
    end = derived.x - (7 if y == derived.y else 3)
    turn = _TURN if y > source.y else -_TURN
    path = (
        f"M{source.x + 6} {source.y}H{lane - _TURN}Q{lane} {source.y} {lane} {source.y + turn}"
        f"V{y - turn}Q{lane} {y} {lane + _TURN} {y}H{end}"
    )
    # Nobody is pointed at where it is not sure.
    head = f"M{end - 6} {y - 4}L{end} {y}L{end - 6} {y + 4}" if arc.sure else ""
    look = "sure" if arc.sure else "unsure"
    shown = words.probability(arc.probability)
    says = "derives from" if arc.sure else "may derive from"
    return Line(
        path=path,
        head=head,
        look=f"{look} unseen" if source.unseen else look,
        x=end - 8,
        y=y - 3,
        label=shown,
        title=f"{derived.name} {says} {source.name} (p = {shown})",
    )


def _plain(one: Node, other: Node) -> Line:
    middle = max(0, min(one.x, other.x) - 14)
    path = f"M{one.x} {one.y}C{middle} {one.y} {middle} {other.y} {other.x} {other.y}"
    title = f"{one.name} and {other.name}: cannot tell which is from which"
    return Line(path=path, head="", look="link", title=title)
