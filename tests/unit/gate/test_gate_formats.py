"""JSON, JUnit, GitHub, GitLab and Markdown, each as its own reader takes it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from gate_hostile import ALL, hostile_check
from gate_support import ITEM, SHARED, finding, result_of
from junitparser import Failure, JUnitXml, Skipped
from lxml import etree
from markdown_it import MarkdownIt

from reuse.gate.check import with_baseline
from reuse.gate.formats import NAMES, markdown, render
from reuse.gate.formats.json import schema
from reuse.model.archived import Added
from reuse.model.gate import CheckResult, Finding, FindingClass, KnownFinding, Outcome
from reuse.model.result import Dropped
from reuse.model.skip import Skip, SkipCode

ROOT = Path(__file__).parents[3]
SCHEMA = ROOT / "docs" / "reference" / "check.schema.json"
SKIP = Skip(origin="feed.jsonl:3", code=SkipCode.BAD_SYNTAX, reason="no valid JSON")


def _mixed() -> CheckResult:
    """Two items with a failing finding each, one known, one without, and a record not read."""
    first, second = finding("a"), finding("b", text=f"{SHARED} Second.")
    known = finding("c", text=f"{SHARED} Known.")
    result = result_of(first, second, known)
    listed = KnownFinding(
        key=known.key, kind=known.kind, item="c", other="other", words=9, excerpt=""
    )
    result = with_baseline(result, [listed], "known.json")
    clean = replace(ITEM, id="d", origin="feed.jsonl:9", line=9)
    return replace(result, items=(*result.items, clean), skipped=(SKIP,))


def _placed(each: Finding, origin: str | None, line: int | None = None) -> Finding:
    item = replace(each.item, origin=origin, line=line)
    return replace(each, comparison=replace(each.comparison, left=item))


@pytest.mark.parametrize("name", NAMES)
def test_every_format_is_bytes_that_end_a_line(name: str) -> None:
    """Any check gives a file, the empty one and the hostile one too, and the same one twice."""
    for result in (result_of(), _mixed(), hostile_check()):
        data = render(result, name)
        assert data.endswith(b"\n")
        assert data == render(result, name)
        data.decode("utf-8")


# JSON


def test_the_schema_is_published() -> None:
    """The committed schema is the one that the records give."""
    assert SCHEMA.read_bytes() == schema(), "run python docs/generate.py"


@pytest.mark.parametrize("result", [result_of(), _mixed(), hostile_check()])
def test_json_is_valid_and_keeps_every_letter(result: CheckResult) -> None:
    """Valid by the published schema; text stays as it was, only written in escapes."""
    data = render(result, "json")
    value = json.loads(data)
    jsonschema.Draft202012Validator(json.loads(SCHEMA.read_bytes())).validate(value)
    assert [each["document"]["id"] for each in value["items"]] == [d.id for d in result.items]
    for record, each in zip(value["findings"], result.findings, strict=True):
        assert (record["class"], record["outcome"]) == (each.kind, each.outcome)
        assert record["reason"] == each.reason
        (passage,) = record["passages"]
        cut = each.item.text[passage["item_start"] : passage["item_end"]]
        assert passage["text"] == cut
    assert not re.search(rb"[\x00-\x09\x0b-\x1f\x7f]", data)


def test_json_counts() -> None:
    """What was read is what was checked and what was skipped; outcomes of items are the gravest."""
    value = json.loads(render(_mixed(), "json"))
    counts = value["counts"]
    assert counts["read"] == counts["scanned"] + counts["skipped"] == 5
    assert value["outcomes"] == {"fail": 2, "known": 1, "pass": 0}
    assert (value["passed"], value["complete"]) == (False, False)
    outcomes = {each["document"]["id"]: each["outcome"] for each in value["items"]}
    assert outcomes == {"a": "fail", "b": "fail", "c": "known", "d": "pass"}
    assert value["items"][3]["line"] == 9


# JUnit


def _junit(result: CheckResult) -> tuple[Any, Any]:
    """The valid file, and what an independent reader makes of it."""
    data = render(result, "junit")
    schema_ = etree.XMLSchema(etree.parse(ROOT / "tests" / "support" / "junit.xsd"))
    root = etree.fromstring(data)
    schema_.assertValid(root)
    return root, JUnitXml.fromstring(data)


def test_junit() -> None:
    """A case an item: failures, known ones in the output, records not read as skipped."""
    root, read = _junit(_mixed())
    (suite,) = read
    cases = {case.name: case for case in suite}
    assert list(cases) == ["a", "b", "c", "d", "feed.jsonl:3"]
    assert [type(r) for case in suite for r in case.result] == [Failure, Failure, Skipped]
    (failure,) = cases["a"].result
    assert failure.message.startswith("likely taken, without credit: a | other")
    assert SHARED[:60] in failure.text
    assert cases["c"].system_out.startswith("known: ")
    assert (suite.tests, suite.failures, suite.skipped, suite.errors) == (5, 2, 1, 0)
    assert {p.name: p.value for p in suite.properties()}["complete"] == "false"
    (clean,) = root.iterfind(".//testcase[@name='d']")
    assert (clean.get("file"), clean.get("line"), clean.get("classname")) == (
        "feed.jsonl",
        "9",
        "Courier",
    )


def test_junit_counts_items_not_findings() -> None:
    """An item with two findings is one failure, which tells of both."""
    one, two = finding("a", "x"), finding("a", "y")
    _, read = _junit(replace(result_of(one), findings=(one, two)))
    ((case,),) = read
    (failure,) = case.result
    assert "(and 1 more finding)" in failure.message
    assert "a | y" in failure.text


def test_junit_hostile() -> None:
    """Payloads in every field make no element, no broken character and no wrong count."""
    result = hostile_check()
    root, read = _junit(result)
    (suite,) = read
    added = result.added
    assert added is not None
    skipped = len(result.skipped) + len(added.skipped)
    assert len(list(suite)) == len(result.items) + skipped + len(result.dropped) == suite.tests
    assert suite.errors == len(result.dropped) > 0
    assert suite.failures == len(FindingClass)
    known = {
        "testsuites",
        "testsuite",
        "properties",
        "property",
        "testcase",
        "failure",
        "skipped",
        "error",
    }
    assert {node.tag for node in root.iter()} <= known | {"system-out"}
    values = [value for node in root.iter() for value in (node.text or "", *node.attrib.values())]
    assert not [v for v in values if re.search(r"[^\n\t\x20-\ud7ff\ue000-\ufffd\U00010000-]", v)]


# GitHub


def _commands(data: bytes) -> tuple[list[tuple[str, dict[str, str], str]], list[str]]:
    """What a runner makes of a log, by its rules: commands obeyed, and lines printed.

    It takes a line that begins, behind white space, with two colons for a command that ends at
    the next two; and anything from ``##[`` on for an old one. Both are written here anew.
    """

    def undone(text: str, *more: tuple[str, str]) -> str:
        for code, letter in (("%0D", "\r"), ("%0A", "\n"), *more, ("%25", "%")):
            text = text.replace(code, letter)
        return text

    obeyed, printed = [], []
    for line in re.split(r"\r\n|\n|\r", data.decode("utf-8")):
        bare = line.lstrip()
        end = bare.find("::", 2) if bare.startswith("::") else -1
        if end >= 0:
            name, _, listed = bare[2:end].partition(" ")
            pairs = (each.split("=", 1) for each in listed.split(",") if "=" in each)
            extra = ((":", "%3A"), (",", "%2C"))
            properties = {k.strip(): undone(v, *((b, a) for a, b in extra)) for k, v in pairs}
            obeyed.append((name, properties, undone(bare[end + 2 :])))
        else:
            if re.search(r"##\[|##vso\[", line, re.IGNORECASE):
                obeyed.append(("old", {}, line))
            printed.append(line)
    return obeyed, printed


def test_github() -> None:
    """A failing finding is an error at its place, a record not read a warning, the rest text."""
    each = _placed(finding(), "feeds/a, b:c.xml:7", 41)
    skip = replace(SKIP, origin="feed.jsonl:3")
    obeyed, printed = _commands(render(replace(result_of(each), skipped=(skip,)), "github"))
    (level, properties, message), warning = obeyed
    assert level == "error"
    assert properties == {
        "title": "likely taken, without credit",
        "file": "feeds/a, b:c.xml",
        "line": "41",
    }
    assert message.startswith("likely taken, without credit: item | other (archive), 30 words")
    assert SHARED[:60] in message
    assert warning[0] == "warning"
    assert warning[1] == {"title": "Record not checked", "file": "feed.jsonl", "line": "3"}
    assert printed[-1] == ""
    assert "1 item checked against 1 archived." in printed


def test_github_marks_the_lines_of_a_text() -> None:
    """Where a file is its text, the lines of the passage are marked."""
    each = _placed(finding(text=f"Head\n\n{SHARED}\nmore"), "a.md:1")
    passage = replace(each.passages[0], left=replace(each.passages[0].left, start=6))
    obeyed, _ = _commands(render(result_of(replace(each, passages=(passage,))), "github"))
    ((_, properties, _),) = obeyed
    assert (properties["line"], properties["endLine"]) == ("3", "4")


@pytest.mark.parametrize(("count", "shown"), [(10, 10), (11, 10), (500, 10)])
def test_github_says_what_it_does_not_show(count: int, shown: int) -> None:
    """Of more than ten findings the tenth annotation says how many more there are."""
    findings = [finding(f"i{n:03}") for n in range(count)]
    obeyed, _ = _commands(render(result_of(*findings), "github"))
    assert len(obeyed) == shown
    assert obeyed[-1][2].startswith(f"{count - 9} more findings" if count > shown else "likely")


@pytest.mark.parametrize("item", [None, "-:1", "https://mast.example/feed:2"])
def test_github_without_a_file(item: str | None) -> None:
    """What was piped or fetched has no file to annotate."""
    obeyed, _ = _commands(render(result_of(_placed(finding(), item)), "github"))
    assert "file" not in obeyed[0][1]


def test_github_hostile() -> None:
    """A runner obeys our commands alone, and what it prints holds none."""
    obeyed, printed = _commands(render(hostile_check(), "github"))
    assert {name for name, _, _ in obeyed} == {"error", "warning"}
    assert "%0A" in obeyed[0][2]
    assert "%25 %2C" in obeyed[0][2]
    assert len([name for name, _, _ in obeyed if name == "error"]) == len(FindingClass)
    for _, properties, message in obeyed:
        assert set(properties) <= {"file", "line", "endLine", "title"}
        again, _ = _commands("\n".join([message, *properties.values()]).encode())
        assert again == []
    for line in printed:
        assert line.isprintable() or "\u00ad" in line


# GitLab

CODE_QUALITY = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path"],
                "properties": {
                    "path": {"type": "string", "minLength": 1, "not": {"pattern": r"^\./"}},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
                "anyOf": [{"required": ["lines"]}, {"required": ["positions"]}],
            },
        },
    },
}
"""The fields that GitLab's documentation asks for, written down from it: no schema is published."""


