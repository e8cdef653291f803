"""The staircase of committees: the centre, provinces, districts of the term before, communes.

Everything is drawn from the seed and the place in the staircase, so that a unit is the same
whatever is made before it, and nothing but the units above has to be kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from random import Random
from typing import Final

from .catalogue import THEMES
from .sizes import Size
from .toponyms import place_names, slug


@dataclass(frozen=True)
class Term:
    """A term of office: what it is called, its years, and the period that its programmes plan."""

    key: str
    numeral: str
    years: tuple[int, int]
    period: tuple[int, int]
    opening: date


BEFORE: Final = Term("2020", "XIII", (2020, 2025), (2021, 2025), date(2020, 11, 2))
NOW: Final = Term("2025", "XIV", (2025, 2030), (2026, 2030), date(2025, 9, 1))

CLOSING: Final = date(2025, 6, 30)
"""The last day of the districts; communes are new the day after."""

_DELAY: Final = {"central": 0, "city": 40, "district": 90, "ward": 90}
"""How many days after the centre a level begins to sign."""


@dataclass(frozen=True)
class Committee:
    """A Party committee in one term, with the place that it governs."""

    seed: int
    level: str
    name: str
    place: str
    term: Term
    letters: str
    themes: int
    order: int = 0
    above: Committee | None = None

    @cached_property
    def slug(self) -> str:
        """What the committee's things are called in IRIs, terms apart."""
        own = slug(f"{self.name} {self.place}")
        beyond = self.above and self.above.level == "city"
        return f"{own}-{slug(self.above.place)}" if beyond and self.above else own

    @cached_property
    def key(self) -> str:
        """The slug with the term: the name of the unit, and of its text."""
        return f"{self.slug}-{self.term.key}"

    @cached_property
    def chance(self) -> Random:
        """What is drawn for this unit, from the seed and its name alone."""
        return Random(f"{self.seed}/{self.key}")

    @property
    def area(self) -> str:
        """The area that it governs."""
        return "area:viet-nam" if self.level == "central" else f"area:{self.slug}"

    @property
    def body(self) -> str:
        """The committee."""
        return "body:bo-chinh-tri" if self.level == "central" else f"body:{self.slug}"

    @property
    def state_body(self) -> str:
        """The People's Committee beside it."""
        return f"body:ubnd-{self.slug}"

    @property
    def title(self) -> str:
        """What the committee is called."""
        if self.level == "central":
            return "Bộ Chính trị"
        committee = {"tỉnh": "Tỉnh ủy", "thành phố": "Thành ủy", "quận": "Quận ủy"}
        called = committee.get(self.name, "Huyện ủy" if self.name == "huyện" else "")
        return f"{called} {self.place}" if called else f"Đảng ủy {self.name} {self.place}"

    @property
    def place_title(self) -> str:
        """What its area is called."""
        return f"{self.name} {self.place}" if self.above else "Việt Nam"

    @property
    def file(self) -> str:
        """The name of its text."""
        return f"{self.key}.txt"

    @cached_property
    def programmes(self) -> tuple[Programme, ...]:
        """Its programmes, numbered from 01 in an order of its own."""
        themes = list(THEMES)[: self.themes]
        self.chance.shuffle(themes)
        return tuple(Programme(self, theme, place + 1) for place, theme in enumerate(themes))

    def programme(self, theme: str) -> Programme:
        """Return the programme on a theme."""
        return next(one for one in self.programmes if one.theme == theme)


@dataclass(frozen=True)
class Programme:
    """One programme, or resolution of the centre: its theme and its place in the row."""

    committee: Committee
    theme: str
    place: int

    @property
    def slug(self) -> str:
        """The local name of the document."""
        genre = "nq" if self.committee.level == "central" else "ctr"
        return f"{self.committee.key}-{self.place:02}-{genre}"

    @property
    def iri(self) -> str:
        """The document as a term."""
        return f"doc:{self.slug}"

    @property
    def genre(self) -> str:
        """The letters of its genre."""
        return "NQ" if self.committee.level == "central" else "CTr"

    @property
    def number(self) -> str:
        """Its number, restarting with every committee and term."""
        return f"{self.place:02}-{self.genre}/{self.committee.letters}"

    @property
    def signed(self) -> date:
        """The day of signing; those of one row of committees sign one after the other."""
        committee = self.committee
        days = _DELAY[committee.level] + committee.order // 8 + self.place * 2
        return committee.term.opening + timedelta(days=days)

    @property
    def title(self) -> tuple[str, str]:
        """Its title in both languages."""
        first, last = self.committee.term.period
        vi, en = THEMES[self.theme]
        return f"{vi} giai đoạn {first}-{last}", f"{en}, {first}-{last}"


def centre(seed: int, size: Size, term: Term) -> Committee:
    """Return the Politburo of a term."""
    return Committee(seed, "central", "trung ương", "", term, "TW", size.programmes)


def provinces(seed: int, size: Size, top: Committee) -> Iterator[Committee]:
    """Yield the provincial committees of a term; every sixth is of a city."""
    names = place_names(Random(f"{seed}/provinces"), size.provinces)
    for order, place in enumerate(names):
        name = "thành phố" if order % 6 == 0 else "tỉnh"
        yield Committee(seed, "city", name, place, top.term, "TU", size.programmes, order, top)


def communes(size: Size, province: Committee) -> Iterator[Committee]:
    """Yield the committees of a province's wards and communes."""
    chance = Random(f"{province.seed}/{province.slug}/communes")
    for order, place in enumerate(place_names(chance, size.communes_of(province.order))):
        name = "phường" if chance.random() < 0.3 else "xã"
        yield _under(province, "ward", name, place, "ĐU", order)


def districts(size: Size, province: Committee) -> Iterator[Committee]:
    """Yield the committees of a province's districts, which closed with the term before."""
    chance = Random(f"{province.seed}/{province.slug}/districts")
    for order, place in enumerate(place_names(chance, size.districts_of(province.order))):
        name, letters = ("quận", "QU") if chance.random() < 0.4 else ("huyện", "HU")
        yield _under(province, "district", name, place, letters, order)


def _under(
    province: Committee, level: str, name: str, place: str, letters: str, order: int
) -> Committee:
    return replace(
        province, level=level, name=name, place=place, letters=letters, order=order, above=province
    )
