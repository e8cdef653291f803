"""`/draft`: a text is read by a process of its own, within limits, and nothing of it is kept."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier, Event, Thread
from typing import Any, Final
from urllib.request import Request, urlopen

import pyoxigraph
import pytest
from flask import Flask
from flask.testing import FlaskClient

from bacthang.errors import (
    AmbiguousName,
    BacThangError,
    EmptyText,
    NotVietnamese,
    ReadersBusy,
    ReadingCrashed,
    ReadingTooLong,
)
from bacthang.web import Limits, Settings, create_app
from bacthang.web.readers import Given, Readers, Reading, inside
from bacthang.web.readers.turns import PER_CLIENT, WAITING, Turns
from bacthang.web.workers.inside import confinement
from fronts import front_process
from page_tree import tree_of

HTML: Final = {"Accept": "text/html"}
TEXT: Final = """CHƯƠNG TRÌNH HÀNH ĐỘNG
thực hiện Nghị quyết Đại hội Đảng bộ xã Ví Dụ lần thứ X, nhiệm kỳ 2020 - 2025

II. Chỉ tiêu chủ yếu đến năm 2025
1. Trên 95% người dân tham gia bảo hiểm y tế.
2. Tỷ lệ hộ nghèo giảm còn dưới 1%.
"""
SECRET: Final = "Bí mật của xã Ví Dụ 739155"


def script(lines: str) -> tuple[str, ...]:
    """Return the command of a process that reads a text in its own way."""
    return (sys.executable, "-c", f"import json, sys, time\nhead = sys.stdin.readline()\n{lines}")


def told(answer: dict[str, Any], body: str = "") -> str:
    return f"sys.stdout.write({json.dumps(answer)!r} + '\\n' + {body!r})"


def read_by(lines: str, **limits: Any) -> Reading:
    return Readers(Limits(**limits), script(lines)).read("store", Given(b"x", "x.txt"))


def test_an_answer_is_its_head_and_its_body() -> None:
    answer = {"source": "a.txt", "text": "một\nhai"}
    assert read_by(told(answer, "ba\nbốn")) == Reading("a.txt", "một\nhai", "ba\nbốn".encode())


def test_the_process_is_told_what_is_wished_and_given_the_bytes() -> None:
    lines = """
rest = sys.stdin.read()
sys.stdout.write(json.dumps({"source": rest, "text": head}) + "\\n")
"""
    limits = Limits(memory=123, text_bytes=456)
    given = Given(b"\xc3\xa1\n", "a.txt", "1.2.3.4", "08-CTr/TU", "csv", "en", "/site")
    reading = Readers(limits, script(lines)).read("oxigraph:/x", given)
    assert reading.source == "á\n"
    assert json.loads(reading.text) == {
        "store": "oxigraph:/x",
        "name": "a.txt",
        "document": "08-CTr/TU",
        "form": "csv",
        "lang": "en",
        "root": "/site",
        "memory": 123,
        "text": 456,
    }


@pytest.mark.parametrize(
    ("answer", "kind", "message"),
    [
        (
            {
                "error": "NotVietnamese",
                "facts": {"name": "a.txt", "language_vi": "tiếng Anh", "language_en": "English"},
            },
            NotVietnamese,
            "a.txt is no Vietnamese text: it is English.",
        ),
        ({"error": "ReadingCrashed", "facts": {}}, ReadingCrashed, None),
        ({"error": "LANGS", "facts": {}}, ReadingCrashed, None),
        ({"error": "NoSuch", "facts": {}}, ReadingCrashed, None),
        ({"error": "UnknownGraphs", "facts": {"strange": 1}}, ReadingCrashed, None),
        (
            {
                "error": "AmbiguousName",
                "facts": {"kind_vi": "", "kind_en": "", "name": "", "candidates": ""},
            },
            AmbiguousName,
            None,
        ),
    ],
    ids=lambda value: value.get("error") if isinstance(value, dict) else None,
)
def test_an_error_of_the_process_is_raised_here(
    answer: dict[str, Any], kind: type[BacThangError], message: str | None
) -> None:
    with pytest.raises(kind) as raised:
        read_by(told(answer))
    assert type(raised.value) is kind
    assert message is None or raised.value.message("en") == message


@pytest.mark.parametrize(
    "lines",
    ["sys.exit(0)", "import os; os.abort()", "print('no JSON')", "print('[]')", "print('{}')"],
)
def test_a_process_that_breaks_is_told_of(lines: str) -> None:
    with pytest.raises(ReadingCrashed):
        read_by(lines)


def test_one_that_hangs_is_ended(tmp_path: Path) -> None:
    mark = tmp_path / "alive"
    lines = f"""
