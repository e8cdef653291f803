"""What the text of a unit says of one programme: sentences, and the statements that quote them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby

from .drafts import Draft
from .figures import Figure, Mark
from .ladder import Committee
from .pages import Page, Quoted
from .statements import both, day, iri, number, string

_REASON = (
    "Trang không in năm; năm suy từ nhiệm kỳ của cấp ủy.",
    "The page prints no year; it follows from the committee's term.",
)
"""Why the date of some documents is completed by us."""

Record = Callable[[str, Mark], None]
"""Given the IRI of a thing and what the rules will find of it."""


def write_document(page: Page, draft: Draft, record: Record) -> None:
    """Write one programme into the text of its unit."""
    _Writer(page, draft, record).write()


class _Writer:
    def __init__(self, page: Page, draft: Draft, record: Record) -> None:
        self._page = page
        self._sheet = page.sheet
        self._draft = draft
        self._programme = draft.programme
        self._committee: Committee = draft.programme.committee
        self._record = record

    def write(self) -> None:
        self._head()
        lines = list(_lines(self._draft.figures))
        self._counts(len(lines))
        for order, figures in enumerate(lines, 1):
            self._item(order, figures)
        self._work()
        for part, mark in self._draft.marks:
            self._record(self._iri(part) if part else self._programme.iri, mark)

    def _iri(self, part: str) -> str:
        return iri("doc", self._programme.slug, part)

    def _head(self) -> None:
        draft, committee = self._draft, self._committee
        vi, en = self._programme.title
        called = "Nghị quyết" if committee.level == "central" else "Chương trình"
        signed = f"{draft.signed.day}/{draft.signed.month}/{draft.signed.year}"
        words = f"{called} số {draft.number} ngày {signed} của {committee.title} về “{vi}”"
        for relation, upper in draft.links:
            verb = "sửa đổi" if relation == "eli:amends" else "thực hiện"
            words += f", {verb} văn bản số {upper.number} của {upper.committee.title}"
        quoted = self._page.line(words)
        first, last = committee.term.period
        self._sheet.say(
            self._programme.iri,
            *both("dcterms:title", vi, en),
            ("eli:date_document", day(draft.signed)),
            ("bt:signedBy", f"person:{committee.key}-bi-thu"),
            *(both("bt:inferredFrom", *_REASON) if draft.completed else ()),
            ("bt:periodStart", str(first)),
            ("bt:periodEnd", str(last)),
            ("bt:policyField", f"field:{self._programme.theme}"),
            ("bt:addressedTo", "bodykind:district-party-committee")
            if committee.level == "city" and committee.term.key == "2020"
            else None,
            quoted.place(),
        )
        for order, (relation, upper) in enumerate(draft.links, 1):
            self._sheet.say(
                self._iri(f"link-{order}"),
                ("a", "bt:DocumentLink"),
                ("bt:linkFrom", self._programme.iri),
                ("bt:linkType", relation),
                ("bt:linkTo", upper.iri),
                quoted.place(),
            )

    def _counts(self, items: int) -> None:
        draft = self._draft
        counted = f"{items + draft.extra} nhóm chỉ tiêu"
        self._count(1, counted, items + draft.extra, "bt:TargetItem", "bt:whole")
        if draft.examples:
            self._count(2, "5 nhiệm vụ trọng tâm", 5, "bt:Task", "bt:examples")
            few = Mark("DOC-03", "Info", False, "names some tasks of more")
            self._record(self._iri("count-2"), few)

    def _count(self, order: int, words: str, declared: int, of: str, listing: str) -> None:
        such_as = ", như" if listing == "bt:examples" else ""
        quoted = self._page.line(f"Chương trình đề ra {words}{such_as}", end=":")
        unlisted = self._draft.flaw == "unlisted count" and order == 1
        self._sheet.say(
            self._iri(f"count-{order}"),
            ("a", "bt:DeclaredCount"),
            ("bt:partOf", self._programme.iri),
            ("bt:countOf", of),
            ("bt:declared", str(declared)),
            ("bt:countedWords", string(words)),
            None if unlisted else ("bt:listing", listing),
            quoted.place(words),
        )

    def _item(self, order: int, figures: list[Figure]) -> None:
        """Write one printed item: a head that gives the time, where there is one, and clauses."""
        head = _head_of(figures)
        clauses = [_clause(figure, bool(head)) for figure in figures]
        words = (f"{head}, " if head else "") + "; ".join(clauses)
        quoted = self._page.line(words, bullet="- ")
        item = self._iri(f"item-{order:02}")
        self._sheet.say(
            item,
            ("a", "bt:TargetItem"),
            ("bt:partOf", self._programme.iri),
            ("bt:ordinal", str(order)),
            ("bt:printedLabel", '"-"'),
            quoted.place(),
        )
        at, before = len(head) + 2 if head else 0, ""
        for place, (figure, clause) in enumerate(zip(figures, clauses, strict=True), 1):
            target = self._iri(f"target-{order:02}-{place}")
            self._target(target, item, place, figure, before, quoted, clause, at, head)
            at, before = at + len(clause) + 2, target

    def _target(
        self,
        target: str,
        item: str,
        place: int,
        figure: Figure,
        before: str,
        quoted: Quoted,
        clause: str,
        at: int,
        head: str,
    ) -> None:
        own = clause.removeprefix("trong đó ")
        self._sheet.say(
            target,
            ("a", "bt:Target"),
            ("bt:partOf", item),
            ("bt:ordinal", str(place)),
            ("bt:indicator", figure.row.iri),
            ("bt:comparator", f"bt:{figure.comparator}"),
            None if figure.lower is None else ("bt:lowerBound", number(figure.lower)),
            None if figure.upper is None else ("bt:upperBound", number(figure.upper)),
            ("qudt:hasUnit", figure.unit) if figure.unit else None,
            ("bt:targetYear", str(figure.year)) if figure.year else None,
            ("bt:recurrence", f"bt:{figure.recurrence}"),
            ("bt:baselineYear", str(figure.baseline)) if figure.baseline else None,
            ("bt:within", before) if figure.within else None,
            ("bt:printedValue", string(figure.printed)),
            quoted.place(own, at),
            quoted.context(head) if head else None,
        )
        for mark in figure.marks:
            self._record(target, mark)

    def _work(self) -> None:
        """Write a task and a scheme, with who leads them."""
        committee, draft = self._committee, self._draft
        lead = committee.body if committee.level == "central" else committee.state_body
        theme_vi, theme_en = self._programme.title
        task = f"lãnh đạo, chỉ đạo thực hiện đồng bộ nội dung “{theme_vi}”"
        quoted = self._page.line(f"Nhiệm vụ trọng tâm: {task}")
        english = f"Lead all that belongs to “{theme_en}”"
        titles = both("dcterms:title", task[0].upper() + task[1:], english)
        self._sheet.say(
            self._iri("task-1"),
            ("a", "bt:Task"),
            ("bt:partOf", self._programme.iri),
            ("bt:ordinal", "1"),
            *list(titles)[: 1 if draft.flaw == "untitled task" else 2],
            ("bt:leadBody", committee.body),
            None if draft.flaw == "unquoted task" else quoted.place(task),
        )
        scheme = f"Đề án {self._programme.place:02} về {theme_vi[0].lower()}{theme_vi[1:]}"
        said = "" if draft.leaderless else ", do ủy ban nhân dân chủ trì"
        quoted = self._page.line(f"{scheme}{said}", bullet="+ ")
        self._sheet.say(
            self._iri("scheme-1"),
            ("a", "bt:Scheme"),
            ("bt:partOf", self._programme.iri),
            ("bt:ordinal", "1"),
            *both("dcterms:title", scheme, f"Scheme {self._programme.place:02}: {theme_en}"),
            ("bt:policyField", f"field:{self._programme.theme}"),
            None if draft.leaderless else ("bt:leadBody", lead),
            quoted.place(scheme),
        )
        if draft.leaderless:
            mark = Mark("CAS-09", "Info", False, "nobody leads the scheme")
            self._record(self._iri("scheme-1"), mark)


def _lines(figures: list[Figure]) -> Iterator[list[Figure]]:
    """Yield the figures of each printed item: up to four of one time; a growth rate alone."""
    in_order = sorted(figures, key=_grouping)
    for (recurrence, _, together), run in groupby(in_order, key=_grouping):
        members = list(run)
        most = 1 if recurrence == "averagePerYear" else len(members) if together else 4
        start = 0
        while start < len(members):
            end = start + most
            while end < len(members) and members[end].within:
                end += 1
            yield members[start:end]
            start = end


def _grouping(figure: Figure) -> tuple[str, int, bool]:
    return figure.recurrence, figure.year or 0, figure.row.kind == "part"


def _head_of(figures: list[Figure]) -> str:
    """Return the words at the head of an item that several figures inherit their time from."""
    first = figures[0]
    if first.recurrence == "everyYear":
        return "Hằng năm"
    return f"Đến năm {first.year}" if len(figures) > 1 and first.year else ""


def _clause(figure: Figure, headed: bool) -> str:
    """Return the clause of a figure, with its year when no head gives it."""
    if figure.within:
        return f"trong đó {figure.clause}"
    dated = not headed and figure.recurrence == "byYear" and figure.year
    return f"{figure.clause} vào năm {figure.year}" if dated else figure.clause
