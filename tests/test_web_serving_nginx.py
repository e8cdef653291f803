"""Behind nginx, as docs/deploy.md sets it up: below a prefix, with the client's own address."""

from __future__ import annotations

import json
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urljoin
from urllib.request import Request, urlopen

import pytest

from fronts import front_process, said_raw
from servers import free_port, running

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/sbin:/bin")
pytestmark = pytest.mark.skipif(NGINX is None, reason="Debian's nginx-light is not installed")
PAGE = (Path(__file__).parents[1] / "docs" / "deploy.md").read_text("utf-8")
WHOLE = """
pid {folder}/nginx.pid;
error_log {folder}/error.log;
daemon off;
master_process off;
events {{ worker_connections 200; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {written}
}}
"""


@dataclass(frozen=True)
class Proxied:
    """The front as it is met through nginx, and its access log."""

    address: str
    port: int
    log: Path

    def lines(self) -> list[dict[str, object]]:
        """Return what was logged."""
        time.sleep(0.2)
        return [json.loads(line) for line in self.log.read_text("utf-8").splitlines()]


def settings(port: int, front: int, as_it_came: bool) -> str:
    """Return the configuration that the page shows, on loopback and without certificates."""
    block = re.search(r"```nginx\n(.*?)```", PAGE, re.DOTALL)
    assert block
    changes = [
        (r"listen 443 ssl;", f"listen 127.0.0.1:{port};"),
        (r"\n *ssl_certificate [^;]*;", ""),
        (r"\n *ssl_certificate_key [^;]*;", ""),
        (r"server 127\.0\.0\.1:8000;", f"server 127.0.0.1:{front};"),
    ]
    if not as_it_came:
        changes.append(("proxy_pass http://bacthang;", "proxy_pass http://bacthang/;"))
        changes.append(('X-Forwarded-Prefix ""', "X-Forwarded-Prefix /bac-thang"))
    text = block[1]
    for old, new in changes:
        text, times = re.subn(old, new, text)
        assert times == 1, old
    return text


@contextmanager
def nginx(folder: Path, front: int, as_it_came: bool) -> Iterator[int]:
    port = free_port()
    path = folder / "nginx.conf"
    path.write_text(WHOLE.format(folder=folder, written=settings(port, front, as_it_came)))
    command = [str(NGINX), "-c", str(path), "-p", str(folder)]
    with running(command, f"http://127.0.0.1:{port}/bac-thang/"):
        yield port


@pytest.fixture(scope="module", params=[True, False], ids=["whole address", "prefix taken away"])
def proxied(
    request: pytest.FixtureRequest, built: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Proxied]:
    folder = tmp_path_factory.mktemp("nginx")
    prefix = ["--prefix", "/bac-thang"] if request.param else []
    log = folder / "access.log"
    with (
        front_process("--store", built, "--proxies", 1, "--access-log", log, *prefix) as front,
        nginx(folder, front.port, request.param) as port,
    ):
        yield Proxied(f"http://127.0.0.1:{port}/bac-thang/", port, log)


def fetched(address: str, **headers: str) -> tuple[str, str]:
    """Return where an address led, and what was there."""
    with urlopen(Request(address, headers=headers), timeout=30) as answer:
        return answer.url, answer.read().decode()


def test_pages_link_to_pages_that_are_there(proxied: Proxied) -> None:
    _, page = fetched(proxied.address, Accept="text/html")
    links = set(re.findall(r'(?:href|src)="(/[^"#]*)"', page))
    assert len(links) > 5
    assert {link for link in links if not link.startswith("/bac-thang/")} == set()
    for link in sorted(links):
        assert fetched(urljoin(proxied.address, link))[1]


def test_a_thing_answers_below_the_prefix_by_its_own_name(proxied: Proxied) -> None:
    path = "id/document/bct-xiii-15-nq"
    url, triples = fetched(f"{proxied.address}{path}", Accept="application/n-triples")
    assert url == f"{proxied.address}{path}"
    assert f"<https://w3id.org/bacthang/{path}>" in triples
    assert "127.0.0.1" not in triples


def test_a_redirect_stays_below_the_prefix(proxied: Proxied) -> None:
    url, _ = fetched(f"{proxied.address}questions", Accept="text/html")
    assert url == f"{proxied.address}queries"


def test_a_query_is_asked_through_the_proxy(proxied: Proxied) -> None:
    query = "sparql?query=ASK%20%7B%7D"
    _, said = fetched(f"{proxied.address}{query}", Accept="application/sparql-results+json")
    assert json.loads(said)["boolean"] is True


def test_a_client_is_known_by_its_own_address_whatever_it_says(proxied: Proxied) -> None:
    fetched(f"{proxied.address}?a", **{"X-Forwarded-For": "203.0.113.9"})
    assert proxied.lines()[-1]["client"] == "127.0.0.1"


def test_a_client_cannot_say_where_the_site_lies(proxied: Proxied) -> None:
    lies = {"X-Forwarded-Prefix": "/evil", "X-Forwarded-Host": "evil.example"}
    _, page = fetched(f"{proxied.address}?b", **lies)
    assert "evil" not in page


def test_a_long_query_in_the_address_comes_through(proxied: Proxied) -> None:
    query = f"sparql?query=ASK%20%7B%7D%23{'x' * 30_000}"
    assert "true" in fetched(f"{proxied.address}{query}", Accept="text/csv")[1]


def test_a_body_past_the_limit_is_refused_by_the_proxy(proxied: Proxied) -> None:
    head = b"POST /bac-thang/sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 8000000\r\n\r\n"
    assert said_raw(proxied.port, head).startswith(b"HTTP/1.1 413 ")


def test_who_asks_too_often_is_told_so(proxied: Proxied) -> None:
    def asked() -> int:
        try:
            fetched(f"{proxied.address}static/mark.svg")
        except HTTPError as refused:
            return refused.code
        return 200

    assert {asked() for _ in range(400)} == {200, 429}