for _ in range(100):
    time.sleep(0.1)
    open({str(mark)!r}, "a").write("x")
"""
    begun = time.monotonic()
    with pytest.raises(ReadingTooLong) as raised:
        read_by(lines, seconds=0.5)
    assert time.monotonic() - begun < 5
    assert raised.value.facts == {"seconds": 0.5}
    size = mark.stat().st_size if mark.exists() else 0
    time.sleep(0.4)
    assert (mark.stat().st_size if mark.exists() else 0) == size


def test_one_that_never_reads_is_no_hindrance() -> None:
    readers = Readers(Limits(seconds=0.5), (sys.executable, "-c", "import time; time.sleep(9)"))
    with pytest.raises(ReadingTooLong):
        readers.read("store", Given(b"x" * (4 << 20), "x.txt"))


def test_the_process_has_no_environment_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_SECRET", "1")
    lines = "import os; sys.stdout.write(json.dumps({'source': ' '.join(os.environ), 'text': ''}))"
    assert {"A_SECRET", "HOME"} & set(read_by(lines).source.split()) == set()


def in_turn(turns: Turns, client: str, held: Event) -> Callable[[], str]:
    def taken() -> str:
        try:
            with turns.turn(client):
                held.wait(10)
                return "read"
        except ReadersBusy:
            return "busy"

    return taken


def test_turns_are_bounded_and_one_client_has_few() -> None:
    turns, held = Turns(2, 10), Event()
    clients = ["greedy"] * 5 + ["a", "b", "c", "d", "e", "f", "g"]
    with ThreadPoolExecutor(len(clients)) as pool:
        asked = []
        for client in clients:
            asked.append(pool.submit(in_turn(turns, client, held)))
            time.sleep(0.02)
        time.sleep(0.2)
        held.set()
        came = [one.result() for one in asked]
    most = 2 * (1 + WAITING)
    assert came.count("read") == most == 8
    assert came[:5].count("read") == PER_CLIENT == 2
    with turns.turn("greedy"):
        pass


def test_nobody_waits_for_ever() -> None:
    turns, held = Turns(1, 0.2), Event()
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(in_turn(turns, "a", held))
        time.sleep(0.05)
        assert pool.submit(in_turn(turns, "b", held)).result(5) == "busy"
        held.set()
        assert first.result(5) == "read"


@contextmanager
def front_of(store: str, command: tuple[str, ...] | None = None, **limits: Any) -> Iterator[Flask]:
    app = create_app(Settings(store=store, workers=1, limits=Limits(**limits)))
    if command:
        app.extensions["readers"] = Readers(Limits(**limits), command)
    try:
        yield app
    finally:
        app.extensions["editions"].close()


ECHO: Final = script(
    """
