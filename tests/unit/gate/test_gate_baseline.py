"""Known findings, by content with multiplicity."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from gate_support import SHARED, finding, result_of
from hypothesis import given
from hypothesis import strategies as st

from reuse.errors import BaselineError
from reuse.gate.baseline import changes, known, load, save, updated
from reuse.gate.check import with_baseline
from reuse.model.gate import CheckResult, FindingClass, Outcome

LONGER = f"{SHARED} And a second sentence that nobody had before."


def _outcomes(result: CheckResult) -> list[Outcome]:
    return [each.outcome for each in result.findings]


def test_a_known_finding_does_not_fail() -> None:
    """What the baseline holds is known; what it does not hold fails."""
    one, two = finding(), finding(text=LONGER)
    held = with_baseline(result_of(one, two), (known(one),))
    assert _outcomes(held) == [Outcome.FAIL, Outcome.KNOWN]
    assert held.failing[0].key == two.key
    assert held.gone == ()


def test_moved_text_is_known() -> None:
    """The same words in another item, in other case and spacing, beside another article."""
    moved = finding("later", "elsewhere", text=SHARED.upper().replace(" ", "\n "))
    held = with_baseline(result_of(moved), (known(finding()),))
    assert _outcomes(held) == [Outcome.KNOWN]


def test_a_second_copy_fails_and_it_is_the_newcomer() -> None:
    """One of two findings of one text is known: the one that was recorded."""
    first, second = finding("z"), finding("a")
    held = with_baseline(result_of(first, second), (known(first),))
    assert {each.item.id: each.outcome for each in held.findings} == {
        "z": Outcome.KNOWN,
        "a": Outcome.FAIL,
    }


def test_a_credit_that_is_taken_away_is_new() -> None:
    """The class is part of what is known."""
    credited = known(finding(kind=FindingClass.CREDITED))
    assert _outcomes(with_baseline(result_of(finding()), (credited,))) == [Outcome.FAIL]


def test_what_passes_takes_no_place_in_the_baseline() -> None:
    """A finding within policy is neither known nor recorded."""
    passing = finding("a", outcome=Outcome.PASS)
    held = with_baseline(result_of(passing, finding("b")), (known(finding()),))
    assert {each.item.id: each.outcome for each in held.findings} == {
        "a": Outcome.PASS,
        "b": Outcome.KNOWN,
    }
    assert updated(result_of(passing), frozenset(FindingClass)) == ()


def test_an_update_keeps_reasons_and_drops_what_is_gone() -> None:
    """After it nothing fails; what somebody wrote stays."""
    still = replace(known(finding()), reason="agreed", audited=True)
    gone = known(finding(text="Quite another text that was shared once upon a time."))
    held = with_baseline(result_of(finding(), finding(text=LONGER)), (gone, still))
    after = updated(held, frozenset(FindingClass))
    assert gone not in after
    assert still in after
    assert not with_baseline(held, after).failing
    difference = changes((gone, still), after)
    assert (len(difference.added), difference.removed, difference.kept) == (1, (gone,), 1)


def test_an_update_drops_nothing_that_was_not_asked() -> None:
    """A class on which the check does not fail, records left out by date, no archive to ask."""
    gone = known(finding(text="Quite another text that was shared once upon a time."))
    held = with_baseline(result_of(finding()), (gone,))
    every = frozenset(FindingClass)
    assert gone not in updated(held, every)
    assert gone in updated(held, every - {FindingClass.UNCREDITED})
    assert gone in updated(replace(held, outside_dates=1), every)
    assert gone in updated(replace(held, archived=None), every)


@given(st.lists(st.sampled_from("abc"), max_size=8), st.lists(st.sampled_from("abc"), max_size=8))
def test_a_baseline_covers_as_many_as_it_holds(before: list[str], now: list[str]) -> None:
    """Of each text as many findings are known as were recorded, and no more."""
    texts = {name: f"{SHARED} {name}" for name in "abc"}
    recorded = tuple(known(finding(f"old{n}", text=texts[x])) for n, x in enumerate(before))
    held = with_baseline(
        result_of(*(finding(f"new{n}", text=texts[x]) for n, x in enumerate(now))), recorded
    )
    for name in "abc":
        covered = sum(
            each.outcome is Outcome.KNOWN and each.item.text == texts[name]
            for each in held.findings
        )
        assert covered == min(before.count(name), now.count(name))
    assert len(held.gone) + len(held.still) == len(before)


def test_a_file_gives_back_what_it_was_given(tmp_path: Path) -> None:
    """Saved in any order the bytes are the same, sorted, one finding after the other."""
    entries = [known(finding(text=text)) for text in (LONGER, SHARED, 'x \u202e\x1b[2J \\ " y')]
    one, two = tmp_path / "one.json", tmp_path / "two.json"
    save(entries, one)
    save(entries[::-1], two)
    assert one.read_bytes() == two.read_bytes()
    assert load(one) == tuple(sorted(entries))
    keys = [each["key"] for each in json.loads(one.read_text())["findings"]]
    assert keys == sorted(keys)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "truncated"),
        (b"[]", "expected a baseline"),
        (b'{"format":"reusescan-baseline","version":2,"findings":[]}', "version"),
        (b'{"format":"reusescan-baseline","version":1,"findings":[{"key":"x"}]}', "findings[0]"),
        (b"\xff", "expected a baseline"),
        (b"[" * 100_000, "expected a baseline"),
    ],
)
def test_what_is_no_baseline_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    """The message names the file and the place; nothing is taken for an empty baseline."""
    path = tmp_path / "known.json"
    path.write_bytes(content)
    with pytest.raises(BaselineError) as error:
        load(path)
    assert str(path) in str(error.value)
    assert said in str(error.value)


def test_a_missing_baseline_is_an_error(tmp_path: Path) -> None:
    """It says how to make one."""
    with pytest.raises(BaselineError, match="--update-baseline"):
        load(tmp_path / "known.json")
