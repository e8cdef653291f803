"""Search text has neither case nor diacritics."""

import pytest

from bacthang.plaintext import plain_text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Nông thôn mới", "nong thon moi"),
        ("ĐẢNG BỘ quận Đống Đa", "dang bo quan dong da"),
        ("Tỷ lệ\u00a0 hộ\n nghèo", "ty le ho ngheo"),
        ("Thủy sản", "thuy san"),  # decomposed and composed letters are the same words
        ("12,37%o và ¾", "12,37%o va ¾"),
        ("", ""),
    ],
)
def test_plain_text(text: str, plain: str) -> None:
    assert plain_text(text) == plain


def test_plain_text_of_plain_text_is_itself() -> None:
    once = plain_text("Nghị quyết số 15-NQ/TƯ, ngày 5/5/2022")
    assert plain_text(once) == once
