"""What of some texts is an outlet's furniture or a stock phrase, as an archive knows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reuse.archive import GRAM, Holdings, Ranges, grams, holders, site_number
from reuse.config import CandidateConfig
from reuse.model.document import Document
from reuse.sketch import FURNITURE, PHRASE, cover_furniture, cover_stock

Mask = NDArray[np.bool_]

# What runs of five and of eight tokens are made of: runs of three that begin at these.
_OF_PHRASE, _OF_FURNITURE = (0, PHRASE - GRAM), (0, GRAM, FURNITURE - GRAM)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Texts:
    """Some texts that an archive is asked about, or holds. D texts, N tokens."""

    codes: NDArray[np.uint32]
    """Shape (N,)."""
    bounds: NDArray[np.int64]
    """Shape (D + 1,)."""
    sites: NDArray[np.uint64]
    """Shape (D,): as in `Postings.sites`."""
    own: NDArray[np.int64]
    """Shape (D,): 1 for a text that the archive does not hold, which counts too; else 0."""


def sites_of(documents: Iterable[Document]) -> NDArray[np.uint64]:
    """The sites of some documents, as an archive numbers them; shape (D,)."""
    return np.array([*map(site_number, documents)], np.uint64)


def masks(
    holdings: Holdings, texts: Texts, ranges: Ranges, config: CandidateConfig
) -> tuple[Mask, Mask]:
    """Tokens that are furniture, and those that are stock phrases; both of shape (N,).

    Args:
        holdings: the archive.
        texts: the texts.
        ranges: of all their keys.
        config: how many documents make a run one or the other.

    Raises:
        ArchiveError: what was read is damaged.
    """
    hashes, places = grams(texts.codes, texts.bounds)
    keys = np.full(len(texts.codes) + FURNITURE, -1, np.int64)
    keys[places] = ranges.keys.searchsorted(hashes)
    counts = np.append(ranges.sizes, 0)
    stock = _frequent(
        holdings, texts, ranges, (keys, counts), _OF_PHRASE,
        max(config.stock, holdings.documents // 2_000), by_site=False,
    )  # fmt: skip
    furniture = _frequent(
        holdings, texts, ranges, (keys, counts), _OF_FURNITURE, config.boilerplate, by_site=True
    )
    return cover_furniture(furniture, texts.bounds), cover_stock(stock, texts.bounds)


def _frequent(  # noqa: PLR0913, PLR0917  one array an input
    holdings: Holdings,
    texts: Texts,
    ranges: Ranges,
    known: tuple[NDArray[np.int64], NDArray[np.int64]],
    offsets: tuple[int, ...],
    fewest: int,
    *,
    by_site: bool,
) -> NDArray[np.bool_]:
    """At which tokens a run begins that so many documents hold, shape (N,)."""
    keys, counts = known
    size = len(texts.codes)
    rows = np.stack([keys[offset : offset + size] for offset in offsets], axis=1)
    # A run lies in one text where its last key does: none begins in one and ends in the next.
    whole = rows.min(axis=1) >= 0
    owner = np.searchsorted(texts.bounds, np.arange(size), "right") - 1
    own = texts.own[owner]
    ends = np.minimum(np.arange(size) + offsets[-1], max(0, size - 1))
    whole &= owner == owner[ends] if size else whole
    # A run is no more common than any three of its tokens.
    for step in range(offsets[-1] + 1):
        whole &= counts[keys[step : step + size]] >= fewest - own
    if by_site:
        whole &= texts.sites[owner] != 0
    at = np.flatnonzero(whole)
    sites = texts.sites[owner[at]] if by_site else None
    held = holders(holdings, ranges, rows[at], offsets, sites) + own[at]
    out = np.zeros(size, np.bool_)
    out[at[held >= fewest]] = True
    return out
