from __future__ import annotations

import numpy as np
import pytest
from invented import corpus, slow_frequency, slow_shingles, table
from numpy.typing import NDArray

from reuse import ngrams
from reuse.ngrams import (
    Wanted,
    document_at,
    document_frequency,
    place_bits,
    sorted_parts,
)

COMPILED = pytest.mark.parametrize("compiled", [False, True])


@pytest.fixture(autouse=True)
def _form(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the compiled form on small tables where a test asks for it."""
    given = getattr(request.node, "callspec", None)
    if given is not None and given.params.get("compiled"):
        monkeypatch.setattr(ngrams, "ENOUGH", 0)


@COMPILED
@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("size", [1, 3])
@pytest.mark.parametrize("by_site", [False, True])
def test_levels_are_those_of_a_dictionary(
    seed: int, size: int, *, by_site: bool, compiled: bool
) -> None:
    """Each n-gram reaches the thresholds that its documents do; across a border there is none."""
    del compiled
    data = corpus(seed, documents=20, vocabulary=60 if size == 1 else 4)
    wanted = Wanted(table=data, size=size, by_site=by_site)
    found = document_frequency(wanted, [2, 5], map)
    assert found.thresholds == (1, 2, 5)
    expected = [
        (count >= 1) + (count >= 2) + (count >= 5)
        for count in slow_frequency(data, size, by_site=by_site)
    ]
    assert found.levels.tolist() == expected
    assert len(set(expected)) > 1


@COMPILED
@pytest.mark.parametrize("seed", range(5))
def test_shorter_ngrams_decide_without_loss(seed: int, *, compiled: bool) -> None:
    """What shorter n-grams rule out is in too few documents anyway."""
    del compiled
    data = corpus(seed, documents=60, vocabulary=9)
    shorter = document_frequency(Wanted(table=data, size=3), [3], map)
    whole = document_frequency(Wanted(table=data, size=4), [3], map)
    part = document_frequency(Wanted(table=data, size=4, shorter=shorter, fewest=3), [3], map)
    assert ((whole.levels >= 2) == (part.levels >= 2)).all()
    assert (whole.levels >= 2).any()
    assert (part.levels == 0).sum() > (whole.levels == 0).sum()


@COMPILED
@pytest.mark.parametrize("most", [None, 40])
@pytest.mark.parametrize("unmasked", [False, True])
@pytest.mark.parametrize("a_pass", [None, 90])
def test_parts_hold_all_places_once_and_equal_ngrams_together(
    monkeypatch: pytest.MonkeyPatch,
    *,
    compiled: bool,
    most: int | None,
    unmasked: bool,
    a_pass: int | None,
) -> None:
    """Every wanted place is in one part, beside all places with the same n-gram."""
    del compiled
    if a_pass is not None:
        monkeypatch.setattr(ngrams, "_PASS", a_pass)
        monkeypatch.setattr(ngrams, "_MOST_PASS", a_pass)
    data = corpus(5, documents=30)
    mask = np.random.default_rng(1).random(len(data.codes)) < 0.2
    bits = place_bits(data)

    def groups(words: NDArray[np.uint64]) -> list[tuple[int, int]]:
        assert (np.sort(words) == words).all()
        return [(int(word) >> bits, int(word) & (1 << bits) - 1) for word in words]

    wanted = Wanted(table=data, size=3, mask=mask, unmasked=unmasked)
    parts = sorted_parts(wanted, groups, map, most=most)
    if most == 40 and ngrams.ENOUGH == 0:
        assert len(parts) >= 4
    key = {place: (at, key) for at, part in enumerate(parts) for key, place in part}
    assert sum(map(len, parts)) == len(key)
    expected = {at: shingle for _, at, shingle in slow_shingles(data, 3) if mask[at] == unmasked}
    assert key.keys() == expected.keys()
    together = {(shingle, key[at]) for at, shingle in expected.items()}
    assert len(together) == len(set(expected.values())) == len(set(key.values()))


@pytest.mark.parametrize("total", [0, 1, 99, 100, 101, 1_000, 12_345])
def test_passes_hold_all_parts_in_order(monkeypatch: pytest.MonkeyPatch, total: int) -> None:
    """Every part is made in one pass, and a pass makes about as many words as it may."""
    monkeypatch.setattr(ngrams, "_PASS", 100)
    monkeypatch.setattr(ngrams, "_MOST_PASS", 1_000)
    sizes = np.random.default_rng(total).multinomial(total, np.full(256, 1 / 256))
    passes = ngrams._passes(sizes)
    assert [0, *(last for _, last in passes)] == [*(first for first, _ in passes), 256]
    assert len(passes) == max(min(4, -(-total // 100)), -(-total // 1_000), 1)
    assert all(sizes[first:last].sum() <= 1_100 for first, last in passes)


def test_documents_are_found_from_landmarks() -> None:
    """The document of every token is found, past empty documents too."""
    data = table(["", "a b c", "", "", "d " * 300, "e", ""])
    marks = data.landmarks
    for find in (document_at, document_at.native):
        found = [find(data.bounds, marks, place) for place in range(len(data.codes))]
        assert found == data.documents.tolist()


def test_empty_tables_have_no_ngrams() -> None:
    """Without tokens there is nothing to count."""
    for texts in ([], ["", ""]):
        found = document_frequency(Wanted(table=table(texts), size=3), [2], map)
        assert len(found.levels) == 0
