"""How a commitment is worded, in Vietnamese and in English.

*tỷ lệ bao phủ bảo hiểm y tế: đạt 95 % vào năm 2025* — *health insurance coverage: reach 95 % by
2025*. One table a language; the build, pages and reports all word a target by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple

from .errors import Lang
from .plaintext import plain_text


class UnknownWord(LookupError):
    """A comparator, recurrence, relation or unlabelled unit that the tables do not know."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


class MissingBound(LookupError):
    """A comparator without the bound that it must have; ``bound`` is the property's local name."""

    def __init__(self, bound: str) -> None:
        super().__init__(bound)
        self.bound = bound


class Both(NamedTuple):
    """Words for one thing in both languages."""

    vi: str
    en: str

    def said(self, lang: Lang) -> str:
        """Return the words in ``lang``."""
        return self.vi if lang == "vi" else self.en


@dataclass(frozen=True)
class Commitment:
    """What is to be worded of one target.

    ``comparator``, ``recurrence`` and ``relative_to`` are local names of ``bt:``
    individuals; ``unit`` the local name of a unit and ``unit_label`` its label, for units that the
    table does not know. ``low_is_good`` is true of indicators that should fall.
    """

    indicator: Both
    comparator: str
    lower: Decimal | None = None
    upper: Decimal | None = None
    relative_to: str | None = None
    unit: str | None = None
    unit_label: Both | None = None
    low_is_good: bool = False
    year: int | None = None
    before: bool = False
    recurrence: str | None = None
    period: tuple[int | None, int | None] = (None, None)
    baseline: int | None = None
    qualified: bool = False
    scope: Both | None = None


@dataclass(frozen=True)
class _Words:
    """The wording of one language; ``{v}`` is a value with its unit, ``{a}``, ``{b}`` two ends."""

    point: str
    thousands: str
    comparators: Mapping[str, str]
    falling: Mapping[str, str]
    changes: Mapping[str, tuple[str, str, str]]
    bare: Mapping[str, str]
    relations: Mapping[str, str]
    units: Mapping[str, tuple[str, str]]
    scales: tuple[tuple[Decimal, str], ...]
    times: Mapping[str, str]
    qualified: str
    item: str
    item_unnumbered: str


_BILLION, _MILLION = Decimal(10**9), Decimal(10**6)

_VI: Final = _Words(
    point=",",
    thousands=".",
    comparators={
        "reach": "đạt {v}",
        "atLeast": "đạt ít nhất {v}",
        "moreThan": "đạt trên {v}",
        "atMost": "không quá {v}",
        "lessThan": "dưới {v}",
        "between": "từ {a} đến {b}",
        "maintain": "duy trì {v}",
        "complete": "đạt được",
    },
    falling={"reach": "còn {v}", "maintain": "giữ ở {v}"},
    changes={
        "increaseBy": ("tăng {v}", "tăng ít nhất {v}", "tăng từ {a} đến {b}"),
        "decreaseBy": ("giảm {v}", "giảm ít nhất {v}", "giảm từ {a} đến {b}"),
    },
    bare={"maintain": "duy trì", "increaseBy": "tăng", "decreaseBy": "giảm"},
    relations={"nationalAverage": "mức bình quân cả nước", "firstPlace": "vị trí thứ nhất"},
    units={
        "PERCENT": ("%", "%"),
        "PERMILLE": ("‰", "‰"),
        "PERCENT-PER-YR": ("%/năm", "%/năm"),
        "NUM": ("", ""),
        "YR": ("năm", "năm"),
        "HA": ("ha", "ha"),
        "M2": ("m²", "m²"),
        "KiloM2": ("km²", "km²"),
        "TONNE": ("tấn", "tấn"),
        "CCY_VND": ("đồng", "đồng"),
        "CCY_USD": ("USD", "USD"),
        "PERSON": ("người", "người"),
        "PERCENTAGE_POINT": ("điểm phần trăm", "điểm phần trăm"),
        "RANK_STEP": ("bậc", "bậc"),
        "VND_PER_HA": ("đồng/ha", "đồng/ha"),
        "USD_PER_PERSON": ("USD/người", "USD/người"),
        "M2_PER_PERSON": ("m²/người", "m²/người"),
        "PER_10000_PERSON": ("trên một vạn dân", "trên một vạn dân"),
    },
    scales=((_BILLION, "tỷ"), (_MILLION, "triệu")),
    times={
        "year": "vào năm {y}",
        "before": "trước năm {y}",
        "everyYear": "hằng năm",
        "averagePerYear": "bình quân mỗi năm",
        "averageRate": "bình quân",
        "overPeriod": "trong cả giai đoạn",
        "span": "giai đoạn {a}–{b}",
        "over": "trong cả giai đoạn {a}–{b}",
        "start": "từ năm {a}",
        "end": "đến năm {b}",
        "until": "đến năm {b}",
        "baseline": "so với năm {y}",
    },
    qualified="cơ bản {phrase}",
    item="chỉ tiêu {n}, {document}",
    item_unnumbered="chỉ tiêu, {document}",
)

