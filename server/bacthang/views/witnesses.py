"""Where statements are said: their sentences, or the pages that report them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from ..errors import Lang
from ..evidence import Quote, quotes_of, reports_of
from ..naming import names_of
from ..stores import Store
from .named import Named


@dataclass(frozen=True)
class Reported:
    """A page that reports something, and how certain that is."""

    address: str
    certainty: Named | None

    @property
    def certain(self) -> str:
        """The local name of the certainty; empty where none is told."""
        return self.certainty.local if self.certainty else ""


@dataclass(frozen=True)
class Witness:
    """Where something is said: its sentences, or the pages that report it."""

    quotes: tuple[Quote, ...] = ()
    reports: tuple[Reported, ...] = ()

    @property
    def quote(self) -> Quote | None:
        """The sentence to show first."""
        return self.quotes[0] if self.quotes else None

    @property
    def order(self) -> tuple[bool, tuple[Quote, ...]]:
        """What puts statements in the order of their text, reported ones behind."""
        return not self.quotes, self.quotes[:1]


def witnesses_of(
    store: Store, things: Iterable[NamedNode], lang: Lang
) -> Mapping[NamedNode, Witness]:
    """Return where each of the things is said."""
    things = list(things)
    quotes, reports = quotes_of(store, things), reports_of(store, things)
    kinds = {kind for own in reports.values() for _, kind in own if kind}
    names = names_of(store, kinds, lang)
    return {
        thing: Witness(
            tuple(quotes.get(thing, ())),
            tuple(
                Reported(address, Named(kind, names[kind]) if kind else None)
                for address, kind in reports.get(thing, ())
            ),
        )
        for thing in things
    }
