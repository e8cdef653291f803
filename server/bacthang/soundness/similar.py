"""Which defined names are like one that is not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from difflib import get_close_matches

from pyoxigraph import NamedNode

from ..iris import compact, local_name
from ..stores.base import Subject

_SHOWN = 3


class Names:
    """The names that the files define."""

    def __init__(self, subjects: Iterable[Subject]) -> None:
        self._within: defaultdict[str, list[str]] = defaultdict(list)
        self._elsewhere: defaultdict[str, list[str]] = defaultdict(list)
        for iri in sorted(thing.value for thing in subjects if isinstance(thing, NamedNode)):
            namespace, local = _parted(iri)
            self._within[namespace].append(local)
            self._elsewhere[local].append(iri)

    def near(self, iri: str) -> str:
        """Return the names of its namespace that are spelled alike, else its like elsewhere."""
        namespace, local = _parted(iri)
        others = [name for name in self._within.get(namespace, ()) if name != local]
        found = [namespace + name for name in get_close_matches(local, others, _SHOWN, 0.75)]
        if not found:
            found = [same for same in self._elsewhere.get(local, ()) if same != iri][:_SHOWN]
        return ", ".join(map(compact, found)) or "—"


def _parted(iri: str) -> tuple[str, str]:
    local = local_name(iri)
    return iri.removesuffix(local), local
