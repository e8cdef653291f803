"""A page as a tree of elements, as far as tests ask it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

_VOID: Final = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


@dataclass
class Element:
    """One element with its attributes and content."""

    tag: str
    attributes: dict[str, str]
    content: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All words within it, as ``textContent`` of the DOM has them."""
        return "".join(one if isinstance(one, str) else one.text for one in self.content)

    @property
    def words(self) -> str:
        """All words within it, runs of space as one."""
        return " ".join(self.text.split())

    @property
    def classes(self) -> set[str]:
        """Its classes."""
        return set(self.attributes.get("class", "").split())

    def all(self, tag: str = "", cls: str = "", **wanted: str) -> Iterator[Element]:
        """Yield the elements within it of a tag, of a class, with some attributes."""
        for one in self.content:
            if isinstance(one, Element):
                if (
                    tag in ("", one.tag)
                    and (not cls or cls in one.classes)
                    and all(one.attributes.get(name) == value for name, value in wanted.items())
                ):
                    yield one
                yield from one.all(tag, cls, **wanted)

    def one(self, tag: str = "", cls: str = "", **wanted: str) -> Element:
        """Return the only such element."""
        (found,) = self.all(tag, cls, **wanted)
        return found

    def hrefs(self) -> list[str]:
        """Return where the links within it lead."""
        return [link.attributes["href"] for link in self.all("a") if "href" in link.attributes]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].content.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].content.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].content.append(data)


def tree_of(page: str) -> Element:
    """Return a page as a tree; its elements must be closed in the order of their opening."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == [reader.root], f"<{reader.open[-1].tag}> is not closed"
    return reader.root
