"""A pair of very many targets is told in pages; a short one has everything on its only page."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from flask.testing import FlaskClient
from pyoxigraph import QuerySolutions

from bacthang.build import BuildReport
from bacthang.namespaces import ID
from bacthang.views.outcomes import Outcome
from bacthang.views.pair import Meeting, meeting

ADDRESS = "/cascade/pair?upper=doc:cp-action-plan-15-nq&lower=area:ha-noi&lang=en"
LONG = "/cascade/pair?upper=doc:tw-xiii-congress&lower=area:ha-noi&lang=en"
BESIDE = ("bonds", "stock")


def met(shipped: BuildReport, number: int = 1, slug: str = "cp-action-plan-15-nq") -> Meeting:
    upper, lower = ID[f"document/{slug}"], ID["area/ha-noi"]
    return meeting(shipped.store, upper, lower, lower_is_area=True, lang="en", number=number)


def pages_of(client: FlaskClient, address: str, n: int) -> list[str]:
    return [client.get(f"{address}&page={page}").get_data(as_text=True) for page in range(1, n + 1)]


def articles(page: str) -> list[str]:
    return re.findall(r'<article class="facing .*?</article>', page, re.DOTALL)


def tally(page: str) -> list[tuple[str, str]]:
    """Return what a page says of all pairs: each outcome with how often it comes."""
    return re.findall(r'class="chip" href="[^"]*#(\w+)".*?<span class="n">(\d+)<', page)


def test_a_short_pair_is_told_whole_on_one_page(shipped: BuildReport, client: FlaskClient) -> None:
    whole, page = met(shipped), client.get(ADDRESS).get_data(as_text=True)
    assert (whole.pages, whole.wholes) == (1, {})
    assert whole.counts == Counter(facing.outcome for facing in whole.facings)
    assert len(whole.facings) == len(articles(page)) == 25
    assert 'class="pager"' not in page
    assert " of " not in "".join(re.findall(r'<p class="muted small">.*?</p>', page))
    assert all(f'class="chip" href="#{outcome}"' in page for outcome in whole.counts)
    assert client.get(f"{ADDRESS}&page=2").status_code == 404


@pytest.mark.parametrize(
    ("address", "size", "n"), [(ADDRESS, 4, 7), (ADDRESS, 1, 25), (LONG, 40, 6)]
)
def test_pages_together_tell_what_the_one_page_tells(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, address: str, size: int, n: int
) -> None:
    monkeypatch.setattr("bacthang.views.pair.PER_PAGE", 1000)
    (whole,) = pages_of(client, address, 1)
    monkeypatch.setattr("bacthang.views.pair.PER_PAGE", size)
    pages = pages_of(client, address, n)
    assert [own for page in pages for own in articles(page)] == articles(whole)
    assert {len(articles(page)) for page in pages[:-1]} == {size}
    assert [tally(page) for page in pages] == [tally(whole)] * n
    assert client.get(f"{address}&page={n + 1}").status_code == 404
    for section in BESIDE:
        assert [f'<h2 id="{section}">' in page for page in pages] == [True] + [False] * (n - 1)


def test_pages_are_in_the_order_of_what_pairs_come_to(
    shipped: BuildReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = met(shipped)
    monkeypatch.setattr("bacthang.views.pair.PER_PAGE", 4)
    pages = [met(shipped, number) for number in range(1, 8)]
    assert tuple(facing for page in pages for facing in page.facings) == whole.facings
    assert [page.counts for page in pages] == [whole.counts] * 7
    assert {page.pages for page in pages} == {7}
    places = [[*Outcome].index(facing.outcome) for facing in whole.facings]
    assert places == sorted(places)
    for outcome in whole.counts:
        first = next(n for n, page in enumerate(pages, 1) if dict(page.by_outcome).get(outcome))
        assert pages[0].page_of(outcome) == first
    assert pages[0].apart == whole.apart
    assert {(page.bonds, page.stock, page.apart) for page in pages[1:]} == {((), (), ())}


def test_the_tally_leads_to_the_page_on_which_an_outcome_begins(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bacthang.views.pair.PER_PAGE", 4)
    for page in pages_of(client, ADDRESS, 7):
        for link, outcome in re.findall(r'class="chip" href="([^"#]*)#(\w+)"', page):
            there = client.get(link.replace("&amp;", "&")).get_data(as_text=True) if link else page
            assert f'<h3 id="{outcome}">' in there


@pytest.mark.parametrize("typed", ["0", "x", ""])
def test_what_is_no_page_is_not_found(client: FlaskClient, typed: str) -> None:
    assert client.get(f"{ADDRESS}&page={typed}").status_code == 404


@pytest.mark.parametrize(
    ("slug", "long"),
    [
        ("ha-noi-xvii-01-ctr", {"bonds": 5, "sayings": 2, "stock": 47}),
        ("ha-noi-xvii-congress", {"bonds": 12, "through": 10, "stock": 47}),
    ],
)
def test_of_long_lists_the_first_are_told_with_a_query_for_all(
    shipped: BuildReport,
    client: FlaskClient,
    monkeypatch: pytest.MonkeyPatch,
    slug: str,
    long: dict[str, int],
) -> None:
    whole = met(shipped, slug=slug)
    for name in ("bacthang.views.first.MOST", "bacthang.views.pair.MOST"):
        monkeypatch.setattr(name, 1)
    part = met(shipped, slug=slug)
    assert {name: own.total for name, own in part.wholes.items()} == long
    for name, own in part.wholes.items():
        assert getattr(part, name) == getattr(whole, name)[:1]
        answer = shipped.store.query(own.query)
        assert isinstance(answer, QuerySolutions)
        assert len([*answer]) == own.total == len(getattr(whole, name))
    assert (part.apart, part.apart_in_all) == (whole.apart[:1], len(whole.apart))
    assert part.facings == whole.facings
    counts = [*long.values(), *([len(whole.apart)] if whole.apart else [])]
    address = f"/cascade/pair?upper=doc:{slug}&lower=area:ha-noi"
    for lang, of in (("en", "of"), ("vi", "trong")):
        page = client.get(f"{address}&lang={lang}").get_data(as_text=True)
        told = re.findall(rf'<p class="muted small">1 {of} (\d+) · <a href="([^"?]+)', page)
        assert sorted(int(n) for n, _ in told) == sorted(counts)
        assert {path for _, path in told} <= {"/sparql", "/queries/targets-of-document"}
