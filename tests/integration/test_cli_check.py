"""``reusescan check``, ``policy explain`` and ``baseline audit`` as processes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_support import COPY, OTHER, STORY, Command, record, write_lines

UNCREDITED = COPY.replace(
    "\nThe council told Northern Wire that it would meet again in June.\n", ""
)
LATER = "2026-03-05T06:00:00Z"


@pytest.fixture
def archive(command: Command, clean: Path, tmp_path: Path) -> Path:
    """An archive with the agency's story in it."""
    assert command("archive", "build", tmp_path / "news", clean).code == 0
    return tmp_path / "news"


def _feed(tmp_path: Path, *records: dict[str, str] | str, name: str = "feed.jsonl") -> Path:
    return write_lines(tmp_path / name, records)


def _item(number: str, text: str, **fields: str) -> dict[str, str]:
    return record(number, text, **{"outlet": "Harrow Courier", "published": LATER, **fields})


def test_text_of_others_fails_by_class(command: Command, archive: Path, tmp_path: Path) -> None:
    """Credited text passes under the default policy and fails where the policy says so."""
    feed = _feed(tmp_path, _item("pickup", COPY))
    run = command("check", feed, "--archive", archive)
    assert (run.code, run.err) == (0, "")
    assert "1 item checked against 2 archived." in run.out
    assert "with credit: pickup | bridge (archive)" in run.out
    run = command("check", feed, "--archive", archive, "--fail-on", "credited")
    assert run.code == 1
    assert "FAIL" in run.out
    assert f"at {feed}:1" in run.out
    assert "The council of Harrow Bay voted on Tuesday night" in run.out
    run = command("check", feed, "--archive", archive, "--fail-on", "nothing")
    assert run.code == 2
    assert "'nothing' is not one of 'uncredited'" in run.err
    none = ("--fail-on", "none", "--fail-on", "credited")
    assert command("check", feed, "--archive", archive, *none).code == 2


def test_items_are_compared_with_each_other(command: Command, tmp_path: Path) -> None:
    """Without an archive; the derived one is the item, whatever the order of the records."""
    wire = record("wire", STORY, outlet="Northern Wire", published="2026-03-03T20:10:00Z")
    records = (wire, _item("pickup", COPY))
    runs = [
        command("check", _feed(tmp_path, *each), "--fail-on", "credited")
        for each in (records, records[::-1])
    ]
    assert [run.code for run in runs] == [1, 1]
    assert "pickup | wire (same feed)" in runs[0].out
    assert runs[0].out.replace("feed.jsonl:2", "feed.jsonl:1") == runs[1].out


def test_passed_items_are_filed(command: Command, archive: Path, tmp_path: Path) -> None:
    """What fails is not; a second run files nothing, and an update takes the old one's place."""
    feed = _feed(tmp_path, _item("pickup", COPY), _item("fresh", OTHER, outlet="Quay Post"))
    add = ("--archive", archive, "--add", "--fail-on", "credited")
    run = command("check", feed, *add)
    assert run.code == 1
    assert "1 item filed in the archive" in run.out
    assert "3  documents" in command("archive", "stats", archive).out
    assert "0 items filed in the archive, 1 there already" in command("check", feed, *add).out
    feed = _feed(
        tmp_path, _item("fresh", OTHER + " A further hide opens in June.", outlet="Quay Post")
    )
    assert command("check", feed, *add).code == 0
    assert "3  documents" in command("archive", "stats", archive).out
    assert command("archive", "verify", archive).code == 0
    assert command("check", feed, "--add").code == 2


def test_what_cannot_be_filed_is_told_after_what_was_found(
    command: Command, archive: Path, tmp_path: Path
) -> None:
    """Somebody else writes: the findings are printed all the same, and the exit code is 4."""
    (archive / "writer.lock").write_text("held")
    feed = _feed(tmp_path, _item("pickup", COPY))
    run = command("check", feed, "--archive", archive, "--add")
    assert run.code == 4
    assert "pickup | bridge" in run.out
    assert "error" in run.err


def test_one_id_of_two_outlets_is_two_articles(
    command: Command, archive: Path, tmp_path: Path
) -> None:
    """A copy under the original's own id is found, and never filed in the place of it."""
    feed = _feed(tmp_path, _item("bridge", COPY))
    run = command("check", feed, "--archive", archive, "--add")
    assert "bridge | bridge (archive)" in run.out
    assert run.code == 3
    assert f"{feed}:1: DUPLICATE_ID" in run.err
    assert "2  documents" in command("archive", "stats", archive).out


def test_an_earlier_version_of_an_item_is_still_asked(
    command: Command, archive: Path, tmp_path: Path
) -> None:
    """That two items meet in the feed does not hide what the archived one holds besides."""
    wire = {"outlet": "Northern Wire", "published": "2026-03-03T20:10:00Z"}
    shorter = record("bridge", COPY.split("\n\n")[1] + OTHER, **wire)
    feed = _feed(tmp_path, _item("pickup", COPY), shorter)
    run = command("check", feed, "--archive", archive)
    assert "pickup | bridge (archive), 97 words" in run.out


