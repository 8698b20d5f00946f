"""Derivation graphs of planted derivations against the true ones.

    python benchmarks/quality/graphs.py OUT... [--oracle SHARE] [--apart] [--json] [--write]

OUT is a folder as `generate.py` writes it; each gives a table of its own. The folder of the
labelled sets stands for 400 cases of one half of its news with the operators that are kept aside,
and these are held against the committed baseline. Each case is scanned by itself. A withheld
parent is the first unseen source. Of the cases of a kind and of all together:

    edges       F1 of neighbours, whatever the direction; an arc, an arc from an unseen source and
                a link each join two
    directed    F1 of arcs; a link counts as missed
    surely      the same of the arcs from which on a copier is named
    copiers     of the documents named as derived from another, those that are, and all
    root        share of cases whose originals, seen or unseen, are named and no others; of those
                without derivation, in which none is named
    likeliest   the same of the documents that are most probably originals, as many as there are,
                named or not; where the parent is withheld, whether an unseen source is drawn
    originals   of the documents named as originals, those that are, and all

Then all documents are scanned together, unless `--apart`: B-cubed F1 (Bagga and Baldwin 1998) of
the families against the true ones, those of a case that derivation joins, and against the cases.

`--oracle SHARE` puts the truth in place of the verdicts of so many of the pairs, at .88, and
"cannot tell" in place of the others: what is wrong then is the graph's fault.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from baseline import hold
from derivations.cases import Settings, cases
from derivations.operators import HELD_OUT
from derivations.sources import read_sources, records
from derivations.writing import DOCUMENTS, TRUTH, write

from reuse import Comparison, Document, Relation
from reuse.config import TextConfig
from reuse.derive.graph import derivations
from reuse.model.derivation import Derivation
from reuse.pipeline import scan
from reuse.pipeline.graphing import wording

_FIELDS = ("outlet", "published", "title", "author", "url")
_TRUE, _OTHER = 0.88, 0.03
BASELINE = Path(__file__).with_name("baseline_graphs.json")
NEWS = "news-dev.jsonl.xz"
_CASES, _SEED = 400, 7

Edge = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A planted derivation."""

    kind: str
    parents: Mapping[str, tuple[str, ...]]
    withheld: str
    """The article that is not in the corpus; empty where all are."""

    @property
    def shown(self) -> list[str]:
        """Ids of the articles that are in the corpus."""
        return [name for name in self.parents if name != self.withheld]

    @property
    def arcs(self) -> set[Edge]:
        """Parents and children."""
        return {(parent, child) for child, over in self.parents.items() for parent in over}

    @property
    def roots(self) -> set[str]:
        """Articles that others are derived from and that are derived from none."""
        return {parent for parent, _ in self.arcs if not self.parents[parent]}

    def above(self, name: str) -> set[str]:
        """All that an article is derived from."""
        over = self.parents[name]
        return set(over).union(*map(self.above, over))

    def families(self) -> list[set[str]]:
        """Articles in the corpus that derivation joins."""
        sets = [{name} for name in self.parents]
        for arc in self.arcs:
            joined = [each for each in sets if each & set(arc)]
            sets = [each for each in sets if each not in joined] + [set().union(*joined)]
        return [each - {self.withheld} for each in sets if each - {self.withheld}]


def read_cases(folder: Path) -> list[Case]:
    """The cases of a folder."""
    return [
        Case(
            kind=row["kind"],
            parents={node["id"]: tuple(node["parents"]) for node in row["documents"]},
            withheld=next((node["id"] for node in row["documents"] if node["withheld"]), ""),
        )
        for row in records(folder / TRUTH)
    ]


def with_truth(
    comparisons: Iterable[Comparison], case: Case, share: float, rng: random.Random
) -> list[Comparison]:
    """Pairs whose verdict is the truth, or "cannot tell"."""
    out = []
    for comparison in comparisons:
        relation = Relation.UNDETERMINED
        true = _relation(comparison.left.id, comparison.right.id, case)
        if rng.random() < share or true is Relation.INDEPENDENT:
            relation = true
        chances = {r: _TRUE if r is relation else _OTHER for r in Relation}
        verdict = replace(comparison.verdict, relation=relation, probabilities=chances)
        out.append(replace(comparison, verdict=verdict))
    return out


