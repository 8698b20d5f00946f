from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reuse.derive.wording import Wording, Words

TEXTS = st.lists(st.integers(0, 3), max_size=40)
THREE = st.fixed_dictionaries({"a": TEXTS, "b": TEXTS, "c": TEXTS})


def _wording(texts: dict[str, list[int]]) -> Wording:
    def words(name: str) -> Words:
        codes = np.array(texts[name], np.uint32)
        return Words(codes=codes, content=codes > 0)

    return Wording(words)


def _runs(codes: list[int]) -> set[tuple[int, ...]]:
    return {tuple(codes[at : at + 3]) for at in range(len(codes) - 2)}


@given(THREE)
def test_agreements_are_those_of_sets(texts: dict[str, list[int]]) -> None:
    """Runs of two documents, and those of them that a third lacks, are as sets have them."""
    wording = _wording(texts)
    runs = {name: _runs(codes) for name, codes in texts.items()}
    assert wording.runs("a") == len(runs["a"])
    assert len(wording.both("a", "b")) == len(wording.both("b", "a")) == len(runs["a"] & runs["b"])
    assert wording.against("a", "b", "c") == len((runs["a"] & runs["b"]) - runs["c"])


@given(TEXTS)
def test_nothing_is_beyond_an_equal_text(codes: list[int]) -> None:
    """A text has nothing put in and nothing changed beside one that says the same."""
    rest = _wording({"a": codes, "b": [*range(10, 15), *codes]}).rest("a", "a")
    assert rest.changed == rest.inserted == 0


def test_what_was_put_in_and_what_was_changed_are_told_apart() -> None:
    """A sentence that only one side has is put in there, a word that differs is changed in both."""
    plain = list(range(100, 140))
    longer = [*plain[:20], *range(200, 210), *plain[20:]]
    other = [*plain[:20], 300, *plain[21:]]
    wording = _wording({"plain": plain, "longer": longer, "other": other})
    assert wording.rest("longer", "plain").inserted == 1
    assert wording.rest("plain", "longer").inserted == 0
    assert wording.rest("other", "plain").changed == wording.rest("plain", "other").changed == 1
    assert wording.rest("longer", "plain").changed == 0


def test_a_rest_of_the_same_words_fits() -> None:
    """What a text has beyond the other fits as far as its words stand in the shared text too."""
    shared = list(range(100, 120))
    known = [*shared, *shared[::-1]]
    strange = [*shared, *range(200, 220)]
    wording = _wording({"shared": shared, "known": known, "strange": strange})
    assert wording.rest("known", "shared").fitting == 1.0
    assert wording.rest("strange", "shared").fitting == 0.0
