"""Write the reference of the settings and the schema of a check from the code.

So that they cannot differ. Run ``python docs/generate.py`` after a change of the settings or of the
JSON format of a check; tests compare.
"""

from __future__ import annotations

import ast
import inspect
import json
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec import inspect as kinds

from reuse import config
from reuse.config import Config
from reuse.gate.formats.json import schema as check_schema

REFERENCE = Path(__file__).parent / "reference"
PAGE = REFERENCE / "configuration.md"
SCHEMA = REFERENCE / "check.schema.json"

_HEAD = """\
# Settings

A scan takes its settings from the file given with `--config`, else from `reusescan.toml` in the
current folder, else from the table `[tool.reusescan]` of `pyproject.toml` there, else from the
defaults below. Options of the command line come before all of them. An unknown key or a value out
of its range is an error (exit code 2); nothing is ignored in silence.

```toml
# reusescan.toml
threads = 2

[align]
min_words = 20

[derive]
agencies = ["Harrow Press Service"]
```

The same in `pyproject.toml`: `[tool.reusescan]`, `[tool.reusescan.align]`,
`[tool.reusescan.derive]`. In Python: `reuse.Config`, or `reuse.config.load(path)`.

This page is written by `docs/generate.py`.
"""


def page() -> str:
    """The whole page as Markdown."""
    plain: list[msgspec.structs.FieldInfo] = []
    parts = [_HEAD]
    for field in msgspec.structs.fields(Config):
        kind = field.type
        if isinstance(kind, type) and issubclass(kind, Struct):
            rows = _rows(kind, list(msgspec.structs.fields(kind)))
            parts.append(f"\n## `[{field.name}]`\n\n{_summary(kind)}\n\n{rows}")
        else:
            plain.append(field)
    parts.insert(1, f"\n## Top level\n\n{_rows(Config, plain)}")
    return "".join(parts)


def _rows(kind: type[Struct], fields: list[msgspec.structs.FieldInfo]) -> str:
    notes = _notes(kind)
    head = "| key | default | range | meaning |\n|---|---|---|---|\n"
    lines = [
        f"| `{field.name}` | `{_toml(field.default)}` | {_range(field.type)} | "
        f"{notes[field.name]} |\n"
        for field in fields
    ]
    return head + "".join(lines)


def _summary(kind: type[Struct]) -> str:
    return (kind.__doc__ or "").splitlines()[0]


def _notes(kind: type[Struct]) -> dict[str, str]:
    """The docstring under each field, on one line."""
    body = ast.parse(inspect.getsource(config)).body
    (owner,) = (
        node for node in body if isinstance(node, ast.ClassDef) and node.name == kind.__name__
    )
    notes: dict[str, str] = {}
    for node, after in zip(owner.body, owner.body[1:], strict=False):
        if not isinstance(node, ast.AnnAssign) or not isinstance(node.target, ast.Name):
            continue
        if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
            notes[node.target.id] = " ".join(str(after.value.value).split())
    return notes


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if value is None:
        return "unset"
    return json.dumps(value) if isinstance(value, tuple) else f"{value}"


def _range(annotation: object) -> str:
    return _words(kinds.type_info(annotation), annotation)


def _words(kind: kinds.Type, annotation: object) -> str:
    if isinstance(kind, kinds.UnionType):
        # A setting may be unset; TOML has no word for that but leaving the key out.
        (set_to,) = (each for each in kind.types if not isinstance(each, kinds.NoneType))
        return _words(set_to, annotation)
    if isinstance(kind, kinds.DateType):
        return "date, as 2024-03-01"
    if isinstance(kind, kinds.BoolType):
        return "true, false"
    if isinstance(kind, kinds.VarTupleType):
        return "list of strings"
    if not isinstance(kind, (kinds.IntType, kinds.FloatType)):
        msg = f"no words for the range of {annotation!r}"
        raise TypeError(msg)
    name = "whole number" if isinstance(kind, kinds.IntType) else "number"
    bounds = (("from", kind.ge), ("above", kind.gt), ("to", kind.le), ("below", kind.lt))
    return " ".join([name, *(f"{word} {bound}" for word, bound in bounds if bound is not None)])


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    SCHEMA.write_bytes(check_schema())
