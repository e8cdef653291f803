"""What a server holds after a push, held against what was sent."""

from __future__ import annotations

from collections.abc import Mapping

from pyoxigraph import NamedNode

from ..canonical import UNHASHED, hash_of_blocks
from ..errors import NotAsSent
from ..namespaces import DATASET
from ..sorting import SortedLines
from ..stores import BuildInfo
from ..stores.remote import RemoteStore
from .pieces import Fingerprint, count_of, lines_of
from .steps import Progress, Pushing


def verify(
    target: RemoteStore,
    prints: Mapping[str, str],
    info: BuildInfo,
    read_back: bool,
    progress: Progress,
) -> None:
    """Compare the counts of all graphs; with ``read_back`` every statement, and the content hash.

    Raises NotAsSent and RemoteTrouble.
    """
    progress(Pushing.COUNT, 0, 1)
    counts = target.counts()
    for graph, whole in prints.items():
        if counts.get(graph, 0) != count_of(whole):
            found = counts.get(graph, 0)
            raise NotAsSent(url=target.url, graph=graph, sent=count_of(whole), found=found)
    progress(Pushing.COUNT, 1, 1)
    if read_back:
        _read_back(target, prints, info, progress)


def _read_back(
    target: RemoteStore, prints: Mapping[str, str], info: BuildInfo, progress: Progress
) -> None:
    """Read all graphs, sorting what the hash covers on disk, so that memory is bounded."""
    content = SortedLines()
    for done, (graph, whole) in enumerate(prints.items()):
        progress(Pushing.READ, done, len(prints))
        name = NamedNode(graph)
        end = f"{name} .\n".encode()
        held = Fingerprint()
        for lines in lines_of(target.quads(g=name)):
            held.take(lines)
            if name not in UNHASHED:
                content.take(b"".join(line[:-1] + end for line in lines))
        if str(held) != whole:
            raise NotAsSent(url=target.url, graph=graph, sent=whole, found=held)
    found = hash_of_blocks(content.blocks())
    if found != info.content_hash:
        raise NotAsSent(url=target.url, graph=DATASET.value, sent=info.content_hash, found=found)
    progress(Pushing.READ, len(prints), len(prints))
