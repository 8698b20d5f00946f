from __future__ import annotations

from math import exp

import pytest
from derive_support import BODY, QUOTES, document, prepared, verdict

from reuse.config import DeriveConfig
from reuse.derive import judge
from reuse.derive.cues import DIRECTED, MUTUAL
from reuse.derive.weights import CAPS, WEIGHTS, Group
from reuse.errors import ConfigError
from reuse.model.verdict import Credit, Cue, Relation, Side

OWN = "The mayor was not at the meeting, nor were the three members who had opposed the plan.\n"
OTHER = "Fishermen at the bar opposite had their own view of the matter and gave it freely.\n"


def names(cues: tuple[Cue, ...]) -> set[str]:
    """Names of cues."""
    return {cue.name for cue in cues}


def test_shared_quotes_are_independent() -> None:
    """Two reports that share only what a speaker said were written apart."""
    said = verdict(
        document("a", OWN + QUOTES, outlet="Harbour Post"),
        document("b", OTHER + QUOTES, outlet="Quay Courier"),
    )
    assert said.relation is Relation.INDEPENDENT
    assert said.cues == ()


def test_shared_furniture_is_independent() -> None:
    """A sign-up line that two papers share is no reuse, however long it is."""
    line = (
        "\nGet the harbour, the town hall and the tide tables in your inbox at six every "
        "morning: sign up for our free newsletter and never miss a boat again.\n"
    )
    assert verdict(document("a", OWN + line), document("b", OTHER + line)).relation is (
        Relation.INDEPENDENT
    )


def test_reuse_without_any_sign_is_undetermined() -> None:
    """Copied narration alone names nobody, even when one text is the whole of the other."""
    said = verdict(
        document("a", OWN + BODY, outlet="Harbour Post"),
        document("b", BODY, outlet="Quay Courier"),
    )
    assert said.relation is Relation.UNDETERMINED
    assert said.credit is Credit.UNKNOWN


def test_credit_carries_a_direction() -> None:
    """Who credits the other beside reused text derives from it, and the words are shown."""
    line = "The plan was first reported by the Harbour Post.\n\n"
    copy = document("b", line + BODY, outlet="Quay Courier")
    said = verdict(document("a", BODY + OWN, outlet="Harbour Post"), copy)
    assert said.relation is Relation.RIGHT_FROM_LEFT
    assert said.probability >= 0.75
    assert said.credit is Credit.CREDITED
    assert said.credit_line is not None
    assert said.credit_line.side is Side.RIGHT
    assert "Harbour Post" in said.credit_line.span.cut(copy.text)


def test_credit_is_void_when_the_outlet_is_the_story() -> None:
    """An outlet in the headline is what the story is about, not where it comes from."""
    line = "The Harbour Post reported a loss on Monday.\n\n"
    said = verdict(
        document("a", BODY + OWN, outlet="Harbour Post"),
        document("b", line + BODY, outlet="Quay Courier", title="Harbour Post loses its editor"),
    )
    assert said.relation is Relation.UNDETERMINED


@pytest.mark.parametrize("agency", ["Associated Press", "Norvik Press Agency", "Reuters"])
def test_agency_is_the_source(agency: str) -> None:
    """Between an agency and a paper the text is the agency's, though stamped hours later."""
    said = verdict(
        document("a", BODY + OWN, outlet=agency, published="2025-03-04T12:00:00Z"),
        document("b", BODY, outlet="Quay Courier", published="2025-03-04T04:00:00Z"),
    )
    assert said.relation is Relation.RIGHT_FROM_LEFT
    assert said.credit is Credit.UNCREDITED


@pytest.mark.parametrize(
    ("fields", "line", "credit"),
    [
        ({"author": "A. Holm, Reuters"}, "", Credit.CREDITED),
        ({}, "More: https://www.reuters.example/2025/pier-replaced\n\n", Credit.CREDITED),
        ({"title": "Reuters: pier goes"}, "Reuters reported it.\n\n", Credit.UNKNOWN),
        ({}, "The pier, says a man at Reuters, was old.\n\n", Credit.UNKNOWN),
        ({}, "", Credit.UNCREDITED),
    ],
)
def test_who_names_its_source_is_not_called_uncredited(
    fields: dict[str, str], line: str, credit: Credit
) -> None:
    """Byline and address are credit; a name without words of credit leaves it open."""
    url = "https://reuters.example/2025/pier-replaced"
    said = verdict(
        document("a", BODY + OWN, outlet="Reuters", url=url),
        document("b", line + BODY, outlet="Quay Courier", **fields),
    )
    assert said.relation is Relation.RIGHT_FROM_LEFT
    assert said.credit is credit


