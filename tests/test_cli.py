"""The command line: what it says, what it prints, how it ends."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from pyoxigraph import Literal, RdfFormat, parse

from bacthang.assets import folder, graph_files
from bacthang.build import build
from bacthang.cli import bacthang
from bacthang.cli.speech import Spoken, Verb, chosen_language
from bacthang.errors import LANGS
from bacthang.manual import PAGES, docs
from bacthang.stores.swap import replacing

QUESTION = Path(__file__).parent / "cases" / "library" / "good" / "targets-of-document.rq"
SOURCE = folder("data") / "sources" / "000_075dc0d587ae7597.txt"
Run = Callable[..., Result]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"oxigraph:{tmp_path_factory.mktemp('built') / 'store'}"
    build(graph_files(), url)
    return url


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    for name in ("BACTHANG_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)

    def invoke(*arguments: object, stdin: str | None = None) -> Result:
        return CliRunner().invoke(bacthang, [str(item) for item in arguments], input=stdin)

    return invoke


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    for name in ("ontology", "data"):
        shutil.copytree(folder(name), tmp_path / name)  # type: ignore[arg-type]
    return tmp_path


VERBS = sorted(bacthang.commands)


@pytest.mark.parametrize("name", VERBS)
def test_every_verb_and_option_is_explained_in_both_languages(name: str) -> None:
    verb = bacthang.commands[name]
    assert isinstance(verb, Verb)
    options = [param for param in verb.params if isinstance(param, click.Option)]
    assert all(isinstance(option, Spoken) for option in options)
    for words in [verb.words, *(option.words for option in options if isinstance(option, Spoken))]:
        assert words.vi
        assert words.en
        assert words.vi != words.en


@pytest.mark.parametrize("name", ["", *VERBS])
def test_help_speaks_both_languages(run: Run, name: str) -> None:
    arguments = [name, "--help"] if name else ["--help"]
    vietnamese, english = run("--lang", "vi", *arguments), run(*arguments, "--lang", "en")
    assert "Cách dùng: bacthang" in vietnamese.stdout
    assert "Usage: bacthang" in english.stdout
    assert "Options" not in vietnamese.stdout
    assert vietnamese.exit_code == english.exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "environment", "lang"),
    [
        ([], {}, "en"),
        ([], {"LANG": "vi_VN.UTF-8"}, "vi"),
        ([], {"LANG": "vi_VN.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ([], {"LANG": "vi_VN.UTF-8", "BACTHANG_LANG": "en"}, "en"),
        ([], {"BACTHANG_LANG": "vi"}, "vi"),
        (["list", "--lang", "en"], {"BACTHANG_LANG": "vi"}, "en"),
        (["--lang=vi", "list"], {}, "vi"),
        (["--lang", "vi", "list", "--lang", "en"], {}, "en"),
    ],
)
def test_the_language_is_chosen(
    arguments: list[str], environment: dict[str, str], lang: str
) -> None:
    assert chosen_language(arguments, environment) == lang


@pytest.mark.parametrize(
    ("arguments", "vi", "en"),
    [
        (["nonesuch"], "Không có lệnh nonesuch.", "There is no command nonesuch."),
        (["list", "--no"], "Không có lựa chọn --no.", "There is no option --no."),
        (["show"], "Thiếu NUMBER|NAME|IRI.", "NUMBER|NAME|IRI is missing."),
        (["query", "x", "--format", "doc"], "--format là một trong:", "--format is one of:"),
        (["query", "x", "--out"], "Lựa chọn --out cần một giá trị.", "--out needs a value."),
        (["resolve", "1", "2"], "Dùng sai lệnh:", "Got unexpected extra argument"),
        (["query", "nonesuch"], "Không có câu hỏi nào", "There is no question named"),
        (["query", "a/none.rq"], "Không có a/none.rq.", "a/none.rq is not there."),
        (["resolve", "1", "--store", "sql:x"], "Không hiểu địa chỉ kho", "is not understood"),
        (["resolve", "1", "--store", "oxigraph:/no"], "Chưa có kho", "There is no store at /no"),
        (["list", "documents", "--graph", "/no"], "Không có /no", "/no/ontology is not there"),
        (
            ["show", "1", "--store", "a", "--graph", "b"],
            "không dùng cùng nhau",
            "exclude each other",
        ),
        (["locate", "none.txt", "x"], "Không có none.txt", "none.txt is not there"),
        (
            ["list", "queries", "--store", "a", "--graph", "b"],
            "không dùng cùng nhau",
            "exclude each other",
        ),
        (["summary", "--store", "", "--graph", "b"], "không dùng cùng", "exclude each other"),
        (["summary", "--store", ""], "Không hiểu địa chỉ kho", "is not understood"),
        (["query", "x", "--out", "x.docx"], "ở dạng .docx", "written as .docx"),
    ],
)
def test_misuse_is_a_sentence_with_a_remedy(
    run: Run, arguments: list[str], vi: str, en: str
) -> None:
    for lang, words in zip(LANGS, (vi, en), strict=True):
        result = run("--lang", lang, *arguments)
        assert words in result.stderr
        assert len(result.stderr.splitlines()) >= 2, "what is wrong, and what to do"
        assert "Traceback" not in result.stderr
        assert result.stdout == ""
        assert result.exit_code == 2


def test_without_a_verb_the_help_is_shown(run: Run) -> None:
    result = run()
    assert "Usage: bacthang" in result.stderr
    assert result.exit_code == 2


def test_build_writes_a_store_that_others_read(run: Run, tmp_path: Path) -> None:
    built = run("build", "--store", f"oxigraph:{tmp_path / 'store'}")
    assert built.exit_code == 0, built.stderr
    assert built.stdout == ""
    assert "quotes verified" in built.stderr
    assert run("summary", "--store", f"oxigraph:{tmp_path / 'store'}").exit_code == 0


def test_turtle_that_does_not_parse_is_named_with_its_line(run: Run, graph: Path) -> None:
    broken = graph / "data" / "reference" / "fields.ttl"
    lines = broken.read_text(encoding="utf-8").splitlines()
    broken.write_text("\n".join([*lines, "field:x a a a ."]), encoding="utf-8")
    result = run("build", "--graph", graph, "--store", "memory:")
    assert f"fields.ttl, line {len(lines) + 1}: syntax error" in result.stderr
    assert result.exit_code == 2


def test_a_store_that_is_being_written_is_not_written_twice(run: Run, tmp_path: Path) -> None:
    with replacing(tmp_path / "store") as folder_in_use:
        result = run("build", "--store", f"oxigraph:{tmp_path / 'store'}", "--lang", "vi")
        assert "đang ghi kho" in result.stderr
        assert result.exit_code == 2
        (folder_in_use / "kept").touch()


def test_a_graph_is_asked_from_its_files(run: Run, graph: Path) -> None:
    result = run("resolve", "15-NQ/TƯ", "--graph", graph)
    assert "bct-xiii-15-nq" in result.stdout
    assert result.exit_code == 0


def test_a_question_file_takes_parameters(run: Run, store: str) -> None:
    result = run("query", QUESTION, "--param", "document=15-CTr/QU", "--store", store)
    assert len(result.stdout.splitlines()) > 20
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ("year=soon", "Expected: an integer such as 2025."),
        ("year", "there is no ="),
        ("yeer=2025", "Expected: document, year, phrase."),
        ("document=08-CTr/TU", "doc:ha-noi-xvi-08-ctr, doc:ha-noi-xvii-08-ctr"),
        ("document=999-CTr/TU", "Similar: "),
    ],
)
def test_a_parameter_that_does_not_fit_is_explained(
    run: Run, store: str, given: str, complaint: str
) -> None:
    result = run("query", QUESTION, "--param", given, "--store", store)
    assert complaint in result.stderr
    assert result.stdout == ""
    assert result.exit_code == 2


def test_stdin_is_asked_in_every_format(run: Run, store: str) -> None:
    def asked(form: str) -> Result:
        return run("query", "-", "--format", form, "--store", store, stdin="SELECT (1 AS ?n) {}")

    assert asked("table").stdout == "n\n1\n"
    assert asked("csv").stdout_bytes == b"n\r\n1\r\n"
    assert json.loads(asked("json").stdout)["head"] == {"vars": ["n"]}
    assert "ttl" in asked("ttl").stderr


@pytest.mark.parametrize(
    ("name", "beginning"),
    [
        ("x.csv", b"\xef\xbb\xbfn\r\n1\r\n"),
        ("x.CSV", b"\xef\xbb\xbfn\r\n1\r\n"),
        ("x.tsv", b"?n\n1"),
        ("x.json", b'{"head"'),
        ("x.xml", b"<?xml"),
        ("x.md", b"| n |"),
        ("x.txt", b"n\n1\n"),
        ("x", b"n\n1\n"),
    ],
)
def test_a_file_has_the_format_of_its_name(
    run: Run, store: str, tmp_path: Path, name: str, beginning: bytes
) -> None:
    asked = ("query", "-", "--store", store, "--out", tmp_path / name)
    assert run(*asked, stdin="SELECT (1 AS ?n) {}").exit_code == 0
    assert (tmp_path / name).read_bytes().startswith(beginning)


@pytest.mark.parametrize("name", ["x.ttl", "x.nt", "x.rdf", "x.jsonld"])
def test_a_graph_is_written_in_the_format_of_its_file(
    run: Run, store: str, tmp_path: Path, name: str
) -> None:
    asked = ("query", "-", "--store", store, "--out", tmp_path / name)
    assert run(*asked, stdin="CONSTRUCT { <a:b> <a:c> 1 } WHERE {}").exit_code == 0
    known = RdfFormat.from_extension(name.partition(".")[2])
    assert [triple.object for triple in parse((tmp_path / name).read_bytes(), known)] == [
        Literal(1)
    ]
    assert run(*asked, stdin="SELECT (1 AS ?n) {}").exit_code == 2


def test_a_format_asked_for_goes_before_the_name(run: Run, store: str, tmp_path: Path) -> None:
    asked = ("query", "-", "--store", store, "--format", "tsv", "--out", tmp_path / "x.dat")
    assert run(*asked, stdin="SELECT (1 AS ?n) {}").exit_code == 0
    assert (tmp_path / "x.dat").read_text(encoding="utf-8") == "?n\n1\n"


def test_a_file_in_the_current_folder_is_read(
    run: Run, store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("q.sparql").write_text("SELECT (1 AS ?n) {}", encoding="utf-8-sig")
    assert run("query", "q.sparql", "--store", store).stdout == "n\n1\n"
    Path("targets-due-in-year").write_text("SELECT (1 AS ?n) {}", encoding="utf-8")
    asked = ("query", "targets-due-in-year", "--param", "year=2025", "--store", store)
    assert len(run(*asked).stdout.splitlines()) > 2, "the library goes first"


def test_a_byte_order_mark_on_stdin_is_passed_over(run: Run, store: str) -> None:
    asked = run("query", "-", "--store", store, stdin="\ufeffSELECT (1 AS ?n) {}")
    assert asked.stdout == "n\n1\n"


@pytest.mark.parametrize("form", ["table", "csv"])
def test_a_service_that_does_not_answer_is_blamed_on_the_query(
    run: Run, store: str, form: str
) -> None:
    query = "SELECT * { SERVICE <http://localhost:1/> { ?s ?p ?o } }"
    result = run("query", "-", "--format", form, "--store", store, "--lang", "en", stdin=query)
    assert "The query stdin cannot be answered: " in result.stderr
    assert "If it has a SERVICE" in result.stderr
    assert (result.stdout, result.exit_code) == ("", 2)


@pytest.mark.parametrize("debug", ["", "1"])
def test_a_fault_of_the_program_is_a_sentence(
    run: Run, monkeypatch: pytest.MonkeyPatch, debug: str
) -> None:
    def fails(*_: object) -> None:
        raise KeyError("one\ntwo")

    monkeypatch.setattr("bacthang.cli.asking.library.load", fails)
    monkeypatch.setenv("BACTHANG_DEBUG", debug)
    for lang, words in (("vi", "Xin báo lỗi này"), ("en", "Please report it")):
        result = run("list", "queries", "--lang", lang)
        assert "KeyError: 'one\\ntwo'\n" in result.stderr
        assert words in result.stderr
        assert ("Traceback" in result.stderr) == bool(debug)
        assert result.exit_code == 2


@pytest.mark.parametrize(
    ("closed", "arguments", "said"),
    [
        (">&-", "list queries", "stdout cannot be used"),
        (">&-", "resolve 15-NQ/TW", "stdout cannot be used"),
        (">&-", "show 15-NQ/TW", "stdout cannot be used"),
        ("<&-", "query -", "stdin cannot be used"),
        ("2>&-", "resolve 999-CTr/TU", ""),
    ],
)
def test_a_closed_stream_is_a_sentence(store: str, closed: str, arguments: str, said: str) -> None:
    command = f"{sys.executable} -m bacthang {arguments} --store {store} --lang en {closed}"
    result = subprocess.run(
        ["bash", "-c", command],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[1] / "server")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert result.returncode == (2 if said else 1)


def test_bytes_that_are_not_text_are_refused(store: str) -> None:
    command = f"{sys.executable} -m bacthang show $'\\xff' --store {store} --lang en"
    result = subprocess.run(
        ["bash", "-c", command],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[1] / "server")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "cannot be read as the number of a document" in result.stderr
    assert result.returncode == 2


def test_a_syntax_error_shows_its_line(run: Run, store: str) -> None:
    result = run("query", "-", "--store", store, stdin="SELECT ?x {\n ?x a bt:Foo }")
    assert "2:13 Prefix not found\n     ?x a bt:Foo }\n" in result.stderr
    assert result.exit_code == 2


def test_no_rows_are_said(run: Run, store: str) -> None:
    result = run("query", "-", "--store", store, stdin="SELECT ?x { ?x a <a:b> }")
    assert (result.stdout, result.stderr, result.exit_code) == ("x\n", "0 rows\n", 0)


def test_a_file_for_spreadsheets_begins_with_its_mark(run: Run, store: str, tmp_path: Path) -> None:
    arguments = ("query", "-", "--format", "csv", "--store", store)
    run(*arguments, "--out", tmp_path / "a.csv", stdin="SELECT (1 AS ?n) {}")
    assert (tmp_path / "a.csv").read_bytes() == b"\xef\xbb\xbfn\r\n1\r\n"
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
    asked = run(*arguments, "--bom", stdin="SELECT (1 AS ?n) {}")
    assert asked.stdout_bytes.startswith(b"\xef\xbb\xbf")


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="needs a device always full")
def test_a_full_disk_is_said(run: Run, store: str) -> None:
    result = run("query", "-", "--out", "/dev/full", "--store", store, stdin="SELECT (1 AS ?n) {}")
    assert "No space left" in result.stderr
    assert "Free some space" in result.stderr
    assert result.exit_code == 2


def test_what_there_is_is_listed(run: Run, store: str) -> None:
    documents = run("list", "documents", "--store", store, "--lang", "vi").stdout
    indicators = run("list", "indicators", "--store", store).stdout
    assert "15-NQ/TW" in documents
    assert "chỉ tiêu" in documents.splitlines()[0]
    assert "GRDP per capita" in indicators


def test_a_document_is_shown_whole(run: Run, store: str) -> None:
    shown = run("show", "15-CTr/QU", "--store", store, "--lang", "vi").stdout
    for words in ("# Chương trình hành động 15-CTr/QU", "## Bậc trên", "## Chỉ tiêu", "15-NQ/TW"):
        assert words in shown
    assert "000_075dc0d587ae7597.txt:" in shown


def test_an_indicator_is_shown_by_its_name(run: Run, store: str) -> None:
    shown = run("show", "GRDP per capita", "--store", store).stdout
    assert "## Targets on it" in shown
    assert "http" in shown, "a reported figure has its address"


@pytest.mark.parametrize(
    ("number", "code"), [("15-NQ/TƯ", 0), ("08-CTr/TU", 1), ("999-CTr/TU", 1), ("5 km/h", 2)]
)
def test_resolve_ends_by_what_it_found(run: Run, store: str, number: str, code: int) -> None:
    assert run("resolve", number, "--store", store).exit_code == code


def test_a_summary_counts(run: Run, store: str) -> None:
    summed = run("summary", "--store", store, "--lang", "vi").stdout
    texts = len(graph_files().texts())
    assert f"{texts} văn bản nguồn" in summed
    assert "15-CTr/QU" in summed


def test_a_quote_is_located(run: Run) -> None:
    result = run("locate", SOURCE, stdin="Ngày 28/7, đồng chí\n")
    assert 'oa:exact "Ngày 28/7, đồng chí"' in result.stdout
    assert "oa:start 0 ; oa:end 19" in result.stdout
    assert result.exit_code == 0


def test_a_repeated_quote_is_listed_with_its_contexts(run: Run) -> None:
    result = run("locate", SOURCE, "tối thiểu 15%")
    assert "2 places in" in result.stderr
    assert "cán bộ nữ [tối thiểu 15%]" in result.stderr
    assert result.exit_code == 1


def test_a_list_holds_the_lines_with_every_word(run: Run, store: str) -> None:
    listed = run("list", "indicators", "dang vien", "moi", "--store", store, "--lang", "vi")
    assert [line.split()[-1] for line in listed.stdout.splitlines()[1:]] == [
        "ind:party-members-admitted"
    ]
    nothing = run("list", "indicators", "no such words", "--store", store, "--lang", "en")
    assert nothing.stderr.endswith("0 rows\n")


def test_no_rows_tell_what_was_asked(run: Run, store: str) -> None:
    asked = ("query", "targets-due-in-year", "--param", "year=1999", "--store", store)
    result = run(*asked, "--lang", "en")
    assert result.exit_code == 0
    assert "Asked with year=1999; area=—." in result.stderr


def test_tables_are_taken_away(run: Run, store: str, tmp_path: Path) -> None:
    result = run("export", "--only", "documents", "--out", tmp_path, "--store", store)
    assert result.exit_code == 0, result.stderr
    assert str(tmp_path / "documents.csv") in result.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["documents.csv"]
    assert run("export", "--only", "none", "--out", tmp_path, "--store", store).exit_code == 2


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_get_their_script(run: Run, shell: str) -> None:
    assert "_BACTHANG_COMPLETE" in run("completion", shell).stdout


def test_numbers_and_parameters_are_completed(store: str, tmp_path: Path) -> None:
    home = tmp_path / "bacthang"
    home.mkdir()
    (home / "store").symlink_to(store.removeprefix("oxigraph:"))

    def completed(words: str) -> str:
        asked = {
            "_BACTHANG_COMPLETE": "bash_complete",
            "COMP_WORDS": words,
            "COMP_CWORD": str(len(words.split()) - 1),
            "XDG_DATA_HOME": str(tmp_path),
        }
        return process([], asked).stdout

    assert "plain,15-NQ/TW" in completed("bacthang resolve 15")
    assert "plain,documents" in completed("bacthang list doc")


def process(
    arguments: list[str], environment: dict[str, str], stdin: str = ""
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bacthang", *arguments],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[1] / "server")} | environment,
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )


def test_the_module_is_the_command_whatever_the_locale(store: str) -> None:
    plain = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    result = process(["resolve", "15-NQ/TW", "--store", store, "--lang", "vi"], plain)
    assert "Bộ Chính trị" in result.stdout
    assert result.returncode == 0


def test_a_reader_that_stops_reading_is_no_error(store: str) -> None:
    every = "SELECT * WHERE { ?s ?p ?o }"
    command = f"echo '{every}' | {sys.executable} -m bacthang query - --format csv --store {store}"
    result = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command} | head -1"],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[1] / "server")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.stdout.strip() in {"s,p,o", "o,p,s", "p,s,o", "s,o,p", "o,s,p", "p,o,s"}
    assert (result.stderr, result.returncode) == ("", 0)


def await_read(pipe: int) -> None:
    """Wait until all that was written to a pipe has been read (FIONREAD, ioctl_tty(2))."""
    while int.from_bytes(fcntl.ioctl(pipe, termios.FIONREAD, bytes(4)), sys.byteorder):
        time.sleep(0.05)


def test_an_interrupt_ends_quietly(store: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "bacthang", "query", "-", "--store", store, "--lang", "en"],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[1] / "server")},
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as waiting:
        assert waiting.stdin is not None
        assert waiting.stderr is not None
        waiting.stdin.write("SELECT")
        waiting.stdin.flush()
        await_read(waiting.stdin.fileno())
        waiting.send_signal(signal.SIGINT)
        assert waiting.stderr.read() == "Stopped.\n"
        assert waiting.wait() == 130


@pytest.mark.parametrize("page", PAGES)
def test_the_manual_is_current(page: str) -> None:
    written = (docs() / page).read_text(encoding="utf-8")
    assert written == PAGES[page](), "run: make docs"
