"""Faults made on purpose, a few of each: nothing is lost, whatever the moment (bench/faults.py)."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from faults import KINDS, measure, table
from trust import disks
from trust.tally import Lost, Row, attempts, demand
from trust.world import World, whole

from bacthang.namespaces import REFERENCE_GRAPH
from bacthang.stores import open_store
from conftest import MINI

FEW = {
    "killed_builds": 1,
    "ended_builds": 1,
    "killed_checks": 1,
    "full_for_builds": 1,
    "full_for_exports": 1,
    "damaged_files": 40,
    "damaged_unseen": 10,
    "damaged_for_commands": 1,
    "damaged_under_fronts": 1,
    "swaps_under_load": 1,
    "other_dates": 1,
}
"""How often each kind is made here; those not named are for the run by itself."""
HERE = [kind for kind in KINDS if kind.make.__name__ in FEW]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return World.made(tmp_path_factory.mktemp("faults"), MINI)


@pytest.mark.parametrize("kind", HERE, ids=lambda kind: kind.make.__name__)
def test_nothing_is_lost(kind, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disks, "MOUNT", "no program of this name")
    count = FEW[kind.make.__name__]
    row = kind.make(world, count, random.randrange(1000))
    assert row.lost == []
    assert row.attempts == row.survived == count
    assert world.now() in world.editions


def test_every_kind_is_made_more_often_in_the_full_run() -> None:
    assert {kind.make.__name__ for kind in HERE} == FEW.keys()
    assert all(0 < kind.short < kind.full for kind in KINDS)


def test_what_is_lost_is_counted_and_named_with_its_seed() -> None:
    def once(chance: random.Random, row: Row) -> None:
        demand(chance.random() < 0.5, "lost by chance")
        row.note("kept")

    row = attempts("chance", 40, 7, once)
    assert 0 < row.survived < row.attempts == 40
    assert row.notes == {"kept": row.survived}
    assert all(re.fullmatch(r"7/\d+: lost by chance", lost) for lost in row.lost)
    assert attempts("chance", 40, 7, once) == row
    assert f"| chance | 40 | {row.survived} | {len(row.lost)} | {row.survived} kept |" in table(
        [row]
    )


def test_a_store_that_is_not_whole_is_seen(world: World) -> None:
    store = open_store(world.url)
    assert whole(store, [*world.editions]) in world.editions
    with pytest.raises(Lost):
        whole(store, ["another content"])

    one = next(store.quads(g=REFERENCE_GRAPH))

    class Half:
        url, query, info = store.url, store.query, store.info

        def quads(self, *given):
            return [quad for quad in store.quads(*given) if quad != one]

    with pytest.raises(Lost):
        whole(Half(), [*world.editions])


def test_what_is_half_made_beside_a_store_is_seen(world: World, tmp_path: Path) -> None:
    world.rebuild(world.now())
    (left := world.path.with_name("store.draft-left")).mkdir()
    with pytest.raises(Lost, match="draft-left"):
        world.is_tidy()
    left.rmdir()
    world.is_tidy()


def test_the_rows_come_one_by_one() -> None:
    assert [row.fault for row in measure(short=True, only=["unseen"])] == [
        "store file damaged, its date kept"
    ]