def _relation(left: str, right: str, case: Case) -> Relation:
    if right in case.above(left):
        return Relation.LEFT_FROM_RIGHT
    if left in case.above(right):
        return Relation.RIGHT_FROM_LEFT
    common = case.above(left) & case.above(right)
    return Relation.COMMON_SOURCE if common else Relation.INDEPENDENT


def counted(case: Case, graphs: Sequence[Derivation]) -> Counter[str]:
    """What is right in the graphs of a case, and how much there is of each."""
    arcs: set[Edge] = set()
    surely: set[Edge] = set()
    tops: set[str] = set()
    named: set[str] = set()
    links: set[frozenset[str]] = set()
    names = iter([case.withheld] if case.withheld else [])
    for graph in graphs:
        unseen = {name: next(names, f"{name} {graph.id}") for name in graph.unseen}
        for arc in graph.arcs:
            edge = (unseen.get(arc.source, arc.source), arc.derived)
            arcs.add(edge)
            if arc.sure:
                surely.add(edge)
        links |= {frozenset((link.first, link.second)) for link in graph.links}
        named |= set(graph.originals)
        tops |= {*graph.originals, *unseen.values()}
    edges = {frozenset(edge) for edge in arcs} | links
    copiers = [(source, derived) for source, derived in surely if source in case.shown]
    return Counter(
        cases=1,
        true=len(case.arcs),
        edges=len(edges),
        edges_right=len(edges & {frozenset(arc) for arc in case.arcs}),
        directed=len(arcs),
        directed_right=len(arcs & case.arcs),
        surely=len(surely),
        surely_right=len(surely & case.arcs),
        copiers=len(copiers),
        copiers_right=sum(source in case.above(derived) for source, derived in copiers),
        root_right=int(tops == case.roots),
        likeliest_right=int(_is_likeliest(case, graphs)),
        originals=len(named),
        originals_right=len(named & case.roots),
    )


def _is_likeliest(case: Case, graphs: Sequence[Derivation]) -> bool:
    """Whether the most probable originals of a case are the true ones."""
    if not case.arcs:
        return not any(graph.arcs for graph in graphs)
    if case.withheld:
        return any(graph.unseen for graph in graphs)
    shares = {name: share for graph in graphs for name, share in graph.roots.items()}
    best = sorted(shares, key=lambda name: (-shares[name], name))[: len(case.roots)]
    return set(best) == case.roots


def b_cubed(found: Iterable[set[str]], true: Iterable[set[str]]) -> float:
    """B-cubed F1 of one partition against another; who is in no set is alone."""
    of = {name: group for group in found for name in group}
    right = {name: group for group in true for name in group}
    precision = recall = 0.0
    for name, group in right.items():
        mine = of.get(name, {name})
        precision += len(mine & group) / len(mine)
        recall += len(mine & group) / len(group)
    return 2 * precision * recall / (precision + recall) / len(right) if right else 0.0


def figures(count: Counter[str]) -> dict[str, float]:
    """Shares of one row."""
    return {
        name: _f1(count[f"{name}_right"], count[name], count["true"])
        for name in ("edges", "directed", "surely")
    } | {name: count[f"{name}_right"] / max(1, count["cases"]) for name in ("root", "likeliest")}


def _f1(right: int, found: int, true: int) -> float:
    return 2 * right / max(1, found + true)


