"""One pair of documents, from prepared texts to verdict."""

from __future__ import annotations

from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from reuse.align import align_pair, is_coarse
from reuse.candidates import pair_runs
from reuse.config import Config
from reuse.derive import judge
from reuse.model.alignment import Channel
from reuse.model.comparison import Comparison
from reuse.model.document import Document
from reuse.model.prepared import PreparedText

Mask = NDArray[np.bool_]


def compare_prepared(
    left: tuple[Document, PreparedText],
    right: tuple[Document, PreparedText],
    *,
    config: Config,
    channel: Channel,
    boilerplate: tuple[Mask | None, Mask | None] = (None, None),
) -> Comparison:
    """Align two documents and judge how they are related."""
    (one, one_text), (other, other_text) = left, right
    runs = pair_runs(one_text.tokens, other_text.tokens, config.candidates)
    alignments = align_pair(
        one_text,
        other_text,
        runs,
        config=config.align,
        left_boilerplate=boilerplate[0],
        right_boilerplate=boilerplate[1],
        channel=channel,
    )
    return Comparison(
        left=one,
        right=other,
        alignments=alignments,
        verdict=judge(one, one_text, other, other_text, alignments, config.derive),
        same_page=is_same_page(one, other),
        notes=_notes(one_text, other_text),
    )


def is_same_page(one: Document, other: Document) -> bool:
    """Whether two records are one page: one address, or one text under one outlet."""
    if one.url and other.url and _address(one.url) == _address(other.url):
        return True
    return one.outlet is not None and one.outlet == other.outlet and one.text == other.text


def _address(url: str) -> str:
    """A web address without scheme, `www.`, query and trailing slash."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url
    if not parts.netloc:
        return url
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}"


def _notes(one: PreparedText, other: PreparedText) -> tuple[str, ...]:
    notes = []
    if is_coarse(one, other):
        notes.append(
            "The texts are so long that only runs of equal words were compared, not sentences."
        )
    if one.tokens.disguised or other.tokens.disguised:
        notes.append("Invisible characters or look-alike letters were undone to compare.")
    return tuple(notes)
