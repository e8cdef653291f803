"""The clean form of a text: one form of letters, places in the source, lines and paragraphs."""

from __future__ import annotations

from bacthang.assets import graph_files
from bacthang.drafting.cleaning import cleaned


def test_every_clean_character_of_the_five_texts_has_its_place() -> None:
    texts = [path.read_text("utf-8") for path in sorted(graph_files().sources.glob("*.txt"))]
    assert len(texts) == 5
    for text in texts:
        found = cleaned(text)
        assert len(found.offsets) == len(found.text) + 1
        assert found.offsets[-1] == len(text)
        for line in found.lines:
            assert found.text[line.start : line.end] == line.text
