"""What a text says besides its programmes' targets: aims, breakthroughs, requirements, promises.

Each unit says a little of it, so that every question of the library finds something.
"""

from __future__ import annotations

from .documents import Record
from .drafts import Draft
from .figures import Mark
from .ladder import Committee
from .pages import Page
from .statements import Sheet, both, iri


def write_besides(page: Page, committee: Committee, drafts: list[Draft], record: Record) -> None:
    """Write it at the end of a unit's text."""
    first = drafts[0].programme
    _aim(page, committee, drafts[0])
    _breakthrough(page, drafts[-1])
    _offices(page, committee)
    if committee.level == "city":
        _requirement(page, committee, drafts[0], record)
        _named_only(page, committee, record)
    elif committee.above and committee.level != "city":
        upper = committee.above.programme(first.theme)
        _undertaking(page, committee, upper.iri, upper.number)


def identify_named_only(sheet: Sheet, committee: Committee) -> None:
    """Write the identity of a plan that is named in a text and otherwise unknown."""
    year = committee.term.period[0]
    sheet.say(
        _plan(committee),
        ("a", "bt:Plan"),
        *both(
            "rdfs:label",
            f"Kế hoạch 07/KH-UBND của UBND {committee.place_title} năm {year}",
            f"Plan 07/KH-UBND of the {committee.place} People's Committee of {year}",
        ),
        ("eli:work_type", "genre:KH"),
        ("eli:id_local", '"07/KH-UBND"'),
        ("bt:number", '"07/KH-UBND"'),
        ("bt:issuedBy", committee.state_body),
    )


def _plan(committee: Committee) -> str:
    return f"doc:{committee.key}-07-kh"


def _aim(page: Page, committee: Committee, draft: Draft) -> None:
    last = committee.term.period[1]
    where = committee.place_title
    words = f"đến năm {last}, {where} phát triển nhanh, bền vững, người dân có cuộc sống tốt hơn"
    quoted = page.line(f"Mục tiêu: {words}")
    page.sheet.say(
        iri("doc", draft.programme.slug, "objective-1"),
        ("a", "bt:Objective"),
        ("bt:partOf", draft.programme.iri),
        ("bt:ordinal", "1"),
        *both("dcterms:title", words, f"By {last}: fast and lasting growth and better lives"),
        ("bt:horizon", str(last)),
        quoted.place(words),
    )


def _breakthrough(page: Page, draft: Draft) -> None:
    vi, en = draft.programme.title
    words = f"tập trung nguồn lực cho “{vi}”"
    quoted = page.line(f"Khâu đột phá: {words}")
    page.sheet.say(
        iri("doc", draft.programme.slug, "breakthrough-1"),
        ("a", "bt:Breakthrough"),
        ("bt:partOf", draft.programme.iri),
        ("bt:ordinal", "1"),
        *both("dcterms:title", words, f"All resources for “{en}”"),
        ("bt:policyField", f"field:{draft.programme.theme}"),
        quoted.place(words),
    )


def _offices(page: Page, committee: Committee) -> None:
    """Write under what is signed; who holds the office stands in the reference."""
    quoted = page.line(f"T/M {committee.title}, bí thư đã ký")
    page.sheet.say(f"membership:{committee.key}-bi-thu", quoted.place())


def _requirement(page: Page, committee: Committee, draft: Draft, record: Record) -> None:
    words = "yêu cầu các tổ chức cơ sở đảng cụ thể hóa chương trình, báo cáo kết quả hằng năm"
    quoted = page.line(f"{committee.title} {words}")
    requirement = iri("doc", draft.programme.slug, "requirement-1")
    english = "Grassroots Party organisations make the programme their own and report every year"
    page.sheet.say(
        requirement,
        ("a", "bt:Requirement"),
        ("bt:partOf", draft.programme.iri),
        ("bt:ordinal", "1"),
        *both("dcterms:title", words[0].upper() + words[1:], english),
        ("bt:addressedTo", "bodykind:grassroots-party-organisation"),
        quoted.place(words),
    )
    record(requirement, Mark("CAS-09", "Info", False, "nobody leads the requirement"))


def _named_only(page: Page, committee: Committee, record: Record) -> None:
    words = f"Kế hoạch số 07/KH-UBND của UBND {committee.place_title}"
    quoted = page.line(f"Các nội dung trên được gắn với {words}")
    page.sheet.say(_plan(committee), quoted.place(words))
    record(_plan(committee), Mark("CAS-08", "Info", False, "known by its name alone"))


def _undertaking(page: Page, committee: Committee, upper: str, number: str) -> None:
    words = f"UBND {committee.place_title} sẽ xây dựng kế hoạch thực hiện Chương trình {number}"
    quoted = page.line(words)
    page.sheet.say(
        iri("doc", committee.programmes[0].slug, "undertaking-1"),
        ("a", "bt:Undertaking"),
        *both("dcterms:title", words, f"Draw up a plan to carry out programme {number}"),
        ("bt:carriesOut", upper),
        ("bt:leadBody", committee.state_body),
        ("bt:saidBy", f"person:{committee.key}-chu-tich"),
        quoted.place(),
    )
