"""The stream of a country: sheet after sheet, nothing kept but the documents above."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from .besides import identify_named_only, write_besides
from .catalogue import define, indicators
from .documents import Record, write_document
from .drafts import Draft, central, local, provincial
from .figures import Mark, counted
from .ladder import BEFORE, NOW, Committee, Term, centre, communes, districts, provinces
from .pages import Page
from .planting import Planter
from .reference import (
    is_written_now,
    write_centre,
    write_identities,
    write_set,
    write_term,
    write_unit,
)
from .reported import write_plan, write_readings
from .sizes import Size
from .statements import Sheet


def country(size: Size, seed: int, rate: float, record: Record) -> Iterator[Sheet]:
    """Yield the sheets of a country of a size; the same arguments yield the same.

    ``record`` is given every finding that the rules will have, as it is planted or follows. A sheet
    of ``texts`` comes after the sheet of reference that identifies what it speaks of.
    """
    yield from _Country(size, Planter(seed, rate), record).sheets(seed)


class _Country:
    def __init__(self, size: Size, planter: Planter, record: Record) -> None:
        self._size = size
        self._planter = planter
        self._record = record

    def sheets(self, seed: int) -> Iterator[Sheet]:
        common = Sheet("reference", "common")
        write_centre(common)
        define(common, self._fieldless())
        yield common
        for term in (BEFORE, NOW):
            yield from self._term(seed, term)

    def _fieldless(self) -> frozenset[str]:
        struck = [row for row in indicators() if self._planter.strikes(f"{row.slug}/field")]
        for row in struck:
            self._record(row.iri, Mark("FORM-04", "Violation", True, "no policy field"))
        return frozenset(row.slug for row in struck)

    def _term(self, seed: int, term: Term) -> Iterator[Sheet]:
        top = centre(seed, self._size, term)
        resolutions = central(top)
        yield from self._unit(top, list(resolutions.values()))
        for province in provinces(seed, self._size, top):
            yield from self._province(province, resolutions)

    def _province(self, province: Committee, above: dict[str, Draft]) -> Iterator[Sheet]:
        size = self._size
        drafts = provincial(province, above, size.communes_of(province.order), size.figures)
        for draft in drafts.values():
            self._ask_too_much(draft)
        own = list(drafts.values())
        reference = self._reference(province, own)
        write_set(reference, province, own)
        identify_named_only(reference, province)
        pages = Sheet("reported", province.key)
        write_plan(reference, pages, province, drafts["economy"], self._record)
        for draft in own:
            write_readings(pages, province, draft, self._planter, self._record)
        yield reference
        yield pages
        yield self._text(province, own)
        lower = communes if province.term is NOW else districts
        before = None
        for unit in lower(self._size, province):
            documents = local(unit, drafts, self._size.figures)
            if unit.level == "district":
                self._leave_one_out(unit, documents)
            self._planter.plant(documents, before)
            yield from self._unit(unit, documents)
            before = unit

    def _ask_too_much(self, draft: Draft) -> None:
        """Let a province, now and then, count on more than its parts together will do."""
        for place, figure in enumerate(draft.figures):
            slug = f"{draft.programme.slug}/{figure.row.slug}"
            if figure.row.tier == "additive" and self._planter.strikes(slug):
                mark = Mark("CAS-10", "Info", True, "more than its parts add up to")
                term = draft.programme.committee.term
                more = counted(figure.row, int(figure.value) * 10, term)
                draft.figures[place] = replace(more, marks=(mark,))

    def _leave_one_out(self, unit: Committee, documents: list[Draft]) -> None:
        """Let a district, now and then, have no programme for one of the province's."""
        if self._planter.strikes(f"{unit.key}/left out"):
            documents.pop()
            mark = Mark("CAS-01", "Info", True, "no programme for one of the province's")
            self._record(unit.body, mark)

    def _unit(self, unit: Committee, documents: list[Draft]) -> Iterator[Sheet]:
        yield self._reference(unit, documents)
        yield self._text(unit, documents)

    def _reference(self, unit: Committee, documents: list[Draft]) -> Sheet:
        sheet = Sheet("reference", unit.key)
        if unit.above and is_written_now(unit):
            write_unit(sheet, unit, self._planter, self._record)
        write_term(sheet, unit, self._planter, self._record)
        write_identities(sheet, documents)
        return sheet

    def _text(self, unit: Committee, documents: list[Draft]) -> Sheet:
        page = Page(Sheet("texts", unit.key), unit.file)
        page.line(f"Chương trình công tác toàn khóa của {unit.title}", end="")
        for draft in documents:
            write_document(page, draft, self._record)
        write_besides(page, unit, documents, self._record)
        return page.close()
