"""Long lists are told in pages: together they tell everything once; short ones have no pages."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from bacthang.assets import graph_files
from bacthang.build import BuildReport, build
from bacthang.errors import ListingsFailed, ListingsPending, Wording
from bacthang.listings import FILE_NAME, Line, Listings, Narrowed, packed, unpacked, writing
from bacthang.stores import open_store
from bacthang.stores.trouble import is_of_files
from bacthang.views.cascade import Cascade
from bacthang.views.home import Home, home_of
from bacthang.views.listed import edition_of
from bacthang.web.lists import Lists

MINI = Path(__file__).parent / "cases" / "build" / "mini"
MARKS = {
    "/documents": (r'<a class="what" href="([^"]+)"', "bacthang.views.documents.PER_PAGE", 7),
    "/documents?level=district": (
        *(r'<a class="what" href="([^"]+)"', "bacthang.views.documents.PER_PAGE"),
        3,
    ),
    "/indicators": (
        *(r'<li>\s*<a href="(/id/indicator/[^"]+)"', "bacthang.views.indicators.PER_PAGE"),
        40,
    ),
    "/indicators?q=ty+le": (
        *(r'<li>\s*<a href="(/id/indicator/[^"]+)"', "bacthang.views.indicators.PER_PAGE"),
        9,
    ),
    "/sources": (r'<h2><a href="([^"]+)"', "bacthang.views.texts.PER_PAGE", 2),
    "/checks?rule=CAS-05": (r'<article class="finding \w+" id="(\w+)"', "", 0),
    "/search?q=chi+tieu&in=texts": (r"<h3>|<blockquote", "bacthang.views.search.PER_PAGE", 5),
    "/id/indicator/grdp-per-capita": (
        *(r'<div role="row" id="([^"]+)"', "bacthang.views.indicator.PER_PAGE"),
        2,
    ),
}
"""Addresses, what marks a line there, and how long a page is made."""


def walked(client: FlaskClient, address: str) -> Iterator[str]:
    """Yield the pages from one on, as their links lead."""
    while True:
        page = client.get(address, headers={"Accept": "text/html"}).get_data(as_text=True)
        yield page
        following = re.search(r'rel="next" href="([^"]+)"', page)
        if not following:
            return
        address = unescape(following[1])


@pytest.mark.parametrize("address", MARKS)
def test_all_pages_together_tell_every_line_once(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    mark, size, length = MARKS[address]
    (whole,) = walked(client, address)
    assert 'class="pager"' not in whole
    lines = re.findall(mark, whole)
    assert lines
    if not size:
        return
    monkeypatch.setattr(size, length)
    pages = [re.findall(mark, page) for page in walked(client, address)]
    assert len(pages) == -(-len(lines) // length) > 1
    assert [line for page in pages for line in page] == lines
    assert all(len(page) == length for page in pages[:-1])
    query = "&" if "?" in address else "?"
    past = client.get(f"{address}{query}page={len(pages) + 1}", headers={"Accept": "text/html"})
    assert past.status_code == 404


@pytest.mark.parametrize("typed", ["0", "-1", "x", "", "9" * 40, "١"])
@pytest.mark.parametrize("path", ["/documents", "/indicators", "/sources", "/checks"])
def test_what_is_no_page_is_not_found(client: FlaskClient, path: str, typed: str) -> None:
    assert client.get(path, query_string={"page": typed}).status_code == 404


def test_a_narrowed_list_has_what_fits_in_order(tmp_path: Path) -> None:
    lines = [
        Line(f"k{n}", n, f"so {n}", {"even": ["yes"] if n % 2 == 0 else [], "third": [str(n % 3)]})
        for n in range(30)
    ]
    with writing(tmp_path / FILE_NAME, "one") as writer:
        writer.lines("numbers", lines)
        writer.lines("none", ())
    known = Listings(tmp_path / FILE_NAME)
    asked = Narrowed({"even": "yes", "third": "1"})
    fitting = [n for n in range(30) if n % 2 == 0 and n % 3 == 1]
    assert known.lines("numbers", int) == [*range(30)]
    assert known.lines("numbers", int, start=28, most=5) == [28, 29]
    assert known.lines("numbers", int, asked) == fitting
    assert known.lines("numbers", int, asked, 1, 2) == fitting[1:3]
    assert known.count("numbers", asked) == len(fitting)
    assert known.lines("numbers", int, Narrowed({"even": "yes"}, ("2", "so"))) == [
        n for n in range(0, 30, 2) if "2" in str(n)
    ]
    assert known.options("numbers", "third") == {"0": 10, "1": 10, "2": 10}
    assert known.options("numbers", "third", Narrowed({"even": "yes"})) == {
        value: sum(n % 3 == int(value) for n in range(0, 30, 2)) for value in "021"
    }
    assert known.keyed("numbers", int, "k7") == 7
    assert known.keyed("numbers", int, "k77") is None
    assert (known.count("none"), known.lines("none", int)) == (0, [])
    known.close()


@pytest.mark.parametrize("path", ["/documents", "/indicators", "/checks"])
def test_a_list_is_narrowed_by_any_number_of_words(client: FlaskClient, path: str) -> None:
    typed = " ".join(map(str, range(2000)))
    assert client.get(path, query_string={"q": typed}).status_code == 200


def test_every_one_of_many_words_must_be_there(tmp_path: Path) -> None:
    words = tuple(f"w{n}." for n in range(2000))
    with writing(tmp_path / FILE_NAME, "one") as writer:
        writer.lines("all", [Line("k", 1, " ".join(words), {"of": ["it"]})])
    known = Listings(tmp_path / FILE_NAME)
    assert known.lines("all", int, Narrowed({"of": "it"}, words)) == [1]
    assert known.lines("all", int, Narrowed({"of": "it"}, (*words, "other"))) == []
    assert known.count("all", Narrowed({}, words * 2)) == 1
    known.close()


@pytest.mark.parametrize("cut", [0, 8192])
def test_a_file_that_is_damaged_while_it_is_read_is_blamed(tmp_path: Path, cut: int) -> None:
    path = tmp_path / FILE_NAME
    with writing(path, "one") as writer:
        writer.lines("numbers", [Line("k", 1, "so")])
    data = path.read_bytes()
    path.write_bytes(data[:cut] + b"\xff" * (len(data) - cut))
    with pytest.raises(sqlite3.DatabaseError) as caught:
        Listings(path).lines("numbers", int)
    assert is_of_files(caught.value)


def test_values_come_back_as_they_were(shipped: BuildReport, listings: Listings) -> None:
    home = home_of(shipped.store, "vi")
    assert unpacked(Home, packed(home)) == home
    assert listings.value("home.vi", Home) == home
    assert unpacked(tuple[Wording, ...], packed((Wording("a", "b"),))) == (Wording("a", "b"),)
    assert listings.value("tree.en", Cascade).around is None


def test_a_file_that_is_cut_short_by_an_error_stands_nowhere(tmp_path: Path) -> None:
    def write() -> None:
        with writing(tmp_path / FILE_NAME, "one") as writer:
            writer.value("twice", 1)
            writer.value("twice", 2)

    with pytest.raises(OSError, match="UNIQUE"):
        write()
    assert [*tmp_path.iterdir()] == []


def test_the_file_of_another_build_is_not_read(tmp_path: Path) -> None:
    with writing(tmp_path / FILE_NAME, "one"):
        pass
    assert Listings(tmp_path / FILE_NAME).is_of("one")
    assert not Listings(tmp_path / FILE_NAME).is_of("two")
    assert not Listings(tmp_path / "nothing").is_of("one")
    (tmp_path / "no.sqlite").write_bytes(b"nothing of the sort" * 100)
    assert not Listings(tmp_path / "no.sqlite").is_of("one")


@pytest.fixture(scope="module")
def shipped_alone(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Build a store with nothing beside it."""
    path = tmp_path_factory.mktemp("alone") / "store"
    return build(graph_files(MINI), f"oxigraph:{path}").store.url


