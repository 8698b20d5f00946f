"""Cases as records to read and as truth to compare with."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from derivations.cases import Case
from derivations.making import Made

DOCUMENTS, TRUTH = "documents.jsonl", "truth.jsonl"


def write(cases: Iterable[Case], out: Path, *, plain: bool) -> int:
    """Write cases into a folder; gives how many there were."""
    out.mkdir(parents=True, exist_ok=True)
    count = 0
    with (
        (out / DOCUMENTS).open("w", encoding="utf-8", newline="\n") as documents,
        (out / TRUTH).open("w", encoding="utf-8", newline="\n") as truths,
    ):
        for case in cases:
            count += 1
            for record in records(case, plain=plain):
                documents.write(json.dumps(record, ensure_ascii=False) + "\n")
            truths.write(json.dumps(truth(case, plain=plain), ensure_ascii=False) + "\n")
    return count


def records(case: Case, *, plain: bool) -> list[dict[str, str]]:
    """What is published of a case, in an order that tells nothing."""
    shown = [made for made in case.articles if not made.withheld]
    random.Random(case.articles[0].id).shuffle(shown)  # noqa: S311  no secret
    return [_record(made, case.stated.get(made.id), plain=plain) for made in shown]


def _record(made: Made, stated: str | None, *, plain: bool) -> dict[str, str]:
    record = {"id": made.id, "text": made.draft.text}
    if plain:
        return record
    slug = re.sub(r"\W+", "-", made.title.lower()).strip("-")[:60]
    record |= {
        "outlet": made.voice.outlet,
        "title": made.title,
        "author": made.voice.author,
        "url": f"https://{made.voice.site}/{slug}-{made.id[:6]}",
    }
    return record if stated is None else {**record, "published": stated}


def truth(case: Case, *, plain: bool) -> dict[str, Any]:
    """What there is to be found out about a case."""
    order = sorted(case.articles, key=lambda made: made.voice.published)
    return {
        "case": case.id,
        "kind": case.kind,
        "plain": plain,
        "marked": case.marked,
        "dates": case.dates,
        "documents": [_document(made) for made in case.articles],
        "order": [made.id for made in order],
        "arcs": [
            _arc(made, parent, marked=case.marked)
            for made in case.articles
            for parent in made.parents
        ],
    }


def _document(made: Made) -> dict[str, Any]:
    """A node of the tree; a withheld one with its text, so that its arcs can be checked."""
    node: dict[str, Any] = {
        "id": made.id,
        "parents": [parent.id for parent in made.parents],
        "withheld": made.withheld,
        "published": made.voice.published.isoformat(),
    }
    return {**node, "text": made.draft.text} if made.withheld else node


def _arc(made: Made, parent: Made, *, marked: bool) -> dict[str, Any]:
    credit = "none"
    if marked:
        credit = "credited" if parent.voice.named_in(made.draft.text) else "uncredited"
    return {
        "parent": parent.id,
        "child": made.id,
        "operators": list(made.operators),
        "spans": [list(pair) for pair in made.spans(parent)],
        "credit": credit,
        "grows": made.draft.words > parent.draft.words,
    }
