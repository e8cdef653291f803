"""The steps of long work, as a person is told of them, and how long each took."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import partial
from time import perf_counter

from .errors import Wording


class Step(Enum):
    """The steps of a build, a check or a draft, in order, each as a person is told of it."""

    READ = Wording("Đọc tệp", "Reading files")
    DRAFT = Wording("Đọc văn bản", "Reading the text")
    VERIFY = Wording("Đối chiếu câu trích", "Verifying quotes")
    INFER = Wording("Suy diễn", "Drawing inferences")
    ALIGN = Wording("So chỉ tiêu theo bậc", "Aligning targets")
    HASH = Wording("Tính mã băm", "Hashing the content")
    LOAD = Wording("Nạp vào kho", "Loading the store")
    CHECK = Wording("Áp dụng quy tắc", "Applying the rules")
    LIST = Wording("Ghi danh sách cho các trang", "Writing what pages list")
    STORE = Wording("Đặt kho vào chỗ", "Putting the store in place")


Progress = Callable[[Step, int, int], None]
"""Called with a step, how much of it is done, and of how much."""


def quiet(step: Step, done: int, total: int) -> None:
    """Take no notice."""


Count = Callable[[int, int], None]
"""The same of one step: called with how much of it is done, and of how much."""


def uncounted(done: int, total: int) -> None:
    """Take no notice."""


class Clock:
    """Passes progress on, and notes how long each step took."""

    def __init__(self, progress: Progress) -> None:
        self.seconds: dict[Step, float] = {}
        self._progress = progress
        self._since = perf_counter()

    def within(self, step: Step) -> Count:
        """Return what tells how much of a step is done."""
        return partial(self.tick, step)

    def tick(self, step: Step, done: int = 1, total: int = 1) -> None:
        """Take note of how much of a step is done."""
        if done == total:
            now = perf_counter()
            self.seconds[step] = now - self._since
            self._since = now
        self._progress(step, done, total)
