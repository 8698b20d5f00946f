from __future__ import annotations

import numpy as np
import pytest
from invented import story

from reuse.config import CandidateConfig, Config, TextConfig
from reuse.pipeline import sign_texts, signing
from reuse.sketch import sign
from reuse.text import tokenise_many

TEXTS = [story(30 + 7 * seed, seed) for seed in range(9)] + ["", "one two", "東京で3月に"]


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("threads", [1, 3])
def test_signatures_do_not_depend_on_batches_or_threads(
    monkeypatch: pytest.MonkeyPatch, *, whole: bool, threads: int
) -> None:
    """Texts read in small batches on threads have the signatures of one batch."""
    config = Config(threads=threads, candidates=CandidateConfig(permutations=16))
    monkeypatch.setattr(signing, "_BATCH", 300)
    signed = sign_texts(iter(TEXTS), config, whole=whole)
    key = config.text.hash_key
    stride = None if whole else 12
    tokens = tokenise_many(TEXTS, TextConfig())
    expected = sign(tokens, shingle=3, stride=stride, permutations=16, key=key)
    assert signed.values.tolist() == expected.values.tolist()
    assert signed.documents.tolist() == expected.documents.tolist()
    assert signed.firsts.tolist() == expected.firsts.tolist()
    assert len(set(signed.documents.tolist())) == 10


def test_no_texts_have_no_signatures() -> None:
    """Nothing gives an empty array of as many slots."""
    signed = sign_texts([])
    assert signed.values.shape == (0, 96)
    assert signed.documents.dtype == np.int32
    assert len(signed) == 0
