"""Queries are answered whole or not at all, and none goes past its limits."""

from __future__ import annotations

import errno
import json
import os
import signal
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pyoxigraph
import pytest

from bacthang.errors import (
    BacThangError,
    Busy,
    MalformedQuery,
    MemoryLimit,
    NoRoom,
    NoSuchForm,
    QueryCrashed,
    QueryTooLong,
    RowLimit,
    SizeLimit,
    StoreUnreadable,
    TimeLimit,
    TooNested,
    UnknownGraphs,
)
from bacthang.namespaces import REFERENCE_GRAPH, REPORTED_GRAPH
from bacthang.stores import open_store
from bacthang.web.settings import Limits
from bacthang.web.workers import Asked, Pool
from pools import ENDLESS, HUNGRY, children, eventually, pool, told, workers_of

ROW = "SELECT ?row { VALUES ?row { %s } }"
MANY = "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 3000"


def rows(count: int) -> str:
    return ROW % " ".join(map(str, range(count)))


@pytest.fixture(scope="module")
def ample(built: str) -> Iterator[Pool]:
    with pool(built, workers=2) as made:
        yield made


# Answers


def test_an_answer_says_what_it_is(ample: Pool) -> None:
    answer = ample.ask(Asked(rows(3)))
    assert (answer.kind, answer.form, answer.count) == ("rows", "json", 3)
    data = b"".join(answer)
    assert answer.size == len(data)
    assert [row["row"]["value"] for row in json.loads(data)["results"]["bindings"]] == [
        "0",
        "1",
        "2",
    ]
    assert 0 < answer.seconds < 20


def test_truth_and_graphs_have_forms_of_their_own(ample: Pool) -> None:
    asked = Asked("ASK {}", rows="csv", truth="xml", graph="nt")
    truth = ample.ask(asked)
    assert (truth.kind, truth.form, truth.count) == ("truth", "xml", 1)
    assert b"<boolean>true</boolean>" in b"".join(truth)
    graph = ample.ask(Asked("CONSTRUCT { <a:a> <a:b> 1, 2 } {}", rows="csv", graph="nt"))
    assert (graph.kind, graph.form, graph.count) == ("graph", "nt", 2)
    assert sorted(b"".join(graph).splitlines())[0].startswith(b'<a:a> <a:b> "1"')


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_rows_are_those_of_the_store_in_every_form(built: str, ample: Pool, form: str) -> None:
    formats = {
        name.lower(): getattr(pyoxigraph.QueryResultsFormat, name)
        for name in ("JSON", "XML", "CSV", "TSV")
    }
    answer = ample.ask(Asked(MANY, rows=form))
    assert answer.count == 3000
    assert b"".join(answer) == open_store(built).query(MANY).serialize(format=formats[form])  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("form", "suffix"),
    [("ttl", "TURTLE"), ("nt", "N_TRIPLES"), ("rdf", "RDF_XML"), ("jsonld", "JSON_LD")],
)
def test_graphs_are_those_of_the_store_in_every_form(
    built: str, ample: Pool, form: str, suffix: str
) -> None:
    query = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 12000"
    data = b"".join(ample.ask(Asked(query, graph=form)))
    read = {quad.triple for quad in pyoxigraph.parse(data, getattr(pyoxigraph.RdfFormat, suffix))}
    assert read == set(open_store(built).query(query))
    assert len(read) == 12000


def test_a_graph_names_only_the_prefixes_it_uses(ample: Pool) -> None:
    text = told(
        ample, "CONSTRUCT { ?s a ?c } { ?s a ?c . FILTER(STRENDS(STR(?c), '#Target')) } LIMIT 1"
    )
    assert "@prefix bt: <https://w3id.org/bacthang/ontology#> ." in text
    assert "@prefix sosa:" not in text


def test_csv_has_its_mark_only_when_asked(ample: Pool) -> None:
    assert told(ample, rows(1), rows="csv") == "row\r\n0\r\n"
    assert told(ample, rows(1), rows="csv", bom=True) == "\ufeffrow\r\n0\r\n"
    assert told(ample, rows(1), rows="tsv", bom=True) == "?row\n0\n"


