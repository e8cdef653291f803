"""Queries that run for long: only so many at once, each client in its turn, the others wait still.

A query that has run for a while leaves the lane of the quick ones and comes here. Those beyond the
number that may run are stopped where they are (SIGSTOP) and go on later, so that what they have
done is not lost; their time stands still meanwhile.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Generic, Protocol, TypeVar


class Runner(Protocol):
    """What runs a query, as far as turns are concerned."""

    client: str
    doom: str | None
    """Why it was killed, if it was."""
    paused: float | None
    """Since when it stands still."""
    waited: float
    """For how long it stood still before that."""

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
        """Take one in; where there are too many, the client with most loses its last."""
        self._here.append(runner)
        if len(self._running()) > self._at_once:
            runner.pause(now)
        if len(self._here) > self._most:
            many = Counter(one.client for one in self._here)
            greatest = max(many.values())
            last = next(one for one in reversed(self._here) if many[one.client] == greatest)
            last.kill("busy")
        self.tend(now)

    def remove(self, runner: Own, now: float) -> None:
        """Let one go whose query has ended; the next goes on."""
        self._here.remove(runner)
        self.tend(now)

    def tend(self, now: float) -> None:
        """Turn away who stood still for too long, and see that each client has its turn."""
        for runner in self._still():
            if runner.waited + now - (runner.paused or now) > self._waiting:
                runner.kill("busy")
        while self._still() and len(self._running()) < self._at_once:
            self._next().resume(now)
        running = Counter(runner.client for runner in self._running())
        if not running or not self._still():
            return
        following = self._next()
        client, count = running.most_common(1)[0]
        if count > running[following.client] + 1:
            last = [runner for runner in self._running() if runner.client == client][-1]
            last.pause(now)
            following.resume(now)

    def _next(self) -> Own:
        """Return who goes on next: of the client with fewest running, who stood still longest."""
        running = Counter(runner.client for runner in self._running())
        return min(self._still(), key=lambda one: (running[one.client], one.paused))

    def _running(self) -> list[Own]:
        return [runner for runner in self._alive() if runner.paused is None]

    def _still(self) -> list[Own]:
        return [runner for runner in self._alive() if runner.paused is not None]

    def _alive(self) -> list[Own]:
        return [runner for runner in self._here if runner.doom is None]
