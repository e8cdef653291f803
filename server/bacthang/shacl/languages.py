"""The languages of messages, found again by the templates that the messages were made from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pyoxigraph import Literal

from .messages import PLACE


def languages_restored(
    said: Sequence[str], templates: Sequence[Literal], others: Sequence[Literal]
) -> list[Literal]:
    """Return the messages that ``templates`` made, with their languages, sorted.

    ``said`` are the texts alone, each once, of ``templates`` and of ``others``; where there are no
    templates, those of ``others`` are wanted. The most telling template chooses first, and a text
    goes to two templates only when there are fewer texts than templates.
    """
    wanted = templates or others
    free, restored = list(said), []
    for template in sorted({*templates, *others}, key=_telling, reverse=True):
        fitting = [text for text in (*free, *said) if _pattern(template).fullmatch(text)]
        if not fitting:
            raise ValueError(f"no message of {template}")
        if fitting[0] in free:
            free.remove(fitting[0])
        if template in wanted:
            restored.append(Literal(fitting[0], language=template.language))
    return sorted(set(restored), key=str)


def _telling(template: Literal) -> tuple[int, str]:
    return len(PLACE.sub("", template.value)), str(template)


def _pattern(template: Literal) -> re.Pattern[str]:
    parts: Iterable[str] = PLACE.split(template.value)
    return re.compile(".*".join(re.escape(part) for part in list(parts)[::2]), re.DOTALL)
