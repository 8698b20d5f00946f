from __future__ import annotations

import random

import pytest
from invented import story, words

from reuse import pipeline
from reuse.candidates import extension
from reuse.config import CandidateConfig, Config, from_mapping
from reuse.model.alignment import Channel
from reuse.model.document import Document
from reuse.model.progress import Silent
from reuse.pipeline.intake import take_in
from reuse.pipeline.proposals import Proposals, propose

TEXT = story(60, 1)


def proposed(documents: list[Document], **settings: object) -> Proposals:
    """What is proposed of some documents."""
    config = Config(candidates=CandidateConfig(**settings))  # type: ignore[arg-type]
    return propose(take_in(documents, config, Silent()), config, Silent())


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://a.example/x", "http://www.a.example/x/", True),
        ("https://A.example/x", "https://a.example/x?utm_source=feed#top", True),
        ("https://a.example/x", "https://a.example/y", False),
        ("https://a.example/x", "https://b.example/x", False),
        ("https://a.example/x", "https://a.example/X", False),
        ("http://[bad", "http://[bad", True),
        ("x", "x", True),
        ("https://a.example/", "https://a.example/", False),
        ("https://a.example/?id=3", "https://a.example?id=3&utm_source=x", True),
        (None, None, False),
        (None, "https://a.example/x", False),
    ],
)
def test_one_address_is_one_page(one: str | None, other: str | None, *, same: bool) -> None:
    """Scheme, `www.`, query and a trailing slash do not make another page."""
    left = Document(id="l", text=TEXT, url=one)
    right = Document(id="r", text=story(60, 2), url=other)
    assert pipeline.compare(left, right).same_page is same
    assert pipeline.compare(right, left).same_page is same


@pytest.mark.parametrize(
    ("one", "other", "same"), [("A", "A", True), ("A", "B", False), (None, None, False),
                               ("", "", False)],
)  # fmt: skip
def test_one_text_of_one_outlet_is_one_page(
    one: str | None, other: str | None, *, same: bool
) -> None:
    """Equal texts are one page only where a known outlet carries both."""
    left, right = (Document(id=n, text=TEXT, outlet=o) for n, o in (("l", one), ("r", other)))
    assert pipeline.compare(left, right).same_page is same


def test_exact_copies_are_pairs_of_their_own_channel() -> None:
    """Copies of several outlets come back as pairs; those of one outlet do not."""
    outlets = ("A", "A", "B", None, None)
    # Signs tell raw texts apart: equal ones of one outlet would be one page.
    texts = [TEXT + "!" * at for at in range(5)]
    documents = [
        Document(id=str(at), text=text, outlet=outlet)
        for at, (text, outlet) in enumerate(zip(texts, outlets, strict=True))
    ]
    found = proposed(documents)
    expected = [(a, b) for a in range(5) for b in range(a + 1, 5) if (a, b) != (0, 1)]
    assert list(found.pairs) == expected
    assert set(found.pairs.values()) == {Channel.COPY}
    assert found.dropped == ()
    assert len(proposed(documents, within_outlet=True).pairs) == 10


def test_copies_of_several_outlets_meet_others() -> None:
    """An edited text of one of their outlets meets the copies of the others."""
    edited = f"{TEXT} {' '.join(words(30, 5))}"
    documents = [
        Document(id="a", text=TEXT, outlet="A"),
        Document(id="b", text=TEXT, outlet="B"),
        Document(id="c", text=edited, outlet="A"),
    ]
    found = proposed(documents)
    assert found.pairs == {(0, 1): Channel.COPY, (1, 2): Channel.MINHASH}


