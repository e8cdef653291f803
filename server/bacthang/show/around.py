"""What is said of anything: its facts, what refers to it, its quotes and its reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from pyoxigraph import Literal, NamedNode

from ..errors import Lang
from ..evidence import Witnesses, quotes_of, reports_of
from ..iris import compact
from ..namespaces import BT, ELI, RDF, RDFS, SH
from ..naming import names_of
from ..rules import Severity
from ..selecting import Row, node, select, text_of
from ..stores import Store
from .card import WORDS, Fact, Section, section, table

_INCOMING = "SELECT ?s ?p WHERE { ?s ?p %s } ORDER BY ?p ?s LIMIT %d"
_INCOMING_COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p %s }"
_COMMITMENTS = """
SELECT ?target ?document ?printed ?rank ?year WHERE {
  ?target bt:indicator %s ; bt:inDocument ?document .
  OPTIONAL { ?target bt:printedValue ?printed }
  OPTIONAL { ?target bt:targetYear ?year }
  OPTIONAL { ?document bt:issuedBy/bt:level/bt:rank ?rank }
}
"""
_FINDINGS: Final = f"""
SELECT DISTINCT ?result ?code ?severity ?message WHERE {{
  {{ BIND (%(thing)s AS ?about) }}
  UNION {{ ?about bt:inDocument|bt:linkFrom %(thing)s }}
  GRAPH graph:findings {{
    ?result {SH.focusNode}|{SH.value} ?about ;
      dcterms:identifier ?code ;
      {SH.resultSeverity} ?severity ;
      {SH.resultMessage} ?message .
  }}
  FILTER (LANG(?message) = "%(lang)s")
}}
"""
_UNSHOWN: Final = {BT.plainText, BT.text, BT.statedIn, BT.reportedIn, RDFS.label}
_IN_STAIRCASE: Final = {
    BT.implements, BT.alignsWith, ELI.based_on, ELI.amends, ELI.repeals, ELI.cites, ELI.refers_to,
}  # fmt: skip
_INCOMING_SHOWN: Final = 100


def facts(store: Store, statements: Iterable[Row], lang: Lang) -> tuple[Fact, ...]:
    """Return the statements by property; of words in several languages, the reader's alone."""
    values: defaultdict[NamedNode, list[NamedNode | Literal]] = defaultdict(list)
    for row in statements:
        if (shown := node(row, "p")) not in _UNSHOWN | _IN_STAIRCASE:
            values[shown].append(row["o"])
    mentioned = [value for own in values.values() for value in own if isinstance(value, NamedNode)]
    names = names_of(store, [*values, *mentioned], lang) | {RDF.type: WORDS["kind"].said(lang)}

    def words(own: Iterable[NamedNode | Literal]) -> tuple[str, ...]:
        own = list(own)
        spoken = {value.language for value in own if isinstance(value, Literal)}
        return tuple(
            sorted(
                names[value] if isinstance(value, NamedNode) else value.value
                for value in own
                if isinstance(value, NamedNode)
                or value.language in {None, lang}
                or lang not in spoken
            )
        )

    return tuple(
        sorted((Fact(names[p], words(own)) for p, own in values.items()), key=lambda f: f.name)
    )


def commitments_section(store: Store, thing: NamedNode, lang: Lang) -> Section:
    """Return every target on an indicator, from the top of the staircase down, by year."""
    rows = select(store, _COMMITMENTS % thing)
    rows.sort(key=lambda row: [text_of(row, key) for key in ("rank", "document", "year", "target")])
    names = names_of(
        store, [node(row, key) for row in rows for key in ("target", "document")], lang
    )
    witnesses = Witnesses(store, (node(row, "target") for row in rows), lang)
    return section(
        "targets",
        ("document", "name", "printed", "quote", "place"),
        (
            (
                names[node(row, "document")],
                names[node(row, "target")],
                text_of(row, "printed"),
                *witnesses.said(node(row, "target")),
            )
            for row in rows
        ),
        lang,
    )


def incoming_section(store: Store, thing: NamedNode, lang: Lang) -> Section:
    """Return what refers to a thing; of very many the first, and the heading says so."""
    rows = select(store, _INCOMING % (thing, _INCOMING_SHOWN))
    heading = WORDS["incoming"].said(lang)
    if len(rows) == _INCOMING_SHOWN:
        (total,) = select(store, _INCOMING_COUNT % thing)
        shown = WORDS["shown"].said(lang, shown=len(rows), all=total["n"].value)
        heading = f"{heading} ({shown})"
    pairs = [(node(row, "p"), node(row, "s")) for row in rows]
    names = names_of(store, [term for pair in pairs for term in pair], lang)
    lines = ((names[p], names[s], compact(s.value)) for p, s in pairs if p not in _UNSHOWN)
    return Section(heading, table(("relation", "name", "iri"), lines, lang))


def findings_section(store: Store, thing: NamedNode, lang: Lang) -> Section:
    """Return what the rules found about a thing, its parts and its links, the worst first."""
    rows = [
        (Severity.of(row["severity"]), row["code"].value, row["message"].value)
        for row in select(store, _FINDINGS % {"thing": thing, "lang": lang})
    ]
    rows.sort(key=lambda row: (-row[0], row[1:]))
    lines = ((code, severity.word.said(lang), message) for severity, code, message in rows)
    return section("findings", ("code", "severity", "message"), lines, lang)


def quotes_section(store: Store, thing: NamedNode, lang: Lang) -> Section:
    """Return the quotes of a thing, with their places."""
    lines = (
        (quote.text, WORDS["context" if quote.is_context else "own"].said(lang), quote.place)
        for quote in quotes_of(store, [thing]).get(thing, [])
    )
    return section("quotes", ("quote", "role", "place"), lines, lang)


def reports_section(store: Store, thing: NamedNode, lang: Lang) -> Section:
    """Return the pages that report a thing."""
    reports = reports_of(store, [thing]).get(thing, [])
    names = names_of(store, (certainty for _, certainty in reports if certainty), lang)
    lines = ((address, names[kind] if kind else "") for address, kind in reports)
    return section("reports", ("address", "certainty"), lines, lang)
