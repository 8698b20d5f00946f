"""Results in the terminal. All outside text passes `escape_terminal`, and no markup is read."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from reuse.model.archived import QueryResult
from reuse.model.comparison import Comparison
from reuse.model.result import ScanResult
from reuse.model.verdict import Cue, Relation
from reuse.report import words
from reuse.report.claims import not_claimed
from reuse.report.convert import sided_text
from reuse.report.escape import escape_terminal, shorten
from reuse.report.graphview import names_of, origin_words
from reuse.report.ledgertable import print_flows
from reuse.report.quoting import excerpt
from reuse.report.scanview import carriers, skipped_words
from reuse.report.sidebyside import print_passages
from reuse.report.trimmed import Trimmed

MOST_TELLING = 10
"""Pairs in the summary of a scan."""
LARGEST = 5
"""Derivation graphs in the summary of a scan."""
_QUOTE = 120


def print_scan(result: ScanResult, console: Console) -> None:
    """Print the summary of a scan: key numbers, what is missing, the most telling pairs."""
    numbers = Table(box=None, show_header=False, pad_edge=False)
    numbers.add_column(justify="right", style="bold", no_wrap=True)
    numbers.add_column(overflow="fold")
    for number, label in _numbers(result):
        numbers.add_row(Text(f"{number:,}"), Text(label))
    console.print(Trimmed(numbers))
    if not result.complete:
        console.print()
        console.print(Text("This scan is incomplete.", style="bold yellow"))
        for line in missing_lines(result):
            console.print(Trimmed(Padding(Text(line), (0, 0, 0, 2))))
    console.print()
    if not result.comparisons:
        console.print(Text("No two documents share a passage."))
        return
    shown = result.comparisons[:MOST_TELLING]
    of = f" of {len(result.comparisons):,}" if len(result.comparisons) > len(shown) else ""
    console.print(Text(f"Most telling pairs ({len(shown)}{of})", style="bold"))
    console.print(Trimmed(pairs_table(shown)))
    console.print(Text("\np is the probability of the finding.", "dim"))
    print_flows(result.outlets, console)
    if result.derivations:
        console.print()
        _print_graphs(result, console)


def _print_graphs(result: ScanResult, console: Console) -> None:
    """Print where the texts of the largest derivation graphs begin, a line or two each."""
    shown = result.derivations[:LARGEST]
    of = f" of {len(result.derivations):,}" if len(result.derivations) > len(shown) else ""
    console.print(Text(f"Derivation, most documents first ({len(shown)}{of})", style="bold"))
    by_id = carriers(result, (), shown)
    for graph in shown:
        size = words.count(len(graph.documents), "document")
        line = f"{size}: {origin_words(graph, names_of(graph, by_id))}"
        console.print(Trimmed(Padding(Text(_clean(line)), (0, 0, 0, 2))))


def print_comparison(comparison: Comparison, console: Console) -> None:
    """Print the verdict, the passages side by side with differing words marked, the cues."""
    console.print(Text(_clean(words.filled(words.verdict_form(comparison), comparison)), "bold"))
    form = words.credit_form(comparison)
    if form is not None:
        console.print(Text(_clean(words.filled(form, comparison))))
    line = comparison.verdict.credit_line
    if line is not None:
        quote = _clean(shorten(sided_text(comparison, line), _QUOTE))
        console.print(Text(f"{words.SIDE[line.side]}: “{quote}”", "italic"))
    if comparison.same_page:
        console.print(Text("Both records are one page."))
    for note in comparison.notes:
        console.print(Text(_clean(note)))
    console.print()
    print_passages(comparison, console)
    console.print(Trimmed(_probabilities(comparison)))
    console.print()
    console.print(Text("Not claimed", "bold"))
    for form in not_claimed(comparison):
        claim = _clean(words.filled(form, comparison))
        console.print(Trimmed(Padding(Text(claim), (0, 0, 0, 2))))
    if comparison.verdict.cues:
        console.print()
        console.print(Text("Cues, strongest first", "bold"))
        console.print(Trimmed(_cues(comparison)))
        console.print(Text(f"\n{words.NATS}", "dim"))


def _numbers(result: ScanResult) -> list[tuple[int, str]]:
    skipped = skipped_words(result)
    reusing = sum(c.is_reuse for c in result.comparisons)
    passages = sum(len(c.reused) for c in result.comparisons if c.is_reuse)
    left_out, records = _number(result.left_out, "record skipped", "records skipped")
    rows = [
        _number(result.read, "record read", "records read"),
        _number(len(result.documents), "document scanned", "documents scanned"),
        (left_out, f"{records} ({skipped})" if skipped else records),
        _number(len(result.outlets.documents), "outlet", "outlets"),
        _number(reusing, "pair with reuse", "pairs with reuse"),
        _number(
            len(result.comparisons) - reusing,
            "pair that shares words without reuse",
            "pairs that share words without reuse",
        ),
        _number(passages, "reused passage", "reused passages"),
        _number(len(result.clusters), "cluster", "clusters"),
    ]
    if result.same_page:
        pages = len(result.same_page)
        rows.append(_number(pages, "page in several records", "pages in several records"))
    if result.sifted:
        rows.append(_number(result.sifted, *words.SIFTED))
    return rows


def _number(number: int, one: str, many: str) -> tuple[int, str]:
    return number, one if number == 1 else many


def missing_lines(result: ScanResult | QueryResult) -> list[str]:
    """What makes a result incomplete, a line for each reason."""
    lines = []
    if result.skipped:
        lines.append(f"{words.count(len(result.skipped), 'record')} skipped.")
    for dropped in result.dropped:
        number = words.count(dropped.count, "link")
        lines.append(f"{_clean(dropped.reason)} ({number} not followed, {_clean(dropped.what)})")
    return lines


def pairs_table(comparisons: tuple[Comparison, ...], *, quotes: bool = False) -> Table:
    """Pairs by number, each with its finding, words and credit; with the words if asked to."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("", justify="right", no_wrap=True)
    table.add_column("Finding", overflow="fold", ratio=1)
    table.add_column("p", justify="right", no_wrap=True)
    table.add_column("Words", justify="right", no_wrap=True)
    table.add_column("Credit", overflow="fold")
    directed = {Relation.LEFT_FROM_RIGHT, Relation.RIGHT_FROM_LEFT}
    for number, comparison in enumerate(comparisons, 1):
        verdict = comparison.verdict
        finding = Text(_clean(words.filled(words.finding_form(comparison), comparison)))
        titles = words.between_titles(comparison).join(
            _clean(shorten(title, 60)) for title in words.titles(comparison)
        )
        finding.append(f"\n{titles}", "dim")
        quote = excerpt(comparison.left.text, comparison.reused) if quotes else ""
        if quote:
            finding.append(f"\n“{_clean(quote)}”")
        table.add_row(
            Text(str(number)),
            finding,
            Text(words.finding_probability(verdict)),
            Text(_amount(comparison)),
            Text(words.CREDIT[verdict.credit] if verdict.relation in directed else ""),
        )
    return table


def _amount(comparison: Comparison) -> str:
    """The reused words; without reuse what is shared instead, for a 0 would look like a fault."""
    if comparison.is_reuse:
        return f"{comparison.reused_words:,}"
    return words.shared(comparison).replace(", ", ",\n")


def _probabilities(comparison: Comparison) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    for relation in Relation:
        style = "bold" if relation is comparison.verdict.relation else ""
        value = words.probability(comparison.verdict.probabilities[relation])
        table.add_row(Text(words.RELATION[relation], style), Text(value, style))
    return table


def _cues(comparison: Comparison) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(overflow="fold", ratio=1)
    for cue in comparison.verdict.cues:
        table.add_row(Text(f"{words.nats(cue.nats)} nats"), _cue(comparison, cue))
    return table


def _cue(comparison: Comparison, cue: Cue) -> Text:
    out = Text(_clean(cue.explanation))
    out.append(f" (speaks for {words.cue_aim(cue.favours)})", "dim")
    for place in cue.spans:
        quote = _clean(shorten(sided_text(comparison, place), _QUOTE))
        out.append(f"\n{words.SIDE[place.side]}: “{quote}”", "italic")
    return out


def _clean(text: str) -> str:
    return escape_terminal(text)
