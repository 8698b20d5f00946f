"""Which archived documents are worth comparing with some texts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from reuse import candidates
from reuse.archive import GRAM, STRIDE, Asked, Hits, Holdings, grams, look_up, promising
from reuse.candidates.seeds import Seeds, seed_words
from reuse.config import CandidateConfig, Config
from reuse.grouping import distinct, firsts
from reuse.model.corpus import FROM_JOIN, TokenTable

# Pairs of a text and an archived document whose tokens are looked at together.
_AT_ONCE = 16_384
# Bits of the first token of a passage.
_TOKEN_BITS = 31
# Tokens looked at before and behind a passage, at the most: what is read of one at a time.
_MOST_AROUND = 400
# How much rarer than others a key is that counts alone.
_RARER = 8
# Places of a key in one passage that are looked at.
_MOST_REPEATS = 4


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Recalled:
    """Pairs of a text and an archived document that share a run of tokens; shape (k,)."""

    texts: NDArray[np.int64]
    """Number of the text; rising."""
    documents: NDArray[np.int64]
    """Number of the archived document; rising where the texts are equal."""
    scores: NDArray[np.float64]
    """Nats of the keys they share: how much rarer these are than chance, added up."""
    left_out: int
    """Places with a run of tokens that too many passages hold to look at all."""


def recall(
    holdings: Holdings,
    codes: NDArray[np.uint32],
    bounds: NDArray[np.int64],
    config: Config,
    asked: Asked | None = None,
) -> Recalled:
    """Look some texts up in an archive and verify what is found on the tokens.

    Args:
        holdings: the archive.
        codes: token codes of all texts, shape (N,).
        bounds: first token of each text, then N; shape (D + 1,).
        config: caps, and the shortest run that counts.
        asked: what is known of the texts.

    Raises:
        ArchiveError: what was read is damaged.
    """
    rare = config.candidates.rare
    fewest = candidates.least_matches(holdings.documents, config.candidates)
    settings = replace(config.candidates, min_matches=fewest)
    hits = look_up(holdings, codes, bounds, rare, asked)
    lone = hits.weights >= np.log(max(1, holdings.passages) / max(1, rare // _RARER))
    lone |= True if asked is None else _framed(asked, codes, bounds, rare)[hits.places]
    texts = np.searchsorted(bounds, hits.places, "right") - 1
    # A pair of text and document as one number, below which all of a text stand together.
    keys = texts << 40 | hits.documents
    seen = hits.part(promising(holdings, codes, bounds, hits, lone))
    texts = np.searchsorted(bounds, seen.places, "right") - 1
    pairs = distinct(texts << 40 | seen.documents)
    kept = [
        _verified(holdings, codes, bounds, _part(seen, texts, part), part, settings)
        for part in np.split(pairs, _cuts(pairs))
    ]
    chosen = np.concatenate(kept)
    return Recalled(
        texts=chosen >> 40,
        documents=chosen & ((1 << 40) - 1),
        scores=_scores(hits, keys, chosen),
        left_out=len(hits.left_out),
    )


def _cuts(pairs: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where sorted pairs are cut into parts, none within a text."""
    last = np.arange(_AT_ONCE, len(pairs), _AT_ONCE)
    return np.unique(np.searchsorted(pairs >> 40, pairs[last] >> 40))


def _scores(hits: Hits, keys: NDArray[np.int64], pairs: NDArray[np.int64]) -> NDArray[np.float64]:
    """Nats of some pairs; a place counts once however many passages of a document hold its key."""
    at = np.minimum(np.searchsorted(pairs, keys), max(0, len(pairs) - 1))
    some = np.flatnonzero(pairs[at] == keys) if len(pairs) else at[:0]
    hits, keys = hits.part(some), keys[some]
    order = np.lexsort((hits.places, keys))
    ordered, places = keys[order], hits.places[order]
    once = order[firsts(ordered) | firsts(places)]
    out = np.zeros(len(pairs), np.float64)
    np.add.at(out, np.searchsorted(pairs, keys[once]), hits.weights[once])
    return out


