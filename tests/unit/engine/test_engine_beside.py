from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from reuse.engine import Beside


@pytest.mark.parametrize("threads", [1, 2, 3])
@pytest.mark.parametrize("count", [0, 1, 2, 7])
def test_results_come_in_order_and_are_all_there(threads: int, count: int) -> None:
    """However many items and threads there are."""
    with Beside(threads) as beside:
        assert [*beside.map(lambda n: n * n, range(count))] == [n * n for n in range(count)]
        assert beside.begin(lambda n: n + 1, 4)() == 5


def test_the_next_item_is_worked_at_meanwhile() -> None:
    """While the caller is busy with a result the next one comes to be."""
    begun = threading.Event()

    def work(item: int) -> int:
        if item == 1:
            begun.set()
        return item

    with Beside(2) as beside:
        results = beside.map(work, range(3))
        assert next(results) == 0
        assert begun.wait(10)
        assert [*results] == [1, 2]


def test_no_thread_is_started_for_one_item() -> None:
    """What there is one of runs in the caller's own thread."""
    with Beside(4) as beside:
        (used,) = beside.map(lambda _: threading.current_thread(), [None])
        later = beside.begin(threading.current_thread)
    assert used is threading.current_thread() is later()


def test_an_item_that_fails_raises_in_its_place() -> None:
    """Those before it are given; of those behind it no more than two were taken."""
    taken = []

    def items() -> Iterator[int]:
        for item in range(9):
            taken.append(item)
            yield item

    out = []
    with pytest.raises(ZeroDivisionError), Beside(2) as beside:  # noqa: PT012  those before count
        for result in beside.map(lambda n: 6 // (n - 2), items()):
            out.append(result)  # noqa: PERF402  those before the failure
    assert out == [-3, -6]
    assert max(taken) <= 4
