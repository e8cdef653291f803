"""A query from outside that is not answered, or not to its end."""

from __future__ import annotations

from .unreadable import BadQuery
from .words import BacThangError, Wording


class RefusedQuery(BacThangError):
    """A query that is not run, for what it says."""


class MalformedQuery(BadQuery):
    """``name line column what``: a query from outside that does not parse, and where."""

    messages = Wording(
        vi="Truy vấn sai cú pháp: {what}",
        en="The query has a syntax error: {what}",
    )
    remedies = Wording(
        vi="Sửa truy vấn tại chỗ được nêu; trang Câu hỏi có những truy vấn mẫu chạy được ngay.",
        en="Correct the query at the place named; the page of questions has some that run.",
    )


class ServiceRefused(RefusedQuery):
    """A query that would have the server ask another."""

    messages = Wording(
        vi="Truy vấn có SERVICE, mà máy chủ này không hỏi máy chủ khác.",
        en="The query has a SERVICE, and this server asks no other.",
    )
    remedies = Wording(
        vi="Bỏ SERVICE; hoặc hỏi từng máy chủ rồi ghép ở phía bạn, như Comunica làm được.",
        en="Leave out SERVICE; or ask each server and join on your side, as Comunica can.",
    )


class UpdateRefused(RefusedQuery):
    """An update, where there are only queries."""

    messages = Wording(
        vi="Đây là lệnh cập nhật (SPARQL Update), mà đồ thị này chỉ để đọc.",
        en="That is an update (SPARQL Update), and this graph is only read.",
    )
    remedies = Wording(
        vi="Hỏi bằng SELECT, ASK, CONSTRUCT hoặc DESCRIBE; muốn sửa thì tải bản kết xuất về.",
        en="Ask by SELECT, ASK, CONSTRUCT or DESCRIBE; to change the graph, download a dump.",
    )


class TooNested(RefusedQuery):
    """``most``: more brackets in one another than are read."""

    messages = Wording(
        vi="Truy vấn lồng quá {most} lớp ngoặc.",
        en="The query has more than {most} brackets in one another.",
    )
    remedies = Wording(
        vi="Viết phẳng hơn, chẳng hạn bằng VALUES hoặc nhiều truy vấn.",
        en="Write it flatter, for example with VALUES, or as several queries.",
    )


class QueryTooLong(RefusedQuery):
    """``most``: a query of more bytes than are read."""

    messages = Wording(
        vi="Truy vấn dài quá {most} byte.",
        en="The query is longer than {most} bytes.",
    )
    remedies = Wording(
        vi="Chia thành nhiều truy vấn, hoặc tải bản kết xuất về mà hỏi.",
        en="Divide it into several, or download a dump and ask that.",
    )


class UnknownGraphs(RefusedQuery):
    """``graphs``: a dataset of graphs that are not there, by their IRIs."""

    messages = Wording(
        vi="Không có đồ thị nào tên là {named}.",
        en="There is no graph named {named}.",
    )
    remedies = Wording(
        vi="FROM, FROM NAMED, default-graph-uri và named-graph-uri chỉ nêu đồ thị của bộ dữ liệu; "
        "mô tả dịch vụ ở /sparql kê tên chúng. Không gì được tải từ nơi khác.",
        en="FROM, FROM NAMED, default-graph-uri and named-graph-uri name graphs of the dataset; "
        "the service description at /sparql lists them. Nothing is fetched from elsewhere.",
    )

    def __init__(self, graphs: list[str]) -> None:
        super().__init__(graphs=graphs, named=", ".join(f"<{iri}>" for iri in graphs))


class NoSuchForm(RefusedQuery):
    """``kind``: no form of this kind of answer was acceptable."""

    messages = Wording(
        vi="Không có dạng nào được chấp nhận cho câu trả lời này ({kind}).",
        en="None of the forms of this answer ({kind}) was acceptable.",
    )
    remedies = Wording(
        vi="Xin JSON, XML, CSV hoặc TSV cho SELECT và ASK; Turtle, N-Triples, RDF/XML hoặc JSON-LD "
        "cho CONSTRUCT và DESCRIBE.",
        en="Accept JSON, XML, CSV or TSV for SELECT and ASK; Turtle, N-Triples, RDF/XML or JSON-LD "
        "for CONSTRUCT and DESCRIBE.",
    )


