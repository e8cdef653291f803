"""Options that several verbs share, and the store that they choose."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar, cast

import click

from ..assets import graph_files
from ..errors import LANGS, StoreAndGraph, Wording
from ..rules import shape_files
from ..stores import MEMORY, Store, default_url, open_store
from .screen import build_with_progress
from .speech import Session, Spoken

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


def option(
    *declarations: str, vi: str, en: str, **settings: Any
) -> Callable[[Decorated], Decorated]:
    """Declare an option with its help in both languages."""
    return click.option(*declarations, cls=Spoken, words=Wording(vi, en), **settings)


lang_option = option(
    "--lang",
    type=click.Choice(LANGS),
    expose_value=False,
    vi="Ngôn ngữ; mặc định theo BACTHANG_LANG, rồi theo máy.",
    en="Language; by default that of BACTHANG_LANG, then of the locale.",
)
_store = option(
    "--store",
    metavar="URL",
    vi="Kho đã dựng để đọc; mặc định oxigraph:$XDG_DATA_HOME/bacthang/store.",
    en="Built store to read; by default oxigraph:$XDG_DATA_HOME/bacthang/store.",
)
_graph = option(
    "--graph",
    metavar="DIR",
    type=click.Path(path_type=Path),
    vi="Dựng trong bộ nhớ từ các tệp ontology/ và data/ của thư mục này, thay cho --store.",
    en="Build in memory from the files in ontology/ and data/ of this folder, instead of --store.",
)


def reads_store(verb: Decorated) -> Decorated:
    """Give a verb ``--store`` and ``--graph``, one at most, to be handed to ``chosen_store``.

    The verb raises StoreAndGraph when both are named, whether it needs them or not.
    """

    @wraps(verb)
    def choosing(*args: Any, store: str | None, graph: Path | None, **options: Any) -> Any:
        if store is not None and graph is not None:
            raise StoreAndGraph
        return verb(*args, store=store, graph=graph, **options)

    return cast(Decorated, _store(_graph(choosing)))


def graph_shapes(graph: Path | None, named: Path | None = None) -> list[Path]:
    """Return the shape files that were named, else the graph's own if it has any, else ours.

    Raises what ``shape_files`` raises.
    """
    own = graph_files(graph).shapes if graph is not None else None
    return shape_files(named or own)


def chosen_store(session: Session, store: str | None, graph: Path | None) -> Store:
    """Open the built store, or build one in memory; raise what opening or building raises."""
    if graph is None:
        return open_store(default_url() if store is None else store)
    return build_with_progress(graph_files(graph), MEMORY, session.lang).store
