"""Which documents are compared in full, and what proposed them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from reuse import candidates, sketch
from reuse.config import CandidateConfig, Config
from reuse.engine import map_ordered
from reuse.model.alignment import Channel
from reuse.model.corpus import Band
from reuse.model.document import Document
from reuse.model.progress import Progress
from reuse.model.result import Dropped
from reuse.pipeline.intake import Intake

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Proposals:
    """Pairs of documents to compare."""

    pairs: dict[Pair, Channel]
    """Document numbers, first < second, in order; what proposed the pair."""
    boilerplate: NDArray[np.bool_]
    """Shape (N,) over the token table: an outlet's furniture and stock phrases."""
    dropped: tuple[Dropped, ...]


def propose(intake: Intake, config: Config, progress: Progress) -> Proposals:
    """Find the pairs of documents that are worth aligning."""
    settings = config.candidates
    progress.stage("boilerplate", None)
    many = max(settings.stock, len(intake.copies) // 2_000)
    boilerplate = sketch.boilerplate_mask(intake.table, settings.boilerplate)
    boilerplate |= sketch.stock_mask(intake.table, many)
    texts: dict[Pair, Channel] = {}
    count, rows = candidates.choose_bands(
        settings.threshold, settings.permutations, settings.miss_weight
    )
    progress.stage("passages", count)
    blocks = sketch.rare_blocks(
        intake.table,
        boilerplate,
        size=settings.shingle,
        stride=settings.stride,
        rare=settings.rare,
    )
    bands = map_ordered(
        lambda draw: sketch.band(blocks, draw),
        sketch.draws(count, rows, config.text.hash_key),
        threads=config.threads,
    )
    runs, hot = candidates.find_runs(intake.table, _watched(bands, progress), settings)
    if settings.paraphrase:
        progress.stage("paraphrases", None)
        for pair in candidates.paraphrase_pairs(intake.table, settings).tolist():
            texts[pair[0], pair[1]] = Channel.PARAPHRASE
    for left, right in zip(runs.left.tolist(), runs.right.tolist(), strict=True):
        texts[left, right] = Channel.MINHASH
    pairs, left_out = _of_documents(texts, intake, settings)
    return Proposals(pairs=pairs, boilerplate=boilerplate, dropped=_dropped(hot, left_out))


def _watched(bands: Iterator[Band], progress: Progress) -> Iterator[Band]:
    for band in bands:
        yield band
        progress.advance()


def _of_documents(
    texts: dict[Pair, Channel], intake: Intake, settings: CandidateConfig
) -> tuple[dict[Pair, Channel], int]:
    """Pairs of texts and exact copies as pairs of documents; and links left out."""
    found: dict[Pair, Channel] = {}
    left_out = 0
    for (left, right), channel in texts.items():
        lefts, rights = intake.copies[left], intake.copies[right]
        few = lefts[: settings.rare], rights[: settings.rare]
        left_out += len(lefts) * len(rights) - len(few[0]) * len(few[1])
        for one in few[0]:
            for other in few[1]:
                found[min(one, other), max(one, other)] = channel
    documents = intake.documents
    names = {name: at for at, name in enumerate(sorted({_outlet(d) for d in documents}))}
    for group in intake.copies:
        if len(group) <= settings.rare:
            found.update(dict.fromkeys(combinations(group, 2), Channel.COPY))
            continue
        owners = group if settings.within_outlet else [names[_outlet(documents[m])] for m in group]
        firsts, seconds, too_many = candidates.ring_links(np.array(owners), settings.link_ahead)
        left_out += too_many
        for one, other in zip(firsts.tolist(), seconds.tolist(), strict=True):
            found[group[one], group[other]] = Channel.COPY
    kept = {
        pair: found[pair]
        for pair in sorted(found)
        if settings.within_outlet or _are_of_two_outlets(documents[pair[0]], documents[pair[1]])
    }
    return kept, left_out


def _outlet(document: Document) -> str:
    """A name that documents of one outlet share and no other has."""
    return f"outlet {document.outlet}" if document.outlet else f"document {document.id}"


def _are_of_two_outlets(one: Document, other: Document) -> bool:
    return _outlet(one) != _outlet(other)


def _dropped(hot: int, copies: int) -> tuple[Dropped, ...]:
    rows = (
        ("hot_bucket", hot, "windows of very many documents linked to the next few of them only"),
        ("many_copies", copies, "exact copies beyond the cap linked to the next few of them only"),
    )
    return tuple(
        Dropped(what=what, count=count, reason=reason) for what, count, reason in rows if count
    )
