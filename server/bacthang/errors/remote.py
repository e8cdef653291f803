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
        vi="Máy chủ {url} từ chối trả lời (HTTP {status}).",
        en="The server {url} refuses to answer (HTTP {status}).",
    )
    remedies = Wording(
        vi="Đặt BACTHANG_SPARQL_USER và BACTHANG_SPARQL_PASSWORD, hoặc BACTHANG_SPARQL_TOKEN, cho "
        "đúng; nếu đã đúng thì hỏi người quản trị máy chủ.",
        en="Set BACTHANG_SPARQL_USER and BACTHANG_SPARQL_PASSWORD, or BACTHANG_SPARQL_TOKEN; if "
        "they are right, ask whoever runs the server.",
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
