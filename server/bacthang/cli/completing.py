"""What a shell offers after a tab: questions, their parameters, numbers of documents.

Completion never complains: without a library or a store there is nothing to offer.
"""

from __future__ import annotations

import click

from .. import library
from ..errors import BacThangError
from ..rules import rules_of, shape_files
from ..selecting import select
from ..shacl import read_shapes
from ..stores import default_url, open_store

_NUMBERS = "SELECT DISTINCT ?number WHERE { ?document bt:number ?number } ORDER BY ?number"


def questions(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Offer the names of questions."""
    try:
        return [name for name in library.load() if name.startswith(incomplete)]
    except BacThangError:
        return []


def rules(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Offer the codes of the rules."""
    try:
        known = rules_of(read_shapes(shape_files(ctx.params.get("shapes"))))
    except BacThangError:
        return []
    return [code for code in known if code.casefold().startswith(incomplete.casefold())]


def parameters(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Offer the parameters of the question that was typed before."""
    try:
        question = library.find(ctx.params.get("question") or "")
    except BacThangError:
        return []
    return [f"{name}=" for name in question.parameters if name.startswith(incomplete)]


def numbers(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Offer the numbers of the documents in the store."""
    try:
        rows = select(open_store(ctx.params.get("store") or default_url()), _NUMBERS)
    except BacThangError:
        return []
    known = (row["number"].value for row in rows)
    return [number for number in known if number.casefold().startswith(incomplete.casefold())]
