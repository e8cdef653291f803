"""A staircase of any size as a graph folder: the centre, provinces, districts, ten programmes each.

Made input for the other files here, well formed by every rule, with faults at known rates. The
shape is that of the real data: one text and one Turtle file a document; numbers that restart with
every committee; indicators shared down the steps; every statement with its quoted place. The same
number of documents and seed give the same bytes.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random

from bacthang.assets import folder
from bacthang.namespaces import PREFIXES

PER_DOCUMENT = 1_560
"""About how many triples one document comes to in a built dataset."""

_PROGRAMMES = 10
_FIGURES = 25
_DISTRICTS = 30
_COPIED = ("genres.ttl", "fields.ttl", "body-kinds.ttl", "roles.ttl")
_PREFIXES = "\n".join(f"@prefix {name}: <{iri}> ." for name, iri in PREFIXES.items())
_BODYKIND = "https://w3id.org/bacthang/id/body-kind/"


@dataclass
class Rates:
    """How often each fault is planted, of all that could have it."""

    weaker: float = 0.02
    other_unit: float = 0.003
    outside_period: float = 0.003
    older_than_above: float = 0.004
    miscounted: float = 0.05
    nobody_leads: float = 0.1


@dataclass(frozen=True)
class Issuer:
    """A Party committee, its area and its place in the staircase."""

    slug: str
    level: str
    letters: str
    above: Issuer | None = None

    @property
    def area(self) -> str:
        """What the committee governs."""
        return f"area:{self.slug}"


@dataclass(frozen=True)
class Document:
    """One document: whose, which programme, and what it carries out."""

    issuer: Issuer
    programme: int
    above: Document | None

    @property
    def slug(self) -> str:
        """The local name of the document."""
        genre = "nq" if self.issuer.level == "central" else "ctr"
        return f"{self.issuer.slug}-{self.programme + 1:02}-{genre}"

    @property
    def signed(self) -> date:
        """The day of signing; a step below signs four months later."""
        steps = {"central": 0, "city": 120, "district": 240}[self.issuer.level]
        return date(2020, 10, 1) + timedelta(days=steps + self.programme)


@dataclass
class _Page:
    """A source text as it grows, and the Turtle of what it says."""

    name: str
    text: str = ""
    lines: list[str] = field(default_factory=list)

    def quoted(self, words: str) -> str:
        """Add words to the text, and return the place that quotes them."""
        start = len(self.text)
        self.text += words + ".\n"
        return (
            f"bt:statedIn [ a oa:SpecificResource ; oa:hasSource src:{self.name} ; oa:hasSelector "
            f'[ a oa:TextQuoteSelector ; oa:exact "{words}" ] , '
            f"[ a oa:TextPositionSelector ; oa:start {start} ; oa:end {start + len(words)} ] ]"
        )


def write_staircase(root: Path, documents: int, seed: int = 1, rates: Rates | None = None) -> int:
    """Write a graph folder with so many documents; return its Turtle bytes."""
    chance = Random(seed)
    shutil.copytree(folder("ontology"), root / "ontology")
    for part in ("sources", "texts", "reference"):
        (root / "data" / part).mkdir(parents=True)
    for name in _COPIED:
        shutil.copy(folder("data") / "reference" / name, root / "data/reference" / name)
    made = list(_documents(documents))
    issuers = {document.issuer.slug: document.issuer for document in made}
    _write(root / "data/reference/reference.ttl", _reference(list(issuers.values())))
    _write(root / "data/reference/documents.ttl", [_identity(document) for document in made])
    for number, document in enumerate(made):
        page = _Page(f"{number:05}.txt")
        _fill(page, document, chance, rates or Rates())
        (root / f"data/sources/{page.name}").write_text(page.text, "utf-8")
        _write(root / f"data/texts/{number:05}.ttl", page.lines)
    return sum(path.stat().st_size for path in root.rglob("*.ttl"))


def _write(path: Path, blocks: list[str]) -> None:
    path.write_text("\n\n".join((_PREFIXES, *blocks, "")), "utf-8")


def _documents(count: int) -> Iterator[Document]:
    centre = Issuer("trung-uong", "central", "TW")
    top = Document(centre, 0, None)
    yield top
    left, province = count - 1, 0
    while left > 0:
        city = Issuer(f"tinh-{province:03}", "city", "TU", centre)
        programmes = [Document(city, p, top) for p in range(min(left, _PROGRAMMES))]
        yield from programmes
        left -= len(programmes)
        for number in range(_DISTRICTS):
            district = Issuer(f"quan-{province:03}-{number:02}", "district", "QU", city)
            below = [Document(district, upper.programme, upper) for upper in programmes[:left]]
            yield from below
            left -= len(below)
        province += 1


def _reference(issuers: list[Issuer]) -> list[str]:
    blocks = []
    for programme in range(_PROGRAMMES):
        for figure in range(_FIGURES):
            blocks.append(
                f"ind:i{programme}-{figure}\n    a bt:Indicator ;\n"
                f'    skos:prefLabel "tỷ lệ {programme}.{figure}"@vi , '
                f'"share {programme}.{figure}"@en ;\n    bt:direction bt:'
                + ("lowerIsBetter" if figure % 7 == 3 else "higherIsBetter")
                + f" ;\n    bt:additive {'true' if figure % 11 == 5 else 'false'} ;\n"
                f"    qudt:hasUnit {_unit(figure)} ;\n    bt:policyField field:economy ."
            )
    for issuer in issuers:
        located = f"    bt:locatedIn {issuer.above.area} ;\n" if issuer.above else ""
        under = f"    org:subOrganizationOf body:{issuer.above.slug} ;\n" if issuer.above else ""
        blocks += [
            f"{issuer.area}\n    a bt:AdministrativeUnit ;\n    bt:level bt:{issuer.level} ;\n"
            f'{located}    rdfs:label "địa bàn {issuer.slug}"@vi , "area {issuer.slug}"@en .',
            f"body:{issuer.slug}\n    a bt:PartyBody ;\n    bt:level bt:{issuer.level} ;\n{under}"
            f"    bt:governs {issuer.area} ;\n"
            f'    rdfs:label "cấp ủy {issuer.slug}"@vi , "committee {issuer.slug}"@en .',
            f"pterm:{issuer.slug}\n    a bt:PartyTerm ;\n"
            f'    rdfs:label "khóa của {issuer.slug}"@vi , "term of {issuer.slug}"@en ;\n'
            '    skos:notation "XX" ;\n    bt:periodStart 2020 ;\n    bt:periodEnd 2025 .',
        ]
    return blocks


def _identity(document: Document) -> str:
    issuer = document.issuer
    kind, genre = ("Resolution", "NQ") if issuer.level == "central" else ("Programme", "CTr")
    number = f"{document.programme + 1:02}-{genre}/{issuer.letters}"
    return (
        f"doc:{document.slug}\n    a bt:{kind} ;\n"
        f'    rdfs:label "văn bản {number} của {issuer.slug}"@vi , '
        f'"document {number} of {issuer.slug}"@en ;\n'
        f'    eli:work_type genre:{genre} ;\n    eli:id_local "{number}" ;\n'
        f'    bt:number "{number}" ;\n    bt:issuedBy body:{issuer.slug} ;\n'
        f"    bt:term pterm:{issuer.slug} ."
    )


def _fill(page: _Page, document: Document, chance: Random, rates: Rates) -> None:
    iri, issuer = f"doc:{document.slug}", document.issuer
    below = f"<{PREFIXES['doc']}{document.slug}/"
    signed = document.signed
    if document.above and chance.random() < rates.older_than_above:
        signed = document.above.signed - timedelta(days=30)
    title = f"Chương trình số {document.programme + 1} của {issuer.slug}"
    addressed = (
        f"\n    bt:addressedTo <{_BODYKIND}district-party-committee> ;"
        if issuer.level == "city"
        else ""
    )
    page.lines.append(
        f'{iri}\n    dcterms:title "{title}"@vi , "Programme {document.programme + 1} of '
        f'{issuer.slug}"@en ;\n    eli:date_document "{signed}"^^xsd:date ;{addressed}\n'
        f"    bt:periodStart 2020 ; bt:periodEnd 2025 ; bt:horizon 2030 ;\n"
        f"    {page.quoted(title)} ."
    )
    if document.above:
        words = f"Thực hiện văn bản số {document.above.slug}"
        page.lines.append(
            f"{below}link-1>\n    a bt:DocumentLink ;\n    bt:linkFrom {iri} ;\n"
            f"    bt:linkType bt:implements ;\n    bt:linkTo doc:{document.above.slug} ;\n"
            f"    {page.quoted(words)} ."
        )
    declared = _FIGURES + (chance.random() < rates.miscounted)
    words = f"{declared} chỉ tiêu"
    page.lines.append(
        f"{below}count-1>\n    a bt:DeclaredCount ;\n    bt:partOf {iri} ;\n"
        f"    bt:countOf bt:TargetItem ;\n    bt:declared {declared} ;\n"
        f'    bt:countedWords "{words}" ;\n    bt:listing bt:whole ;\n    {page.quoted(words)} .'
    )
    for figure in range(_FIGURES):
        _add_target(page, document, below, figure, chance, rates)
    for number, kind in enumerate(("Task",) * 5 + ("Scheme",) * 2, 1):
        leads = kind == "Task" or chance.random() >= rates.nobody_leads
        words = f"Việc số {number} của {document.slug}"
        page.lines.append(
            f"{below}{kind.lower()}-{number}>\n    a bt:{kind} ;\n    bt:partOf {iri} ;\n"
            f'    bt:ordinal {_FIGURES + number} ;\n    dcterms:title "{words}"@vi , '
            f'"Piece of work {number} of {document.slug}"@en ;\n'
            f"    bt:policyField field:economy ;\n"
            + (f"    bt:leadBody body:{issuer.slug} ;\n" if leads else "")
            + f"    {page.quoted(words)} ."
        )


def _unit(figure: int) -> str:
    return "bt:PERSON" if figure % 11 == 5 else "unit:PERCENT"


def _add_target(
    page: _Page, document: Document, below: str, figure: int, chance: Random, rates: Rates
) -> None:
    """Add one printed item with its target: as ambitious as above, but for the faults planted."""
    lower_is_better, counted = figure % 7 == 3, figure % 11 == 5
    ambition = {"central": 0, "city": 1, "district": 2}[document.issuer.level]
    if document.above and chance.random() < rates.weaker:
        ambition = -3
    value = 30 - ambition if lower_is_better else 50 + figure + ambition
    if counted:
        value = 40_000 if document.issuer.level == "city" else 1_300
    unit = _unit(figure)
    if chance.random() < rates.other_unit:
        unit = "unit:PERMILLE"
    year = 2045 if chance.random() < rates.outside_period else 2025
    comparator = "atMost" if lower_is_better else ("reach", "atLeast", "moreThan")[figure % 3]
    bound = "upperBound" if lower_is_better else "lowerBound"
    printed = f"{value}{'' if counted else '%'}"
    words = f"tỷ lệ {document.programme}.{figure} đạt {printed} vào năm {year}"
    item = f"{below}item-{figure + 1:02}>"
    indicator = f"ind:i{document.programme}-{figure}"
    page.lines += [
        f"{item}\n    a bt:TargetItem ;\n    bt:partOf doc:{document.slug} ;\n"
        f'    bt:ordinal {figure + 1} ;\n    bt:printedLabel "-" ;\n    {page.quoted(words)} .',
        f"{below}target-{figure + 1:02}-1>\n    a bt:Target ;\n    bt:partOf {item} ;\n"
        f"    bt:ordinal 1 ;\n    bt:indicator {indicator} ;\n"
        f"    bt:comparator bt:{comparator} ;\n    bt:{bound} {value}.0 ;\n"
        f"    qudt:hasUnit {unit} ;\n    bt:targetYear {year} ;\n    bt:recurrence bt:byYear ;\n"
        f'    bt:printedValue "{printed}" ;\n    {page.quoted(words)} .',
    ]
