"""The verb that serves: serve."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from math import isnan
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import click

from ..assets import graph_files
from ..errors import Wording
from ..stores import default_url
from ..web import Limits, Settings
from ..web.serving import serve as serve_front
from ..web.settings import LOOKS_AWAY, LOOKS_HERE
from .options import option, reads_store
from .root import verb
from .screen import build_with_progress, say
from .speech import Session

_SERVED: Final = Wording(
    "Trang web ở {address} (Ctrl+C để dừng).", "The site is at {address} (Ctrl+C stops it)."
)
_STOPPED: Final = Wording("Đã dừng, ai hỏi cũng đã được trả lời.", "Stopped; all were answered.")
_CUT: Final = Wording(
    "Đã dừng; có người chưa nhận hết câu trả lời.", "Stopped; some answers were cut off."
)
_MEGABYTE: Final = 1 << 20
_USUAL: Final = Settings(store="")


class _Seconds(click.FloatRange):
    """A number in a range; NaN, which no comparison tells from one, is none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the number; it fails as click's numbers do."""
        seconds = super().convert(value, param, ctx)
        if isnan(seconds):
            self.fail(f"{value} is not in the range {self._describe_range()}.", param, ctx)
        return seconds


@verb(
    "serve",
    "Mở trang web và điểm truy vấn SPARQL.\n\nĐọc kho đã dựng; khi “bacthang build” thay kho, "
    "trang web chuyển sang kho mới mà không ai bị ngắt. "
    "Kho ở máy chủ SPARQL (sparql+http://…) cũng "
    "phục vụ được. SIGTERM: trả lời nốt rồi dừng. Cách chạy "
    "lâu dài: docs/deploy.md.",
    "Serve the web site and the SPARQL endpoint.\n\nReads the built store; when “bacthang build” "
    "replaces it, the site goes over to the new one and nobody is cut off. A store behind a "
    "SPARQL server (sparql+http://…) is served too. SIGTERM: answers what "
    "has come, then ends. How to run it for years: docs/deploy.md.",
)
@option(
    "--host",
    metavar="ADDRESS",
    default="127.0.0.1",
    vi="Địa chỉ để nghe; mặc định 127.0.0.1, chỉ máy này thấy.",
    en="Address to listen at; by default 127.0.0.1, seen by this machine alone.",
)
@option(
    "--port",
    metavar="N",
    type=click.IntRange(0, 65535),
    default=8000,
    vi="Cổng; mặc định 8000, 0 là một cổng còn trống.",
    en="Port; by default 8000, 0 for one that is free.",
)
@option(
    "--workers",
    metavar="N",
    type=click.IntRange(1, 256),
    default=_USUAL.workers,
    vi="Số tiến trình trả lời truy vấn; mặc định theo số lõi, ít nhất 2.",
    en="Processes that answer queries; by default one a core, at least 2.",
)
@option(
    "--threads",
    metavar="N",
    type=click.IntRange(2, 1024),
    default=_USUAL.threads,
    vi=f"Số yêu cầu được phục vụ cùng lúc, kể cả truy vấn đang chờ; mặc định {_USUAL.threads}.",
    en=f"Requests served at once, queries that wait included; by default {_USUAL.threads}.",
)
@option(
    "--time-limit",
    metavar="S",
    type=_Seconds(0.1, 3600),
    default=_USUAL.limits.seconds,
    vi=f"Số giây cho một truy vấn; mặc định {_USUAL.limits.seconds:g}.",
    en=f"Seconds for one query; by default {_USUAL.limits.seconds:g}.",
)
@option(
    "--memory-limit",
    metavar="MB",
    type=click.IntRange(128, 1 << 20),
    default=_USUAL.limits.memory // _MEGABYTE,
    vi=f"Bộ nhớ cho một truy vấn; mặc định {_USUAL.limits.memory // _MEGABYTE}.",
    en=f"Memory for one query; by default {_USUAL.limits.memory // _MEGABYTE}.",
)
@option(
    "--row-limit",
    metavar="N",
    type=click.IntRange(1),
    default=_USUAL.limits.rows,
    vi=f"Số dòng (hay bộ ba) của một câu trả lời; mặc định {_USUAL.limits.rows}.",
    en=f"Rows (or triples) of one answer; by default {_USUAL.limits.rows}.",
)
@option(
    "--per-client",
    metavar="N",
    type=click.IntRange(1),
    default=_USUAL.limits.per_client,
    vi=f"Số truy vấn cùng lúc của một người hỏi; mặc định {_USUAL.limits.per_client}.",
    en=f"Queries of one client at once; by default {_USUAL.limits.per_client}.",
)
@option(
    "--look",
    metavar="S",
    type=_Seconds(0.1, 3600),
    vi=f"Cứ bao nhiêu giây lại xem có bản dựng mới không; mặc định {LOOKS_HERE:g}, "
    f"kho ở máy chủ SPARQL thì {LOOKS_AWAY:g}.",
    en=f"Seconds between looks for a new build; by default {LOOKS_HERE:g}, over a SPARQL server "
    f"{LOOKS_AWAY:g}.",
)
@option(
    "--proxies",
    metavar="N",
    type=click.IntRange(0, 16),
    default=0,
    vi="Số máy chủ trung gian phía trước được tin khi ghi X-Forwarded-*; mặc định 0.",
    en="Reverse proxies in front that are trusted to write X-Forwarded-*; by default 0.",
)
@option(
    "--prefix",
    metavar="/PATH",
    default="",
    vi="Đường dẫn mà trang web nằm bên dưới.",
    en="Path below which the site lies.",
)
@option(
    "--access-log",
    metavar="FILE|-",
    vi="Ghi mỗi yêu cầu một dòng JSON vào tệp, hoặc ra stdout (-); mặc định không ghi.",
    en="Write a line of JSON for each request to a file, or to stdout (-); by default none.",
)
@reads_store
def serve(
    session: Session,
    host: str,
    port: int,
    workers: int,
    threads: int,
    time_limit: float,
    memory_limit: int,
    row_limit: int,
    per_client: int,
    look: float | None,
    proxies: int,
    prefix: str,
    access_log: str | None,
    store: str | None,
    graph: Path | None,
) -> None:
    """Serve the web site and the SPARQL endpoint."""
    limits = Limits(
        seconds=time_limit,
        memory=memory_limit * _MEGABYTE,
        rows=row_limit,
        per_client=per_client,
        present=max(1, threads * 3 // 4),
        heavy=max(1, min(_USUAL.limits.heavy, threads // 2)),
    )
    with _served(session, store, graph) as url:
        settings = Settings(url, workers, threads, limits, proxies, prefix, look)
        answered = serve_front(
            settings,
            host,
            port,
            lambda address: say(_SERVED.said(session.lang, address=address)),
            access_log,
        )
    say((_STOPPED if answered else _CUT).said(session.lang))


@contextmanager
def _served(session: Session, store: str | None, graph: Path | None) -> Iterator[str]:
    """Give the store to serve; one built from files lies with the temporary files meanwhile."""
    if graph is None:
        yield default_url() if store is None else store
        return
    with TemporaryDirectory(prefix="bacthang-") as folder:
        files = graph_files(graph)
        yield build_with_progress(files, f"oxigraph:{folder}/store", session.lang).store.url
