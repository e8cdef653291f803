"""What a plan for one year leaves unsaid: that its targets are for that year."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from ..errors import Wording
from .proposal import DocumentProposal, Doubt, TargetProposal

_OF_PLAN: Final = Doubt(
    "plan-year",
    Wording(
        "năm lấy từ tên của kế hoạch một năm", "the year is that of the plan, which is for one"
    ),
)


def in_plan_year(paper: DocumentProposal) -> DocumentProposal:
    """Give the targets of a document for one year that year, where they say no time, as a doubt."""
    if paper.period is None or paper.period[0] != paper.period[1]:
        return paper
    year = paper.period[0]

    def dated(target: TargetProposal) -> TargetProposal:
        if target.year or target.recurrence or target.period not in (None, paper.period):
            return target
        doubts = (*target.doubts, _OF_PLAN)
        return replace(target, year=year, recurrence="byYear", period=None, doubts=doubts)

    return replace(
        paper,
        items=tuple(replace(item, targets=tuple(map(dated, item.targets))) for item in paper.items),
        provisions=tuple(
            replace(one, targets=tuple(map(dated, one.targets))) for one in paper.provisions
        ),
    )