def test_byline_of_another_outlet_is_credit() -> None:
    """An outlet that is no agency is credited in the byline too."""
    day = {"outlet": "Harbour Globe Daily", "published": "2025-03-01T08:00:00Z"}
    line = "Harbour Globe Daily has the plans.\n\nThe plans in full:\n\n"
    said = verdict(
        document("a", BODY + OWN, **day),
        document(
            "b", line + BODY, outlet="Quay Courier", published="2025-03-04T08:00:00Z",
            author="A. Holm, Harbour Globe Daily",
        ),
    )  # fmt: skip
    assert (said.relation, said.credit) == (Relation.RIGHT_FROM_LEFT, Credit.CREDITED)


def test_without_a_passage_nobody_is_named() -> None:
    """A direction needs a passage that an editor can check."""
    left = document("a", BODY + OWN, outlet="Reuters")
    right = document("b", BODY, outlet="Quay Courier")
    said = judge(left, prepared(left), right, prepared(right), (), DeriveConfig())
    assert said.relation is Relation.UNDETERMINED
    assert said.credit is Credit.UNKNOWN


def test_an_agency_that_is_days_later_is_no_source() -> None:
    """A paper that printed the words days before the agency did not have them from there."""
    said = verdict(
        document("a", BODY + OWN, outlet="Reuters", published="2025-03-09T12:00:00Z"),
        document("b", BODY, outlet="Quay Courier", published="2025-03-02T12:00:00Z"),
    )
    assert said.relation is Relation.COMMON_SOURCE
    assert "agency_background" in names(said.cues)


def test_agency_from_the_settings() -> None:
    """An outlet that the settings call an agency is one."""
    left = document("a", BODY + OWN, outlet="Fjordpost")
    right = document("b", BODY, outlet="Quay Courier")
    assert verdict(left, right).relation is Relation.UNDETERMINED
    config = DeriveConfig(agencies=("Fjordpost",))
    assert verdict(left, right, config).relation is Relation.RIGHT_FROM_LEFT


def test_siblings_of_an_absent_agency_story() -> None:
    """Two papers with one dateline have one source, which need not be in the corpus."""
    head = "PORT ELLERY (NPA) \u2014 "
    said = verdict(
        document("a", head + BODY, outlet="Harbour Post"),
        document("b", head + BODY + OWN, outlet="Quay Courier"),
    )
    assert said.relation is Relation.COMMON_SOURCE
    assert "same_wire" in names(said.cues)


def test_wire_pages_without_outlet_are_not_judged() -> None:
    """Without an outlet a page with an agency's dateline may be the agency's own."""
    head = "WASHINGTON (AP) \u2014 "
    said = verdict(document("a", head + BODY), document("b", head + BODY + OWN))
    assert said.relation is Relation.UNDETERMINED


def test_a_syndicators_tag_is_shown_without_outlets() -> None:
    """A tag says that a page is not its author's own, so it counts where no outlet is known."""
    said = verdict(document("a", "(MENAFN- Khaama Press) " + BODY), document("b", OWN + BODY))
    (cue,) = [cue for cue in said.cues if cue.name == "wire_text"]
    assert "Khaama Press" in cue.explanation
    assert said.relation is Relation.UNDETERMINED


def test_one_word_repeated_is_no_reuse() -> None:
    """A text of one word without end shares no narration with another such text."""
    text = "word " * 3_000
    said = verdict(document("a", text, outlet="Reuters"), document("b", text, outlet="Post"))
    assert said.relation not in {Relation.LEFT_FROM_RIGHT, Relation.RIGHT_FROM_LEFT}


def test_time_alone_names_nobody() -> None:
    """An earlier stamp adjusts a verdict and does not make one."""
    said = verdict(
        document("a", BODY + OWN, outlet="Harbour Post", published="2025-03-01T08:00:00Z"),
        document("b", BODY, outlet="Quay Courier", published="2025-03-04T08:00:00Z"),
    )
    assert said.relation is Relation.UNDETERMINED
    assert "earlier" in names(said.cues)


@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31", "soon", "2025-03-04T25:00"])
def test_implausible_dates_are_no_evidence(published: str) -> None:
    """A date that cannot be is unknown and never wins "first"."""
    said = verdict(
        document("a", BODY + OWN, outlet="Harbour Post", published=published),
        document("b", BODY, outlet="Quay Courier", published="2025-03-04T08:00:00Z"),
    )
    assert not names(said.cues) & {"earlier", "version"}


