from __future__ import annotations

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from reuse.align.common_terms import TELLING_SENTENCES, common_terms
from reuse.align.evidence import build_grid
from reuse.align.lines import Lines, Sheet, sheets
from reuse.config import TextConfig
from reuse.model.vocabulary import key_of
from reuse.text import prepare

LEFT = "The harbour board raised the berth fee. Skippers protested at the harbour gate on Friday."
RIGHT = "A fee for each berth rises. The board met skippers on Friday. Nobody from the gate spoke."


def unknown(side: Sheet) -> Lines:
    """A text in a language of whose terms nothing is known."""
    return side.lines._replace(rarity=np.zeros(len(side.lines.terms)))


def test_cosines_equal_those_of_scikit_learn() -> None:
    """Where nothing is known of the language, cosines are those of TfidfVectorizer on the pair."""
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
    grid = build_grid(unknown(left), unknown(right))

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


def test_weights_of_short_texts_come_in_part_from_the_language() -> None:
    """Five sentences of thirty weigh a term for a sixth, the table for the rest."""
    left, right = sheets(*(prepare(text, "en", TextConfig()) for text in (LEFT, RIGHT)))
    table, share = common_terms(), 5 / TELLING_SENTENCES
    grid, own = build_grid(left.lines, right.lines), build_grid(unknown(left), unknown(right))
    terms = left.lines.terms[grid.common[:, 0]].tolist()
    known = dict(zip(table.keys.tolist(), table.weights.tolist(), strict=True))
    expected = [
        share * weight + (1 - share) * known.get(term, table.rare)
        for term, weight in zip(terms, own.idf.tolist(), strict=True)
    ]
    np.testing.assert_allclose(grid.idf, expected, rtol=1e-12)
    assert len(set(grid.idf.tolist())) > len(set(own.idf.tolist()))


def test_weights_of_long_texts_are_their_own() -> None:
    """From thirty sentences of both on, the table changes nothing."""
    texts = (f"{text} " * TELLING_SENTENCES for text in (LEFT, RIGHT))
    left, right = sheets(*(prepare(text, "en", TextConfig()) for text in texts))
    grid, own = build_grid(left.lines, right.lines), build_grid(unknown(left), unknown(right))
    assert (grid.idf == own.idf).all()
    assert (grid.cosine == own.cosine).all()


def test_common_terms_weigh_less_than_rare_ones() -> None:
    """News says "president" more often than "port", and "port" more often than most words."""
    table = common_terms()
    weights = dict(zip(table.keys.tolist(), table.weights.tolist(), strict=True))
    assert weights[key_of("presid")] < weights[key_of("port")] < table.rare
    assert (np.diff(table.keys) > 0).all()
