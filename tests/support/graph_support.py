"""Pairs with hand-made verdicts, and all trees of a few nodes, for the tests of graphs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from derive_support import comparison, document

from reuse.model.comparison import Comparison
from reuse.model.verdict import Relation

TEXT = "".join(f"word{i % 10} " for i in range(400))
WHOLE = ((0, 1_000),)


def told(  # noqa: PLR0913  one keyword a probability
    left: str,
    right: str,
    *,
    from_right: float = 0.0,
    from_left: float = 0.0,
    common: float = 0.0,
    at: tuple[tuple[int, int], ...] = WHOLE,
    published: tuple[str | None, str | None] = (None, None),
) -> Comparison:
    """A pair of which the rest of the probability is for "cannot tell".

    Args:
        left: id of the left document.
        right: id of the right one.
        from_right: probability that the left is from the right.
        from_left: probability that the right is from the left.
        common: probability of a common source.
        at: spans of the shared passages, the same on both sides.
        published: dates of the two.
    """
    chances = {
        Relation.LEFT_FROM_RIGHT: from_right,
        Relation.RIGHT_FROM_LEFT: from_left,
        Relation.COMMON_SOURCE: common,
        Relation.INDEPENDENT: 0.0,
    }
    chances[Relation.UNDETERMINED] = 1.0 - sum(chances.values())
    relation = max(chances, key=lambda r: chances[r])
    one, other = (
        document(name, TEXT, **({"published": date} if date else {}))
        for name, date in zip((left, right), published, strict=True)
    )
    made = comparison(one, other, tuple((span, span) for span in at), relation)
    return replace(made, verdict=replace(made.verdict, probabilities=chances))


def all_trees(count: int) -> Iterator[tuple[int, ...]]:
    """Sources of the nodes 1 to `count` in every tree that hangs from node 0."""
    for sources in product(range(count + 1), repeat=count):
        if all(_reaches_root(node, sources) for node in range(1, count + 1)):
            yield sources


def _reaches_root(node: int, sources: tuple[int, ...]) -> bool:
    for _ in sources:
        if not node:
            return True
        node = sources[node - 1]
    return not node
