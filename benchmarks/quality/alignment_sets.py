"""The labelled sets that alignment is trained on and measured with.

Every set is split in two halves, by suspicious file (PAN), by pair (news) or by event, so that
what trained a model is never what measures it.
"""

from __future__ import annotations

import json
import lzma
import re
import tarfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

Case = tuple[int, int, int, int]

RUTTE_MUST = ((1, 1), (0, 1), (0, 4), (2, 5), (12, 2))
RUTTE_MUST_NOT = ((4, 8), (14, 8), (10, 8), (17, 11))


@dataclass(frozen=True, slots=True, kw_only=True)
class PanPair:
    """A pair of the PAN 2013 corpus; the suspicious text is the left one."""

    left_id: str
    right_id: str
    left: str
    right: str
    kind: str
    """``01-no-plagiarism`` and so on."""
    cases: tuple[Case, ...]
    """Code points: left start, left end, right start, right end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A pair of sentences that a reader judged, by where they begin."""

    kind: str
    """``verbatim``, ``edited``, ``paraphrase`` or ``not_reuse``."""
    left: int
    right: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsPair:
    """Two articles with judged sentences."""

    name: str
    left: str
    right: str
    relation: str
    judged: tuple[Judged, ...]


def half(name: str) -> int:
    """0 or 1, the same on every machine."""
    return zlib.crc32(name.encode()) % 2


def need(folder: Path, name: str) -> Path:
    """The file `name` of the data folder.

    Raises:
        SystemExit: it is not there.
    """
    path = folder / name
    if not path.exists():
        raise SystemExit(f"missing {path}: give the folder of the evaluation data as an argument")
    return path


def pan_pairs(folder: Path, part: int | None, per_kind: int | None) -> Iterator[PanPair]:
    """Pairs of one half (None: both), the first `per_kind` of each kind by hash of name."""
    files: dict[str, bytes] = {}
    with tarfile.open(need(folder, "pan13-train.tar.xz")) as archive:
        for member in archive:
            stream = archive.extractfile(member)
            if stream is not None:
                files["/".join(member.name.removeprefix("./").split("/")[1:])] = stream.read()
    kinds = sorted({name.split("/")[0] for name in files if re.match(r"\d\d-", name)})
    for kind in kinds:
        pairs = [tuple(line.split()) for line in files[f"{kind}/pairs"].decode().splitlines()]
        pairs = [p for p in pairs if part is None or half(p[0]) == part]
        pairs.sort(key=lambda p: zlib.crc32(" ".join(p).encode()))
        for susp, source in pairs[:per_kind]:
            xml = files[f"{kind}/{susp.removesuffix('.txt')}-{source.removesuffix('.txt')}.xml"]
            yield PanPair(
                left_id=susp,
                right_id=source,
                left=files[f"susp/{susp}"].decode("utf-8"),
                right=files[f"src/{source}"].decode("utf-8"),
                kind=kind,
                cases=tuple(_cases(xml)),
            )


def _cases(xml: bytes) -> Iterator[Case]:
    for feature in ET.fromstring(xml).iter("feature"):  # noqa: S314 - a corpus on this disk
        if feature.get("name") == "plagiarism":
            numbers = [
                int(feature.get(f"{side}_{what}", ""))
                for side in ("this", "source")
                for what in ("offset", "length")
            ]
            a, n, b, m = numbers
            yield a, a + n, b, b + m


def news_pairs(folder: Path) -> list[NewsPair]:
    """The judged pairs of news articles."""
    path = need(folder, "news-pairs-dev.jsonl")
    pairs = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    wanted = {pair[key] for pair in pairs for key in ("id_a", "id_b")}
    texts: dict[str, str] = {}
    with lzma.open(need(folder, "news-dev.jsonl.xz"), "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if record["id"] in wanted:
                texts[record["id"]] = record["text"]
    return [
        _news_pair(pair, texts) for pair in pairs if texts.keys() >= {pair["id_a"], pair["id_b"]}
    ]


def _news_pair(pair: dict[str, object], texts: dict[str, str]) -> NewsPair:
    left, right = texts[str(pair["id_a"])], texts[str(pair["id_b"])]
    judged = []
    for key in ("reused", "not_reuse"):
        for item in pair[key]:  # type: ignore[attr-defined]
            places = _find(left, item["a"]), _find(right, item["b"])
            if None not in places:
                kind = item.get("kind", "not_reuse") if key == "reused" else "not_reuse"
                judged.append(Judged(kind=kind, left=places[0], right=places[1]))
    return NewsPair(
        name=str(pair["pair"]),
        left=left,
        right=right,
        relation=str(pair["relation"]),
        judged=tuple(judged),
    )


def _find(text: str, opening: str) -> int | None:
    found = re.search(r"\s+".join(map(re.escape, opening.split())), text)
    return None if found is None else found.start()


def same_event_pairs(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Event and the texts of two outlets that told it on their own."""
    path = need(folder, "same-event-dev.jsonl")
    events: dict[str, list[str]] = {}
    for line in path.read_text("utf-8").splitlines():
        record = json.loads(line)
        events.setdefault(record["event"], []).append(record["text"])
    for event in sorted(events):
        texts = events[event]
        for i, left in enumerate(texts):
            for right in texts[i + 1 :]:
                yield event, left, right


def sentence_pairs(folder: Path, name: str) -> list[tuple[bool, str, str]]:
    """Judged pairs of ``msrp-train`` or ``pan-sentences-train``."""
    out = []
    with lzma.open(need(folder, f"{name}.tsv.xz"), "rt", encoding="utf-8") as lines:
        for line in lines:
            parts = line.rstrip("\n").split("\t")
            if parts[0] in ("0", "1"):
                out.append((parts[0] == "1", parts[-2], parts[-1]))
    return out


def rutte(folder: Path) -> tuple[str, str]:
    """The two articles on one event."""
    seeds = need(folder, "seeds")
    return (
        (seeds / "rutte-undated.txt").read_text("utf-8"),
        (seeds / "rutte-khaama-press.txt").read_text("utf-8"),
    )
