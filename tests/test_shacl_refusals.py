"""What is not supported, or is no SHACL, is refused by name: a case is a file that wants one error.

Its first line holds what the error says of the shape, ``:`` standing for ``https://example.org/``.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bacthang.errors import LANGS, IllFormedShape, MalformedFile, MissingFile, UnsupportedShape
from bacthang.shacl import read_shapes

CASES = sorted((Path(__file__).parent / "cases" / "shacl" / "refused").glob("*.ttl"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_shape_is_refused(path: Path) -> None:
    wanted = path.read_text("utf-8").splitlines()[0].removeprefix("# ")
    with pytest.raises((UnsupportedShape, IllFormedShape)) as refused:
        read_shapes([path])
    error = refused.value
    said = error.message("en").removesuffix(".").removesuffix(", which is not supported here")
    assert said == f"{path}: {wanted}".replace(" :", " https://example.org/")
    assert all(error.message(lang) and error.remedy(lang) for lang in LANGS)


def test_a_query_that_does_not_parse_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "s.ttl"
    path.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <https://example.org/> .\n"
        ':S sh:targetClass :C ; sh:sparql :Q . :Q sh:select "SELECT $this { ex:p 1 }" .',
        "utf-8",
    )
    with pytest.raises(IllFormedShape) as refused:
        read_shapes([path])
    assert "https://example.org/Q is no well-formed SHACL: sh:select 1:" in str(refused.value)


def test_files_are_read_or_named(tmp_path: Path) -> None:
    with pytest.raises(MissingFile):
        read_shapes([tmp_path / "none.ttl"])
    path = tmp_path / "broken.ttl"
    path.write_text("<a> <b> .\n", "utf-8")
    with pytest.raises(MalformedFile) as malformed:
        read_shapes([path])
    assert malformed.value.facts["line"] == 1
