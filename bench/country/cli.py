"""The command line: a size, where to, and what it came to."""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TextIO

from .generating import country
from .ledger import Ledger
from .sizes import SIZES
from .writing import Folder, Quads, Sink

_EVERY = 100
"""After how many texts progress is told."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Make a country as asked; return 0."""
    asked = _asked(arguments)
    size, begun = SIZES[asked.size], time.perf_counter()
    with ExitStack() as stack:
        sinks: list[Sink] = []
        if asked.out:
            sinks.append(Folder(asked.out))
        if asked.nquads:
            sinks.append(Quads(stack.enter_context(_opened(asked.nquads))))
        ledger = Ledger()
        if asked.ledger:
            ledger = Ledger(stack.enter_context(asked.ledger.open("w", encoding="utf-8")))
        texts = 0
        for sheet in country(size, asked.seed, asked.faults, ledger.record):
            for sink in sinks:
                sink.write(sheet)
            if sheet.kind == "texts":
                texts += 1
                if texts % _EVERY == 0:
                    print(f"{texts} of {size.units} texts …", file=sys.stderr)
        for sink in sinks:
            sink.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    spent = time.perf_counter() - begun
    print(
        f"{size.name}: {texts} texts; findings planted {ledger.planted}, "
        f"so by design {ledger.expected}; {spent:.1f} s, {peak:.0f} MB at the most",
        file=sys.stderr,
    )
    return 0


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    sizes = "; ".join(f"{s.name}, some {s.triples:,} triples" for s in SIZES.values())
    parser = argparse.ArgumentParser(
        prog="python bench/country",
        description="Make up a country: staircases of policy documents like the real ones, "
        "of any size, with faults at a known rate.",
        epilog=f"Sizes: {sizes}. The same size, seed and rate give the same bytes.",
    )
    parser.add_argument("size", choices=SIZES, help="how large")
    parser.add_argument("--seed", type=int, default=1, help="another country for another number")
    parser.add_argument(
        "--faults",
        type=_rate,
        default=0.01,
        metavar="RATE",
        help="the share of documents, bodies and the like that get a fault (default 0.01)",
    )
    parser.add_argument("--out", type=Path, metavar="DIR", help="a graph folder to make")
    parser.add_argument("--nquads", metavar="FILE", help="authored quads as N-Quads; - is stdout")
    parser.add_argument(
        "--ledger",
        type=Path,
        metavar="FILE",
        help="every finding that check will have, as CSV (with --out: DIR/ledger.csv)",
    )
    asked = parser.parse_args(arguments)
    if not asked.out and not asked.nquads:
        parser.error("nothing to write: give --out DIR, --nquads FILE or both")
    if asked.out and asked.out.exists():
        parser.error(f"{asked.out} is there already: give a folder that is not")
    if asked.out and not asked.ledger:
        asked.ledger = asked.out / "ledger.csv"
    return asked


def _rate(given: str) -> float:
    rate = float(given)
    if not 0 <= rate <= 1:
        raise argparse.ArgumentTypeError("a rate is from 0 to 1")
    return rate


@contextmanager
def _opened(name: str) -> Iterator[TextIO]:
    if name == "-":
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        yield sys.stdout
    else:
        with Path(name).open("w", encoding="utf-8", newline="") as file:
            yield file
