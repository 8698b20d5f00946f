"""A small scan result made by hand, for the tests of the outputs."""

from __future__ import annotations

from reuse.model.alignment import Alignment, Channel, Conflict, Fact, Obfuscation, Role
from reuse.model.cluster import Cluster, Witness
from reuse.model.comparison import Comparison
from reuse.model.derivation import Arc, Derivation, Link, Origin
from reuse.model.document import Document
from reuse.model.ledger import OutletFlow, OutletLag, OutletLedger, OutletLink
from reuse.model.result import Dropped, ScanResult
from reuse.model.skip import Notice, NoticeCode, Skip, SkipCode
from reuse.model.span import Span
from reuse.model.verdict import Credit, Cue, Relation, Side, SidedSpan, Verdict

AGENCY = Document(
    id="npa-0412",
    outlet="Northern Press Agency",
    published="2025-03-04T05:40:00Z",
    title="Ferry runs aground off Skarholm, all 212 passengers safe",
    author="Ida Brandt",
    url="https://npa.example/2025/ferry-skarholm",
    language="en",
    text=(
        "SKARHOLM (NPA) - A passenger ferry ran aground on a sandbank off the island of "
        "Skarholm early on Tuesday, and all 212 people on board were brought ashore unharmed, "
        "the coast guard said.\n\n"
        "The Nordlys had left the mainland shortly after four in the morning in thick fog. "
        "Its crew reported a loud scraping sound eleven minutes before the ship came to rest.\n\n"
        "“Nobody panicked, and that made all the difference,” said harbour master "
        "Jonas Feldt, who led the operation from the pier.\n\n"
        "Divers will examine the hull once the tide has fallen, and the operator has cancelled "
        "every crossing until Thursday. Investigators want to know why the vessel strayed some "
        "four hundred metres from the marked channel, a route that its captain has sailed for "
        "nineteen years.\n\n"
        "Sign up for our morning briefing and never miss a story."
    ),
)
COURIER = Document(
    id="hc/2025/77",
    outlet="Harbour Courier",
    published="2025-03-04T09:15:00Z",
    title="Fog, a sandbank and 212 lucky travellers",
    author="Staff",
    url="https://courier.example/ferry",
    language="en",
    text=(
        "It was a long night for the people of Skarholm, as the Northern Press Agency first "
        "reported.\n\n"
        "A passenger ferry ran aground on a sandbank off the island of Skarholm early on "
        "Tuesday, and all 212 people on board were brought ashore unharmed, the coast guard "
        "said.\n\n"
        "The Nordlys had left the mainland soon after four in the morning in dense fog. Its "
        "crew heard a loud scraping sound seven minutes before the ship finally came to "
        "rest.\n\n"
        "“Nobody panicked, and that made all the difference,” said harbour master Jonas "
        "Feldt.\n\n"
        "Why a captain with nineteen years on this route left the marked channel by four "
        "hundred metres is what investigators now have to find out. No ferry sails before "
        "Thursday.\n\n"
        "In the café by the pier, volunteers handed out blankets and soup until noon.\n\n"
        "Sign up for our morning briefing and never miss a story."
    ),
)
POST = Document(
    id="cp-9",
    outlet="City Post",
    published="2025-03-04",
    title="Ferry stranded near Skarholm",
    language="en",
    text=(
        "All 212 people aboard a ferry that ran aground off the island of Skarholm are safe.\n"
        "The Nordlys had left the mainland soon after four in the morning in dense fog. "
        "Its crew heard a loud scraping sound.\n"
        "By agencies"
    ),
)
GERMAN = Document(
    id="abend-3",
    outlet="Abendpost",
    published="2025-03-05",
    title="Fähre läuft vor Skarholm auf Grund",
    url="https://abendpost.example/fähre?id=3",
    language="de",
    text=(
        "Vor der Insel Skarholm ist am Dienstagmorgen eine Fähre auf Grund gelaufen. "
        "Alle 212 Menschen an Bord blieben unverletzt."
    ),
)
MIRROR = Document(
    id="blatt-8",
    outlet=None,
    title="Fähre auf Grund gelaufen",
    language="de",
    text=(
        "Vor der Insel Skarholm ist am Dienstag eine Fähre auf Grund gelaufen. "
        "Niemand kam zu Schaden."
    ),
)


def span(document: Document, first: str, last: str | None = None) -> Span:
    """The span from the start of `first` to the end of `last` (or of `first`)."""
    start = document.text.index(first)
    tail = first if last is None else last
    return Span(start, document.text.index(tail, start) + len(tail))


def aligned(  # noqa: PLR0913  one keyword a field
    left: tuple[Document, str, str | None],
    right: tuple[Document, str, str | None],
    obfuscation: Obfuscation,
    *,
    role: Role = Role.REUSE,
    kept: float = 1.0,
    conflicts: tuple[Conflict, ...] = (),
) -> Alignment:
    """An alignment of two stretches given by their first and last words."""
    one, two = span(*left), span(*right)
    return Alignment(
        left=one,
        right=two,
        role=role,
        obfuscation=obfuscation,
        score=0.5 + kept / 2,
        channel=Channel.MINHASH,
        kept=kept,
        left_words=len(one.cut(left[0].text).split()),
        right_words=len(two.cut(right[0].text).split()),
        conflicts=conflicts,
    )