def test_no_form_is_an_error_before_anything_is_written(ample: Pool) -> None:
    for asked in (
        Asked("SELECT * {}", rows=None),
        Asked("ASK {}", truth=None),
        Asked("CONSTRUCT {} {}", graph=None),
    ):
        with pytest.raises(NoSuchForm):
            ample.ask(asked)
    assert ample.ask(Asked("ASK {}", rows=None, graph=None)).kind == "truth"


def test_syntax_errors_point(ample: Pool) -> None:
    with pytest.raises(MalformedQuery) as raised:
        ample.ask(Asked("SELECT * {\n  ?s ?p }"))
    assert (raised.value.facts["line"], raised.value.facts["column"]) == (2, 10)


# The dataset


def counted(pool: Pool, query: str, **asked: object) -> int:
    return int(told(pool, query, rows="csv", **asked).split()[1])


def test_the_dataset_is_that_of_the_request_then_of_the_query(ample: Pool, built: str) -> None:
    sizes = open_store(built).info().graphs
    reported, reference = REPORTED_GRAPH.value, REFERENCE_GRAPH.value
    plain = "SELECT (COUNT(*) AS ?n) %s { ?s ?p ?o }"
    named = "SELECT (COUNT(*) AS ?n) %s { GRAPH ?g { ?s ?p ?o } }"
    assert counted(ample, plain % f"FROM <{reported}>") == sizes[reported]
    assert counted(ample, plain % f"FROM <{reported}> FROM <{reported}>") == sizes[reported]
    assert counted(ample, named % f"FROM NAMED <{reference}>") == sizes[reference]
    base, local = reported.rsplit("/", 1)
    for prologue, name in (
        (f"PREFIX g: <{base}/>", f"g:{local}"),
        (f"BASE <{base}/>", f"<{local}>"),
    ):
        assert counted(ample, f"{prologue} {plain % f'FROM {name}'}") == sizes[reported]
    asked = {"default_graphs": (reference, reference)}
    assert counted(ample, plain % f"FROM <{reported}>", **asked) == sizes[reference]
    assert counted(ample, named % f"FROM NAMED <{reported}>", **asked) == 0
    assert counted(ample, plain % "", named_graphs=(reference,)) == 0


def test_graphs_that_are_not_there_are_named(ample: Pool) -> None:
    with pytest.raises(UnknownGraphs) as raised:
        ample.ask(
            Asked(f"ASK FROM <a:a> FROM <{REPORTED_GRAPH.value}> FROM NAMED <b:b> FROM <a:a> {{}}")
        )
    assert raised.value.facts["graphs"] == ["a:a", "b:b"]
    with pytest.raises(UnknownGraphs):
        ample.ask(Asked("ASK {}", named_graphs=("c:c",)))


# Limits


def test_a_query_past_its_time_is_stopped_and_its_process_is_gone(built: str) -> None:
    with pool(built, seconds=0.4) as made:
        assert eventually(lambda: made.state()["free"] == 3)
        before = workers_of(made)
        began = time.monotonic()
        with pytest.raises(TimeLimit) as raised:
            made.ask(Asked(ENDLESS))
        assert 0.4 <= time.monotonic() - began < 3
        assert raised.value.facts == {"seconds": 0.4}
        assert len(before & workers_of(made)) == 2
        assert told(made, rows(1), rows="csv") == "row\r\n0\r\n"
        assert eventually(lambda: made.state()["free"] == 3)


def test_at_once_after_a_kill_all_workers_answer(built: str) -> None:
    with pool(built, workers=2, seconds=1) as made, ThreadPoolExecutor(8) as many:
        assert eventually(lambda: made.state()["free"] == 5)
        killed = [many.submit(made.ask, Asked(ENDLESS, client=str(i))) for i in range(2)]
        assert eventually(lambda: made.state()["heavy"] == 2)
        for future in killed:
            assert isinstance(future.exception(), TimeLimit)
        assert made.state()["free"] >= 4
        assert len(set(many.map(lambda _: told(made, rows(2)), range(8)))) == 1


def test_a_query_past_its_memory_is_stopped(built: str) -> None:
    with pool(built, memory=150 << 20, seconds=60) as made:
        with pytest.raises(MemoryLimit) as raised:
            made.ask(Asked(HUNGRY))
        assert raised.value.facts == {"megabytes": 150}
        assert told(made, "ASK {}", truth="csv") == "true"


