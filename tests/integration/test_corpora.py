"""The sample corpus says what it claims to say."""

from __future__ import annotations

import difflib
import json
import re
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from reuse.model.alignment import Obfuscation, Role
from reuse.model.document import Document
from reuse.model.stamp import Stamp
from reuse.model.verdict import Credit, Relation

CORPORA = Path(__file__).parents[2] / "corpora"
AGENCY = "Norvik Press Agency (NPA)"
SHORT_NAMES = {
    AGENCY: r"\bNPA\b|Norvik Press Agency|ノルヴィク通信社",
    "The Ellery Courier": r"\bCourier\b",
    "Saltmarsh Post": r"\b(?:Saltmarsh Post|the Post)\b",
    "Tannbacher Anzeiger": r"\bTannbacher Anzeiger\b",
    "霧浜新報": "霧浜新報",
}
DIRECTED = {
    Relation.LEFT_FROM_RIGHT: ("left", "right"),
    Relation.RIGHT_FROM_LEFT: ("right", "left"),
}

Record = dict[str, Any]


def read_records() -> dict[str, list[Record]]:
    """Records by event, in file order."""
    return {
        path.stem: [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
        for path in sorted((CORPORA / "articles").glob("*.jsonl"))
    }


EVENTS = read_records()
DOCUMENTS = {record["id"]: Document(**record) for records in EVENTS.values() for record in records}
TRUTH: Record = json.loads((CORPORA / "truth.json").read_text("utf-8"))
PAIRS: list[Record] = TRUTH["pairs"]


def pair_name(pair: Record) -> str:
    """Name of a pair in pytest's output."""
    return f"{pair['left']}+{pair['right']}"


def tokens(text: str, *, unspaced: bool) -> list[re.Match[str]]:
    """Words, or single characters where the script has no spaces."""
    return list(re.finditer(r"\w" if unspaced else r"\w+", text))


def cut(pair: Record, passage: Record, side: str) -> str:
    """What a passage says on one side."""
    text = DOCUMENTS[pair[side]].text
    return text[passage[f"{side}_start"] : passage[f"{side}_end"]]


def build(root: Path, *arguments: str, seed: str = "0") -> subprocess.CompletedProcess[str]:
    """Run the compiler of the corpus in `root`."""
    return subprocess.run(
        [sys.executable, "-B", str(root / "build.py"), *arguments],
        env={"PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_files_are_what_the_sources_compile_to() -> None:
    """The compiled files are those of the sources, under any hash seed."""
    for seed in ("0", "1"):
        done = build(CORPORA, "--check", seed=seed)
        assert done.returncode == 0, done.stderr


def test_check_sees_stale_files(tmp_path: Path) -> None:
    """A changed, a missing and a left-over file each fail the check, and a build mends them."""
    root = Path(shutil.copytree(CORPORA, tmp_path / "corpora"))
    (root / "truth.json").write_text("{}", encoding="utf-8")
    (root / "articles" / "ferry.jsonl").unlink()
    (root / "articles" / "left-over.jsonl").touch()
    done = build(root, "--check")
    assert done.returncode == 1
    assert [line.partition(":")[0] for line in done.stderr.splitlines()] == [
        "articles/ferry.jsonl",
        "truth.json",
        "articles/left-over.jsonl",
    ]
    assert build(root).returncode == 0
    assert build(root, "--check").returncode == 0
    for path in (CORPORA / "truth.json", CORPORA / "articles" / "ferry.jsonl"):
        assert (root / path.relative_to(CORPORA)).read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        ("from: suido-wire-1\n", "", "neither declares a source"),
        ("from: suido-wire-1\n", "from: suido-wire-1, suido-shinpo-2\n", "yet they share nothing"),
        ("from: suido-wire-1\n", "from: suido-wire-9\n", "no document suido-wire-9"),
        ("[[p1~e|", "[[p1|", "p1 differs, yet no side says how"),
        ("[[p1~e|", "[[p1~e|]] ", "]] without [["),
        ("[[p2~e|", "[[p1~e|", "p1 stands twice"),
        ("[[b-shinpo]]", "[[b-unknown]]", "b-unknown is repeated before it is written"),
        ("@ suido-radio-1", "@ suido-wire-1", "second document with this id"),
        ("@ suido-radio-1", "! suido-radio-1 suido-wire-1\nwhy: a\nwhy: b\n@ suido-radio-1", "why"),
    ],
)
def test_compiler_refuses_contradictions(
    tmp_path: Path, before: str, after: str, complaint: str
) -> None:
    """Sources that contradict themselves are named and refused."""
    root = Path(shutil.copytree(CORPORA, tmp_path / "corpora"))
    source = root / "source" / "suido.txt"
    text = source.read_text(encoding="utf-8")
    assert before in text
    source.write_text(text.replace(before, after, 1), encoding="utf-8")
    done = build(root, "--check")
    assert done.returncode == 2
    assert "suido" in done.stderr
    assert complaint in done.stderr


def test_ids_are_unique_and_begin_with_their_event() -> None:
    """No two records bear one id, and each id tells its event."""
    ids = [record["id"] for records in EVENTS.values() for record in records]
    assert len(ids) == len(set(ids))
    for event, records in EVENTS.items():
        assert all(re.fullmatch(rf"{event}-[a-z]+-\d", record["id"]) for record in records)


def test_size_of_the_corpus() -> None:
    """Five events, eight outlets, about forty articles of readable length."""
    assert len(EVENTS) == 5
    assert len({document.outlet for document in DOCUMENTS.values()}) == 8
    assert 38 <= len(DOCUMENTS) <= 44
    for document in DOCUMENTS.values():
        unspaced = document.id.startswith("suido")
        assert 60 <= len(tokens(document.text, unspaced=unspaced)) <= (500 if unspaced else 380)


def test_dates_parse_and_come_in_every_form() -> None:
    """Every date given is one; there are times with zone, bare dates and missing ones."""
    forms: Counter[str] = Counter()
    for document in DOCUMENTS.values():
        if document.published is None:
            forms["missing"] += 1
            continue
        stamp = document.stamp
        assert stamp is not None, document.published
        forms["day" if stamp.day_only else "time"] += 1
        assert stamp.day_only or re.search(r"(?:Z|[+-]\d\d:\d\d)$", document.published)
    assert 1 <= forms["missing"] <= 2
    assert forms["day"] >= 5
    assert forms["time"] >= 20


def test_addresses_are_example_domains() -> None:
    """Every address is unique and lies in the reserved domain, one host an outlet."""
    hosts = defaultdict(set)
    for document in DOCUMENTS.values():
        assert document.url is not None
        parts = urlsplit(document.url)
        assert parts.scheme == "https"
        assert parts.hostname is not None
        assert parts.hostname.endswith(".example")
        hosts[document.outlet].add(parts.hostname)
    assert all(len(names) == 1 for names in hosts.values())
    assert len({document.url for document in DOCUMENTS.values()}) == len(DOCUMENTS)


def test_languages_are_those_of_the_event_where_given() -> None:
    """A record's language is its event's, and some records leave it out."""
    given = 0
    for event, records in EVENTS.items():
        for record in records:
            if "language" in record:
                given += 1
                assert record["language"] == TRUTH["events"][event]["language"]
    assert 0 < given < len(DOCUMENTS)
    assert {event["language"] for event in TRUTH["events"].values()} == {"en", "de", "ja"}


def test_truth_holds_every_pair_of_an_event_once() -> None:
    """Truth speaks of each two documents of one event, smaller id left, and of no others."""
    expected = {
        (event, *sorted(pair))
        for event, records in EVENTS.items()
        for pair in combinations([record["id"] for record in records], 2)
    }
    stated = [(pair["event"], pair["left"], pair["right"]) for pair in PAIRS]
    assert len(stated) == len(set(stated))
    assert set(stated) == expected


@pytest.mark.parametrize("pair", PAIRS, ids=pair_name)
def test_pair_speaks_the_vocabulary(pair: Record) -> None:
    """Relation, credit, roles and labels are words of the program, and the reason is given."""
    relation = Relation(pair["relation"])
    accepted = [Relation(name) for name in pair["accept"]]
    assert relation not in accepted
    assert (Credit(pair["credit"]) is Credit.UNKNOWN) == (
        relation not in DIRECTED or pair.get("same_outlet", False)
    )
    assert re.fullmatch(r"\S.*\.", pair["why"])
    outlets = {DOCUMENTS[pair[side]].outlet for side in ("left", "right")}
    assert pair.get("same_outlet", False) == (len(outlets) == 1)
    reused = False
    for passage in pair["passages"]:
        Obfuscation(passage["obfuscation"])
        reused |= Role(passage["role"]) is Role.REUSE
    assert reused == (relation is not Relation.INDEPENDENT)


@pytest.mark.parametrize("pair", PAIRS, ids=pair_name)
def test_passages_are_whole_stretches_of_both_texts(pair: Record) -> None:
    """A passage lies in its text, begins and ends with print and shares no word with another."""
    for side in ("left", "right"):
        text = DOCUMENTS[pair[side]].text
        spans = sorted((p[f"{side}_start"], p[f"{side}_end"]) for p in pair["passages"])
        for start, end in spans:
            assert 0 <= start < end <= len(text)
            assert text[start:end] == text[start:end].strip()
            assert "[[" not in text[start:end]
        assert all(first[1] <= second[0] for first, second in pairwise(spans))
    starts = [passage["left_start"] for passage in pair["passages"]]
    assert starts == sorted(starts)


@pytest.mark.parametrize("pair", PAIRS, ids=pair_name)
def test_labels_fit_the_words(pair: Record) -> None:
    """Verbatim repeats every word, edited keeps most of them, a rewrite keeps few."""
    unspaced = pair["event"] == "suido"
    for passage in pair["passages"]:
        left, right = (
            [match[0].casefold() for match in tokens(cut(pair, passage, side), unspaced=unspaced)]
            for side in ("left", "right")
        )
        blocks = difflib.SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
        kept = sum(block.size for block in blocks) / max(len(left), len(right))
        label = Obfuscation(passage["obfuscation"])
        if label is Obfuscation.VERBATIM:
            assert left == right
        elif label is Obfuscation.EDITED and passage["role"] == "quotation":
            assert " ".join(right) in " ".join(left) or " ".join(left) in " ".join(right)
        elif label is Obfuscation.EDITED:
            assert 0.5 < kept < 1
        else:
            assert kept < 0.4


@pytest.mark.parametrize("pair", PAIRS, ids=pair_name)
def test_nothing_else_is_shared(pair: Record) -> None:
    """Outside the stated passages two documents of an event have no run of words in common."""
    unspaced = pair["event"] == "suido"
    size = 9 if unspaced else 5
    grams = []
    for side in ("left", "right"):
        spans = [(p[f"{side}_start"], p[f"{side}_end"]) for p in pair["passages"]]
        words = [
            f"{side}{match.start()}"
            if any(start <= match.start() and match.end() <= end for start, end in spans)
            else match[0].casefold()
            for match in tokens(DOCUMENTS[pair[side]].text, unspaced=unspaced)
        ]
        grams.append({tuple(words[i : i + size]) for i in range(len(words) - size + 1)})
    assert not grams[0] & grams[1]


@pytest.mark.parametrize(
    "pair", [p for p in PAIRS if Relation(p["relation"]) in DIRECTED], ids=pair_name
)
def test_derived_is_not_earlier_and_credits_as_stated(pair: Record) -> None:
    """A source is not later than what is from it, and is named exactly where truth says so."""
    derived, source = (DOCUMENTS[pair[side]] for side in DIRECTED[Relation(pair["relation"])])
    if derived.stamp is not None and source.stamp is not None:
        slack = max(derived.stamp.uncertainty, source.stamp.uncertainty)
        assert derived.stamp.instant > source.stamp.instant - slack
    if pair.get("same_outlet", False):
        return
    assert source.outlet is not None
    shown = f"{derived.text}\n{derived.author}"
    named = re.search(SHORT_NAMES[source.outlet], shown) is not None
    assert named == (Credit(pair["credit"]) is Credit.CREDITED)


def test_every_relation_occurs() -> None:
    """All five relations, both directions often, with credit and without, are in the truth."""
    across = [pair for pair in PAIRS if not pair.get("same_outlet", False)]
    relations = Counter(Relation(pair["relation"]) for pair in across)
    assert set(relations) == set(Relation)
    assert min(relations[relation] for relation in DIRECTED) >= 8
    assert relations[Relation.COMMON_SOURCE] >= 8
    credit = Counter(Credit(pair["credit"]) for pair in across)
    assert credit[Credit.CREDITED] >= 8
    assert credit[Credit.UNCREDITED] >= 3
    passages = Counter(
        (Role(passage["role"]), Obfuscation(passage["obfuscation"]))
        for pair in across
        for passage in pair["passages"]
    )
    assert all(passages[Role.REUSE, label] >= 5 for label in Obfuscation)
    quoting = [
        pair
        for pair in across
        if pair["relation"] == "independent"
        and any(p["role"] == "quotation" for p in pair["passages"])
    ]
    assert len(quoting) >= 8


def test_siblings_of_an_absent_agency_story() -> None:
    """Three documents credit a wire whose story no record of the agency carries."""
    siblings = ["museum-ledger-1", "museum-radio-1", "museum-standard-1"]
    for left, right in combinations(siblings, 2):
        pair = next(p for p in PAIRS if (p["left"], p["right"]) == (left, right))
        assert Relation(pair["relation"]) is Relation.COMMON_SOURCE
    for name in siblings:
        assert re.search(SHORT_NAMES[AGENCY], DOCUMENTS[name].text)
    agency = [d.id for d in DOCUMENTS.values() if d.outlet == AGENCY]
    related = {
        pair["relation"]
        for pair in PAIRS
        if {pair["left"], pair["right"]} & set(siblings)
        and {pair["left"], pair["right"]} & set(agency)
    }
    assert related == {"independent"}


def test_features_draw_on_two_sources() -> None:
    """A feature has two sources of different outlets, and each explains text of its own."""
    sources: defaultdict[str, list[str]] = defaultdict(list)
    for pair in PAIRS:
        if pair["relation"] in DIRECTED and not pair.get("same_outlet", False):
            derived, source = DIRECTED[Relation(pair["relation"])]
            sources[pair[derived]].append(pair[source])
    for feature in ("ferry-standard-2", "dredging-post-2"):
        assert len({DOCUMENTS[name].outlet for name in sources[feature]}) == 2


def test_boilerplate_recurs_within_outlets() -> None:
    """At least three outlets close three or more of their articles with the same line."""
    closing: Counter[tuple[str | None, str]] = Counter(
        (document.outlet, document.text.rsplit("\n", 1)[-1]) for document in DOCUMENTS.values()
    )
    assert len({outlet for (outlet, _), count in closing.items() if count >= 3}) >= 3


def test_an_unknown_date_is_unknown() -> None:
    """The records without a date leave the field out, as `Stamp` expects."""
    undated = [d for d in DOCUMENTS.values() if d.published is None]
    assert undated
    assert all(Stamp.parse(document.published) is None for document in undated)