def measure(folder: Path, oracle: float | None, *, together: bool) -> dict[str, Any]:
    """Scan the cases of a folder and count."""
    documents = {row["id"]: document_of(row) for row in records(folder / DOCUMENTS)}
    rng = random.Random("oracle")  # noqa: S311  no secret
    told = read_cases(folder)
    counts: dict[str, Counter[str]] = {}
    words = wording(documents, TextConfig())
    for case in told:
        result = scan([documents[name] for name in case.shown])
        graphs = result.derivations
        if oracle is not None:
            true = with_truth(result.comparisons, case, oracle, rng)
            graphs = derivations(true, wording=words)
        counts.setdefault(case.kind, Counter()).update(counted(case, graphs))
    counts = dict(sorted(counts.items()))
    counts["all"] = sum(counts.values(), Counter())
    out: dict[str, Any] = {kind: {**count, **figures(count)} for kind, count in counts.items()}
    if together:
        shown = [documents[name] for case in told for name in case.shown]
        found = [set(graph.documents) for graph in scan(shown).derivations]
        out["b_cubed"] = b_cubed(found, [each for case in told for each in case.families()])
        out["b_cubed_cases"] = b_cubed(found, [set(case.shown) for case in told])
    return out


def document_of(row: dict[str, Any]) -> Document:
    """A row as a document."""
    return Document(id=row["id"], text=row["text"], **{name: row.get(name) for name in _FIELDS})


def plant(data: Path, out: Path) -> Path:
    """Write the cases that the baseline is of."""
    settings = Settings(seed=_SEED, operators=HELD_OUT)
    sources = read_sources(data / NEWS, _SEED, "b")
    write(cases(_CASES, sources, settings), out, plain=False)
    return out


def floors(found: dict[str, Any]) -> dict[str, float]:
    """The figures that may not fall, all better when higher."""
    row = found["all"]
    out = {name: row[name] for name in ("edges", "directed", "surely", "root", "likeliest")}
    for name in ("copiers", "originals"):
        out[f"{name} right"] = row[f"{name}_right"] / max(1, row[name])
    out["siblings edges"] = found.get("siblings", row)["edges"]
    if "b_cubed" in found:
        out["b_cubed"] = found["b_cubed"]
    return out


def show(folder: Path, found: dict[str, Any]) -> None:
    """Print the figures of one folder."""
    print(
        f"\n{folder}\n{'':14}cases   edges  directed  surely    copiers     root"
        "  likeliest  originals"
    )
    for kind, row in found.items():
        if isinstance(row, dict):
            copiers = f"{row.get('copiers_right', 0)}/{row.get('copiers', 0)}"
            originals = f"{row.get('originals_right', 0)}/{row.get('originals', 0)}"
            print(
                f"{kind:14}{row['cases']:5}{row['edges']:8.3f}{row['directed']:10.3f}"
                f"{row['surely']:8.3f}{copiers:>11}{row['root']:9.3f}"
                f"{row['likeliest']:11.3f}{originals:>11}"
            )
    if "b_cubed" in found:
        print(f"B-cubed F1 {found['b_cubed']:.3f}; against cases {found['b_cubed_cases']:.3f}")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="OUT", help="generated cases")
    parser.add_argument("--oracle", type=float, metavar="SHARE", help="true verdicts, of so many")
    parser.add_argument("--apart", action="store_true", help="do not scan all together")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--write", action="store_true", help="raise the baseline to this run")
    asked = parser.parse_args()
    known = [(f / TRUTH).is_file() or (f / NEWS).is_file() for f in asked.folders]
    missing = [str(f) for f, is_known in zip(asked.folders, known, strict=True) if not is_known]
    if missing:
        print(f"{', '.join(missing)}: no {TRUTH}; run generate.py first", file=sys.stderr)
        return 2
    out, worst = {}, 0
    for folder in asked.folders:
        with TemporaryDirectory() as room:
            planted = (folder / NEWS).is_file()
            cases_in = plant(folder, Path(room)) if planted else folder
            found = out[str(folder)] = measure(cases_in, asked.oracle, together=not asked.apart)
        if not asked.json:
            show(folder, found)
        if planted and asked.oracle is None:
            worst = max(worst, hold(floors(found), BASELINE, write=asked.write))
    if asked.json:
        print(json.dumps(out, indent=1))
    return worst


if __name__ == "__main__":
    sys.exit(main())
