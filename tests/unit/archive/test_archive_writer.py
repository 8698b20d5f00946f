"""Adding to an archive: what counts, from when on, and what a sudden end leaves."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from archive_support import SCHEME, add, article, held, postings_of

from reuse.archive import Duplicates, Holdings, catalogue, connecting, verify, writing
from reuse.errors import ArchiveError
from reuse.model.document import Document


def _files(folder: Path) -> list[str]:
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


def test_documents_come_back_as_they_came_in(tmp_path: Path) -> None:
    """Every field and every character of the text is kept."""
    documents = [
        Document(id="a", text="Straße 漢字 \U0001f600\r\n" * 20, outlet="Möwe", title="T"),
        Document(id="b", text=article(1).text, url="https://x.example/1", language="en"),
        Document(id="c", text=article(2).text, published="2026-03-01", author="R", origin="f:3"),
    ]
    add(tmp_path / "a", documents)
    with Holdings(tmp_path / "a") as holdings:
        rows, texts = holdings.rows(range(3)), holdings.texts(range(3))
    assert [rows[at].with_text(texts[at]) for at in range(3)] == documents


def test_skip_keeps_what_was_there_and_tells_of_other_texts(tmp_path: Path) -> None:
    """The first of an id stays; another text under it is handed back with both origins."""
    first = Document(id="x", text=article(1).text, origin="f:1")
    other = Document(id="x", text=article(2).text, origin="g:7")
    add(tmp_path / "a", [first])
    with writing(tmp_path / "a") as writer:
        found = writer.sort_out([first, other, article(5), article(5)], Duplicates.SKIP)
    assert [document.id for document in found.new] == ["a5"]
    assert (found.unchanged, found.replaced) == (2, {})
    assert found.refused == ((other, "f:1"),)


def test_replace_lets_one_version_stand(tmp_path: Path) -> None:
    """The last to come stands, the one before is neither found nor kept, and nothing is amiss."""
    add(tmp_path / "a", [article(1), article(2)])
    versions = [Document(id="a1", text=article(number).text) for number in (8, 9)]
    add(tmp_path / "a", versions, Duplicates.REPLACE)
    add(tmp_path / "a", versions[1:], Duplicates.REPLACE)
    assert held(tmp_path / "a") == {"a1": article(9).text, "a2": article(2).text}
    with Holdings(tmp_path / "a") as holdings:
        stats = holdings.stats()
    assert (stats.documents, stats.superseded, stats.segments) == (2, 1, 2)
    assert list(verify(tmp_path / "a")) == []


def test_replace_takes_new_fields_of_an_old_text(tmp_path: Path) -> None:
    """A corrected date is a new version; a record read from elsewhere is none."""
    add(tmp_path / "a", [article(1, origin="f:1")])
    add(tmp_path / "a", [article(1, origin="g:1")], Duplicates.REPLACE)
    add(tmp_path / "a", [article(1, published="2026-03-01")], Duplicates.REPLACE)
    with Holdings(tmp_path / "a") as holdings:
        assert holdings.stats().superseded == 1
        assert holdings.rows([1])[1].with_text("").published == "2026-03-01"


def test_error_names_both_places(tmp_path: Path) -> None:
    """Another text under an id ends the run, and nothing of the batch is added."""
    add(tmp_path / "a", [article(1, origin="f:1")])
    again = [article(3), Document(id="a1", text=article(2).text, origin="g:7")]
    with pytest.raises(ArchiveError, match=r"g:7: another text under the id 'a1', which f:1"):
        add(tmp_path / "a", again, Duplicates.ERROR)
    add(tmp_path / "a", [article(1)], Duplicates.ERROR)
    assert [*held(tmp_path / "a")] == ["a1"]


def test_a_reader_keeps_the_state_it_opened(tmp_path: Path) -> None:
    """What is added meanwhile is there for those who open after."""
    add(tmp_path / "a", [article(1)])
    with Holdings(tmp_path / "a") as before:
        add(tmp_path / "a", [article(2)])
        assert before.stats().documents == 1
        with Holdings(tmp_path / "a") as after:
            assert after.stats().documents == 2


def test_one_writes_at_a_time(tmp_path: Path) -> None:
    """A second writer is refused while the first one writes; readers are not."""
    add(tmp_path / "a", [article(1)])
    with writing(tmp_path / "a"):
        with pytest.raises(ArchiveError, match="held by process"), writing(tmp_path / "a"):
            pass
        assert [*held(tmp_path / "a")] == ["a1"]


_KILLED = """
import os, sys
from pathlib import Path
from archive_support import SCHEME, add, article
from reuse.archive import catalogue, durable, lock, segment, writer
from reuse.archive.catalogue import Catalogue

