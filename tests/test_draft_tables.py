"""The tables of rules: what an entry may say, and what is told of one that says otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from bacthang.drafting.structure.labels import _PLACES
from bacthang.drafting.tables import HERE, check_tables, table
from bacthang.drafting.tables.keys import FIXED, KEYS
from bacthang.drafting.tables.kinds import PLACES
from bacthang.errors import FixedTable, MissingFile, UnfitTable, UnknownTable

UNIT = "- {rule: sheaf, words: [bó lúa], unit: NUM}\n"


def test_every_table_has_its_keys_said_and_keeps_to_them() -> None:
    names = {path.stem for path in HERE.glob("*.yaml")}
    assert set(KEYS) == names
    assert names > FIXED
    for name in names:
        assert table(name)


def test_a_label_may_have_the_places_that_labels_are_read_with() -> None:
    assert set(PLACES) == set(_PLACES)


ILL_MADE = {
    "no YAML": ("units", UNIT + '- {rule: x, words: ["a", unit: M}\n', 2, "no YAML"),
    "tab": ("units", "- rule: x\n\twords: [a]\n", 2, "no YAML"),
    "code": ("units", '- !!python/object/apply:os.system ["true"]\n', 1, "no YAML"),
    "no list": ("units", "rule: x\nwords: [a]\n", 1, "a table is a list"),
    "a list of words": ("units", UNIT + "- bó lúa\n", 2, "a table is a list"),
    "no name": ("units", UNIT + "- {words: [bó], unit: NUM}\n", 2, "“?” lacks “rule”"),
    "no unit": ("units", "# của tôi\n\n- rule: x\n  words: [bó]\n", 3, "“x” lacks “unit”"),
    "strange key": (
        "units",
        "- rule: x\n  words: [bó]\n  unit: NUM\n  factr: 1000\n",
        4,
        "“x” has “factr”, and this table only has: rule, words, unit, factor, tail, noun",
    ),
    "words alone": ("units", "- {rule: x, words: bó, unit: NUM}\n", 1, "“words” takes ways"),
    "words that YAML knows": ("units", "- {rule: x, words: [on], unit: NUM}\n", 1, "[True]"),
    "no words": ("units", '- {rule: x, words: [""], unit: NUM}\n', 1, "“words” takes ways"),
    "unit of words": ("units", "- {rule: x, words: [bó], unit: bó lúa}\n", 1, "a name in plain"),
    "factor with points": (
        "units",
        "- rule: x\n  words: [bó]\n  unit: NUM\n  factor: 1.000.000\n",
        4,
        "“factor” takes a number above 0, without separators; and is: 1.000.000",
    ),
    "strange place": (
        "headings",
        '- {rule: x, level: 4, labels: ["Điều {so}."]}\n',
        1,
        "“labels” takes labels in brackets, with the number as one of: {số}",
    ),
    "two places": ("headings", '- {rule: x, level: 4, labels: ["{số}.{chữ}"]}\n', 1, "one of"),
    "strange term": (
        "comparators",
        "- {rule: x, where: before, comparator: atLeest, words: [chí ít]}\n",
        1,
        "“comparator” takes one of: “reach”, “atLeast”",
    ),
    "half a threshold": ("matching", "- {rule: x, least: 0.9}\n", 1, "“x” lacks “extra”"),
    "a broken pattern": ("nontargets", '- {rule: x, pattern: "((("}\n', 1, "a regular expression"),
}


@pytest.mark.parametrize("case", ILL_MADE)
def test_an_ill_made_entry_is_told_with_its_line(tmp_path: Path, case: str) -> None:
    name, text, line, said = ILL_MADE[case]
    (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    with pytest.raises(UnfitTable) as caught:
        check_tables(tmp_path)
    told = caught.value
    assert told.message("en").startswith(f"{tmp_path / name}.yaml, line {line}: ")
    assert said in told.message("en")
    assert told.message("vi").startswith(f"{tmp_path / name}.yaml, dòng {line}: ")


def test_a_table_of_other_bytes_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "units.yaml").write_bytes(UNIT.encode() + b"- {rule: x\xff}\n")
    with pytest.raises(UnfitTable, match="line 2: not UTF-8"):
        check_tables(tmp_path)


@pytest.mark.parametrize("text", ["", "# chưa có gì\n", "\ufeff" + UNIT])
def test_an_empty_table_and_a_byte_order_mark_do_no_harm(tmp_path: Path, text: str) -> None:
    (tmp_path / "units.yaml").write_text(text, "utf-8")
    (tmp_path / "README.md").write_text("Bảng của tôi\n", "utf-8")
    check_tables(tmp_path)
    assert len(table("units", tmp_path)) == len(table("units")) + ("bó" in text)


@pytest.mark.parametrize("name", ["unit.yaml", "units.yml", "units.yaml.txt", "units.txt"])
def test_a_file_named_as_no_table_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(UNIT, "utf-8")
    with pytest.raises(UnknownTable, match=name):
        check_tables(tmp_path)


def test_a_folder_without_tables_and_no_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(UnknownTable):
        check_tables(tmp_path)
    with pytest.raises(MissingFile):
        check_tables(tmp_path / "none")


@pytest.mark.parametrize("name", sorted(FIXED))
def test_a_table_that_is_not_added_to_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / f"{name}.yaml").write_text("", "utf-8")
    with pytest.raises(FixedTable, match=name):
        check_tables(tmp_path)