class OverLimit(BacThangError):
    """A query that was stopped at a limit."""


class TimeLimit(OverLimit):
    """``seconds``: a query that ran for longer than it may."""

    messages = Wording(
        vi="Truy vấn chạy quá {seconds:g} giây nên đã bị dừng.",
        en="The query ran for more than {seconds:g} seconds and was stopped.",
    )
    remedies = Wording(
        vi="Thu hẹp câu hỏi: nêu rõ văn bản, chỉ tiêu hay năm; tránh OPTIONAL và đường dẫn + * hai "
        "đầu tự do; hoặc tải bản kết xuất về mà hỏi.",
        en="Narrow it: name a document, indicator or year; avoid paths with + or * that are free "
        "at both ends; or download a dump and ask that.",
    )


class MemoryLimit(OverLimit):
    """``megabytes``: a query that took more memory than it may."""

    messages = Wording(
        vi="Truy vấn cần quá {megabytes} MB bộ nhớ nên đã bị dừng.",
        en="The query took more than {megabytes} MB of memory and was stopped.",
    )
    remedies = Wording(
        vi="Tránh tích Descartes và GROUP_CONCAT trên cả đồ thị; sắp xếp và gộp ít hàng hơn.",
        en="Avoid products of patterns that share no variable, and GROUP_CONCAT over the whole "
        "graph; sort and group fewer rows.",
    )


class RowLimit(OverLimit):
    """``most``: an answer of more rows or triples than are given."""

    messages = Wording(
        vi="Câu trả lời có quá {most} dòng.",
        en="The answer has more than {most} rows.",
    )
    remedies = Wording(
        vi="Thêm LIMIT (và ORDER BY, OFFSET để lấy từng phần), hoặc tải bản kết xuất về.",
        en="Add LIMIT (with ORDER BY and OFFSET to take it in parts), or download a dump.",
    )


class SizeLimit(OverLimit):
    """``megabytes``: an answer of more bytes than are given."""

    messages = Wording(
        vi="Câu trả lời lớn quá {megabytes} MB.",
        en="The answer is larger than {megabytes} MB.",
    )
    remedies = RowLimit.remedies


class Crowded(BacThangError):
    """Too many queries of all clients are there at once for another one to wait in line."""

    messages = Wording(
        vi="Quá nhiều người đang hỏi cùng lúc, hàng chờ đã đầy.",
        en="Too many are asking at once: the line of those who wait is full.",
    )
    remedies = Wording(
        vi="Thử lại sau ít giây.",
        en="Try again in a few seconds.",
    )


class Busy(BacThangError):
    """``seconds``: no worker became free in time."""

    messages = Wording(
        vi="Máy chủ đang bận: đã đợi {seconds:g} giây mà chưa đến lượt.",
        en="The server is busy: the query waited {seconds:g} seconds without its turn.",
    )
    remedies = Wording(
        vi="Thử lại sau ít giây.",
        en="Try again in a few seconds.",
    )


class NoRoom(BacThangError):
    """An answer that cannot be held, for all that are."""

    messages = Wording(
        vi="Máy chủ hết chỗ giữ câu trả lời: còn quá nhiều câu trả lời lớn chưa được nhận hết.",
        en="The server has no room left for answers: too many large ones are still being taken.",
    )
    remedies = Wording(
        vi="Thử lại sau ít phút, hoặc thêm LIMIT.",
        en="Try again in a few minutes, or add LIMIT.",
    )


class TooManyAtOnce(BacThangError):
    """``most``: more queries of one client at once than are taken."""

    messages = Wording(
        vi="Bạn đang hỏi quá {most} truy vấn cùng lúc.",
        en="You are asking more than {most} queries at once.",
    )
    remedies = Wording(
        vi="Đợi câu trả lời trước rồi hỏi tiếp.",
        en="Wait for an answer before asking more.",
    )


class QueryCrashed(BacThangError):
    """A query that brought down the process answering it."""

    messages = Wording(
        vi="Truy vấn làm bộ máy truy vấn hỏng giữa chừng; không ai khác bị ảnh hưởng.",
        en="The query brought the engine down; nobody else was affected.",
    )
    remedies = Wording(
        vi="Viết truy vấn đơn giản hơn: ít mẫu bộ ba, ít ngoặc lồng nhau hơn.",
        en="Write it more simply: fewer triple patterns, fewer brackets in one another.",
    )
