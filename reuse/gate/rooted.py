"""Paths as hosts want them: from the root of the repository, wherever in it the check runs."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import PurePath

from reuse.gate.places import origin_place
from reuse.model.document import Document
from reuse.model.gate import CheckResult, Finding
from reuse.model.skip import Skip


def rooted(result: CheckResult, root: str) -> CheckResult:
    """The same check with the paths of files below a folder told from there.

    Args:
        result: a check; its paths are as the command got them.
        root: the repository's folder.
    """
    added = result.added
    if added is not None:
        added = replace(added, skipped=tuple(_skip(each, root) for each in added.skipped))
    return replace(
        result,
        findings=tuple(_finding(each, root) for each in result.findings),
        skipped=tuple(_skip(each, root) for each in result.skipped),
        added=added,
    )


def _finding(finding: Finding, root: str) -> Finding:
    pair = finding.comparison
    # An archive keeps origins of other times and machines.
    right = pair.right if finding.archived else _document(pair.right, root)
    return replace(finding, comparison=replace(pair, left=_document(pair.left, root), right=right))


def _document(document: Document, root: str) -> Document:
    if document.origin is None:
        return document
    return replace(document, origin=_origin(document.origin, root))


def _skip(skip: Skip, root: str) -> Skip:
    return replace(skip, origin=_origin(skip.origin, root))


def _origin(origin: str, root: str) -> str:
    path = origin_place(origin).file
    if path is None:
        return origin
    # As they are written, then where links lead: the folder of a process is told without links.
    for real in (os.path.abspath, os.path.realpath):
        whole, base = PurePath(real(path)), PurePath(real(root))
        if whole.is_relative_to(base):
            return whole.relative_to(base).as_posix() + origin[len(path) :]
    return origin
