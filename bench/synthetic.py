"""A graph folder of any size: a city and its districts, each with documents full of targets.

Made input for the other files here. The shape is that of the real data: one text and one Turtle
file a document, every target with its indicator, bounds, unit, year and quoted place.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from bacthang.assets import folder
from bacthang.namespaces import PREFIXES

PER_TARGET = 20
"""About how many triples one target and its place come to."""

_INDICATORS = 400
_YEARS = range(2021, 2031)


def write_tree(root: Path, documents: int, targets: int) -> int:
    """Write a graph folder with so many documents of so many targets; return its Turtle bytes."""
    shutil.copytree(folder("ontology"), root / "ontology")
    for part in ("sources", "texts", "reference"):
        (root / "data" / part).mkdir(parents=True)
    _write(root / "data/reference/reference.ttl", _reference(documents))
    for number in range(documents):
        text, turtle = _document(number, targets)
        (root / f"data/sources/{number:05}.txt").write_text(text, "utf-8")
        _write(root / f"data/texts/{number:05}.ttl", turtle)
    return sum(path.stat().st_size for path in root.rglob("*.ttl"))


def _write(path: Path, body: list[str]) -> None:
    prefixes = [f"@prefix {name}: <{iri}> ." for name, iri in PREFIXES.items()]
    path.write_text("\n".join((*prefixes, *body, "")), "utf-8")


def _reference(documents: int) -> list[str]:
    lines = []
    for number in range(_INDICATORS):
        lines.append(
            f'ind:i{number} a bt:Indicator ; rdfs:label "tỷ lệ số {number}"@vi , '
            f'"share number {number}"@en ; bt:direction bt:higherIsBetter .'
        )
    for number in range(documents):
        level, above = ("bt:city", "") if number == 0 else ("bt:district", "bt:locatedIn area:a0 ;")
        lines += [
            f'area:a{number} a bt:AdministrativeUnit ; {above} rdfs:label "quận {number}"@vi , '
            f'"district {number}"@en .',
            f"body:b{number} a bt:PartyBody ; bt:level {level} ; bt:governs area:a{number} ; "
            f'rdfs:label "quận ủy {number}"@vi , "committee {number}"@en .',
            f"doc:d{number} a bt:Programme ; bt:issuedBy body:b{number} ; "
            f'rdfs:label "chương trình {number}"@vi , "programme {number}"@en .',
        ]
    return lines


def _document(number: int, targets: int) -> tuple[str, list[str]]:
    source = f"src:{number:05}.txt"
    text = f"Chương trình {number}\n"
    lines = [f"doc:d{number} bt:periodStart 2020 ; bt:periodEnd 2030 .", ""]
    if number:
        lines += [
            f"<{PREFIXES['doc']}d{number}/link> a bt:DocumentLink ; bt:linkFrom doc:d{number} ; "
            "bt:linkType bt:implements ; bt:linkTo doc:d0 ."
        ]
    for target in range(targets):
        value = f"{50 + (number + target) % 49}.5"
        year = _YEARS[target % len(_YEARS)]
        quote = f"Tỷ lệ số {target} của quận {number} đạt {value}% vào năm {year}"
        start = len(text)
        text += quote + ".\n"
        lines.append(
            f"""
<{PREFIXES["doc"]}d{number}/target-{target}>
    a bt:Target ;
    bt:partOf doc:d{number} ; bt:ordinal {target + 1} ;
    bt:indicator ind:i{(target // len(_YEARS)) % _INDICATORS} ;
    bt:comparator bt:reach ; bt:lowerBound {value} ; qudt:hasUnit unit:PERCENT ;
    bt:targetYear {year} ; bt:recurrence bt:byYear ;
    bt:printedValue "đạt {value}%" ;
    bt:statedIn
        [ a oa:SpecificResource ; oa:hasSource {source} ; oa:hasSelector
            [ a oa:TextQuoteSelector ; oa:exact "{quote}" ] ,
            [ a oa:TextPositionSelector ; oa:start {start} ; oa:end {start + len(quote)} ] ] ."""
        )
    return text, lines
