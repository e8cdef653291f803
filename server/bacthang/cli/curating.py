"""The verb for those who add documents: where a quote stands in its text."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from ..errors import BadParameter, Lang, MalformedFile, MissingFile, Wording
from ..files import write_whole
from ..iris import compact
from ..namespaces import source_text
from ..places import Filled, Found, fill, turtle
from ..places import locate as find_places
from ..sources import SourceText, decoded, load, nearest_text
from .options import option
from .root import verb
from .screen import put_line, say
from .speech import Session

_ABSENT: Final = Wording(
    "Không có trong {source}: “{quote}”. Đoạn gần nhất: {nearest}",
    "Not in {source}: “{quote}”. The nearest text: {nearest}",
)
_SEVERAL: Final = Wording(
    "Có {n} chỗ trong {source}: “{quote}”. Trích dài hơn, để chỉ còn một chỗ:",
    "{n} places in {source}: “{quote}”. Lengthen the quote until only one is left:",
)
_PRINTED: Final = Wording("Văn bản in: “{printed}”", "The text prints: “{printed}”")
_ELSEWHERE: Final = Wording(
    "Trích văn bản khác, {source}: “{quote}”", "Quotes another text, {source}: “{quote}”"
)
_FILLED: Final = Wording(
    "Đã điền {n} chỗ trong {path}; còn {left}, trong đó {others} chỗ trích văn bản khác.",
    "Filled {n} places in {path}; {left} left, {others} of them quoting other texts.",
)
_WITH_FILL: Final = Wording(
    "không đi cùng --fill, vốn lấy câu trích từ tệp",
    "does not go with --fill, which takes the quotes from the file",
)
_EITHER: Final = Wording("QUOTE hoặc --fill", "QUOTE or --fill")
_NOTHING: Final = Wording("không có gì để tìm", "there is nothing to look for")
_QUOTES: Final = Wording(
    "câu trích trên dòng lệnh, hoặc mỗi dòng một câu ở stdin",
    "quotes on the command line, or one a line on stdin",
)


@verb(
    "locate",
    "Tìm chỗ của câu trích trong văn bản nguồn và in ra Turtle.\n\nKhông có QUOTE thì đọc stdin, "
    "mỗi dòng một câu. --fill điền oa:start 0 ; oa:end 0 trong tệp Turtle khi câu trích có đúng "
    "một chỗ; khi ấy SOURCE mặc định là văn bản cùng tên, và không có QUOTE. Mã thoát 1 khi còn "
    "câu không có, có nhiều chỗ, hoặc còn chỗ chưa điền.",
    "Find where a quote stands in a source text, and print it as Turtle.\n\nWithout QUOTE, "
    "reads stdin, a quote a line. --fill puts offsets for oa:start 0 ; oa:end 0 in a Turtle file "
    "where the quote stands exactly once; SOURCE is then by default the text of its name, and "
    "there is no QUOTE. Exit code 1 when a quote is absent or stands in several places, or a place "
    "is left to fill.",
)
@click.argument("source", required=False, type=click.Path(path_type=Path))
@click.argument("quotes", metavar="[QUOTE]…", nargs=-1)
@option(
    "--fill",
    "authored",
    metavar="FILE",
    type=click.Path(path_type=Path),
    vi="Tệp Turtle cần điền, ở những chỗ trích văn bản này.",
    en="Turtle file to fill, where it quotes this text.",
)
def locate(
    session: Session, source: Path | None, quotes: tuple[str, ...], authored: Path | None
) -> None:
    """Find where quotes stand."""
    if authored and quotes:
        raise _misused("QUOTE", _WITH_FILL, _EITHER)
    source = source or _text_of(authored)
    for path in filter(None, (source, authored)):
        if not path.is_file():
            raise MissingFile(path=path)
    text = load(source)
    if authored:
        sound = _fill(authored, text, session.lang)
    else:
        wanted = quotes or decoded(sys.stdin.buffer.read(), "stdin").splitlines()
        found = [(quote, find_places(text.text, quote)) for quote in wanted if quote.strip()]
        if not found:
            raise _misused("QUOTE", _NOTHING, _QUOTES)
        sound = all([_put(text, quote, places, session.lang) for quote, places in found])
    if not sound:
        raise click.exceptions.Exit(1)


def _misused(name: str, problem: Wording, expected: Wording) -> BadParameter:
    return BadParameter(
        name=name,
        problem_vi=problem.vi,
        problem_en=problem.en,
        expected_vi=expected.vi,
        expected_en=expected.en,
    )


def _text_of(authored: Path | None) -> Path:
    """Return the source text that a Turtle file of ``data/texts/`` is about."""
    if authored is None:
        raise click.MissingParameter(param_type="argument", param_hint="SOURCE")
    return authored.resolve().parents[1] / "sources" / f"{authored.stem}.txt"


def _put(source: SourceText, quote: str, found: list[Found], lang: Lang) -> bool:
    """Print the places of a quote; tell whether there is just one."""
    for place in found:
        put_line(turtle(source.path.name, place))
    _tell(source, quote, found, lang)
    return len(found) == 1


def _fill(authored: Path, source: SourceText, lang: Lang) -> bool:
    """Fill a file; tell whether every place in it now has its offsets."""
    filled = _filled(authored, source)
    if filled.count:
        write_whole(authored, filled.text.encode())
    others = 0
    for place in filled.unfilled:
        say(f"{authored}:{place.line}")
        if place.source == source_text(source.path.name).value:
            _tell(source, place.quote, place.found, lang)
        else:
            others += 1
            say(_ELSEWHERE.said(lang, source=compact(place.source) or "?", quote=place.quote))
    left = len(filled.unfilled)
    say(_FILLED.said(lang, n=filled.count, path=authored, left=left, others=others))
    return not left


def _filled(authored: Path, source: SourceText) -> Filled:
    try:
        return fill(load(authored).text, source.path.name, source.text)
    except SyntaxError as error:
        raise MalformedFile(path=authored, line=error.lineno, what=error.msg) from None


def _tell(source: SourceText, quote: str, found: Sequence[Found], lang: Lang) -> None:
    """Say what keeps a quote from having its one place, and what would give it that."""
    facts = {"n": len(found), "source": source.path.name, "quote": quote}
    match found:
        case []:
            say(_ABSENT.said(lang, **facts, nearest=nearest_text(source.text, quote)))
        case [place]:
            if place.printed != quote:
                say(_PRINTED.said(lang, printed=place.printed))
        case _:
            say(_SEVERAL.said(lang, **facts))
            for place in found:
                context = f"{place.before}[{place.printed}]{place.after}"
                say(f"  {place.start}–{place.end}  …{' '.join(context.split())}…")
