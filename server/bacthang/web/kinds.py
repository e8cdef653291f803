"""The kinds of problems: which status each has, and what it is called.

The type of a problem is an address (RFC 9457, section 3.1.1), and leads to a page that tells what
stands here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from werkzeug.exceptions import InternalServerError, default_exceptions

from ..errors import (
    AmbiguousName,
    BacThangError,
    BadParameter,
    BadQuery,
    Busy,
    Crowded,
    DataAway,
    DataDamaged,
    DataReplaced,
    DataSlow,
    DataUnfit,
    DumpsPending,
    FailedQuery,
    ListingsFailed,
    ListingsPending,
    MemoryLimit,
    Misuse,
    NoRoom,
    NoSuchForm,
    NoSuchThing,
    NothingGiven,
    QueryCrashed,
    QueryTooLong,
    ReadersBusy,
    ReadingCrashed,
    ReadingTooLarge,
    ReadingTooLong,
    RefusedQuery,
    RowLimit,
    SizeLimit,
    TextTooLarge,
    TextTooLong,
    TimeLimit,
    TooManyAtOnce,
    UnfitBody,
    UnfitFormat,
    UnfitForServer,
    UnfitRequest,
    UnfitText,
    UnknownName,
    Wording,
)
from ..namespaces import BASE

TYPES: Final = f"{BASE}problems#"
"""Where the types of problems are explained."""

STATUSES: Final[dict[type[BacThangError], int]] = {
    UnknownName: 404,
    AmbiguousName: 400,
    BadParameter: 400,
    UnfitFormat: 406,
    Misuse: 400,
    BadQuery: 400,
    UnfitRequest: 400,
    UnfitBody: 415,
    FailedQuery: 500,
    RefusedQuery: 400,
    QueryTooLong: 413,
    NoSuchForm: 406,
    TimeLimit: 503,
    MemoryLimit: 503,
    RowLimit: 400,
    SizeLimit: 400,
    Busy: 503,
    Crowded: 503,
    NoRoom: 503,
    TooManyAtOnce: 429,
    QueryCrashed: 500,
    UnfitForServer: 502,
    DataAway: 503,
    DataDamaged: 503,
    DataReplaced: 503,
    DataSlow: 504,
    DataUnfit: 502,
    NoSuchThing: 404,
    DumpsPending: 503,
    ListingsFailed: 503,
    ListingsPending: 503,
    NothingGiven: 422,
    UnfitText: 422,
    TextTooLarge: 413,
    TextTooLong: 413,
    ReadingTooLong: 503,
    ReadingTooLarge: 503,
    ReadingCrashed: 500,
    ReadersBusy: 503,
}
"""The status of each error, by its nearest class."""

UNFORESEEN: Final = Wording(
    "Máy chủ gặp một lỗi chưa lường trước.", "The server met a fault that nobody foresaw."
)
AGAIN: Final = Wording("Thử lại sau ít phút.", "Try again in a few minutes.")
_TITLES: Final = {
    400: Wording("Yêu cầu không dùng được", "The request cannot be used"),
    404: Wording("Không tìm thấy", "Not found"),
    405: Wording("Phương thức không được nhận", "Method not allowed"),
    406: Wording("Không có dạng đã xin", "No such form"),
    413: Wording("Quá lớn", "Too large"),
    414: Wording("Địa chỉ quá dài", "The address is too long"),
    415: Wording("Kiểu nội dung không được nhận", "Unsupported media type"),
    422: Wording("Văn bản không đọc được", "The text cannot be read"),
    429: Wording("Quá nhiều yêu cầu", "Too many requests"),
    431: Wording("Phần đầu quá dài", "The header is too long"),
    500: Wording("Lỗi của máy chủ", "Server error"),
    501: Wording("Không nhận được", "Not implemented"),
    502: Wording("Máy chủ dữ liệu trả lời không đúng", "The server of the data answers amiss"),
    503: Wording("Chưa trả lời được", "Not able to answer"),
    504: Wording("Máy chủ dữ liệu không trả lời kịp", "The server of the data is too slow"),
}
OF_HTTP: Final = {
    400: (
        Wording("Yêu cầu này không phải là HTTP hợp lệ.", "This request is no sound HTTP."),
        Wording(
            "Sửa chương trình đã gửi nó, theo RFC 9112.",
            "Correct the program that sent it, by RFC 9112.",
        ),
    ),
    404: (
        Wording("Ở địa chỉ này không có gì.", "There is nothing at this address."),
        Wording("Tìm từ trang chủ.", "Search from the home page."),
    ),
    405: (
        Wording("Địa chỉ này không nhận cách gọi ấy.", "This address does not take that method."),
        Wording("Các cách nhận: {allowed}.", "It takes: {allowed}."),
    ),
    406: (
        Wording("Không có dạng nào như đã xin.", "There is no such form as was asked for."),
        Wording("Có những dạng: {offered}.", "There are: {offered}."),
    ),
    413: (
        Wording("Gửi lên quá nhiều.", "That is more than this address takes."),
        Wording("Gửi ít hơn.", "Send less."),
    ),
    414: (
        Wording("Địa chỉ này quá dài.", "This address is too long."),
        Wording("Gửi truy vấn dài bằng POST.", "Send long queries by POST."),
    ),
    431: (
        Wording("Phần đầu của yêu cầu quá dài.", "The header fields of the request are too long."),
        Wording(
            "Gửi ít hơn, hoặc xóa cookie của trang.", "Send less, or clear the site's cookies."
        ),
    ),
    501: (
        Wording("Máy chủ không nhận cách mã hóa ấy.", "The server does not take that coding."),
        Wording("Gửi thẳng, hoặc theo khúc (chunked).", "Send it plain, or chunked."),
    ),
}
"""What is wrong, and what to do, where the request never reached what it was for."""
AFTER: Final[dict[type[BacThangError], int]] = {
    Busy: 5,
    Crowded: 5,
    NoRoom: 60,
    TooManyAtOnce: 1,
    ReadersBusy: 5,
    DataAway: 10,
    DataDamaged: 60,
    DataReplaced: 5,
    DataSlow: 10,
    DataUnfit: 60,
    DumpsPending: 10,
    ListingsPending: 10,
}
"""In how many seconds it is worth trying again."""
_FACT: Final = re.compile(r"\{[^{}]*\}")


class Explained(NamedTuple):
    """A kind of problem: its name, its status, what is wrong and what to do."""

    name: str
    status: int
    what: Wording
    remedy: Wording


def status_of(error: BacThangError) -> int:
    """Return the status for an error: that of its nearest class, else 500."""
    return _status(type(error))


def title_of(status: int) -> Wording:
    """Return what all problems of a status are called."""
    return _TITLES.get(status, _TITLES[500 if status >= 500 else 400])


def explained() -> list[Explained]:
    """Return every kind of problem that has a status, by status and name.

    What each occurrence says in its own way is left out: ``…``.
    """
    kinds = {kind for named in STATUSES if named is not Misuse for kind in _kinds(named)}
    told = [
        Explained(kind.__name__, _status(kind), _bare(kind.messages), _bare(kind.remedies))
        for kind in kinds
        if hasattr(kind, "messages") and not kind.__name__.startswith("_")
    ]
    told += [
        Explained(default_exceptions[status]().name.replace(" ", ""), status, what, _bare(remedy))
        for status, (what, remedy) in OF_HTTP.items()
    ]
    told.append(Explained(InternalServerError.__name__, 500, UNFORESEEN, AGAIN))
    return sorted(told, key=lambda kind: (kind.status, kind.name))


def _status(kind: type[BacThangError]) -> int:
    return next((STATUSES[base] for base in kind.__mro__ if base in STATUSES), 500)


def _kinds(kind: type[BacThangError]) -> Iterator[type[BacThangError]]:
    yield kind
    for special in kind.__subclasses__():
        yield from _kinds(special)


def _bare(words: Wording) -> Wording:
    return Wording(*(_FACT.sub("…", text) for text in words))
