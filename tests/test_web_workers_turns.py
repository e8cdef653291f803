"""Each client has its turn; what runs long gives way."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import cast

import pytest

from bacthang.errors import Busy, Crowded, TooManyAtOnce
from bacthang.web.settings import Limits
from bacthang.web.workers import Asked
from bacthang.web.workers.admission import QUICK, Admission, Running
from bacthang.web.workers.heavy import TURN, Heavy
from bacthang.web.workers.processes import Worker
from pools import eventually


class Idler:
    """Stands for a worker: runs when it is let, and has nothing behind it."""

    def __init__(self, client: str = "") -> None:
        self.client = client
        self.doom: str | None = None
        self.paused: float | None = None
        self.resumed = self.waited = self.started = 0.0
        self.turn = 0
        self.asked: Asked | None = None

    def begin(self, asked: Asked) -> None:
        """Begin a query."""
        self.turn += 1
        self.asked, self.client = asked, asked.client

    def ran(self, now: float) -> float:
        """Tell for how long it has run."""
        return (self.paused if self.paused is not None else now) - self.started - self.waited

    def yield_to_others(self) -> None:
        """Do nothing."""

    def pause(self, now: float) -> None:
        """Stand still."""
        self.paused = now

    def resume(self, now: float) -> None:
        """Go on."""
        assert self.paused is not None
        self.waited += now - self.paused
        self.paused, self.resumed = None, now

    def kill(self, doom: str) -> None:
        """Note why it would be killed."""
        self.doom = doom


def came(heavy: Heavy[Idler], *clients: str, now: float = 0.0) -> list[Idler]:
    made = [Idler(client) for client in clients]
    for one in made:
        one.started = now
        heavy.add(one, now)
    return made


def run(heavy: Heavy[Idler], start: float, end: float) -> Iterator[float]:
    now = start
    while now < end:
        heavy.tend(now)
        yield now
        now += 0.025


def going(heavy: Heavy[Idler]) -> list[Idler]:
    return [one for one in heavy if one.paused is None and one.doom is None]


# Long-running queries


def test_no_more_run_than_may() -> None:
    heavy: Heavy[Idler] = Heavy(2, 9, 100)
    came(heavy, *"abcdef")
    for _ in run(heavy, 0, 10):
        assert len(going(heavy)) == 2


def test_all_clients_run_as_long() -> None:
    heavy: Heavy[Idler] = Heavy(2, 9, 1000)
    mine = came(heavy, *"aaaabc")
    for _ in run(heavy, 0, 60):
        pass
    by_client = {c: sum(one.ran(60) for one in mine if one.client == c) for c in "abc"}
    assert sum(by_client.values()) == pytest.approx(120, abs=1)
    assert all(35 < spent < 45 for spent in by_client.values())


def test_one_client_alone_has_all_places_and_leaves_one_at_once_to_another() -> None:
    heavy: Heavy[Idler] = Heavy(2, 9, 100)
    came(heavy, "a", "a", "a")
    assert [one.client for one in going(heavy)] == ["a", "a"]
    (other,) = came(heavy, "b", now=0.1)
    assert other.paused is None
    assert sorted(one.client for one in going(heavy)) == ["a", "b"]


def test_a_short_one_goes_before_those_that_ran_long() -> None:
    heavy: Heavy[Idler] = Heavy(1, 9, 100)
    came(heavy, "a", "b", "c")
    for _ in run(heavy, 0, 30):
        pass
    (short,) = came(heavy, "d", now=30.0)
    for now in run(heavy, 30, 40):
        if short.ran(now) >= 0.4:
            break
    assert now - 30 <= TURN + 0.4 + 0.05


def test_who_stands_still_for_too_long_is_turned_away() -> None:
    heavy: Heavy[Idler] = Heavy(1, 9, 5)
    mine = came(heavy, "a", "b", "c")
    for _ in run(heavy, 0, 12):
        assert len(going(heavy)) == 1
    assert [one.doom for one in mine].count("busy") == 2
    assert all(one.waited < 5.1 for one in mine)


def test_where_there_are_too_many_the_greediest_loses_its_last() -> None:
    heavy: Heavy[Idler] = Heavy(1, 4, 100)
    mine = came(heavy, "a", "a", "b", "a", "c")
    assert [one.doom for one in mine] == [None, None, None, "busy", None]


def test_when_one_ends_the_next_goes_on() -> None:
    heavy: Heavy[Idler] = Heavy(1, 4, 100)
    first, second = came(heavy, "a", "b")
    heavy.remove(first, 0.2)
    assert (second.paused, second.waited) == (None, pytest.approx(0.2))
    heavy.remove(second, 0.3)
    assert len(heavy) == 0


# The line


def admission(workers: int = 1, free: int = 1, **limits: float) -> tuple[Admission, list[Idler]]:
    made = Admission(workers, Limits(**limits))  # type: ignore[arg-type]
    idlers = [Idler() for _ in range(free)]
    for idler in idlers:
        made.add(cast(Worker, idler))
    return made, idlers


def test_clients_are_served_in_turn() -> None:
    line, _ = admission(per_client=9)
    served: list[str] = []
    with ThreadPoolExecutor(8) as many:
        first = line.enter(Asked("", client="a"))

        def one(client: str) -> None:
            worker = line.enter(Asked("", client=client))
            served.append(client)
            line.leave(worker, again=True)

        for place, client in enumerate("aaaabbc"):
            many.submit(one, client)
            assert eventually(lambda place=place: line.state()["waiting"] == place + 1)
        line.leave(first, again=True)
    assert served[:3] == ["a", "b", "c"]
    assert "".join(served) == "abcabaa"


def test_a_client_asks_only_so_many_at_once() -> None:
    line, _ = admission(workers=3, free=3, per_client=2)
    mine = [line.enter(Asked("", client="a")) for _ in range(2)]
    with pytest.raises(TooManyAtOnce) as raised:
        line.enter(Asked("", client="a"))
    assert raised.value.facts == {"most": 2}
    assert line.enter(Asked("", client="b")) not in mine
    line.leave(mine[0], again=True)
    assert line.enter(Asked("", client="a")) is mine[0]


def test_those_in_line_count_among_a_clients_queries() -> None:
    line, _ = admission(free=0, per_client=1, waiting=0.3)
    with ThreadPoolExecutor(1) as one:
        waiting = one.submit(line.enter, Asked("", client="a"))
        assert eventually(lambda: line.state()["waiting"] == 1)
        with pytest.raises(TooManyAtOnce):
            line.enter(Asked("", client="a"))
        assert isinstance(waiting.exception(), Busy)
    assert line.state()["waiting"] == 0


def test_where_the_line_is_full_the_greediest_gives_way() -> None:
    line, _ = admission(free=0, waiting=5, present=4)
    with ThreadPoolExecutor(8) as many:

        def waits(client: str, there: int) -> Future[Worker]:
            place = many.submit(line.enter, Asked("", client=client))
            assert eventually(lambda: line.state()["waiting"] == there)
            return place

        greedy = [waits("a", place + 1) for place in range(3)]
        modest = waits("b", 4)
        newcomer = many.submit(line.enter, Asked("", client="c"))
        assert isinstance(greedy[2].exception(), Crowded)
        assert line.state()["waiting"] == 4
        for client in "abc":
            with pytest.raises(Crowded):
                line.enter(Asked("", client=client))
        free = [cast(Worker, Idler()) for _ in range(QUICK)]
        for worker in free:
            line.add(worker)
        for place in (greedy[0], modest, newcomer, greedy[1]):
            line.leave(place.result(), again=True)
    assert line.state() == {"free": QUICK, "quick": 0, "heavy": 0, "waiting": 0}


def test_nobody_waits_for_ever() -> None:
    line, _ = admission(free=0, waiting=0.1)
    for _ in range(3):
        with pytest.raises(Busy) as raised:
            line.enter(Asked("", client="a"))
        assert raised.value.facts == {"seconds": 0.1}


def test_no_more_quick_ones_run_than_may() -> None:
    line, _ = admission(workers=1, free=QUICK + 3, waiting=0.1)
    for _ in range(QUICK):
        line.enter(Asked(""))
    with pytest.raises(Busy):
        line.enter(Asked(""))


def test_one_that_runs_long_leaves_its_place_to_the_next() -> None:
    line, _ = admission(workers=1, free=QUICK + 1)
    workers = [line.enter(Asked("")) for _ in range(QUICK)]
    line.demote(Running(workers[0], workers[0].turn), 1.0)
    assert line.state() == {"free": 1, "quick": QUICK - 1, "heavy": 1, "waiting": 0}
    assert line.enter(Asked("")) not in workers
    assert not line.leave(workers[0], again=True)
    assert line.leave(workers[1], again=True)


def test_only_the_query_that_was_meant_is_stopped() -> None:
    """A worker that has begun another meanwhile goes on."""
    line, _ = admission()
    worker = line.enter(Asked(""))
    meant = Running(worker, worker.turn)
    line.leave(worker, again=True)
    line.stop(meant, "time")
    assert line.enter(Asked("")) is worker
    line.stop(meant, "time")
    line.demote(meant, 1.0)
    assert worker.doom is None
    assert line.state()["quick"] == 1
    line.stop(Running(worker, worker.turn), "time")
    assert worker.doom == "time"
    assert not line.leave(worker, again=True)
