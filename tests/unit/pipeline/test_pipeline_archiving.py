"""An archive kept and asked: what it answers beside a scan of the same articles."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from cli_support import COPY, OTHER, STORY

from reuse import Archive, Config, Document, scan
from reuse.config import CandidateConfig, TextConfig
from reuse.errors import ArchiveError, ConfigError
from reuse.model.alignment import Channel
from reuse.model.comparison import Comparison
from reuse.model.skip import Skip, SkipCode
from reuse.pipeline import confronting, querying

CORPUS = Path(__file__).parents[3] / "corpora" / "articles"
_FIELDS = ("id", "text", "outlet", "published", "title", "author", "url", "language")
_STORY = Document(id="s", text=STORY, outlet="Northern Wire", published="2026-03-03", language="en")
_COPY = Document(id="c", text=COPY, outlet="Courier", published="2026-03-05", language="en")
_OTHER = Document(id="o", text=OTHER, outlet="Post", published="2026-03-05", language="en")


def _articles() -> list[Document]:
    """The sample corpus."""
    paths = sorted(CORPUS.glob("*.jsonl"))
    lines = [line for path in paths for line in path.read_bytes().splitlines()]
    return [
        Document(**{name: record[name] for name in _FIELDS if record.get(name)})
        for record in map(json.loads, lines)
    ]


def _pairs(comparisons: tuple[Comparison, ...]) -> set[tuple[str, ...]]:
    return {tuple(sorted((c.left.id, c.right.id))) for c in comparisons}


def _made(path: Path, *documents: Document, config: Config | None = None) -> Archive:
    archive = Archive.create(path, config)
    archive.add(documents)
    return archive


def test_a_query_finds_what_a_scan_finds(tmp_path: Path) -> None:
    """Every pair that a scan joins by its words is found, from both sides, with one relation."""
    documents = _articles()
    joined = tuple(
        comparison
        for comparison in scan(documents).comparisons
        if comparison.is_reuse or any(a.channel is not Channel.PARAPHRASE
                                      for a in comparison.alignments)
    )  # fmt: skip
    archive = _made(tmp_path / "a", *documents)
    found = archive.query_all(documents).comparisons
    assert _pairs(joined) - _pairs(found) == set()
    relations = {(c.left.id, c.right.id): c.verdict.relation for c in found}
    for comparison in joined:
        ids = comparison.left.id, comparison.right.id
        assert relations[ids] is comparison.verdict.relation
        assert ids[::-1] in relations


def test_two_batches_answer_as_one_does(tmp_path: Path) -> None:
    """What was added in pieces and in another order gives the same answers."""
    documents = _articles()
    one = _made(tmp_path / "one", *documents)
    two = _made(tmp_path / "two", *documents[20:][::-1])
    two.add(documents[:20])
    assert one.query_all(documents) == two.query_all(documents[::-1])


def test_one_by_one_answers_as_all_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the batch nor the form of the loops changes an answer."""
    documents = _articles()[:12]
    archive = _made(tmp_path / "a", *documents)
    together = archive.query_all(documents).comparisons
    archive.close()
    monkeypatch.setattr(confronting, "_MANY", 0)
    alone = [c for document in documents for c in Archive.open(archive.folder).query(document)]
    assert sorted(alone, key=lambda c: c.left.id) == list(together)


