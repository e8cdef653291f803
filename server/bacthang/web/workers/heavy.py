"""Queries that run for long: only so many at once, in turns, the others stand still meanwhile.

A query that has run for a while leaves the lane of the quick ones and comes here. Those beyond the
number that may run are stopped where they are (SIGSTOP) and go on later, so that what they have
done is not lost. A turn goes to the client with fewest of them running, then to the one whose have
run least, then to its query that has: one of half a second is not held up by those of twenty.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final, Generic, Protocol, TypeVar

TURN: Final = 0.5
"""Seconds that a query runs before another may have its place."""


class Runner(Protocol):
    """What runs a query, as far as turns are concerned."""

    client: str
    doom: str | None
    """Why it was killed, if it was."""
    paused: float | None
    """Since when it stands still."""
    resumed: float
    """Since when it runs, or ran last."""
    waited: float
    """For how long it stood still before that."""

    def ran(self, now: float) -> float:
        """Tell for how long it has run."""
        ...

    def pause(self, now: float) -> None:
        """Stand still."""

    def resume(self, now: float) -> None:
        """Go on."""

    def kill(self, doom: str) -> None:
        """End it, for a reason."""


Own = TypeVar("Own", bound=Runner)


class Heavy(Generic[Own]):
    """The long-running queries; the caller sees to it that one thread is here at a time."""

    def __init__(self, at_once: int, most: int, waiting: float) -> None:
        """Let ``at_once`` run and ``most`` be here; none stands still for over ``waiting`` s."""
        self._at_once = at_once
        self._most = most
        self._waiting = waiting
        self._here: list[Own] = []

    def __len__(self) -> int:
        return len(self._here)

    def __iter__(self) -> Iterator[Own]:
        return iter(self._here)

    def add(self, runner: Own, now: float) -> None:
        """Take one in; where there are too many, the client with most of them loses its last."""
        self._here.append(runner)
        runner.pause(now)
        alive = self._alive()
        if len(alive) > self._most:
            many = Counter(one.client for one in alive)
            greatest = max(many.values())
            last = next(one for one in reversed(alive) if many[one.client] == greatest)
            last.kill("busy")
        self.tend(now)

    def remove(self, runner: Own, now: float) -> None:
        """Let one go whose query has ended; the next goes on."""
        self._here.remove(runner)
        self.tend(now)

    def tend(self, now: float) -> None:
        """Turn away who stood still for too long, and give turns."""
        for runner in self._still():
            if runner.waited + now - (runner.paused or now) > self._waiting:
                runner.kill("busy")
        while self._still() and len(self._running()) < self._at_once:
            self._next(now).resume(now)
        for runner in sorted(self._running(), key=lambda one: -self._spent(one.client, now)):
            if not self._still():
                return
            following = self._next(now)
            if self._gives_way(runner, following, now):
                runner.pause(now)
                following.resume(now)

    def _gives_way(self, runner: Own, following: Own, now: float) -> bool:
        running = Counter(one.client for one in self._running())
        more = running[runner.client] - running[following.client]
        if more > 1:
            return True
        if now - runner.resumed < TURN:
            return False
        if runner.client == following.client:
            return runner.ran(now) > following.ran(now)
        return more == 1 and self._spent(runner.client, now) > self._spent(following.client, now)

    def _next(self, now: float) -> Own:
        running = Counter(runner.client for runner in self._running())
        return min(
            self._still(),
            key=lambda one: (running[one.client], self._spent(one.client, now), one.ran(now)),
        )

    def _spent(self, client: str, now: float) -> float:
        return sum(one.ran(now) for one in self._alive() if one.client == client)

    def _running(self) -> list[Own]:
        return [runner for runner in self._alive() if runner.paused is None]

    def _still(self) -> list[Own]:
        return [runner for runner in self._alive() if runner.paused is not None]

    def _alive(self) -> list[Own]:
        return [runner for runner in self._here if runner.doom is None]
