from __future__ import annotations

import random
from typing import Any

import pytest
from invented import edited, story, words

from reuse import pipeline
from reuse.config import Config, from_mapping
from reuse.model.alignment import Channel, Role
from reuse.model.document import Document
from reuse.model.progress import Progress
from reuse.model.result import ScanResult
from reuse.model.skip import Skip, SkipCode

NAMES = words(3_000, 40)


def text(count: int, seed: int) -> str:
    """An article of invented words, most of them rare."""
    return story(count, seed, NAMES)


def scan(documents: list[Document], **settings: Any) -> ScanResult:
    """A scan under some settings."""
    return pipeline.scan(documents, from_mapping(settings))


@pytest.fixture(scope="module")
def mixed() -> list[Document]:
    """Thirty articles of six outlets: copies, edits, passages, versions, furniture, strangers."""
    out: list[Document] = []

    def add(body: str, outlet: str | None, **fields: Any) -> None:
        out.append(
            Document(id=f"d{len(out):02}", text=body, outlet=outlet, language="en", **fields)
        )

    source, passage = text(150, 1), text(60, 2)
    footer = " ".join(words(15, 88))
    add(source, "Norda", published="2024-03-01T08:00Z")
    add(source, "Kvarn", published="2024-03-02T08:00Z")
    add(edited(source, 0.1, 3), "Lys", published="2024-03-03T08:00Z")
    add(f"{text(80, 4)}\n{passage}\n{text(60, 5)}", "Norda")
    add(f"{passage}\n{text(90, 6)}", "Brisk")
    add(f"{text(90, 7)}\n{passage}", None)
    for at in range(4):
        add(f"{text(90, 10 + at)}\n{footer}", "Brisk")
    add(f"{text(90, 20)}\n{footer}", "Lys")
    add(text(120, 21), "Kvarn", published="2024-03-01")
    add(f"{out[-1].text} {text(20, 22)}", "Kvarn", published="2024-03-02")
    for at in range(15):
        add(text(110, 30 + at), f"outlet {at % 5}")
    return out


def pairs(result: ScanResult) -> set[tuple[str, str]]:
    """Ids of the pairs with reuse."""
    return {(c.left.id, c.right.id) for c in result.comparisons if c.reused}


def test_a_mixed_corpus(mixed: list[Document]) -> None:
    """Exactly the pairs of different outlets that share text on purpose are reported."""
    result = scan(mixed)
    assert pairs(result) == {
        ("d00", "d01"), ("d00", "d02"), ("d01", "d02"),
        ("d03", "d04"), ("d03", "d05"), ("d04", "d05"),
    }  # fmt: skip
    by_pair = {(c.left.id, c.right.id): c for c in result.comparisons}
    (copy,) = by_pair["d00", "d01"].alignments
    assert copy.channel is Channel.COPY
    assert copy.left == copy.right
    assert (copy.kept, copy.left_words) == (1.0, 150)
    passage = by_pair["d03", "d04"].reused[0]
    assert passage.left.cut(mixed[3].text).split()[0] == mixed[4].text.split()[0]
    assert all(len(c.left.text) and c.left.id < c.right.id for c in result.comparisons)
    assert (result.read, result.complete) == (len(mixed), True)
    assert [d.id for d in result.documents] == sorted(d.id for d in mixed)
    members = [{w.document_id for w in c.witnesses} for c in result.clusters]
    assert {"d00", "d01", "d02"} in members
    assert {"d03", "d04", "d05"} in members


def test_furniture_is_no_reuse(mixed: list[Document]) -> None:
    """A footer that recurs in one outlet counts as boilerplate where another carries it."""
    for comparison in scan(mixed).comparisons:
        if comparison.right.id == "d10":
            assert {a.role for a in comparison.alignments} == {Role.BOILERPLATE}


def test_one_outlet_is_compared_when_asked(mixed: list[Document]) -> None:
    """Versions of one outlet meet only with `within_outlet`."""
    assert ("d11", "d12") not in pairs(scan(mixed))
    result = scan(mixed, candidates={"within_outlet": True})
    assert ("d11", "d12") in pairs(result)
    assert pairs(scan(mixed)) <= pairs(result)


