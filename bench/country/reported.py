"""What is known only from pages: a plan of each province, and second readings of its targets."""

from __future__ import annotations

from .catalogue import of_theme
from .documents import Record
from .drafts import Draft
from .figures import Mark, of_its_own
from .ladder import Committee
from .planting import Planter
from .statements import Block, Sheet, both, iri, number, string


def write_plan(identities: Sheet, pages: Sheet, committee: Committee, upper: Draft) -> None:
    """Write a plan of a People's Committee, as a page tells of it, which carries out a programme.

    Its number restarts every year and says nothing of the term.
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
    for order, row in enumerate(of_theme("economy", "reported"), 1):
        figure = of_its_own(row, committee.term, committee.chance)
        assert figure.lower is not None
        _target(pages, iri("doc", slug, f"reported-{order}"), plan, figure.lower, row.iri, [
            ("qudt:hasUnit", figure.unit or "unit:PERCENT"),
            ("bt:recurrence", f"bt:{figure.recurrence}"),
            *([("bt:targetYear", str(figure.year))] if figure.year else []),
            ("bt:reportedIn", report),
        ])  # fmt: skip


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
    _target(pages, target, draft.programme.iri, figure.value - 1, figure.row.iri, [
        ("qudt:hasUnit", figure.unit or "unit:PERCENT"),
        ("bt:targetYear", str(figure.year)),
        ("bt:recurrence", "bt:byYear"),
        ("bt:reportedIn", report),
    ])  # fmt: skip
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
    pages: Sheet,
    target: str,
    document: str,
    value: float,
    indicator: str,
    said: list[tuple[str, str]],
) -> Block:
    return pages.say(
        target,
        ("a", "bt:Target"),
        ("bt:partOf", document),
        ("bt:indicator", indicator),
        ("bt:comparator", "bt:reach"),
        ("bt:lowerBound", number(value)),
        *said,
    )
