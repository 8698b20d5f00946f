"""From the tree of a part to arcs, each with the words that it explains, and links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from reuse.derive.kin import Kin, Stretch, beyond, united, words_of
from reuse.derive.part import LIKELY, Part
from reuse.derive.trees import Tree
from reuse.derive.unseen import between_trees
from reuse.model.derivation import Arc, Link, ancestors
from reuse.model.verdict import Relation

FRESH_WORDS = 20
"""Words that a further source must explain beyond those before it, and that an arc must explain
beyond the others so that a way through them does not make it redundant."""
MOST_SOURCES = 3
"""Sources of one document within a part."""
_SLIGHT = 0.01
"""Share of the trees below which a rival takes nothing worth giving back."""
_DIRECTIONS = (Relation.LEFT_FROM_RIGHT, Relation.RIGHT_FROM_LEFT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What is drawn of a part."""

    arcs: tuple[Arc, ...]
    links: tuple[Link, ...]
    unseen: tuple[tuple[Arc, ...], ...]
    """Arcs from each unseen source, which has no name yet."""


def drawn(tree: Tree, part: Part) -> Drawn:
    """What the tree of a part says, and what it leaves open."""
    arcs, links = [], []
    for number, source in enumerate(tree.sources, 1):
        if not source:
            continue
        one, other = part.documents[source - 1], part.documents[number - 1]
        probability = _probability(tree, part, one, other)
        if len(part.documents) == 2:
            probability = min(probability, _alone(part.kin(one, other), one))
        # No arc is drawn against a verdict that names the opposite.
        if probability >= LIKELY and not part.kin(one, other).names(other):
            arcs.append(part.arc(one, other, probability))
        else:
            links.append(part.link(one, other, tree.either(source, number)))
    unseen, open_links = between_trees(tree, part)
    links.extend(open_links)
    whole = without_redundant(_with_further(arcs, links, tree, part), part)
    drawn_ends = {frozenset((arc.source, arc.derived)) for arc in whole}
    return Drawn(
        arcs=tuple(replace(arc, sure=arc.sure and _borne_out(arc, whole, part)) for arc in whole),
        links=tuple(k for k in links if frozenset((k.first, k.second)) not in drawn_ends),
        unseen=unseen,
    )


def _alone(kin: Kin, source: str) -> float:
    """The most that is said of two documents by themselves: what their verdict says.

    In a tree "cannot tell" is shared out, so that it may seem to name whom the verdict does not.
    """
    said = kin.comparison.verdict.probabilities
    direction = Relation.RIGHT_FROM_LEFT if source == kin.ids[0] else Relation.LEFT_FROM_RIGHT
    return 1.0 if kin.names(source) else max(LIKELY, said[direction])


def _with_further(arcs: list[Arc], links: list[Link], tree: Tree, part: Part) -> list[Arc]:
    """The arcs with further sources of documents that have one.

    A further source explains 20 words or more that no other does; the verdict on the pair, with
    "cannot tell" shared out, makes it more likely than not, and so do the trees without the others.
    """
    out = list(arcs)
    joined = [(arc.source, arc.derived) for arc in arcs]
    undirected = {frozenset((link.first, link.second)) for link in links}
    for source, name in sorted(joined, key=lambda ends: ends[::-1]):
        known = part.shared(name, source)
        rivals = {}
        for rival in part.near[name]:
            kin = part.kin(name, rival)
            if (rival, name) in joined or (name, rival) in joined:
                continue
            likely = kin.probability(rival) > LIKELY
            probability = _probability(tree, part, rival, name) if likely else 0.0
            if probability > LIKELY:
                rivals[rival] = probability
            elif frozenset((name, rival)) in undirected:
                known = united([*known, *part.shared(name, rival)])
        for _ in range(MOST_SOURCES - 1):
            arc = _most_words(name, rivals, part, known, out)
            if arc is None:
                break
            out.append(arc)
            known = united([*known, *part.shared(name, arc.source)])
    return out


def without_redundant(arcs: Iterable[Arc], part: Part) -> tuple[Arc, ...]:
    """Arcs but those from A to C of which A to B to C explains the same words.

    Of two arcs that each could do without the other the less probable one goes.
    """
    into: dict[str, list[Arc]] = {}
    for arc in sorted(arcs, key=lambda arc: (arc.derived, arc.probability, arc.source)):
        into.setdefault(arc.derived, []).append(arc)
    for name, rivals in into.items():
        for arc in tuple(rivals) if len(rivals) > 1 else ():
            kept = [each for some in into.values() for each in some]
            through = [
                rival.source
                for rival in rivals
                if rival is not arc and arc.source in ancestors(kept, rival.source)
            ]
            own = beyond(part.shared(name, arc.source), part.shared_with(name, through))
            if through and words_of(own) < FRESH_WORDS:
                rivals.remove(arc)
    return tuple(arc for rivals in into.values() for arc in rivals)


def _borne_out(arc: Arc, arcs: Iterable[Arc], part: Part) -> bool:
    """Whether a verdict names the direction of an arc, or that of documents it stands between.

    Without one, nobody is called a copier, however probable: where verdicts hold back, on texts
    that share no words or without a cue that carries, the graph does too.
    """
    if arc.named:
        return True
    own = part.kin(arc.source, arc.derived).comparison.verdict
    if max(own.probabilities[relation] for relation in _DIRECTIONS) >= part.emit:
        return False
    # What others say of the two ends may make this surer, but not say it alone.
    kin = part.kin(arc.source, arc.derived)
    if kin.probability(arc.source) <= kin.probability(arc.derived):
        return False
    over = {arc.source, *ancestors(arcs, arc.source)}
    under = {name for name in part.documents if arc.derived in ancestors(arcs, name)}
    return any(
        part.kin(source, derived).names(source)
        for derived in {arc.derived, *under}
        for source in over.intersection(part.near[derived])
    )


def _most_words(
    name: str,
    rivals: Mapping[str, float],
    part: Part,
    known: tuple[Stretch, ...],
    arcs: list[Arc],
) -> Arc | None:
    """The further source that explains most new words of a document, enough of them, if any."""
    best: Arc | None = None
    for rival, probability in rivals.items():
        fresh = beyond(part.shared(name, rival), known)
        count = words_of(fresh)
        if count < FRESH_WORDS or (best is not None and count <= best.words):
            continue
        # A source that is itself from the document would close a circle.
        if name in ancestors(arcs, rival):
            continue
        best = part.arc(rival, name, probability, fresh)
    return best


def _probability(tree: Tree, part: Part, source: str, derived: str) -> float:
    """Probability of an arc, among the trees without sources that are no rivals of this one.

    A tree gives each document one source. Where another one explains words of its own, and this
    one too, both may be true, and what the other has is taken from nobody.
    """
    column = tree.shares[:, part.place[derived]]
    own = part.shared(derived, source)
    rest = 1.0
    for rival in part.near[derived]:
        share = float(column[part.place[rival]])
        # Of shares that sum up to 1 no more than a hundred are looked at.
        if (
            rival == source
            or share < _SLIGHT
            or part.kin(derived, rival).probability(rival) <= LIKELY
        ):
            continue
        theirs = part.shared(derived, rival)
        if min(words_of(beyond(own, theirs)), words_of(beyond(theirs, own))) >= FRESH_WORDS:
            rest -= share
    share = float(column[part.place[source]])
    return min(1.0, round(share / rest, 9)) if share else 0.0
