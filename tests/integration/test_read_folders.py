from __future__ import annotations

import json
import os
import socket
import stat
import tempfile
from pathlib import Path

import pytest

from reuse.errors import ReadError
from reuse.model.document import Document
from reuse.model.skip import Notice, Skip
from reuse.read import read_paths
from reuse.read.records import Item

PAGE = (
    "<html><body><article>" + "<p>The ferry left the harbour at nine.</p>" * 9 + "</article></html>"
)


def fill(top: Path, files: dict[str, str]) -> Path:
    """Write files below a folder."""
    for name, text in files.items():
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return top


def documents(items: list[Item]) -> list[Document]:
    """The documents among what was read."""
    return [item for item in items if isinstance(item, Document)]


def skips(items: list[Item]) -> list[Skip]:
    """The skips among what was read."""
    return [item for item in items if isinstance(item, Skip)]


def test_folder_gives_ids_outlets_and_order(tmp_path: Path) -> None:
    """Ids are relative paths, the first sub-folder is the outlet, order is by path."""
    fill(
        tmp_path,
        {
            "mast/2024/b.txt": "b",
            "mast/a.md": "# Title\na",
            "gale/c.html": PAGE,
            "loose.txt": "l",
            "feed.jsonl": '{"id":"j","text":"t"}\n',
        },
    )
    found = documents(list(read_paths([tmp_path])))
    assert [(d.id, d.outlet) for d in found] == [
        ("j", None),
        ("gale/c", "gale"),
        ("loose", None),
        ("mast/2024/b", "mast"),
        ("mast/a", "mast"),
    ]
    assert found[1].origin == f"{tmp_path.as_posix()}/gale/c.html:1"
    assert found[4].title == "Title"


def test_unknown_kinds_are_counted_and_hidden_files_passed_over(tmp_path: Path) -> None:
    """One notice a suffix says how many files were left; hidden ones are nobody's business."""
    fill(
        tmp_path,
        {
            "a.txt": "t",
            "b.pdf": "",
            "x/c.PDF": "",
            "Makefile": "",
            ".h.txt": "h",
            ".git/d.txt": "h",
        },
    )
    items = list(read_paths([tmp_path]))
    notices = [item for item in items if isinstance(item, Notice)]
    assert [(n.code.value, n.reason.split(" not ")[0]) for n in notices] == [
        ("UNKNOWN_KIND", "1 file with no suffix"),
        ("UNKNOWN_KIND", "2 files with suffix '.pdf'"),
    ]
    assert len(documents(items)) == 1
    assert not skips(items)


def test_clashing_ids_become_paths_whatever_the_order(tmp_path: Path) -> None:
    """Files that would share an id are told apart by their paths, in any order of arguments."""
    one, two = (
        fill(tmp_path / "one", {"a.txt": "1", "b.txt": "2"}),
        fill(tmp_path / "two", {"a.txt": "3"}),
    )
    forward = {(d.id, d.text) for d in documents(list(read_paths([one, two])))}
    backward = {(d.id, d.text) for d in documents(list(read_paths([two, one])))}
    assert (
        forward
        == backward
        == {
            (f"{one.as_posix()}/a.txt", "1"),
            ("b", "2"),
            (f"{two.as_posix()}/a.txt", "3"),
        }
    )


def test_each_file_once(tmp_path: Path) -> None:
    """Links, loops and overlapping arguments do not read a file twice, and its plain name wins."""
    top = fill(tmp_path / "top", {"mast/a.txt": "a", "z/b.txt": "b"})
    (top / "again.txt").symlink_to(top / "mast" / "a.txt")
    (top / "all").symlink_to(top, target_is_directory=True)
    (top / "mast" / "up").symlink_to(top, target_is_directory=True)
    items = list(read_paths([top, top / "mast", top / "mast" / "a.txt"]))
    assert [(d.id, d.outlet) for d in documents(items)] == [("mast/a", "mast"), ("z/b", "z")]
    assert not skips(items)


