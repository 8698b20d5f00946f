"""The ledger of outlets in the terminal: the strongest flows."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from reuse.model.ledger import OutletLedger
from reuse.report import words
from reuse.report.escape import escape_terminal, shorten
from reuse.report.ledgerview import LAG, OutletPair, link_words, outlet_pairs
from reuse.report.trimmed import Trimmed

STRONGEST = 5
"""Pairs of outlets in the summary of a scan."""
_NAME = 40


def print_flows(ledger: OutletLedger, console: Console) -> None:
    """Print who carries most text from whom; nothing where no text flows between outlets."""
    pairs = outlet_pairs(ledger)
    if not pairs:
        return
    shown = pairs[:STRONGEST]
    of = f" of {len(pairs):,}" if len(pairs) > len(shown) else ""
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("Outlet", overflow="fold", ratio=3)
    table.add_column("Docs", justify="right", no_wrap=True)
    table.add_column("Words", justify="right", no_wrap=True)
    table.add_column("Credited", overflow="fold", ratio=1)
    table.add_column("Typical lag", overflow="fold", ratio=2)
    for pair in shown:
        flow = pair.flow.flow
        table.add_row(
            _flow(pair),
            Text(f"{flow.documents:,}"),
            Text(f"{flow.words:,}"),
            Text(pair.flow.credited),
            Text(pair.flow.lag),
        )
    console.print()
    console.print(Text(f"Who carries most from whom ({len(shown)}{of})", style="bold"))
    console.print(Trimmed(table))
    console.print(Trimmed(Text(f"\n{LAG}", "dim")))


def _flow(pair: OutletPair) -> Text:
    """Who has text from whom, and below it what else there is between the two."""
    flow = pair.flow.flow
    carrier, source = (
        escape_terminal(shorten(name, _NAME)) for name in (flow.carrier, flow.source)
    )
    out = Text(f"{carrier} from {source}")
    if pair.back is not None:
        back = pair.back.flow
        amount = f"{words.count(back.documents, 'document')}, {words.count(back.words, 'word')}"
        out.append(f"\nback: {amount}", "dim")
    if pair.link is not None:
        out.append(f"\nno direction: {link_words(pair.link)}", "dim")
    return out
