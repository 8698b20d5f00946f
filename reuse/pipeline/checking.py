"""Items compared with each other and with an archive."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reuse.config import Config
from reuse.model.comparison import Comparison
from reuse.model.document import Document
from reuse.model.progress import Progress
from reuse.model.result import Dropped
from reuse.model.skip import Notice, Skip
from reuse.model.verdict import Relation
from reuse.pipeline.archiving import Archive
from reuse.pipeline.intake import Item
from reuse.pipeline.scan import scan


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """An item and another article that share text."""

    comparison: Comparison
    """The item is the left side."""
    archived: bool
    """Whether the other one is in the archive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Items and whom they share text with."""

    items: tuple[Document, ...]
    """By id."""
    met: tuple[Met, ...]
    """By id of the item; then the most telling first, then by id of the other."""
    skipped: tuple[Skip, ...]
    notices: tuple[Notice, ...]
    dropped: tuple[Dropped, ...]
    outside_dates: int


def check_items(
    records: Iterable[Item], archive: Archive | None, config: Config, progress: Progress
) -> Checked:
    """Compare items with each other as a scan does, and with an archive as a query does.

    A pair that the items make among themselves does not count again where one of them was filed
    with the same text before.

    Args:
        records: items and what readers report; all are held at once.
        archive: what to ask; None to compare them with each other only.
        config: settings.
        progress: told of every stage.

    Raises:
        ArchiveError: what was read is damaged.
    """
    result = scan(records, config, progress=progress)
    items = tuple(result.documents)
    met = [Met(comparison=_item_first(each), archived=False) for each in result.comparisons]
    dropped = list(result.dropped)
    if archive is not None and items:
        among = {(each.comparison.left.id, each.comparison.right.id) for each in met}
        texts = {item.id: item.text for item in items}
        answer = archive.query_all(items, progress=progress)
        dropped += answer.dropped
        met += [
            Met(comparison=each, archived=True)
            for each in answer.comparisons
            if not {(each.left.id, each.right.id), (each.right.id, each.left.id)} & among
            # An earlier version of an item may hold what the item no longer does.
            or texts.get(each.right.id) != each.right.text
        ]
    return Checked(
        items=items,
        met=tuple(sorted(met, key=_order)),
        skipped=result.skipped,
        notices=result.notices,
        dropped=tuple(dropped),
        outside_dates=result.outside_dates,
    )


def _item_first(pair: Comparison) -> Comparison:
    """The pair with the derived side on the left, else the one that appeared later."""
    relation = pair.verdict.relation
    if relation is Relation.RIGHT_FROM_LEFT:
        return pair.mirrored
    if relation is Relation.LEFT_FROM_RIGHT:
        return pair
    left, right = pair.left.stamp, pair.right.stamp
    if left is not None and right is not None and left.instant > right.instant:
        return pair
    return pair.mirrored


def _order(met: Met) -> tuple[str, float, str]:
    return met.comparison.left.id, -met.comparison.worth, met.comparison.right.id