def test_later_text_of_one_outlet_is_a_version() -> None:
    """An outlet's later take of its own text derives from the earlier, and is called a version."""
    said = verdict(
        document("a", BODY, outlet="Harbour Post", published="2025-03-01T08:00:00Z"),
        document("b", BODY + OWN, outlet="Harbour Post", published="2025-03-01T11:00:00Z"),
    )
    assert said.relation is Relation.RIGHT_FROM_LEFT
    (cue,) = [cue for cue in said.cues if cue.name == "version"]
    assert "version" in cue.explanation
    assert said.credit is Credit.UNKNOWN


def test_one_address_is_one_page() -> None:
    """Two records of one address are no reuse of each other."""
    url = "https://www.harbourpost.example/news/pier/"
    said = verdict(
        document("a", BODY, outlet="Harbour Post", url=url, published="2025-03-01"),
        document("b", BODY + OWN, outlet="Mirror", url="http://harbourpost.example/news/pier"),
    )
    assert said.relation is Relation.UNDETERMINED
    assert "same_page" in names(said.cues)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://a.example/2025/pier-goes", "http://www.a.example/2025/pier-goes/?p=2", True),
        ("https://a.example/story.php?id=1&utm_source=x", "a.example/story.php?id=1", True),
        ("https://a.example/story.php?id=1&ref=x", "http://a.example/story.php?id=1#top", True),
        ("https://a.example/story.php?id=1", "https://a.example/story.php?id=2", False),
        ("https://a.example/watch?v=1&t=2", "https://a.example/watch?t=2&v=1", True),
    ],
)
def test_what_tells_one_page(one: str, other: str, *, same: bool) -> None:
    """A query tells pages apart where the path does not, tracking marks never do."""
    left = document("a", BODY + OWN, outlet="Reuters", url=one)
    right = document("b", BODY, outlet="Quay Courier", url=other)
    assert ("same_page" in names(verdict(left, right).cues)) is same


def test_switched_off_cues_are_silent() -> None:
    """Each cue can be switched off, and a name that is no cue is refused."""
    left = document("a", BODY + OWN, outlet="Associated Press")
    right = document("b", BODY, outlet="Quay Courier")
    said = verdict(left, right, DeriveConfig(off=("agency_source",)))
    assert said.relation is Relation.UNDETERMINED
    with pytest.raises(ConfigError, match="no cue is called 'agency_sauce'"):
        verdict(left, right, DeriveConfig(off=("agency_sauce",)))


def test_an_order_that_an_aggregators_lag_may_explain_is_no_evidence() -> None:
    """Of two documents a day apart the earlier one is no sign where dates may be days late."""
    left = document("a", BODY + OWN, outlet="Harbour Post", published="2025-03-03T08:00:00Z")
    right = document("b", BODY, outlet="Quay Courier", published="2025-03-04T08:00:00Z")
    assert "earlier" in names(verdict(left, right).cues)
    assert "earlier" in names(verdict(left, right, DeriveConfig(lag_hours=12)).cues)
    assert "earlier" not in names(verdict(left, right, DeriveConfig(lag_hours=24)).cues)


def test_every_cue_has_a_weight_and_every_group_a_cap() -> None:
    """Functions, weights and caps name the same things."""
    functions = {f.__name__ for f in (*DIRECTED, *MUTUAL)}
    assert functions | {"credit_near", "earlier_sure"} == set(WEIGHTS)
    assert set(CAPS) == set(Group)
    assert all(weight.nats > 0 for weight in WEIGHTS.values())


def test_text_cues_carry_nothing() -> None:
    """What the texts alone say never carries, and together stays below .82 of two directions."""
    text = [weight for weight in WEIGHTS.values() if weight.group is Group.TEXT]
    assert text
    assert not any(weight.carries for weight in text)
    assert 1.0 / (1.0 + exp(-CAPS[Group.TEXT])) < 0.82


def test_unspaced_scripts_are_judged_by_words() -> None:
    """Japanese narration that two papers share counts, in words and not in letters."""
    body = (
        "霧浜市の中心部で四日未明、直径八十センチの古い水道管が破裂し、県道が長さ十五メートルに"
        "わたって陥没した。市は給水車十四台を出し、小中学校など九か所で住民に水を配っている。"
        "復旧は早くても五日の朝になる見通しだという。\n"
    )
    left = document("a", body, outlet="霧浜新報", language="ja")
    copy = "霧浜新報によると、次のような状況だ。\n" + body
    right = document("b", copy, outlet="北海日報", language="ja")
    assert verdict(left, right).relation is Relation.RIGHT_FROM_LEFT
