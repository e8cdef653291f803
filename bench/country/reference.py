"""Who and what there is: areas, bodies, terms, office-holders, and the identity of documents."""

from __future__ import annotations

from collections.abc import Iterable

from .documents import Record
from .drafts import Draft
from .figures import Mark
from .ladder import CLOSING, NOW, Committee
from .planting import Planter
from .statements import Sheet, both, string
from .toponyms import person_name

_FROM = ("bt:validFrom", '"2025-07-01"^^xsd:date')
_UNTIL = ("bt:validUntil", f'"{CLOSING}"^^xsd:date')
_ENGLISH = {
    "tỉnh": "Province",
    "thành phố": "City",
    "quận": "District",
    "huyện": "Rural District",
    "phường": "Ward",
    "xã": "Commune",
}
_SECRETARY, _CHAIRMAN = "role:bi-thu", "role:chu-tich-ubnd"


def write_centre(sheet: Sheet) -> None:
    """Write the country, its Politburo, and the Government."""
    sheet.say(
        "area:viet-nam",
        ("a", "bt:AdministrativeUnit"),
        ("bt:level", "bt:central"),
        *both("rdfs:label", "Việt Nam", "Viet Nam"),
    )
    sheet.say(
        "body:bo-chinh-tri",
        ("a", "bt:PartyBody"),
        ("bt:level", "bt:central"),
        ("bt:governs", "area:viet-nam"),
        *both("rdfs:label", "Bộ Chính trị", "Politburo"),
    )


def write_unit(sheet: Sheet, committee: Committee, planter: Planter, record: Record) -> None:
    """Write the area of a unit, its Party and People's Committees, and what closed or began when.

    Whoever lasts from one term to the next is written once, with the later.
    """
    level, area = f"bt:{committee.level}", committee.area
    english = f"{committee.place} {_ENGLISH[committee.name]}"
    span = {"ward": _FROM, "district": _UNTIL}.get(committee.level)
    above = committee.above
    assert above is not None
    sheet.say(
        area,
        ("a", "bt:AdministrativeUnit"),
        ("bt:level", level),
        ("bt:locatedIn", above.area),
        span,
        *both("rdfs:label", committee.place_title, english),
    )
    sheet.say(
        committee.body,
        ("a", "bt:PartyBody"),
        ("bt:level", level),
        ("org:subOrganizationOf", above.body),
        ("bt:governs", area),
        span,
        *both("rdfs:label", committee.title, f"{english} Party Committee"),
    )
    mistaken = committee.level == "ward" and planter.strikes(f"{committee.key}/state body")
    sheet.say(
        committee.state_body,
        ("a", "bt:StateBody"),
        ("bt:level", "bt:district" if mistaken else level),
        ("org:subOrganizationOf", above.state_body) if above.level == "city" else None,
        ("bt:ledBy", committee.body),
        ("bt:governs", area),
        span,
        *both("rdfs:label", f"UBND {committee.place_title}", f"{english} People's Committee"),
    )
    if mistaken:
        for what in ("its level is not that of its area", "its level is above its Party body's"):
            record(committee.state_body, Mark("ORG-01", "Warning", True, what))


def write_term(sheet: Sheet, committee: Committee, planter: Planter, record: Record) -> None:
    """Write a committee's term, and who held office in it."""
    term = committee.term
    first, last = term.years
    english = committee.place or "Party Central Committee"
    sheet.say(
        f"pterm:{committee.key}",
        ("a", "bt:PartyTerm"),
        *both(
            "rdfs:label",
            f"nhiệm kỳ {first}–{last} của {committee.title}",
            f"{first}–{last} term of the {english} Party organisation",
        ),
        ("skos:notation", string(term.numeral)),
        ("bt:periodStart", str(first)),
        ("bt:periodEnd", str(last)),
    )
    offices = [("bi-thu", _SECRETARY, committee.body)]
    if committee.level != "central":
        offices.append(("chu-tich", _CHAIRMAN, committee.state_body))
    for office, role, body in offices:
        person = f"person:{committee.key}-{office}"
        sheet.say(
            person,
            ("a", "foaf:Person"),
            ("foaf:name", string(person_name(committee.chance))),
        )
        roleless = planter.strikes(person)
        membership = f"membership:{committee.key}-{office}"
        sheet.say(
            membership,
            ("a", "org:Membership"),
            ("org:member", person),
            None if roleless else ("org:role", role),
            ("org:organization", body),
        )
        if roleless:
            record(membership, Mark("FORM-05", "Violation", True, "an office without its role"))


def write_identities(sheet: Sheet, drafts: Iterable[Draft]) -> None:
    """Write what tells each document of a unit from all others."""
    for draft in drafts:
        programme = draft.programme
        committee = programme.committee
        kind = "Resolution" if committee.level == "central" else "Programme"
        called = "Nghị quyết" if kind == "Resolution" else "Chương trình"
        first, last = committee.term.years
        sheet.say(
            programme.iri,
            ("a", f"bt:{kind}"),
            *both(
                "rdfs:label",
                f"{called} {draft.number} của {committee.title}, nhiệm kỳ {first}–{last}",
                f"{kind} {draft.number} of the {committee.place or 'Politburo'} "
                f"{'Party Committee' if committee.above else ''}, {first}–{last}".replace(
                    " ,", ","
                ),
            ),
            ("eli:work_type", f"genre:{programme.genre}"),
            ("eli:id_local", string(draft.number)),
            ("eli:id_local", string(draft.number.upper())) if draft.misprinted else None,
            ("bt:number", string(draft.number)),
            ("bt:issuedBy", committee.body),
            None if draft.flaw == "no term" else ("bt:term", f"pterm:{committee.key}"),
        )


def write_set(sheet: Sheet, committee: Committee, drafts: Iterable[Draft]) -> None:
    """Write all programmes of a province as one work, as pages speak of them."""
    first, last = committee.term.years
    sheet.say(
        f"doc:{committee.key}-programmes",
        ("a", "eli:ComplexWork"),
        *both(
            "rdfs:label",
            f"Các chương trình công tác toàn khóa của {committee.title}, nhiệm kỳ {first}–{last}",
            f"The programmes of the {committee.place} Party Committee, {first}–{last}",
        ),
        ("bt:issuedBy", committee.body),
        ("bt:term", f"pterm:{committee.key}"),
        *(("eli:has_member", draft.programme.iri) for draft in drafts),
    )


def is_written_now(committee: Committee) -> bool:
    """Tell whether a committee's area and bodies are written with this term."""
    return committee.term is NOW or committee.level == "district"
