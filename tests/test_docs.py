"""The written pages cannot fall behind: what they show of the graph stands in its files."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DATA = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "data").rglob("*.ttl")))
SHOWN = re.findall(r"```turtle\n(.*?)```", (ROOT / "docs/model.md").read_text("utf-8"), re.DOTALL)
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("block", SHOWN, ids=lambda block: block.split("\n", 1)[0])
def test_a_block_shown_stands_in_the_data(block: str) -> None:
    assert block in DATA


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_files_named_on_a_page_exist(page: Path) -> None:
    text = page.read_text("utf-8")
    links = re.findall(r"\]\(([^)#:]+)\)", text)
    named = re.findall(r"`((?:docs|data|ontology|queries|server|tests|bench)/[\w./-]*)`", text)
    missing = [name for name in links if not (page.parent / name).exists()]
    missing += [name for name in named if not (ROOT / name).exists()]
    assert missing == []
