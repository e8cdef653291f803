"""The server that holds the data of a site does not do its part, as readers of the site are told.

``cause`` is the name of what was met (``errors.remote``), which the log tells whole: an address, a
status or a setting is the business of whoever runs the site.
"""

from __future__ import annotations

from .front import RefusedQuery
from .words import BacThangError, Wording


class DataTrouble(BacThangError):
    """``cause``: the server that holds the data does not answer as it should."""


class DataAway(DataTrouble):
    """``cause``: it cannot be reached."""

    messages = Wording(
        vi="Hiện không gọi được máy chủ giữ dữ liệu của trang này.",
        en="The server that holds the data of this site cannot be reached now.",
    )
    remedies = Wording(
        vi="Thử lại sau ít phút; những trang không cần hỏi dữ liệu vẫn mở được.",
        en="Try again in a few minutes; pages that need not ask it can still be read.",
    )


class DataSlow(DataTrouble):
    """``cause``: it did not answer in time."""

    messages = Wording(
        vi="Máy chủ giữ dữ liệu của trang này không trả lời kịp.",
        en="The server that holds the data of this site did not answer in time.",
    )
    remedies = Wording(
        vi="Thử lại sau ít phút, hoặc hỏi hẹp hơn.",
        en="Try again in a few minutes, or ask for less.",
    )


class DataUnfit(DataTrouble):
    """``cause``: it refuses, answers in part, or otherwise than the protocol has it."""

    messages = Wording(
        vi="Máy chủ giữ dữ liệu của trang này trả lời không đúng.",
        en="The server that holds the data of this site does not answer as it should.",
    )
    remedies = Wording(
        vi="Báo cho người vận hành trang này; sau ít phút có thể thử lại.",
        en="Tell whoever runs this site; it may be worth trying again in a few minutes.",
    )


class DataReplaced(DataTrouble):
    """``cause``: other data are being put in the place of those that an answer was made of."""

    messages = Wording(
        vi="Dữ liệu của trang này đang được thay bằng bản mới.",
        en="The data of this site are just being replaced by a new edition.",
    )
    remedies = Wording(
        vi="Thử lại sau ít giây.",
        en="Try again in a few seconds.",
    )


class DataDamaged(DataTrouble):
    """``cause``: the files that hold the data are not as the build left them."""

    messages = Wording(
        vi="Dữ liệu của trang này đã hỏng trên đĩa nên không được đọc nữa.",
        en="The data of this site were damaged on their disk, and are not read any more.",
    )
    remedies = Wording(
        vi="Báo cho người vận hành trang này: dựng lại bằng “bacthang build” là được.",
        en="Tell whoever runs this site: once built again with “bacthang build” it answers on.",
    )


class UnfitForServer(RefusedQuery):
    """``what``: sound SPARQL that the server of the data says it cannot answer."""

    messages = Wording(
        vi="Máy chủ giữ dữ liệu không trả lời được truy vấn này: {what}",
        en="The server that holds the data cannot answer this query: {what}",
    )
    remedies = Wording(
        vi="Viết truy vấn theo cách khác, hoặc tải bản kết xuất về mà hỏi.",
        en="Write it in another way, or download a dump and ask that.",
    )


class ServerFunctions(RefusedQuery):
    """``called``: a name by which one kind of server offers functions of its own."""

    messages = Wording(
        vi="Truy vấn gọi {called}, là tên riêng của một loại máy chủ chứ không phải SPARQL 1.1.",
        en="The query calls {called}, which is one server's own and no SPARQL 1.1.",
    )
    remedies = Wording(
        vi="Chỉ dùng hàm của SPARQL 1.1.",
        en="Use the functions of SPARQL 1.1 only.",
    )
