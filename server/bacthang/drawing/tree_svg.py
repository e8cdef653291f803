"""A tree as SVG text. Its colours are those of the page: it carries classes, and no style."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from .letters import wrapped
from .planning import LEADING, NOTE, PAD, TITLE, planned
from .routes import Route, routes
from .tree import Box, Card, Plan, Stair, Tree

_NAME: Final = 15.0


def tree_svg(tree: Tree, name: str, address: Callable[[str], str]) -> str:
    """Return the picture; ``name`` is what it is called for who does not see it.

    ``address`` tells where the card of a key leads.
    """
    plan = planned(tree)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="tree" role="group" '
            f'aria-label={quoteattr(name)} viewBox="0 0 {_n(plan.width)} {_n(plan.height)}" '
            f'width="{_n(plan.width)}" height="{_n(plan.height)}">',
            *_stairs(tree, plan),
            '<g class="ties" aria-hidden="true">',
            *(_tie(route) for route in routes(tree, plan)),
            "</g>",
            *(_card(card, plan, address(card.key)) for card in tree.cards),
            "</svg>",
            "",
        ]
    )


def _stairs(tree: Tree, plan: Plan) -> Iterator[str]:
    for place, (stair, box) in enumerate(zip(tree.stairs, plan.stairs, strict=True), start=1):
        yield f'<g class="stair stair-{place}">'
        yield f'<rect {_box(box)} rx="10"/>'
        yield from _head(stair, box)
        yield "</g>"


def _head(stair: Stair, box: Box) -> Iterator[str]:
    y = box.y + 26
    for line in wrapped(stair.name, _NAME, box.width - 24, bold=True)[:2]:
        yield _text(box.x + 14, y, line, _NAME, "name")
        y += 19
    for line in wrapped(stair.note, NOTE, box.width - 24)[:1]:
        yield _text(box.x + 14, y, line, NOTE, "note")


def _tie(route: Route) -> str:
    path = f"M{_point(route.begin)}"
    for piece in route.pieces:
        path += f"{'C' if len(piece) == 3 else 'L'}{' '.join(map(_point, piece))}"
    title = f"<title>{escape(route.tie.title)}</title>" if route.tie.title else ""
    return f'<path class="{route.tie.relation}" d="{path}">{title}</path>'


def _card(card: Card, plan: Plan, href: str) -> str:
    box, words = plan.cards[card.key], plan.words[card.key]
    lines: list[str] = []
    y = box.y + PAD + TITLE - 1
    for line in words.title:
        lines.append(_text(box.x + PAD + 4, y, line, TITLE, "title"))
        y += LEADING
    for line in words.note:
        lines.append(_text(box.x + PAD + 4, y, line, NOTE, "note"))
        y += LEADING
    return (
        f'<a class="card {card.known}" href={quoteattr(href)}>'
        f'<rect {_box(box)} rx="6"/>'
        f'<rect class="edge" x="{_n(box.x)}" y="{_n(box.y)}" width="4" height="{_n(box.height)}"'
        f' rx="2"/>{"".join(lines)}</a>'
    )


def _text(x: float, y: float, line: str, size: float, kind: str) -> str:
    return (
        f'<text class="{kind}" x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}">{escape(line)}</text>'
    )


def _box(box: Box) -> str:
    return f'x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.width)}" height="{_n(box.height)}"'


def _point(point: tuple[float, float]) -> str:
    return f"{_n(point[0])} {_n(point[1])}"


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
