"""JUnit XML: one test case an item, so that any CI shows it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from reuse import version
from reuse.gate import telling
from reuse.gate.places import item_place
from reuse.gate.policy import CLASS_WORDS
from reuse.model.document import Document
from reuse.model.gate import CheckResult, Finding, Outcome
from reuse.model.skip import Skip
from reuse.read.shown import file_name
from reuse.report import words
from reuse.report.escape import shorten, visible

if TYPE_CHECKING:
    from lxml.etree import _Element

_LONGEST = 1_000
_MOST_LINES = 200


def render(result: CheckResult) -> bytes:
    """Items with a finding against policy as failures, records not checked as skipped.

    Args:
        result: a check.
    """
    from lxml import etree  # noqa: PLC0415  only for this format

    skipped = (*result.skipped, *(result.added.skipped if result.added else ()))
    found = _by_item(result)
    failures = sum(any(f.outcome is Outcome.FAIL for f in each) for each in found.values())
    counts = {
        "tests": str(len(result.items) + len(skipped) + len(result.dropped)),
        "failures": str(failures),
        "errors": str(len(result.dropped)),
        "skipped": str(len(skipped)),
    }
    root = etree.Element("testsuites", {"name": "reusescan check", **counts})
    suite = etree.SubElement(root, "testsuite", {"name": "reusescan check", **counts})
    _properties(suite, _facts(result))
    for document in result.items:
        _case(suite, document, found.get(document.id, ()))
    for skip in skipped:
        _skipped(suite, skip)
    for dropped in result.dropped:
        named = {"name": _line(dropped.what), "classname": "not compared"}
        case = etree.SubElement(suite, "testcase", named)
        etree.SubElement(case, "error", {"message": _line(dropped.reason)})
    etree.indent(root, " ")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def _by_item(result: CheckResult) -> Mapping[str, Sequence[Finding]]:
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in result.findings:
        found[finding.item.id].append(finding)
    return found


def _facts(result: CheckResult) -> dict[str, str]:
    facts = {
        "tool_version": version.__version__,
        "read": f"{result.read}",
        "checked": f"{len(result.items)}",
        "complete": "true" if result.complete else "false",
    }
    if result.archived is not None:
        facts["archived"] = f"{result.archived}"
    if result.baseline is not None:
        facts["baseline"] = file_name(result.baseline)
    return facts


def _case(suite: _Element, document: Document, findings: Sequence[Finding]) -> None:
    from lxml import etree  # noqa: PLC0415  the same

    place = item_place(document)
    attributes = {"name": _line(document.id), "classname": _line(document.outlet or place.name)}
    if place.file is not None:
        attributes["file"] = _line(place.file)
        if place.region is not None:
            attributes["line"] = str(place.region.start_line)
    case = etree.SubElement(suite, "testcase", attributes)
    failing = [each for each in findings if each.outcome is Outcome.FAIL]
    passing = [each for each in findings if each.outcome is not Outcome.FAIL]
    facts = {"title": document.title, "url": document.url}
    _properties(case, {name: value for name, value in facts.items() if value})
    if failing:
        message = telling.headline(failing[0])
        if len(failing) > 1:
            message += f" (and {words.count(len(failing) - 1, 'more finding')})"
        kind = CLASS_WORDS[failing[0].kind]
        node = etree.SubElement(case, "failure", {"message": _line(message), "type": kind})
        node.text = _lines([line for each in failing for line in (*telling.told(each), "")])
    if passing:
        node = etree.SubElement(case, "system-out")
        node.text = _lines(list(_passed(passing)))


def _passed(findings: Sequence[Finding]) -> Iterator[str]:
    for each in findings:
        yield f"{each.outcome}: {telling.headline(each)}"
        yield f"{each.rule}: {each.reason}"


def _skipped(suite: _Element, skip: Skip) -> None:
    from lxml import etree  # noqa: PLC0415  the same

    attributes = {"name": _line(skip.origin), "classname": "not checked"}
    case = etree.SubElement(suite, "testcase", attributes)
    etree.SubElement(case, "skipped", {"message": _line(f"{skip.code} {skip.reason}")})


def _properties(holder: _Element, facts: Mapping[str, str]) -> None:
    from lxml import etree  # noqa: PLC0415  the same

    if not facts:
        return
    listed = etree.SubElement(holder, "properties")
    for name, value in facts.items():
        etree.SubElement(listed, "property", {"name": name, "value": _line(value)})


def _lines(lines: Sequence[str]) -> str:
    kept = [*lines[:_MOST_LINES]]
    if len(lines) > _MOST_LINES:
        kept.append(f"… and {len(lines) - _MOST_LINES:,} more lines")
    return "\n".join(map(_line, kept))


def _line(text: str) -> str:
    """One line of what XML 1.0 may hold: all that it forbids is spelled out."""
    return visible(shorten(text, _LONGEST))
