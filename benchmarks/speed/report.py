"""Measure the report: size, time to write it, time until it can be read, and how it scrolls.

    python benchmarks/speed/report.py [--pairs 10 1000 10000] [--split]

The articles are invented, of about 450 words; every article is in two pairs, and a pair shares
four passages. Opening is measured in Chromium from the call until the first view is drawn and can
be used, then until the list is drawn, and until a case is; scrolling is the longest frame while the
list is scrolled from its top to its end in 120 steps.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from measured import table
from playwright.sync_api import Page, sync_playwright

from reuse.cluster import cluster_passages, ledger
from reuse.model.alignment import Alignment, Channel, Obfuscation, Role
from reuse.model.comparison import Comparison
from reuse.model.document import Document
from reuse.model.result import ScanResult
from reuse.model.span import Span
from reuse.model.verdict import Credit, Cue, Relation, Side, SidedSpan, Verdict
from reuse.report.files import write_report
from reuse.report.page import Page as Shown

PARAGRAPHS, WORDS = 9, 50
SHARED = 4
_SOUNDS = ("ka", "mo", "ri", "tel", "vun", "os", "bra", "lin", "dor", "fe", "gus", "ha")
_SCROLL = """async () => {
  let longest = 0, before = performance.now();
  const frame = () => new Promise(requestAnimationFrame);
  const end = document.documentElement.scrollHeight;
  for (let at = 0; at <= 120; at += 1) {
    scrollTo(0, end * at / 120);
    await frame();
    longest = Math.max(longest, performance.now() - before);
    before = performance.now();
  }
  return longest;
}"""


def paragraph(draw: random.Random) -> list[str]:
    """Words that no language has."""
    return ["".join(draw.choices(_SOUNDS, k=draw.randint(1, 4))) for _ in range(WORDS)]


def edited(words: list[str], draw: random.Random) -> list[str]:
    """The same with one word in ten replaced."""
    return ["".join(draw.choices(_SOUNDS, k=3)) if draw.random() < 0.1 else word for word in words]


def articles(count: int, draw: random.Random) -> list[Document]:
    """Articles of which each has some paragraphs of the one before, half of them edited."""
    out: list[Document] = []
    last: list[list[str]] = []
    for number in range(count):
        own = [paragraph(draw) for _ in range(PARAGRAPHS - SHARED)]
        carried = [edited(p, draw) if at % 2 else p for at, p in enumerate(last[:SHARED])]
        last = own + carried if number % 2 else carried + own
        out.append(
            Document(
                id=f"article-{number:06}",
                text="\n\n".join(" ".join(p).capitalize() + "." for p in last),
                outlet=f"Outlet {number % 97}",
                published=f"2025-0{1 + number % 9}-{1 + number % 28:02}T0{number % 10}:15:00Z",
                title=f"Title {number} " + " ".join(last[0][:6]),
                author=f"Author {number % 211}",
                url=f"https://outlet-{number % 97}.example/{number}",
                language="en",
            )
        )
    return out


def spans(document: Document) -> list[Span]:
    """The paragraphs of an article."""
    out, at = [], 0
    for part in document.text.split("\n\n"):
        out.append(Span(at, at + len(part)))
        at += len(part) + 2
    return out


def pair(left: Document, right: Document, number: int) -> Comparison:
    """A pair with some passages, a verdict and cues."""
    own, others = spans(left), spans(right)
    passages = tuple(
        Alignment(
            left=own[at],
            right=others[-1 - at],
            role=Role.REUSE,
            obfuscation=(Obfuscation.VERBATIM, Obfuscation.EDITED)[at % 2],
            score=0.97,
            channel=Channel.JOIN,
            kept=0.9,
            left_words=WORDS,
            right_words=WORDS,
        )
        for at in range(SHARED)
    )
    relation = [*Relation][number % 3]
    probabilities = {r: 0.88 if r is relation else 0.03 for r in Relation}
    cues = tuple(
        Cue(
            name="attribution",
            favours=relation,
            nats=3.0 - at,
            explanation=f"{left.outlet} names {right.outlet} near the reused text.",
            spans=(SidedSpan(side=Side.LEFT, span=Span(own[at].start, own[at].start + 30)),),
        )
        for at in range(3)
    )
    return Comparison(
        left=left,
        right=right,
        alignments=passages,
        verdict=Verdict(
            relation=relation,
            probabilities=probabilities,
            cues=cues,
            credit=[*Credit][number % 3],
        ),
    )


def result(pairs: int) -> ScanResult:
    """A scan that found so many pairs."""
    draw = random.Random(pairs)  # noqa: S311  no secret
    documents = articles(pairs + 1, draw)
    comparisons = tuple(
        pair(left, right, number) for number, (left, right) in enumerate(pairwise(documents))
    )
    published: dict[str, int] = {}
    for document in documents:
        published[document.outlet or ""] = published.get(document.outlet or "", 0) + 1
    return ScanResult(
        documents=documents,
        comparisons=comparisons,
        clusters=cluster_passages(comparisons),
        outlets=ledger(published, comparisons, {}),
        skipped=(),
        notices=(),
        dropped=(),
        settings={},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Seconds until each could be seen, and the longest frame of scrolling."""

    first: float
    cases: float
    case: float
    frame: float


def opening(page: Page, path: Path) -> Opening:
    """Open a report, its list and one of its cases."""
    began = time.perf_counter()
    page.goto(path.as_uri())
    page.locator("html[data-ready]").wait_for(state="attached")
    first = time.perf_counter()
    page.evaluate("location.hash = 'cases'")
    page.locator(".row").first.wait_for()
    cases = time.perf_counter()
    frame = page.evaluate(_SCROLL)
    page.evaluate("scrollTo(0, 0)")
    page.locator('.row[data-at="3"] a').wait_for()
    clicked = time.perf_counter()
    page.locator('.row[data-at="3"] a').click()
    page.locator("#case-body .texts").wait_for()
    return Opening(
        first=first - began,
        cases=cases - first,
        case=time.perf_counter() - clicked,
        frame=frame / 1000,
    )


def measured(pairs: int, folder: Path, *, split: bool) -> Iterator[str]:
    """A row of the table."""
    found = result(pairs)
    began = time.perf_counter()
    paths = write_report(found, folder / "report.html", Shown(max_cases=pairs, split=split))
    written = time.perf_counter() - began
    yield f"{pairs:,}"
    yield f"{sum(path.stat().st_size for path in paths) / 1e6:.2f} ({len(paths)})"
    yield f"{written:.2f}"
    chromium = os.environ.get("REUSESCAN_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--headless", "--no-sandbox", "--disable-gpu"]
        )
        runs = [opening(browser.new_page(), paths[0]) for _ in range(3)]
        browser.close()
    for name in ("first", "cases", "case", "frame"):
        yield f"{sorted(getattr(run, name) for run in runs)[1]:.2f}"


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, nargs="+", default=[10, 1_000, 10_000])
    parser.add_argument("--split", action="store_true")
    asked = parser.parse_args()
    heads = (
        "pairs",
        "MB (files)",
        "written, s",
        "open, s",
        "list, s",
        "case, s",
        "longest frame, s",
    )
    rows = []
    for pairs in asked.pairs:
        with tempfile.TemporaryDirectory() as folder:
            rows.append(tuple(measured(pairs, Path(folder), split=asked.split)))
    print(table(heads, rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