def test_either_of_two_items_may_fail(command: Command, tmp_path: Path) -> None:
    """Of two that share text without a direction, a mark on one is no leave for the other."""
    texts = (STORY.split("(Northern Wire) - ")[1], STORY.split("(Northern Wire) - ")[1] + OTHER)
    records = [
        record("one", texts[0], outlet="Harrow Courier"),
        record("two", texts[1], outlet="Fjord Post"),
    ]
    fail = ("--fail-on", "undetermined", "--fail-on", "uncredited", "--fail-on", "common_source")
    for marked in ("one", "two"):
        rows = [
            row | ({"reusescan_allow": "ours"} if row["id"] == marked else {}) for row in records
        ]
        assert command("check", _feed(tmp_path, *rows), *fail).code == 1
    rows = [row | {"reusescan_allow": "ours"} for row in records]
    assert command("check", _feed(tmp_path, *rows), *fail).code == 0


def test_no_output_takes_the_place_of_another_file(
    command: Command, archive: Path, tmp_path: Path
) -> None:
    """Neither of the baseline nor of another output."""
    known, feed = tmp_path / "known.json", _feed(tmp_path, _item("pickup", COPY))
    check = ("check", feed, "--archive", archive, "--baseline", known)
    assert command(*check, "--update-baseline").code == 0
    before = known.read_bytes()
    run = command(*check, "--write", f"json={known}")
    assert (run.code, known.read_bytes()) == (2, before)
    twice = ("--write", f"json={tmp_path / 'a'}", "--write", f"sarif={tmp_path / '.' / 'a'}")
    assert command("check", feed, *twice).code == 2


def test_a_baseline_lets_known_findings_pass(
    command: Command, archive: Path, tmp_path: Path
) -> None:
    """A missing one is an error; made, it says what changed; a second copy fails."""
    known = tmp_path / "known.json"
    feed = _feed(tmp_path, _item("pickup", COPY))
    check = ("--archive", archive, "--fail-on", "credited", "--baseline", known)
    run = command("check", feed, *check)
    assert (run.code, run.out) == (2, "")
    assert "there is no such baseline" in run.err
    run = command("check", feed, *check, "--update-baseline")
    assert run.code == 0
    assert "+ credited" in run.err
    assert "1 added, 0 removed, 0 kept" in run.err
    first = known.read_bytes()
    run = command("check", _feed(tmp_path, _item("moved", f"News.\n\n{COPY}")), *check)
    assert run.code == 0
    assert "1 known" in run.out
    twice = _feed(tmp_path, _item("pickup", COPY), _item("again", COPY, outlet="Fjord Post"))
    run = command("check", twice, *check)
    assert run.code == 1
    assert "FAIL  likely taken, with credit: again" in run.out
    assert known.read_bytes() == first
    run = command("check", _feed(tmp_path, _item("none", OTHER)), *check, "--update-baseline")
    assert "0 added, 1 removed, 0 kept" in run.err
    assert json.loads(known.read_text())["findings"] == []
    assert command("check", feed, "--update-baseline").code == 2


def test_an_incomplete_check_takes_nothing_from_the_baseline(
    command: Command, archive: Path, tmp_path: Path
) -> None:
    """A record that could not be read may be the one that is known."""
    known = tmp_path / "known.json"
    check = ("--archive", archive, "--fail-on", "credited", "--baseline", known)
    update = (*check, "--update-baseline")
    command("check", _feed(tmp_path, _item("pickup", COPY)), *update)
    run = command("check", _feed(tmp_path, "{", _item("none", OTHER)), *update)
    assert run.code == 3
    assert "0 added, 0 removed, 1 kept" in run.err
    assert len(json.loads(known.read_text())["findings"]) == 1


def test_skipped_records_make_a_check_incomplete(
    command: Command, archive: Path, tmp_path: Path
) -> None:
    """A green check would lie; a red one need not say so."""
    feed = _feed(tmp_path, "{", _item("pickup", COPY))
    run = command("check", feed, "--archive", archive)
    assert run.code == 3
    assert f"{feed}:1: BAD_SYNTAX" in run.err
    assert "This check is incomplete" in run.out
    assert command("check", feed, "--archive", archive, "--fail-on", "credited").code == 1
    run = command("check", _feed(tmp_path, "{"), "--archive", archive)
    assert (run.code, run.out) == (2, "")


