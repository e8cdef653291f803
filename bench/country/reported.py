"""What is known only from pages: a plan of each province, and second readings of its targets."""

from __future__ import annotations

from .catalogue import of_theme
from .documents import Record
from .drafts import Draft
from .figures import Figure, Mark, of_its_own
from .ladder import Committee
from .planting import Planter
from .statements import Said, Sheet, both, iri, number, string


def write_plan(
    identities: Sheet, pages: Sheet, committee: Committee, upper: Draft, record: Record
) -> None:
    """Write a plan of a People's Committee, as a page tells of it, which carries out a programme.

    Its number restarts every year and says nothing of the term. Of the last of its targets the
    press has another value.
    """
    order = 10 + committee.order % 80
    slug = f"{committee.key}-{order}-kh"
    plan = f"doc:{slug}"
    year = committee.term.period[0]
    shown = f"{order}/KH-UBND"
    identities.say(
        plan,
        ("a", "bt:Plan"),
        *both(
            "rdfs:label",
            f"Kế hoạch {shown} của UBND {committee.place_title} năm {year}",
            f"Plan {shown} of the {committee.place} People's Committee of {year}",
        ),
        ("eli:work_type", "genre:KH"),
        ("eli:id_local", string(shown)),
        ("bt:number", string(shown)),
        ("bt:issuedBy", committee.state_body),
    )
    report = _report(pages, committee, "plan", "bt:adopted")
    first, last = committee.term.period
    pages.say(
        plan,
        ("eli:date_document", f'"{year}-02-15"^^xsd:date'),
        ("bt:periodStart", str(first)),
        ("bt:periodEnd", str(last)),
        ("bt:reportedIn", report),
    )
    pages.say(
        iri("doc", slug, "link-1"),
        ("a", "bt:DocumentLink"),
        ("bt:linkFrom", plan),
        ("bt:linkType", "bt:implements"),
        ("bt:linkTo", upper.programme.iri),
        ("bt:reportedIn", report),
    )
    target, figure = "", None
    for order, row in enumerate(of_theme("economy", "reported"), 1):
        figure = of_its_own(row, committee.term, committee.chance)
        target = iri("doc", slug, f"reported-{order}")
        _target(pages, target, plan, figure, figure.value, ("bt:reportedIn", report))
    assert figure is not None
    press = _report(pages, committee, "press", "bt:press")
    other = iri("doc", slug, "reported-again")
    disagreeing = (("bt:reportedIn", press), ("bt:conflictsWith", target))
    _target(pages, other, plan, figure, figure.value - 1, *disagreeing)
    record(other, Mark("TGT-04", "Info", False, "two pages disagree"))


def write_readings(
    pages: Sheet, committee: Committee, draft: Draft, planter: Planter, record: Record
) -> None:
    """Write another reading of a target of a programme: the press gives a lower value."""
    figure = next(
        (one for one in draft.figures if one.row.tier == "shared" and one.row.kind == "share"), None
    )
    if not figure or not planter.strikes(f"{draft.programme.slug}/reading"):
        return
    report = _report(pages, committee, f"{draft.programme.place:02}", "bt:press")
    target = iri("doc", draft.programme.slug, "reported-1")
    reported = ("bt:reportedIn", report)
    _target(pages, target, draft.programme.iri, figure, figure.value - 1, reported)
    record(target, Mark("TGT-04", "Info", True, "the press gives another value"))


def _report(pages: Sheet, committee: Committee, of: str, certainty: str) -> str:
    report = f"report:{committee.key}-{of}"
    pages.say(
        report,
        ("a", "bt:Report"),
        ("dcterms:source", f"<https://example.org/{committee.key}/{of}>"),
        ("bt:certainty", certainty),
        *both(
            "skos:note", "Trang do bộ sinh dữ liệu đặt ra.", "A page that the generator made up."
        ),
    )
    return report


def _target(
    pages: Sheet, target: str, document: str, figure: Figure, value: float, *said: Said
) -> None:
    pages.say(
        target,
        ("a", "bt:Target"),
        ("bt:partOf", document),
        ("bt:indicator", figure.row.iri),
        ("bt:comparator", "bt:reach"),
        ("bt:lowerBound", number(value)),
        ("qudt:hasUnit", figure.unit or "unit:PERCENT"),
        ("bt:recurrence", f"bt:{figure.recurrence}"),
        ("bt:targetYear", str(figure.year)) if figure.year else None,
        *said,
    )
