"""Pre-binding of ``$this`` for all focus nodes at once (SHACL, section 5.2.1).

Where the recommendation evaluates a query for each focus node, the query is joined with a pattern
that binds ``?this`` to all of them. The pattern stands at the head of the WHERE, and in every inner
group that reads ``$this`` without binding it: groups are evaluated from the inside outward.
"""

from __future__ import annotations

from collections.abc import Iterator

from .paths import Path
from .select import Group, Select

Edit = tuple[int, int, str]


def bound_query(select: Select, focus: str, path: Path | None) -> str:
    """Return the query with ``?this`` bound by the pattern ``focus``, one solution a node."""
    return _edited(select, [*_focused(select, focus), *_with_path(select, path)])


def detecting_query(select: Select, focus: str, path: Path | None) -> str | None:
    """Return a query for the focus nodes alone that have a fault, or None if it saves nothing.

    It leaves out every OPTIONAL that only fetches what is selected: a left join drops no
    solution, and labels are fetched faster for what was found than for all that is looked at.
    """
    left_out = _only_fetching(select)
    if not left_out:
        return None
    cuts = [(group.start, group.close + 1, "{ }") for group in left_out]
    kept = [
        edit
        for edit in (*_focused(select, focus), *_with_path(select, path))
        if not any(start <= edit[0] < end for start, end, _ in cuts)
    ]
    clause = (select.clause.start, select.clause.end, "SELECT DISTINCT ?this ")
    return _edited(select, [clause, *cuts, *kept])


def _focused(select: Select, focus: str) -> Iterator[Edit]:
    yield _head(select.where, focus)
    for group in select.where.all_inside():
        if group.kind == "where" or ("this" in _read_alone(group) and "this" not in group.binds):
            yield _head(group, focus)


def _head(group: Group, focus: str) -> Edit:
    return group.open + 1, group.open + 1, f" {focus} "


def _read_alone(group: Group) -> set[str]:
    """Return what a group reads; the filters of an OPTIONAL see the group around it."""
    return group.assigns if group.kind == "optional" else group.assigns | group.filters


def _with_path(select: Select, path: Path | None) -> Iterator[Edit]:
    for token in select.tokens:
        if token.variable == "PATH":
            yield token.start, token.end, f"({path})"


def _only_fetching(select: Select) -> list[Group]:
    """Return the OPTIONALs, of the outermost group, that bind nothing that another part reads."""
    if select.clause.aggregates:
        return []
    candidates = [group for group in select.where.inner if group.kind == "optional"]
    left_out: list[Group] = []
    while found := [g for g in candidates if _private(select, g, left_out)]:
        left_out += found
        candidates = [group for group in candidates if group not in found]
    return left_out


def _private(select: Select, group: Group, left_out: list[Group]) -> bool:
    """Tell whether what a group binds is read nowhere in the WHERE but in groups left out."""
    own = select.variables_within(group.open, group.close) - group.known - {"this"}
    others = {
        token.variable
        for token in select.tokens
        if token.variable and select.where.open < token.start < select.where.close
        if not any(g.open < token.start < g.close for g in (group, *left_out))
    }
    return not own & others


def _edited(select: Select, edits: list[Edit]) -> str:
    """Return the text with some places put otherwise; of two at one place the first comes first."""
    parts, at = [select.prologue], 0
    for start, end, text in sorted(edits, key=lambda edit: edit[0]):
        parts += [select.text[at:start], text]
        at = end
    return "".join([*parts, select.text[at:]])
