"""A store behind a server does not answer as it should."""

from __future__ import annotations

from .trouble import StoreTrouble
from .words import Wording


class RemoteTrouble(StoreTrouble):
    """The server of a store, or the way to it."""


class SecretInAddress(RemoteTrouble):
    """A store URL with a user name in it, which would be shown wherever the URL is."""

    messages = Wording(
        vi="Địa chỉ kho không được chứa tên người dùng hay mật khẩu.",
        en="The URL of a store may not hold a user name or a password.",
    )
    remedies = Wording(
        vi="Bỏ chúng khỏi địa chỉ, đặt vào BACTHANG_SPARQL_USER và BACTHANG_SPARQL_PASSWORD.",
        en="Leave them out and set BACTHANG_SPARQL_USER and BACTHANG_SPARQL_PASSWORD.",
    )


class ServerAway(RemoteTrouble):
    """``url``, ``what``: nothing answers there, though it was asked several times."""

    messages = Wording(
        vi="Không gọi được máy chủ {url}: {what}",
        en="The server {url} cannot be reached: {what}",
    )
    remedies = Wording(
        vi="Xem địa chỉ có đúng không, máy chủ và mạng có chạy không, rồi thử lại.",
        en="See that the address is right and that server and network are up, then try again.",
    )


class ServerSlow(RemoteTrouble):
    """``url``, ``seconds``, ``what``: no answer in time, or one that the server itself cut off."""

    messages = Wording(
        vi="Máy chủ {url} không trả lời kịp trong {seconds:g} giây: {what}",
        en="The server {url} did not answer within {seconds:g} seconds: {what}",
    )
    remedies = Wording(
        vi="Đợi lâu hơn bằng BACTHANG_SPARQL_TIMEOUT (giây), tăng giới hạn thời gian của máy chủ, "
        "hoặc hỏi ít hơn.",
        en="Wait longer with BACTHANG_SPARQL_TIMEOUT (seconds), raise the server's own limit, or "
        "ask for less.",
    )


class ServerRefused(RemoteTrouble):
    """``url``, ``status``: the server wants to know who asks, or knows and says no."""

    messages = Wording(
        vi="Máy chủ {url} từ chối (HTTP {status}).",
        en="The server {url} refuses (HTTP {status}).",
    )
    remedies = Wording(
        vi="Đặt BACTHANG_SPARQL_USER và BACTHANG_SPARQL_PASSWORD, hoặc BACTHANG_SPARQL_TOKEN (hay "
        "…_FILE), cho đúng; nếu đã đúng thì hỏi người quản trị máy chủ về quyền đọc và ghi.",
        en="Set BACTHANG_SPARQL_USER and BACTHANG_SPARQL_PASSWORD, or BACTHANG_SPARQL_TOKEN (or "
        "…_FILE); if they are right, ask whoever runs the server who may read and write there.",
    )


class OpenSecret(RemoteTrouble):
    """``path``: a file with a password or token that everybody on the machine may read."""

    messages = Wording(
        vi="Ai trên máy này cũng đọc được tệp bí mật {path}.",
        en="Everybody on this machine may read the secret in {path}.",
    )
    remedies = Wording(
        vi="Đóng quyền đọc của người khác: chmod o= {path}",
        en="Take that right away: chmod o= {path}",
    )


class NoEndpoint(RemoteTrouble):
    """``url``, ``what``: something answers there, and not as the SPARQL 1.1 Protocol has it."""

    messages = Wording(
        vi="Địa chỉ {url} không trả lời theo giao thức SPARQL 1.1: {what}",
        en="{url} does not answer by the SPARQL 1.1 Protocol: {what}",
    )
    remedies = Wording(
        vi="Ghi địa chỉ nhận truy vấn của máy chủ, thường có đuôi /query hoặc /sparql.",
        en="Give the address at which the server takes queries; it often ends in /query or "
        "/sparql.",
    )


class ServerFault(RemoteTrouble):
    """``url``, ``status``, ``what``: the server cannot answer this question."""

    messages = Wording(
        vi="Máy chủ {url} không trả lời được truy vấn (HTTP {status}): {what}",
        en="The server {url} cannot answer the query (HTTP {status}): {what}",
    )
    remedies = Wording(
        vi="Xem docs/stores.md về chỗ khác nhau giữa các máy chủ; hoặc hỏi kho dựng tại máy bằng "
        "--graph.",
        en="See docs/stores.md for how servers differ; or ask a store built here, with --graph.",
    )


class GuessedTooLong(ServerFault):
    """``url``, ``status``, ``what``: the server guesses that a query would take too long."""

    remedies = Wording(
        vi="Máy chủ ước lượng sai. Bỏ giới hạn ước lượng trong cấu hình của nó (Virtuoso: "
        "MaxQueryCostEstimationTime); giới hạn thời gian chạy thật vẫn còn.",
        en="The guess is wrong. Take the limit on guesses out of the server's settings (Virtuoso: "
        "MaxQueryCostEstimationTime); the limit on how long a query really takes stays.",
    )


