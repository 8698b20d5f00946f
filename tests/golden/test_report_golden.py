"""The outputs for a small scan made by hand, byte by byte."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from report_sample import ferry_pair, sample

from reuse import version
from reuse.report.files import write_outputs
from reuse.report.html import render_comparison
from reuse.report.json import comparison_json

GOLDEN = Path(__file__).parent / "report"


@pytest.fixture
def outputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """All outputs by file name, under a version that never changes."""
    monkeypatch.setattr(version, "__version__", "0.0.0")
    made = {path.name: path.read_bytes() for path in write_outputs(sample(), tmp_path)}
    made["comparison.html"] = render_comparison(ferry_pair()).encode()
    made["comparison.json"] = comparison_json(ferry_pair())
    return made


@pytest.mark.parametrize(
    "name",
    ["report.html", "result.json", "alignments.jsonl", "comparison.html", "comparison.json"],
)
def test_output_is_as_committed(name: str, outputs: dict[str, bytes]) -> None:
    """An output changes only on purpose: UPDATE_GOLDEN=1 writes the new one, to be reviewed."""
    if os.environ.get("UPDATE_GOLDEN") == "1":
        (GOLDEN / name).write_bytes(outputs[name])
    assert outputs[name] == (GOLDEN / name).read_bytes()
