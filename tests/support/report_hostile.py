"""A scan result whose every field from outside tries to break out of where it is shown."""

from __future__ import annotations

from reuse.model.alignment import Alignment, Channel, Conflict, Fact, Obfuscation, Role
from reuse.model.cluster import Cluster, Witness
from reuse.model.comparison import Comparison
from reuse.model.derivation import Arc, Derivation, Link, Origin
from reuse.model.document import Document
from reuse.model.ledger import OutletFlow, OutletLedger, OutletLink
from reuse.model.result import Dropped, ScanResult
from reuse.model.skip import Notice, NoticeCode, Skip, SkipCode
from reuse.model.span import Span
from reuse.model.verdict import Credit, Cue, Relation, Side, SidedSpan, Verdict

PAYLOADS = (
    "</script><script>alert(1)</script>",
    "</style><style>*{display:none}</style>",
    '" onmouseover="alert(2)" x="',
    "' onfocus=alert(3) autofocus '",
    "<img src=https://evil.example/x onerror=alert(4)>",
    "<svg/onload=alert(5)>",
    "javascript:alert(6)",
    "java\tscript:alert(7)",
    "url(https://evil.example/y)",
    "{{ 7 * 7 }}{% raw %}",
    "[bold red]markup[/]",
    "\x1b]52;c;aGk=\x07\x1b[2J\x9b31m",
    "\u202egnp.exe\u2066",
    "nul\x00 tag\U000e0041 zero\u200bwidth line\u2028end",
    "<!--",
    "\n::add-mask::x",
)
"""What an outlet, a title or a text may hold."""

ALL = " ".join(PAYLOADS)
"""All payloads in one string."""

URLS = (
    "javascript:alert(8)",
    "java\tscript:alert(9)",
    " https://evil.example/space",
    "https://user@evil.example/",
    'https://evil.example/" onclick="alert(10)',
    "data:text/html,<script>alert(11)</script>",
    "//evil.example/x",
    "https:\\\\evil.example",
    "https://evil.example/\u202etxt",
    "HTTPS://",
    "https://[::1",
)
"""Addresses that must not become links."""


def document(name: str, url: str) -> Document:
    """A document with every payload in every field."""
    return Document(
        id=f"{name} {ALL}",
        outlet=f"{name} {ALL}",
        published=ALL,
        title=f"{name} {ALL}",
        author=ALL,
        url=url,
        language='en" onx="',
        text=f"{ALL}\n\n{ALL}",
        origin=ALL,
    )


def hostile() -> ScanResult:
    """A scan with one pair an address, all other fields full of payloads."""
    pairs = tuple(
        _pair(document(f"l{i}", url), document(f"r{i}", url)) for i, url in enumerate(URLS)
    )
    documents = {d.id: d for pair in pairs for d in (pair.left, pair.right)}
    first = pairs[0]
    whole = Span(0, len(ALL))
    return ScanResult(
        documents=tuple(documents[key] for key in sorted(documents)),
        comparisons=pairs,
        clusters=(
            Cluster(
                id=ALL,
                witnesses=tuple(
                    Witness(document_id=d.id, span=whole) for d in (first.left, first.right)
                ),
                outlets=(ALL,),
                words=30,
                original=first.left.id,
            ),
        ),
        outlets=OutletLedger(
            documents={ALL: 2},
            flows=(
                OutletFlow(
                    carrier=ALL,
                    source=ALL,
                    documents=1,
                    words=5,
                    share=0.5,
                    credited=0,
                    uncredited=1,
                    unknown=0,
                ),
            ),
            links=(OutletLink(first=ALL, second=ALL, common_source=1, undetermined=0, words=3),),
        ),
        skipped=(Skip(origin=ALL, code=SkipCode.UNSAFE, reason=ALL),),
        notices=(Notice(origin=ALL, code=NoticeCode.DISGUISED_TEXT, reason=ALL),),
        dropped=(Dropped(what=ALL, count=1, reason=ALL),),
        settings={ALL: ALL},
        derivations=tuple(
            _graph(first, unseen=unseen, origin=origin)
            for origin in Origin
            for unseen in ((), (ALL,))
        ),
    )


def _graph(pair: Comparison, *, unseen: tuple[str, ...], origin: Origin) -> Derivation:
    left, right = pair.left.id, pair.right.id
    return Derivation(
        id=ALL,
        documents=(left, right),
        clusters=(ALL,),
        unseen=unseen,
        arcs=tuple(
            Arc(
                source=source,
                derived=right,
                probability=0.8,
                sure=True,
                named=True,
                spans=(Span(0, 9),),
                words=3,
                credit=Credit.UNCREDITED,
            )
            for source in (left, *unseen)
        ),
        links=(
            Link(first=left, second=right, words=3, first_from_second=0.2, second_from_first=0.3),
        ),
        roots={left: 0.9, right: 0.1},
        origin=origin,
        originals=(left,),
    )


def _pair(left: Document, right: Document) -> Comparison:
    middle = len(ALL) // 2
    shown = SidedSpan(side=Side.LEFT, span=Span(3, middle))
    return Comparison(
        left=left,
        right=right,
        alignments=tuple(
            Alignment(
                left=Span(0, middle + shift),
                right=Span(shift, len(ALL)),
                role=role,
                obfuscation=Obfuscation.EDITED,
                score=0.9,
                channel=Channel.DIRECT,
                kept=0.5,
                left_words=20,
                right_words=30,
                conflicts=(
                    Conflict(kind=Fact.POLARITY, left=Span(0, middle), right=Span(shift, len(ALL))),
                ),
            )
            for shift, role in enumerate(Role)
        ),
        verdict=Verdict(
            relation=Relation.LEFT_FROM_RIGHT,
            probabilities={r: 0.8 if r is Relation.LEFT_FROM_RIGHT else 0.05 for r in Relation},
            cues=(
                Cue(
                    name=ALL,
                    favours=Relation.LEFT_FROM_RIGHT,
                    nats=2.0,
                    explanation=ALL,
                    spans=(shown,),
                ),
            ),
            credit=Credit.CREDITED,
            credit_line=shown,
        ),
        notes=(ALL,),
    )