@pytest.mark.parametrize("outlets", [1, 2, 7, 120])
def test_many_copies_stay_connected_across_outlets(outlets: int) -> None:
    """Beyond the cap each copy is linked to some of other outlets, and the rest is counted."""
    count, rare, ahead = 120, 20, 3
    documents = [
        Document(id=f"{at:03}", text=TEXT + "!" * at, outlet=f"outlet {at * outlets // count}")
        for at in range(count)
    ]
    found = proposed(documents, rare=rare, link_ahead=ahead, paraphrase=False)
    assert len(found.pairs) <= count * ahead
    root = list(range(count))
    for left, right in found.pairs:
        low, high = sorted((root[left], root[right]))
        root = [low if at == high else at for at in root]
    sizes = [at * outlets // count for at in range(count)]
    cross = sum(a != b for i, a in enumerate(sizes) for b in sizes[:i])
    assert sum(d.count for d in found.dropped) == cross - len(found.pairs)
    assert len(set(root)) == (1 if outlets > 1 else count)


def test_few_texts_of_many_copies_are_told() -> None:
    """Where a text has more copies than the cap, links to other texts are cut and counted."""
    other = " ".join([*TEXT.split(), *words(20, 3)])
    documents = [Document(id=f"a{at}", text=TEXT, outlet=f"o{at}") for at in range(30)]
    documents.append(Document(id="b", text=other, outlet="x"))
    found = proposed(documents, rare=10, paraphrase=False)
    assert sum(30 in pair for pair in found.pairs) == 10
    assert {d.what for d in found.dropped} == {"many_copies"}


def test_growth_that_was_ended_is_told_by_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts of few words whose runs are not all followed count once a pair."""
    draw = random.Random(2)  # noqa: S311  no secret
    texts = [" ".join(draw.choices(["na", "no", "ni", "nu"], k=400)) for _ in range(3)]
    documents = [Document(id=text, text=text, outlet=text) for text in texts]
    assert proposed(documents, paraphrase=False).dropped == ()
    for name in ("_LEAST_GROWN", "_MOST_GROWN"):
        monkeypatch.setattr(extension, name, 0)
    (dropped,) = proposed(documents, paraphrase=False).dropped
    assert dropped.what == "overlapping_runs"
    assert 1 <= dropped.count <= 3


def test_compare_is_mirrored_when_the_sides_are_exchanged() -> None:
    """Right with left is left with right: passages, relation and probabilities exchanged."""
    passage = " ".join(words(40, 9))
    left = Document(id="l", text=f"{story(50, 3)}\n{passage}. {story(30, 4)}", language="en")
    right = Document(id="r", text=f"{passage}.\n{story(60, 5)}", language="en", outlet="B")
    forth, back = pipeline.compare(left, right), pipeline.compare(right, left)
    assert forth.alignments
    assert [(a.left, a.right, a.kept) for a in forth.alignments] == sorted(
        (a.right, a.left, a.kept) for a in back.alignments
    )
    assert forth.verdict.relation is back.verdict.relation.mirrored
    for relation, share in forth.verdict.probabilities.items():
        assert share == pytest.approx(back.verdict.probabilities[relation.mirrored])
    assert {a.channel for a in forth.alignments} == {Channel.DIRECT}


@pytest.mark.parametrize("text", ["", "***", "one", "\u0301"])
def test_compare_takes_texts_without_words(text: str) -> None:
    """Nothing beside something shares nothing, and raises nothing."""
    empty, full = Document(id="e", text=text), Document(id="f", text=TEXT)
    for pair in ((empty, full), (full, empty), (empty, empty)):
        assert pipeline.compare(*pair).alignments == ()


def test_compare_tells_of_disguise() -> None:
    """Hidden characters are undone, and the reader is told."""
    hidden = Document(id="h", text=TEXT.replace("the", "t\u200bhe"), language="en")
    found = pipeline.compare(hidden, Document(id="f", text=TEXT, language="en"))
    assert any("nvisible" in note for note in found.notes)
    assert found.alignments[0].left.end == len(hidden.text.rstrip("."))


def test_settings_reach_the_stages() -> None:
    """A longer least run leaves out what the default reports."""
    passage = " ".join(words(20, 9))
    left, right = (
        Document(id=n, text=f"{story(40, at)}\n{passage}\n{story(40, at + 9)}", language="en")
        for at, n in enumerate("lr")
    )
    strict = from_mapping({"align": {"min_words": 60}, "candidates": {"min_matches": 60}})
    assert len(pipeline.compare(left, right).alignments) == 1
    assert pipeline.compare(left, right, strict).alignments == ()


def test_records_of_one_page_are_not_compared() -> None:
    """Two versions at one address both meet a third text, and not each other."""
    base, more = TEXT, f"{TEXT} {' '.join(words(30, 5))}"
    documents = [
        Document(id="a", text=base, outlet="A", url="https://a.example/x-1"),
        Document(id="b", text=more, outlet="B", url="https://a.example/x-1"),
        Document(id="c", text=f"{' '.join(words(9, 8))} {base}", outlet="C"),
    ]
    assert list(proposed(documents, paraphrase=False).pairs) == [(0, 2), (1, 2)]


@pytest.mark.parametrize("copies", [2, 30])
def test_a_window_of_days_keeps_far_texts_apart(copies: int) -> None:
    """Texts published further apart are no pairs, copies neither; one without a date meets all."""
    days = ["2024-01-01", "2024-01-03", "2024-03-01", None]
    edited = f"{TEXT} {' '.join(words(30, 5))}"
    documents = [
        Document(
            id=f"{at:02}", text=edited if at == 1 else TEXT, outlet=f"o{at}", published=days[at % 4]
        )
        for at in range(2 * copies)
    ]
    found = proposed(documents, window_days=7.0, rare=20, paraphrase=False).pairs
    assert found
    for one, other in found:
        both = {days[one % 4], days[other % 4]}
        assert None in both or both != {"2024-01-01", "2024-03-01"}
        assert None in both or both != {"2024-01-03", "2024-03-01"}
    assert (0, 1) in found
