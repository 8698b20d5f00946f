"""Write articles derived from those of a corpus, and say which, how and by which words.

    python benchmarks/quality/generate.py CORPUS OUT --cases N [--seed S] [--half a|b]
        [--operators calibration|held_out|all] [--events FILE] [--plain]

CORPUS is JSON Lines (`id`, `text`, and `published`, `title`, `outlet` where known), packed by xz
or not. OUT/documents.jsonl holds the articles, in no telling order; OUT/truth.jsonl one case a
line:

    case, kind   chain, branching, two_parents, three_parents, siblings (their parent is
                 withheld), independent
    plain        whether records are text alone
    marked       whether bylines, credits and signs of agencies exist in the case
    dates        right, missing (of some), wrong (a child dated before its parent), none
    documents    id, parents, withheld, true instant of each; the text too of a withheld one
    order        the ids in the true order of publication
    arcs         parent, child, operators in their order ("composition" first where there are
                 several parents), spans [parent_start, parent_end,
                 child_start, child_end] in code points, credit (credited, uncredited; none
                 where no marks exist), grows (the child has more words)

The same arguments give the same bytes. Halves are those of the articles' ids by md5.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from derivations.cases import Settings, cases
from derivations.operators import SETS
from derivations.sources import CorpusError, read_events, read_sources
from derivations.writing import write


def main() -> int:
    """Write the articles and the truth about them."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("corpus", type=Path, help="articles to derive from")
    parser.add_argument("out", type=Path, help="folder to write into")
    parser.add_argument("--cases", type=int, required=True, help="how many")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--half", choices=("a", "b"), default="", help="use half of the articles")
    parser.add_argument("--operators", choices=SETS, default="all")
    parser.add_argument("--events", type=Path, help="independent reports, by event")
    parser.add_argument("--plain", action="store_true", help="text alone, without any marks")
    asked = parser.parse_args()
    settings = Settings(seed=asked.seed, operators=SETS[asked.operators], plain=asked.plain)
    try:
        sources = read_sources(asked.corpus, asked.seed, asked.half)
        events = read_events(asked.events, asked.seed, asked.half) if asked.events else []
        made = cases(asked.cases, sources, settings, events)
        count = write(made, asked.out, plain=asked.plain)
    except (CorpusError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{asked.out}: {count} cases")
    return 0


if __name__ == "__main__":
    sys.exit(main())
