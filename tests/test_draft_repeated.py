"""What a text prints twice is one target; shares keep the whole that they are of."""

from __future__ import annotations

from decimal import Decimal

from bacthang.drafting.proposal import DocumentProposal, ItemProposal, Span, TargetProposal
from bacthang.drafting.repeated import once


def share(start: int, phrase: str, percent: int, within: int | None = None) -> TargetProposal:
    return TargetProposal(
        quote=Span(start, start + 9),
        phrase=phrase,
        comparator="reach",
        lower=Decimal(percent),
        upper=None,
        unit="PERCENT",
        printed=f"{percent}%",
        within=within,
    )


def told(*items: tuple[TargetProposal, ...]) -> list[list[tuple[str, int | None, int]]]:
    """Return what is left of items: phrases, their wholes, and how many further places."""
    paper = DocumentProposal(
        "Programme",
        "Chương trình",
        Span(0, 9),
        "p",
        items=tuple(ItemProposal(targets[0].quote, "-", targets) for targets in items),
    )
    return [
        [(one.phrase, one.within, len(one.also)) for one in item.targets]
        for item in once(paper).items
    ]


def test_a_share_keeps_its_whole_when_a_repeated_one_before_it_goes() -> None:
    first = (share(0, "rác thu gom", 95),)
    second = (
        share(20, "rác thu gom", 95),
        share(30, "lao động qua đào tạo", 75),
        share(40, "lao động có bằng cấp", 30, within=1),
    )
    assert told(first, second) == [
        [("rác thu gom", None, 1)],
        [("lao động qua đào tạo", None, 0), ("lao động có bằng cấp", 0, 0)],
    ]


def test_a_share_of_a_whole_that_stands_elsewhere_is_of_none_here() -> None:
    first = (share(0, "lao động qua đào tạo", 75),)
    second = (
        share(20, "lao động qua đào tạo", 75),
        share(30, "lao động có bằng cấp", 30, within=0),
    )
    assert told(first, second) == [
        [("lao động qua đào tạo", None, 1)],
        [("lao động có bằng cấp", None, 0)],
    ]
