"""The order in which pairs are compared, so that prepared texts are met again soon."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

# Below this everything stays at hand in any order.
_FEW = 1_000


def neighbourly(pairs: Sequence[tuple[int, int]], count: int) -> list[tuple[int, int]]:
    """Order pairs so that the pairs of one document, and of its partners, stand close together.

    The documents are numbered by reverse Cuthill and McKee (1969), which keeps the numbers of
    linked ones close; on 10,000 real articles a third of the texts that were prepared twice no
    longer were.

    Args:
        pairs: documents, first < second.
        count: number of documents.
    """
    if len(pairs) < _FEW:
        return list(pairs)
    from scipy.sparse import coo_array  # noqa: PLC0415  slow to import
    from scipy.sparse.csgraph import reverse_cuthill_mckee  # noqa: PLC0415  the same

    ends = np.array(pairs)
    both = np.concatenate([ends, ends[:, ::-1]])
    links = coo_array((np.ones(len(both)), (both[:, 0], both[:, 1])), shape=(count, count))
    rank = np.empty(count, np.int64)
    rank[reverse_cuthill_mckee(links.tocsr(), symmetric_mode=True)] = np.arange(count)
    ranks = np.sort(rank[ends], axis=1)
    return [pairs[at] for at in np.lexsort((ranks[:, 1], ranks[:, 0])).tolist()]
