"""In which languages a page speaks: one, or both, of which its style shows one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from ....errors import Lang, Wording

Fact = Wording | str | int


class Tongues:
    """Turns words into HTML; all that is put into them is escaped."""

    def __init__(self, langs: Sequence[Lang]) -> None:
        self._langs = langs

    def __call__(self, words: Wording, **facts: Fact) -> str:
        """Return words as HTML, with the facts put in."""
        return self.each(lambda lang: _filled(words.plain(lang), lang, facts))

    def each(self, said: Callable[[Lang], str]) -> str:
        """Return as HTML what is said in each language."""
        told = {lang: escape(said(lang)) for lang in self._langs}
        if len(set(told.values())) == 1:
            return told[self._langs[0]]
        return "".join(
            f'<span lang="{lang}" class="{lang}">{text}</span>' for lang, text in told.items()
        )


def _filled(text: str, lang: Lang, facts: dict[str, Fact]) -> str:
    if not facts:
        return text
    return text.format(
        **{
            name: fact.plain(lang) if isinstance(fact, Wording) else fact
            for name, fact in facts.items()
        }
    )