def _gitlab(result: CheckResult) -> Any:
    value = json.loads(render(result, "gitlab"))
    jsonschema.Draft202012Validator(CODE_QUALITY).validate(value)
    assert len({issue["fingerprint"] for issue in value}) == len(value)
    return value


def test_gitlab() -> None:
    """Findings against policy by gravity, known ones as information, and what was not checked."""
    assert _gitlab(result_of()) == []
    value = _gitlab(_mixed())
    assert [issue["severity"] for issue in value] == ["critical", "critical", "info", "major"]
    assert [issue["check_name"] for issue in value][-2:] == [
        "reuse/uncredited",
        "reuse/not_checked",
    ]
    assert value[-1]["location"] == {"path": "feed.jsonl", "lines": {"begin": 3}}
    moved = _gitlab(result_of(_placed(finding(), "./elsewhere.xml:1", 5)))[0]
    assert moved["location"] == {"path": "elsewhere.xml", "lines": {"begin": 5}}
    assert moved["fingerprint"] == _gitlab(result_of(finding()))[0]["fingerprint"]


def test_gitlab_hostile() -> None:
    """Payloads in every field give valid issues of one line each."""
    for issue in _gitlab(hostile_check()):
        assert issue["description"].isprintable() or "\u00ad" in issue["description"]
        assert len(issue["description"]) < 8_000


