"""What a query may not be is told from its words, whatever their spelling."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import product

import pytest

from bacthang.errors import BacThangError, ServiceRefused, UnknownGraphs, UpdateRefused
from bacthang.web.workers import Asked
from bacthang.web.workers.inside.guard import Refused, check, datasets, is_update
from pools import Trap, pool, told

AMPLE = 1_000_000


def refused(query: str, longest: int = AMPLE, deepest: int = 100) -> str:
    """Return for what a text is refused; empty when it passes."""
    try:
        check(query, longest, deepest)
    except Refused as refusal:
        return refusal.name
    return ""


HEADS = (
    "SELECT * {{ {call} }}",
    "PREFIX : <{root}> SELECT * {{ {call} }}",
    "PREFIX service: <{root}> PREFIX : <{root}> SELECT * {{ {call} }}",
    "SELECT * {{ BIND(1 AS ?one) OPTIONAL {{ {call} }} }}",
    "ASK {{ ?s ?p true.{call} }}",
    "ASK {{ VALUES ?o {{ 1 }} ?o ?o1 1{call} }}",
    "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {{ SELECT * {{ {call} }} }} }}",
    "SELECT * {{ ?a\\u0062 ?p ?o {call} }}",
    "SELECT * {{ ?s <a:{{}}> 'x' }} # it\n",
    "PREFIX e: <e:> SELECT * {{ ?s ?p e:a\\#b . {call} }}",
    "PREFIX e: <e:> SELECT * {{ ?s ?p e:a\\'b . {call} }}",
    "SELECT * {{ ?s ?p '#' . {call} }}",
    "SELECT * {{ ?s ?p <http://x/#> . {call} }}",
    "SELECT * {{ ?s ?p '''it's''' . {call} }}",
    "SELECT * {{ FILTER(1<2) {call} FILTER(2>1) }}",
    "SELECT * {{ FILTER(?a<?b) {call} FILTER(?c>?d) }}",
    "SELECT * {{ # '\n {call} # '\n }}",
    'SELECT * {{ # """\n {call} # """\n }}',
    'SELECT * {{ FILTER(1<2+#>"""\n 1) {call} #"""\n }}',
    'SELECT * {{ BIND(1 AS ?a·) FILTER(?a·<?a·+#>"""\n 1) {call} #"""\n }}',
    'SELECT * {{ FILTER(1<<x#>||"""\n""") {call} #"""\n }}',
    'SELECT * {{ FILTER(1<<x>||1<2+#>"""\n 1) {call} #"""\n }}',
    'SELECT * {{ FILTER(1<<x)>||1<2+#>"""\n 1) {call} #"""\n }}',
    'SELECT * {{ FILTER(EXISTS {{}}<2+#>"""\n 1) {call} #"""\n }}',
)
CALLS = tuple(
    f"{word}{gap}{name}{{?s ?p ?o}}"
    for word, gap, name in product(
        ("SERVICE", "service", "sErViCe", "SERVICE SILENT", "SERVICESILENT", "serviceſilent"),
        ("", " ", "\n", "#c\n", "\t# '\n"),
        ("<{url}>", ":sparql", "service:sparql", "?g"),
    )
)


@pytest.fixture(scope="module")
def trap() -> Iterator[Trap]:
    made = Trap()
    yield made
    made.close()


def spellings(trap: Trap) -> list[str]:
    root = trap.url.removesuffix("sparql")
    calls = [call.replace("{url}", trap.url) for call in CALLS]
    return [head.format(call=call, root=root) for head in HEADS for call in calls]


def test_whatever_the_engine_reads_as_a_call_is_refused(built: str, trap: Trap) -> None:
    """Each text is given to an engine that may call, and only that tells which of them do."""
    calling = 0
    with pool(built, guarded=False, confined=False) as open_pool:
        for text in spellings(trap):
            before = trap.caught
            with suppress(BacThangError):
                told(open_pool, text)
            if trap.caught > before:
                calling += 1
                assert refused(text) == "ServiceRefused", text
    assert calling >= 300


