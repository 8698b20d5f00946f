"""``reusescan baseline``: known findings looked through."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reuse.cli import streams
from reuse.cli.exits import EPILOG, Exit
from reuse.cli.guard import guarded
from reuse.cli.known import line_of
from reuse.cli.options import Debug
from reuse.report.escape import escape_terminal

if TYPE_CHECKING:
    from reuse.model.gate import KnownFinding

HELP = """\
Look through the findings that `check --baseline FILE` lets pass.

\b
Examples:
  reusescan baseline audit known.json
  reusescan baseline audit known.json --list
"""
_ASKED = "[k]eep, [d]rop, [r]eason, [s]kip or [q]uit? "

app = typer.Typer(
    help=HELP,
    epilog=EPILOG,
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def root() -> None:
    """Keep `audit` a command of its own."""


@app.command("audit", short_help="Walk through a baseline.", epilog=EPILOG)
def audit(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The baseline.")],
    *,
    listed: Annotated[
        bool, typer.Option("--list", help="List all findings and ask nothing.")
    ] = False,
    again: Annotated[
        bool, typer.Option("--all", help="Also ask about findings that were audited before.")
    ] = False,
    debug: Debug = False,
) -> None:
    """Walk through the known findings of FILE: keep, drop or give a reason, one after the other.

    Answers are read from stdin. What was answered is written at the end, and also when the
    input ends early.
    """

    def body() -> Exit:
        from reuse.gate import baseline  # noqa: PLC0415  not for --help

        known = baseline.load(file)
        if listed:
            for each in known:
                streams.put(_shown(each).encode())
            return Exit.CLEAN
        kept = _walked(known, again=again)
        if kept != known:
            baseline.save(kept, file)
        left = sum(not each.audited for each in kept)
        streams.say(
            f"reusescan: {escape_terminal(str(file))}: {len(known) - len(kept):,} dropped, "
            f"{len(kept):,} kept, {left:,} of them not audited"
        )
        return Exit.CLEAN

    raise typer.Exit(guarded(body, debug=debug))


def _walked(known: Sequence[KnownFinding], *, again: bool) -> tuple[KnownFinding, ...]:
    """The findings that stay, with what was answered."""
    kept: list[KnownFinding] = []
    asked = sum(again or not each.audited for each in known)
    number, ended = 0, False
    for each in known:
        if ended or (each.audited and not again):
            kept.append(each)
            continue
        number += 1
        streams.put(f"\n{number} of {asked}\n{_shown(each)}".encode())
        answer = _answer()
        ended = answer == "q"
        if answer == "d":
            continue
        if answer == "r":
            kept.append(replace(each, reason=_line("Reason: ") or each.reason, audited=True))
        elif answer == "k":
            kept.append(replace(each, audited=True))
        else:
            kept.append(each)
    return tuple(sorted(kept))


def _answer() -> str:
    """One of k, d, r, s and q; q where the input ends."""
    while True:
        line = _line(_ASKED)
        if line is None:
            return "q"
        if line[:1].lower() in tuple("kdrsq"):
            return line[:1].lower()


def _line(question: str) -> str | None:
    """What is answered on one line; None where the input ends."""
    sys.stdout.write(question)
    sys.stdout.flush()
    line = sys.stdin.readline()
    return line.strip() if line else None


def _shown(known: KnownFinding) -> str:
    """A known finding with its words, escaped."""
    lines = [line_of(known)]
    if known.excerpt:
        lines.append(f"  “{escape_terminal(known.excerpt)}”")
    if known.reason:
        lines.append(f"  reason: {escape_terminal(known.reason)}")
    if known.audited:
        lines.append("  audited")
    return "\n".join(lines)
