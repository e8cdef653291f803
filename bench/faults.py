"""Faults made on purpose, and whether anything is lost: kills, full disks, damage, crowds, cuts.

Run: python bench/faults.py [--short] [--seed N] [--only WORD …] [--graph DIR]

Each kind of fault is made as often as the table says, at moments and places that the seed
chooses. After each the store must be whole, its content hash computed from its quads, and the next
command must do its work. It ends with 1 when anything was lost, and names it with the seed that
repeats it.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.append(str(Path(__file__).parents[1] / "tests"))

from trust import crowds, damage, disks, kills, places, pushes, sites
from trust.tally import Row
from trust.world import World

ROOT = Path(__file__).parents[1]
SMALL = ROOT / "tests" / "cases" / "build" / "mini"


@dataclass(frozen=True)
class Kind:
    """A kind of fault: how often it is made in a full run and in a short one."""

    make: Callable[[World, int, int], Row]
    full: int
    short: int


KINDS = (
    Kind(kills.killed_builds, 100, 20),
    Kind(kills.ended_builds, 40, 8),
    Kind(kills.killed_readers, 10, 3),
    Kind(kills.killed_checks, 20, 5),
    Kind(kills.killed_exports, 20, 4),
    Kind(disks.full_for_builds, 40, 10),
    Kind(disks.full_for_exports, 20, 5),
    Kind(disks.full_for_checks, 20, 5),
    Kind(damage.damaged_files, 300, 60),
    Kind(damage.damaged_unseen, 100, 20),
    Kind(damage.damaged_for_commands, 12, 3),
    Kind(sites.damaged_under_fronts, 20, 4),
    Kind(sites.full_for_fronts, 20, 4),
    Kind(sites.full_for_dumps, 3, 1),
    Kind(crowds.two_builds, 10, 2),
    Kind(crowds.ten_builds, 5, 1),
    Kind(crowds.swaps_under_load, 20, 3),
    Kind(pushes.cut_pushes, 15, 3),
    Kind(places.odd_names, 10, 5),
    Kind(places.no_rights, 5, 2),
    Kind(places.other_dates, 10, 3),
)


def measure(
    short: bool = False, seed: int = 1, only: Sequence[str] = (), graph: Path | None = None
) -> Iterator[Row]:
    """Make the faults; give a row for each kind as it is done.

    The full run is over the shipped graph, the short one over a small one.
    """
    graph = graph or (SMALL if short else ROOT)
    for kind in KINDS:
        if only and not any(word in kind.make.__name__ for word in only):
            continue
        with TemporaryDirectory(prefix="bacthang-faults-") as folder:
            world = World.made(Path(folder), graph)
            yield kind.make(world, kind.short if short else kind.full, seed)


def table(rows: Sequence[Row]) -> str:
    """Return the rows as a table in Markdown."""
    lines = ["| fault | attempts | survived | lost | |", "|---|---|---|---|---|"]
    lines += [
        f"| {row.fault} | {row.attempts} | {row.survived} | {len(row.lost)} | {row.told()} |"
        for row in rows
    ]
    return "\n".join(lines)


def main() -> int:
    """Make the faults, tell of them, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="fewer of each, over a small graph")
    parser.add_argument("--seed", type=int, default=1, help="what chooses moments and places")
    names = [kind.make.__name__ for kind in KINDS]
    parser.add_argument(
        "--only", nargs="+", default=(), metavar="WORD",
        help=f"kinds whose names have one of these words: {', '.join(names)}",
    )  # fmt: skip
    parser.add_argument("--graph", type=Path, help="what to build, in place of the shipped graph")
    asked = parser.parse_args()
    if asked.only and not any(word in name for word in asked.only for name in names):
        parser.error(f"no kind is called so; there are {', '.join(names)}")
    rows = []
    began = time.monotonic()
    for row in measure(asked.short, asked.seed, asked.only, asked.graph):
        rows.append(row)
        print(f"{row.fault}: {row.survived} of {row.attempts}", file=sys.stderr)
        for lost in row.lost:
            print(f"  lost: {row.fault}, seed {lost}", file=sys.stderr)
    print(table(rows))
    print(f"\n{time.monotonic() - began:.0f} s, seed {asked.seed}")
    return int(any(row.lost for row in rows))


if __name__ == "__main__":
    sys.exit(main())
