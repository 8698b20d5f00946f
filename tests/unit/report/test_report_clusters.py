"""What each document of a cluster kept, dropped and added."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from reuse.model.cluster import Cluster, Witness
from reuse.model.document import Document
from reuse.model.span import Span
from reuse.report.clusterview import MAX_SHOWN, ClusterView, cluster_view


def _view(*texts: str, original: str | None = None) -> ClusterView:
    documents = {f"d{at:02}": Document(id=f"d{at:02}", text=text) for at, text in enumerate(texts)}
    cluster = Cluster(
        id="c",
        witnesses=tuple(
            Witness(document_id=d.id, span=Span(0, len(d.text))) for d in documents.values()
        ),
        outlets=(),
        words=5,
        original=original,
    )
    return cluster_view(cluster, 1, documents)


def test_kept_dropped_and_added_words_are_counted_and_shown() -> None:
    """The words of the second text stand as they are, with what it dropped put in."""
    view = _view("The old ferry ran aground in fog.", "The ferry ran aground in thick fog.")
    change = view.witnesses[1].change
    assert change is not None
    assert change.summary == "kept 6 of 7 words (86 %), dropped 1, added 1"
    assert [(s.kind, s.text.strip()) for s in change.stretches] == [
        ("kept", "The"),
        ("dropped", "old"),
        ("kept", "ferry ran aground in"),
        ("added", "thick"),
        ("kept", "fog."),
    ]
    assert view.witnesses[0].change is None


def test_scripts_without_spaces_are_counted_by_characters() -> None:
    """Nobody is told of words where each character was counted."""
    change = _view("霧浜市で水道管が破裂した", "霧浜市で水道管破裂").witnesses[1].change
    assert change is not None
    assert change.summary == "kept 9 of 12 characters (75 %), dropped 3"


def test_the_original_is_what_the_others_are_measured_against() -> None:
    """Where an original is known it is the reference, else the first one known."""
    texts = ("one two three", "one two three four", "one two")
    assert _view(*texts).reference == "the first one known, d00"
    view = _view(*texts, original="d01")
    assert view.reference == "the original, d01"
    assert [w.change is None for w in view.witnesses] == [False, True, False]


def test_long_clusters_are_bounded() -> None:
    """Of many documents the first ones have their words shown."""
    view = _view(*["one two three"] * (MAX_SHOWN + 3))
    assert [w.change is not None for w in view.witnesses] == [
        False,
        *[True] * MAX_SHOWN,
        False,
        False,
    ]


_WORDS = st.lists(st.sampled_from(["ab", "cd", "ef", "gh", "ij", "kl"]), min_size=1, max_size=12)


@given(_WORDS, _WORDS)
def test_no_word_is_lost(one: list[str], other: list[str]) -> None:
    """What is kept, added and moved is the second text; what is dropped stood in the first."""
    change = _view(" ".join(one), " ".join(other)).witnesses[1].change
    assert change is not None
    theirs = [s.text for s in change.stretches if s.kind != "dropped"]
    assert re.findall(r"\w+", "".join(theirs)) == other
    gone = re.findall(r"\w+", " ".join(s.text for s in change.stretches if s.kind == "dropped"))
    kept = int(re.findall(r"kept (\d+)", change.summary)[0])
    assert kept + len(gone) == len(one)