def die(*_, **__): os.kill(os.getpid(), 9)

def after(function):
    def both(*arguments, **named):
        function(*arguments, **named)
        die()
    return both

folder, where = Path(sys.argv[1]), sys.argv[2]
if where == "before the segment": writer.write_segment = die
elif where == "before the rename": durable.Path.replace = die
elif where == "in the lock": lock.sync_folder = die
elif where == "after the segment": Catalogue.transaction = die
elif where == "in the transaction": Catalogue.insert = after(Catalogue.insert)
elif where == "before the catalogue": catalogue.sync_folder = die
elif where == "while it is made": catalogue.to_write = die
add(folder, [article(2), article(3)])
"""


def _kill(folder: Path, where: str) -> None:
    support = Path(__file__).parents[2] / "support"
    path = os.pathsep.join([str(support), *sys.path])
    done = subprocess.run(
        [sys.executable, "-c", _KILLED, str(folder), where],
        env=os.environ | {"PYTHONPATH": path},
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == -9, done.stderr


@pytest.mark.parametrize(
    "where", ["before the segment", "before the rename", "after the segment", "in the transaction"]
)
def test_a_kill_leaves_the_old_state(where: str, tmp_path: Path) -> None:
    """Whenever the writer is killed before its commit, readers see what was there before."""
    folder = tmp_path / "a"
    add(folder, [article(1)])
    _kill(folder, where)
    assert [*held(folder)] == ["a1"]
    assert list(verify(folder)) == []
    add(folder, [article(4)])
    assert sorted(held(folder)) == ["a1", "a4"]
    # The small segment before was written anew with the new one.
    assert _files(folder) == ["catalogue.sqlite", "segments/000000000001.seg"]


@pytest.mark.parametrize("where", ["in the lock", "while it is made", "before the catalogue"])
def test_a_kill_while_an_archive_is_made_can_be_made_good(where: str, tmp_path: Path) -> None:
    """Making it again, or adding where it was made already, goes on as if nothing had been."""
    folder = tmp_path / "a"
    _kill(folder, where)
    add(folder, [article(4)])
    assert [*held(folder)] == ["a4"]
    assert list(verify(folder)) == []


def test_a_commit_that_fails_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error between segment and catalogue leaves the old state and lets the lock go."""

    def fail(*_: object) -> None:
        raise ArchiveError("the disk is full")

    add(tmp_path / "a", [article(1)])
    with monkeypatch.context() as patched:
        patched.setattr(catalogue.Catalogue, "insert", fail)
        with pytest.raises(ArchiveError, match="disk is full"):
            add(tmp_path / "a", [article(2)])
    assert [*held(tmp_path / "a")] == ["a1"]
    add(tmp_path / "a", [article(2)])
    assert sorted(held(tmp_path / "a")) == ["a1", "a2"]


