"""The page of findings tells all that the build found, narrows it truly, and hands it out."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from html import unescape
from io import StringIO
from urllib.parse import quote

import pyoxigraph
import pytest
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat

from bacthang.build import BuildReport
from bacthang.checking.findings import Finding
from bacthang.checking.html_report import as_html
from bacthang.checking.json_report import as_json
from bacthang.checking.report import Report
from bacthang.checking.running import Asked, check_store
from bacthang.checking.table import as_csv
from bacthang.errors import LANGS, Lang
from bacthang.iris import expand
from bacthang.listings import Listings
from bacthang.namespaces import ID, RDF, SH
from bacthang.plaintext import plain_text
from bacthang.rules import Severity, shape_files
from bacthang.views.checks import (
    PER_PAGE,
    Choice,
    chosen,
    documents_of,
    found,
    listing,
    reasons,
    report_of,
)

TAY_HO = ID["document/tay-ho-vi-03-ctr"]


@pytest.fixture(scope="module")
def everything(shipped: BuildReport) -> Report:
    report = found(shipped.store)
    assert report is not None
    return report


def fitting(everything: Report, choice: Choice) -> Report:
    """Return the findings that a choice asks for, each looked at by itself."""
    return replace(
        everything, findings=tuple(f for f in everything.findings if fits(f, choice, everything))
    )


def fits(finding: Finding, choice: Choice, report: Report) -> bool:
    said = [finding.code, *finding.message]
    for side in report.sides(finding):
        said += [*side.name, side.number, *(quote.text for quote in side.quotes)]
    text = plain_text(" ".join(said))
    return (
        choice.rule in ("", finding.code)
        and choice.severity in (None, finding.severity)
        and (choice.document is None or choice.document in documents_of(finding, report.things))
        and all(word in text for word in plain_text(choice.words).split())
    )


def shown(page: str) -> list[str]:
    """Return the names of the findings on a page, in order."""
    return re.findall(r'<article class="finding \w+" id="(\w+)"', page)


def names(report: Report) -> list[str]:
    return [finding.iri.value.rpartition("/")[2] for finding in report.findings]


def walked(client: FlaskClient, address: str) -> Iterable[str]:
    """Yield the pages from one on, as their links lead."""
    while True:
        page = client.get(address).get_data(as_text=True)
        yield page
        following = re.search(r'rel="next" href="([^"]+)"', page)
        if not following:
            return
        address = unescape(following[1])


def test_the_stored_findings_are_those_of_a_check(shipped: BuildReport, everything: Report) -> None:
    checked = check_store(shipped.store, Asked(shape_files()))
    assert names(everything) == names(checked)
    assert everything.counts == checked.counts
    assert everything.things == checked.things
    assert [*everything.rules] == [*checked.rules]


def test_all_pages_together_tell_every_finding_once(
    client: FlaskClient, everything: Report
) -> None:
    pages = [shown(page) for page in walked(client, "/checks?lang=en")]
    assert [len(page) for page in pages] == [
        PER_PAGE,
        PER_PAGE,
        len(everything.findings) % PER_PAGE,
    ]
    assert [name for page in pages for name in page] == names(everything)
    assert client.get(f"/checks?page={len(pages) + 1}").status_code == 404
    assert client.get("/checks?page=0").status_code == 404


CHOICES = {
    "": Choice(),
    "rule=cas-05": Choice(rule="CAS-05"),
    "severity=info": Choice(severity=Severity.INFO),
    "severity=warning": Choice(severity=Severity.WARNING),
    f"document={quote(TAY_HO.value)}": Choice(document=TAY_HO),
    "document=06-CTr/QU": Choice(document=ID["document/tay-ho-vi-06-ctr"]),
    "q=BAO hiem Y TE": Choice(words="BAO hiem Y TE"),
    "rule=DOC-03&q=đề án": Choice(rule="DOC-03", words="đề án"),
    "rule=CAS-07": Choice(rule="CAS-07"),
}


@pytest.mark.parametrize("asked", CHOICES)
def test_a_choice_shows_what_fits_and_no_more(
    client: FlaskClient, everything: Report, asked: str
) -> None:
    fits = fitting(everything, CHOICES[asked])
    told = [name for page in walked(client, f"/checks?{asked}&lang=vi") for name in shown(page)]
    assert told == names(fits)


def test_what_narrows_is_counted_rightly(everything: Report) -> None:
    assert len(fitting(everything, Choice(rule="CAS-05")).findings) == 6
    insurance = fitting(everything, Choice(words="bao hiem y te"))
    assert {finding.code for finding in insurance.findings} == {"CAS-11"}
    of_tay_ho = fitting(everything, Choice(document=TAY_HO)).findings
    assert of_tay_ho == tuple(
        f for f in everything.findings if TAY_HO in documents_of(f, everything.things)
    )
    assert 0 < len(of_tay_ho) < len(everything.findings)


@pytest.mark.parametrize("choice", CHOICES.values(), ids=CHOICES)
def test_each_way_to_narrow_tells_how_many_there_would_be(
    shipped: BuildReport, listings: Listings, everything: Report, choice: Choice
) -> None:
    told = listing(shipped.store, listings, choice, "vi")
    assert told.count == len(fitting(everything, choice).findings)
    assert told.documents.left_out == 0
    for option in told.rules:
        narrowed = Choice(option.value, choice.severity, choice.document, choice.words)
        assert len(fitting(everything, narrowed).findings) == option.count > 0
    for severity, n in told.severities:
        narrowed = Choice(choice.rule, severity, choice.document, choice.words)
        assert len(fitting(everything, narrowed).findings) == n > 0
    for option in told.documents.offered:
        narrowed = Choice(choice.rule, choice.severity, expand(option.value), choice.words)
        assert len(fitting(everything, narrowed).findings) == option.count > 0


@pytest.mark.parametrize("choice", CHOICES.values(), ids=CHOICES)
def test_what_is_listed_is_what_the_build_found(
    shipped: BuildReport, listings: Listings, everything: Report, choice: Choice
) -> None:
    told = chosen(shipped.store, listings, choice)
    own = fitting(everything, choice)
    assert told.findings == own.findings
    assert [f.result for f in told.findings] == [f.result for f in own.findings]
    assert all(everything.things[iri] == thing for iri, thing in told.things.items())


def test_of_very_many_documents_those_with_most_findings_are_offered(
    shipped: BuildReport, listings: Listings, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = listing(shipped.store, listings, Choice(), "vi").documents.offered
    monkeypatch.setattr("bacthang.views.checks.MOST_OPTIONS", 3)
    last = min(every, key=lambda option: option.count)
    told = listing(shipped.store, listings, Choice(document=expand(last.value)), "vi").documents
    counts = sorted((option.count for option in every), reverse=True)
    assert sorted((o.count for o in told.offered if o != last), reverse=True) == counts[:3]
    assert last in told.offered
    assert len(told.offered) + told.left_out == len(every)


def test_rules_that_found_nothing_are_named(
    client: FlaskClient, shipped: BuildReport, listings: Listings, everything: Report
) -> None:
    told = listing(shipped.store, listings, Choice(), "en")
    silent = [rule.code for rule in told.silent]
    loud = Counter(finding.code for finding in everything.findings)
    assert sorted([*silent, *loud]) == [*everything.rules]
    page = client.get("/checks?lang=en").get_data(as_text=True)
    section = page[page.index('id="silent"') :]
    assert re.findall(r'shapes#([\w-]+)"', section[: section.index("</section>")]) == silent


@pytest.mark.parametrize("lang", LANGS)
def test_reports_are_taken_away_as_the_command_line_writes_them(
    client: FlaskClient, everything: Report, lang: Lang
) -> None:
    asked = f"/checks?rule=CAS-05&lang={lang}&format="
    own = fitting(everything, Choice(rule="CAS-05"))
    assert client.get(f"{asked}csv").data == as_csv(own.findings)
    assert client.get(f"{asked}json").data == as_json(own)
    assert client.get(f"{asked}html").data == as_html(own, lang)


def test_the_table_has_every_finding(client: FlaskClient, everything: Report) -> None:
    response = client.get("/checks?format=csv")
    assert response.content_type == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="findings.csv"'
    rows = list(csv.DictReader(StringIO(response.data.decode("utf-8-sig"))))
    assert [row["code"] for row in rows] == [finding.code for finding in everything.findings]


@pytest.mark.parametrize("form", ["ttl", "jsonld"])
def test_a_report_is_standard_rdf(client: FlaskClient, everything: Report, form: str) -> None:
    data = client.get(f"/checks?format={form}&rule=CAS-05").data
    read = RdfFormat.TURTLE if form == "ttl" else RdfFormat.JSON_LD
    triples = {quad.triple for quad in pyoxigraph.parse(data, read)}
    results = {
        t.subject for t in triples if (t.predicate, t.object) == (RDF.type, SH.ValidationResult)
    }
    assert results == {f.iri for f in fitting(everything, Choice(rule="CAS-05")).findings}


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("text/html", "text/html; charset=utf-8"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("application/json;q=0.9, text/turtle;q=0.8", "application/json; charset=utf-8"),
        ("text/turtle", "text/turtle; charset=utf-8"),
        ("*/*", "text/html; charset=utf-8"),
    ],
)
def test_software_says_what_it_reads(client: FlaskClient, accept: str, kind: str) -> None:
    response = client.get("/checks", headers={"Accept": accept})
    assert (response.status_code, response.content_type) == (200, kind)


@pytest.mark.parametrize(
    ("asked", "status", "told"),
    [
        ("rule=CAS-99", 404, "CAS-"),
        ("severity=grave", 400, "info, warning, violation"),
        ("document=nothing-like-it", 404, "nothing-like-it"),
        ("format=pdf", 406, "csv, json, ttl, jsonld, html"),
    ],
)
def test_what_cannot_be_chosen_is_said_with_what_can(
    client: FlaskClient, asked: str, status: int, told: str
) -> None:
    response = client.get(f"/checks?{asked}", headers={"Accept": "application/json"})
    assert response.status_code == status
    assert told in json.dumps(response.get_json(force=True), ensure_ascii=False)


def test_no_form_that_a_client_reads_is_406(client: FlaskClient) -> None:
    assert client.get("/checks", headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize("lang", LANGS)
def test_every_finding_has_its_page(client: FlaskClient, everything: Report, lang: Lang) -> None:
    for finding in everything.findings:
        address = f"/id/finding/{finding.iri.value.rpartition('/')[2]}?lang={lang}"
        page = client.get(address, headers={"Accept": "text/html"}).get_data(as_text=True)
        assert shown(page) == [finding.iri.value.rpartition("/")[2]]
        text = " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())
        first, dot, last = finding.message.plain(lang).rpartition(". ")
        assert " ".join(f"{first}{dot}".split()) in text
        assert " ".join(last.split()) in text
        for side in everything.sides(finding):
            assert side.name.plain(lang) in text
            for own in [q for q in side.quotes if not q.is_context][:3]:
                assert " ".join(own.text.split()) in text
                assert f"/sources/{own.source}#c{own.start}-{own.end}" in page
            for report in side.reports:
                assert f'href="{report.address}"' in unescape(page)


def test_a_finding_that_is_not_there_is_not_shown(
    client: FlaskClient, shipped: BuildReport
) -> None:
    assert client.get("/id/finding/0000").status_code == 404
    assert report_of(shipped.store, [ID["finding/0000"]]).findings == ()


def test_each_finding_tells_why_its_own_shape_asks(
    shipped: BuildReport, everything: Report
) -> None:
    known = reasons(shipped.store)
    for finding in everything.findings:
        why = known[finding.result.shape]
        assert why in everything.rules[finding.code].reasons


def test_nothing_chosen_is_said_to_be_nothing(client: FlaskClient) -> None:
    page = client.get("/checks?rule=CAS-07&lang=en").get_data(as_text=True)
    assert "No finding has all that was chosen." in page
    assert shown(page) == []


def test_a_build_that_did_not_check_says_nothing_either_way(
    client: FlaskClient, shipped: BuildReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    unchecked = replace(shipped.store.info(), shapes_hash="")
    store = shipped.store
    monkeypatch.setattr(store, "info", lambda: unchecked)
    assert found(store) is None
    monkeypatch.setattr("bacthang.views.checks.rules_in", lambda _: None)
    page = client.get("/checks?lang=en").get_data(as_text=True)
    assert "This build has applied no rules, so nothing can be said either way." in page
    assert client.get("/checks?format=csv", headers={"Accept": "text/csv"}).status_code == 404
