"""One question: a plain SPARQL file that says at its head what it asks.

A ``.rq`` runs as it is in any SPARQL tool. Its header, lines that begin ``#+``, is YAML::

    #+ title: {vi: …, en: …}
    #+ question: {vi: "…?", en: "…?"}
    #+ tags: [indicator, compare]
    #+ parameters:
    #+   year: {type: integer, default: 2025, label: {vi: năm, en: year}}
    #+ shows: {vi: what a good answer shows, en: …}
    #+ reads: {vi: …, en: what it goes through when nothing narrows it}

Every parameter stands exactly once in the text, as ``VALUES ?year { 2025 }`` (``UNDEF`` without a
default): ``binding.py`` puts other values there. ``reads`` stands where the answer grows with the
graph: a question that asks about one thing has none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyoxigraph
import yaml

from .binding import bind, blocks, values_of
from .errors import LANGS, BadParameter, BadQueryHeader, MalformedFile, MissingFile, Wording
from .parameters import KINDS, Given, Parameter, terms_of, unknown_parameter
from .pointing import bad_query
from .stores import Store

_REQUIRED: Final = {"title", "question", "tags", "shows"}


@dataclass(frozen=True)
class Question:
    """One question of the library, with the text that asks it."""

    name: str
    path: Path
    title: Wording
    question: Wording
    shows: Wording
    tags: tuple[str, ...]
    parameters: Mapping[str, Parameter]
    text: str
    reads: Wording | None = None

    def bound(self, store: Store, given: Mapping[str, Given]) -> str:
        """Return the text with the given values in place of the defaults.

        Raises BadParameter for a value of the wrong kind or a parameter that is not asked for;
        UnknownName or AmbiguousName for a value that names nothing, or several things.
        """
        for name in given:
            if name not in self.parameters:
                raise unknown_parameter(name, self.parameters)
        terms = {
            name: terms_of(store, self.parameters[name], value) for name, value in given.items()
        }
        return bind(self.text, terms)


def read_question(path: Path) -> Question:
    """Read one question from its file, as ``parse_question`` does.

    A byte order mark at its head is passed over. Raises MissingFile when there is none,
    MalformedFile when it is not UTF-8.
    """
    try:
        return parse_question(path, path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        raise MissingFile(path=path) from None
    except UnicodeDecodeError as error:
        raise MalformedFile(path=path, line=1, what=error.reason) from None


def parse_question(path: Path, text: str) -> Question:
    """Take one question apart, and refuse it unless header and text agree.

    A text without any header line is a question without parameters, named after its file. Raises
    BadQueryHeader naming what is missing, unknown or different; BadQuery when the text does not
    parse.
    """
    if not any(line.startswith("#+") for line in text.splitlines()):
        name = Wording(path.name, path.name)
        return Question(path.name, path, name, name, name, (), {}, text)
    header = _mapping(path, "", _yaml(path, text))
    _keys(path, "", header, _REQUIRED, {"parameters", "reads"})
    tags = header["tags"]
    if not isinstance(tags, list) or not tags or not all(isinstance(tag, str) for tag in tags):
        raise _wrong(path, "tags", "cần là một danh sách từ", "must be a list of words")
    try:
        pyoxigraph.Store().query(text)
    except SyntaxError as error:
        raise bad_query(path.name, text, str(error)) from None
    parameters = _mapping(path, "parameters", header.get("parameters", {}))
    return Question(
        name=path.stem,
        path=path,
        title=_wording(path, "title", header["title"]),
        question=_wording(path, "question", header["question"]),
        shows=_wording(path, "shows", header["shows"]),
        tags=tuple(tags),
        parameters={name: _parameter(path, text, name, parameters[name]) for name in parameters},
        text=text,
        reads=_wording(path, "reads", header["reads"]) if "reads" in header else None,
    )


def _yaml(path: Path, text: str) -> object:
    lines = [line[2:] for line in text.splitlines() if line.startswith("#+")]
    try:
        return yaml.safe_load("\n".join(lines))
    except (yaml.YAMLError, ValueError) as error:
        what = " ".join(str(error).split())
        raise _wrong(path, "YAML", what, what) from None


def _parameter(path: Path, text: str, name: str, said: object) -> Parameter:
    """Read one parameter; its default must be what its VALUES block holds."""
    where = f"parameters.{name}"
    facts = _mapping(path, where, said)
    _keys(path, where, facts, {"type", "label"}, {"default"})
    if facts["type"] not in [*KINDS]:
        kinds = ", ".join(KINDS)
        raise _wrong(path, f"{where}.type", f"cần là một trong {kinds}", f"must be one of {kinds}")
    default = facts.get("default")
    parameter = Parameter(
        name=name,
        kind=facts["type"],
        label=_wording(path, f"{where}.label", facts["label"]),
        default=None if default is None else str(default),
    )
    if len(blocks(text).get(name, ())) != 1:
        block = f"VALUES ?{name} {{ … }}"
        raise _wrong(path, where, f"cần đúng một khối {block}", f"needs exactly one {block}")
    try:
        wanted = [] if parameter.default_term is None else [parameter.default_term]
        found = values_of(text, name)
    except BadParameter as error:
        raise _wrong(path, where, error.message("vi"), error.message("en")) from None
    except SyntaxError:
        needed = Wording(
            "khối VALUES cần giá trị viết đủ hoặc có tiền tố",
            "the VALUES block needs values in full or with a prefix",
        )
        raise _wrong(path, where, *needed) from None
    if found != wanted:
        held = " ".join(map(str, found)) or "UNDEF"
        raise _wrong(
            path,
            f"{where}.default",
            f"khác với {held} trong khối VALUES",
            f"differs from {held} in the VALUES block",
        )
    return parameter


def _wording(path: Path, where: str, said: object) -> Wording:
    words = _mapping(path, where, said)
    _keys(path, where, words, set(LANGS), set())
    for lang in LANGS:
        if not isinstance(words[lang], str) or not words[lang].strip():
            raise _wrong(path, f"{where}.{lang}", "cần có chữ", "must have words")
    return Wording(**words)


def _mapping(path: Path, where: str, said: object) -> Mapping[str, Any]:
    if not isinstance(said, dict) or not all(isinstance(key, str) for key in said):
        raise _wrong(path, where or "#+", "cần có dạng {…: …}", "must have the form {…: …}")
    return said


def _keys(
    path: Path, where: str, said: Mapping[str, Any], required: set[str], optional: set[str]
) -> None:
    prefix = f"{where}." if where else ""
    for key in sorted(required - said.keys()):
        raise _wrong(path, prefix + key, "còn thiếu", "is missing")
    for key in sorted(said.keys() - required - optional):
        raise _wrong(path, prefix + key, "không phải mục được dùng", "is not a key in use")


def _wrong(path: Path, where: str, vi: str, en: str) -> BadQueryHeader:
    return BadQueryHeader(path=path, what_vi=f"“{where}” {vi}", what_en=f"“{where}” {en}")