class HalfAnswer(RemoteTrouble):
    """``url``, ``what``: an answer that is cut off, or holds only the first rows."""

    messages = Wording(
        vi="Máy chủ {url} chỉ trả lời một phần: {what}",
        en="The server {url} answered only in part: {what}",
    )
    remedies = Wording(
        vi="Tăng giới hạn số hàng của máy chủ (Virtuoso: ResultSetMaxRows), hoặc thử lại nếu đường "
        "truyền bị đứt.",
        en="Raise the server's limit of rows (Virtuoso: ResultSetMaxRows), or try again if the "
        "line broke.",
    )


class MixedDefaultGraph(RemoteTrouble):
    """``url``: the default graph shows rules and the record of the build, and cannot be told."""

    messages = Wording(
        vi="Máy chủ {url} trộn quy tắc và ghi chép của lần dựng vào đồ thị mặc định.",
        en="The server {url} mixes rules and the record of the build into its default graph.",
    )
    remedies = Wording(
        vi="Chạy máy chủ mà không lấy hợp của mọi đồ thị làm đồ thị mặc định (Oxigraph: bỏ "
        "--union-default-graph).",
        en="Run the server without the union of all graphs as its default graph (Oxigraph: leave "
        "out --union-default-graph).",
    )


class PieceTooLarge(RemoteTrouble):
    """``url``: the server takes no request as large as this (HTTP 413)."""

    messages = Wording(
        vi="Máy chủ {url} không nhận phần dữ liệu lớn như vậy (HTTP 413).",
        en="The server {url} does not take a request as large as this (HTTP 413).",
    )
    remedies = Wording(
        vi="Tăng giới hạn kích thước yêu cầu của máy chủ hoặc của proxy trước nó; chạy lại sẽ đi "
        "tiếp từ chỗ đã dừng.",
        en="Raise the limit on the size of a request, of the server or of a proxy before it; run "
        "again and it goes on from there.",
    )


class NoGraphStore(RemoteTrouble):
    """``url``, ``address``, ``what``: graphs cannot be written at the address for that."""

    messages = Wording(
        vi="Không ghi được đồ thị tại {address} (kho {url}): {what}",
        en="Graphs cannot be written at {address} (store {url}): {what}",
    )
    remedies = Wording(
        vi="Ghi địa chỉ SPARQL 1.1 Graph Store Protocol của máy chủ bằng --graph-store; "
        "docs/stores.md có địa chỉ của từng loại máy chủ.",
        en="Name the address of the server's SPARQL 1.1 Graph Store Protocol by --graph-store; "
        "docs/stores.md tells where each kind of server has it.",
    )


class QueryOnly(RemoteTrouble):
    """``url``: a front of ours, which is only ever read."""

    messages = Wording(
        vi="{url} là “bacthang serve”: chỉ hỏi được, không ghi được.",
        en="{url} is a “bacthang serve”: it takes questions only, and is not written to.",
    )
    remedies = Wording(
        vi="Đẩy lên máy chủ SPARQL mà nó đọc, hoặc dựng lại kho của nó bằng “bacthang build”.",
        en="Push to the SPARQL server that it reads, or build its store with “bacthang build”.",
    )


class NotAsSent(RemoteTrouble):
    """``url``, ``graph``, ``sent``, ``found``: a graph on the server is not what was sent."""

    messages = Wording(
        vi="Máy chủ {url} không giữ đúng điều đã gửi trong đồ thị <{graph}>: gửi {sent}, thấy "
        "{found}.",
        en="The server {url} does not hold what was sent in graph <{graph}>: sent {sent}, found "
        "{found}.",
    )
    remedies = Wording(
        vi="Kho trên máy chủ chưa dùng được (chưa có ghi chép của lần dựng). Đẩy lại: đồ thị ấy sẽ "
        "được gửi lại trọn vẹn (--anew gửi lại tất cả); nếu vẫn vậy, xem giới hạn và nhật ký của "
        "máy chủ.",
        en="The store on the server is not in use (it has no record of the build). Push again: "
        "that graph is sent anew (--anew sends everything); if it stays so, look at the limits and "
        "the log of the server.",
    )


class PushedMeanwhile(RemoteTrouble):
    """``url``: another push has begun on the same server."""

    messages = Wording(
        vi="Một lần đẩy khác đã bắt đầu trên máy chủ {url}.",
        en="Another push has begun on the server {url}.",
    )
    remedies = Wording(
        vi="Đợi lần ấy xong rồi đẩy lại.",
        en="Wait for it to end, then push again.",
    )
