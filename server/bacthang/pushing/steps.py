"""The steps of a push, as a person is told of them."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from ..errors import Wording


class Pushing(Enum):
    """The steps, in order."""

    COMPARE = Wording("So với máy chủ", "Comparing with the server")
    SEND = Wording("Gửi", "Sending")
    COUNT = Wording("Đếm lại", "Counting")
    READ = Wording("Đọc lại và tính mã băm", "Reading back and hashing")


Progress = Callable[[Pushing, int, int], None]
"""Called with a step, how many statements or graphs of it are done, and of how many."""


def quiet(step: Pushing, done: int, total: int) -> None:
    """Take no notice."""
