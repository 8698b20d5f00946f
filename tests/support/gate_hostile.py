"""The result of a check whose every field from outside tries to break out of each format."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from gate_support import WORDS, result_of
from report_hostile import PAYLOADS as REPORT_PAYLOADS

from reuse.gate.wording import content_key
from reuse.model.alignment import Alignment, Channel, Obfuscation, Role
from reuse.model.archived import Added
from reuse.model.comparison import Comparison
from reuse.model.document import Document
from reuse.model.gate import CheckResult, Finding, FindingClass, KnownFinding, Outcome, Rule
from reuse.model.result import Dropped
from reuse.model.skip import Notice, NoticeCode, Skip, SkipCode
from reuse.model.span import Span
from reuse.model.verdict import Credit, Cue, Relation, Verdict

PAYLOADS = (
    *REPORT_PAYLOADS,
    "[click](https://evil.example/a) ![x](https://evil.example/b) <https://evil.example/c>",
    "https://evil.example/d www.evil.example ada@evil.example @everyone #12 !3 ~bug &4 GH-5",
    "`tick ``two```three",
    "| cell | *star* _line_ ~~no~~ \\| \\",
    "- item\n# head\n> quote\n1. one\n```sh\nfence\n",
    "%0A::error::x %25 %2C",
    "x\r::stop-commands::y",
    "a ##[error]b ##vso[task.setvariable variable=x]y",
    "::add-mask::z",
    "]]> <![CDATA[ &amp; &#0; <a b='c'>",
    "\ufffe\uffff\x0b\x0c\x7f",
    "{0} {{1}} {text}",
    "%{color} $(rm) ${x}",
    "line=1,file=/etc/passwd::x",
)
"""What any field may hold."""
ALL = " ".join(PAYLOADS)
"""All of them in one string."""
ORIGINS = (
    ALL,
    "feed,a:b=c.xml:3",
    "-:1",
    "https://evil.example/f%0A::error::x:2",
    "../../x y.txt:1",
)
"""Where items may come from."""


def hostile_document(name: str, origin: str) -> Document:
    """A document with every payload in every field."""
    return Document(
        id=f"{name} {ALL}", text=f"{ALL}\n\n{ALL}", outlet=f"{name[:1]} {ALL}", published=ALL,
        title=ALL, author=ALL, url=ALL, language="en", origin=origin, section=ALL, allow=ALL,
        line=3,
    )  # fmt: skip


def hostile_check() -> CheckResult:
    """A check with a finding of every class and outcome, all its words from outside hostile."""
    cases = list(product(FindingClass, (Outcome.FAIL, Outcome.KNOWN, Outcome.PASS)))
    findings = [
        hostile_finding(kind, outcome, f"{number:02}", ORIGINS[number % len(ORIGINS)])
        for number, (kind, outcome) in enumerate(cases)
    ]
    known = tuple(
        KnownFinding(
            key=each.key, kind=each.kind, item=ALL, other=ALL, words=9, excerpt=ALL, reason=ALL
        )
        for each in findings
    )
    skips = tuple(Skip(origin=f"{ALL}:{code}", code=code, reason=ALL) for code in SkipCode)
    return replace(
        result_of(*findings),
        findings=tuple(findings),
        gone=known[:2],
        still=known[2:],
        skipped=skips,
        notices=(Notice(origin=ALL, code=NoticeCode.PASSED_OVER, reason=ALL),),
        dropped=(Dropped(what=ALL, count=7, reason=ALL),),
        baseline=ALL,
        added=Added(
            added=1, replaced=0, unchanged=2, skipped=skips[:1], notices=(), outside_dates=0
        ),
    )


def hostile_finding(kind: FindingClass, outcome: Outcome, name: str, origin: str) -> Finding:
    """One finding."""
    item, other = hostile_document(f"i{name}", origin), hostile_document(f"o{name}", origin)
    span = Span(3, len(ALL))
    passage = Alignment(
        left=span, right=span, role=Role.REUSE, obfuscation=Obfuscation.EDITED, score=0.9,
        channel=Channel.JOIN, kept=0.5, left_words=WORDS, right_words=WORDS,
    )  # fmt: skip
    cue = Cue(name="x", favours=Relation.LEFT_FROM_RIGHT, nats=2.0, explanation=ALL)
    verdict = Verdict(
        relation=Relation.LEFT_FROM_RIGHT,
        probabilities={r: 0.8 if r is Relation.LEFT_FROM_RIGHT else 0.05 for r in Relation},
        cues=(cue,),
        credit=Credit.UNCREDITED,
    )
    comparison = Comparison(left=item, right=other, alignments=(passage,), verdict=verdict)
    return Finding(
        key=content_key(kind, f"{name} {item.text}", (passage,)),
        occurrence=int(name) % 3,
        kind=kind,
        comparison=comparison,
        archived=outcome is Outcome.FAIL,
        passages=(passage,),
        words=WORDS,
        share=0.5,
        rule=Rule.ALLOW_MARK if outcome is Outcome.PASS else Rule.FAIL_ON,
        reason=ALL,
        outcome=outcome,
    )
