"""Terms and rules are documented at their own IRIs, in both languages."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape

import pytest
from flask.testing import FlaskClient
from pyoxigraph import Literal, NamedNode, QuerySolutions

from bacthang.build import BuildReport
from bacthang.namespaces import BT, DCTERMS, FINDINGS_GRAPH, ONTOLOGY_GRAPH, OWL, RDF, SHAPES_GRAPH
from bacthang.rules import Rules, rules_of, shape_files
from bacthang.shacl import read_shapes
from bacthang.views.documented import Term, Vocabulary
from bacthang.views.ruled import Documentation, documentation
from bacthang.views.said import uses_in
from bacthang.views.vocabulary import vocabulary


@pytest.fixture(scope="module")
def english(shipped: BuildReport) -> Vocabulary:
    return vocabulary(shipped.store, "en", uses_in(shipped.store))


@pytest.fixture(scope="module")
def rules() -> Rules:
    files = shape_files()
    return rules_of(read_shapes(files), files)


@pytest.fixture(scope="module")
def documented(shipped: BuildReport, rules: Rules) -> Documentation:
    return documentation(shipped.store, rules, "en")


def term(shown: Vocabulary, local: str) -> Term:
    (found,) = (
        term for section in shown.sections for term in section.terms if term.iri == BT[local]
    )
    return found


def related(one: Term, word: str) -> list[str]:
    return [named.name for kind in one.related if kind.word.en == word for named in kind.terms]


def test_every_term_of_ours_stands_in_the_section_of_its_kind(
    shipped: BuildReport, english: Vocabulary
) -> None:
    declared = {
        kind: {q.subject for q in shipped.store.quads(None, RDF.type, kind, ONTOLOGY_GRAPH)}
        for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    }
    shown = [{term.iri for term in section.terms} for section in english.sections]
    assert shown[:3] == [{s for s in terms if s in BT} for terms in declared.values()]
    individuals = {s.subject for s in shipped.store.quads(g=ONTOLOGY_GRAPH) if s.subject in BT}
    assert shown[3] == individuals - set().union(*shown[:3])


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_term_is_worded(shipped: BuildReport, lang: str) -> None:
    shown = vocabulary(shipped.store, "vi" if lang == "vi" else "en", uses_in(shipped.store))
    unworded = [
        term.short
        for section in shown.sections
        for term in section.terms
        if not (term.name and term.other and term.definition and term.name != term.short)
    ]
    assert unworded == []
    assert (shown.title, shown.version) == (
        {
            "vi": "Bậc Thang: từ vựng về chính sách theo bậc",
            "en": "Bậc Thang: a vocabulary of policy cascades",
        }[lang],
        "0.1.0",
    )


def test_a_class_tells_what_it_stands_on_and_what_is_said_of_it(english: Vocabulary) -> None:
    target = term(english, "Target")
    assert (target.short, target.anchor, target.other) == ("bt:Target", "Target", "chỉ tiêu")
    assert related(target, "is a kind of") == ["entity", "provision"]
    assert {"comparator", "lower bound", "target year"} <= {*related(target, "properties")}
    assert len(target.seen_in) == 3
    comparator = term(english, "Comparator")
    assert len(related(comparator, "members")) == 10
    assert related(term(english, "atLeast"), "is one of") == ["comparator"]


def test_a_property_tells_its_domain_range_and_kinds(english: Vocabulary) -> None:
    direction = term(english, "direction")
    assert direction.kinds == ("object property", "functional")
    assert related(direction, "domain") == ["indicator"]
    assert related(direction, "range") == ["direction"]


def test_a_domain_of_several_classes_names_them_all(
    shipped: BuildReport, english: Vocabulary
) -> None:
    unions = {quad.subject for quad in shipped.store.quads(None, OWL.unionOf)}
    named = [
        name
        for section in english.sections
        for one in section.terms
        for kind in one.related
        for name in [named.name for named in kind.terms if named.iri in unions]
    ]
    assert named
    assert [name for name in named if " or " not in name or "node/" in name] == []


def test_uses_are_counted_in_data_and_not_in_the_ontology(
    shipped: BuildReport, english: Vocabulary
) -> None:
    uses = Counter(
        one
        for quad in shipped.store.quads()
        if quad.graph_name.value.rpartition("/")[2]
        not in ("ontology", "shapes", "findings", "build")
        for one in (quad.predicate, quad.object)
    )
    found = {one.iri: one.uses for section in english.sections for one in section.terms}
    assert found == {iri: uses[iri] for iri in found}
    assert found[BT.Target] > 200


def test_an_example_has_the_term_that_it_is_of(shipped: BuildReport, english: Vocabulary) -> None:
    shown = [
        (one.iri, thing.iri) for s in english.sections for one in s.terms for thing in one.seen_in
    ]
    assert len(shown) > 200
    for iri, thing in shown:
        quads = [*shipped.store.quads(thing, iri), *shipped.store.quads(thing, None, iri)]
        assert quads, f"{thing} has no {iri}"


def test_terms_of_other_vocabularies_are_named(english: Vocabulary) -> None:
    names = {one.short: one.name for one in english.public}
    assert names["eli:based_on"] == "based on"
    assert names["sh:SPARQLExecutable"] == "SPARQL executable"
    assert not [one for one in english.public if one.iri in BT]


@pytest.mark.parametrize(("lang", "word"), [("vi", "cận dưới"), ("en", "lower bound")])
def test_the_page_of_the_ontology_speaks_to_its_reader(
    client: FlaskClient, lang: str, word: str
) -> None:
    page = unescape(client.get(f"/ontology?lang={lang}").text)
    section = page.partition('<article class="term" id="lowerBound"')[2].partition("</article>")[0]
    assert f">{word} <a" in section
    assert "bt:lowerBound" in section
    assert 'href="/ontology#Target"' in section


def test_no_link_of_the_documentation_leads_to_a_missing_anchor(client: FlaskClient) -> None:
    for path in ("/ontology", "/shapes"):
        page = client.get(path).text
        anchors = set(re.findall(r'\bid="([^"]+)"', page))
        inside = set(re.findall(rf'href="(?:{path})?#([^"]+)"', page))
        assert len(inside) > 25
        assert inside - anchors == set()


def test_every_rule_is_documented_with_what_it_found(
    shipped: BuildReport, rules: Rules, documented: Documentation
) -> None:
    found = Counter(
        quad.object.value
        for quad in shipped.store.quads(None, DCTERMS.identifier, None, FINDINGS_GRAPH)
        if isinstance(quad.object, Literal)
    )
    assert {rule.code: rule.found for rule in documented.rules} == {
        code: found[code] for code in rules
    }
    assert sum(rule.found for rule in documented.rules) == found.total() > 100


def test_a_rule_says_why_it_is_what_it_looks_at_and_how_bad_it_is(
    documented: Documentation,
) -> None:
    (rule,) = (rule for rule in documented.rules if rule.code == "CAS-05")
    assert rule.title == "a target asks for no less than the one above it"
    assert any("Long Biên's own since May 2021" in reason for reason in rule.reasons)
    assert [severity.local for severity in rule.severities] == ["Warning", "Info"]
    assert rule.looks_at[0][0] == "values of"
    assert rule.looks_at[0][1].iri == BT.lowerTarget
    weaker = next(s for s in rule.shapes if s.anchor == "CAS-05-weaker-constraint")
    assert "which is less ambitious than" in weaker.message
    assert "shp:CAS-05-weaker\n    a sh:NodeShape" in rule.turtle


def test_every_named_shape_belongs_to_one_rule_or_to_all(
    shipped: BuildReport, documented: Documentation
) -> None:
    named = [s.iri for rule in documented.rules for s in rule.shapes]
    named += [s.iri for s in documented.others]
    subjects = {
        quad.subject
        for quad in shipped.store.quads(g=SHAPES_GRAPH)
        if isinstance(quad.subject, NamedNode) and "/shapes#" in quad.subject.value
    }
    assert len(named) == len(subjects)
    assert {*named} == subjects
    assert all(shape.anchor.startswith("prefix") for shape in documented.others)


def test_a_rule_leads_to_its_findings(client: FlaskClient, documented: Documentation) -> None:
    page = client.get("/shapes?lang=en").text
    with_findings = [rule for rule in documented.rules if rule.found]
    assert with_findings
    for rule in documented.rules:
        link = f'href="/checks?rule={rule.code}"'
        assert (link in page) == (rule.found > 0)
    code = with_findings[0].code
    assert client.get(f"/checks?rule={code}").status_code == 200


def test_the_query_of_the_page_runs(shipped: BuildReport, client: FlaskClient) -> None:
    page = unescape(client.get("/ontology?lang=en").text)
    query = page.partition('<pre class="code" tabindex="0"><code>')[2].partition("</code>")[0]
    rows = shipped.store.query(query)
    assert isinstance(rows, QuerySolutions)
    assert len([*rows]) == sum(
        len(section.terms)
        for section in vocabulary(shipped.store, "en", uses_in(shipped.store)).sections
    )
