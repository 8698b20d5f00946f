"""Three hundred strings that try to be more than text, and a scan that holds them everywhere."""

from __future__ import annotations

from dataclasses import replace

from report_hostile import PAYLOADS, URLS, hostile
from report_sample import probabilities

from reuse.model.alignment import Alignment, Channel, Obfuscation, Role
from reuse.model.cluster import Cluster, Witness
from reuse.model.comparison import Comparison
from reuse.model.document import Document
from reuse.model.ledger import OutletFlow
from reuse.model.result import ScanResult
from reuse.model.skip import Notice, NoticeCode, Skip, SkipCode
from reuse.model.span import Span
from reuse.model.verdict import Credit, Cue, Relation, Side, SidedSpan, Verdict

_HARM = "alert('ran')"
_ELEMENTS = (
    f"<script>{_HARM}</script>",
    f"<ScRiPt>{_HARM}</sCrIpT>",
    f"<img src=x onerror={_HARM}>",
    f"<svg onload={_HARM}>",
    f"<body onload={_HARM}>",
    f'<iframe srcdoc="<script>{_HARM}</script>">',
    f"<iframe src=javascript:{_HARM}>",
    f"<a href=javascript:{_HARM}>here</a>",
    f"<form action=javascript:{_HARM}><input autofocus onfocus={_HARM}>",
    f"<details open ontoggle={_HARM}>",
    f"<video><source onerror={_HARM}></video>",
    f"<math><mi xlink:href=javascript:{_HARM}>x",
    f"<object data=javascript:{_HARM}>",
    "<style>@import 'https://evil.example/s'</style><b style=background:url(https://evil.example)>",
    f"<meta http-equiv=refresh content='0;url=javascript:{_HARM}'>",
    f"<base href=https://evil.example/><link rel=stylesheet href=/x onload={_HARM}>",
    f"<template><script>{_HARM}</script></template>",
    f"<marquee onstart={_HARM}>",
    "<img srcset=https://evil.example/i>",
    f"<svg><animate onbegin={_HARM} attributeName=x dur=1s>",
)
_BREAKS = (
    "{}",
    '">{}',
    "'>{}",
    "</script>{}",
    "</style>{}",
    "</textarea></title>{}",
    "-->{}<!--",
    "]]>{}",
    "\u2028{}",
    "\u202e{}\u2066",
    "&lt;{}&#60;",
    "{{{{7*7}}}}${{7*7}}{}",
    "\\u003cb\\u003e{}",
)
PAYLOADS_300: tuple[str, ...] = (
    *PAYLOADS,
    *URLS,
    *(mold.format(element) for mold in _BREAKS for element in _ELEMENTS),
    '=HYPERLINK("https://evil.example")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+1-1",
    "-2+3",
    "\t=1+1",
    "constructor",
    "__proto__",
    "toString",
    "{left}{right}",
    "%s%n{0}",
    "\U0001f6a2 \U0001d4d0\u0301 a\ufe0f",
    "\u05d0\u05d1\u05d2 (abc) \u0627\u0644\u0639",
    "\ufdd0\uffff\U0010ffff\ufeff",
)
"""All different, and none empty."""


def _document(payload: str, number: int) -> Document:
    return Document(
        id=f"{number} {payload}",
        outlet=payload,
        published=payload,
        title=payload,
        author=payload,
        url=payload,
        language=payload,
        text=f"{payload}\nsecond line {payload} \U0001f6a2 end",
        origin=payload,
    )


def _pair(number: int) -> Comparison:
    left = _document(PAYLOADS_300[2 * number], 2 * number)
    right = _document(PAYLOADS_300[2 * number + 1], 2 * number + 1)
    whole, other = Span(0, len(left.text)), Span(0, len(right.text))
    cue = Cue(
        name=left.outlet or "",
        favours=Relation.COMMON_SOURCE,
        nats=1.0,
        explanation=f"{left.outlet} beside {right.outlet}",
        spans=(SidedSpan(side=Side.LEFT, span=whole), SidedSpan(side=Side.RIGHT, span=other)),
    )
    return Comparison(
        left=left,
        right=right,
        alignments=(
            Alignment(
                left=whole,
                right=other,
                role=Role.REUSE,
                obfuscation=[*Obfuscation][number % 4],
                score=0.5,
                channel=Channel.JOIN,
                kept=0.5,
                left_words=9,
                right_words=9,
            ),
        ),
        verdict=Verdict(
            relation=[*Relation][number % 3],
            probabilities=probabilities([*Relation][number % 3], 0.8),
            cues=(cue,),
            credit=[*Credit][number % 3],
            credit_line=SidedSpan(side=Side.LEFT, span=whole),
        ),
        notes=(left.outlet or "",),
    )


def payloads_everywhere() -> ScanResult:
    """A scan in which each payload is in every field of a document and of what is said of it."""
    pairs = tuple(_pair(number) for number in range(len(PAYLOADS_300) // 2))
    documents = [d for pair in pairs for d in (pair.left, pair.right)]
    base = hostile()
    (flow, *_) = base.outlets.flows
    return replace(
        base,
        documents=tuple(sorted(documents, key=lambda d: d.id)),
        comparisons=pairs,
        clusters=tuple(_cluster(pair) for pair in pairs[:90]),
        outlets=replace(
            base.outlets,
            documents=dict.fromkeys(PAYLOADS_300, 1),
            flows=tuple(_flow(flow, pair) for pair in pairs),
        ),
        skipped=tuple(
            Skip(origin=payload, code=SkipCode.UNSAFE, reason=payload) for payload in PAYLOADS_300
        ),
        notices=tuple(
            Notice(origin=payload, code=NoticeCode.CAPPED, reason=payload)
            for payload in PAYLOADS_300
        ),
        settings={payload: payload for payload in PAYLOADS_300},
        derivations=(),
    )


def _cluster(pair: Comparison) -> Cluster:
    return Cluster(
        id=pair.left.id,
        witnesses=tuple(
            Witness(document_id=d.id, span=Span(0, len(d.text))) for d in (pair.left, pair.right)
        ),
        outlets=(pair.left.outlet or "", pair.right.outlet or ""),
        words=9,
        original=pair.left.id,
    )


def _flow(flow: OutletFlow, pair: Comparison) -> OutletFlow:
    return replace(flow, carrier=pair.left.outlet or "", source=pair.right.outlet or "")