def test_links_out_of_the_folder_are_followed(tmp_path: Path) -> None:
    """A linked folder is read under the name of the link."""
    fill(tmp_path / "away", {"a.txt": "a"})
    top = fill(tmp_path / "top", {"b.txt": "b"})
    (top / "gale").symlink_to(tmp_path / "away", target_is_directory=True)
    assert [(d.id, d.outlet) for d in documents(list(read_paths([top])))] == [
        ("b", None),
        ("gale/a", "gale"),
    ]


def test_several_given_folders_are_outlets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two or more folders each is an outlet by its own name; one goes by its sub-folders."""
    alpha = fill(tmp_path / "Alpha", {"2024/a.txt": "a", "b.md": "b", "c.html": PAGE})
    beta = fill(tmp_path / "Beta Blatt", {"2024/d.txt": "d"})
    monkeypatch.chdir(beta)
    for second in (beta, Path(), Path("../Beta Blatt")):
        both = documents(list(read_paths([alpha, second])))
        assert [d.outlet for d in both] == ["Alpha", "Alpha", "Alpha", "Beta Blatt"]
    alone = documents(list(read_paths([alpha, alpha, alpha / "2024", beta / "2024" / "d.txt"])))
    assert [d.outlet for d in alone] == ["2024", None, None, None]


def test_given_folders_of_one_name_are_no_outlets(tmp_path: Path) -> None:
    """Under one name two outlets would go uncompared, so the sub-folders' names hold."""
    fill(tmp_path, {"Alpha/2024/a.txt": "a", "Beta/2024/mast/b.txt": "b", "Gale/c.txt": "c"})
    given = [tmp_path / "Alpha/2024", tmp_path / "Beta/2024", tmp_path / "Gale"]
    found = documents(list(read_paths(given)))
    assert [(d.text, d.outlet) for d in found] == [("a", None), ("b", "mast"), ("c", "Gale")]


def test_an_excluded_folder_is_passed_over(tmp_path: Path) -> None:
    """Neither directly nor through a link is it read; its namesakes and what is given are."""
    top = fill(
        tmp_path / "top",
        {
            "a.txt": "a",
            "out/b.txt": "b",
            "out/in/c.txt": "c",
            "out2/d.txt": "d",
            "x/out/e.txt": "e",
        },
    )
    (top / "link.txt").symlink_to(top / "out" / "b.txt")
    (top / "links").symlink_to(top / "out" / "in", target_is_directory=True)
    (tmp_path / "way").symlink_to(top, target_is_directory=True)
    out = tmp_path / "way" / "out"
    kept = documents(list(read_paths([top], exclude=out)))
    assert [d.text for d in kept] == ["a", "d", "e"]
    given = documents(list(read_paths([top / "out" / "b.txt", top / "out" / "in"], exclude=out)))
    assert [d.text for d in given] == ["b", "c"]
    nowhere = documents(list(read_paths([top], exclude=tmp_path / "not made yet")))
    assert len(nowhere) == 5


def test_only_regular_files(tmp_path: Path) -> None:
    """Pipes, sockets, devices, dangling links and link loops are skipped without being opened."""
    fill(tmp_path, {"a.txt": "a"})
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "gone.txt").symlink_to("nowhere.txt")
    with tempfile.TemporaryDirectory() as short, socket.socket(socket.AF_UNIX) as server:
        server.bind(f"{short}/s.txt")
        found = skips(list(read_paths([tmp_path, short])))
    assert [(Path(s.origin).name, s.code.value) for s in found] == [
        ("gone.txt:0", "NOT_A_FILE"),
        ("loop.txt:0", "NOT_A_FILE"),
        ("pipe.txt:0", "NOT_A_FILE"),
        ("zero.txt:0", "NOT_A_FILE"),
        ("s.txt:0", "NOT_A_FILE"),
    ]


def test_given_device_is_skipped() -> None:
    """A device named on the command line is not read either."""
    (skip,) = read_paths(["/dev/zero"])
    assert isinstance(skip, Skip)
    assert (skip.origin, skip.code.value) == ("/dev/zero:0", "NOT_A_FILE")


