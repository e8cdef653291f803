"""What an entry of each table may say: its keys, and what each of them takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from .kinds import LABELS, NAME, NUMBER, PAIRS, PATTERN, TEXT, WORDS, YES, Kind, one_of


@dataclass(frozen=True)
class Keys:
    """The keys of a table: those each entry has, those it may have, those that bring others."""

    must: Mapping[str, Kind] = field(default_factory=dict)
    may: Mapping[str, Kind] = field(default_factory=dict)
    along: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def kind(self, key: str) -> Kind | None:
        """Return what a key takes; None for one that the table does not have."""
        return TEXT if key == "rule" else self.must.get(key) or self.may.get(key)

    def all(self) -> tuple[str, ...]:
        """Return all the keys of the table."""
        return ("rule", *self.must, *self.may)

    def missing(self, entry: Mapping[str, Any]) -> str | None:
        """Return a key that an entry lacks."""
        wanted = ["rule", *self.must]
        wanted += [other for key in entry for other in self.along.get(str(key), ())]
        return next((key for key in wanted if key not in entry), None)


_COMPARATOR: Final = one_of("reach", "atLeast", "moreThan", "atMost", "lessThan", "maintain")
_SECTION: Final = one_of(
    *("targets", "objectives", "tasks", "solutions", "breakthroughs", "schemes", "requirements"),
    *("results", "context", "organisation", "appendix", ""),
)

_ONLY_WORDS: Final = Keys({"words": WORDS})

KEYS: Final[Mapping[str, Keys]] = {
    "bodies": Keys({"words": WORDS, "class": NAME, "en": TEXT}),
    "changes": Keys(
        {
            "words": WORDS,
            "change": one_of("increaseBy", "decreaseBy", "maintain", "level", "rate"),
        }
    ),
    "comparators": Keys(
        {"words": WORDS, "where": one_of("before", "after"), "comparator": _COMPARATOR},
        {"doubt": one_of("about")},
    ),
    "contrasts": Keys(
        {},
        {
            **dict.fromkeys(("apart", "after", "levels"), WORDS),
            **dict.fromkeys(("own", "numbers"), YES),
            "when": one_of("always", "named"),
        },
    ),
    "counts": Keys(
        {},
        {
            **dict.fromkeys(("nouns", "groups", "followers", "not_before"), WORDS),
            "class": NAME,
            "section": _SECTION,
        },
        {"nouns": ("class", "section")},
    ),
    "cues": Keys(
        {
            "words": WORDS,
            "sign": one_of(
                *("commitment", "strong", "achieved", "past", "declared", "describes"),
                *("place", "prose-place"),
            ),
        },
        {"unless": WORDS},
    ),
    "fields": _ONLY_WORDS,
    "fillers": _ONLY_WORDS,
    "furniture": Keys(
        {},
        {
            **dict.fromkeys(("begins", "holds", "whole", "ends", "until", "keeps"), WORDS),
            **dict.fromkeys(("longest", "opens"), NUMBER),
            "form": PATTERN,
            "place": one_of("head", "tail"),
        },
    ),
    "genres": Keys({"code": TEXT, "class": NAME, "names": WORDS}, {"several": YES}),
    "headings": Keys({"level": NUMBER, "labels": LABELS}),
    "hollow": _ONLY_WORDS,
    "issuers": Keys(dict.fromkeys(("codes", "names", "places"), WORDS), {"organisations": WORDS}),
    "languages": Keys(
        {
            "kind": one_of("language", "bare", "encoding", "mistaken"),
            **dict.fromkeys(("vi", "en", "words"), TEXT),
        }
    ),
    "letters": Keys(
        {},
        {
            **dict.fromkeys(("of", "become"), TEXT),
            "where": one_of("in-word", "latin-word", "line-start", "within-word", "word-end"),
            "pairs": PAIRS,
        },
    ),
    "lower_better": Keys({"words": WORDS}, {"unless": WORDS}),
    "matching": Keys(
        {},
        {
            **dict.fromkeys(("least", "extra", "margin", "unlike", "scope"), NUMBER),
            **dict.fromkeys(("units", "announces", "words"), WORDS),
            **dict.fromkeys(("only", "implies"), TEXT),
            "says": one_of("number", "share"),
        },
        {
            "least": ("extra", "margin", "unlike", "scope"),
            "implies": ("units",),
            "only": ("units",),
            "says": ("words",),
        },
    ),
    "milestones": Keys(
        {
            "words": WORDS,
            "value": one_of("complete", "zero", "none"),
            "where": one_of("any", "start"),
            "needs": one_of("any", "dated", "targets", "year"),
        },
        {"overrides": YES},
    ),
    "nontargets": Keys({"pattern": PATTERN}, {"unless": WORDS}),
    "openers": _ONLY_WORDS,
    "pages": Keys({}, dict.fromkeys(("tags", "names"), WORDS)),
    "phrase_units": Keys({"words": WORDS, "unit": TEXT, "becomes": NAME}),
    "places": Keys(
        {
            **dict.fromkeys(("place", "committee", "en"), TEXT),
            "level": one_of("city", "district", "ward"),
        }
    ),
    "policy_fields": Keys({"words": WORDS, "field": NAME}),
    "reasons": Keys({"vi": TEXT, "en": TEXT}),
    "relations": Keys(
        {"relation": one_of("based_on", "implements", "alignsWith"), "before": WORDS},
        {"line": YES},
    ),
    "relative": Keys({"words": WORDS, "comparator": _COMPARATOR, "to": NAME}),
    "sections": Keys(
        {},
        {
            **dict.fromkeys(
                ("words", "fillers", "announcing", "future", "past", "anywhere", "opening"), WORDS
            ),
            "section": _SECTION,
        },
        dict.fromkeys(("words", "anywhere", "opening"), ("section",)),
    ),
    "slips": Keys({"printed": TEXT, "meant": TEXT}),
    "starters": _ONLY_WORDS,
    "synonyms": Keys(
        {},
        {
            **dict.fromkeys(
                ("same", "short", "together", "dropped", "begins", "where", "givers"), WORDS
            ),
            **dict.fromkeys(("actors", "acts", "empty"), WORDS),
            **dict.fromkeys(("full", "covers"), TEXT),
        },
        {"short": ("full",), "full": ("short",)},
    ),
    "times": Keys(
        {
            "words": WORDS,
            "gives": one_of("everyYear", "averagePerYear", "overPeriod", "termEnd", "termStart"),
        }
    ),
    "unit_names": Keys({"unit": NAME, **dict.fromkeys(("vi", "en", "symbol"), TEXT)}),
    "units": Keys(
        {"words": WORDS, "unit": NAME},
        {"factor": NUMBER, "tail": YES, "noun": YES},
    ),
}
"""The tables, each with its keys."""

FIXED: Final = frozenset({"furniture", "hollow", "languages", "letters", "pages", "slips"})
"""Tables of reading the page itself, which a folder of one's own does not add to."""
