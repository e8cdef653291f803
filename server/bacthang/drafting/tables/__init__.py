"""The tables that readings follow: plain YAML that a curator extends, read and checked here.

Every table is a list of entries; ``keys`` says which keys each has. Entries of a folder named with
``--tables`` come before ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from ...errors import FixedTable, Lang, MissingFile, UnfitTable, UnknownTable, Wording
from .keys import FIXED, KEYS, Keys

HERE: Final = Path(__file__).parent

_LOADER: Final = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
_LIST: Final = Wording(
    "bảng là một danh sách, mỗi mục mở đầu bằng “- rule: …”",
    "a table is a list, of which each entry begins with “- rule: …”",
)
_YAML: Final = Wording("không phải YAML ({what})", "no YAML ({what})")
_UTF8: Final = Wording("không phải UTF-8", "not UTF-8")
_LACKS: Final = Wording("mục “{rule}” thiếu “{key}”", "entry “{rule}” lacks “{key}”")
_STRANGE: Final = Wording(
    "mục “{rule}” có “{key}”, mà bảng này chỉ có: {keys}",
    "entry “{rule}” has “{key}”, and this table only has: {keys}",
)
_UNLIKE: Final = Wording(
    "mục “{rule}”, “{key}” phải là {called}; đang là: {value}",
    "entry “{rule}”, “{key}” takes {called}; and is: {value}",
)
_SHOWN: Final = 60


@cache
def table(name: str, more: Path | None = None) -> tuple[Mapping[str, Any], ...]:
    """Return the entries of a table, those of the folder ``more`` first.

    Raises UnfitTable, naming file and line, for what is no table or has an entry that does not
    say what it should.
    """
    entries: list[Mapping[str, Any]] = []
    for folder in (more, HERE):
        if folder and (path := folder / f"{name}.yaml").exists():
            entries += _read(path, KEYS[name])
    return tuple(entries)


def check_tables(folder: Path) -> None:
    """Read every table of a folder of one's own.

    Raises MissingFile when it is none; UnknownTable for a file named as no table, FixedTable for
    one of a table that is not added to; UnfitTable as ``table`` does.
    """
    if not folder.is_dir():
        raise MissingFile(path=folder)
    names = ", ".join(f"{name}.yaml" for name in KEYS if name not in FIXED)
    found = 0
    for path in sorted(folder.iterdir()):
        name = path.name.split(".")[0]
        if path.name != f"{name}.yaml" or name not in KEYS:
            if name in KEYS or path.suffix in (".yaml", ".yml"):
                raise UnknownTable(path=path, names=names)
            continue
        if name in FIXED:
            raise FixedTable(path=path, place=HERE / path.name)
        table(name, folder)
        found += 1
    if not found:
        raise UnknownTable(path=folder, names=names)


def _read(path: Path, keys: Keys) -> Iterator[Mapping[str, Any]]:
    node, told = _parsed(path)
    if node is None:
        return
    if not isinstance(told, list) or not isinstance(node, yaml.SequenceNode):
        raise _unfit(path, node, _LIST)
    for place, entry in zip(node.value, told, strict=True):
        if not isinstance(entry, dict):
            raise _unfit(path, place, _LIST)
        _check(path, place, entry, keys)
        yield entry


def _parsed(path: Path) -> tuple[yaml.Node | None, Any]:
    """Return the tree of a file, and what it says; no tree for one that says nothing."""
    try:
        text = path.read_text("utf-8-sig")
        loader = _LOADER(text)
        node = loader.get_single_node()
        return node, loader.construct_document(node) if node else None
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise UnfitTable(path=path, line=line, problem_vi=_UTF8.vi, problem_en=_UTF8.en) from None
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or str(error).partition("\n")[0]
        raise UnfitTable(
            path=path,
            line=mark.line + 1 if mark else 1,
            problem_vi=_YAML.said("vi", what=what),
            problem_en=_YAML.said("en", what=what),
        ) from None


def _check(path: Path, place: yaml.Node, entry: Mapping[Any, Any], keys: Keys) -> None:
    rule = entry.get("rule", "?")
    spots = {key.value: value for key, value in place.value}
    if key := keys.missing(entry):
        raise _unfit(path, place, _LACKS, rule=rule, key=key)
    for key, value in entry.items():
        spot = spots.get(key, place)
        if (kind := keys.kind(key)) is None:
            raise _unfit(path, spot, _STRANGE, rule=rule, key=key, keys=", ".join(keys.all()))
        if not kind.fits(value):
            shown = str(value)[:_SHOWN]
            raise _unfit(path, spot, _UNLIKE, rule=rule, key=key, called=kind.called, value=shown)


def _unfit(path: Path, place: yaml.Node, problem: Wording, **values: object) -> UnfitTable:
    def said(lang: Lang) -> str:
        told = {key: x.plain(lang) if isinstance(x, Wording) else x for key, x in values.items()}
        return problem.said(lang, **told)

    line = place.start_mark.line + 1
    return UnfitTable(path=path, line=line, problem_vi=said("vi"), problem_en=said("en"))
