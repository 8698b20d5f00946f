"""Two documents compared: long and hostile ones in bounded work, many of them at full speed."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
from invented import story

from reuse.align import sheet, whole
from reuse.align.lines import paired_terms
from reuse.candidates.pair import _MOST_REPEATS, pair_seeds
from reuse.compiled import Kernel
from reuse.config import TextConfig
from reuse.model.document import Document
from reuse.model.prepared import UNSPACED, PreparedText
from reuse.model.vocabulary import Vocabulary
from reuse.pipeline import compare
from reuse.pipeline.warming import warm_up
from reuse.text import prepare

COARSE = "The texts are so long that only runs of equal words were compared, not sentences."


def lines_of_words(count: int, seed: int, of: int = 4000) -> str:
    """Lines of six words out of some."""
    known = story(of, 3).split()
    chosen = np.random.default_rng(seed).integers(0, len(known), (count, 6))
    return "\n".join(" ".join(known[at] for at in row) for row in chosen.tolist())


def characters(count: int, seed: int) -> str:
    """Sentences of Han characters, frequent ones more often."""
    drawn = np.random.default_rng(seed).zipf(1.3, count) % 2000 + 0x4E00
    drawn[::25] = ord("。")
    return "".join(map(chr, drawn.tolist()))


@pytest.fixture(scope="module")
def long_pair() -> tuple[Document, Document]:
    """A text of three thousand sentences, and what an editor made of it."""
    text = lines_of_words(3000, 1)
    edited = text.split("\n")
    edited[7::40] = ["something else stands here now"] * len(edited[7::40])
    left, right = (
        Document(id=name, text=body, language="xx")
        for name, body in (("a", text), ("b", "\n".join(edited)))
    )
    return left, right


def test_long_texts_are_compared_by_runs_and_say_so(long_pair: tuple[Document, Document]) -> None:
    """Beyond the cap of sentence pairs an edited copy is still found, and the note tells how."""
    found = compare(*long_pair)
    assert COARSE in found.notes
    assert sum(len(a.left) for a in found.alignments) > 0.9 * len(long_pair[0].text)


def test_a_long_text_beside_an_article_is_compared_by_sentences() -> None:
    """One long side alone is no reason for a coarser answer."""
    text = lines_of_words(3000, 2)
    article = "\n".join(text.split("\n")[1000:1100])
    left, right = (Document(id=name, text=t) for name, t in (("a", text), ("b", article)))
    found = compare(left, right)
    assert COARSE not in found.notes
    (passage,) = found.alignments
    assert passage.right.cut(article) == article


def test_no_grid_of_sentences_is_made_for_long_texts(
    long_pair: tuple[Document, Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of the size of all sentence pairs is ever computed for texts beyond the cap."""
    calls: list[int] = []
    monkeypatch.setattr(whole, "build_grid", lambda *_: calls.append(1))
    monkeypatch.setattr(Kernel, "form", lambda kernel, *_, **__: kernel._function)
    compare(*long_pair)
    assert calls == []


@pytest.mark.parametrize("make", [lines_of_words, characters])
def test_memory_of_a_text_grows_with_its_length(
    make: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twice the text takes about twice the memory to be looked over, in any script."""
    # Loading the compiler would count as well.
    monkeypatch.setattr(Kernel, "form", lambda kernel, *_, **__: kernel._function)
    peaks = []
    for count in (6_000, 12_000):
        text = lines_of_words(count, 4) if make is lines_of_words else characters(6 * count, 4)
        tracemalloc.start()
        sheet(prepare(text, "xx", TextConfig()))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 2.6 * peaks[0]


@pytest.mark.parametrize("count", [500, 2_000, 8_000, 40_000])
def test_a_text_of_few_words_gives_few_seeds(count: int) -> None:
    """Four words said over and over give seeds by the text at most, and none in a long one."""
    drawn = np.random.default_rng(5).integers(0, 4, 2 * count).astype(np.uint32)
    bounds = np.array([0, count, 2 * count], np.int64)
    seeds = pair_seeds.native(drawn, bounds, 0, 1, 4, _MOST_REPEATS)
    assert len(seeds) <= (_MOST_REPEATS * count if count < 10_000 else 0)


def slow_paired_terms(text: PreparedText) -> list[int]:
    """One token after the other."""
    out = []
    for at in range(len(text.tokens)):
        term = int(text.stem_numbers[at]) if text.content[at] else -1
        after = at + 1
        known = after < len(text.tokens) and text.traits[at] & text.traits[after] & UNSPACED
        if known and text.tokens.starts[after] == text.tokens.ends[at]:
            term = text.vocabulary.number(text.stems[at] + text.stems[after])
        out.append(term)
    return out


@pytest.mark.parametrize("text", ["", "字", "港の橋 は2閉鎖ABC町", characters(300, 6)])
def test_characters_are_paired_as_the_slow_form_does(text: str) -> None:
    """Pairs of adjacent characters are the terms that reading token by token gives."""
    prepared = prepare(text, "ja", TextConfig())
    assert paired_terms(prepared).tolist() == slow_paired_terms(prepared)


def test_characters_are_paired_once_a_distinct_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    """A long text asks for the numbers of its distinct pairs, not of all."""
    asked: list[int] = []
    number = Vocabulary.numbers

    def counted(vocabulary: Vocabulary, strings: object) -> list[int]:
        listed = list(strings)  # type: ignore[call-overload]
        asked.append(len(listed))
        return number(vocabulary, listed)

    prepared = prepare("港橋町駅" * 5_000, "ja", TextConfig())
    monkeypatch.setattr(Vocabulary, "numbers", counted)
    paired_terms(prepared)
    assert asked == [4]


def test_warming_up_changes_no_result() -> None:
    """A pair compared before and after the compiled loops are loaded gives one answer."""
    left, right = (
        Document(id=name, text=text, language="en")
        for name, text in (
            ("a", story(200, 8)),
            ("b", f"{story(60, 9)}\n{story(200, 8)[200:700]}\n{story(60, 10)}"),
        )
    )
    before = compare(left, right)
    warm_up()
    after = compare(left, right)
    assert before.alignments == after.alignments
    assert before.verdict == after.verdict
    assert before.alignments