def test_order_and_threads_change_nothing(mixed: list[Document]) -> None:
    """The result is the same for shuffled input and for one and two threads."""
    broken = [Document(id="d03", text=text(30, 99), origin="x"), Document(id="z", text="short")]
    documents = [*mixed, *broken]
    first = scan(documents, threads=1)
    for seed, threads in ((1, 1), (2, 2), (3, 2)):
        shuffled = random.Random(seed).sample(documents, len(documents))  # noqa: S311  no secret
        assert scan(shuffled, threads=threads) == first


def test_edited_copies_of_one_article_are_one_cluster() -> None:
    """Four hundred edits of one article, among others, are one cluster at a linear cost."""
    source = text(90, 1)
    documents = [
        Document(id=f"c{at:03}", text=edited(source, 0.02, at), outlet=f"o{at:03}", language="en")
        for at in range(400)
    ]
    documents += [
        Document(id=f"s{at:02}", text=text(90, 50 + at), outlet=f"p{at}", language="en")
        for at in range(40)
    ]
    result = scan(documents, candidates={"paraphrase": False, "rare": 4, "link_ahead": 1})
    largest = max(len({w.document_id for w in c.witnesses}) for c in result.clusters)
    assert largest == 400
    assert {i[0] for pair in pairs(result) for i in pair} == {"c"}
    assert len(result.comparisons) < 400 * 20
    assert {d.what for d in result.dropped} <= {"hot_bucket", "many_copies"}
    assert result.dropped
    assert not result.complete


@pytest.mark.parametrize("documents", [[], [Document(id="a", text=text(50, 1))]])
def test_nothing_to_compare(documents: list[Document]) -> None:
    """No document, or one alone, gives an empty result."""
    result = scan(documents)
    assert (result.comparisons, result.clusters, result.dropped) == ((), (), ())
    assert result.read == len(documents)
    assert result.complete


def test_skips_make_a_result_incomplete() -> None:
    """What readers skipped is counted and keeps the result from being complete."""
    skip = Skip(origin="f:1", code=SkipCode.BAD_SYNTAX, reason="x")
    result = pipeline.scan([skip, Document(id="a", text=text(50, 1))])
    assert (result.read, result.skipped, result.complete) == (2, (skip,), False)


def test_languages_without_spaces_are_scanned() -> None:
    """Articles in Japanese and Thai are found by what they share."""
    draw = random.Random(4)  # noqa: S311  no secret
    for first, last in ((0x4E00, 0x4F00), (0x0E01, 0x0E2F)):
        letters = ["".join(chr(draw.randrange(first, last)) for _ in range(90)) for _ in range(5)]
        documents = [
            Document(id="a", text=letters[0] + letters[1] + letters[2], outlet="A"),
            Document(id="b", text=letters[3] + letters[1] + letters[4], outlet="B"),
        ]
        (found,) = scan(documents).comparisons
        shared = "".join(a.left.cut(documents[0].text) for a in found.alignments)
        assert letters[1][5:85] in shared


class Broken(Progress):
    """Progress that fails in a stage."""

    def __init__(self, stage: str) -> None:
        self.failing, self.seen = stage, [""]

    def stage(self, name: str, total: int | None) -> None:
        """Remember the stage."""
        del total
        self.seen.append(name)

    def advance(self, steps: int = 1) -> None:
        """Fail in the one stage."""
        del steps
        if self.seen[-1] == self.failing:
            raise RuntimeError("watcher")


@pytest.mark.parametrize("stage", ["reading", "passages", "aligning"])
def test_a_failing_watcher_surfaces(mixed: list[Document], stage: str) -> None:
    """An exception of the caller's progress is raised, never swallowed."""
    with pytest.raises(RuntimeError, match="watcher"):
        pipeline.scan(mixed, progress=Broken(stage))


@pytest.mark.parametrize("threads", [1, 2])
def test_a_failing_worker_surfaces(
    mixed: list[Document], monkeypatch: pytest.MonkeyPatch, threads: int
) -> None:
    """An exception inside the comparison of one pair is raised by the scan."""

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("in a worker")

    monkeypatch.setattr("reuse.pipeline.pairs.judge", fail)
    with pytest.raises(ZeroDivisionError, match="in a worker"):
        pipeline.scan(mixed, Config(threads=threads))
