"""The tables of bench/README.md: how they are written, and that nobody has altered them by hand."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from country.sizes import SIZES
from tables import cli, processes
from tables.asking import answers
from tables.run import Run
from tables.sheet import Figure, Table, altered, made_parts, place
from tables.site import ASKED_OF, Site
from tables.timing import in_turn

from bacthang import library

PAGE = Path(__file__).parents[1] / "bench/README.md"
MARKED = """Before.
<!-- made by make bench: one 000000000000 -->
old
<!-- end of one -->
After.
"""


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run([SIZES["district"]], tmp_path, 100, short=True)


def test_the_page_is_as_it_was_made() -> None:
    assert altered(PAGE) == []
    assert made_parts(PAGE)[0] == "circumstances"
    assert len(made_parts(PAGE)) == len(set(made_parts(PAGE))) >= len(cli.HERE)


def test_what_is_altered_by_hand_is_noticed(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(MARKED, "utf-8")
    assert altered(page) == ["one"]
    assert place(page, {"one": "new\n", "two": "nowhere\n"}) == ["two"]
    assert altered(page) == []
    assert "Before.\n" in page.read_text("utf-8")
    assert "\nnew\n<!-- end of one -->\nAfter.\n" in page.read_text("utf-8")
    page.write_text(page.read_text("utf-8").replace("new", "better"), "utf-8")
    assert altered(page) == ["one"]


def test_growth_is_of_time_by_size() -> None:
    table = Table("name", "Words.", "what", growing=True)
    table.put("all", "small", Figure(0.5, "s"))
    table.put("all", "large", Figure(50, "s"))
    table.put("one", "small", Figure(0.004, "s", "(3)"))
    table.put("one", "large", Figure(0.004, "s", "(3)"))
    table.put("none", "large", "not within 10 s")
    assert table.markdown({"small": 10, "large": 1000}).splitlines()[2:] == [
        "| what | small | large | growth |",
        "| --- | --- | --- | --- |",
        "| all | 500 ms | 50.0 s | 1.00 |",
        "| one | 4 ms (3) | 4 ms (3) | 0.01 |",
        "| none |  | not within 10 s |  |",
    ]


def test_runs_take_turns() -> None:
    asked = []

    def asking(name: str, rows: int) -> int:
        asked.append(name)
        return rows

    told = in_turn({"one": lambda: asking("one", 7), "two": lambda: asking("two", 8)})
    assert (told["one"].rows, told["two"].rows) == (7, 8)
    assert asked == ["one", "two"] * (len(asked) // 2)
    assert len(asked) >= 8


def test_a_program_that_is_too_slow_is_stopped() -> None:
    with pytest.raises(processes.TooSlow, match="not within 1 s"):
        processes.run([sys.executable, "-c", "import time; time.sleep(600)"], 1)


def test_a_program_that_fails_is_told_with_its_last_words() -> None:
    with pytest.raises(processes.Failed, match="no luck"):
        processes.run([sys.executable, "-c", "raise SystemExit('no luck')"], 60)
    took = processes.run([sys.executable, "-c", "print('said')"], 60)
    assert took.out == "said\n"
    assert took.megabytes > 1


_ASKED = """
import json, sys, time
print("{}", flush=True)
for name in sys.argv[1].split(","):
    if name == "slow":
        time.sleep(600)
    if name == "broken":
        sys.exit("it broke")
    print(json.dumps({"name": name, "ours": [0.1, 2]}), flush=True)
"""


def test_questions_go_on_behind_one_that_fails_or_takes_too_long() -> None:
    names = ["first", "broken", "second", "slow", "last"]
    told = dict(answers(lambda left: [sys.executable, "-c", _ASKED, left], names, 8, 600))
    assert list(told) == names
    assert told["broken"] == "it broke"
    assert told["slow"] == "not within 8 s"
    assert told["last"] == {"ours": [0.1, 2]}


def test_questions_are_asked_about_things_of_the_country(run: Run) -> None:
    site = Site(run, SIZES["district"])
    texts = json.loads(site.questions.read_text("utf-8"))
    assert texts.keys() == library.load().keys() > ASKED_OF.keys()
    assert "tay-ho" not in "".join(texts[name] for name in ASKED_OF)
    known = (site.folder / "data").rglob("*.ttl")
    written = "".join(path.read_text("utf-8") for path in known)
    for name in ("programme", "upper", "set", "commune", "province", "committee", "provincial"):
        assert site.things[name].value.rpartition("/")[2] in written


def test_one_table_that_fails_stops_no_other(
    run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def build(this: Run, site: Site) -> None:
        (site.room / "store").mkdir()

    def fail(this: Run, site: Site) -> None:
        raise ValueError("no good")

    def good(this: Run, site: Site) -> None:
        this.table("good", "Words.", "what").put("row", site.name, Figure(2, ""))

    monkeypatch.setattr(cli, "HERE", {"build": build, "check": fail, "front": good})
    monkeypatch.setattr(cli, "AFAR", {})
    assert cli.main(["--sizes", "district"]) == 1
    said = capsys.readouterr()
    assert "| row | 2 |" in said.out
    assert "check of district: ValueError: no good" in said.err
    monkeypatch.setattr(cli, "HERE", {"build": build, "front": good})
    assert cli.main(["--sizes", "district"]) == 0


def test_nothing_is_measured_of_what_was_not_built(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def never(this: Run, site: Site) -> Iterator[None]:
        raise AssertionError

    monkeypatch.setattr(cli, "HERE", {"build": lambda *_: None, "check": never})
    monkeypatch.setattr(cli, "AFAR", {})
    assert cli.main(["--sizes", "district"]) == 0
    assert "needs a build" in capsys.readouterr().err
