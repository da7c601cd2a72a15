"""Clients take turns, and who fills a queue is who is refused."""

import asyncio
import threading
import time
from typing import Any

import pytest

from llm_kb.hosting import fair_queue
from llm_kb.hosting.fair_queue import FairQueue, FairSemaphore, FullError, Limits, Slot
from llm_kb.hosting.sandbox.fair_queue import BlockingFairQueue

ONE_AT_A_TIME = Limits(running=1, running_per_client=1, queued=4, queued_per_client=2)


def limits(running: int = 9, running_per_client: int = 1, queued: int = 100, queued_per_client: int = 10) -> Limits:
    return Limits(running, running_per_client, queued, queued_per_client)


def test_each_client_has_its_turn() -> None:
    queue: FairQueue[int] = FairQueue(limits())
    for client, job in (("greedy", 1), ("greedy", 2), ("greedy", 3), ("modest", 4)):
        queue.put(client, job)
    assert queue.take() == ("greedy", 1)
    assert queue.take() == ("modest", 4)
    assert queue.take() is None
    queue.done("greedy")
    assert queue.take() == ("greedy", 2)


def test_who_was_served_longest_ago_comes_next() -> None:
    queue: FairQueue[int] = FairQueue(limits(running=1))
    for client in ("one", "two", "three"):
        for job in range(2):
            queue.put(client, job)
    order = []
    for _ in range(3):
        client, _job = queue.take() or ("", 0)
        order.append(client)
        queue.done(client)
    queue.put("new", 0)
    client, _job = queue.take() or ("", 0)
    assert [*order, client] == ["one", "two", "three", "new"]


def test_what_is_remembered_of_clients_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fair_queue, "REMEMBERED_CLIENTS", 3)
    queue: FairQueue[int] = FairQueue(limits())
    for number in range(20):
        queue.put(str(number), number)
        queue.take()
        queue.done(str(number))
    assert len(queue._last_turns) == 3


def test_a_client_has_no_more_queued_than_its_share() -> None:
    queue: FairQueue[int] = FairQueue(limits(queued_per_client=2))
    queue.put("one", 1)
    queue.put("one", 2)
    with pytest.raises(FullError):
        queue.put("one", 3)
    assert queue.put("two", 4) is None


def test_in_a_full_queue_the_client_with_the_most_makes_room_for_another() -> None:
    queue: FairQueue[int] = FairQueue(limits(queued=5))
    for client, job in (("greedy", 1), ("greedy", 2), ("greedy", 3), ("modest", 4), ("modest", 5)):
        queue.put(client, job)
    assert queue.put("new", 6) == 3
    with pytest.raises(FullError):
        queue.put("greedy", 7)
    assert queue.clear() == [1, 2, 4, 5, 6]


def test_five_clients_that_fill_a_queue_keep_nobody_out() -> None:
    queue: FairQueue[str] = FairQueue(limits(queued=120, queued_per_client=24))
    for number in range(125):
        queue.put(f"greedy {number % 5}", "slow") if number < 120 else None
    assert queue.put("honest", "quick") == "slow"
    assert ("honest", "quick") in [queue.take() for _ in range(6)]


def test_what_has_begun_is_neither_refused_nor_evicted() -> None:
    queue: FairQueue[int] = FairQueue(limits(queued=1, queued_per_client=1))
    queue.put("one", 1)
    queue.put_back("one", 2, first=False)
    with pytest.raises(FullError):
        queue.put("two", 3)
    assert queue.take() == ("one", 2)


def test_a_thread_waits_for_a_job_that_may_run() -> None:
    queue: BlockingFairQueue[int] = BlockingFairQueue(limits())
    queue.put("one", 1)
    queue.put("one", 2)
    queue.take()
    taken: list[Any] = []
    thread = threading.Thread(target=lambda: taken.append(queue.take()))
    thread.start()
    time.sleep(0.05)
    assert taken == []
    queue.done("one")
    thread.join(5)
    assert taken == [("one", 2)]


def test_a_closed_queue_takes_and_gives_nothing() -> None:
    queue: BlockingFairQueue[int] = BlockingFairQueue(limits())
    queue.put("one", 1)
    assert queue.close() == [1]
    assert queue.take() is None
    with pytest.raises(FullError):
        queue.put("one", 2)


def test_a_semaphore_lets_a_client_in_whose_turn_it_is_and_refuses_when_time_is_up() -> None:
    async def run() -> list[str]:
        semaphore, order = FairSemaphore(ONE_AT_A_TIME, seconds=0.2), []

        async def work(client: str, seconds: float) -> None:
            try:
                async with semaphore.slot(client):
                    order.append(client)
                    await asyncio.sleep(seconds)
            except FullError:
                order.append(f"{client} refused")

        async with asyncio.TaskGroup() as group:
            for client, seconds in (("one", 0.05), ("one", 0.5), ("two", 0.01), ("one", 0), ("three", 0)):
                group.create_task(work(client, seconds))
        return order

    assert asyncio.run(run()) == ["one", "two", "three", "one", "one refused"]


def test_a_wait_that_is_canceled_leaves_no_place_taken() -> None:
    async def run() -> None:
        semaphore = FairSemaphore(ONE_AT_A_TIME, seconds=5)
        async with semaphore.slot("one"):
            waiting = [asyncio.create_task(semaphore.acquire(Slot(semaphore, "two"))) for _ in range(2)]
            await asyncio.sleep(0)
            waiting[0].cancel()
            await asyncio.sleep(0)
        waiting[1].cancel()  # in the same iteration in which it was granted
        await asyncio.gather(*waiting, return_exceptions=True)
        async with asyncio.timeout(1), semaphore.slot("three"):
            pass

    asyncio.run(run())


def test_a_paused_slot_is_free_for_others_and_is_taken_again_once() -> None:
    async def run() -> list[str]:
        semaphore, order = FairSemaphore(ONE_AT_A_TIME, seconds=5), []

        async def wait(slot: Slot, name: str) -> None:
            async with slot.paused():
                await asyncio.sleep(0.01)
            order.append(name)

        async with semaphore.slot("one") as slot:
            tasks = [asyncio.create_task(wait(slot, name)) for name in ("first", "second")]
            await asyncio.sleep(0)
            async with semaphore.slot("two"):
                order.append("two")
                await asyncio.sleep(0.05)
                assert order == ["two"]
            await asyncio.gather(*tasks)
        async with asyncio.timeout(1), semaphore.slot("three"):
            return order

    assert asyncio.run(run()) == ["two", "first", "second"]


def test_a_slot_that_its_request_has_given_up_is_not_taken_again() -> None:
    async def run() -> None:
        semaphore = FairSemaphore(ONE_AT_A_TIME, seconds=5)

        async def linger(slot: Slot) -> None:
            async with slot.paused():
                await asyncio.sleep(0.01)

        async with semaphore.slot("one") as slot:
            task = asyncio.create_task(linger(slot))
            await asyncio.sleep(0)
        await task
        async with asyncio.timeout(1), semaphore.slot("two"):
            pass

    asyncio.run(run())
