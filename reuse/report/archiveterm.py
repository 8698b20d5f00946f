"""An archive in the terminal: what was added, what it holds, what it holds of an article."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from reuse.model.archived import Added, ArchiveStats, Compacted, Purged, QueryResult
from reuse.report import words
from reuse.report.terminal import MOST_TELLING, missing_lines, pairs_table
from reuse.report.trimmed import Trimmed

_MEGA = 1_000_000


def print_added(added: Added, console: Console) -> None:
    """Print what became of the records that were to be added."""
    rows = [
        _row(added.read, "record read", "records read"),
        _row(added.added, "document added", "documents added"),
        _row(added.unchanged, "there already"),
        _row(len(added.skipped) + added.outside_dates, "record skipped", "records skipped"),
    ]
    if added.replaced:
        rows.insert(2, _row(added.replaced, "of them in place of an earlier version"))
    _print_rows(rows, console)


def print_stats(stats: ArchiveStats, console: Console) -> None:
    """Print how much an archive holds."""
    rows = [
        _row(stats.documents, "document", "documents"),
        _row(stats.superseded, "earlier version", "earlier versions"),
        _row(stats.purged, "purged, until it is compacted"),
        _row(stats.segments, "segment", "segments"),
        _row(stats.passages, "passage", "passages"),
        _row(stats.postings, "posting", "postings"),
        (f"{stats.segment_bytes / _MEGA:,.1f}", "MB of segments"),
        (f"{stats.catalogue_bytes / _MEGA:,.1f}", "MB of catalogue"),
    ]
    _print_rows(rows, console)


def print_purged(purged: Purged, console: Console) -> None:
    """Print how many documents were purged, and what is left to do."""
    _print_rows(
        [
            _row(purged.documents, "document purged", "documents purged"),
            _row(len(purged.unknown), "id not there", "ids not there"),
        ],
        console,
    )
    if purged.documents:
        console.print(
            Trimmed(Text("They answer no more. `reusescan archive compact` removes the rest."))
        )


def print_compacted(compacted: Compacted, console: Console) -> None:
    """Print what compacting did."""
    before, after = compacted.segments
    _print_rows(
        [
            _row(compacted.removed, "document removed for good", "documents removed for good"),
            (f"{after:,}", f"segments, {before:,} before"),
            (
                f"{compacted.size[1] / _MEGA:,.1f}",
                f"MB, {compacted.size[0] / _MEGA:,.1f} before",
            ),
        ],
        console,
    )


def print_query(result: QueryResult, console: Console) -> None:
    """Print key numbers, what is missing, and the most telling pairs of all articles."""
    reusing = sum(comparison.is_reuse for comparison in result.comparisons)
    rows = [
        _row(result.read, "record read", "records read"),
        _row(result.queried, "article asked about", "articles asked about"),
        _row(len(result.skipped) + result.outside_dates, "record skipped", "records skipped"),
        _row(reusing, "pair with reuse", "pairs with reuse"),
        _row(
            len(result.comparisons) - reusing,
            "pair that shares words without reuse",
            "pairs that share words without reuse",
        ),
    ]
    if result.sifted:
        rows.append(_row(result.sifted, *words.SIFTED))
    _print_rows(rows, console)
    if not result.complete:
        console.print()
        console.print(Text("This answer is incomplete.", style="bold yellow"))
        for line in missing_lines(result):
            console.print(Trimmed(Padding(Text(line), (0, 0, 0, 2))))
    console.print()
    if not result.comparisons:
        console.print(Text("No article shares a passage with the archive."))
        return
    # A stable sort, so that equal ones stay in the order of the result.
    ranked = sorted(result.comparisons, key=lambda each: (not each.is_reuse, -each.worth))
    shown = tuple(ranked[:MOST_TELLING])
    of = f" of {len(ranked):,}" if len(ranked) > len(shown) else ""
    console.print(Text(f"Most telling pairs ({len(shown)}{of})", style="bold"))
    console.print(Trimmed(pairs_table(shown, quotes=True)))
    console.print(
        Text("\np is the probability of the finding; --json has every passage and cue.", "dim")
    )


def _row(number: int, one: str, many: str | None = None) -> tuple[str, str]:
    return f"{number:,}", one if many is None or number == 1 else many


def _print_rows(rows: list[tuple[str, str]], console: Console) -> None:
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(justify="right", style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for number, label in rows:
        table.add_row(Text(number), Text(label))
    console.print(Trimmed(table))
