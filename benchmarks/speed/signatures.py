"""MinHash signatures from raw text: this program, datasketch and rensa, on one core.

    python benchmarks/speed/signatures.py CORPUS.jsonl [--articles 1000] [--rounds 5] [--write]

A signature of each article (5-grams, 128 permutations), and one of each window of 24 words
(3-grams, every 12 words, 96 permutations), which is what a scan looks at. Every program
lower-cases, finds the words, makes the shingles and the signatures, in turns, bound to one core;
the peers do the first three in Python, through ``re``, as they leave that to their users. rensa is
measured where it is installed. Prints medians over the rounds of processor time, and how many
times as fast ours is, which is held against committed floors. A last table gives the wall time of
windows on one thread and on more.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from floors import hold

from reuse import Config
from reuse.config import CandidateConfig
from reuse.pipeline import sign_texts

FLOORS = Path(__file__).with_name("floors_signatures.json")
LEVELS = {
    "documents": CandidateConfig(shingle=5, permutations=128),
    "windows": CandidateConfig(shingle=3, stride=12, permutations=96),
}
_WORD = re.compile(r"\w+")

Job = Callable[[list[str]], object]


def shingle_sets(texts: list[str], level: str) -> Iterator[list[str]]:
    """The shingles of each article, or of each window, as the peers are given them."""
    settings = LEVELS[level]
    for text in texts:
        words = _WORD.findall(text.lower())
        runs = zip(*(words[step:] for step in range(settings.shingle)), strict=False)
        shingles = [" ".join(run) for run in runs]
        if level == "documents":
            yield shingles
            continue
        for first in range(0, len(shingles), settings.stride):
            yield shingles[first : first + 2 * settings.stride]


def ours(level: str) -> Job:
    """This program."""
    config = Config(threads=1, candidates=LEVELS[level])
    return lambda texts: sign_texts(texts, config, whole=level == "documents")


def datasketch(level: str) -> Job:
    """The `update_batch` of datasketch, with the permutations drawn once."""
    from datasketch import MinHash  # noqa: PLC0415  slow to import

    plain = MinHash(num_perm=LEVELS[level].permutations)

    def run(texts: list[str]) -> object:
        out = []
        for shingles in shingle_sets(texts, level):
            made = plain.copy()
            made.update_batch([shingle.encode() for shingle in shingles])
            out.append(made)
        return out

    return run


def rensa(level: str, kind: str) -> Job:
    """The fastest call of rensa for many sets: digests without an object a set."""
    module = importlib.import_module("rensa")
    count = LEVELS[level].permutations
    if kind == "R-MinHash":
        digest = module.RMinHash.digest_matrix_from_token_sets
    else:
        digest = module.CMinHash.digests_from_token_sets
    return lambda texts: digest(list(shingle_sets(texts, level)), count, 42)


def jobs(level: str) -> dict[str, Job]:
    """What is measured."""
    out = {"reuse": ours(level), "datasketch": datasketch(level)}
    if importlib.util.find_spec("rensa"):
        for kind in ("R-MinHash", "C-MinHash"):
            out[f"rensa {kind}"] = rensa(level, kind)
    return out


def seconds(job: Job, texts: list[str]) -> float:
    """Processor time of one run."""
    start = time.process_time()
    job(texts)
    return time.process_time() - start


def measure(level: str, texts: list[str], rounds: int) -> dict[str, float]:
    """Print the table of a level; ratios by peer."""
    size = sum(len(text.encode("utf-8", "surrogatepass")) for text in texts)
    measured = jobs(level)
    measured["reuse"](texts)  # compiles, or loads what is compiled
    times: dict[str, list[float]] = {name: [] for name in measured}
    for _ in range(rounds):
        for name, job in measured.items():
            times[name].append(seconds(job, texts))
    own = statistics.median(times["reuse"])
    print(
        f"\n{level}: {len(texts)} articles, {size / 1e6:.1f} MB, {LEVELS[level].shingle}-grams,",
        end=" ",
    )
    print(f"{LEVELS[level].permutations} permutations, median of {rounds}, one core")
    ratios = {}
    for name, each in times.items():
        median = statistics.median(each)
        ratio = median / own
        print(f"  {name:18} {median:8.3f} s {size / median / 1e6:8.1f} MB/s   reuse {ratio:6.1f}x")
        if name != "reuse":
            ratios[f"{level} {name}"] = ratio
    return ratios


def scaling(texts: list[str], rounds: int, cores: int) -> None:
    """Print the wall time of windows on 1, 2, 4 ... threads, up to one a core."""
    size = sum(len(text.encode("utf-8", "surrogatepass")) for text in texts)
    print(f"\nthreads: windows of {len(texts)} articles, {size / 1e6:.1f} MB, median of {rounds}")
    counts = [1 << step for step in range(cores.bit_length())]
    times: dict[int, list[float]] = {count: [] for count in counts}
    for _ in range(rounds):
        for count, each in times.items():
            config = Config(threads=count, candidates=LEVELS["windows"])
            start = time.perf_counter()
            sign_texts(texts, config)
            each.append(time.perf_counter() - start)
    alone = statistics.median(times[1])
    for count, each in times.items():
        wall = statistics.median(each)
        rate = size / wall / 1e6
        print(f"  {count:2} threads         {wall:8.3f} s {rate:8.1f} MB/s   {alone / wall:11.2f}x")


def main() -> int:
    """Measure both levels; 1 where a ratio is below its floor."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--many", type=int, default=4_000, help="articles signed on threads")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--write", action="store_true", help="raise the floors to what is measured")
    args = parser.parse_args()
    os.environ["RAYON_NUM_THREADS"] = "1"
    cores = os.sched_getaffinity(0) if hasattr(os, "sched_setaffinity") else set()
    with args.corpus.open("rb") as lines:
        texts = [json.loads(line)["text"] for line in islice(lines, args.many)]
    if cores:
        os.sched_setaffinity(0, {min(cores)})
    ratios = {}
    for level in LEVELS:
        ratios |= measure(level, texts[: args.articles], args.rounds)
    if cores:
        os.sched_setaffinity(0, cores)
    scaling(texts, args.rounds, len(cores) or os.cpu_count() or 1)
    return hold(ratios, FLOORS, write=args.write)


if __name__ == "__main__":
    sys.exit(main())
