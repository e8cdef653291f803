"""A proposal made by hand, of a text of an invented commune, for what shows proposals."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final, cast

from pyoxigraph import NamedNode

from bacthang.checking.findings import Finding
from bacthang.checking.report import Report
from bacthang.checking.sides import Thing
from bacthang.drafting.proposal import (
    CountProposal,
    DocumentProposal,
    Doubt,
    ItemProposal,
    LinkProposal,
    Match,
    Proposal,
    ProvisionProposal,
    Skipped,
    Span,
    TargetProposal,
    Why,
)
from bacthang.drafting.writing.review import Known
from bacthang.errors import EmptyText, Wording
from bacthang.evidence import Quote
from bacthang.rules import Severity

SOURCE: Final = "900_xa-vi-du.txt"
TEXT: Final = """Trang chủ | Lượt xem: 77
CHƯƠNG TRÌNH số 04-CTr/ĐU của Đảng ủy xã Ví Dụ <thứ nhất>
thực hiện Chương trình 99-CTr/HU

Có 02 chỉ tiêu đến năm 2025:
1. Trên 95% người dân có bảo hiểm y tế, trong đó 40% tự mua; đến năm 2025, 2030 có 9 "mô hình" & hơn
2. Số hộ xem Lượt 5 là một chuyện khác.
Nhiệm vụ: nâng cao chất lượng
khám, chữa bệnh.
"""
INSURED: Final = NamedNode("https://w3id.org/bacthang/id/indicator/health-insurance-coverage")
POOR: Final = NamedNode("https://w3id.org/bacthang/id/indicator/poor-household-rate")
BODY: Final = NamedNode("https://w3id.org/bacthang/id/body/tram-y-te-vi-du")
KNOWN: Final = Known(
    names={
        INSURED: Wording("tỷ lệ bao phủ bảo hiểm y tế", "health insurance coverage"),
        POOR: Wording("tỷ lệ hộ nghèo", "poor households"),
        BODY: Wording("Trạm Y tế xã Ví Dụ", "Ví Dụ health station"),
    },
    units={"MODEL": Wording("mô hình", "models")},
    falling=frozenset({POOR}),
)


def span(words: str, behind: str = "") -> Span:
    """Return where words stand in the text, behind others."""
    start = TEXT.index(words, TEXT.index(behind))
    return Span(start, start + len(words))


_YEAR: Final = span("đến năm 2025")
_INSURED: Final = TargetProposal(
    quote=span("Trên 95% người dân có bảo hiểm y tế"),
    phrase="người dân có bảo hiểm y tế",
    comparator="moreThan",
    lower=Decimal(95),
    upper=None,
    unit="PERCENT",
    printed="Trên 95%",
    year=2025,
    contexts=(_YEAR,),
    why=(Why("more-than", "Trên"), Why("percent", "%"), Why("year-of-list", "")),
    match=Match(INSURED, 0.934, POOR, 0.5),
)
_OWN: Final = TargetProposal(
    quote=span("40% tự mua"),
    phrase="người dân tự mua",
    comparator="reach",
    lower=Decimal(40),
    upper=None,
    unit="PERCENT",
    printed="40%",
    year=2025,
    within=0,
    contexts=(_YEAR, span("Trên 95% người dân có bảo hiểm y tế")),
    doubts=(Doubt("unlike", Wording("xem lại chủ ngữ", "look at the subject")),),
    match=Match(None, 0.0, INSURED, 0.612, "nguoi-dan-tu-mua"),
)
_MODELS: Final = tuple(
    TargetProposal(
        quote=span('đến năm 2025, 2030 có 9 "mô hình" & hơn'),
        phrase='"mô hình" & <hơn>',
        comparator="reach",
        lower=Decimal(9),
        upper=None,
        unit="MODEL",
        printed="9",
        year=year,
        match=Match(None, 0.0, None, 0.0, "mo-hinh"),
    )
    for year in (2025, 2030)
)
_NO_WORDS: Final = TargetProposal(
    quote=span("chất lượng\nkhám"),
    phrase="chất lượng khám",
    comparator="twist",
    lower=Decimal("1.5"),
    upper=None,
    unit="KNOT",
    printed="",
)
DOCUMENT: Final = DocumentProposal(
    kind="Programme",
    title="CHƯƠNG TRÌNH của Đảng ủy xã Ví Dụ <thứ nhất>",
    place=span("CHƯƠNG TRÌNH số 04-CTr/ĐU của Đảng ủy xã Ví Dụ <thứ nhất>"),
    slug="vi-du-04-ctr",
    number="04-CTr/ĐU",
    printed_numbers=("04-CTr/ĐU", "số 04-CTr/ĐU"),
    issuer_name="Đảng ủy xã Ví Dụ",
    term_years=(2020, 2025),
    date="2021-03-17",
    period=(2021, 2025),
    horizons=(2030,),
    items=(
        ItemProposal(
            Span(span("Trên 95%").start, span(" & hơn").end),
            "1.",
            (_INSURED, _OWN, *_MODELS),
        ),
    ),
    provisions=(
        ProvisionProposal(
            kind="Task",
            place=span("nâng cao chất lượng\nkhám, chữa bệnh"),
            label="Nhiệm vụ:",
            title="nâng cao chất lượng khám, chữa bệnh",
            lead_bodies=(BODY,),
            named_bodies=("Hội <Y>",),
            targets=(_NO_WORDS,),
        ),
    ),
    counts=(CountProposal(span("02 chỉ tiêu"), "TargetItem", 2, "02 chỉ tiêu", "whole"),),
    links=(
        LinkProposal(
            span("99-CTr/HU"),
            "implements",
            "99-CTr/HU",
            None,
            doubts=(Doubt("unknown", Wording("không có trong đồ thị", "not in the graph")),),
        ),
    ),
    doubts=(Doubt("issuer", Wording("cơ quan mới", "a new body")),),
)
MADE: Final = Proposal(
    source=SOURCE,
    text=TEXT,
    documents=(DOCUMENT,),
    skipped=(
        Skipped(span("77"), "77", "view-count"),
        Skipped(span("5", "Lượt 5"), "5", "count-of-<things>"),
    ),
    dropped=(span("Trang chủ | Lượt xem: 77"),),
    doubts=(Doubt("cut", Wording("văn bản bị cắt", "the text is cut")),),
)


def _finding(code: str, focus: NamedNode, other: NamedNode) -> Finding:
    message = Wording(f"sai theo {code}", f"wrong by {code}")
    return Finding(code, Severity.WARNING, focus, other, message, cast(Any, None))


def reported() -> Report:
    """Return a report of one finding about the target insured, against one of the graph."""
    here, there = NamedNode("https://example.org/here"), NamedNode("https://example.org/there")
    place = span("Trên 95% người dân có bảo hiểm y tế")
    things = {
        here: Thing(
            here,
            Wording("ở đây", "the one here"),
            "",
            (),
            (Quote(SOURCE, place.start, place.end, "Trên 95% …", False),),
            (),
        ),
        there: Thing(
            there,
            Wording("ở kia", "the one there"),
            "",
            (),
            (Quote("000_other.txt", 1, 2, "98%", False),),
            (),
        ),
    }
    return Report((_finding("CAS-05", here, there),), {}, (EmptyText(name="x.ttl"),), things)
