"""Targets: from the words of a block to what they commit to."""

from .block import read
from .finding import Found, Passed, Reading
from .setting import Given, Setting
from .times import Time, times
from .values import lower_is_better

__all__ = [
    "Found",
    "Given",
    "Passed",
    "Reading",
    "Setting",
    "Time",
    "lower_is_better",
    "read",
    "times",
]
