"""What a server holds after a push, held against what was sent."""

from __future__ import annotations

from collections.abc import Mapping

from pyoxigraph import NamedNode

from ..errors import NotAsSent
from ..stores import BuildInfo
from ..stores.remote import RemoteStore
from .pieces import count_of, fingerprint
from .steps import Progress, Pushing


def verify(
    target: RemoteStore,
    prints: Mapping[str, str],
    info: BuildInfo,
    read_back: bool,
    progress: Progress,
) -> None:
    """Compare the counts of all graphs, and with ``read_back`` every statement.

    Raises NotAsSent and RemoteTrouble.
    """
    progress(Pushing.COUNT, 0, 1)
    counts = target.counts()
    for graph, whole in prints.items():
        if counts.get(graph, 0) != count_of(whole):
            found = counts.get(graph, 0)
            raise NotAsSent(url=target.url, graph=graph, sent=count_of(whole), found=found)
    progress(Pushing.COUNT, 1, 1)
    if not read_back:
        return
    for done, (graph, whole) in enumerate(prints.items()):
        progress(Pushing.READ, done, len(prints))
        held = str(fingerprint(target.quads(g=NamedNode(graph))))
        if held != whole:
            raise NotAsSent(url=target.url, graph=graph, sent=whole, found=held)
    progress(Pushing.READ, len(prints), len(prints))