def _framed(
    asked: Asked, codes: NDArray[np.uint32], bounds: NDArray[np.int64], rare: int
) -> NDArray[np.bool_]:
    """At which tokens a key begins that may be the only one of a sentence that is looked up.

    All others of a stretch of twelve tokens around it are common, or stock phrases; shape (N,).
    """
    hashes, places = grams(codes, bounds)
    blind = np.zeros(len(codes), np.bool_)
    blind[places] = asked.ranges.sizes[asked.ranges.keys.searchsorted(hashes)] > rare
    blind[places] |= asked.quiet[places]
    at = np.arange(len(codes))
    before = at - np.maximum.accumulate(np.append(-1, np.where(blind, -1, at)))[:-1] - 1
    back = np.where(blind, len(codes), at)[::-1]
    behind = np.append(len(codes), np.minimum.accumulate(back))[::-1][1:] - at - 1
    out: NDArray[np.bool_] = before + behind >= candidates.SENTENCE - GRAM
    return out


def _part(hits: Hits, texts: NDArray[np.int64], part: NDArray[np.int64]) -> Hits:
    """The hits of some pairs, which are all pairs of their texts."""
    ends = (part[0] >> 40, (part[-1] >> 40) + 1) if len(part) else (0, 0)
    # Hits rise by place, and so by text.
    first, last = np.searchsorted(texts, ends).tolist()
    return hits.part(np.arange(first, last))


def _verified(  # noqa: PLR0913, PLR0917  one array an input
    holdings: Holdings,
    codes: NDArray[np.uint32],
    bounds: NDArray[np.int64],
    hits: Hits,
    pairs: NDArray[np.int64],
    settings: CandidateConfig,
) -> NDArray[np.int64]:
    """Those of some pairs that share a run of tokens that is long enough."""
    if not len(pairs):
        return pairs
    first, last = int(pairs[0] >> 40), int(pairs[-1] >> 40) + 1
    origin, count = int(bounds[first]), last - first
    # Windows stand for the documents. A match gains two points and anything else costs one, so
    # that a run has found the matches that count, or ended, before it leaves them.
    around = min(settings.xdrop + 3 * settings.min_matches, _MOST_AROUND)
    passages = hits.documents << _TOKEN_BITS | hits.tokens
    distinct_passages = distinct(passages)
    documents = distinct_passages >> _TOKEN_BITS
    tokens = distinct_passages & ((1 << _TOKEN_BITS) - 1)
    held, edges, heads = holdings.windows(documents, tokens, around)
    table = _table(
        np.concatenate([codes[origin : bounds[last]], held]),
        np.concatenate([bounds[first:last] - origin, edges + bounds[last] - origin]),
    )
    of = np.searchsorted(distinct_passages, passages)
    words = _seeds(table, hits.places - origin, count + of, heads[of])
    runs, _ = candidates.find_runs(table, Seeds(words=words), settings)
    texts, numbers = runs.left.astype(np.int64) + first, documents[runs.right - count]
    return distinct(texts << 40 | numbers)


def _seeds(
    table: TokenTable,
    places: NDArray[np.int64],
    windows: NDArray[np.int64],
    heads: NDArray[np.int64],
) -> NDArray[np.uint64]:
    """Sorted words of `Seeds`: each place, and where its tokens first stand in the passage.

    Args:
        table: texts and windows.
        places: token at which each key begins in its text, shape (k,).
        windows: document of the table that holds the passage, shape (k,).
        heads: first token of the passage within it, shape (k,).
    """
    starts, ends = table.bounds[windows] + heads, table.bounds[windows + 1]
    first = table.codes[places]
    hit, step = np.nonzero(_at(table, starts[:, None] + np.arange(STRIDE)) == first[:, None])
    found = starts[hit] + step
    real = found + GRAM <= ends[hit]
    for ahead in range(1, GRAM):
        real &= _at(table, found + ahead) == table.codes[places[hit] + ahead]
    # Of several in one passage the first few; equal hashes of other tokens have none.
    hit, found = hit[real], found[real]
    rank = np.arange(len(hit)) - np.searchsorted(hit, hit)
    few = rank < _MOST_REPEATS
    return distinct(seed_words(places[hit[few]], found[few], FROM_JOIN))


def _at(table: TokenTable, places: NDArray[np.int64]) -> NDArray[np.uint32]:
    """Codes at some places, of which some may lie behind the last."""
    out: NDArray[np.uint32] = table.codes[np.minimum(places, len(table.codes) - 1)]
    return out


def _table(codes: NDArray[np.uint32], bounds: NDArray[np.int64]) -> TokenTable:
    """A table of texts of which nothing but the tokens is asked."""
    count = len(bounds) - 1
    none, unknown = np.zeros(count, np.int32), np.zeros(count, np.float64)
    return TokenTable(
        codes=codes, bounds=bounds, outlets=none, sites=none, earliest=unknown, latest=unknown
    )
