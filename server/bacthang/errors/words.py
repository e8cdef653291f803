"""What every error is: words in both languages, and the facts put into them."""

from __future__ import annotations

from typing import Any, ClassVar, Final, Literal, NamedTuple

Lang = Literal["vi", "en"]
LANGS: Final[tuple[Lang, Lang]] = ("vi", "en")


class Wording(NamedTuple):
    """One thing said in both languages."""

    vi: str
    en: str

    def said(self, lang: Lang, /, **facts: Any) -> str:
        """Return the words in ``lang``, with the facts put in."""
        return (self.vi if lang == "vi" else self.en).format(**facts)

    def plain(self, lang: Lang) -> str:
        """Return the words in ``lang`` as they stand; braces in data mean nothing."""
        return self.vi if lang == "vi" else self.en


class BacThangError(Exception):
    """Anything this package raises on purpose.

    A subclass gives its wording once per language, as format strings over the facts it is raised
    with; ``facts`` stay readable for software that wants them.
    """

    messages: ClassVar[Wording]
    remedies: ClassVar[Wording]

    def __init__(self, **facts: Any) -> None:
        self.facts = facts
        super().__init__(self.message("en"))

    def message(self, lang: Lang) -> str:
        """Say what is wrong."""
        return self.messages.said(lang, **self.facts)

    def remedy(self, lang: Lang) -> str:
        """Say what to do about it."""
        return self.remedies.said(lang, **self.facts)