def test_a_newer_format_is_refused_untouched(tmp_path: Path) -> None:
    """Neither reader nor writer changes a byte of what they do not know."""
    add(tmp_path / "a", [article(1)])
    with sqlite3.connect(tmp_path / "a" / "catalogue.sqlite") as connection:
        connection.execute("PRAGMA user_version = 2")
    connection.close()
    before = {name: (tmp_path / "a" / name).read_bytes() for name in _files(tmp_path / "a")}
    with pytest.raises(ArchiveError, match="newer reusescan: format 2, expected 1"):
        Holdings(tmp_path / "a")
    with pytest.raises(ArchiveError, match="newer reusescan"):
        add(tmp_path / "a", [article(2)])
    assert before == {name: (tmp_path / "a" / name).read_bytes() for name in before}
    assert _files(tmp_path / "a") == [*before]


def test_keys_of_another_making_are_refused(tmp_path: Path) -> None:
    """An archive whose keys this version would not make says which part differs."""
    other = msgspec.structs.replace(SCHEME, gram=7)
    with (
        pytest.raises(ArchiveError, match="gram 7, expected 3"),
        writing(tmp_path / "a", other),
    ):
        pass
    with pytest.raises(ArchiveError, match="gram 7, expected 3"):
        Holdings(tmp_path / "a")


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path) -> None:
    """No archive is made among files of the user, nor found where there is none."""
    (tmp_path / "letters.txt").write_text("mine")
    with pytest.raises(ArchiveError, match=r"holds letters\.txt; expected an empty folder"):
        add(tmp_path, [article(1)])
    assert _files(tmp_path) == ["letters.txt"]
    with pytest.raises(ArchiveError, match="is no archive"):
        Holdings(tmp_path)
    with pytest.raises(ArchiveError, match="no such folder"), writing(tmp_path / "gone"):
        pass


def test_an_archive_is_not_made_over_another(tmp_path: Path) -> None:
    """What is there already is added to, or left."""
    add(tmp_path / "a", [article(1)])
    with (
        pytest.raises(ArchiveError, match="holds an archive already"),
        writing(tmp_path / "a", SCHEME),
    ):
        pass
    assert [*held(tmp_path / "a")] == ["a1"]


def test_an_archive_that_never_held_anything_is_made_again(tmp_path: Path) -> None:
    """As the one that input leaves which could not be read; under another key it stays."""
    with writing(tmp_path / "a", SCHEME):
        pass
    other = msgspec.structs.replace(SCHEME, hash_key=SCHEME.hash_key + 1)
    held = "holds an archive already"
    with pytest.raises(ArchiveError, match=held), writing(tmp_path / "a", other):
        pass
    with writing(tmp_path / "a", SCHEME):
        pass
    add(tmp_path / "a", [article(1)])
    with pytest.raises(ArchiveError, match=held), writing(tmp_path / "a", SCHEME):
        pass


def test_a_read_only_file_system_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There SQLite neither locks nor writes; what a writer left half done is told."""
    add(tmp_path / "a", [article(1)])
    monkeypatch.setattr(connecting, "is_read_only", lambda _: True)
    before = _files(tmp_path / "a")
    assert [*held(tmp_path / "a")] == ["a1"]
    assert list(verify(tmp_path / "a")) == []
    assert _files(tmp_path / "a") == before
    (tmp_path / "a" / "catalogue.sqlite-journal").write_bytes(b"x")
    with pytest.raises(ArchiveError, match="last transaction was cut short"):
        Holdings(tmp_path / "a")


def test_two_batches_hold_what_one_does(tmp_path: Path) -> None:
    """Documents, texts and postings are the same however they came in."""
    documents = [article(number) for number in range(6)]
    add(tmp_path / "one", documents)
    add(tmp_path / "two", documents[:2])
    add(tmp_path / "two", documents[2:])
    assert held(tmp_path / "one") == held(tmp_path / "two")
    with Holdings(tmp_path / "one") as one, Holdings(tmp_path / "two") as two:
        assert one.stats().postings == two.stats().postings == len(postings_of(documents).keys)
        assert one.stats().passages == two.stats().passages
