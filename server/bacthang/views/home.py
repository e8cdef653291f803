"""The first page: what the graph holds, its staircase, how it compares, and where to begin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from ..errors import LANGS, Lang, Wording
from ..listings import Listings, Writer
from ..namespaces import BT, ID
from ..naming import names_of
from ..picture import Step, staircase
from ..selecting import node, select
from ..stores import Store
from ..summary import totals_of
from .behind import standalone

_COUNTS: Final = (
    ("documents", Wording("văn bản", "documents"), "/documents"),
    ("targets", Wording("chỉ tiêu", "targets"), "/queries/targets-by-field-and-document"),
    ("indicators", Wording("chỉ số", "indicators"), "/indicators"),
    ("quotes", Wording("câu trích đã đối chiếu", "verified quotes"), "/sources"),
    ("reports", Wording("nguồn tin", "reports"), "/queries/reported-rather-than-quoted"),
)
_OUTCOMES: Final = """
SELECT ?outcome (COUNT(DISTINCT ?alignment) AS ?n) (COUNT(DISTINCT ?near) AS ?close)
       (COUNT(DISTINCT ?share) AS ?parts) WHERE {
  ?alignment a bt:Alignment ; bt:outcome ?outcome .
  OPTIONAL { ?alignment bt:close true . BIND (?alignment AS ?near) }
  OPTIONAL { ?alignment bt:reason bt:partOfWhole . BIND (?alignment AS ?share) }
}
GROUP BY ?outcome
"""
_MISSING: Final = """
SELECT ?target ?label (COUNT(DISTINCT ?below) AS ?documents) WHERE {
  ?alignment bt:outcome bt:missing ; bt:upperTarget ?target ; bt:lowerDocument ?below .
  FILTER NOT EXISTS { ?alignment bt:reason bt:noTargetKnown }
  ?target rdfs:label ?label .
  FILTER (LANG(?label) = "%s")
}
GROUP BY ?target ?label
ORDER BY DESC(?documents) ?target
"""
_COMPARED: Final = (BT.stricter, BT.equal, BT.overlapping, BT.weaker, BT.notComparable)
_FINDINGS: Final = """
SELECT (COUNT(DISTINCT ?result) AS ?n) WHERE {
  GRAPH graph:findings { ?result <http://www.w3.org/ns/shacl#resultSeverity> ?severity }
}
"""
_YEARS: Final = """
SELECT (MIN(?year) AS ?first) (MAX(?year) AS ?last) WHERE {
  ?target a bt:Target ; bt:periodStart|bt:periodEnd|bt:targetYear ?year .
}
"""
_ANY: Final = "SELECT ?p WHERE { %s ?p ?o } LIMIT 1"


@dataclass(frozen=True)
class Count:
    """How many there are of something, and where they are listed."""

    n: int
    what: str
    path: str


@dataclass(frozen=True)
class Share:
    """Of the pairs compared, those of one outcome: how many, and where they lie on a bar of 100."""

    outcome: str
    label: str
    n: int
    start: float
    width: float


@dataclass(frozen=True)
class Beginning:
    """A question to begin with, where its answer is, and what is found there."""

    question: Wording
    path: str
    answer: Wording
    about: NamedNode | None = None


BEGINNINGS: Final = (
    Beginning(
        Wording(
            "Quận nào đặt chỉ tiêu bao phủ bảo hiểm y tế, có bằng thành phố không?",
            "Which districts set a target for health insurance, and does it equal the city’s?",
        ),
        "/id/indicator/health-insurance-coverage",
        Wording("Trang chỉ số: bảng, biểu đồ, từng câu trích", "Indicator: table, chart, quotes"),
        ID["indicator/health-insurance-coverage"],
    ),
    Beginning(
        Wording(
            "Hà Đông cam kết những gì khi thực hiện Nghị quyết 15-NQ/TW?",
            "What did Hà Đông commit to under Resolution 15-NQ/TW?",
        ),
        "/id/document/ha-dong-2020-15-ctr",
        Wording("Trang văn bản: mục tiêu, chỉ tiêu, nhiệm vụ", "Document: goals, targets, tasks"),
        ID["document/ha-dong-2020-15-ctr"],
    ),
    Beginning(
        Wording(
            "Chương trình nào của Thành ủy đã tới quận nào?",
            "Which city programme has reached which district?",
        ),
        "/cascade",
        Wording("Bảng đối chiếu chương trình và quận", "A matrix of programmes and districts"),
    ),
    Beginning(
        Wording(
            "Chỉ tiêu nào thấp hơn chỉ tiêu của cấp trên?",
            "Which targets fall short of the one above?",
        ),
        "/queries/targets-against-those-above?outcome=weaker",
        Wording("Câu hỏi có sẵn, tải về bảng tính", "Ready-made question, for a spreadsheet"),
        BT.weaker,
    ),
    Beginning(
        Wording(
            "Văn bản nói “34 chuyên đề, đề án”; nguồn kể ra được bao nhiêu?",
            "A document says “34 schemes”; how many does the source list?",
        ),
        "/queries/declared-against-found",
        Wording("Con số tự nêu và con số tìm thấy", "Counts declared and counts found"),
    ),
    Beginning(
        Wording(
            "Về con số nào các nguồn tin không khớp nhau?",
            "On which figures do reports disagree?",
        ),
        "/queries/reports-that-disagree",
        Wording("Mọi giá trị đều được giữ lại", "Every value is kept"),
    ),
)
"""What people ask first."""


@dataclass(frozen=True)
class Home:
    """What the first page shows.

    ``shares`` are of the pairs of targets that are ``compared``: ``close`` of them are of two
    indicators that are only near, and ``parts`` of the weaker add to a whole above. ``missing``
    counts the targets above that some document below leaves out whose targets are known;
    ``missing_query`` lists them. ``findings`` counts what the rules found; ``years`` are the first
    and the last that targets are about.
    """

    counts: tuple[Count, ...]
    steps: tuple[Step, ...]
    shares: tuple[Share, ...]
    compared: int
    close: int
    parts: int
    missing: int
    missing_query: str
    findings: int
    beginnings: tuple[Beginning, ...]
    years: tuple[int, int] | None


def home_of(store: Store, lang: Lang) -> Home:
    """Return the first page of a dataset; of its beginnings those that it has something on."""
    totals = totals_of(store)
    rows = {node(row, "outcome"): row for row in select(store, _OUTCOMES)}
    outcomes = {outcome: int(row["n"].value) for outcome, row in rows.items()}
    missing = _MISSING % lang
    shares = _shares(store, outcomes, lang)
    return Home(
        counts=tuple(Count(totals[name], what.plain(lang), path) for name, what, path in _COUNTS),
        steps=staircase(store, lang),
        shares=shares,
        compared=sum(share.n for share in shares),
        close=sum(int(rows[outcome]["close"].value) for outcome in _COMPARED if outcome in rows),
        parts=int(rows[BT.weaker]["parts"].value) if BT.weaker in rows else 0,
        missing=len(select(store, missing)),
        missing_query=standalone(missing),
        findings=int(select(store, _FINDINGS)[0]["n"].value),
        beginnings=tuple(
            begin
            for begin in BEGINNINGS
            if begin.about is None or select(store, _ANY % str(begin.about))
        ),
        years=_years(store),
    )


def write(writer: Writer, store: Store) -> None:
    """Write the first page in each language, and the totals of the dataset."""
    writer.value(_TOTALS, totals_of(store))
    for lang in LANGS:
        shown = home_of(store, lang)
        writer.value(_NAME % lang, shown)


def kept(known: Listings, lang: Lang) -> Home:
    """Return the first page as it was written."""
    return known.value(_NAME % lang, Home)


def totals(known: Listings) -> dict[str, int]:
    """Return the totals of the dataset as they were written."""
    return known.value(_TOTALS, dict[str, int])


_NAME: Final = "home.%s"
_TOTALS: Final = "totals"


def _years(store: Store) -> tuple[int, int] | None:
    (row,) = select(store, _YEARS)
    return (int(row["first"].value), int(row["last"].value)) if "first" in row else None


def _shares(store: Store, outcomes: dict[NamedNode, int], lang: Lang) -> tuple[Share, ...]:
    counted = [(outcome, outcomes[outcome]) for outcome in _COMPARED if outcome in outcomes]
    names = names_of(store, [outcome for outcome, _ in counted], lang)
    total = sum(n for _, n in counted)
    shares: list[Share] = []
    start = 0.0
    for outcome, n in counted:
        width = 100 * n / total
        shares.append(Share(BT.local(outcome), names[outcome], n, round(start, 3), round(width, 3)))
        start += width
    return tuple(shares)
