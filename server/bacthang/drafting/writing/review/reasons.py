"""Why a number is no target, in words: what the table of reasons says of a rule."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from ....errors import Wording
from ...tables import table


def reason(rule: str) -> Wording:
    """Return what a rule is called; its own name where the table does not say."""
    return _reasons().get(rule, Wording(rule, rule))


@cache
def _reasons() -> Mapping[str, Wording]:
    return {entry["rule"]: Wording(entry["vi"], entry["en"]) for entry in table("reasons")}
