"""This program and a document deduplicator on one file, in turns, on this machine.

    python benchmarks/speed/peers.py [CORPUS.jsonl] [--rounds 3] [--modes ...] [--write]

Without a file, 20,000 articles are generated. The peer is text-dedup's MinHash, which compares
whole documents only: with its default hash, and with its fastest. It is installed on first use
into an environment of its own in the cache folder; `--peer PYTHON` names one that has it
already. Prints medians of wall time, processor time and the largest process's memory, and how
many times as fast as each peer every mode of ours is; the last is held against committed
floors, which are of the generated articles: of another file the ratios are only printed.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
import tempfile
import venv
from collections.abc import Callable
from functools import partial
from pathlib import Path

from floors import hold
from measured import MEGA, ProgramError, Run, cache_folder, run, table
from scan import MODES, generated, prefix, timed, warm_up

PINNED = "text-dedup==0.4.0"
PEERS = {"text-dedup sha1": (), "text-dedup xxh3": ("--hash_func", "xxh3")}
"""Options of the peer: its default, and the fastest that it has."""
FLOORS = Path(__file__).with_name("floors_peers.json")
_ARTICLES = 20_000


def peer_python() -> Path:
    """Interpreter of an environment that holds the peer; made when it is not there.

    Raises:
        ProgramError: it cannot be installed.
    """
    folder = cache_folder() / PINNED.replace("==", "-")
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    done = folder / "installed"
    if not done.exists():
        print(f"installing {PINNED} into {folder}", file=sys.stderr, flush=True)
        venv.create(folder, clear=True, with_pip=True)
        run([python, "-m", "pip", "install", "--quiet", PINNED])
        done.touch()
    return python


def deduplicate(python: Path, corpus: Path, options: tuple[str, ...]) -> Run:
    """One run of the peer, from a cold cache of its own."""
    with tempfile.TemporaryDirectory() as folder:
        data = ["--path", "json", "--data_files", corpus, "--split", "train"]
        places = ["--cache_dir", f"{folder}/cache", "--output", f"{folder}/out"]
        command = [python, "-m", "text_dedup.minhash", *data, *places, "--column", "text", *options]
        return run(command, {"HF_HUB_OFFLINE": "1", "HF_DATASETS_CACHE": f"{folder}/cache"})


def ours(corpus: Path, mode: str) -> Run:
    """One run of ours."""
    return timed(corpus, mode)[0]


def in_turns(contenders: dict[str, Callable[[], Run]], rounds: int) -> dict[str, list[Run]]:
    """Run all contenders once a round, so that a slow minute is slow for all."""
    runs: dict[str, list[Run]] = {name: [] for name in contenders}
    for number in range(1, rounds + 1):
        for name, contender in contenders.items():
            runs[name].append(contender())
            print(
                f"round {number}: {name:20} {runs[name][-1].seconds:7.1f} s",
                file=sys.stderr,
                flush=True,
            )
    return runs


def report(runs: dict[str, list[Run]], size: int, peers: list[str]) -> tuple[str, dict[str, float]]:
    """The table, and by mode and peer how many times as fast ours is."""
    wall = {name: statistics.median(r.seconds for r in of) for name, of in runs.items()}
    faster = {
        f"{mode} against {peer}": wall[peer] / wall[mode]
        for mode in runs
        if mode in MODES
        for peer in peers
    }
    rows = []
    for name, of in runs.items():
        ratios = [f"{wall[name] / wall[peer]:.2f}" if name != peer else "1" for peer in peers]
        cpu = statistics.median(r.cpu for r in of)
        peak = statistics.median(r.peak_mb for r in of)
        rows.append(
            (
                name,
                f"{wall[name]:.1f}",
                f"{cpu:.1f}",
                f"{size / MEGA / wall[name]:.1f}",
                f"{peak:,.0f}",
                *ratios,
            )
        )
    head = ("", "wall s", "CPU s", "MB/s", "peak MB", *(f"of {peer}" for peer in peers))
    return table(head, rows), faster


def main() -> int:
    """Run, print, compare with the floors."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("corpus", type=Path, nargs="?")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--modes", nargs="+", choices=MODES, default=list(MODES))
    parser.add_argument("--peer", type=Path, help="interpreter that has the peer")
    parser.add_argument("--write", action="store_true", help="raise the floors to this run")
    args = parser.parse_args()
    corpus = args.corpus or generated(_ARTICLES)[0]
    contenders: dict[str, Callable[[], Run]] = {
        mode: partial(ours, corpus, mode) for mode in args.modes
    }
    with tempfile.TemporaryDirectory() as folder:
        warm_up(corpus, args.modes, Path(folder))
        few = prefix(corpus, 500, Path(folder))
        peers: list[str] = []
        try:
            python = args.peer or peer_python()
            for name, options in PEERS.items():
                deduplicate(python, few, options)
                contenders[name] = partial(deduplicate, python, corpus, options)
                peers.append(name)
        except (OSError, ProgramError) as error:
            print(f"left out: {PINNED} does not run here: {error}", file=sys.stderr)
        runs = in_turns(contenders, args.rounds)
    print(
        f"{corpus.name}, {corpus.stat().st_size / MEGA:,.0f} MB; {os.cpu_count()} cores, "
        f"{platform.machine()}, Python {platform.python_version()}; medians of {args.rounds}\n"
    )
    text, faster = report(runs, corpus.stat().st_size, peers)
    print(text)
    # How much of a file is reuse decides what we do with it, and the peer does not.
    return hold({} if args.corpus else faster, FLOORS, write=args.write)


if __name__ == "__main__":
    sys.exit(main())