def test_file_that_turns_into_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """What is no regular file any more when its turn comes is skipped."""
    fill(tmp_path, {"a.txt": "a"})
    items = read_paths([tmp_path])
    (tmp_path / "a.txt").unlink()
    os.mkfifo(tmp_path / "a.txt")
    assert [s.code.value for s in skips(list(items))] == ["NOT_A_FILE"]


def test_file_that_vanishes_is_unreadable(tmp_path: Path) -> None:
    """A file that is gone when its turn comes is skipped and the rest is read."""
    fill(tmp_path, {"a.txt": "a", "b.txt": "b"})
    items = read_paths([tmp_path])
    (tmp_path / "a.txt").unlink()
    rest = list(items)
    assert [(Path(s.origin).name, s.code.value) for s in skips(rest)] == [("a.txt:0", "UNREADABLE")]
    assert [d.id for d in documents(rest)] == ["b"]


def test_forbidden_file_is_unreadable(tmp_path: Path) -> None:
    """A file inside a folder that the system does not let us read is skipped."""
    if os.geteuid() == 0:
        # Root may read every file, but nobody may read a process's memory from address 0.
        (tmp_path / "a.txt").symlink_to("/proc/self/mem")
    else:
        fill(tmp_path, {"a.txt": "a"})
        (tmp_path / "a.txt").chmod(0)
    assert [s.code.value for s in skips(list(read_paths([tmp_path])))] == ["UNREADABLE"]
    if not (tmp_path / "a.txt").is_symlink():
        (tmp_path / "a.txt").chmod(stat.S_IRUSR | stat.S_IWUSR)


@pytest.mark.parametrize(
    "name", ["missing.txt", "missing", "a\x00b.txt", "picture.png", "a.parquet.gz"]
)
def test_given_path_that_cannot_be_read_raises_at_once(tmp_path: Path, name: str) -> None:
    """A path that is missing or of no known kind raises before anything is read."""
    fill(tmp_path, {"good.txt": "a", "picture.png": "", "a.parquet.gz": ""})
    with pytest.raises(ReadError) as caught:
        read_paths([tmp_path / "good.txt", tmp_path / name])
    assert str(caught.value).isprintable()


def test_given_file_without_suffix_is_text(tmp_path: Path) -> None:
    """A file that a user names and that has no suffix is plain text."""
    fill(tmp_path, {"draft": "words"})
    assert [(d.id, d.text) for d in documents(list(read_paths([tmp_path / "draft"])))] == [
        ("draft", "words")
    ]


def test_hostile_names(tmp_path: Path) -> None:
    """Names with control characters and bytes that are no UTF-8 give sound ids and origins."""
    folder = os.fsencode(tmp_path)
    for name in (b"a\xff\n\x1b[2J.txt", b"o\xfe/b.txt"):
        path = os.path.join(folder, name)  # noqa: PTH118  bytes
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120  bytes
        with open(path, "wb") as file:  # noqa: PTH123  bytes
            file.write(b"t")
    found = documents(list(read_paths([tmp_path])))
    assert [d.id for d in found] == ["a\\xff\n\x1b[2J", "o\\xfe/b"]
    assert found[1].outlet == "o\\xfe"
    for document in found:
        assert (document.origin or "").isprintable()


def test_origins_are_paths_as_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A relative argument gives relative origins."""
    fill(tmp_path, {"in/a.txt": "a"})
    monkeypatch.chdir(tmp_path)
    assert [d.origin for d in documents(list(read_paths(["in"])))] == ["in/a.txt:1"]
    assert [d.origin for d in documents(list(read_paths(["."])))] == ["in/a.txt:1"]
    assert [d.origin for d in documents(list(read_paths(["in/a.txt"])))] == ["in/a.txt:1"]


def test_nothing_is_read_before_it_is_asked_for(tmp_path: Path) -> None:
    """Reading is lazy: the first record is there although a later file is broken or huge."""
    lines = "".join(json.dumps({"id": str(n), "text": "t"}) + "\n" for n in range(100_000))
    fill(tmp_path, {"a.jsonl": lines})
    assert next(read_paths([tmp_path])).origin == f"{tmp_path.as_posix()}/a.jsonl:1"
