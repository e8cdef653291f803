"""Bad input gets a finding or a clear error that names file and line, never silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from bacthang.build import BuildReport
from bacthang.checking.assembly import assembled
from bacthang.checking.running import Asked, check, check_over
from bacthang.errors import (
    LANGS,
    BacThangError,
    MalformedFile,
    MissingFile,
    NothingChecked,
    NothingSaid,
    UnknownSuffix,
    UnreadableFile,
)
from bacthang.rules import shape_files
from checking_cases import BAD_FILES, bad_expected, met, told

EXPECTED = bad_expected()
ITEM = "https://w3id.org/bacthang/id/document/ha-dong-2020-15-ctr/"


@pytest.fixture(scope="module")
def asked() -> Asked:
    return Asked(shape_files())


def test_every_bad_file_says_what_is_wrong_and_is_expected() -> None:
    assert [path.stem for path in BAD_FILES] == sorted(EXPECTED)
    assert len(BAD_FILES) > 20
    assert all(path.read_text("utf-8").startswith("# ") for path in BAD_FILES)


@pytest.mark.parametrize("path", BAD_FILES, ids=lambda path: path.stem)
def test_bad_input_is_told(shipped: BuildReport, path: Path, asked: Asked) -> None:
    found = met(shipped.store, path, asked)
    assert found == EXPECTED[path.stem]
    assert any(found.values()), "nothing is said of it"


@pytest.mark.parametrize("path", BAD_FILES, ids=lambda path: path.stem)
def test_it_is_told_the_same_over_files(path: Path, asked: Asked) -> None:
    if "error" in EXPECTED[path.stem]:
        with pytest.raises(BacThangError) as caught:
            assembled(extra=[path])
        assert type(caught.value).__name__ in EXPECTED[path.stem]["error"]
        return
    subject = assembled(extra=[path])
    assert [told(fault) for fault in subject.faults] == EXPECTED[path.stem]["faults"]
    assert subject.own


UNREADABLE = {
    "empty.ttl": (b"", NothingSaid),
    "only-a-comment.ttl": (b"# nothing\n", NothingSaid),
    "picture.ttl": (b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe", MalformedFile),
    "picture.nq": (b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe", MalformedFile),
    "picture.rdf": (b"\xff\xd8\xff", MalformedFile),
    "elsewhere.jsonld": (b'{"@context": "https://schema.org/", "name": "x"}', MalformedFile),
    "letter.docx": (b"PK", UnknownSuffix),
    "no-suffix": (b"<http://a.example/> <http://a.example/> 1 .", UnknownSuffix),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    data, error = UNREADABLE[name]
    path = tmp_path / name
    path.write_bytes(data)
    for alone in (False, True):
        with pytest.raises(error) as caught:
            assembled(extra=[path], alone=alone)
        assert all(str(path) in caught.value.message(lang) for lang in LANGS)


def test_a_folder_and_nothing_are_named(tmp_path: Path) -> None:
    (tmp_path / "folder.ttl").mkdir()
    with pytest.raises(UnreadableFile):
        assembled(extra=[tmp_path / "folder.ttl"])
    with pytest.raises(MissingFile):
        assembled(extra=[tmp_path / "gone.ttl"])


def test_data_of_another_kind_are_not_called_sound(tmp_path: Path, asked: Asked) -> None:
    path = tmp_path / "people.ttl"
    path.write_text("<http://a.example/x> <http://xmlns.com/foaf/0.1/nick> 'x' .\n", "utf-8")
    with pytest.raises(NothingChecked):
        check(assembled(extra=[path], alone=True), Asked(shape_files(), only=["TGT-01"]))


def test_ten_thousand_targets_in_one_item(
    tmp_path: Path, shipped: BuildReport, asked: Asked
) -> None:
    lines = [f"<{ITEM}big> a bt:TargetItem ; bt:partOf doc:ha-dong-2020-15-ctr ."]
    lines += [
        f"<{ITEM}big-{n}> a bt:Target ; bt:partOf <{ITEM}big> ; bt:indicator ind:sipas-index ;"
        f" bt:comparator bt:atLeast ; bt:lowerBound {n % 97 + 1}.5 ; bt:targetYear 2025 ."
        for n in range(10_000)
    ]
    path = tmp_path / "many.ttl"
    path.write_text(
        "@prefix bt: <https://w3id.org/bacthang/ontology#> .\n"
        "@prefix doc: <https://w3id.org/bacthang/id/document/> .\n"
        "@prefix ind: <https://w3id.org/bacthang/id/indicator/> .\n" + "\n".join(lines),
        "utf-8",
    )
    report = check_over(shipped.store, [path], asked)
    unwitnessed = {
        finding.focus.value
        for finding in report.findings
        if finding.code == "SRC-02" and finding.focus.value.startswith(f"{ITEM}big-")
    }
    assert len(unwitnessed) == 10_000
