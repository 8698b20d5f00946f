"""The rules of a policy."""

from __future__ import annotations

from dataclasses import replace

import pytest
from gate_support import ITEM, OTHER, WORDS, case_of, pair, policy_of

from reuse.config import from_mapping
from reuse.errors import ConfigError
from reuse.gate.case import make_case
from reuse.gate.policy import ask
from reuse.model.alignment import Obfuscation, Role
from reuse.model.comparison import Comparison
from reuse.model.gate import FindingClass, Outcome, Rule
from reuse.model.verdict import Credit, Relation


def _decided(comparison: Comparison, **rules: object) -> tuple[Rule, Outcome | None]:
    policy, config = policy_of(**rules)
    *before, last = ask(case_of(comparison, policy, config), policy)
    assert all(step.outcome is None for step in before)
    assert all(step.reason for step in (*before, last))
    return last.rule, last.outcome


@pytest.mark.parametrize(
    ("relation", "credit", "kind"),
    [
        (Relation.LEFT_FROM_RIGHT, Credit.UNCREDITED, FindingClass.UNCREDITED),
        (Relation.LEFT_FROM_RIGHT, Credit.UNKNOWN, FindingClass.CREDIT_UNKNOWN),
        (Relation.LEFT_FROM_RIGHT, Credit.CREDITED, FindingClass.CREDITED),
        (Relation.RIGHT_FROM_LEFT, Credit.UNCREDITED, FindingClass.CARRIED),
        (Relation.COMMON_SOURCE, Credit.UNKNOWN, FindingClass.COMMON_SOURCE),
        (Relation.UNDETERMINED, Credit.UNKNOWN, FindingClass.UNDETERMINED),
    ],
)
def test_each_class_fails_where_it_is_listed_and_nowhere_else(
    relation: Relation, credit: Credit, kind: FindingClass
) -> None:
    """A class follows from relation and credit, and fails exactly under a policy that names it."""
    for named in FindingClass:
        rule, outcome = _decided(pair(relation, credit), fail_on=(named.value,))
        assert rule is Rule.FAIL_ON
        assert outcome is (Outcome.FAIL if named is kind else Outcome.PASS)


def test_what_is_no_reuse_is_no_case() -> None:
    """Independent reports, quotations and one page in two records are nothing for a policy."""
    policy, config = policy_of()
    for comparison in (
        pair(Relation.INDEPENDENT),
        pair(role=Role.QUOTATION),
        replace(pair(), same_page=True),
    ):
        assert make_case(comparison, policy.own, config) is None


def test_the_gravest_default_is_failing() -> None:
    """Without a policy, what is taken without credit fails, and what is credited passes."""
    assert _decided(pair()) == (Rule.FAIL_ON, Outcome.FAIL)
    assert _decided(pair(credit=Credit.CREDITED)) == (Rule.FAIL_ON, Outcome.PASS)


def test_a_mark_allows_its_item_unless_the_policy_heeds_none() -> None:
    """The reason of the mark is told; a policy may ignore marks, as for feeds of others."""
    marked = pair(item=replace(ITEM, allow="agreed with the wire on 3 May"))
    assert _decided(marked) == (Rule.ALLOW_MARK, Outcome.PASS)
    assert _decided(marked, allow_marks=False) == (Rule.FAIL_ON, Outcome.FAIL)
    policy, config = policy_of()
    (step,) = ask(case_of(marked, policy, config), policy)
    assert "agreed with the wire on 3 May" in step.reason


def test_an_item_of_an_ignored_section_passes() -> None:
    """One of several sections is enough, whatever the case."""
    filed = pair(item=replace(ITEM, section="Harbour; Press  releases"))
    assert _decided(filed, ignored_sections=("press releases",)) == (
        Rule.IGNORED_SECTION,
        Outcome.PASS,
    )
    assert _decided(filed, ignored_sections=("press",))[1] is Outcome.FAIL


@pytest.mark.parametrize("name", ["Associated Press", "AP", "AP News", "The Associated Press"])
def test_an_agency_is_licensed_by_any_of_its_names(name: str) -> None:
    """The policy says "AP"; the archive may call it what it likes."""
    taken = pair(other=replace(OTHER, outlet=name))
    assert _decided(taken, licensed=("AP",)) == (Rule.LICENSED, Outcome.PASS)
    assert _decided(taken, licensed=("Reuters",))[1] is Outcome.FAIL


@pytest.mark.parametrize("name", ["Norvik Press Agency (NPA)", "Norvik Press Agency", "NPA"])
def test_an_agency_that_no_table_knows_is_licensed_by_its_abbreviation(name: str) -> None:
    """The short form means the agency that calls itself so, as an outlet and in a dateline."""
    taken = pair(other=replace(OTHER, outlet=name))
    assert _decided(taken, licensed=("NPA",)) == (Rule.LICENSED, Outcome.PASS)
    text = ITEM.text.replace("Harrow Bay. ", "HARROW BAY (NPA) \u2014 ")
    marked = pair(Relation.COMMON_SOURCE, item=replace(ITEM, text=text))
    rules = {"licensed": ("NPA",), "fail_on": ("common_source",)}
    assert _decided(marked, **rules) == (Rule.LICENSED, Outcome.PASS)


def test_an_outlet_is_licensed_by_its_own_name_only() -> None:
    """Another outlet whose name begins alike is not."""
    assert _decided(pair(), licensed=("northern wire",))[1] is Outcome.PASS
    assert _decided(pair(), licensed=("Northern",))[1] is Outcome.FAIL
    assert _decided(pair(other=replace(OTHER, outlet=None)), licensed=("X",))[1] is Outcome.FAIL