@pytest.mark.parametrize("threads", [1, 2])
def test_batches_beside_each_other_answer_as_one(
    threads: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However few articles are looked up together, on one thread or more, loops compiled or not."""
    documents = _articles()
    archive = _made(tmp_path / "a", *documents, config=Config(threads=threads))
    one = archive.query_all(documents)
    for size, compiled in ((3, True), (7, False), (20, True)):
        monkeypatch.setattr(querying, "_DOCUMENTS", size)
        monkeypatch.setattr(confronting, "_SEVERAL", 1 if compiled else 1_000)
        monkeypatch.setattr(confronting, "_MANY", 0 if compiled else 1_000)
        assert archive.query_all(documents) == one


class _Told:
    """Progress that keeps the names of the stages."""

    def __init__(self) -> None:
        self.stages: list[str] = []

    def stage(self, name: str, total: int | None) -> None:  # noqa: ARG002  as it is called
        self.stages.append(name)

    def advance(self, steps: int = 1) -> None:
        """Count nothing."""


def test_queries_that_were_slow_together_compile_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Processes that each do little compile once they have done much in all, and say so."""
    documents = _articles()[:20]
    _made(tmp_path / "a", *documents)
    done, made = [0], list[bool]()

    def is_compiled(pairs: int = 0, enough: int = 0) -> bool:
        done[0] += pairs
        return bool(made) or 0 < enough <= done[0]

    monkeypatch.setattr(confronting, "is_compiled", is_compiled)
    monkeypatch.setattr(confronting, "compile_batches", lambda: made.append(True))
    answers, told = [], []
    for _ in range(3):
        told.append(_Told())
        answers.append(Archive.open(tmp_path / "a").query_all(documents, progress=told[-1]))
        monkeypatch.setattr(confronting, "_MANY_MORE", int(1.5 * done[0]) if not made else 1)
    assert answers[0] == answers[1] == answers[2]
    assert [each.stages for each in told] == [
        ["querying"], ["querying", "compiling, once on this machine: minutes", "querying"],
        ["querying"],
    ]  # fmt: skip
    assert made == [True]


def test_a_last_small_batch_is_aligned_as_those_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Loops that are at hand align the few articles that are left over, too."""
    documents = _articles()[:27]
    archive = _made(tmp_path / "a", *documents)

    def refused(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(confronting, "_one_by_one", refused)
    assert archive.query_all(documents).queried == 27


def test_the_article_asked_about_is_the_left_side(tmp_path: Path) -> None:
    """Whatever its id, and it is not added."""
    archive = _made(tmp_path / "a", _STORY, _OTHER)
    (comparison,) = archive.query(_COPY)
    assert (comparison.left, comparison.right) == (_COPY, _STORY)
    assert comparison.is_reuse
    assert archive.stats().documents == 2


def test_what_is_not_compared(tmp_path: Path) -> None:
    """An article does not meet itself, its own address, its own outlet, or distant days."""
    archive = _made(tmp_path / "a", replace(_STORY, url="https://x.example/bridge-1"))
    assert archive.query(replace(_COPY, id="s", outlet=None)) == ()
    # Another outlet may count its articles alike.
    assert len(archive.query(replace(_COPY, id="s"))) == 1
    assert archive.query(replace(_COPY, url="http://www.x.example/bridge-1?ref=y")) == ()
    assert archive.query(replace(_COPY, outlet="Northern Wire")) == ()
    within = Config(candidates=CandidateConfig(within_outlet=True))
    same = Archive.open(tmp_path / "a", within).query(replace(_COPY, outlet="Northern Wire"))
    assert len(same) == 1
    near = Config(candidates=CandidateConfig(window_days=1.0))
    late = replace(_COPY, published="2026-03-09")
    assert Archive.open(tmp_path / "a", near).query(late) == ()
    assert len(Archive.open(tmp_path / "a", near).query(_COPY)) == 1


def test_records_add_up(tmp_path: Path) -> None:
    """Read is added, unchanged and skipped; what was skipped is told by code and reason."""
    archive = Archive.create(tmp_path / "a")
    bad = Skip(origin="f:9", code=SkipCode.BAD_SYNTAX, reason="no object")
    first = replace(_STORY, origin="f:1")
    other = Document(id="s", text=OTHER, origin="f:2")
    short = Document(id="x", text="Too short.", origin="f:3")
    added = archive.add([first, first, other, short, bad, _COPY])
    assert (added.added, added.unchanged, added.read) == (2, 1, 6)
    assert [(skip.origin, skip.code) for skip in added.skipped] == [
        ("f:2", "DUPLICATE_ID"), ("f:3", "TOO_SHORT"), ("f:9", "BAD_SYNTAX"),
    ]  # fmt: skip
    assert added.skipped[0].reason == "id 's' is taken by f:1, whose text differs"
    assert not added.complete
    result = archive.query_all([short, bad, _OTHER])
    assert (result.queried, result.read, result.complete) == (1, 3, False)
    assert result.skipped_by_code == {"BAD_SYNTAX": 1, "TOO_SHORT": 1}


def test_policies_for_known_ids(tmp_path: Path) -> None:
    """Replaced documents answer no more; an unknown policy is refused by name."""
    archive = _made(tmp_path / "a", _STORY)
    added = archive.add([Document(id="s", text=OTHER)], duplicates="replace")
    assert (added.added, added.replaced) == (1, 1)
    assert archive.query(_COPY) == ()
    assert len(archive.query(_OTHER)) == 1
    with pytest.raises(ArchiveError, match="another text under the id 's'"):
        archive.add([_STORY], duplicates="error")
    with pytest.raises(ConfigError, match="'merge', expected one of skip, replace, error"):
        archive.add([_STORY], duplicates="merge")


def test_dates_left_out_are_counted(tmp_path: Path) -> None:
    """The settings' since and until hold for what is added and for what is asked."""
    config = msgspec.convert({"since": "2026-03-04"}, Config)
    archive = Archive.create(tmp_path / "a", config)
    added = archive.add([_STORY, _OTHER])
    assert (added.added, added.outside_dates, added.read, added.complete) == (1, 1, 2, True)
    assert archive.query_all([_STORY]).skipped_by_code == {"OUTSIDE_DATES": 1}


def test_the_key_is_the_archives(tmp_path: Path) -> None:
    """An archive under a key of its own is read without it, and never under another one."""
    own = Config(text=TextConfig(hash_key=77))
    _made(tmp_path / "a", _STORY, config=own)
    archive = Archive.open(tmp_path / "a")
    archive.add([_OTHER])
    assert len(archive.query(_COPY)) == 1
    other = Archive.open(tmp_path / "a", Config(text=TextConfig(hash_key=78)))
    with pytest.raises(ConfigError, match="made under another key"):
        other.query(_COPY)
    with pytest.raises(ConfigError, match="made under another key"):
        other.add([_COPY])


def test_an_open_archive_sees_what_others_added_when_it_looks_again(tmp_path: Path) -> None:
    """One state until `refresh`; what it adds itself it sees at once."""
    archive = _made(tmp_path / "a", _OTHER)
    assert archive.query(_COPY) == ()
    Archive.open(tmp_path / "a").add([_STORY])
    assert archive.query(_COPY) == ()
    archive.refresh()
    assert len(archive.query(_COPY)) == 1
    assert archive.verify() == ()


def test_many_copies_are_bounded_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of more documents than the cap those that share the rarest keys are compared."""
    monkeypatch.setattr(querying, "MOST", 3)
    copies = [replace(_STORY, id=f"s{n}", outlet=f"Outlet {n}") for n in range(5)]
    result = _made(tmp_path / "a", *copies).query_all([_COPY])
    assert len(result.comparisons) == 3
    assert [(d.what, d.count) for d in result.dropped] == [("many_matches", 2)]
    assert not result.complete


def test_an_empty_archive_answers_nothing(tmp_path: Path) -> None:
    """It is made, opened and asked like any other."""
    with Archive.create(tmp_path / "a") as archive:
        assert archive.query(_COPY) == ()
        assert archive.stats().documents == 0
        assert archive.verify() == ()
    with pytest.raises(ArchiveError, match="is no archive"):
        Archive.open(tmp_path / "b")
