"""What is measured: the indicators of ``catalogue.tsv`` by programme, and how each is counted."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from .statements import Sheet, both

THEMES: Final = {
    "party-building": (
        "Nâng cao năng lực lãnh đạo, sức chiến đấu của Đảng bộ",
        "Raising the leadership and fighting strength of the Party organisation",
    ),
    "economy": (
        "Phát triển kinh tế nhanh và bền vững, cơ cấu lại các ngành",
        "Fast and lasting growth, and restructuring of the economy",
    ),
    "urban-development": (
        "Chỉnh trang, phát triển đô thị và quản lý trật tự xây dựng",
        "Urban renewal, development and building order",
    ),
    "agriculture-rural": (
        "Phát triển nông nghiệp, xây dựng nông thôn mới",
        "Farming and the building of new-style rural areas",
    ),
    "environment": (
        "Bảo vệ môi trường, ứng phó với biến đổi khí hậu",
        "Protecting the environment and coping with climate change",
    ),
    "culture": (
        "Phát triển văn hóa, xây dựng người dân thanh lịch, văn minh",
        "Culture, and civil manners of the people",
    ),
    "social-security": (
        "Bảo đảm an sinh xã hội, nâng cao đời sống người dân",
        "Social security and better lives",
    ),
    "administrative-reform": (
        "Đẩy mạnh cải cách hành chính, chuyển đổi số",
        "Administrative reform and digital transformation",
    ),
    "education-training": (
        "Nâng cao chất lượng giáo dục, đào tạo nguồn nhân lực",
        "Better education and training",
    ),
    "security-defence": (
        "Tăng cường quốc phòng, bảo đảm an ninh, trật tự an toàn xã hội",
        "National defence, security and public order",
    ),
}
"""The ten programmes of a term by policy field, with their titles in both languages."""

STRUCTURE: Final = "local-economic-structure"
"""The whole of which the three sectors are shares."""

_NEAR: Final = {
    "e-documents-share": "online-meetings-share",
    "cultured-offices-share": "civil-weddings-share",
}
"""Indicators that are near to one another; nobody above the communes measures them."""

_UNITS: Final = {
    "growth": "unit:PERCENT-PER-YR",
    "people": "bt:PERSON",
    "income": "unit:CCY_VND",
    "cut": "unit:NUM",
    "none": "unit:NUM",
}


@dataclass(frozen=True)
class Indicator:
    """One row: who has targets for it (``tier``), how it is worded and counted (``kind``).

    ``tier`` is national (centre and all below), shared (provinces and all below), local (districts
    and communes), additive (provinces and communes, the parts adding up) or reported (plans of
    People's Committees, known from a page). ``base`` is the value that all figures start from.
    """

    theme: str
    slug: str
    tier: str
    kind: str
    base: float
    vi: str
    en: str

    @property
    def iri(self) -> str:
        """The indicator as a term."""
        return f"ind:{self.slug}"

    @property
    def unit(self) -> str | None:
        """Its unit; a grade has none."""
        return None if self.kind == "grade" else _UNITS.get(self.kind, "unit:PERCENT")

    @property
    def lower_is_better(self) -> bool:
        """Whether less of it is wanted."""
        return self.kind in ("ceiling", "cut", "none")


@cache
def indicators() -> tuple[Indicator, ...]:
    """Return the rows of the table, in order."""
    with Path(__file__).with_name("catalogue.tsv").open(encoding="utf-8", newline="") as table:
        return tuple(
            Indicator(**{**row, "base": float(row["base"])})  # type: ignore[arg-type]
            for row in csv.DictReader(table, delimiter="\t")
        )


@cache
def of_theme(theme: str, *tiers: str) -> tuple[Indicator, ...]:
    """Return the indicators of a programme, of the tiers asked for."""
    return tuple(row for row in indicators() if row.theme == theme and row.tier in tiers)


def define(sheet: Sheet, fieldless: frozenset[str]) -> None:
    """Write the indicators; those named in ``fieldless`` without the policy field they need."""
    for row in indicators():
        neutral = row.kind == "part"
        direction = "neutral" if neutral else _direction(row)
        sheet.say(
            row.iri,
            ("a", "bt:Indicator"),
            *both("skos:prefLabel", row.vi, row.en),
            ("bt:direction", f"bt:{direction}"),
            ("bt:additive", "true" if row.tier == "additive" else "false"),
            ("qudt:hasUnit", row.unit) if row.unit else None,
            ("bt:policyField", f"field:{row.theme}") if row.slug not in fieldless else None,
            ("bt:shareOf", f"ind:{STRUCTURE}") if neutral else None,
            ("skos:closeMatch", f"ind:{_NEAR[row.slug]}") if row.slug in _NEAR else None,
        )
    sheet.say(
        f"ind:{STRUCTURE}",
        ("a", "bt:Indicator"),
        *both("skos:prefLabel", "cơ cấu kinh tế", "economic structure"),
        ("bt:direction", "bt:neutral"),
        ("bt:additive", "false"),
        ("bt:policyField", "field:economy"),
    )


def _direction(row: Indicator) -> str:
    return "lowerIsBetter" if row.lower_is_better else "higherIsBetter"
