"""From what was asked to what is sent: the question to the workers, and the head of the answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from werkzeug.wsgi import ClosingIterator

from ...errors import UnfitFormat
from ..caching import NOT_KEPT, REVALIDATED, is_repeatable, tag
from ..compression import gzipped
from ..workers import Answer, Asked
from .forms import OFFERED, Forms, content_type
from .reading import Wish

VARY: Final = "Accept, Accept-Encoding"
_AT_ONCE: Final = 1 << 20
"""An answer of up to so many bytes is sent in one piece."""


@dataclass(frozen=True)
class Asking:
    """A query as the workers are asked it, in the forms that the client takes.

    ``entity_tag`` is that of the answer, whatever it will be; empty for a query that may be
    answered otherwise the next time.
    """

    asked: Asked
    forms: Forms
    entity_tag: str

    @property
    def headers(self) -> dict[str, str]:
        """What is said of the answer before it is known."""
        if not self.entity_tag:
            return {"Vary": VARY, "Cache-Control": NOT_KEPT}
        return {
            "Vary": VARY,
            "Cache-Control": REVALIDATED,
            "ETag": f'W/"{self.entity_tag}"',
        }

    def content_type(self, answer: Answer) -> str:
        """Return the media type of an answer, as it is sent."""
        media = self.forms.graph if answer.kind == "graph" else self.forms.results
        assert media is not None, "the pool answers in a form that was asked for"
        return content_type(media.kind)


def asking(
    wish: Wish, query: str, forms: Forms, environ: dict[str, Any], edition_tag: str
) -> Asking:
    """Return how a wish is asked on behalf of the client of a request.

    Raises UnfitFormat where the client takes no form that there is.
    """
    if not forms:
        raise unfit(wish.form or environ.get("HTTP_ACCEPT", ""))
    results, graph = forms.results, forms.graph
    form = results.form if results else None
    asked = Asked(
        query=query,
        client=environ.get("REMOTE_ADDR", ""),
        default_graphs=wish.default_graphs,
        named_graphs=wish.named_graphs,
        rows=form,
        truth=form,
        graph=graph.form if graph else None,
        bom=wish.bom,
        gone=environ.get("waitress.client_disconnected"),
    )
    if environ["REQUEST_METHOD"] == "POST" or not is_repeatable(query):
        return Asking(asked, forms, "")
    facts = (query, wish.default_graphs, wish.named_graphs, wish.bom, results, graph)
    return Asking(asked, forms, tag(edition_tag, facts))


def delivered(answer: Answer, *, packed: bool = False) -> tuple[dict[str, str], Iterable[bytes]]:
    """Return what is said of an answer's length, and its body, which closes it when it ends."""
    if answer.size is not None and answer.size <= _AT_ONCE:
        body = b"".join(gzipped(answer) if packed else answer)
        return {"Content-Length": str(len(body))}, [body]
    if packed:
        return {}, ClosingIterator(gzipped(answer), [answer.close])
    return {} if answer.size is None else {"Content-Length": str(answer.size)}, answer


def unfit(wanted: str) -> UnfitFormat:
    """Return the error for a form that there is not."""
    return UnfitFormat(format=wanted, accepted=", ".join(OFFERED))