def test_one_great_allocation_is_refused_by_the_kernel(built: str) -> None:
    """It is over before the watcher looks."""
    doubled = " ".join(f"BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(32))
    query = f"SELECT (STRLEN(?x32) AS ?n) {{ BIND('0123456789' AS ?x0) {doubled} }}"
    with pool(built, memory=150 << 20, seconds=60) as made:
        with pytest.raises(MemoryLimit):
            made.ask(Asked(query))
        assert told(made, "ASK {}", truth="csv") == "true"


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_rows_are_capped_to_the_row(built: str, form: str) -> None:
    with pool(built, rows=50) as made:
        assert made.ask(Asked(rows(50), rows=form)).count == 50
        with pytest.raises(RowLimit) as raised:
            made.ask(Asked(rows(51), rows=form))
        assert raised.value.facts == {"most": 50}


@pytest.mark.parametrize("count", [50, 11_000])
def test_triples_are_capped_to_the_triple(built: str, count: int) -> None:
    with pool(built, rows=count) as made:
        query = f"CONSTRUCT {{ ?s ?p ?o }} {{ ?s ?p ?o }} LIMIT {count}"
        assert made.ask(Asked(query)).count == count
        with pytest.raises(RowLimit):
            made.ask(Asked(query + "1"))


def test_bytes_are_capped(built: str) -> None:
    with pool(built, hold=10_000, answer=300_000) as made, pytest.raises(SizeLimit):
        list(made.ask(Asked(MANY)))
    with pool(built, hold=300_000, answer=300_000) as made, pytest.raises(SizeLimit):
        made.ask(Asked(MANY))


def test_text_is_bounded_in_length_and_depth(built: str) -> None:
    with pool(built, query_bytes=60, depth=3) as made:
        assert told(made, "ASK {{{}}}" + "#" * 50, truth="csv") == "true"
        with pytest.raises(QueryTooLong):
            made.ask(Asked("ASK {{{}}}" + "#" * 51))
        with pytest.raises(TooNested):
            made.ask(Asked("ASK {{{{}}}}"))


def test_a_query_that_fells_the_engine_harms_nobody_else(built: str) -> None:
    deep = "ASK " + "{" * 400_000 + "}" * 400_000
    with pool(built, workers=2, depth=10**9, query_bytes=10**9) as made:
        with ThreadPoolExecutor(2) as two:
            other = two.submit(made.ask, Asked(MANY))
            with pytest.raises(QueryCrashed):
                made.ask(Asked(deep))
            assert other.result().count == 3000
        assert told(made, "ASK {}", truth="csv") == "true"


@pytest.mark.parametrize(
    "query",
    [
        "ASK { " + "?s?p?o." * 14_000 + " }",
        "ASK { FILTER(" + "!" * 90_000 + "true) }",
        "ASK { ?s " + "^" * 90_000 + "<a:a> ?o }",
        "ASK { ?s <a:a>" + "/<a:a>" * 16_000 + " ?o }",
        "ASK { FILTER(1" + "+1" * 45_000 + " > 0) }",
        "ASK { {}" + "UNION{}" * 14_000 + " }",
    ],
    ids=["patterns", "negations", "inverses", "steps", "sums", "unions"],
)
def test_what_the_guard_lets_pass_is_answered_or_refused_in_time(built: str, query: str) -> None:
    assert len(query) <= Limits().query_bytes
    with pool(built, seconds=1) as made:
        with suppress(TimeLimit, MemoryLimit, MalformedQuery):
            told(made, query)
        assert told(made, "ASK {}", truth="csv") == "true"


# Answers too large to be held


def test_a_large_answer_is_given_out_while_it_grows(built: str, ample: Pool) -> None:
    whole = told(ample, MANY)
    with pool(built, hold=100_000) as made:
        answer = made.ask(Asked(MANY))
        assert answer.size is None or answer.size > 100_000
        assert b"".join(answer).decode() == whole
        assert (answer.size, answer.count) == (len(whole.encode()), 3000)


def test_an_answer_that_breaks_off_never_seems_whole(built: str) -> None:
    """Rows come and come, and the limit is met when some are already given out."""
    slow = "SELECT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    with pool(built, hold=100_000, seconds=0.6, rows=10**9, answer=1 << 40) as made:
        answer = made.ask(Asked(slow))
        assert answer.size is None
        with pytest.raises(TimeLimit):
            for _ in answer:
                pass
    with pool(built, hold=100_000, rows=20_000) as made, pytest.raises(RowLimit):
        list(made.ask(Asked(slow)))


def test_who_does_not_read_holds_no_worker(built: str, ample: Pool) -> None:
    whole = told(ample, MANY, rows="csv")
    with pool(built, hold=50_000) as made:
        unread = [made.ask(Asked(MANY, client=str(i), rows="csv")) for i in range(12)]
        assert eventually(lambda: made.state()["quick"] + made.state()["heavy"] == 0)
        assert told(made, "ASK {}", truth="csv") == "true"
        assert {b"".join(answer).decode() for answer in unread} == {whole}


def test_an_answer_that_nobody_reads_is_let_go(built: str) -> None:
    with pool(built, hold=50_000) as made:
        told(made, MANY)
        assert eventually(lambda: made.state()["free"] == 3)
        before = len(os.listdir("/proc/self/fd"))
        for _ in range(5):
            made.ask(Asked(MANY)).close()
        assert eventually(lambda: len(os.listdir("/proc/self/fd")) == before)


def test_an_answer_that_fails_is_let_go(built: str) -> None:
    """When it lay in a file already."""
    query = "SELECT ?s ?p ?o { ?s ?p ?o }"
    with pool(built, rows=8000) as made:
        assert eventually(lambda: made.state()["free"] == 3)
        before = len(os.listdir("/proc/self/fd"))
        kept = []
        for _ in range(3):
            with pytest.raises(RowLimit) as raised:
                made.ask(Asked(query))
            kept.append(raised.value)
        assert len(os.listdir("/proc/self/fd")) == before


def test_answers_have_so_much_room_and_no_more(built: str) -> None:
    rows = "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 12000"
    with pool(built, held=6_000_000) as made:
        first = made.ask(Asked(rows))
        assert first.size is not None
        assert 3_000_000 < first.size < 6_000_000
        with pytest.raises(NoRoom):
            made.ask(Asked(rows))
        assert told(made, "ASK {}", truth="csv") == "true", "small ones need none"
        whole = b"".join(first)
        assert b"".join(made.ask(Asked(rows))) == whole


def test_a_full_disk_is_an_error_of_the_answer_alone(
    built: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    with pool(built) as made:
        monkeypatch.setattr(tempfile, "TemporaryFile", full)
        for _ in range(made.limits.per_client + 1):
            with pytest.raises(NoRoom):
                made.ask(Asked("SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 12000"))
        assert eventually(lambda: made.state()["free"] == 3)
        assert told(made, "ASK {}", truth="csv") == "true"


# Processes


def runs(pid: int) -> bool:
    """Tell whether a process is there, and is more than a name to be buried."""
    try:
        return bool(Path(f"/proc/{pid}/cmdline").read_bytes())
    except OSError:
        return False


def test_a_worker_that_died_idle_is_not_noticed(built: str) -> None:
    with pool(built) as made:
        assert eventually(lambda: made.state()["free"] == 3)
        idle = workers_of(made)
        for pid in idle:
            os.kill(pid, signal.SIGKILL)
        assert eventually(lambda: not any(map(runs, idle)))
        assert told(made, "ASK {}", truth="csv") == "true"
        assert eventually(lambda: made.state()["free"] == 3 and len(workers_of(made)) == 3)


def test_a_worker_that_falls_is_an_error_of_its_query(built: str) -> None:
    with pool(built) as made, ThreadPoolExecutor(1) as one:
        assert eventually(lambda: made.state()["free"] == 3)
        asking = one.submit(made.ask, Asked(ENDLESS))
        assert eventually(lambda: made.state()["heavy"] == 1)
        for pid in workers_of(made):
            os.kill(pid, signal.SIGSEGV)
        assert isinstance(asking.exception(), QueryCrashed)
        assert told(made, "ASK {}", truth="csv") == "true"


def test_the_mother_is_followed_by_another(built: str) -> None:
    with pool(built) as made:
        assert eventually(lambda: made.state()["free"] == 3)
        before = workers_of(made)
        os.kill(made._keeper._mother._process.pid, signal.SIGKILL)
        assert eventually(
            lambda: (
                not any(
                    Path(f"/proc/{pid}/cmdline").exists()
                    and Path(f"/proc/{pid}/cmdline").read_bytes()
                    for pid in before
                )
            )
        )
        assert told(made, "ASK {}", truth="csv") == "true"
        assert eventually(lambda: made.state()["free"] == 3)


def test_a_query_that_nobody_waits_for_is_stopped(built: str) -> None:
    with pool(built, seconds=60) as made, ThreadPoolExecutor(1) as one:
        gone: list[bool] = []
        asking = one.submit(made.ask, Asked(ENDLESS, gone=lambda: bool(gone)))
        assert eventually(lambda: made.state()["heavy"] == 1)
        gone.append(True)
        assert eventually(asking.done, 5)
        assert made.state()["heavy"] == 0


def test_close_waits_for_what_runs_and_leaves_nothing(built: str) -> None:
    files, before = len(os.listdir("/proc/self/fd")), children()
    made = Pool(built, 1, Limits(seconds=1))
    with ThreadPoolExecutor(2) as two:
        asking: Future[object] = two.submit(made.ask, Asked(ENDLESS))
        assert eventually(lambda: made.state()["heavy"] == 1)
        made.close()
        assert isinstance(asking.exception(0.5), TimeLimit)
    assert children() == before
    assert len(os.listdir("/proc/self/fd")) == files


def test_nothing_is_left_of_many_queries(built: str) -> None:
    with pool(built, workers=2, seconds=0.2, hold=10_000) as made, ThreadPoolExecutor(6) as many:

        def one(number: int) -> None:
            query = (ENDLESS, MANY, "ASK {}", "nonsense", rows(5), "ASK { SERVICE <a:a> {} }")[
                number % 6
            ]
            with suppress(BacThangError):
                told(made, query, client=str(number % 4))

        list(many.map(one, range(12)))
        assert eventually(lambda: made.state()["free"] == 5 and not made.state()["heavy"])
        before = (len(os.listdir("/proc/self/fd")), len(children()))
        list(many.map(one, range(120)))
        assert eventually(lambda: (len(os.listdir("/proc/self/fd")), len(children())) == before)


def test_a_store_that_is_not_there_is_told_at_once(tmp_path: Path) -> None:
    before = children()
    with pytest.raises(StoreUnreadable):
        Pool(f"oxigraph:{tmp_path / 'nothing'}", 1, Limits())
    assert children() == before


# Turns


def test_quick_queries_do_not_wait_for_long_ones(built: str) -> None:
    with pool(built, workers=1, seconds=2, waiting=30) as made, ThreadPoolExecutor(6) as many:
        long = [many.submit(made.ask, Asked(ENDLESS, client="long")) for _ in range(5)]
        assert eventually(lambda: made.state()["heavy"] == 5)
        took = []
        for _ in range(20):
            began = time.monotonic()
            assert told(made, "ASK {}", truth="csv", client="quick") == "true"
            took.append(time.monotonic() - began)
        assert sorted(took)[10] < 0.2
        assert not any(future.done() for future in long[1:])
        assert {type(future.exception()) for future in long} == {TimeLimit}


def test_one_client_leaves_a_place_to_another(built: str) -> None:
    """Long-running queries of one client give way to another's, which ends first."""
    with pool(built, workers=2, seconds=3, waiting=30) as made, ThreadPoolExecutor(6) as many:
        ended: list[str] = []

        def one(client: str, query: str) -> BaseException | None:
            try:
                made.ask(Asked(query, client=client))
            except BacThangError as error:
                return error
            finally:
                ended.append(client)
            return None

        greedy = [many.submit(one, "greedy", ENDLESS) for _ in range(4)]
        assert eventually(lambda: made.state()["heavy"] == 4)
        modest = many.submit(
            one, "modest", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?b ?f } ORDER BY ?n"
        )
        assert isinstance(modest.result(), TimeLimit | None)
        assert ended[0] == "modest" or ended.index("modest") < 3
        for future in greedy:
            assert isinstance(future.result(), TimeLimit)


def test_too_many_long_ones_are_turned_away(built: str) -> None:
    with (
        pool(built, workers=1, seconds=1, waiting=0.5, heavy=3, per_client=9) as made,
        ThreadPoolExecutor(6) as many,
    ):
        asking = [many.submit(made.ask, Asked(ENDLESS, client=str(i))) for i in range(6)]
        ends = [type(future.exception()) for future in asking]
        assert ends.count(Busy) >= 3
        assert set(ends) <= {Busy, TimeLimit}
        assert told(made, "ASK {}", truth="csv") == "true"
