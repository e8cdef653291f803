"""A request that is not one of the SPARQL 1.1 Protocol, section 2.1."""

from __future__ import annotations

from .misuse import Misuse
from .words import Wording


class UnfitRequest(Misuse):
    """The request cannot be read as a query operation."""


class NoQuery(UnfitRequest):
    """Nothing is asked."""

    messages = Wording(
        vi="Yêu cầu không có truy vấn nào.",
        en="The request holds no query.",
    )
    remedies = Wording(
        vi="Gửi truy vấn trong tham số query, hoặc trong thân của POST với kiểu "
        "application/sparql-query.",
        en="Send the query in the parameter query, or as the body of a POST of type "
        "application/sparql-query.",
    )


class SeveralQueries(UnfitRequest):
    """``count``: more than one query is asked at once."""

    messages = Wording(
        vi="Yêu cầu có {count} truy vấn; mỗi yêu cầu chỉ hỏi một.",
        en="The request holds {count} queries; a request asks one.",
    )
    remedies = Wording(
        vi="Gửi mỗi truy vấn trong một yêu cầu riêng.",
        en="Send each query in a request of its own.",
    )


class GarbledRequest(UnfitRequest):
    """Parameters or a body that are not UTF-8, or too many to be meant."""

    messages = Wording(
        vi="Không đọc được các tham số hay thân của yêu cầu.",
        en="The parameters or the body of the request cannot be read.",
    )
    remedies = Wording(
        vi="Viết bằng UTF-8, mã hóa phần trăm cho đúng, và bớt tham số.",
        en="Write them in UTF-8, percent-encode them well, and send fewer parameters.",
    )


class UnfitBody(UnfitRequest):
    """``found``: a body of a type in which no query comes."""

    messages = Wording(
        vi="Truy vấn không đến được trong thân kiểu “{found}”.",
        en="No query comes in a body of type “{found}”.",
    )
    remedies = Wording(
        vi="Gửi application/sparql-query hoặc application/x-www-form-urlencoded, bằng UTF-8 và "
        "không nén.",
        en="Send application/sparql-query or application/x-www-form-urlencoded, in UTF-8 and not "
        "compressed.",
    )


class UnfitGraphName(UnfitRequest):
    """``name``: a graph named by what is no IRI."""

    messages = Wording(
        vi="“{name}” không phải là IRI của một đồ thị.",
        en="“{name}” is not the IRI of a graph.",
    )
    remedies = Wording(
        vi="Viết IRI đầy đủ trong default-graph-uri và named-graph-uri.",
        en="Write the IRI in full in default-graph-uri and named-graph-uri.",
    )
