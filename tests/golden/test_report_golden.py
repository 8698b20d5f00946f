"""The outputs for a small scan made by hand, byte by byte.

Of the pages what is packed is unpacked first, for not every zlib packs alike, and style and
script, which have files of their own, are left out.
"""

from __future__ import annotations

import base64
import json
import os
import re
import zlib
from pathlib import Path

import pytest
from report_sample import ferry_pair, sample

from reuse import version
from reuse.report.files import write_outputs
from reuse.report.html import render_comparison
from reuse.report.json import comparison_json

GOLDEN = Path(__file__).parent / "report"


def _unpacked(match: re.Match[str]) -> str:
    data = zlib.decompress(base64.b64decode(match[2]), wbits=-zlib.MAX_WBITS)
    return f"{match[1]}\n{json.dumps(json.loads(data), indent=1, ensure_ascii=False)}\n"


def _plain(page: str) -> bytes:
    page = re.sub(r'(<script type="text/plain" id="[\w-]+">)([^<]*)', _unpacked, page)
    page = re.sub(r"(<style>|<script>).*?(</style>|</script>)", r"\1...\2", page, flags=re.DOTALL)
    return re.sub(r"sha256-[\w+/=]+", "sha256-...", page).encode()


@pytest.fixture
def outputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """All outputs by file name, under a version that never changes."""
    monkeypatch.setattr(version, "__version__", "0.0.0")
    made = {path.name: path.read_bytes() for path in write_outputs(sample(), tmp_path)}
    made["report.html"] = _plain(made["report.html"].decode())
    made["comparison.html"] = _plain(render_comparison(ferry_pair()))
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
