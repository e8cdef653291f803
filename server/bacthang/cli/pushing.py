"""The verb that takes the graph to a server: push."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from ..errors import Wording
from ..pushing import Bounds, Options
from ..pushing import push as push_store
from ..stores.remote import RemoteStore
from .options import chosen_store, option, reads_store
from .root import verb
from .screen import progress, say
from .speech import Session

_PUSHED: Final = Wording(
    "Đã đẩy lên {url}: gửi {sent} mệnh đề, {kept} đã có sẵn, bỏ {removed} đồ thị cũ. Mã băm nội "
    "dung {digest}.",
    "Pushed to {url}: {sent} statements sent, {kept} there already, {removed} old graphs removed. "
    "Content hash {digest}.",
)
_THERE: Final = Wording(
    "{url} đã có đúng bộ dữ liệu này; không gửi gì. Mã băm nội dung {digest}.",
    "{url} holds this very dataset already; nothing was sent. Content hash {digest}.",
)
_READ: Final = Wording(
    "Mọi mệnh đề đã được đọc lại và so khớp.",
    "Every statement was read back and compared.",
)
_COUNTED: Final = Wording(
    "Chỉ đối chiếu số mệnh đề của từng đồ thị; nội dung không được đọc lại.",
    "Only the number of statements in each graph was compared; they were not read back.",
)


@verb(
    "push",
    "Đẩy đồ thị đã dựng lên một máy chủ SPARQL.\n\nTheo SPARQL 1.1 Graph Store HTTP Protocol, "
    "từng phần một; bị ngắt thì chạy lại sẽ đi tiếp. Cuối cùng đếm và đọc lại tất cả rồi mới ghi "
    "rằng kho dùng được. Tài khoản: BACTHANG_SPARQL_USER cùng BACTHANG_SPARQL_PASSWORD hoặc "
    "…_PASSWORD_FILE; hay BACTHANG_SPARQL_TOKEN hoặc …_TOKEN_FILE.",
    "Push the built graph to a SPARQL server.\n\nBy the SPARQL 1.1 Graph Store HTTP Protocol, in "
    "pieces; one that is cut goes on where it was when run again. At the end all is counted and "
    "read back, and only then the store is marked as usable. Who asks: BACTHANG_SPARQL_USER with "
    "BACTHANG_SPARQL_PASSWORD or …_PASSWORD_FILE; or BACTHANG_SPARQL_TOKEN or …_TOKEN_FILE.",
)
@click.argument("target", metavar="URL")
@option(
    "--graph-store",
    metavar="ADDRESS",
    vi="Địa chỉ nhận đồ thị của máy chủ, nếu khác mặc định của loại máy chủ ấy.",
    en="Where the server takes graphs, if not where its kind has it.",
)
@option(
    "--piece",
    metavar="MB",
    type=click.FloatRange(min=0, min_open=True),
    default=4.0,
    vi="Mỗi phần lớn nhất bao nhiêu MB; mặc định 4.",
    en="How many MB a piece has at most; by default 4.",
)
@option(
    "--no-read-back",
    is_flag=True,
    vi="Chỉ đếm, không đọc lại nội dung để so.",
    en="Only count; do not read the content back to compare it.",
)
@option(
    "--anew",
    is_flag=True,
    vi="Gửi lại tất cả, không tin những gì đã có trên máy chủ.",
    en="Send everything again, whatever the server holds.",
)
@reads_store
def push(
    session: Session,
    target: str,
    graph_store: str | None,
    piece: float,
    no_read_back: bool,
    anew: bool,
    store: str | None,
    graph: Path | None,
) -> None:
    """Push the built graph to a server."""
    server = RemoteStore(target)
    source = chosen_store(session, store, graph)
    bounds = Bounds(size=max(1, int(piece * 1_000_000)))
    options = Options(graph_store, bounds, not no_read_back, anew)
    with progress() as tell:
        done = push_store(
            source,
            server,
            options,
            lambda step, *counts: tell(step.value.said(session.lang), *counts),
        )
    facts = {"url": target, "digest": done.info.content_hash[:16]}
    if done.was_there:
        say(_THERE.said(session.lang, **facts))
        return
    counts = {"sent": done.sent, "kept": done.kept, "removed": done.removed}
    say(_PUSHED.said(session.lang, **facts, **counts))
    say((_READ if done.read_back else _COUNTED).said(session.lang))
