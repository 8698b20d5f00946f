"""Documents that are read when they are asked for."""

from __future__ import annotations

import copy
import pickle
from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reuse.model.document import Document
from reuse.store import Documents, DocumentWriter

_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_some = st.none() | _text
documents = st.builds(
    Document,
    id=_text.filter(bool),
    text=_text,
    outlet=_some,
    published=_some,
    title=_some,
    author=_some,
    url=_some,
    language=_some,
    origin=_some,
    section=_some,
    allow=_some,
    line=st.none() | st.integers(1, 2**31),
)


def stored(given: list[Document], budget: int) -> Documents:
    """The documents by id, out of a store."""
    writer = DocumentWriter(budget)
    numbers = {document.id: writer.add(document) for document in given}
    ids = sorted(numbers)
    return writer.sequence(ids, np.array([numbers[name] for name in ids], np.int64))


@given(st.lists(documents, unique_by=lambda d: d.id, max_size=6), st.sampled_from([0, 100, 2**30]))
def test_documents_come_out_as_they_went_in(given: list[Document], budget: int) -> None:
    """Every field and text is the same, whether it lay in memory or in a file."""
    ordered = sorted(given, key=lambda d: d.id)
    out = stored(given, budget)
    assert out == ordered
    assert tuple(out) == tuple(ordered)
    assert list(out.ids) == [d.id for d in ordered]
    for number, document in enumerate(ordered):
        for field in fields(Document):
            assert getattr(out[number], field.name) == getattr(document, field.name)
        assert document == out[number]
        assert hash(out[number]) == hash(document)
        assert out.number(document.id) == number
        assert out.text_bytes(number) == document.text.encode()


def test_a_stored_document_is_a_document_in_every_use() -> None:
    """It is replaced, copied and pickled into a plain one, and frozen like one."""
    plain = Document(id="a", text="née", outlet="Post")
    (out,) = stored([plain], 0)
    assert isinstance(out, Document)
    assert replace(out, outlet="Mail") == replace(plain, outlet="Mail")
    assert copy.deepcopy(out) == plain
    back = pickle.loads(pickle.dumps(out))  # noqa: S301  our own bytes
    assert type(back) is Document
    assert back == plain
    assert out != replace(plain, text="other")
    assert "née" in repr(out)
    with pytest.raises(AttributeError):
        out.outlet = "Mail"  # type: ignore[misc]


def test_slices_and_lookups() -> None:
    """A slice is a sequence of the same documents; an unknown id is a KeyError."""
    given = [Document(id=name, text=name * 3) for name in "abcd"]
    out = stored(given, 0)
    assert out[1:3] == given[1:3]
    assert out[-1] == given[-1]
    assert len(out[::2]) == 2
    assert out != given[:3]
    assert out != "abcd"
    with pytest.raises(IndexError):
        out[4]
    assert copy.deepcopy(out) == tuple(given)
    assert pickle.loads(pickle.dumps(out)) == tuple(given)  # noqa: S301  our own bytes
    for name in ("aa", "bb", "e"):
        with pytest.raises(KeyError, match=name):
            out.number(name)


def test_a_document_is_there_as_soon_as_it_is_stored() -> None:
    """While more come in, those before can be read, as settling equal ids needs."""
    writer = DocumentWriter(10)
    first = Document(id="a", text="one text")
    assert writer.get(writer.add(first)) == first
    second = Document(id="a", text="another")
    assert writer.get(writer.add(second)) == second
    assert writer.get(0) == first
