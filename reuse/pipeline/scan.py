"""A corpus scanned."""

from __future__ import annotations

from collections.abc import Iterable

from reuse.align import is_compiled
from reuse.cluster import cluster_passages, ledger
from reuse.config import Config
from reuse.engine import collector_paused
from reuse.model.comparison import Comparison
from reuse.model.document import Document
from reuse.model.progress import Progress, Silent
from reuse.model.result import ScanResult
from reuse.model.skip import Notice, Skip
from reuse.pipeline.batches import COMPILING, compile_batches
from reuse.pipeline.comparing import compare_proposed, in_batches
from reuse.pipeline.frequencies import Scanned
from reuse.pipeline.graphing import draw
from reuse.pipeline.intake import Intake, take_in
from reuse.pipeline.proposals import propose
from reuse.pipeline.sifting import sift
from reuse.text import load_ahead

# Documents from which on the language guesser is made ready beside other work.
_MANY = 5_000
# Documents of which one that is not plainly English has the guesser made ready.
_ASKED = 200


def scan(
    documents: Iterable[Document | Skip | Notice],
    config: Config | None = None,
    *,
    progress: Progress | None = None,
) -> ScanResult:
    """Find who carries whose text in a corpus.

    Args:
        documents: articles, in any order, and what readers report on the way.
        config: settings; the defaults when None.
        progress: told of every stage; silent when None.

    Returns:
        The result; the same for any order of the input and any number of threads.
    """
    settings, watcher = config or Config(), progress or Silent()
    intake = take_in(documents, settings, watcher)
    if len(intake.documents) >= _MANY:
        step = max(1, len(intake.documents) // _ASKED)
        some = (intake.documents[at] for at in range(0, len(intake.documents), step))
        load_ahead((document.text, document.language) for document in some)
    proposals = propose(intake, settings, watcher)
    if in_batches(len(proposals.pairs), len(intake.documents)) and not is_compiled():
        watcher.stage(COMPILING, None)
        compile_batches()
    watcher.stage("aligning", len(proposals.pairs))
    found = []
    with collector_paused():
        for comparison in compare_proposed(intake, proposals, settings):
            watcher.advance()
            if comparison is not None:
                found.append(comparison)
        watcher.stage("clusters", None)
        kept, sifted = sift(found, Scanned(intake.table, settings), settings)
    comparisons = tuple(sorted(kept, key=_telling))
    ids = intake.documents.ids
    same_page = tuple(tuple(ids[member] for member in group) for group in intake.same_page)
    pages = {name: group[0] for group in same_page for name in group[1:]}
    clusters, derivations = draw(comparisons, cluster_passages(comparisons, pages), pages, settings)
    return ScanResult(
        documents=intake.documents,
        comparisons=comparisons,
        clusters=clusters,
        outlets=ledger(
            intake.published,
            comparisons,
            _words(intake, comparisons),
            pages,
            lag_hours=settings.derive.lag_hours,
        ),
        skipped=intake.skipped,
        notices=intake.notices,
        dropped=proposals.dropped,
        settings=settings.as_dict(),
        same_page=same_page,
        outside_dates=intake.outside_dates,
        sifted=sifted,
        derivations=derivations,
    )


def _words(intake: Intake, comparisons: tuple[Comparison, ...]) -> dict[str, int]:
    """Words of the documents that are in a pair."""
    names = {d.id for c in comparisons for d in (c.left, c.right)}
    return {name: int(intake.known.words[intake.documents.number(name)]) for name in names}


def _telling(comparison: Comparison) -> tuple[bool, bool, float, str, str]:
    """Sort key: reuse first, one page in two records last, by words and what they prove."""
    return (
        not comparison.is_reuse,
        comparison.same_page,
        -comparison.worth,
        comparison.left.id,
        comparison.right.id,
    )
