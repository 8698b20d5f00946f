"""Which documents are compared in full, and what proposed them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from reuse import candidates
from reuse.config import Config
from reuse.engine import map_ordered
from reuse.model.alignment import Channel
from reuse.model.corpus import FROM_MINHASH
from reuse.model.progress import Progress
from reuse.model.proposed import PairTable
from reuse.model.result import Dropped
from reuse.pipeline.expanding import document_pairs, each_once
from reuse.pipeline.intake import Intake
from reuse.pipeline.passages import find_passages

_REASONS = {
    "hot_bucket": "passages of very many documents linked to the next few of them only; two "
    "documents count once for each place where they meet",
    "many_copies": "exact copies beyond the cap linked to the next few of them only",
    "overlapping_runs": "texts of few words whose runs overlap so often that not all were "
    "followed; two texts count once",
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Proposals:
    """Pairs of documents to compare."""

    pairs: PairTable
    """Document numbers, first < second, in order; what proposed the pair."""
    boilerplate: NDArray[np.bool_]
    """Shape (N,) over the token table: an outlet's furniture and stock phrases."""
    dropped: tuple[Dropped, ...]
    census: candidates.Census
    """What finding the passages cost."""


def propose(intake: Intake, config: Config, progress: Progress) -> Proposals:
    """Find the pairs of documents that are worth aligning."""
    settings = config.candidates
    boilerplate, runs, census = find_passages(intake.table, config, progress)
    of_minhash = runs.channels & FROM_MINHASH > 0
    found = [
        (runs.left[chosen], runs.right[chosen], channel)
        for channel, chosen in ((Channel.MINHASH, of_minhash), (Channel.JOIN, ~of_minhash))
    ]
    if settings.paraphrase:
        progress.stage("paraphrases", None)
        spread = partial(map_ordered, threads=config.threads)
        pairs = candidates.paraphrase_pairs(intake.table, settings, spread)
        found.append((pairs[:, 0], pairs[:, 1], Channel.PARAPHRASE))
    documents, left_out = document_pairs(*each_once(found), intake, settings)
    return Proposals(
        pairs=documents,
        boilerplate=boilerplate,
        dropped=_dropped(census, left_out),
        census=census,
    )


def _dropped(census: candidates.Census, copies: int) -> tuple[Dropped, ...]:
    counts = {
        "hot_bucket": census.dropped,
        "many_copies": copies,
        "overlapping_runs": census.cut,
    }
    return tuple(
        Dropped(what=what, count=count, reason=_REASONS[what])
        for what, count in counts.items()
        if count
    )