def probabilities(relation: Relation, value: float) -> dict[Relation, float]:
    """`value` for `relation`, the rest shared out evenly."""
    rest = (1 - value) / (len(Relation) - 1)
    return {r: value if r is relation else rest for r in Relation}


def ferry_pair() -> Comparison:
    """A derived pair with every look: verbatim, edited, rewritten, quoted, boilerplate."""
    story = "A passenger ferry"
    passages = (
        aligned(
            (COURIER, story, "coast guard said."),
            (AGENCY, story, "coast guard said."),
            Obfuscation.VERBATIM,
        ),
        aligned(
            (COURIER, "The Nordlys", "came to rest."),
            (AGENCY, "The Nordlys", "came to rest."),
            Obfuscation.EDITED,
            kept=0.84,
            conflicts=(
                Conflict(
                    kind=Fact.NUMBER, left=span(COURIER, "seven"), right=span(AGENCY, "eleven")
                ),
            ),
        ),
        aligned(
            (COURIER, "“Nobody", "difference,”"),
            (AGENCY, "“Nobody", "difference,”"),
            Obfuscation.VERBATIM,
            role=Role.QUOTATION,
        ),
        aligned(
            (COURIER, "Why a captain", "find out."),
            (AGENCY, "Investigators", "nineteen years."),
            Obfuscation.PARAPHRASE,
            kept=0.31,
        ),
        aligned(
            (COURIER, "No ferry sails before Thursday.", None),
            (AGENCY, "Divers will examine", "until Thursday."),
            Obfuscation.SUMMARY,
            kept=0.1,
        ),
        aligned(
            (COURIER, "Sign up", "story."),
            (AGENCY, "Sign up", "story."),
            Obfuscation.VERBATIM,
            role=Role.BOILERPLATE,
        ),
    )
    credit = SidedSpan(
        side=Side.LEFT, span=span(COURIER, "as the Northern Press Agency first reported")
    )
    cues = (
        Cue(
            name="attribution",
            favours=Relation.LEFT_FROM_RIGHT,
            nats=3.0,
            explanation="Harbour Courier names Northern Press Agency near the reused text.",
            spans=(credit,),
        ),
        Cue(
            name="agency",
            favours=Relation.LEFT_FROM_RIGHT,
            nats=3.0,
            explanation="Northern Press Agency is a news agency and opens with its dateline.",
            spans=(SidedSpan(side=Side.RIGHT, span=span(AGENCY, "SKARHOLM (NPA)")),),
        ),
        Cue(
            name="length",
            favours=Relation.RIGHT_FROM_LEFT,
            nats=0.15,
            explanation="The two texts are about equally long.",
        ),
    )
    return Comparison(
        left=COURIER,
        right=AGENCY,
        alignments=passages,
        verdict=Verdict(
            relation=Relation.LEFT_FROM_RIGHT,
            probabilities=probabilities(Relation.LEFT_FROM_RIGHT, 0.93),
            cues=cues,
            credit=Credit.CREDITED,
            credit_line=credit,
        ),
        notes=("Dates are known to the minute on both sides.",),
    )


def common_pair() -> Comparison:
    """Two outlets with one wire story, whose passages overlap on the left side."""
    return Comparison(
        left=POST,
        right=COURIER,
        alignments=(
            aligned(
                (POST, "All 212", "are safe."),
                (COURIER, "A passenger ferry", "unharmed"),
                Obfuscation.PARAPHRASE,
                kept=0.4,
            ),
            aligned(
                (POST, "off the island of Skarholm", None),
                (COURIER, "off the island of Skarholm", None),
                Obfuscation.VERBATIM,
            ),
            aligned(
                (POST, "The Nordlys", "scraping sound"),
                (COURIER, "The Nordlys", "scraping sound"),
                Obfuscation.VERBATIM,
            ),
        ),
        verdict=Verdict(
            relation=Relation.COMMON_SOURCE,
            probabilities=probabilities(Relation.COMMON_SOURCE, 0.81),
            cues=(
                Cue(
                    name="wire_marker",
                    favours=Relation.COMMON_SOURCE,
                    nats=2.0,
                    explanation="City Post carries a wire marker and neither side is an agency.",
                    spans=(SidedSpan(side=Side.LEFT, span=span(POST, "By agencies")),),
                ),
            ),
            credit=Credit.UNKNOWN,
        ),
    )


def german_pair() -> Comparison:
    """A pair without an answer, one outlet and one date unknown."""
    return Comparison(
        left=GERMAN,
        right=MIRROR,
        alignments=(
            aligned(
                (GERMAN, "Vor der Insel", "gelaufen."),
                (MIRROR, "Vor der Insel", "gelaufen."),
                Obfuscation.EDITED,
                kept=0.92,
            ),
        ),
        verdict=Verdict(
            relation=Relation.UNDETERMINED,
            probabilities=probabilities(Relation.UNDETERMINED, 0.52),
            cues=(),
            credit=Credit.UNKNOWN,
        ),
    )


