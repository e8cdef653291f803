"""The words that reports have in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ..errors import Lang, Wording
from ..rules import Severity

HEADING: Final = Wording("Kiểm tra các bậc chính sách", "Check of the policy cascade")
SOUND: Final = Wording("Không phát hiện điều gì.", "Nothing was found.")
APPLIED: Final = Wording("Đã áp dụng {n} quy tắc.", "Rules applied: {n}.")
ELSEWHERE: Final = Wording("Không thuộc một văn bản nào", "Of no single document")
FOCUS: Final = Wording("Ở đây", "Here")
OTHER: Final = Wording("Đối chiếu với", "Against")
RULE: Final = Wording("Quy tắc", "Rule")
TITLE: Final = Wording("Nội dung", "What it asks")
NO_FINDING: Final = Wording("Không phát hiện gì theo:", "Nothing found by:")
FAULTS: Final = Wording("Lỗi của tệp, ngoài các quy tắc", "Faults of the files, beyond the rules")
LANGUAGES: Final = Wording("Tiếng Việt", "English")
MADE_BY: Final = Wording("Bậc Thang {version}", "Bậc Thang {version}")
COUNTED: Final = {
    Severity.VIOLATION: Wording("{n} vi phạm", "{n} violation(s)"),
    Severity.WARNING: Wording("{n} cảnh báo", "{n} warning(s)"),
    Severity.INFO: Wording("{n} lưu ý", "{n} note(s)"),
}


def capital(words: Wording) -> Wording:
    """Return words with a capital at their beginning, as a sentence or a heading has it."""
    return Wording(*(f"{said[:1].upper()}{said[1:]}" for said in words))


def counted(counts: Mapping[Severity, int], lang: Lang) -> str:
    """Return counts in words, leaving out what there is none of."""
    return ", ".join(
        COUNTED[severity].said(lang, n=n).replace("(s)", "" if n == 1 else "s")
        for severity, n in counts.items()
        if n
    )
