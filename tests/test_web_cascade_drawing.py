"""The tree of documents is drawn so that nothing overlaps, on the shipped graph and on any."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bacthang.build import BuildReport
from bacthang.drawing.letters import width_of, wrapped
from bacthang.drawing.planning import planned
from bacthang.drawing.routes import Route, routes
from bacthang.drawing.stacking import stacked
from bacthang.drawing.tree import Box, Card, Stair, Tie, Tree
from bacthang.drawing.tree_svg import tree_svg
from bacthang.errors import LANGS, Lang
from bacthang.views.cascade import cascade

SVG = "{http://www.w3.org/2000/svg}"
WORDS = st.text(st.sampled_from("<&'aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạỹWM0–· "), max_size=90)


def overlap(one: Box, other: Box) -> bool:
    return (
        one.x < other.right
        and other.x < one.right
        and one.y < other.bottom
        and other.y < one.bottom
    )


def holds(outer: Box, inner: Box) -> bool:
    return (
        outer.x <= inner.x
        and inner.right <= outer.right
        and outer.y <= inner.y
        and inner.bottom <= outer.bottom
    )


def number(element: ElementTree.Element, name: str) -> float:
    return float(element.attrib[name])


def text_box(text: ElementTree.Element) -> Box:
    """Return the room of a line of words: as wide as any font makes it, with marks and tails."""
    size = number(text, "font-size")
    bold = text.attrib["class"] in ("title", "name")
    width = width_of(text.text or "", size, bold)
    return Box(number(text, "x"), number(text, "y") - 0.95 * size, width, 1.2 * size)


def points(route: Route) -> Iterator[tuple[float, float]]:
    """Yield points of a line, close to one another."""
    at = route.begin
    for piece in route.pieces:
        for step in range(1, 41):
            t = step / 40
            if len(piece) == 1:
                (end,) = piece
                yield at[0] + (end[0] - at[0]) * t, at[1] + (end[1] - at[1]) * t
            else:
                first, second, end = piece
                weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
                yield (
                    sum(w * p[0] for w, p in zip(weights, (at, first, second, end), strict=True)),
                    sum(w * p[1] for w, p in zip(weights, (at, first, second, end), strict=True)),
                )
        at = piece[-1]


def inside(point: tuple[float, float], box: Box) -> bool:
    return box.x + 0.01 < point[0] < box.right - 0.01 and box.y < point[1] < box.bottom


def check_geometry(tree: Tree) -> None:
    """Fail when words leave their card, or anything lies over anything else."""
    root = ElementTree.fromstring(tree_svg(tree, "cây", lambda key: f"/{key}"))
    picture = Box(0, 0, number(root, "width"), number(root, "height"))
    cards: list[Box] = []
    words: list[Box] = []
    for card in root.iter(f"{SVG}a"):
        rect = next(card.iter(f"{SVG}rect"))
        box = Box(*(number(rect, name) for name in ("x", "y", "width", "height")))
        own = [text_box(text) for text in card.iter(f"{SVG}text")]
        assert own
        assert all(holds(box, text) for text in own)
        cards.append(box)
        words += own
    heads = [text_box(t) for g in root.iter(f"{SVG}g") for t in g.findall(f"{SVG}text")]
    assert len(cards) == len(tree.cards)
    assert all(holds(picture, box) for box in (*cards, *words, *heads))
    assert not [pair for pair in combinations(cards, 2) if overlap(*pair)]
    assert not [pair for pair in combinations(words, 2) if overlap(*pair)]
    assert not [
        (h, box) for h in heads for box in (*cards, *heads) if h is not box and overlap(h, box)
    ]

    plan = planned(tree)
    drawn = list(routes(tree, plan))
    assert [route.tie for route in drawn] == [t for t in tree.ties if t.lower != t.upper]
    assert len([*root.iter(f"{SVG}path")]) == len(drawn)
    for route in drawn:
        for point in points(route):
            assert 0 <= point[0] <= picture.right
            assert 0 <= point[1] <= picture.bottom
            assert not [box for box in cards if inside(point, box)]
            assert not [box for box in heads if inside(point, box)]


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_overlaps_in_the_tree_of_the_shipped_graph(
    shipped: BuildReport, lang: Lang
) -> None:
    tree = cascade(shipped.store, lang).tree
    assert (len(tree.stairs), len(tree.cards), len(tree.ties)) == (4, 45, 61)
    check_geometry(tree)


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    """Draw any tree: with circles, ties that skip levels or lead up, long words and none."""
    stairs = draw(st.integers(1, 5))
    steps = draw(st.lists(st.integers(0, stairs - 1), min_size=1, max_size=24))
    cards = [
        Card(str(place), draw(WORDS), draw(WORDS), step, "named")
        for place, step in enumerate(steps)
    ]
    ends = st.sampled_from([card.key for card in cards])
    pairs = draw(st.lists(st.tuples(ends, ends), max_size=40, unique=True))
    ties = [Tie(lower, upper, "implements") for lower, upper in pairs]
    return Tree([Stair(f"Cấp {n}", "văn bản") for n in range(stairs)], cards, ties)


def chain(length: int) -> Tree:
    """Return cards of one step, each of which stands on the one before."""
    cards = [Card(str(place), "", "", 0, "named") for place in range(length)]
    ties = [Tie(str(place), str(place - 1), "implements") for place in range(1, length)]
    return Tree([Stair("Cấp 0", "văn bản")], cards, ties)


@settings(max_examples=150, deadline=None)
@example(chain(9))
@given(trees())
def test_nothing_overlaps_in_any_tree(tree: Tree) -> None:
    check_geometry(tree)


def test_what_stands_on_its_own_step_is_indented_under_the_deepest() -> None:
    cards = [Card(key, key, "", 0) for key in "abc"]
    ties = [Tie("b", "a", "implements"), Tie("c", "a", "implements"), Tie("c", "b", "implements")]
    plan = planned(Tree([Stair("", "")], cards, ties))
    assert plan.inner == {"b": "a", "c": "b"}
    assert [plan.cards[key].x for key in "abc"] == [24, 42, 60]


def test_a_circle_is_drawn_and_ends() -> None:
    cards = [Card(key, key, "", 0) for key in "ab"]
    ties = [Tie("a", "b", "implements"), Tie("b", "a", "implements")]
    tree = Tree([Stair("", "")], cards, ties)
    assert planned(tree).inner == {"a": "b"}
    check_geometry(tree)


@given(st.lists(st.tuples(st.floats(-500, 500), st.floats(1, 90), st.floats(0, 20)), max_size=12))
def test_boxes_are_stacked_in_order_without_touching(
    boxes: list[tuple[float, float, float]],
) -> None:
    wishes, heights, gaps = ([box[part] for box in boxes] for part in range(3))
    begins = stacked(wishes, heights, gaps, 40)
    assert len(begins) == len(boxes)
    assert all(begin >= 40 for begin in begins)
    for one, other in pairwise(range(len(boxes))):
        assert begins[other] >= begins[one] + heights[one] + gaps[one] - 1e-6


def test_boxes_stand_where_they_wish_when_they_can_and_share_the_way_when_not() -> None:
    assert stacked([10, 50], [20, 20], [5, 5], 0) == [10, 50]
    assert stacked([50, 50], [20, 20], [10, 10], 0) == [35, 65]


@given(WORDS, st.floats(40, 300), st.booleans())
def test_words_are_broken_into_lines_that_fit_and_none_is_lost(
    text: str, most: float, bold: bool
) -> None:
    lines = wrapped(text, 13, most, bold)
    assert all(width_of(line, 13, bold) <= most for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_marks_take_no_room_and_every_letter_some() -> None:
    assert width_of("ấ", 10) == width_of("a", 10) == pytest.approx(6.4)
    assert width_of("a\u0302\u0301", 10) == width_of("a", 10)
    assert width_of("ợ", 10) == width_of("ơ", 10)
    assert width_of("政", 10) == pytest.approx(10.3)
    assert width_of("a", 10, bold=True) == pytest.approx(7.36)
