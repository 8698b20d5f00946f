"""From the versioned records back to the types that cross stages.

What `reuse.report.convert` writes is read here, of this version and of all earlier ones. The
file may come from anywhere: every id and offset is checked before it is used.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from msgspec import Struct

from reuse.errors import DocumentError, ReadError
from reuse.model.alignment import Alignment, Conflict
from reuse.model.cluster import Cluster, Witness
from reuse.model.comparison import Comparison
from reuse.model.derivation import Arc, Derivation, Link
from reuse.model.document import Document
from reuse.model.ledger import OutletFlow, OutletLag, OutletLedger, OutletLink
from reuse.model.result import Dropped, ScanResult
from reuse.model.skip import Notice, Skip, SkipCode
from reuse.model.span import Span
from reuse.model.verdict import Cue, Relation, SidedSpan, Verdict
from reuse.report import records

_VERSION = 1


class _Head(Struct):
    format: str = ""
    version: int = 0


def read_output(data: bytes, origin: str) -> ScanResult | Comparison:
    """Read a ``result.json``, or the output of ``compare --json``.

    Documents of a file that holds no texts (it was written before 0.2) have empty ones.

    Args:
        data: the file.
        origin: its name, for messages.

    Raises:
        ReadError: it is no such file, of a newer version, or its parts do not fit together;
            the message names the place, what was seen and what was expected.
    """
    try:
        head = msgspec.json.decode(data, type=_Head)
        if head.format not in {"reusescan-result", "reusescan-comparison"}:
            raise ReadError(
                f"{origin}: expected a result.json or the output of compare --json, "
                f"found the format {head.format!r}"
            )
        if head.version > _VERSION:
            raise ReadError(
                f"{origin}: written in version {head.version} of the format; this program reads "
                f"up to version {_VERSION}"
            )
        record = msgspec.json.decode(data, type=records.ResultRecord | records.PairRecord)
        if isinstance(record, records.PairRecord):
            return _pair(record)
        return _result(record)
    except msgspec.MsgspecError as error:
        raise ReadError(f"{origin}: {error}") from None
    except (RecursionError, UnicodeDecodeError):
        raise ReadError(f"{origin}: no JSON of a result") from None
    except (DocumentError, _MisfitError) as error:
        raise ReadError(f"{origin}: {error}") from None


class _MisfitError(ValueError):
    """Parts of a record that do not fit together."""


def _result(record: records.ResultRecord) -> ScanResult:
    documents = {r.id: _document(r) for r in record.documents}
    if len(documents) != len(record.documents):
        raise _MisfitError("documents: an id stands twice; expected each once")
    return ScanResult(
        documents=tuple(documents.values()),
        comparisons=tuple(
            _comparison(r, documents, f"comparisons[{at}]")
            for at, r in enumerate(record.comparisons)
        ),
        clusters=tuple(
            _cluster(r, documents, f"clusters[{at}]") for at, r in enumerate(record.clusters)
        ),
        outlets=_ledger(record.outlets),
        skipped=tuple(Skip(origin=r.origin, code=r.code, reason=r.reason) for r in record.skipped),
        notices=tuple(
            Notice(origin=r.origin, code=r.code, reason=r.reason) for r in record.notices
        ),
        dropped=tuple(Dropped(what=r.what, count=r.count, reason=r.reason) for r in record.dropped),
        settings=record.settings,
        same_page=tuple(r.document_ids for r in record.same_page),
        outside_dates=record.counts.skipped_by_code.get(SkipCode.OUTSIDE_DATES, 0),
        sifted=record.sifted,
        derivations=tuple(
            _derivation(r, documents, f"derivations[{at}]")
            for at, r in enumerate(record.derivations)
        ),
    )


def _pair(record: records.PairRecord) -> Comparison:
    documents = {r.id: _document(r) for r in (record.left, record.right)}
    return _comparison(record.comparison, documents, "comparison")


def _document(record: records.DocumentRecord) -> Document:
    return Document(
        id=record.id,
        text="" if isinstance(record.text, msgspec.UnsetType) else record.text,
        outlet=record.outlet,
        published=record.published,
        title=record.title,
        author=record.author,
        url=record.url,
        language=record.language,
    )


def _comparison(
    record: records.ComparisonRecord, documents: Mapping[str, Document], place: str
) -> Comparison:
    left = _known(record.left_id, documents, f"{place}.left_id")
    right = _known(record.right_id, documents, f"{place}.right_id")

    def sided(quoted: records.QuotedSpan) -> SidedSpan:
        text = left.text if quoted.side == "left" else right.text
        return SidedSpan(side=quoted.side, span=_span(quoted.start, quoted.end, text, place))

    line = record.credit_line
    return Comparison(
        left=left,
        right=right,
        alignments=tuple(
            _alignment(r, left.text, right.text, f"{place}.alignments[{at}]")
            for at, r in enumerate(record.alignments)
        ),
        verdict=Verdict(
            relation=record.relation,
            probabilities={r: record.probabilities.get(r, 0.0) for r in Relation},
            cues=tuple(
                Cue(
                    name=r.name,
                    favours=r.favours,
                    nats=r.nats,
                    explanation=r.explanation,
                    spans=tuple(map(sided, r.spans)),
                )
                for r in record.cues
            ),
            credit=record.credit,
            credit_line=None if line is None else sided(line),
        ),
        same_page=record.same_page,
        notes=record.notes,
    )


def _alignment(r: records.AlignmentRecord, left: str, right: str, place: str) -> Alignment:
    return Alignment(
        left=_span(r.left_start, r.left_end, left, place),
        right=_span(r.right_start, r.right_end, right, place),
        role=r.role,
        obfuscation=r.obfuscation,
        score=r.score,
        channel=r.channel,
        kept=r.kept,
        left_words=r.left_words,
        right_words=r.right_words,
        conflicts=tuple(
            Conflict(
                kind=c.kind,
                left=_span(c.left_start, c.left_end, left, place),
                right=_span(c.right_start, c.right_end, right, place),
            )
            for c in r.conflicts
        ),
    )


def _cluster(r: records.ClusterRecord, documents: Mapping[str, Document], place: str) -> Cluster:
    if not r.witnesses:
        raise _MisfitError(f"{place}.witnesses: none; expected two or more")
    return Cluster(
        id=r.id,
        witnesses=tuple(
            Witness(
                document_id=w.document_id,
                span=_span(w.start, w.end, _known(w.document_id, documents, place).text, place),
            )
            for w in r.witnesses
        ),
        outlets=r.outlets,
        words=r.words,
        original=r.original,
    )


def _derivation(
    r: records.DerivationRecord, documents: Mapping[str, Document], place: str
) -> Derivation:
    for name in (*r.document_ids, *r.originals):
        _known(name, documents, place)
    known = {*r.document_ids, *r.unseen}
    ends = {end for a in r.arcs for end in (a.source, a.derived_id)}
    ends.update(end for k in r.links for end in (k.first_id, k.second_id))
    if not ends <= known:
        raise _MisfitError(f"{place}: {min(ends - known)!r} is none of its documents")
    return Derivation(
        id=r.id,
        documents=r.document_ids,
        clusters=r.cluster_ids,
        unseen=r.unseen,
        arcs=tuple(
            Arc(
                source=a.source,
                derived=a.derived_id,
                probability=a.probability,
                sure=a.sure,
                named=a.named,
                spans=tuple(Span(start, end) for start, end in a.spans),
                words=a.words,
                credit=a.credit,
            )
            for a in r.arcs
        ),
        links=tuple(
            Link(
                first=k.first_id,
                second=k.second_id,
                words=k.words,
                first_from_second=k.first_from_second,
                second_from_first=k.second_from_first,
            )
            for k in r.links
        ),
        roots=r.roots,
        origin=r.origin,
        originals=r.originals,
    )


def _ledger(r: records.LedgerRecord) -> OutletLedger:
    return OutletLedger(
        documents=r.documents,
        flows=tuple(
            OutletFlow(
                carrier=f.carrier,
                source=f.source,
                documents=f.documents,
                words=f.words,
                share=f.share,
                credited=f.credited,
                uncredited=f.uncredited,
                unknown=f.unknown,
                lag=None if f.lag is None else OutletLag(**msgspec.structs.asdict(f.lag)),
            )
            for f in r.flows
        ),
        links=tuple(OutletLink(**msgspec.structs.asdict(k)) for k in r.links),
    )


def _known(name: str, documents: Mapping[str, Document], place: str) -> Document:
    document = documents.get(name)
    if document is None:
        raise _MisfitError(f"{place}: no document has the id {name!r}")
    return document


def _span(start: int, end: int, text: str, place: str) -> Span:
    """A span that lies in its text; where there is no text, in order at least."""
    if start > end or (text and end > len(text)):
        raise _MisfitError(f"{place}: span {start}-{end} of a text of {len(text):,} characters")
    return Span(start, end)