told = json.loads(head)
text = sys.stdin.read()
body = "<b>" + told["form"] + "</b>"
sys.stdout.write(json.dumps({"source": told["name"], "text": text}) + "\\n" + body)
"""
)


@pytest.fixture(scope="module")
def echo(built: str) -> Iterator[Flask]:
    """Make a front whose texts are read by a process that only repeats them."""
    with front_of(built, ECHO) as app:
        yield app


def sent(app: Flask, accept: str = "text/html", **fields: Any) -> Any:
    client = app.test_client()
    return client.post(
        "/draft?lang=en",
        data=fields,
        headers={"Accept": accept},
        content_type="multipart/form-data",
    )


@pytest.mark.parametrize(("lang", "words"), [("vi", "Dán một chương trình"), ("en", "Paste a")])
def test_the_form_is_there_without_a_text(client: FlaskClient, lang: str, words: str) -> None:
    response = client.get("/draft", headers={**HTML, "Accept-Language": lang})
    assert response.status_code == 200
    tree = tree_of(response.text)
    form = tree.one("form", "given")
    assert form.attributes["method"] == "post"
    assert form.attributes["enctype"] == "multipart/form-data"
    assert words in tree.one("p", "lede").words
    assert tree.one("textarea", id="text").text == "\n"
    (here,) = [a for a in tree.one("nav", "wide").all("a") if "aria-current" in a.attributes]
    assert here.attributes["href"] == "/draft"
    assert "Set-Cookie" not in response.headers


def test_an_example_can_be_taken(client: FlaskClient) -> None:
    text = tree_of(client.get("/draft?example=1", headers=HTML).text).one("textarea").text
    assert text.startswith("\nCHƯƠNG TRÌNH HÀNH ĐỘNG\n")


def test_a_reading_is_shown_with_ways_to_take_it_away(echo: Flask) -> None:
    text = "\nmột <hai>\r\nba & bốn\r\n"
    response = sent(echo, text=text, name="../a b.txt", document="08-CTr/TU")
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    tree = tree_of(response.text)
    assert tree.one("h1").words == "A reading to review: a-b.txt"
    assert "<b>page</b>" in response.text
    away = tree.one("form", "takeaway")
    assert away.one("textarea").text == "\n\nmột <hai>\nba & bốn\n"
    hidden = {i.attributes["name"]: i.attributes["value"] for i in away.all("input")}
    assert hidden == {"name": "a-b.txt", "document": "08-CTr/TU"}
    forms = [(b.attributes["value"], b.words) for b in away.all("button")]
    assert forms == [
        ("html", "a page by itself"),
        ("ttl", "Turtle"),
        ("csv", "CSV"),
        ("txt", "the text"),
        ("page", "Đọc bằng tiếng Việt"),
    ]
    assert away.one("button", value="page").attributes["formaction"] == "/draft?lang=vi"


@pytest.mark.parametrize(
    ("form", "kind"),
    [("html", "text/html"), ("ttl", "text/turtle"), ("csv", "text/csv"), ("txt", "text/plain")],
)
def test_a_reading_is_taken_away_as_a_file(echo: Flask, form: str, kind: str) -> None:
    response = sent(echo, text="x", name="005_x.txt", format=form)
    assert response.content_type == f"{kind}; charset=utf-8"
    assert response.headers["Content-Disposition"] == f"attachment; filename=005_x.{form}"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.text == f"<b>{form}</b>"


def test_a_file_goes_before_what_is_pasted(echo: Flask) -> None:
    file = (io.BytesIO("trong tệp\r\n".encode()), "thư mục/Tệp của tôi.docx")
    response = sent(echo, text="dán", file=file)
    tree = tree_of(response.text)
    assert tree.one("h1").words == "A reading to review: Tệp-của-tôi.docx"
    assert "trong tệp" in tree.one("form", "takeaway").one("textarea").text


@pytest.mark.parametrize(
    ("fields", "status", "kind"),
    [
        ({}, 422, "NothingGiven"),
        ({"text": " \n\t"}, 422, "NothingGiven"),
        ({"text": "x" * 3001}, 413, "TextTooLong"),
        ({"text": "á" * 1501}, 413, "TextTooLong"),
        ({"file": (b"x" * 5001, "x.txt")}, 413, "TextTooLong"),
        ({"text": "x", "name": "x" * (2 << 20)}, 413, "TextTooLong"),
        ({"text": "x", "format": "docx"}, 406, "UnfitFormat"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_not_read_is_a_problem_to_software_and_a_sentence_to_people(
    built: str, fields: dict[str, Any], status: int, kind: str
) -> None:
    def made() -> dict[str, Any]:
        return {
            name: (io.BytesIO(value[0]), value[1]) if isinstance(value, tuple) else value
            for name, value in fields.items()
        }

    with front_of(built, ECHO, text_bytes=3000, file_bytes=5000) as app:
        software = sent(app, "application/problem+json", **made())
        people = sent(app, **made())
    assert (software.status_code, people.status_code) == (status, status)
    document = software.get_json()
    assert document["type"].endswith(f"#{kind}")
    alert = tree_of(people.text).one(role="alert").words
    assert alert == f"{document['detail']} {document['remedy']}"
    assert people.headers["Cache-Control"] == "no-store"


def test_as_much_as_may_be_is_read(built: str) -> None:
    with front_of(built, ECHO, text_bytes=3000, file_bytes=5000) as app:
        assert sent(app, text="x" * 3000).status_code == 200
        file = (io.BytesIO(b"x" * 5000), "x.txt")
        assert sent(app, file=file).status_code == 200


def test_what_was_pasted_is_there_to_be_mended(echo: Flask) -> None:
    tree = tree_of(sent(echo, text="  \r\n", document="08-CTr/TU", name="x.txt").text)
    assert tree.one("textarea").text == "\n  \n"
    assert tree.one("input", id="document").attributes["value"] == "08-CTr/TU"


def test_a_busy_front_says_when_to_come_again(built: str) -> None:
    slow = script("time.sleep(1.5); print(json.dumps({'source': 'x', 'text': ''}))")
    with front_of(built, slow, readers=1, waiting=5.0) as app:
        start = Barrier(4)

        def ask() -> Any:
            start.wait()
            return sent(app, "application/problem+json", text="x")

        with ThreadPoolExecutor(4) as pool:
            answers = [one.result() for one in [pool.submit(ask) for _ in range(4)]]
    assert sorted(one.status_code for one in answers) == [200, 200, 503, 503]
    refused = next(one for one in answers if one.status_code == 503)
    assert refused.headers["Retry-After"] == "5"
    assert refused.get_json()["type"].endswith("#ReadersBusy")


def test_pages_are_answered_while_a_text_is_read(built: str) -> None:
    with front_of(built, script("time.sleep(2)"), readers=1) as app:
        reading = Thread(target=sent, args=(app,), kwargs={"text": "x"})
        reading.start()
        time.sleep(0.2)
        begun = time.monotonic()
        assert app.test_client().get("/draft").status_code == 200
        assert time.monotonic() - begun < 1
        reading.join()


def test_the_style_of_a_reading_is_kept_by_browsers(echo: Flask) -> None:
    client = echo.test_client()
    tree = tree_of(sent(echo, text="x").text)
    (sheet,) = [
        one.attributes["href"]
        for one in tree.all("link", rel="stylesheet")
        if "review.css" in one.attributes["href"]
    ]
    response = client.get(sheet)
    assert response.mimetype == "text/css"
    assert "immutable" in response.headers["Cache-Control"]
    assert ".entry" in response.text
    assert "immutable" not in client.get("/draft/review.css").headers["Cache-Control"]


@pytest.fixture
def reading(client: FlaskClient) -> Callable[..., Any]:
    """Have the real reader read."""

    def posted(**fields: Any) -> Any:
        return client.post(
            "/draft?lang=en",
            data=fields,
            headers={"Accept": "application/problem+json;q=0.9, */*;q=0.1"},
            content_type="multipart/form-data",
        )

    return posted


def test_targets_are_read_in_columns_of_the_tables(reading: Callable[..., Any]) -> None:
    table = reading(text=TEXT, name="005_vi-du.txt", format="csv").data.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table)))
    told = [(row["comparator"], row["lower"], row["upper"], row["year"]) for row in rows]
    assert told == [("moreThan", "95", "", "2025"), ("lessThan", "", "1", "2025")]
    assert {row["source"] for row in rows} == {"005_vi-du.txt"}
    for row in rows:
        assert TEXT[int(row["start"]) : int(row["end"])] == row["quote"]


def test_places_count_in_the_text_that_is_given_back(reading: Callable[..., Any]) -> None:
    page = (
        "<h1>Chương trình hành động của Đảng ủy xã Ví Dụ</h1><h2>Chỉ tiêu đến năm 2025:</h2>"
        "<ul><li>Trên 95% người dân tham gia bảo hiểm y tế.</li></ul>"
    )

    def taken(form: str) -> str:
        file = (io.BytesIO(page.encode()), "trang.html")
        return str(reading(file=file, format=form).data.decode("utf-8-sig"))

    text = taken("txt")
    (row,) = csv.DictReader(io.StringIO(taken("csv")))
    assert text[int(row["start"]) : int(row["end"])] == row["quote"]
    assert "95%" in row["quote"]


def test_a_turtle_of_the_reading_is_turtle(reading: Callable[..., Any]) -> None:
    turtle = reading(text=TEXT, format="ttl").data
    assert len(list(pyoxigraph.parse(turtle, pyoxigraph.RdfFormat.TURTLE))) > 30


def test_a_reading_links_to_this_site(reading: Callable[..., Any]) -> None:
    page = tree_of(reading(text=TEXT).text)
    (insured,) = [a for a in page.all("a") if a.words == "health insurance coverage"]
    assert insured.attributes["href"] == "/id/indicator/health-insurance-coverage"


def test_a_document_is_named_by_its_number(reading: Callable[..., Any]) -> None:
    named = tree_of(reading(text=TEXT, document="08-CTr/TU khóa XVII").text)
    unknown = reading(text=TEXT, document="99-CTr/XYZ", format="csv")
    assert unknown.status_code == 404
    assert unknown.get_json()["type"].endswith("#UnknownName")
    assert named.one("section", "document-head")


@pytest.mark.parametrize(
    ("data", "status", "kind"),
    [
        (
            b"The programme sets twelve targets for the districts of the city. " * 9,
            422,
            "NotVietnamese",
        ),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, 422, "BinaryText"),
        (b"%PDF-1.7 and no more", 422, "DamagedFile"),
        ("Tỷ lệ 5% ".encode() * 200_000, 413, "TextTooLong"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_what_cannot_be_read_is_said(
    reading: Callable[..., Any], data: bytes, status: int, kind: str
) -> None:
    response = reading(file=(io.BytesIO(data), "tep"))
    assert response.status_code == status
    assert response.get_json()["type"].endswith(f"#{kind}")


def test_a_text_without_targets_is_read_as_one(reading: Callable[..., Any]) -> None:
    text = "Sáng nay, bà con xã Ví Dụ đi chợ sớm. Chuyện thường ngày, không có số liệu gì cả."
    assert "No target was read in this text." in tree_of(reading(text=text).text).words


@pytest.mark.parametrize(
    ("raised", "told"),
    [
        (MemoryError(), {"error": "ReadingTooLarge", "facts": {"megabytes": 64}}),
        (EmptyText(name=Path("x")), {"error": "EmptyText", "facts": {"name": "x"}}),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_stops_a_reading_is_told_by_name(
    built: str, monkeypatch: pytest.MonkeyPatch, raised: Exception, told: dict[str, Any]
) -> None:
    walls = []

    def stopped(*_: Any) -> None:
        raise raised

    for wall in ("bound", "refuse_sockets"):
        monkeypatch.setattr(confinement, wall, lambda *told, wall=wall: walls.append((wall, *told)))
    monkeypatch.setattr(inside, "opened", stopped)
    answer = inside.answered({"store": built, "memory": 64 << 20, "name": "x"}, b"x")
    assert answer == (told, b"")
    assert walls == [("bound", 64 << 20), ("refuse_sockets",)]


def test_a_crash_is_told_by_its_place_and_not_by_the_text(
    built: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise KeyError(SECRET)

    for wall in ("bound", "refuse_sockets"):
        monkeypatch.setattr(confinement, wall, lambda *_: True)
    monkeypatch.setattr(inside, "opened", broken)
    head, _ = inside.answered({"store": built, "memory": 64 << 20, "name": "x"}, b"x")
    assert head["error"] == "ReadingCrashed"
    assert re.fullmatch(r"KeyError, test_web_draft\.py:\d+", head["facts"]["where"])


def test_a_process_that_reads_reaches_nobody_and_starts_nothing(tmp_path: Path) -> None:
    lines = f"""
