"""What people call the kinds of things that are read, by their local names; and words of a text."""

from __future__ import annotations

from html import escape
from typing import Final

from ....errors import Wording

KINDS: Final = {
    "Target": Wording("chỉ tiêu", "target"),
    "TargetItem": Wording("mục chỉ tiêu", "target item"),
    "Objective": Wording("mục tiêu", "objective"),
    "Task": Wording("nhiệm vụ", "task"),
    "Solution": Wording("giải pháp", "solution"),
    "Breakthrough": Wording("khâu đột phá", "breakthrough"),
    "Scheme": Wording("đề án", "scheme"),
    "Requirement": Wording("yêu cầu", "requirement"),
    "Resolution": Wording("nghị quyết", "resolution"),
    "Programme": Wording("chương trình", "programme"),
    "Plan": Wording("kế hoạch", "plan"),
    "CongressDocument": Wording("văn kiện đại hội", "congress document"),
    "PolicyDocument": Wording("văn bản", "document"),
}
RELATIONS: Final = {
    "based_on": Wording("căn cứ", "is based on"),
    "implements": Wording("thực hiện", "implements"),
    "alignsWith": Wording("gắn với", "aligns with"),
}
LISTINGS: Final = {
    "whole": Wording("văn bản kê đủ", "the text lists all"),
    "examples": Wording("văn bản nêu ví dụ", "the text gives examples"),
    "none": Wording("văn bản không kê", "the text lists none"),
}


def kind_of(local: str) -> Wording:
    """Return what people call a class, by its local name."""
    return KINDS.get(local, Wording(local, local))


def vietnamese(words: str) -> str:
    """Return words of the text as HTML, in quotes."""
    return f'<span lang="vi">“{escape(words)}”</span>'
