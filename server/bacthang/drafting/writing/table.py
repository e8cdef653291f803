"""The targets of a proposal as rows of ``targets.csv``."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ...csvfile import csv_bytes
from ...export.schema import tables
from ...namespaces import BT
from ...stores.base import Store
from ..proposal import Proposal
from .blocks import cell
from .draft import drafted
from .known import Known
from .parts import Drafted
from .slugs import one_line

COLUMNS: Final = next(table.header for table in tables() if table.name == "targets")
"""The columns of ``targets.csv``, in order."""


def as_csv(proposal: Proposal, store: Store, more: Path | None = None) -> bytes:
    """Return the targets of a proposal as CSV, in the columns of ``targets.csv``."""
    found = rows(proposal, store, more)
    return csv_bytes(COLUMNS, ([row[column] for column in COLUMNS] for row in found))


def rows(proposal: Proposal, store: Store, more: Path | None = None) -> list[dict[str, str]]:
    """Return a row for each target proposed, in the order of the text.

    One that is held back has its row too, with the values as they were read.
    """
    known = Known(store, proposal.source)
    found = drafted(proposal, store, more).targets
    ordered = sorted(found, key=lambda one: (one.target.quote, one.iri.value))
    return [_row(one, proposal, known) for one in ordered]


def _row(drafted: Drafted, proposal: Proposal, known: Known) -> dict[str, str]:
    target, head, indicator = drafted.target, drafted.head, drafted.indicator
    issuer = head.issuer
    dated = target.year is not None or target.period is not None
    start, end = target.period or (None if dated else head.document.period) or (None, None)
    quote = target.quote
    return dict.fromkeys(COLUMNS, "") | {
        "target": drafted.iri.value,
        "document": head.iri.value,
        "number": head.number or known.text(head.iri, BT.number),
        "issuer": issuer.name,
        "level": issuer.level,
        "area": issuer.area_name,
        "item": drafted.holder.value if drafted.in_item else "",
        "indicator": indicator.iri.value,
        "indicator_vi": indicator.vi,
        "indicator_en": indicator.en,
        "field": indicator.field,
        "comparator": target.comparator,
        "lower": "" if target.lower is None else cell(target.lower),
        "upper": "" if target.upper is None else cell(target.upper),
        "printed": drafted.printed,
        "unit": target.unit or "",
        "year": _year(target.year),
        "period_start": _year(start),
        "period_end": _year(end),
        "recurrence": target.recurrence or "",
        "baseline_year": _year(target.baseline_year),
        "scope": one_line(target.scope or ""),
        "quote": proposal.text[slice(*quote)],
        "source": proposal.source,
        "start": str(quote.start),
        "end": str(quote.end),
        "witness": "quoted",
    }


def _year(value: int | None) -> str:
    return "" if value is None else str(value)
