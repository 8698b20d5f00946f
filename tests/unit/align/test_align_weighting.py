from __future__ import annotations

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from reuse.align.terms import build_pair
from reuse.align.weighting import count_terms, dense, pair_idf, smooth_idf, unit_values
from reuse.config import TextConfig
from reuse.text import prepare

LEFT = "The harbour board raised the berth fee. Skippers protested at the harbour gate on Friday."
RIGHT = "A fee for each berth rises. The board met skippers on Friday. Nobody from the gate spoke."


def test_vectors_equal_those_of_scikit_learn() -> None:
    """The pair's own TF-IDF is TfidfVectorizer's on the same sentences and terms."""
    pair = build_pair(*(prepare(text, "en", TextConfig()) for text in (LEFT, RIGHT)))
    width = len(pair.vocabulary)
    counts = (count_terms(pair.left, width), count_terms(pair.right, width))
    idf = pair_idf(*counts, width)
    columns = np.arange(width)
    ours = np.concatenate([dense(c, unit_values(c, idf), columns, width) for c in counts])

    documents = []
    for side in (pair.left, pair.right):
        for first, last in side.text.sentences.tolist():
            used = side.terms[first:last]
            documents.append([pair.vocabulary[k] for k in used if k >= 0])
    oracle = TfidfVectorizer(
        analyzer=lambda document: document, vocabulary=list(pair.vocabulary), smooth_idf=True
    )
    expected = oracle.fit_transform(documents).toarray()

    assert len(documents) == 5
    np.testing.assert_allclose(ours, expected, atol=1e-6)


def test_smooth_idf_is_one_for_a_term_of_every_sentence() -> None:
    """A term in all sentences keeps the weight 1, a rarer one gets more."""
    values = smooth_idf(np.array([4, 1]), 4)
    assert values[0] == 1.0
    assert values[1] > 1.0
