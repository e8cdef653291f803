"""Requests made to break something: each gets a sane answer, and none learns what is inside."""

from __future__ import annotations

import re
import socket
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlsplit

import pytest
from flask.testing import FlaskClient

import bacthang

PATHS: Final = {
    "up": b"/static/../../../../../../etc/passwd",
    "up, encoded": b"/static/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "up, encoded slashes": b"/static/..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
    "from the root": b"/static//etc/passwd",
    "from the root, encoded": b"/static/%2fetc%2fpasswd",
    "a device": b"/static/%2fdev%2fzero",
    "backslashes": b"/static/..\\..\\..\\etc\\passwd",
    "our own code": b"/static/../application.py",
    "a folder": b"/static/vendor",
    "a NUL": b"/static/site.css%00.png",
    "dumps": b"/dumps/../../../../etc/passwd",
    "sources": b"/sources/..%2f..%2f..%2fetc%2fpasswd",
    "a thing, up": b"/id/../../../../etc/passwd",
    "a thing of bytes": b"/id/%ff%fe%fd",
    "a thing of markup": b"/id/%3Cscript%3Ealert(1)%3C/script%3E",
    "a thing of braces": b"/id/%7B%7B7*7%7D%7D",
    "a thing of lines": b"/id/a%0d%0aSet-Cookie:%20x=y",
    "overlong": b"/%c0%ae%c0%ae/%c0%ae%c0%ae/etc/passwd",
    "percent alone": b"/id/%",
    "raw bytes": b"/id/\xe1\xbb\x93\xff",
    "very long": b"/id/" + b"a" * 20_000,
    "very deep": b"/id/" + b"a/" * 5_000,
    "semicolons": b"/sparql;jsessionid=1?query=ASK%7B%7D",
    "a query of markup": b"/queries/%3Cimg%20src=x%3E",
    "another's address": b"http://example.org/nowhere",
    "a star": b"*",
}
HEADERS: Final = {
    "Accept": [b"a" * 30_000, b"text/html," * 5_000, b"*/*;q=nan", b"\xff\xfe", b";;;,,,"],
    "Accept-Language": [b"x" * 30_000, b"vi;q=a", b"\xff", b"-,-,-", b"en-" * 5_000],
    "Accept-Encoding": [b"gzip" * 5_000, b"gzip;q=1e999", b"\xff", b"," * 10_000],
    "Cookie": [b"lang=<script>; theme=../..", b"lang=" + b"x" * 30_000, b"\xff=\xff", b";;;="],
    "If-None-Match": [b'"', b'W/"' * 5_000, b"*" * 100, b"\xff", b'W/"\xff"'],
    "If-Modified-Since": [b"yesterday", b"\xff", b"Thu, 99 Xyz 9999 99:99:99 GMT"],
    "Range": [b"bytes=-1-2", b"bytes=9999999-", b"bytes=0-0," * 2_000, b"lines=1-2"],
    "Host": [b"a b", b'evil"><script>', b"[::1", b"a:b:c", b"\xff", b"", b"x" * 5_000, b"a/b?c#d"],
    "X-Forwarded-Host": [b'evil"><script>', b"example.org"],
    "X-Forwarded-Prefix": [b"//example.org", b'"><script>'],
    "X-Forwarded-For": [b"' OR 1=1", b"\xff" * 100],
    "Content-Type": [b"\xff", b"a/b;" * 5_000, b"application/x-www-form-urlencoded;charset=\xff"],
    "Expect": [b"the unexpected", b"\xff"],
    "Upgrade": [b"websocket", b"h2c"],
}
TELLING: Final = re.compile(
    rb"Traceback|File \"|site-packages|root:x:|"
    + re.escape(str(Path(bacthang.__file__).parent).encode())
)


def told(site: str, words: bytes) -> tuple[int, bytes]:
    """Send bytes, and return the status and all that came back."""
    at = urlsplit(site)
    with socket.create_connection((at.hostname, at.port), timeout=30) as connection:
        connection.sendall(words)
        answer = b""
        while piece := connection.recv(1 << 16):
            answer += piece
    return int(answer.split()[1]), answer


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS.keys())
def test_a_path_leads_to_what_is_there_or_nowhere(site: str, path: bytes) -> None:
    status, answer = told(
        site, b"GET " + path + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    )
    assert 300 <= status < 500
    assert not TELLING.search(answer.replace(path, b""))
    head = answer.partition(b"\r\n\r\n")[0]
    assert b"Set-Cookie" not in head
    if status < 400:
        (location,) = re.findall(rb"(?i)^location: (.*)\r?$", head, re.MULTILINE)
        assert re.match(rb"(http://x)?/[^/]", location), location


@pytest.mark.parametrize("name", HEADERS)
def test_a_field_of_nonsense_does_no_harm(site: str, name: str) -> None:
    for value in HEADERS[name]:
        host = b"" if name == "Host" else b"Host: x\r\n"
        field = name.encode() + b": " + value + b"\r\n"
        for path in (b"/", b"/sparql", b"/sparql?query=ASK%7B%7D", b"/static/site.css"):
            words = b"GET " + path + b" HTTP/1.1\r\n" + host + field + b"Connection: close\r\n\r\n"
            status, answer = told(site, words)
            assert status < 500, (path, value[:40], answer[:300])
            assert not TELLING.search(answer), (path, value[:40])
            assert b"<script>" not in answer.replace(b"</script>", b""), (path, value[:40])


def test_no_field_is_made_of_what_was_asked(site: str) -> None:
    for value in ("vi%0d%0aSet-Cookie:%20x=y", "%0d%0a%0d%0a<script>"):
        for name in ("lang", "theme", "format", "output", "query", "default-graph-uri"):
            words = f"GET /sparql?{name}={value} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
            status, answer = told(site, words.encode())
            head, _, body = answer.partition(b"\r\n\r\n")
            assert status < 500
            assert b"x=y" not in head
            assert b"text/html" not in head or b"<script>" not in body


@pytest.mark.parametrize("query", ["</textarea><script>alert(1)</script>", "{{7*7}}", "'\"><b>"])
def test_a_query_is_shown_as_it_is_and_no_more(client: FlaskClient, query: str) -> None:
    page = client.get(f"/sparql?query={quote(query)}", headers={"Accept": "text/html"})
    assert page.status_code == 400
    assert query not in page.text or query == "{{7*7}}"
    assert "<script>alert" not in page.text
    assert "49" not in re.sub(r"\d{3,}|[0-9a-f]{12}", "", page.text)
