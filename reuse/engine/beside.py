"""Pieces of one stage worked at beside those that come before and after."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from itertools import islice
from types import TracebackType
from typing import ParamSpec, Self, TypeVar

from reuse.engine.local import thread_count

T = TypeVar("T")
R = TypeVar("R")
P = ParamSpec("P")


class Beside:
    """Threads for work beside this one; a context manager.

    None is started before there are two pieces of work, and none where one thread is asked for:
    all runs in this one then.
    """

    def __init__(self, threads: int) -> None:
        """Take the number of threads, 0 for one a core."""
        self._count = thread_count(threads)
        self._pool: ThreadPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def map(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """Apply a function to each item, the next ones while the caller is busy with a result.

        Results come in the items' order. The first exception is raised where its item stands, one
        of the items' own source up to three results early.
        """
        source = iter(items)
        first = [*islice(source, 3)]
        if len(first) < 2 or self._count == 1:
            yield from map(function, first)
            yield from map(function, source)
            return
        self._pool = self._pool or ThreadPoolExecutor(self._count)
        flying: deque[Future[R]] = deque(self._pool.submit(function, item) for item in first)
        while flying:
            yield flying.popleft().result()
            flying += [self._pool.submit(function, item) for item in islice(source, 1)]

    def begin(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> Callable[[], R]:
        """Begin with some work where there are threads; what is returned waits for the result."""
        if self._pool is None:
            return partial(function, *args, **kwargs)
        return self._pool.submit(function, *args, **kwargs).result