_EN: Final = _Words(
    point=".",
    thousands=",",
    comparators={
        "reach": "reach {v}",
        "atLeast": "reach at least {v}",
        "moreThan": "reach more than {v}",
        "atMost": "stay at or below {v}",
        "lessThan": "stay below {v}",
        "between": "reach {a} to {b}",
        "maintain": "maintain {v}",
        "complete": "achieve",
    },
    falling={"reach": "come down to {v}", "maintain": "hold at {v}"},
    changes={
        "increaseBy": ("rise by {v}", "rise by at least {v}", "rise by {a} to {b}"),
        "decreaseBy": ("fall by {v}", "fall by at least {v}", "fall by {a} to {b}"),
    },
    bare={"maintain": "maintain", "increaseBy": "rise", "decreaseBy": "fall"},
    relations={"nationalAverage": "the national average", "firstPlace": "first place"},
    units={
        "PERCENT": ("%", "%"),
        "PERMILLE": ("‰", "‰"),
        "PERCENT-PER-YR": ("% a year", "% a year"),
        "NUM": ("", ""),
        "YR": ("year", "years"),
        "HA": ("ha", "ha"),
        "M2": ("m²", "m²"),
        "KiloM2": ("km²", "km²"),
        "TONNE": ("tonne", "tonnes"),
        "CCY_VND": ("VND", "VND"),
        "CCY_USD": ("USD", "USD"),
        "PERSON": ("person", "people"),
        "PERCENTAGE_POINT": ("percentage point", "percentage points"),
        "RANK_STEP": ("place", "places"),
        "VND_PER_HA": ("VND per ha", "VND per ha"),
        "USD_PER_PERSON": ("USD per person", "USD per person"),
        "M2_PER_PERSON": ("m² per person", "m² per person"),
        "PER_10000_PERSON": ("per 10,000 people", "per 10,000 people"),
    },
    scales=((_BILLION, "billion"), (_MILLION, "million")),
    times={
        "year": "by {y}",
        "before": "before {y}",
        "everyYear": "every year",
        "averagePerYear": "on average each year",
        "averageRate": "on average",
        "overPeriod": "over the whole period",
        "span": "in {a}–{b}",
        "over": "over {a}–{b}",
        "start": "from {a}",
        "end": "by {b}",
        "until": "until {b}",
        "baseline": "against {y}",
    },
    qualified="basically {phrase}",
    item="target item {n}, {document}",
    item_unnumbered="target item, {document}",
)

_WORDS: Final[Mapping[Lang, _Words]] = {"vi": _VI, "en": _EN}


def number(value: Decimal, lang: Lang) -> str:
    """Return a number as the language writes it: ``36.000,5`` or ``36,000.5``."""
    words = _WORDS[lang]
    plain = f"{value:,f}"
    whole, _, fraction = plain.partition(".")
    fraction = fraction.rstrip("0")
    whole = whole.replace(",", words.thousands)
    return whole + words.point + fraction if fraction else whole


def target_label(commitment: Commitment, lang: Lang) -> str:
    """Return the label of a target: what is measured, then what is promised of it.

    Raises UnknownWord for a comparator, recurrence, relation or unit that the tables do not know,
    MissingBound for a comparator without the bounds that make sense of it.
    """
    words = _WORDS[lang]
    try:
        phrase = _phrase(commitment, words, lang)
        times = _times(commitment, words)
    except KeyError as unknown:
        raise UnknownWord(str(unknown.args[0])) from None
    if commitment.qualified:
        phrase = words.qualified.format(phrase=phrase)
    subject = commitment.indicator.said(lang)
    scope = commitment.scope
    if scope and plain_text(scope.vi) not in plain_text(commitment.indicator.vi):
        subject += f" ({scope.said(lang)})"
    return " ".join((f"{subject}:", phrase, *times))