def test_some_are_licensed_where_they_are_credited() -> None:
    """The credit decides, even where the policy fails on credited text of others."""
    rules = {"licensed_with_credit": ("Northern Wire",), "fail_on": ("uncredited", "credited")}
    assert _decided(pair(credit=Credit.CREDITED), **rules) == (
        Rule.LICENSED_WITH_CREDIT,
        Outcome.PASS,
    )
    assert _decided(pair(credit=Credit.UNCREDITED), **rules) == (Rule.FAIL_ON, Outcome.FAIL)
    assert _decided(pair(credit=Credit.UNKNOWN), **rules)[1] is Outcome.PASS


def test_of_a_common_source_the_items_own_mark_says_whose_text_it_is() -> None:
    """A dateline of a licensed agency lets it pass; the other outlet's name does not."""
    text = ITEM.text.replace("Harrow Bay. ", "HARROW BAY (AP) \u2014 ")
    marked = pair(Relation.COMMON_SOURCE, item=replace(ITEM, text=text))
    bare = pair(Relation.COMMON_SOURCE)
    for key, rule in (
        ("licensed", Rule.LICENSED),
        ("licensed_with_credit", Rule.LICENSED_WITH_CREDIT),
    ):
        rules = {key: ("AP", "Northern Wire"), "fail_on": ("common_source",)}
        assert _decided(marked, **rules) == (rule, Outcome.PASS)
        assert _decided(bare, **rules) == (Rule.FAIL_ON, Outcome.FAIL)


def test_a_licence_is_no_leave_for_the_other_side() -> None:
    """That we may carry an outlet's text does not say that it may carry ours."""
    carried = pair(Relation.RIGHT_FROM_LEFT)
    rules = {"licensed": ("Northern Wire",), "fail_on": ("carried",)}
    assert _decided(carried, **rules) == (Rule.FAIL_ON, Outcome.FAIL)


def test_text_of_the_same_house_is_self() -> None:
    """One outlet twice, or two of one's own; never an item whose outlet is unknown."""
    own = ("Courier", "Northern Wire")
    rules = {"own": own, "fail_on": ("self",)}
    assert _decided(pair(), **rules) == (Rule.FAIL_ON, Outcome.FAIL)
    assert _decided(pair(other=replace(OTHER, outlet="Courier")), fail_on=("self",))[1] is (
        Outcome.FAIL
    )
    unknown = pair(item=replace(ITEM, outlet=None), other=replace(OTHER, outlet=None))
    assert _decided(unknown, **rules)[1] is Outcome.PASS
    assert _decided(unknown, own=own) == (Rule.FAIL_ON, Outcome.FAIL)


def test_kinds_of_passages_that_do_not_count_do_not_fail() -> None:
    """A policy may look at verbatim text only."""
    rewritten = pair(obfuscation=Obfuscation.PARAPHRASE)
    assert _decided(rewritten, count=("verbatim", "edited")) == (Rule.COUNTED, Outcome.PASS)
    assert _decided(rewritten, count=("paraphrase",))[1] is Outcome.FAIL


def test_listed_boilerplate_does_not_count() -> None:
    """A passage made of it passes; of a longer one only the rest counts, however it is written."""
    whole = "THE HARBOUR COMMISSION voted on Thursday evening to replace the wooden pier with a \
steel one \u2013 a decision that ends eleven years of argument about who should pay for it!"
    assert _decided(pair(), boilerplate=(whole,)) == (Rule.BOILERPLATE, Outcome.PASS)
    part = "eleven years of argument about who should pay for it"
    policy, config = policy_of(boilerplate=(part,), min_words=WORDS - 10)
    case = case_of(pair(), policy, config)
    assert case.words == WORDS - 10
    assert [*ask(case, policy)][-1].outcome is Outcome.FAIL
    assert _decided(pair(), boilerplate=(part,), min_words=WORDS - 9) == (
        Rule.MIN_WORDS,
        Outcome.PASS,
    )
    assert _decided(pair(), boilerplate=("argument about who should not pay",))[1] is Outcome.FAIL


def test_boilerplate_counts_for_nothing_where_the_other_side_cut_it() -> None:
    """A notice that the item holds in full is marked although only its beginning is shared."""
    notice = "who should pay for it. More follows."
    policy, config = policy_of(boilerplate=(notice,))
    assert case_of(pair(), policy, config).words == WORDS - 5


def test_thresholds_are_met_from_their_value_on() -> None:
    """Exactly the asked number of words, or share, counts."""
    policy, config = policy_of()
    case = case_of(pair(), policy, config)
    assert (case.words, case.total) == (WORDS, WORDS + 4)
    assert _decided(pair(), min_words=WORDS)[1] is Outcome.FAIL
    assert _decided(pair(), min_words=WORDS + 1) == (Rule.MIN_WORDS, Outcome.PASS)
    assert _decided(pair(), min_share=WORDS / (WORDS + 4))[1] is Outcome.FAIL
    assert _decided(pair(), min_share=0.9) == (Rule.MIN_SHARE, Outcome.PASS)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (
            {"fail_on": ["uncredted"]},
            "fail_on: 'uncredted' is not known; did you mean 'uncredited'?",
        ),
        ({"count": ["zzz"]}, "expected one of verbatim, edited, paraphrase, summary"),
        ({"license": ["AP"]}, "unknown key policy.license; did you mean policy.licensed?"),
        ({"min_words": 0}, "min_words"),
    ],
)
def test_a_wrong_policy_is_an_error_that_suggests(values: dict[str, object], said: str) -> None:
    """Unknown keys and classes are refused, with the nearest right one."""
    with pytest.raises(ConfigError) as error:
        from_mapping({"policy": values}, "reusescan.toml")
    assert said in str(error.value)
    assert "reusescan.toml" in str(error.value)
