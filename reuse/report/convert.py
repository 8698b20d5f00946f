"""From the types that cross stages to the versioned records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from msgspec import UNSET, Struct

from reuse import version
from reuse.model.alignment import Alignment, Conflict
from reuse.model.archived import ArchiveStats, QueryResult
from reuse.model.cluster import Cluster
from reuse.model.comparison import Comparison
from reuse.model.derivation import Arc, Derivation, Link
from reuse.model.document import Document
from reuse.model.ledger import OutletLag, OutletLedger
from reuse.model.result import Dropped, ScanResult
from reuse.model.skip import Notice, Skip
from reuse.model.verdict import Cue, Relation, Side, SidedSpan
from reuse.report import records

# Six decimals are far finer than any probability here is known, and hide the last bits in
# which processors differ.
_DECIMALS = 6


def result_frame(result: ScanResult) -> records.ResultRecord:
    """What a scan found, without the rows of its long lists, which `result_rows` gives."""
    return records.ResultRecord(
        version=1,
        tool_version=version.__version__,
        complete=result.complete,
        counts=counts(result),
        documents=(),
        comparisons=(),
        clusters=(),
        outlets=_ledger(result.outlets),
        skipped=tuple(map(_skip, result.skipped)),
        notices=tuple(map(_notice, result.notices)),
        dropped=tuple(map(_dropped, result.dropped)),
        settings=result.settings,
        same_page=tuple(records.SamePageRecord(document_ids=ids) for ids in result.same_page),
        sifted=result.sifted,
    )


def result_rows(result: ScanResult) -> Iterator[tuple[str, Iterator[Struct]]]:
    """The long lists of a result by the name of their field, in the order of the fields."""
    paired = {d.id for c in result.comparisons for d in (c.left, c.right)}
    yield "documents", (document_record(d, text=d.id in paired) for d in result.documents)
    yield "comparisons", map(comparison_record, result.comparisons)
    yield "clusters", map(_cluster, result.clusters)
    yield "derivations", map(_derivation, result.derivations)


def pair_record(comparison: Comparison) -> records.PairRecord:
    """One comparison with its two documents."""
    return records.PairRecord(
        version=1,
        tool_version=version.__version__,
        left=document_record(comparison.left, text=True),
        right=document_record(comparison.right, text=True),
        comparison=comparison_record(comparison),
    )


def query_record(result: QueryResult) -> records.QueryRecord:
    """What an archive holds of some articles."""
    return records.QueryRecord(
        version=1,
        tool_version=version.__version__,
        complete=result.complete,
        counts=records.Counts(
            read=result.read,
            scanned=result.queried,
            skipped=len(result.skipped) + result.outside_dates,
            skipped_by_code=result.skipped_by_code,
        ),
        pairs=tuple(
            records.AskedPair(
                left=document_record(comparison.left),
                right=document_record(comparison.right),
                comparison=comparison_record(comparison),
            )
            for comparison in result.comparisons
        ),
        sifted=result.sifted,
        skipped=tuple(map(_skip, result.skipped)),
        notices=tuple(map(_notice, result.notices)),
        dropped=tuple(map(_dropped, result.dropped)),
    )


def stats_record(stats: ArchiveStats) -> records.StatsRecord:
    """How much an archive holds."""
    return records.StatsRecord(version=1, tool_version=version.__version__, **asdict(stats))


def document_record(document: Document, *, text: bool = False) -> records.DocumentRecord:
    """A document, with its text where that is asked for."""
    return records.DocumentRecord(
        id=document.id,
        outlet=document.outlet,
        published=document.published,
        title=document.title,
        author=document.author,
        url=document.url,
        language=document.language,
        text=document.text if text else UNSET,
    )


def comparison_record(comparison: Comparison) -> records.ComparisonRecord:
    """A pair with verdict, evidence and passages."""
    verdict = comparison.verdict
    line = verdict.credit_line
    return records.ComparisonRecord(
        left_id=comparison.left.id,
        right_id=comparison.right.id,
        relation=verdict.relation,
        probabilities={r: _rounded(verdict.probabilities[r]) for r in Relation},
        credit=verdict.credit,
        credit_line=None if line is None else _quoted(comparison, line),
        cues=tuple(_cue(comparison, cue) for cue in verdict.cues),
        alignments=tuple(_alignment(a) for a in comparison.alignments),
        same_page=comparison.same_page,
        reused_words=comparison.reused_words,
        notes=comparison.notes,
    )


def alignment_lines(result: ScanResult) -> Iterator[records.AlignmentLine]:
    """Every aligned passage of a scan, labelled ones included, in the order of the result."""
    for comparison in result.comparisons:
        for alignment in comparison.alignments:
            yield records.AlignmentLine(
                left_id=comparison.left.id,
                right_id=comparison.right.id,
                left_start=alignment.left.start,
                left_end=alignment.left.end,
                right_start=alignment.right.start,
                right_end=alignment.right.end,
                role=alignment.role,
                obfuscation=alignment.obfuscation,
                score=_rounded(alignment.score),
                channel=alignment.channel,
                relation=comparison.verdict.relation,
                conflicts=tuple(map(_conflict, alignment.conflicts)),
            )


def counts(result: ScanResult) -> records.Counts:
    """How many records were read, scanned and skipped."""
    return records.Counts(
        read=result.read,
        scanned=len(result.documents),
        skipped=result.left_out,
        skipped_by_code=result.skipped_by_code,
    )


def sided_text(comparison: Comparison, place: SidedSpan) -> str:
    """The words that a sided span cuts out of its document."""
    side = comparison.left if place.side is Side.LEFT else comparison.right
    return place.span.cut(side.text)


def _skip(skip: Skip) -> records.SkipRecord:
    return records.SkipRecord(origin=skip.origin, code=skip.code, reason=skip.reason)


def _notice(notice: Notice) -> records.NoticeRecord:
    return records.NoticeRecord(origin=notice.origin, code=notice.code, reason=notice.reason)


def _dropped(dropped: Dropped) -> records.DroppedRecord:
    return records.DroppedRecord(what=dropped.what, count=dropped.count, reason=dropped.reason)


def _quoted(comparison: Comparison, place: SidedSpan) -> records.QuotedSpan:
    return records.QuotedSpan(
        side=place.side,
        start=place.span.start,
        end=place.span.end,
        text=sided_text(comparison, place),
    )


def _cue(comparison: Comparison, cue: Cue) -> records.CueRecord:
    return records.CueRecord(
        name=cue.name,
        favours=cue.favours,
        nats=_rounded(cue.nats),
        explanation=cue.explanation,
        spans=tuple(_quoted(comparison, place) for place in cue.spans),
    )


def _alignment(alignment: Alignment) -> records.AlignmentRecord:
    return records.AlignmentRecord(
        left_start=alignment.left.start,
        left_end=alignment.left.end,
        right_start=alignment.right.start,
        right_end=alignment.right.end,
        role=alignment.role,
        obfuscation=alignment.obfuscation,
        score=_rounded(alignment.score),
        channel=alignment.channel,
        kept=_rounded(alignment.kept),
        left_words=alignment.left_words,
        right_words=alignment.right_words,
        conflicts=tuple(map(_conflict, alignment.conflicts)),
    )


def _conflict(conflict: Conflict) -> records.ConflictRecord:
    return records.ConflictRecord(
        kind=conflict.kind,
        left_start=conflict.left.start,
        left_end=conflict.left.end,
        right_start=conflict.right.start,
        right_end=conflict.right.end,
    )


def _cluster(cluster: Cluster) -> records.ClusterRecord:
    return records.ClusterRecord(
        id=cluster.id,
        original=cluster.original,
        words=cluster.words,
        outlets=cluster.outlets,
        witnesses=tuple(
            records.WitnessRecord(document_id=w.document_id, start=w.span.start, end=w.span.end)
            for w in cluster.witnesses
        ),
    )


def _derivation(derivation: Derivation) -> records.DerivationRecord:
    return records.DerivationRecord(
        id=derivation.id,
        document_ids=derivation.documents,
        cluster_ids=derivation.clusters,
        origin=derivation.origin,
        originals=derivation.originals,
        statement=derivation.statement,
        unseen=derivation.unseen,
        arcs=tuple(map(_arc, derivation.arcs)),
        links=tuple(map(_link, derivation.links)),
        roots={name: _rounded(value) for name, value in sorted(derivation.roots.items())},
    )


def _arc(arc: Arc) -> records.ArcRecord:
    return records.ArcRecord(
        source=arc.source,
        derived_id=arc.derived,
        probability=_rounded(arc.probability),
        sure=arc.sure,
        named=arc.named,
        words=arc.words,
        credit=arc.credit,
        spans=tuple((span.start, span.end) for span in arc.spans),
    )


def _link(link: Link) -> records.TieRecord:
    return records.TieRecord(
        first_id=link.first,
        second_id=link.second,
        words=link.words,
        first_from_second=_rounded(link.first_from_second),
        second_from_first=_rounded(link.second_from_first),
    )


def _ledger(ledger: OutletLedger) -> records.LedgerRecord:
    return records.LedgerRecord(
        documents=dict(sorted(ledger.documents.items())),
        flows=tuple(
            records.FlowRecord(
                carrier=f.carrier,
                source=f.source,
                documents=f.documents,
                words=f.words,
                share=_rounded(f.share),
                credited=f.credited,
                uncredited=f.uncredited,
                unknown=f.unknown,
                credited_share=None if f.credited_share is None else _rounded(f.credited_share),
                lag=None if f.lag is None else _lag(f.lag),
            )
            for f in ledger.flows
        ),
        links=tuple(
            records.LinkRecord(
                first=k.first,
                second=k.second,
                common_source=k.common_source,
                undetermined=k.undetermined,
                words=k.words,
            )
            for k in ledger.links
        ),
    )


def _lag(lag: OutletLag) -> records.LagRecord:
    return records.LagRecord(
        documents=lag.documents,
        median=_rounded(lag.median),
        lower=_rounded(lag.lower),
        upper=_rounded(lag.upper),
        uncertainty=_rounded(lag.uncertainty),
    )


def _rounded(value: float) -> float:
    return round(float(value), _DECIMALS)