def item_label(ordinal: int | None, document: str, lang: Lang) -> str:
    """Return the label of a target item: its number among its siblings, and its document."""
    words = _WORDS[lang]
    template = words.item if ordinal is not None else words.item_unnumbered
    return template.format(n=ordinal, document=document)


def _phrase(commitment: Commitment, words: _Words, lang: Lang) -> str:
    """Return what is promised, without its time."""
    name = commitment.comparator
    lower, upper = commitment.lower, commitment.upper
    if name not in words.changes and name not in words.comparators:
        raise UnknownWord(name)
    if commitment.relative_to and "{v}" in words.comparators.get(name, ""):
        return words.comparators[name].format(v=words.relations[commitment.relative_to])
    if missing := _missing(name, commitment, words):
        raise MissingBound(missing)
    ends = [_value(end, commitment, words, lang) for end in (lower, upper) if end is not None]
    if not ends:
        return words.bare[name] if name in words.bare else words.comparators[name]
    if name in words.changes:
        exact, at_least, ranged = words.changes[name]
        if lower is None or upper is None:
            return at_least.format(v=ends[0])
        if lower == upper:
            return exact.format(v=ends[0])
        return _range(ranged, (lower, upper), commitment, lang)
    if lower is not None and upper is not None:
        return _range(words.comparators["between"], (lower, upper), commitment, lang)
    falls = commitment.low_is_good and name in words.falling
    return (words.falling if falls else words.comparators)[name].format(v=ends[0])


def _missing(name: str, commitment: Commitment, words: _Words) -> str | None:
    """Return the bound without which the words of a comparator would have a gap."""
    lower, upper = commitment.lower, commitment.upper
    if name == "between" and (lower is None or upper is None):
        return "lowerBound" if lower is None else "upperBound"
    if lower is None and upper is None:
        gap = "{" in words.comparators.get(name, "") and name not in words.bare
        if gap or commitment.relative_to:
            return "upperBound" if name in ("atMost", "lessThan") else "lowerBound"
    return None


def _range(template: str, ends: tuple[Decimal, Decimal], commitment: Commitment, lang: Lang) -> str:
    """Return a range, its unit told once, behind the upper end."""
    words = _WORDS[lang]
    lower, upper = ends
    scale, _ = _scale(upper, words)
    if _scale(lower, words)[0] == scale:
        low = number(lower / scale, lang)
    else:
        low = _value(lower, commitment, words, lang)
    return template.format(a=low, b=_value(upper, commitment, words, lang))


def _value(value: Decimal, commitment: Commitment, words: _Words, lang: Lang) -> str:
    """Return a number with its unit: ``95 %``, ``240 triệu đồng``, ``2 places``."""
    scale, name = _scale(value, words)
    if commitment.unit in words.units or not commitment.unit_label:
        one, many = words.units[commitment.unit or "NUM"]
    else:
        one = many = commitment.unit_label.said(lang)
    unit = one if value == 1 else many
    return " ".join(part for part in (number(value / scale, lang), name, unit) if part)


def _scale(value: Decimal, words: _Words) -> tuple[Decimal, str]:
    """Return the largest round scale of a number: nobody reads nine zeros."""
    for scale, name in words.scales:
        if value >= scale and value % (scale / 1000) == 0:
            return scale, name
    return Decimal(1), ""


def _times(commitment: Commitment, words: _Words) -> list[str]:
    """Return how often, when, and against what."""
    start, end = commitment.period
    keys: list[str] = []
    spanned = start is not None and end is not None
    recurrence = commitment.recurrence
    over = recurrence == "overPeriod" and commitment.year is None and spanned
    if recurrence == "averagePerYear" and commitment.unit == "PERCENT-PER-YR":
        keys.append("averageRate")
    elif recurrence and recurrence != "byYear" and not over:
        keys.append(recurrence)
    if commitment.year is not None:
        keys.append("before" if commitment.before else "year")
    elif spanned:
        keys.append("over" if over else "span")
    elif start is not None:
        keys.append("start")
    elif end is not None:
        keys.append("until" if keys else "end")
    said = [words.times[key].format(y=commitment.year, a=start, b=end) for key in keys]
    if commitment.baseline is not None:
        said.append(words.times["baseline"].format(y=commitment.baseline))
    return said
