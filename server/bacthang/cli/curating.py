"""The verb for those who add documents: where a quote stands in its text."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import click

from ..errors import Lang, MissingFile, Wording
from ..files import write_whole
from ..places import Found, fill, turtle
from ..places import locate as find_places
from ..sources import load
from .options import option
from .root import verb
from .screen import put_line, say
from .speech import Session

_ABSENT: Final = Wording("Không có trong {source}: “{quote}”", "Not in {source}: “{quote}”")
_SEVERAL: Final = Wording(
    "Có {n} chỗ trong {source}: “{quote}”", "{n} places in {source}: “{quote}”"
)
_PRINTED: Final = Wording("Văn bản in: “{printed}”", "The text prints: “{printed}”")
_FILLED: Final = Wording(
    "Đã điền {n} chỗ trong {path}; còn {left}.", "Filled {n} places in {path}; {left} left."
)


@verb(
    "locate",
    "Tìm chỗ của câu trích trong văn bản nguồn và in ra Turtle.\n\nKhông có QUOTE thì đọc stdin, "
    "mỗi dòng một câu. --fill điền oa:start 0 ; oa:end 0 trong tệp Turtle khi câu trích có đúng "
    "một chỗ; khi ấy SOURCE mặc định là văn bản cùng tên. Mã thoát 1 khi còn câu không có, hoặc "
    "có nhiều chỗ.",
    "Find where a quote stands in a source text, and print it as Turtle.\n\nWithout QUOTE, "
    "reads stdin, a quote a line. --fill puts offsets for oa:start 0 ; oa:end 0 in a Turtle file "
    "where the quote stands exactly once; SOURCE is then by default the text of its name. Exit "
    "code 1 when a quote is absent or stands in several places.",
)
@click.argument("source", required=False, type=click.Path(path_type=Path))
@click.argument("quotes", metavar="[QUOTE]…", nargs=-1)
@option(
    "--fill",
    "authored",
    metavar="FILE",
    type=click.Path(path_type=Path),
    vi="Tệp Turtle cần điền; chỉ những chỗ trích văn bản này.",
    en="Turtle file to fill; only its places in this text.",
)
def locate(
    session: Session, source: Path | None, quotes: tuple[str, ...], authored: Path | None
) -> None:
    """Find where quotes stand."""
    source = source or _text_of(authored)
    for path in filter(None, (source, authored)):
        if not path.is_file():
            raise MissingFile(path=path)
    text = load(source).text
    if authored:
        sound = _fill(authored, source, text, session.lang)
    else:
        wanted = quotes or sys.stdin.buffer.read().decode("utf-8").splitlines()
        found = [(quote, find_places(text, quote)) for quote in wanted if quote.strip()]
        sound = all([_put(source, quote, places, session.lang) for quote, places in found])
    if not sound:
        raise click.exceptions.Exit(1)


def _text_of(authored: Path | None) -> Path:
    """Return the source text that a Turtle file of ``data/texts/`` is about."""
    if authored is None:
        raise click.MissingParameter(param_type="argument", param_hint="SOURCE")
    return authored.resolve().parents[1] / "sources" / f"{authored.stem}.txt"


def _put(source: Path, quote: str, found: list[Found], lang: Lang) -> bool:
    """Print the place of a quote; tell whether it is the only one."""
    for place in found:
        put_line(turtle(source.name, place))
    if len(found) != 1:
        _tell(source, quote, tuple(found), lang)
    elif found[0].printed != quote:
        say(_PRINTED.said(lang, printed=found[0].printed))
    return len(found) == 1


def _fill(authored: Path, source: Path, text: str, lang: Lang) -> bool:
    """Fill a file; tell whether every place in this text now has its offsets."""
    filled = fill(load(authored).text, source.name, text)
    if filled.count:
        write_whole(authored, filled.text.encode())
    for place in filled.unfilled:
        say(f"{authored}:{place.line}")
        _tell(source, place.quote, place.found, lang)
    say(_FILLED.said(lang, n=filled.count, path=authored, left=len(filled.unfilled)))
    return not filled.unfilled


def _tell(source: Path, quote: str, found: tuple[Found, ...], lang: Lang) -> None:
    words = _SEVERAL if found else _ABSENT
    say(words.said(lang, n=len(found), source=source.name, quote=quote))
    for place in found:
        context = f"{place.before}[{place.printed}]{place.after}"
        say(f"  {place.start}–{place.end}  …{' '.join(context.split())}…")
