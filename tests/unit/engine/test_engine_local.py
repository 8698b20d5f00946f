from __future__ import annotations

import threading
from collections.abc import Iterator
from itertools import count

import pytest

from reuse.engine.local import map_ordered, thread_count


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_results_come_in_the_order_of_the_items(threads: int) -> None:
    """Whatever finishes first, results stand where their items stood."""
    gate = threading.Event()

    def work(item: int) -> int:
        if item == 0 and threads > 1:
            gate.wait(10)
        if item == 1:
            gate.set()
        return item * item

    assert list(map_ordered(work, range(50), threads=threads)) == [i * i for i in range(50)]


@pytest.mark.parametrize("threads", [1, 3])
def test_a_failure_surfaces_where_its_item_stands(threads: int) -> None:
    """The results before a failing item are given, then its own exception is raised."""

    def work(item: int) -> int:
        if item == 7:
            raise ValueError("seven")
        return item

    results = map_ordered(work, range(1_000), threads=threads)
    assert [next(results) for _ in range(7)] == list(range(7))
    with pytest.raises(ValueError, match="seven"):
        next(results)


@pytest.mark.parametrize("threads", [1, 2])
def test_memory_does_not_grow_with_the_input(threads: int) -> None:
    """An endless input is drawn from as results are taken, a few items ahead."""
    drawn: list[int] = []

    def items() -> Iterator[int]:
        for item in count():
            drawn.append(item)
            yield item

    results = map_ordered(lambda item: item, items(), threads=threads)
    assert [next(results) for _ in range(5)] == list(range(5))
    assert len(drawn) <= 5 + 4 * threads
    results.close()  # type: ignore[attr-defined]


def test_a_failing_input_is_raised() -> None:
    """An exception of the input itself surfaces."""

    def items() -> Iterator[int]:
        yield 1
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        list(map_ordered(lambda item: item, items(), threads=2))


def test_threads() -> None:
    """A stated number of threads is taken; none stated gives at least one."""
    assert thread_count(3) == 3
    assert thread_count(0) >= 1
    assert list(map_ordered(str, [], threads=2)) == []
