"""Which part of a page is its article, and which is the frame around it (``tables/pages.yaml``)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from functools import cache
from typing import Any, Final, NamedTuple

from lxml import etree

from ..tables import table

_HEADINGS: Final = ("h1", "h2", "h3")

_NAME_PARTS: Final = re.compile(r"[\s_-]+|(?<=[a-z])(?=[A-Z])")
_BLOCKS: Final = frozenset({"div", "ul", "ol", "table", "section", "dl", "tr", "td", "p"})
_HOLDERS: Final = frozenset(
    {"div", "section", "article", "main", "form", "table", "tbody", "tr", "td", "center", "span"}
)
_MOST: Final = 0.75
"""The share of the unlinked words of a page that its article has."""
_TITLE: Final = 400
"""Letters that may stand around an article, where no heading shows how far it goes."""
_SMALL: Final = 0.25
"""The share below which a part that is named as none of the article is none."""
_LINKED: Final = 0.6
"""The share of linked words from which a block with several links is a menu."""


class _Weight(NamedTuple):
    letters: int = 0
    linked: int = 0
    links: int = 0

    @property
    def plain(self) -> int:
        return self.letters - self.linked


_NOTHING: Final = _Weight()


class Weighed:
    """The body of a page with what its parts weigh; ``dropped`` are its unseen parts and frame.

    The elements are lxml's, which have no types.
    """

    def __init__(self, body: Any) -> None:
        self._body = body
        self.dropped: set[Any] = {
            element
            for element in body.iterdescendants(etree.Element)
            if element.tag in _words("unseen", "tags") or _is_hidden(element)
        }
        self._headed = _above(body.iter("h1"))
        self._weigh()
        self.dropped |= set(self._frame())
        self._weigh()

    def article(self) -> Any:
        """Return the block that holds most of the words, with its title if that is near."""
        found = self._body
        least = _MOST * self._weight(found).plain
        while (
            inner := next((child for child in found if self._holds(child, least)), None)
        ) is not None:
            found = inner
        plain = self._weight(found).plain
        most = plain / _MOST if self._headed else min(plain + _TITLE, plain / _MOST)
        for around in found.iterancestors():
            told = found is self._body or found in self._headed
            if told or self._weight(around).plain > most:
                break
            found = around
        return found

    def _holds(self, element: Any, least: float) -> bool:
        return element.tag in _HOLDERS and self._weight(element).plain >= max(1, least)

    def _weight(self, element: Any) -> _Weight:
        return self._weights.get(element, _NOTHING)

    def _weigh(self) -> None:
        self._weights: dict[Any, _Weight] = {}
        for _, element in etree.iterwalk(self._body, events=("end",), tag=etree.Element):
            if element in self.dropped:
                continue
            letters, linked, links = _letters(element.text), 0, 0
            for child in element:
                inner = self._weight(child)
                letters += inner.letters + _letters(child.tail)
                linked += inner.linked
                links += inner.links
            if element.tag == "a" and element.get("href"):
                linked, links = letters, 1
            self._weights[element] = _Weight(letters, linked, links)

    def _frame(self) -> Iterator[Any]:
        """Yield the parts that are none of the article: by tag, by name, or for their links."""
        whole = self._weight(self._body).plain
        for element, weight in self._weights.items():
            if element.tag in ("body", "a", *_HEADINGS):
                continue
            is_menu = weight.links > 2 and weight.linked > _LINKED * weight.letters
            if weight.plain > _SMALL * whole and not is_menu:
                continue
            names = _names_of(element)
            if (
                element.tag in _words("frame-of-page", "tags")
                or names & _words("named-as-around-article", "names")
                or (names & _words("named-as-frame", "names") and element not in self._headed)
                or (is_menu and element.tag in _BLOCKS and element not in self._headed)
            ):
                yield element


def _above(elements: Iterator[Any]) -> Set[Any]:
    """Return all that elements stand in."""
    found: set[Any] = set()
    for element in elements:
        for around in element.iterancestors():
            if around in found:
                break
            found.add(around)
    return found


def _letters(words: str | None) -> int:
    return sum(map(len, words.split())) if words else 0


def _is_hidden(element: Any) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or "display:none" in style
    )


def _names_of(element: Any) -> frozenset[str]:
    told = " ".join(element.get(key) or "" for key in ("class", "id", "role"))
    return frozenset(word.lower() for word in _NAME_PARTS.split(told) if word)


@cache
def _words(rule: str, key: str) -> frozenset[str]:
    return frozenset(
        word for entry in table("pages") if entry["rule"] == rule for word in entry.get(key, ())
    )