def sample(*comparisons: Comparison, complete: bool = False) -> ScanResult:
    """A scan with the given pairs (by default the three above) and all else filled in."""
    pairs = comparisons or (ferry_pair(), common_pair(), german_pair())
    documents = {d.id: d for pair in pairs for d in (pair.left, pair.right)}
    first = pairs[0]
    return ScanResult(
        documents=tuple(documents[key] for key in sorted(documents)),
        comparisons=pairs,
        clusters=(_cluster(first),),
        outlets=_ledger(tuple(documents.values())),
        skipped=()
        if complete
        else (
            Skip(
                origin="feed.jsonl:17",
                code=SkipCode.BAD_SYNTAX,
                reason="expected a JSON object, got a list",
            ),
            Skip(
                origin="feed.jsonl:90",
                code=SkipCode.TOO_SHORT,
                reason="3 tokens, expected 8 or more",
            ),
            Skip(origin="old.csv:4", code=SkipCode.TOO_SHORT, reason="no text"),
        ),
        notices=(
            Notice(
                origin="feed.jsonl:21",
                code=NoticeCode.BAD_DATE,
                reason="published: '0001-01-01' is no plausible date",
            ),
        ),
        dropped=()
        if complete
        else (
            Dropped(
                what="hot_bucket",
                count=1_312,
                reason="Some word sequences stand in too many documents to compare all pairs.",
            ),
        ),
        settings={"candidates": {"rare": 50, "threshold": 0.3}, "align": {"xdrop": 10}},
        derivations=() if comparisons else derivations(),
    )


def derivations() -> tuple[Derivation, ...]:
    """A graph with every look: sure, unsure, unseen and undirected; and one without an answer."""
    courier = span(COURIER, "A passenger ferry", "coast guard said.")
    post = span(POST, "The Nordlys", "scraping sound")
    return (
        Derivation(
            id="d-77ab",
            documents=("cp-9", "hc/2025/77", "npa-0412"),
            clusters=("c-5f1e",),
            unseen=("unseen-1",),
            arcs=(
                _arc("hc/2025/77", "cp-9", 0.58, post),
                _arc("unseen-1", "cp-9", 0.81, post),
                _arc("npa-0412", "hc/2025/77", 0.93, courier, credit=Credit.CREDITED),
            ),
            links=(),
            roots={"cp-9": 0.2, "hc/2025/77": 0.05, "npa-0412": 0.97},
            origin=Origin.SEVERAL,
            originals=("npa-0412",),
        ),
        Derivation(
            id="d-01c2",
            documents=("abend-3", "blatt-8"),
            clusters=(),
            unseen=(),
            arcs=(),
            links=(
                Link(
                    first="abend-3",
                    second="blatt-8",
                    words=12,
                    first_from_second=0.41,
                    second_from_first=0.43,
                ),
            ),
            roots={"abend-3": 0.57, "blatt-8": 0.59},
            origin=Origin.UNKNOWN,
            originals=(),
        ),
    )


def _arc(
    source: str, derived: str, probability: float, at: Span, credit: Credit = Credit.UNKNOWN
) -> Arc:
    return Arc(
        source=source,
        derived=derived,
        probability=probability,
        sure=probability >= 0.75,
        named=credit is not Credit.UNKNOWN,
        spans=(at,),
        words=23,
        credit=credit,
    )


def _cluster(pair: Comparison) -> Cluster:
    passage = pair.alignments[0]
    return Cluster(
        id="c-5f1e",
        witnesses=(
            Witness(document_id=pair.right.id, span=passage.right),
            Witness(document_id=pair.left.id, span=passage.left),
        ),
        outlets=tuple(sorted(d.outlet for d in (pair.left, pair.right) if d.outlet)),
        words=passage.left_words,
        original=pair.right.id,
    )


def _ledger(documents: tuple[Document, ...]) -> OutletLedger:
    names = sorted({d.outlet for d in documents if d.outlet})
    tally = {name: sum(d.outlet == name for d in documents) for name in names}
    return OutletLedger(
        documents=tally,
        flows=(
            OutletFlow(
                carrier=names[0],
                source=names[-1],
                documents=1,
                words=64,
                share=0.58,
                credited=1,
                uncredited=0,
                unknown=0,
                lag=OutletLag(documents=1, median=27.5, lower=27.5, upper=27.5, uncertainty=20.25),
            ),
            OutletFlow(
                carrier=names[-1],
                source=names[0],
                documents=1,
                words=18,
                share=0.2,
                credited=0,
                uncredited=0,
                unknown=1,
            ),
        ),
        links=(
            OutletLink(first=names[0], second=names[-1], common_source=1, undetermined=2, words=21),
            OutletLink(first=names[0], second="Fjord FM", common_source=0, undetermined=1, words=9),
        ),
    )
