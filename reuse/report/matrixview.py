"""The ledger as a matrix: rows carry text, columns are where it is from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from reuse.model.ledger import OutletFlow, OutletLedger
from reuse.report import words

MAX_OUTLETS = 14
"""Rows and columns of the matrix, the outlets with most words first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one outlet has from another."""

    flow: OutletFlow
    credited: float
    """Share of its pairs, 0 to 1; so are the next two, which sum to 1 with it."""
    uncredited: float
    unknown: float
    shade: int
    """How much it is beside the largest flow, 1 to 4."""
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """A carrier with what it has from each source; None where it has nothing."""

    carrier: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Who carries whose text."""

    sources: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    left_out: int
    """Flows that are in the table only."""


def matrix(ledger: OutletLedger) -> Matrix:
    """Lay out the largest flows as a matrix."""
    taken, given = Counter[str](), Counter[str]()
    for flow in ledger.flows:
        taken[flow.carrier] += flow.words
        given[flow.source] += flow.words
    carriers, sources = (_largest(amounts) for amounts in (taken, given))
    most = max((flow.words for flow in ledger.flows), default=1)
    cells = {(flow.carrier, flow.source): _cell(flow, most) for flow in ledger.flows}
    rows = tuple(
        MatrixRow(carrier=carrier, cells=tuple(cells.get((carrier, source)) for source in sources))
        for carrier in carriers
    )
    shown = sum(cell is not None for row in rows for cell in row.cells)
    return Matrix(sources=sources, rows=rows, left_out=len(ledger.flows) - shown)


def _largest(amounts: Counter[str]) -> tuple[str, ...]:
    ranked = sorted(amounts, key=lambda name: (-amounts[name], name))
    return tuple(ranked[:MAX_OUTLETS])


def _cell(flow: OutletFlow, most: int) -> Cell:
    pairs = max(1, flow.credited + flow.uncredited + flow.unknown)
    parts = (
        (flow.credited, "credited"),
        (flow.uncredited, "not credited"),
        (flow.unknown, "credit unknown"),
    )
    said = ", ".join(f"{number:,} {form}" for number, form in parts if number)
    return Cell(
        flow=flow,
        credited=flow.credited / pairs,
        uncredited=flow.uncredited / pairs,
        unknown=flow.unknown / pairs,
        shade=min(4, 1 + int(4 * flow.words / max(1, most))),
        words=f"{words.count(flow.documents, 'document')}, "
        f"{words.count(flow.words, 'word')}: {said}",
    )
