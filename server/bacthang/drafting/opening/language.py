"""Whether a text is Vietnamese, and what it is when it is not.

Vietnamese is known by its letters: more than half of its syllables bear one that hardly any other
language has. Other languages and old encodings are known by their commonest words
(``tables/languages.yaml``), other scripts by the names of their letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from ...errors import LegacyEncoding, NotVietnamese, Wording
from ..tables import table

_SHARE: Final = 0.12
"""The share of words with Vietnamese letters below which a text is another language."""
_SURE: Final = 0.3
"""The share of words above which bytes are surely read in the right encoding."""
_LEAST: Final = 12
"""Words below which a text is too short to be refused for its language."""
_KNOWN: Final = 0.12
"""The share of its commonest words from which another language is named."""
_SAMPLE: Final = 200_000
_TOKEN: Final = re.compile(r"[^\W\d_]+")
_OWN: Final = re.compile("[ăđĩũơưạ-ỹ]")
_SCRIPTS: Final[Mapping[str, Wording]] = {
    "CYRILLIC": Wording("chữ Kirin (tiếng Nga …)", "in Cyrillic letters (Russian …)"),
    "CJK": Wording("chữ Hán (tiếng Trung, Nhật)", "in Chinese characters"),
    "HIRAGANA": Wording("tiếng Nhật", "Japanese"),
    "KATAKANA": Wording("tiếng Nhật", "Japanese"),
    "HANGUL": Wording("tiếng Hàn", "Korean"),
    "THAI": Wording("tiếng Thái", "Thai"),
    "LAO": Wording("tiếng Lào", "Lao"),
    "KHMER": Wording("tiếng Khmer", "Khmer"),
    "ARABIC": Wording("chữ Ả Rập", "in Arabic letters"),
    "GREEK": Wording("tiếng Hy Lạp", "Greek"),
}
_OTHER: Final = Wording("một tiếng khác", "another language")


def is_vietnamese(text: str) -> bool:
    """Tell whether a text is surely Vietnamese in the right encoding."""
    words = _words(text)
    return bool(words) and _own(words) >= _SURE * len(words)


def legacy_of(text: str, *kinds: str) -> Wording | None:
    """Return the old encoding that Vietnamese is written in, if its words show one."""
    entry = _commonest(text, *(kinds or ("encoding",)))
    return Wording(entry["vi"], entry["en"]) if entry else None


def refuse_foreign(text: str, name: str) -> None:
    """Let Vietnamese pass, and what is too short to be told.

    Raises LegacyEncoding, NotVietnamese.
    """
    sample = text[:_SAMPLE]
    words = _words(sample)
    if legacy := legacy_of(sample, "encoding", "mistaken"):
        raise LegacyEncoding(name=name, encoding_vi=legacy.vi, encoding_en=legacy.en)
    if script := _script(sample, words):
        raise NotVietnamese(name=name, language_vi=script.vi, language_en=script.en)
    if len(words) < _LEAST or _own(words) >= _SHARE * len(words):
        return
    entry = _commonest(sample, "language", "bare")
    language = Wording(entry["vi"], entry["en"]) if entry else _OTHER
    raise NotVietnamese(name=name, language_vi=language.vi, language_en=language.en)


def _words(text: str) -> Sequence[str]:
    return _TOKEN.findall(unicodedata.normalize("NFC", text[:_SAMPLE]).lower())


def _own(words: Sequence[str]) -> int:
    return sum(_OWN.search(word) is not None for word in words)


def _commonest(text: str, *kinds: str) -> Mapping[str, Any] | None:
    """Return the entry of these kinds whose words are the commonest in a text, if they are."""
    tokens = [token.strip(".,;:!?()[]\"“”'") for token in text[:_SAMPLE].lower().split()]
    tokens = [token for token in tokens if any(map(str.isalpha, token))]
    found = Counter(
        {
            index: sum(token in words for token in tokens)
            for index, entry in enumerate(table("languages"))
            if entry["kind"] in kinds and (words := frozenset(entry["words"].lower().split()))
        }
    )
    (best, count), *_ = found.most_common(1)
    least = max(4, _KNOWN * len(tokens))
    return table("languages")[best] if count >= least else None


def _script(text: str, words: Sequence[str]) -> Wording | None:
    """Return the script that most letters are of, when it is not the Latin one."""
    letters = "".join(words)
    if len(letters) < _LEAST:
        return None
    counts = Counter(unicodedata.name(char, "?").split()[0] for char in letters[:20_000])
    first, count = counts.most_common(1)[0]
    if first == "LATIN" or count * 2 < min(len(letters), 20_000):
        return None
    return _SCRIPTS.get(first, _OTHER)
