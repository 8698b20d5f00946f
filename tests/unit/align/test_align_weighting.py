from __future__ import annotations

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from reuse.align.evidence import build_grid
from reuse.align.lines import sheets
from reuse.config import TextConfig
from reuse.text import prepare

LEFT = "The harbour board raised the berth fee. Skippers protested at the harbour gate on Friday."
RIGHT = "A fee for each berth rises. The board met skippers on Friday. Nobody from the gate spoke."


def test_cosines_equal_those_of_scikit_learn() -> None:
    """The cosine of two sentences is that of TfidfVectorizer on all sentences of the pair."""
    left, right = sheets(*(prepare(text, "en", TextConfig()) for text in (LEFT, RIGHT)))
    documents = [
        [stem for stem, content in zip(side.text.stems, side.text.content, strict=True) if content][
            sum(side.text.content[:first]) : sum(side.text.content[:last])
        ]
        for side in (left, right)
        for first, last in side.text.sentences.tolist()
    ]
    oracle = TfidfVectorizer(analyzer=lambda document: document, smooth_idf=True)
    values = oracle.fit_transform(documents).toarray()
    grid = build_grid(left.lines, right.lines)

    assert len(documents) == 5
    np.testing.assert_allclose(grid.cosine, values[:2] @ values[2:].T, atol=1e-12)
    assert (grid.cosine > 0).any()


def test_shared_terms_are_counted_and_weighed() -> None:
    """The board and the fee stand in both first sentences; neither is a name or number."""
    left, right = sheets(*(prepare(text, "en", TextConfig()) for text in (LEFT, RIGHT)))
    grid = build_grid(left.lines, right.lines)
    assert grid.shared.tolist() == [[2, 1, 0], [0, 2, 1]]
    assert grid.plain.tolist() == [[2, 1, 0], [0, 1, 1]]
    assert len(grid.idf) == 6
    assert (grid.idf >= 1.0).all()