# Markdown


def _markdown(data: bytes) -> tuple[set[str], str]:
    """Kinds of tokens that an independent parser finds, and all text outside of code spans."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    kinds, texts = set(), []
    for token in parser.parse(data.decode("utf-8")):
        kinds.add(token.type)
        for inner in token.children or ():
            kinds.add(inner.type)
            if inner.type != "code_inline":
                texts.append(inner.content)
    return kinds, "\n".join(texts)


OURS = {
    "heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "text",
    "bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close", "strong_open",
    "strong_close", "code_inline", "table_open", "table_close", "thead_open", "thead_close",
    "tbody_open", "tbody_close", "tr_open", "tr_close", "th_open", "th_close", "td_open",
    "td_close",
}  # fmt: skip


def test_markdown() -> None:
    """What fails is told in full, the rest by name, and what is missing is said."""
    data = render(_mixed(), "markdown").decode()
    assert data.startswith("## reusescan check: 2 findings against policy\n")
    assert "| likely taken, without credit | 2 | 1 | 0 |" in data
    assert f"`“{SHARED[:40]}" in data
    assert "**This check is incomplete.**" in data
    assert "`feed.jsonl:3: BAD_SYNTAX no valid JSON`" in data
    assert _markdown(data.encode())[0] <= OURS


def test_markdown_hostile() -> None:
    """All that comes from outside is code: no link, image, markup, mention or reference."""
    kinds, text = _markdown(render(hostile_check(), "markdown"))
    assert kinds <= OURS
    assert not re.search(r"@|#|://|www\.|evil|!\d|~|&|GH-|<|`", text)


@pytest.mark.parametrize("text", ["", " ", "`", "``a`", "a`` `b", ALL, "\\", "x\n# y", "a|b"])
def test_code_spans_hold_whatever_stands_in_them(text: str) -> None:
    """One span, in which nothing is lost but white space and what is not seen."""
    parser = MarkdownIt("commonmark")
    span = markdown.code(text, 10_000)
    (inline,) = (t for t in parser.parse(f"- {span} end") if t.type == "inline")
    assert inline.children is not None
    code, rest = inline.children
    assert (code.type, rest.content) == ("code_inline", " end")
    if text.isprintable() and text.strip() and text.isascii():
        assert code.content == " ".join(text.split())


def test_markdown_is_cut_with_a_statement() -> None:
    """What does not fit a comment is counted."""
    findings = [finding(f"i{n:04}") for n in range(2_000)]
    data = render(result_of(*findings), "markdown")
    assert len(data) < 65_536
    match = re.search(r"… and ([\d,]+) more, which do not fit here", data.decode())
    assert match is not None
    assert data.decode().count("- **likely") + int(match[1].replace(",", "")) == 2_000


def test_markdown_of_a_check_that_was_cut() -> None:
    """Caps and items that could not be filed are told."""
    result = replace(
        result_of(),
        dropped=(Dropped(what="pairs", count=3, reason="Too many."),),
        added=Added(added=0, replaced=0, unchanged=0, skipped=(SKIP,), notices=(), outside_dates=0),
    )
    data = render(result, "markdown").decode()
    assert "`Too many. (3 not followed, pairs).`" in data
    assert "### Not checked" in data
    assert Outcome.FAIL not in data.split("###", maxsplit=1)[0]
