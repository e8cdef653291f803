"""The staircase as a picture: four steps, what stands on each, and a few figures that come down.

The picture is SVG text made from a store, the same bytes for the same dataset. It needs no script
and no font of its own; every line is wrapped to its step, so that nothing overlaps.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from pyoxigraph import NamedNode

from .errors import Lang
from .selecting import Row, node, select, text_of
from .stores import Store

INDICATORS: Final = (
    "grdp-per-capita",
    "digital-economy-share-of-grdp",
    "health-insurance-coverage",
    "party-members-admitted",
    "party-cells-good-or-better-share",
)
"""The indicators shown: the first ones of them reach several steps, the last one a ward."""

_YEAR: Final = 2025
_WIDTH, _GAP, _RISE, _TOP, _PAD = 300, 8, 56, 64, 16
_LINE: Final = 34
_FILLS: Final = ("#6d1a1a", "#8a3320", "#8f4d1e", "#7a5a16")
_WORDS: Final[Mapping[Lang, Mapping[str, str]]] = {
    "vi": {
        "title": "Bậc thang chính sách của Hà Nội",
        "counts": "{documents} văn bản · {targets} chỉ tiêu",
    },
    "en": {
        "title": "The policy staircase of Hà Nội",
        "counts": "{documents} documents · {targets} targets",
    },
}


@dataclass(frozen=True)
class Holder:
    """A document that makes a commitment, by its number and area."""

    document: NamedNode
    name: str


@dataclass(frozen=True)
class Figure:
    """One commitment as the picture tells it, with all that make the same one on the same step."""

    measure: NamedNode
    indicator: str
    commitment: str
    holders: tuple[Holder, ...]


@dataclass(frozen=True)
class Step:
    """One level: its name and rank, what stands on it, and its figures."""

    level: NamedNode
    rank: int
    name: str
    documents: int
    targets: int
    figures: tuple[Figure, ...]


def staircase(store: Store, lang: Lang) -> tuple[Step, ...]:
    """Return the steps from the centre down to the ward, as the graph has them."""
    figures = _figures(store, lang)
    steps = select(
        store,
        f"""SELECT ?level ?rank ?name (COUNT(DISTINCT ?document) AS ?documents)
                   (COUNT(DISTINCT ?target) AS ?targets)
        WHERE {{
          ?document a bt:PolicyDocument ; bt:issuedBy/bt:level ?level .
          ?level bt:rank ?rank ; rdfs:label ?name .
          OPTIONAL {{ ?target bt:inDocument ?document ; a bt:Target }}
          FILTER (LANG(?name) = "{lang}")
        }} GROUP BY ?level ?rank ?name ORDER BY ?rank""",
    )
    return tuple(
        Step(
            node(row, "level"),
            int(row["rank"].value),
            row["name"].value,
            int(row["documents"].value),
            int(row["targets"].value),
            tuple(figures.get(node(row, "level").value, ())),
        )
        for row in steps
    )


def _figures(store: Store, lang: Lang) -> dict[str, list[Figure]]:
    """Return the figures of each level, in the order of ``INDICATORS``, press reports left out."""
    found: dict[tuple[str, NamedNode, str, str], dict[str, Holder]] = {}
    for slug in INDICATORS:
        rows = select(
            store,
            f"""SELECT DISTINCT ?level ?indicator ?name ?label ?document ?number ?area ?title
            WHERE {{
              VALUES ?indicator {{ ind:{slug} }}
              ?target bt:indicator ?indicator ; bt:inDocument ?document ; bt:appliesTo ?place ;
                      rdfs:label ?label .
              ?document bt:issuedBy/bt:level ?level ; rdfs:label ?title .
              ?indicator rdfs:label ?name . ?place rdfs:label ?area .
              OPTIONAL {{ ?document bt:number ?number }}
              OPTIONAL {{ ?target bt:targetYear ?year }}
              OPTIONAL {{ ?target bt:reportedIn/bt:certainty ?certainty }}
              FILTER (LANG(?name) = "{lang}" && LANG(?label) = "{lang}")
              FILTER (LANG(?area) = "{lang}" && LANG(?title) = "{lang}")
              FILTER (!BOUND(?year) || ?year = {_YEAR})
              FILTER (!BOUND(?certainty) || ?certainty = bt:adopted)
            }}""",
        )
        for row in sorted(rows, key=lambda row: (row["label"].value, _who(row))):
            commitment = row["label"].value.split(": ", 1)[1]
            measure, who = node(row, "indicator"), _who(row)
            key = (node(row, "level").value, measure, row["name"].value, commitment)
            found.setdefault(key, {}).setdefault(who, Holder(node(row, "document"), who))
    levels: dict[str, list[Figure]] = {}
    for (level, measure, name, commitment), holders in found.items():
        figure = Figure(measure, name, commitment, tuple(holders.values()))
        levels.setdefault(level, []).append(figure)
    return levels


def _who(row: Row) -> str:
    """Return what a holder is called: by number and area, or by title where it has no number."""
    number = text_of(row, "number")
    return f"{number} {row['area'].value}" if number else row["title"].value


def staircase_svg(steps: Iterable[Step], lang: Lang) -> str:
    """Return the picture; each step is as deep as its text."""
    words = _WORDS[lang]
    drawn = [(step, _lines(step, words["counts"])) for step in steps]
    height = max(
        _TOP + place * _RISE + 2 * _PAD + 20 * len(lines) for place, (_, lines) in enumerate(drawn)
    )
    width = len(drawn) * (_WIDTH + _GAP) - _GAP
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'aria-label="{escape(words["title"])}" font-family="system-ui, sans-serif">',
        f'<rect width="{width}" height="{height}" fill="#fbf7ef"/>',
        f'<text x="{_PAD}" y="38" font-size="22" font-weight="600" fill="#3b1d12">'
        f"{escape(words['title'])}</text>",
    ]
    for place, (_, lines) in enumerate(drawn):
        parts += _column(place, lines, height)
    return "\n".join([*parts, "</svg>", ""])


def _lines(step: Step, counts: str) -> list[tuple[str, str]]:
    """Return the lines of one step as (style, text)."""
    lines = [("title", line) for line in textwrap.wrap(step.name.capitalize(), _LINE - 10)]
    lines.append(("plain", counts.format(documents=step.documents, targets=step.targets)))
    last = ""
    for figure in step.figures:
        if figure.indicator != last:
            lines.append(("gap", ""))
            lines += [("plain", line) for line in textwrap.wrap(figure.indicator, _LINE + 4)]
            last = figure.indicator
        lines += [("strong", line) for line in textwrap.wrap(figure.commitment, _LINE)]
        who = "; ".join(holder.name for holder in figure.holders)
        lines += [("small", line) for line in textwrap.wrap(who, _LINE + 6)]
    return lines


def _column(place: int, lines: list[tuple[str, str]], height: int) -> list[str]:
    """Return the drawing of one step: a block from its top to the ground, and its lines."""
    left, top = place * (_WIDTH + _GAP), _TOP + place * _RISE
    parts = [
        f'<rect x="{left}" y="{top}" width="{_WIDTH}" height="{height - top}" rx="4" '
        f'fill="{_FILLS[place % len(_FILLS)]}"/>'
    ]
    styles = {
        "title": 'font-size="19" font-weight="600"',
        "strong": 'font-size="15" font-weight="600"',
        "plain": 'font-size="13"',
        "small": 'font-size="12" font-style="italic"',
    }
    baseline = top + _PAD + 12
    for style, text in lines:
        if style != "gap":
            parts.append(
                f'<text x="{left + _PAD}" y="{baseline}" fill="#fff" {styles[style]}>'
                f"{escape(text)}</text>"
            )
        baseline += 20 if style != "gap" else 12
    return parts
