"""The tables of opening and cleaning: what a curator writes in them is well formed and works."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

import pytest

from bacthang.drafting.cleaning import cleaned
from bacthang.drafting.letters import lettered
from bacthang.drafting.tables import table

KEYS = {
    "letters": {"rule", "of", "become", "pairs", "where"},
    "furniture": {
        *(
            "rule",
            "whole",
            "begins",
            "holds",
            "form",
            "longest",
            "place",
            "opens",
            "until",
            "ends",
            "keeps",
        ),
    },
    "languages": {"rule", "kind", "vi", "en", "words"},
    "pages": {"rule", "tags", "names"},
}


@pytest.mark.parametrize("name", KEYS)
def test_entries_have_a_rule_and_known_keys(name: str) -> None:
    entries = table(name)
    assert entries
    for entry in entries:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", entry["rule"])
        assert entry.keys() <= KEYS[name]
        assert len(entry) > 1


@pytest.mark.parametrize("entry", table("furniture"), ids=lambda entry: entry["rule"])
def test_words_of_furniture_are_as_clean_texts_have_them(entry: Mapping[str, Any]) -> None:
    assert entry.get("place", "head") in ("head", "tail")
    for key in ("whole", "begins", "holds", "until", "keeps"):
        for words in entry.get(key, ()):
            assert isinstance(words, str)
            assert words == words.lower()
            assert lettered(words).text == words
            assert unicodedata.is_normalized("NFC", words)
    for words in entry.get("whole", ()):
        assert words == words.strip(" .,:;!-|()[]*•_…/“”\"'")
    if "form" in entry:
        re.compile(entry["form"])


@pytest.mark.parametrize("entry", table("furniture"), ids=lambda entry: entry["rule"])
def test_each_word_of_furniture_drops_its_line(entry: Mapping[str, Any]) -> None:
    lead = [] if entry.get("place") == "head" else ["1. Tỷ lệ hộ nghèo giảm 2%."] * 20
    for words in (*entry.get("whole", ()), *entry.get("begins", ()), *entry.get("holds", ())):
        lines = cleaned("\n".join([*lead, words.upper(), "2. Hết."])).lines
        assert lines[len(lead)].furniture, words


@pytest.mark.parametrize("entry", table("letters"), ids=lambda entry: entry["rule"])
def test_letters_that_depend_on_their_place_keep_their_length(entry: Mapping[str, Any]) -> None:
    assert ("pairs" in entry) != ("of" in entry and "become" in entry)
    for old, new in entry.get("pairs", {}).items():
        if "where" in entry:
            assert len(old) == len(new)
        else:
            assert len(old) == 1


@pytest.mark.parametrize("entry", table("letters"), ids=lambda entry: entry["rule"])
def test_each_letter_becomes_what_the_table_says(entry: Mapping[str, Any]) -> None:
    pairs = entry.get("pairs") or dict.fromkeys(entry["of"], entry["become"])
    for old, new in pairs.items():
        if entry.get("where") == "within-word":
            old, new = f"{old}n", f"{new}n"
        assert lettered(old).text == new


@pytest.mark.parametrize("entry", table("languages"), ids=lambda entry: entry["rule"])
def test_languages_have_enough_words_to_be_known_by(entry: Mapping[str, Any]) -> None:
    assert entry["kind"] in ("language", "bare", "encoding", "mistaken")
    words = entry["words"].split()
    assert len(words) >= 15
    assert len(set(words)) == len(words)
