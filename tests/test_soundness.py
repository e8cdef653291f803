"""Typing slips are refused, with file, line and remedy; what is meant is not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from bacthang.assets import GraphFiles
from bacthang.build import build
from bacthang.errors import LANGS, BacThangError
from bacthang.soundness.written import Written

CASES = Path(__file__).parent / "cases" / "build"
UNSOUND = CASES / "unsound"
EXPECTED = yaml.safe_load((UNSOUND / "expected.yaml").read_text("utf-8"))

Laid = Callable[[Path], GraphFiles]


def test_every_unsound_case_says_what_is_expected() -> None:
    assert {path.name for path in UNSOUND.iterdir() if path.is_dir()} == set(EXPECTED)
    assert len(EXPECTED) > 20


@pytest.mark.parametrize("name", EXPECTED)
def test_a_slip_is_refused(name: str, mini_with: Laid) -> None:
    files = mini_with(UNSOUND / name)
    with pytest.raises(BacThangError) as caught:
        build(files, "memory:")
    root = f"{files.data.parent}/"
    said = {
        lang: f"{caught.value.message(lang)}\n{caught.value.remedy(lang)}".replace(root, "")
        for lang in LANGS
    }
    assert said == {lang: EXPECTED[name][lang].rstrip("\n") for lang in LANGS}


def test_what_is_meant_is_not_refused(mini_with: Laid) -> None:
    assert build(mini_with(CASES / "sound"), "memory:").quotes == 10


def test_slips_are_found_in_any_order_of_files(
    mini_with: Laid, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_order = GraphFiles.turtle
    monkeypatch.setattr(GraphFiles, "turtle", lambda files: in_order(files)[::-1])
    with pytest.raises(BacThangError) as caught:
        build(mini_with(UNSOUND / "misspelled-thing"), "memory:")
    assert caught.value.facts["line"] == 8


TURTLE = r'''@base <https://example.org/x> .
@prefix a: <https://example.org/a/> .
PREFIX b: <https://example.org/b#>

a:one b:p """a:two . b:q""" ; # a:two b:p 1 .
    b:q [ b:r <y> , 'x' ; b:s ( 1.0 2 ) ] .

<> a b:C .
a:one b:p "." , "it's" , "(" ;
    b:q b:v.1 , -7.5 .
a:two b:p a:one .
'''


@pytest.mark.parametrize(
    ("wanted", "line"),
    [
        (("~a/one",), 5),
        (("~a/one", "~b#r", "~y"), 6),
        (("~a/one", "~b#q", "~b#v.1"), 10),
        (("~a/one", "~b#q", "-7.5"), 10),
        (("~a/one", "~b#p", "it's"), 9),
        (("~a/one", "~b#s", "1"), 6),
        (("~x", "~b#C"), 8),
        (("~a/two", "~b#p", "~a/one"), 11),
        (("~a/two", "~b#p", "nothing of the kind"), 11),
        (("~nobody", "~b#p"), 1),
    ],
)
def test_the_line_of_a_statement(wanted: tuple[str, ...], line: int, tmp_path: Path) -> None:
    path = tmp_path / "file.ttl"
    path.write_text(TURTLE, "utf-8")
    assert (
        Written(path).line(*(term.replace("~", "https://example.org/") for term in wanted)) == line
    )
