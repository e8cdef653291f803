"""What the rules found: a list to narrow and to take away, and one finding by its own address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Final
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request, url_for
from pyoxigraph import NamedNode
from werkzeug.exceptions import NotAcceptable, NotFound

from ...checking.findings import Finding
from ...checking.html_report import as_html
from ...checking.json_report import as_json
from ...checking.rdf_report import as_jsonld, as_turtle
from ...checking.report import Report, document_of
from ...checking.table import as_csv
from ...checking.writing import report_triples
from ...errors import BadParameter, Lang, UnfitFormat, UnknownName, Wording
from ...iris import compact
from ...rules import Rule, Severity
from ...views import checks
from ...views.asked import document_named
from ...views.behind import standalone
from ...views.checks import Choice
from ..editions import edition
from ..negotiation import HTML, preferred
from ..paging import page_number
from ..speech import language

blueprint = Blueprint("checks", __name__)

_WRITERS: Final[Mapping[str, tuple[str, Callable[[Report, Lang], bytes]]]] = {
    "csv": ("text/csv", lambda report, _: as_csv(report.findings)),
    "json": ("application/json", lambda report, _: as_json(report)),
    "ttl": ("text/turtle", lambda report, _: as_turtle([*report_triples(report.findings)])),
    "jsonld": (
        "application/ld+json",
        lambda report, _: as_jsonld([*report_triples(report.findings)]),
    ),
    "html": (HTML, as_html),
}
"""The forms of a report to take away: media type, and what writes it."""

_NARROWING: Final = ("rule", "severity", "document", "q")


@blueprint.get("/checks")
def findings() -> Response:
    """Show the findings asked for, or give their report in a form to take away.

    Raises UnknownName for a rule or document that is not there, BadParameter for a severity that
    is none, UnfitFormat and NotAcceptable for a form that is not offered, NotFound for a page
    past the last, and for a report of a build that applied no rules.
    """
    own, form = edition(), _form()
    rules = checks.rules_in(own.listings)
    if rules is None and form:
        raise NotFound
    if rules is None:
        return Response(render_template("checks.html", listing=None), content_type=_type(HTML))
    choice = _choice(rules)
    if form:
        return _taken_away(checks.chosen(own.store, own.listings, choice), form)
    number = page_number()
    listing = checks.listing(own.store, own.listings, choice, language(), number)
    if number > listing.pages:
        raise NotFound
    page = render_template(
        "checks.html",
        listing=listing,
        choice=choice,
        document=compact(choice.document.value) if choice.document else "",
        page=[*listing.report.by_rule()],
        number=number,
        forms=[*_WRITERS],
        address=_address,
        reason=_reason,
        query=standalone(checks.QUERY % language()),
    )
    return Response(page, content_type=_type(HTML))


def page(iri: NamedNode) -> str:
    """Return the page of one finding.

    Raises NotFound for one that the rules did not make.
    """
    own = edition()
    if checks.rules_in(own.listings) is None:
        raise NotFound
    alone = checks.report_of(own.store, [iri])
    if not alone.findings:
        raise NotFound
    first = alone.findings[0]
    document = document_of(first, alone.things)
    return render_template(
        "checks_finding.html",
        report=alone,
        finding=first,
        document=compact(document.value) if document else "",
        reason=_reason,
    )


def _reason(finding: Finding) -> Wording | None:
    """Return why the shape that found something asks it."""
    known = edition().memo("reasons", lambda: checks.reasons(edition().store))
    return known.get(finding.result.shape)


def _choice(rules: Mapping[str, Rule]) -> Choice:
    given = {name: request.args.get(name, "").strip() for name in _NARROWING}
    document = given["document"]
    return Choice(
        rule=_rule(rules, given["rule"]) if given["rule"] else "",
        severity=_severity(given["severity"]),
        document=document_named(edition().store, document) if document else None,
        words=given["q"],
    )


def _rule(rules: Mapping[str, Rule], typed: str) -> str:
    codes = {code.casefold(): code for code in rules}
    if found := codes.get(typed.casefold()):
        return found
    near = get_close_matches(typed.casefold(), codes, cutoff=0.5) or codes
    raise UnknownName(
        kind_vi="quy tắc",
        kind_en="rule",
        name=typed,
        near=", ".join(codes[code] for code in near),
    )


def _severity(typed: str) -> Severity | None:
    named = {severity.name.lower(): severity for severity in Severity}
    if not typed:
        return None
    if typed.lower() not in named:
        accepted = ", ".join(named)
        raise BadParameter(
            name="severity",
            problem_vi=f"không có mức “{typed}”",
            problem_en=f"there is no severity “{typed}”",
            expected_vi=accepted,
            expected_en=accepted,
        )
    return named[typed.lower()]


def _form() -> str | None:
    """Return the form to take away that is asked for, by name or by ``Accept``; None for a page."""
    if named := request.args.get("format"):
        if named not in _WRITERS:
            raise UnfitFormat(format=named, accepted=", ".join(_WRITERS))
        return named
    media = {kind: name for name, (kind, _) in _WRITERS.items() if kind != HTML}
    best = preferred(request.headers.get("Accept"), [HTML, *media])
    if best is None:
        raise NotAcceptable(", ".join([HTML, *media]))
    return media.get(best)


def _taken_away(report: Report, form: str) -> Response:
    kind, write = _WRITERS[form]
    response = Response(write(report, language()), content_type=_type(kind))
    response.headers["Content-Disposition"] = f'attachment; filename="findings.{form}"'
    return response


def _type(kind: str) -> str:
    return f"{kind}; charset=utf-8"


def _address(**changed: str | int | None) -> str:
    """Return the address of this choice with some of it changed; None leaves a part out."""
    kept = {name: value for name in _NARROWING if (value := request.args.get(name, "").strip())}
    given = {name: str(value) for name, value in {**kept, **changed}.items() if value is not None}
    return f"{url_for('checks.findings')}?{urlencode(given)}"