def test_the_policy_of_the_settings_decides(
    command: Command, archive: Path, tmp_path: Path
) -> None:
    """Licences, marks and thresholds stand in the file; a wrong key is an error that suggests."""
    feed = _feed(tmp_path, _item("pickup", COPY, allow="agreed on 3 May"))
    settings = tmp_path / "own.toml"
    use = ("--archive", archive, "--config", settings)
    settings.write_text('[policy]\nfail_on = ["credited"]\n')
    run = command("check", feed, *use)
    assert run.code == 0
    assert "allow_mark: The item allows itself: agreed on 3 May" in run.out
    settings.write_text('[policy]\nfail_on = ["credited"]\nallow_marks = false\n')
    assert command("check", feed, *use).code == 1
    settings.write_text(settings.read_text() + 'licensed = ["Northern Wire"]\n')
    assert command("check", feed, *use).code == 0
    settings.write_text('[policy]\nfail_on = ["credited"]\nlicensed = ["Norhtern Wire"]\n')
    for asked in (("check",), ("policy", "explain", "pickup")):
        run = command(*asked, feed, *use)
        assert "policy.licensed: UNKNOWN_NAME 'Norhtern Wire' is not met here" in run.err
    run = command("check", feed, *use, "--format", "github", "--quiet")
    assert "::warning title=Policy in doubt::policy.licensed: 'Norhtern Wire'" in run.out
    settings.write_text('fail_on = ["credited"]\n')
    assert "did you mean policy.fail_on?" in command("check", feed, *use).err
    settings.write_text('[policy]\nlicensed = "AP"\n')
    assert 'Expected a list, as ["..."]' in command("check", feed, *use).err
    settings.write_text('[policy]\nlicenced = ["Northern Wire"]\n')
    run = command("check", feed, *use)
    assert run.code == 2
    assert "did you mean policy.licensed?" in run.err


def test_explain_says_which_rule_decided(command: Command, archive: Path, tmp_path: Path) -> None:
    """All rules that were asked, in order, the last one with what follows from it."""
    feed = _feed(tmp_path, _item("pickup", COPY))
    run = command("policy", "explain", "pickup", feed, "--archive", archive)
    assert (run.code, run.err) == (0, "")
    lines = run.out.splitlines()
    assert lines[0] == "pickup and bridge (in the archive)"
    assert lines[2].startswith("  - Harrow Courier credits Northern Wire")
    assert any(line.startswith("  allow_mark: ") for line in lines)
    assert lines[-1].startswith("  pass: fail_on: The policy does not fail on")
    run = command("policy", "explain", "pikup", feed, "--archive", archive)
    assert "did you mean 'pickup'?" in run.err
    run = command("policy", "explain", "nobody", feed, "--archive", archive)
    assert (run.code, run.out) == (2, "")
    assert "no item 'nobody'" in run.err
    feed = _feed(tmp_path, _item("alone", OTHER[:300], outlet="Teller Post"))
    run = command("policy", "explain", "alone", feed)
    assert "shares no passage" in run.out


def test_audit_walks_through_a_baseline(command: Command, archive: Path, tmp_path: Path) -> None:
    """Answers come from stdin; what was answered stays when the input ends early."""
    known = tmp_path / "known.json"
    feed = _feed(tmp_path, _item("one", COPY), _item("two", UNCREDITED + OTHER, outlet="Post"))
    fail = [
        part for name in ("credited", "uncredited", "undetermined") for part in ("--fail-on", name)
    ]
    command("check", feed, "--archive", archive, *fail, "--baseline", known, "--update-baseline")
    entries = json.loads(known.read_text())["findings"]
    assert len(entries) >= 2
    run = command("baseline", "audit", known, "--list")
    assert run.code == 0
    assert run.out.count("\u201c") == len(entries)
    run = command("baseline", "audit", known, stdin=b"?\nr\nagreed by phone\nd\n")
    assert run.code == 0
    after = json.loads(known.read_text())["findings"]
    assert len(after) == len(entries) - 1
    assert [each["reason"] for each in after if each["audited"]] == ["agreed by phone"]
    assert "1 dropped" in run.err
    assert command("baseline", "audit", tmp_path / "none.json").code == 2


def test_hostile_names_reach_no_terminal(command: Command, archive: Path, tmp_path: Path) -> None:
    """Neither escapes nor commands of a runner, in any field, in any output of text."""
    nasty = "\x1b]52;c;x\x07 ::add-mask::x ##[error] \u202e\nFAIL"
    feed = _feed(tmp_path, _item(f"pickup{nasty}", COPY, allow=nasty, section=nasty, title=nasty))
    runs = [
        command("check", feed, "--archive", archive),
        command("check", feed, "--archive", archive, "--fail-on", "credited"),
        command("policy", "explain", f"pickup{nasty}", feed, "--archive", archive),
    ]
    for run in runs:
        for bad in ("\x1b", "\u202e", "##[error]", "\nFAIL\n", "\x07"):
            assert bad not in run.out + run.err
        assert not any(line.lstrip().startswith("::") for line in run.out.splitlines())