def test_a_store_without_lists_has_them_written_meanwhile(shipped_alone: str) -> None:
    info = open_store(shipped_alone).info()
    impatient = Lists(shipped_alone, info, seconds=0)
    with pytest.raises(ListingsPending):
        impatient.ready()
    impatient.close()
    patient = Lists(shipped_alone, info, seconds=120)
    assert patient.ready().is_of(edition_of(info))
    assert patient.ready().count("documents.vi") > 0
    patient.close()


def test_lists_that_cannot_be_written_are_said_to_be_so(built: str, tmp_path: Path) -> None:
    info = open_store(built).info()
    lists = Lists(f"oxigraph:{tmp_path / 'none'}", info, seconds=120)
    with pytest.raises(ListingsFailed, match="none"):
        lists.ready()
    lists.close()


def test_lists_whose_process_does_not_start_are_begun_again_and_let_go(
    shipped_alone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise BlockingIOError("no process to be had")

    info = open_store(shipped_alone).info()
    with monkeypatch.context() as patched:
        patched.setattr("subprocess.Popen", refused)
        local = Lists(shipped_alone, info, seconds=120)
        with pytest.raises(ListingsFailed, match="no process"):
            local.ready()
        local.close()
        served = Lists(shipped_alone, info, seconds=120, is_served=lambda: True)
        with pytest.raises(ListingsPending):
            served.ready()
    with pytest.raises(ListingsPending):
        served.ready()
    assert served.ready().is_of(edition_of(info))
    served.close()


def test_lists_lie_beside_the_store_that_was_built(built: str) -> None:
    path = Path(built.partition(":")[2]) / FILE_NAME
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        ((n,),) = connection.execute("SELECT size FROM list WHERE name = 'documents.vi'")
    assert n > 0