from bacthang.web.workers.inside import confinement
import os, socket
walls = [confinement.bound(1 << 30), confinement.refuse_sockets()]
def tried(act):
    try:
        act()
    except OSError as error:
        return type(error).__name__
    return "done"
told = [
    walls,
    tried(lambda: socket.socket()),
    tried(lambda: os.execv(sys.executable, [sys.executable, "-V"])),
    tried(lambda: open({str(tmp_path / "x")!r}, "w").write("x" * 9999)),
]
sys.stdout.write(json.dumps({{"source": json.dumps(told), "text": ""}}))
"""
    assert json.loads(read_by(lines).source) == [
        [True, True],
        "PermissionError",
        "PermissionError",
        "OSError",
    ]


def test_nothing_of_a_text_is_kept(built: str, tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    store = Path(built.removeprefix("oxigraph:"))

    def files() -> set[Path]:
        return {path for path in store.parent.rglob("*") if path.is_file()}

    before = files()
    with front_process("--store", built, "--access-log", log) as front:
        body = (
            b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n'
            + (f"{SECRET}\n{TEXT}").encode()
            + b"\r\n--x--\r\n"
        )
        kind = {"Content-Type": "multipart/form-data; boundary=x"}
        request = Request(f"{front.address}draft?lang=en", body, {**kind, **HTML})
        with urlopen(request, timeout=60) as answer:
            shown = answer.read().decode()
    assert SECRET in shown
    logged = log.read_text("utf-8")
    assert '"path": "/draft"' in logged
    assert "739155" not in logged + "".join(front.said)
    assert files() == before
