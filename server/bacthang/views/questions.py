"""The question library as pages show it: the list, and the form of one question."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from ..errors import LANGS, BacThangError, Lang, Wording
from ..iris import compact, expand
from ..listings import Line, Listings, Writer
from ..lookup import SORTS
from ..lookup import names_of as all_names_of
from ..naming import names_of
from ..parameters import KINDS, Parameter, terms_of
from ..plaintext import plain_text
from ..questions import Question
from ..stores import Store
from .folded import leads

TAGS: Final[Mapping[str, Wording]] = {
    "area": Wording("địa bàn", "area"),
    "body": Wording("cơ quan", "body"),
    "compare": Wording("so sánh", "compare"),
    "count": Wording("số lượng", "counts"),
    "coverage": Wording("độ phủ", "coverage"),
    "document": Wording("văn bản", "document"),
    "evidence": Wording("có câu trích", "with sentences"),
    "field": Wording("lĩnh vực", "policy field"),
    "indicator": Wording("chỉ số đo", "indicator"),
    "report": Wording("nguồn thuật lại", "reports"),
    "scheme": Wording("đề án", "scheme"),
    "staircase": Wording("bậc thang", "staircase"),
    "target": Wording("chỉ tiêu", "target"),
    "text": Wording("nguyên văn", "text"),
    "year": Wording("năm", "year"),
}
"""What each tag of the library is called."""

_SHORT = re.compile(r"\bbt:\w+")
MOST_CHOICES: Final = 400
"""How many things are listed to choose from; of more than these none are."""

_INPUTS: Final = {"integer": "number", "date": "date"}


@dataclass(frozen=True)
class Tag:
    """A tag, what it is called, and how many of the questions have it."""

    name: str
    word: str
    count: int


@dataclass(frozen=True)
class Listing:
    """The questions that fit, among all of them."""

    questions: Sequence[Question]
    tags: Sequence[Tag]
    total: int


@dataclass(frozen=True)
class Choice:
    """One value that may be typed, with what it means where that is something else."""

    value: str
    meaning: str = ""


@dataclass(frozen=True)
class Thing:
    """A thing that a value was understood as."""

    iri: str
    name: str


@dataclass(frozen=True)
class Field:
    """One parameter as a form shows it.

    ``typed`` is what stands in it, ``left_out`` how many choices there are, too many to list,
    ``things`` what it was understood as, ``terms`` its values in a form that means the same
    for ever; ``error`` says why it was not understood, and ``instead`` what may have been meant.
    """

    name: str
    label: str
    expected: str
    kind: str
    typed: tuple[str, ...]
    given: bool
    choices: Sequence[Choice] = ()
    left_out: int = 0
    closed: bool = False
    things: tuple[Thing, ...] = ()
    terms: tuple[str, ...] = ()
    error: BacThangError | None = None
    instead: tuple[Choice, ...] = ()

    @property
    def input(self) -> str:
        """The type of its HTML input."""
        return _INPUTS.get(self.kind, "text")


def list_questions(
    questions: Mapping[str, Question], lang: Lang, tag: str = "", words: str = ""
) -> Listing:
    """Return the questions that have a tag and hold every word, in either language."""
    counts = Counter(own for question in questions.values() for own in question.tags)
    tags = [Tag(name, TAGS[name].plain(lang), count) for name, count in counts.items()]
    wanted = plain_text(words).split()
    fitting = [
        question
        for question in questions.values()
        if (not tag or tag in question.tags) and _holds(question, wanted)
    ]
    fitting.sort(key=lambda question: plain_text(question.title.plain(lang)))
    tags.sort(key=lambda own: (-own.count, own.word))
    return Listing(fitting, tags, len(questions))


def bare(text: str) -> str:
    """Return the text of a question without its header, to be read and changed."""
    lines = [line for line in text.splitlines() if not line.startswith("#+")]
    return "\n".join(lines).strip() + "\n"


def write(writer: Writer, store: Store) -> dict[Lang, dict[str, str]]:
    """Write, in each language, what may be typed for things, and which names lead to one thing.

    Returns these names with the IRIs that they lead to.
    """
    leading = {lang: leads(store, lang) for lang in LANGS}
    for lang in LANGS:
        for sort in SORTS:
            chosen = choices_of(store, sort, lang)
            writer.lines(_NAME.format(sort=sort, lang=lang), _kept(chosen))
        found = sorted(leading[lang].items())
        writer.lines(_LEADS % lang, (Line(name, iri) for name, iri in found))
    return leading


def choices_of(store: Store, sort: str, lang: Lang) -> dict[NamedNode, Choice]:
    """Return what may be typed for a thing of a sort: its name, its IRI where names are shared."""
    things = all_names_of(store, sort)
    names = names_of(store, things, lang)
    having = Counter(
        name
        for thing, own in things.items()
        for name in {*own, plain_text(compact(thing.value).partition(":")[2])}
    )
    choices = {
        thing: Choice(name) if having[plain_text(name)] == 1 else Choice(compact(thing.value), name)
        for thing, name in names.items()
    }
    return dict(sorted(choices.items(), key=lambda own: plain_text(own[1].meaning or own[1].value)))


@dataclass(frozen=True)
class Offer:
    """What may be typed for a parameter; ``left_out`` counts what is not listed, being too many."""

    choices: Sequence[Choice]
    left_out: int = 0


def offer_of(store: Store, known: Listings, parameter: Parameter, lang: Lang) -> Offer:
    """Return what may be typed for a parameter, as far as it can be listed."""
    if parameter.kind in SORTS:
        name = _NAME.format(sort=parameter.kind, lang=lang)
        count = known.count(name)
        if count > MOST_CHOICES:
            return Offer((), count)
        return Offer(known.lines(name, Choice))
    return Offer(controlled(store, parameter, lang) if parameter.kind == "iri" else ())


class Leads:
    """The IRI for each name that only one thing has, in a language."""

    def __init__(self, known: Listings, lang: Lang) -> None:
        self._known = known
        self._name = _LEADS % lang

    def get(self, name: str) -> str | None:
        """Return the IRI of the one thing of a name; None where there are none or several."""
        return self._known.keyed(self._name, str, name)


_NAME: Final = "choices of {sort}.{lang}"
_LEADS: Final = "leads.%s"


def _kept(choices: Mapping[NamedNode, Choice]) -> Iterator[Line]:
    for thing, choice in choices.items():
        yield Line(thing.value, choice)


def controlled(store: Store, parameter: Parameter, lang: Lang) -> tuple[Choice, ...]:
    """Return the values that the label of a parameter lists, each with its name."""
    listed = [expand(short) for short in _SHORT.findall(parameter.label.vi)]
    names = names_of(store, [value for value in listed if value], lang)
    return tuple(Choice(compact(value.value), name) for value, name in names.items())


def field_of(
    store: Store, known: Listings, parameter: Parameter, given: Sequence[str], lang: Lang
) -> Field:
    """Return a parameter with what was typed, or its default, understood as far as it can be."""
    offer = offer_of(store, known, parameter, lang)
    choices = offer.choices
    typed = tuple(value for value in given if value.strip())
    default = (parameter.default,) if parameter.default is not None else ()
    values = typed or default
    nodes: list[NamedNode] = []
    error = None
    if values:
        try:
            terms = terms_of(store, parameter, values)
            nodes = [term for term in terms if isinstance(term, NamedNode)]
        except BacThangError as trouble:
            error = trouble
    things = tuple(Thing(node.value, name) for node, name in names_of(store, nodes, lang).items())
    closed = parameter.kind == "iri" and bool(choices)
    named = parameter.kind in SORTS and not error
    return Field(
        name=parameter.name,
        label=_label(parameter, lang, closed),
        expected=KINDS[parameter.kind].plain(lang),
        kind=parameter.kind,
        typed=_typed(things, known, parameter.kind, lang) if named else values,
        given=bool(typed),
        choices=choices,
        left_out=offer.left_out,
        closed=closed,
        things=things,
        terms=tuple(map(_written, nodes)) or values,
        error=error,
        instead=_instead(store, error, lang),
    )


def _instead(store: Store, error: BacThangError | None, lang: Lang) -> tuple[Choice, ...]:
    """Return the things that an error offers, each with its name."""
    facts = error.facts if error else {}
    offered = str(facts.get("candidates") or facts.get("near") or "").split(", ")
    things = [thing for short in offered if (thing := expand(short))]
    names = names_of(store, things, lang)
    return tuple(Choice(compact(thing.value), name) for thing, name in names.items())


def _label(parameter: Parameter, lang: Lang, closed: bool) -> str:
    """Return the label, without the values that stand beside it as choices."""
    label = parameter.label.plain(lang)
    return label.partition(":")[0] if closed else label


def _typed(things: Iterable[Thing], known: Listings, sort: str, lang: Lang) -> tuple[str, ...]:
    """Return things as a person would type them."""
    name = _NAME.format(sort=sort, lang=lang)
    return tuple(
        own.value if (own := known.keyed(name, Choice, thing.iri)) else compact(thing.iri)
        for thing in things
    )


def _written(term: NamedNode) -> str:
    return compact(term.value)


def _holds(question: Question, wanted: Sequence[str]) -> bool:
    said = (question.name, *question.title, *question.question, *question.shows)
    plain = plain_text(" ".join(said))
    return all(word in plain for word in wanted)
