from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from invented import edited, story
from numpy.typing import NDArray

from reuse.config import TextConfig
from reuse.errors import ReuseError
from reuse.model.prepared import TokenBatch
from reuse.sketch import bands, from_datasketch, sign, to_datasketch
from reuse.sketch.minhash import Blocks
from reuse.sketch.signatures import all_blocks
from reuse.text import tokenise_many

KEY = 1234567890123456789


def stories() -> TokenBatch:
    """Twelve stories, each with an edited version of itself."""
    originals = [story(150, seed) for seed in range(12)]
    return tokenise_many([*originals, *(edited(text, 0.1, 3) for text in originals)], TextConfig())


def pairs_of_equal_keys(blocks: Blocks, count: int, rows: int) -> set[tuple[int, int]]:
    """Windows that share the key of any band."""
    found: set[tuple[int, int]] = set()
    for band in bands(blocks, count=count, rows=rows, key=KEY):
        buckets: dict[int, list[int]] = {}
        for window, value in enumerate(band.keys.tolist()):
            buckets.setdefault(value, []).append(window)
        for bucket in buckets.values():
            found.update(combinations(bucket, 2))
    return found


def pairs_of_datasketch(values: NDArray[np.uint32], count: int, rows: int) -> set[tuple[int, int]]:
    """Windows that datasketch's index finds for each other."""
    from datasketch import MinHashLSH  # noqa: PLC0415  slow to import

    index = MinHashLSH(num_perm=values.shape[1], params=(count, rows))
    made = list(to_datasketch(values, key=KEY))
    for number, each in enumerate(made):
        index.insert(number, each)
    return {
        (number, other)
        for number, each in enumerate(made)
        for other in index.query(each)
        if number < other
    }


@pytest.mark.parametrize("stride", [12, None])
@pytest.mark.parametrize(("count", "rows"), [(8, 2), (32, 3), (5, 5)])
def test_the_index_finds_the_pairs_of_equal_band_keys(
    stride: int | None, count: int, rows: int
) -> None:
    """On the same bands and rows datasketch's LSH and our keys join the same windows."""
    tokens = stories()
    signed = sign(tokens, shingle=3, stride=stride, permutations=count * rows, key=KEY)
    expected = pairs_of_equal_keys(all_blocks(tokens, shingle=3, stride=stride), count, rows)
    assert pairs_of_datasketch(signed.values, count, rows) == expected
    assert len(expected) >= 5


def test_the_round_trip_loses_nothing() -> None:
    """Signatures come back from datasketch's objects bit by bit; copies do, too."""
    values = sign(stories(), key=KEY).values
    made = list(to_datasketch(values, key=KEY))
    assert from_datasketch(made, key=KEY).tolist() == values.tolist()
    assert from_datasketch([each.copy() for each in made], key=KEY).tolist() == values.tolist()
    assert from_datasketch([], key=KEY).dtype == np.uint32


def test_objects_compare_as_signatures_do() -> None:
    """The resemblance that datasketch estimates is the share of equal slots."""
    values = sign(stories(), stride=None, key=KEY).values
    one, *others = to_datasketch(values, key=KEY)
    for other, row in zip(others, values[1:], strict=True):
        assert one.jaccard(other) == (row == values[0]).mean()


def test_a_merged_object_is_the_signature_of_both() -> None:
    """Merging the two halves of a text gives what their shingles together have."""
    halves, whole = ([1, 2, 3], [9, 8, 7]), [1, 2, 3, 9, 8, 7]
    values = []
    for texts in (halves, (whole,)):
        batch = TokenBatch(
            codes=np.array([code for text in texts for code in text], np.uint32),
            bounds=np.cumsum([0, *map(len, texts)], dtype=np.int64),
            words=np.zeros(len(texts), np.int32),
            disguised=np.zeros(len(texts), np.bool_),
        )
        values.append(sign(batch, shingle=1, stride=None, key=KEY).values)
    one, other = to_datasketch(values[0], key=KEY)
    one.merge(other)
    assert from_datasketch([one], key=KEY).tolist() == values[1].tolist()


def test_what_would_mislead_is_refused() -> None:
    """No object is updated, compared with one of datasketch's own, or taken for ours."""
    from datasketch import MinHash  # noqa: PLC0415  slow to import

    values = sign(stories(), key=KEY).values
    ours, shorter = (
        next(to_datasketch(values, key=KEY)),
        next(to_datasketch(values[:, :9], key=KEY)),
    )
    with pytest.raises(ReuseError, match="cannot be updated"):
        ours.update(b"more")
    theirs = MinHash(num_perm=96)
    with pytest.raises(ValueError, match="different seeds"):
        ours.jaccard(theirs)
    for wrong in ([theirs], [ours, shorter]):
        with pytest.raises(ReuseError, match="MinHash"):
            from_datasketch(wrong, key=KEY)
    with pytest.raises(ReuseError, match="key 7"):
        from_datasketch([ours], key=7)
