"""Files of every format that were cut or changed anywhere."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from news_samples import NINJS_2, news_item, news_message, ninjs, nitf

from reuse.model.document import Document
from reuse.model.skip import Notice, Skip
from reuse.read import read_paths

_ITEMS = "".join(
    f"<item><guid>g{n}</guid><title>t</title><description>a &lt;b&gt;c</description></item>"
    for n in range(3)
)
RSS = f'<rss version="2.0"><channel><title>The Mast</title>{_ITEMS}</channel></rss>'
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>M</title><entry><id>i</id>'
    '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>a</p></div></content>'
    "</entry></feed>"
)
FEED = json.dumps(
    {"version": "https://jsonfeed.org/version/1.1", "title": "M", "items": [
        {"id": "1", "content_html": "<p>a</p>", "tags": ["x"]}, {"id": "2", "summary": "b"}]},
    indent=1,
)  # fmt: skip
FILES = {
    "rss.xml": RSS,
    "atom.xml": ATOM,
    "feed.json": FEED,
    "nitf.xml": nitf(),
    "newsml.xml": news_message(news_item(), news_item(guid='guid="b"')),
    "ninjs.json": json.dumps(NINJS_2, indent=1),
    "ninjs.jsonl": f"{ninjs()}\n{ninjs(NINJS_2)}\n",
}


def _read(path: Path, data: bytes) -> list[Document | Skip | Notice]:
    path.write_bytes(data)
    return list(read_paths([path]))


# Not JSON Lines: a file of fewer lines is one of them.
@pytest.mark.parametrize("name", [name for name in FILES if not name.endswith(".jsonl")])
def test_cut_anywhere(name: str, tmp_path: Path) -> None:
    """A file cut short gives some of its documents, as they are, and says that more was there."""
    data = FILES[name].encode()
    path = tmp_path / name
    whole = {item.id: item.text for item in _read(path, data) if isinstance(item, Document)}
    for end in range(0, len(data.rstrip()), max(1, len(data) // 150)):
        found = _read(path, data[:end])
        documents = [item for item in found if isinstance(item, Document)]
        assert all(whole[document.id] == document.text for document in documents)
        assert any(isinstance(item, Skip) for item in found)


@pytest.mark.parametrize("name", FILES)
def test_changed_anywhere(name: str, tmp_path: Path) -> None:
    """Whatever bytes stand in it, a file is read or refused, never passed over in silence."""
    drawn = random.Random(name)  # noqa: S311  the same in every run
    for _ in range(150):
        data = bytearray(FILES[name].encode())
        for _ in range(drawn.choice((1, 1, 3, 20))):
            at = drawn.randrange(len(data))
            pieces = (b"<", b">", b"&", b"\0", b"\xff", b'"', b"{", b"]]>", b"<!--", b"\n", b"")
            data[at : at + drawn.randrange(3)] = drawn.choice(pieces)
        found = _read(tmp_path / name, bytes(data))
        assert any(isinstance(item, Document | Skip) for item in found)
