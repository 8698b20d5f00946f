"""Stages on the cores of this machine."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def thread_count(wanted: int) -> int:
    """Threads to use: `wanted`, or one a core when it is 0."""
    return (
        wanted or len(os.sched_getaffinity(0))
        if hasattr(os, "sched_getaffinity")
        else (wanted or os.cpu_count() or 1)
    )


def map_ordered(
    function: Callable[[T], R], items: Iterable[T], *, threads: int, ahead: int = 4
) -> Iterator[R]:
    """Apply a function to each item on several threads; results come in the items' order.

    At most `ahead` items a thread are in flight, so that memory does not grow with the input.
    The first exception is raised where its item stands. Later items in flight may have been
    begun by then; the others never are.
    """
    from threadpoolctl import threadpool_limits  # noqa: PLC0415  looks through loaded libraries

    count = thread_count(threads)
    # The matrices of a pair are small: a linear algebra library's own threads only get in
    # each other's way.
    with threadpool_limits(1):
        if count == 1:
            yield from map(function, items)
        else:
            yield from _on_threads(function, items, count, ahead * count)


def _on_threads(
    function: Callable[[T], R], items: Iterable[T], count: int, most: int
) -> Iterator[R]:
    with ThreadPoolExecutor(count) as pool:
        flying: list[Future[R]] = []
        try:
            for item in items:
                flying.append(pool.submit(function, item))
                if len(flying) >= most:
                    yield flying.pop(0).result()
            while flying:
                yield flying.pop(0).result()
        finally:
            for future in flying:
                future.cancel()