def test_a_call_is_refused_before_anything_is_done(built: str, trap: Trap) -> None:
    before = trap.caught
    with pool(built) as guarded:
        for text in (
            f"SELECT * {{ SERVICE <{trap.url}> {{ ?s ?p ?o }} }}",
            f"ASK{{service<{trap.url}>{{}}}}",
        ):
            with pytest.raises(ServiceRefused):
                guarded.ask(Asked(text))
        for text in (
            f"SELECT * FROM <{trap.url}> {{ ?s ?p ?o }}",
            f"ASK FROM NAMED<{trap.url}>{{}}",
        ):
            with pytest.raises(UnknownGraphs) as raised:
                guarded.ask(Asked(text))
            assert raised.value.facts["graphs"] == [trap.url]
        for text in (f"LOAD <{trap.url}>", f"LOAD SILENT <{trap.url}> INTO GRAPH <g:g>"):
            with pytest.raises(UpdateRefused):
                guarded.ask(Asked(text))
        for asked in (
            Asked("ASK {}", default_graphs=(trap.url,)),
            Asked("ASK {}", named_graphs=(trap.url,)),
        ):
            with pytest.raises(UnknownGraphs):
                guarded.ask(asked)
    assert trap.caught == before


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p 'SERVICE <http://x/> { }' }",
        'SELECT * { ?s ?p "a SERVICE", """SERVICE\n"SERVICE" """ }',
        "SELECT * { ?s ?p '''it's a SERVICE''' }",
        "SELECT * { ?s ?p 'it\\'s a SERVICE' }",
        "SELECT * { ?s ?p ?o } # SERVICE <http://x/> { }",
        "SELECT * { ?s <http://x/SERVICE> ?o . ?o <http://x/#SERVICE> ?q }",
        "SELECT ?service $SERVICE { ?service ?p $SERVICE }",
        "PREFIX service: <http://x/> SELECT * { ?s a service:Thing ; service:of [] }",
        "PREFIX sd: <http://x/> SELECT * { ?s a sd:Service, sd:SERVICE . { ?s ?p ?o } }",
        "PREFIX service: <http://x/> SELECT * { GRAPH service:g { ?s ?p ?o } }",
        "SELECT * { _:service ?p 'x'@service }",
        "PREFIX e: <e:> SELECT * { e:self-SERVICE ?p e:a.SERVICE }",
        "SELECT * { VALUES ?s { <http://x/#a> } FILTER(?s = <http://x/#a>) ?s a 'a service' }",
        "SELECT * { FILTER(?o IN (<http://x/#a>, <http://x/#b>)) ?s ?p <http://x/#c>, 'service' }",
    ],
)
def test_the_word_may_stand_where_it_calls_nobody(query: str) -> None:
    assert refused(query) == ""


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { \\u0053ERVICE <http://x/> { } }",
        "SELECT * { S\\u0045RVICE <http://x/> { } }",
        "SELECT * { \\U00000053ervice<http://x/>{ } }",
    ],
)
def test_code_point_escapes_hide_nothing(query: str) -> None:
    assert refused(query) == "ServiceRefused"


@pytest.mark.parametrize("bracket", ["{}", "()", "[]", ("<<", ">>"), ("<<(", ")>>")])
def test_brackets_nest_to_the_limit_and_no_deeper(bracket: tuple[str, str]) -> None:
    opened, closed = bracket
    assert refused(opened * 20 + closed * 20, deepest=20) == ""
    assert refused(opened * 21 + closed * 21, deepest=20) == "TooNested"
    assert refused((opened * 20 + closed * 20 + " ") * 9, deepest=20) == ""


def test_brackets_in_strings_iris_and_comments_do_not_count() -> None:
    assert refused("SELECT * { ?s ?p '" + "{" * 50 + "' }", deepest=5) == ""
    assert refused("SELECT * { } #" + "(" * 50, deepest=5) == ""
    assert refused("SELECT * { ?s <http://x/((((((((> [] }", deepest=5) == ""
    assert refused("#'\n" + "{" * 6, deepest=5) == "TooNested"
    assert refused('(1<2+#>"""\n' + "(" * 6, deepest=5) == "TooNested"


def test_length_is_in_bytes_of_utf_8() -> None:
    assert refused("# ệ" + "x" * 5, longest=10) == ""
    assert refused("# ệ" + "x" * 6, longest=10) == "QueryTooLong"


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <a:a> <a:a> <a:a> }",
        "delete where { ?s ?p ?o }",
        "PREFIX e: <e:> BASE <e:> # SELECT\n LOAD e:x",
        "PREFIX SELECT: <e:>\nCLEAR ALL",
        "WITH <e:e> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "DROP SILENT ALL",
        "CREATE GRAPH <e:e>",
        "ADD DEFAULT TO <e:e>",
        "MOVE DEFAULT TO <e:e>",
        "COPY DEFAULT TO <e:e>",
    ],
)
def test_updates_are_told_from_broken_queries(update: str) -> None:
    assert is_update(update)


@pytest.mark.parametrize(
    "text", ["", "SELECT * { INSERT }", "PREFIX insert: <e:> SELECT", "'LOAD'", "{"]
)
def test_broken_queries_are_not_taken_for_updates(text: str) -> None:
    assert not is_update(text)


def test_the_graphs_of_a_query_are_found_where_they_are_named() -> None:
    head = "PREFIX e: <e:> # FROM <no:no>\n"
    rest = "SELECT * FROM <a:a> FROM NAMED e:b\nFROM#c\nNAMED <c:c> FromNamed<d:d>"
    rest += " { ?from ?p 'FROM <e:e>' }"
    prologue, found = datasets(head + rest)
    assert prologue == head
    assert found == [(False, "<a:a>"), (True, "e:b"), (True, "<c:c>"), (True, "<d:d>")]
