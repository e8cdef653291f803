"""What can go wrong, in words meant for the person who must put it right.

* BacThangError
  + Misuse                  what was asked cannot be done as it was asked
    - UnknownName             no such question, document, indicator …
    - BadParameter            a value of the wrong type, missing, or not asked for
    - AmbiguousName           a name that several things have
    - UnreadableNumber        not the number of a document
    - UnfitFormat             an answer that cannot be written in the format asked for
    - StoreAndGraph           both a built store and files to build from
    - UnknownStore            a store URL that nothing here understands
    - NotReadable             a store that can only be built, not opened
    - MissingExtra            an optional package that is not installed
  + Unreadable              something to be read is absent or malformed
    - MissingAssets           the graph's own files are not where they should be
    - MissingFile             a file or folder that was named is not there
    - UnreadableFile          a file that the system will not let us read
    - NothingToRead           a folder that should hold files holds none
    - UnplacedFile            a file that belongs to no graph
    - MalformedFile           syntax: which file, which line, what
    - BadQuery                a SPARQL text that does not parse
    - BadQueryHeader          a question that does not say what it is, or not truly
    - NonCanonicalNumber      a decimal with a superfluous zero or sign
    - UnnameableNode          a blank node in a cycle, or used twice
    - IncompletePlace         a place in a text without its quote, position or source
    - NamedPlace              a place in a text that has an IRI of its author's
  + InconsistentGraph       the files are well formed, and contradict each other or the texts
    - UnknownSource           a place in a text that is not among the sources
    - MisplacedQuote          the quote stands elsewhere in its text
    - AbsentQuote             the quote is nowhere in its text
    - RepeatedTriple          one statement in two files
    - AlteredText             a source text that is not the one whose hash is recorded
    - CircularParts           a provision that is part of itself
    - UnlabelledTerm          a label cannot be worded, for want of another label or value
    - SeveralFaults           several of these at once
  + StoreTrouble            the store itself
    - NoStore                 nothing was built at that place
    - StoreUnreadable         what is there is not a sound store
    - StoreLocked             another build is writing it
    - Occupied                something that is no store is in its place
    - StoreUnwritable         the file system refuses to write it
    - DiskFull                no room left; the store before is untouched
  + OutputUnwritable        tables and dumps cannot be written where they should go

Absence raises; it never becomes an empty answer. Every error states, in Vietnamese and in
English, what is wrong (``message``) and what to do (``remedy``).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Final, Literal, NamedTuple

Lang = Literal["vi", "en"]
LANGS: Final[tuple[Lang, Lang]] = ("vi", "en")


class Wording(NamedTuple):
    """One thing said in both languages."""

    vi: str
    en: str

    def said(self, lang: Lang, /, **facts: Any) -> str:
        """Return the words in ``lang``, with the facts put in."""
        return (self.vi if lang == "vi" else self.en).format(**facts)


class BacThangError(Exception):
    """Anything this package raises on purpose.

    A subclass gives its wording once per language, as format strings over the facts it is raised
    with; ``facts`` stay readable for software that wants them.
    """

    messages: ClassVar[Wording]
    remedies: ClassVar[Wording]

    def __init__(self, **facts: Any) -> None:
        self.facts = facts
        super().__init__(self.message("en"))

    def message(self, lang: Lang) -> str:
        """Say what is wrong."""
        return self.messages.said(lang, **self.facts)

    def remedy(self, lang: Lang) -> str:
        """Say what to do about it."""
        return self.remedies.said(lang, **self.facts)


class Misuse(BacThangError):
    """What was asked cannot be done as it was asked."""


class UnknownName(Misuse):
    """``kind_vi``, ``kind_en``, ``name``, ``near``: no thing of that kind has that name."""

    messages = Wording(
        vi="Không có {kind_vi} nào tên là “{name}”.",
        en="There is no {kind_en} named “{name}”.",
    )
    remedies = Wording(
        vi="Gần giống: {near}. Xem cả danh sách bằng “bacthang list”.",
        en="Similar: {near}. “bacthang list” shows all there are.",
    )


class BadParameter(Misuse):
    """``name``, ``problem_vi problem_en expected_vi expected_en``: a parameter does not fit."""

    messages = Wording(
        vi="Tham số “{name}”: {problem_vi}.",
        en="Parameter “{name}”: {problem_en}.",
    )
    remedies = Wording(
        vi="Cần: {expected_vi}.",
        en="Expected: {expected_en}.",
    )


class AmbiguousName(Misuse):
    """``kind_vi``, ``kind_en``, ``name``, ``candidates``: several things have that name."""

    messages = Wording(
        vi="Có nhiều {kind_vi} mang tên “{name}”: {candidates}.",
        en="Several things are a {kind_en} named “{name}”: {candidates}.",
    )
    remedies = Wording(
        vi="Chọn một bằng IRI của nó.",
        en="Choose one by its IRI.",
    )


class UnreadableNumber(Misuse):
    """``printed``: not the number of a document."""

    messages = Wording(
        vi="Không đọc được “{printed}” như số hiệu văn bản.",
        en="“{printed}” cannot be read as the number of a document.",
    )
    remedies = Wording(
        vi="Viết như in trên văn bản: 15-NQ/TW, 183/KH-UBND, Chương trình 01, Nghị quyết số 15.",
        en="Write it as printed: 15-NQ/TW, 183/KH-UBND, Chương trình 01, Resolution 15.",
    )


class UnfitFormat(Misuse):
    """``format``, ``accepted``: an answer that cannot be written in the format asked for."""

    messages = Wording(
        vi="Câu trả lời này không viết được ở dạng {format}.",
        en="This answer cannot be written as {format}.",
    )
    remedies = Wording(
        vi="Dùng một trong: {accepted}.",
        en="Use one of: {accepted}.",
    )


class StoreAndGraph(Misuse):
    """Both a built store and files to build from were named."""

    messages = Wording(
        vi="--store và --graph không dùng cùng nhau.",
        en="--store and --graph exclude each other.",
    )
    remedies = Wording(
        vi="--store đọc kho đã dựng; --graph dựng trong bộ nhớ từ các tệp. Chọn một.",
        en="--store reads a built store; --graph builds in memory from files. Choose one.",
    )


class UnknownStore(Misuse):
    """``url``: a store URL that nothing here understands."""

    messages = Wording(
        vi="Không hiểu địa chỉ kho “{url}”.",
        en="The store URL “{url}” is not understood.",
    )
    remedies = Wording(
        vi="Dùng oxigraph:<đường dẫn> cho kho trên đĩa, hoặc memory: khi dựng trong bộ nhớ.",
        en="Use oxigraph:<path> for a store on disk, or memory: to build one in memory.",
    )


class NotReadable(Misuse):
    """``url``: a store that can only be built, not opened."""

    messages = Wording(
        vi="Kho “{url}” chỉ có trong lần dựng nó, không thể mở.",
        en="The store “{url}” lives only in the build that makes it; it cannot be opened.",
    )
    remedies = Wording(
        vi="Dùng --graph THƯ_MỤC để dựng trong bộ nhớ, hoặc mở kho oxigraph:<đường dẫn>.",
        en="Use --graph DIR to build in memory, or open a store oxigraph:<path>.",
    )


class MissingExtra(Misuse):
    """``name``: an optional package is asked for and not installed."""

    messages = Wording(
        vi="Chưa cài gói {name}, là gói tùy chọn.",
        en="The optional package {name} is not installed.",
    )
    remedies = Wording(
        vi="Cài bằng: pip install 'bacthang[notebook]'",
        en="Install it with: pip install 'bacthang[notebook]'",
    )


class Unreadable(BacThangError):
    """Something to be read is absent or malformed."""


class MissingAssets(Unreadable):
    """``name``, ``places``: a folder of the graph is neither in the wheel nor in the checkout."""

    messages = Wording(
        vi="Không tìm thấy thư mục {name}/ của đồ thị ở {places}.",
        en="The graph's folder {name}/ is not at {places}.",
    )
    remedies = Wording(
        vi="Bản cài đặt thiếu tệp; hãy cài lại bacthang.",
        en="The installation is incomplete; install bacthang again.",
    )


class MissingFile(Unreadable):
    """``path``: a file or folder that was named is not there."""

    messages = Wording(
        vi="Không có {path}.",
        en="{path} is not there.",
    )
    remedies = Wording(
        vi="Kiểm tra lại đường dẫn.",
        en="Check the path.",
    )


class UnreadableFile(Unreadable):
    """``path``, ``what``: a file that the system will not let us read."""

    messages = Wording(
        vi="Không đọc được {path}: {what}",
        en="{path} cannot be read: {what}",
    )
    remedies = Wording(
        vi="Kiểm tra quyền đọc tệp.",
        en="Check who may read the file.",
    )


class NothingToRead(Unreadable):
    """``path``, ``what``: a folder that should hold files holds none."""

    messages = Wording(
        vi="Không có tệp {what} nào trong {path}.",
        en="There is no {what} file in {path}.",
    )
    remedies = Wording(
        vi="Thư mục đồ thị cần có ontology/*.ttl và data/ (sources, texts, reference …).",
        en="A graph folder holds ontology/*.ttl and data/ (sources, texts, reference …).",
    )


class UnplacedFile(Unreadable):
    """``path``: an RDF file that belongs to no graph, and would be left out in silence."""

    messages = Wording(
        vi="{path} không thuộc đồ thị nào.",
        en="{path} belongs to no graph.",
    )
    remedies = Wording(
        vi="Đặt tệp Turtle vào data/texts/ (cùng tên với văn bản trong data/sources/), "
        "data/reference/, data/reported/ hoặc ontology/.",
        en="Keep Turtle files in data/texts/ (named as the text in data/sources/), "
        "data/reference/, data/reported/ or ontology/.",
    )


class MalformedFile(Unreadable):
    """``path``, ``line``, ``what``: a file whose syntax is broken."""

    messages = Wording(
        vi="{path}, dòng {line}: cú pháp sai: {what}",
        en="{path}, line {line}: syntax error: {what}",
    )
    remedies = Wording(
        vi="Sửa dòng {line}, hoặc dấu kết thúc (. ; ,) ngay trước đó.",
        en="Correct line {line}, or the punctuation (. ; ,) just before it.",
    )


class BadQuery(Unreadable):
    """``name``, ``what``: a SPARQL text that does not parse."""

    messages = Wording(
        vi="Truy vấn {name} sai cú pháp: {what}",
        en="The query {name} has a syntax error: {what}",
    )
    remedies = Wording(
        vi="Sửa truy vấn tại chỗ được nêu; “bacthang list queries” cho các truy vấn mẫu.",
        en="Correct the query at the place named; “bacthang list queries” shows ready ones.",
    )


class BadQueryHeader(Unreadable):
    """``path``, ``what_vi``, ``what_en``: a question does not say what it is, or not truly."""

    messages = Wording(
        vi="{path}: phần đầu (#+) {what_vi}.",
        en="{path}: the header (#+) {what_en}.",
    )
    remedies = Wording(
        vi="Phần đầu là YAML: title, question, tags, parameters, shows; chữ bằng {{vi: …, en: …}}; "
        "mỗi tham số có đúng một khối VALUES ?tên {{ … }}.",
        en="The header is YAML: title, question, tags, parameters, shows; words as "
        "{{vi: …, en: …}}; every parameter has exactly one block VALUES ?name {{ … }}.",
    )


class NonCanonicalNumber(Unreadable):
    """``path``, ``line``, ``found``, ``wanted``: a decimal with a superfluous zero or sign."""

    messages = Wording(
        vi="{path}, dòng {line}: số {found} viết thừa chữ số 0 hoặc dấu.",
        en="{path}, line {line}: the number {found} has a superfluous zero or sign.",
    )
    remedies = Wording(
        vi="Viết {wanted}; dạng in trong văn bản để ở bt:printedValue.",
        en="Write {wanted}; the printed form belongs in bt:printedValue.",
    )


class UnnameableNode(Unreadable):
    """``path``, ``line``, ``what_vi``, ``what_en``: a blank node without an IRI made of content."""

    messages = Wording(
        vi="{path}, dòng {line}: nút trống {what_vi}.",
        en="{path}, line {line}: a blank node {what_en}.",
    )
    remedies = Wording(
        vi="Cho nút một IRI, hoặc viết nó trong ngoặc vuông đúng tại chỗ dùng.",
        en="Give the node an IRI, or write it in square brackets at the one place that uses it.",
    )


class IncompletePlace(Unreadable):
    """``path``, ``line``, ``about``, ``what``: a place in a text that lacks a part."""

    messages = Wording(
        vi="{path}, dòng {line}: chỗ trích của {about} không có đúng một {what}.",
        en="{path}, line {line}: a place quoted for {about} has not exactly one {what}.",
    )
    remedies = Wording(
        vi="Một chỗ trích gồm oa:hasSource, một oa:TextQuoteSelector (oa:exact) và một "
        "oa:TextPositionSelector (oa:start, oa:end là số nguyên).",
        en="A place has oa:hasSource, one oa:TextQuoteSelector (oa:exact) and one "
        "oa:TextPositionSelector (oa:start, oa:end as integers).",
    )


class NamedPlace(Unreadable):
    """``path``, ``line``, ``place``: a place in a text that has an IRI of its author's."""

    messages = Wording(
        vi="{path}, dòng {line}: chỗ trích {place} được đặt tên.",
        en="{path}, line {line}: the place {place} has a name of its own.",
    )
    remedies = Wording(
        vi="Viết chỗ trích trong ngoặc vuông; bước dựng đặt IRI theo văn bản và vị trí.",
        en="Write places in square brackets; the build names them by text and offsets.",
    )


class InconsistentGraph(BacThangError):
    """The files are well formed, and contradict each other or the texts."""


class UnknownSource(InconsistentGraph):
    """``path``, ``line``, ``source``: a place in a text that is not among the sources."""

    messages = Wording(
        vi="{path}, dòng {line}: không có văn bản nguồn {source}.",
        en="{path}, line {line}: there is no source text {source}.",
    )
    remedies = Wording(
        vi="Đặt văn bản vào data/sources/, hoặc sửa tên trong oa:hasSource.",
        en="Put the text into data/sources/, or correct the name in oa:hasSource.",
    )


class MisplacedQuote(InconsistentGraph):
    """``path line about quote start end source right``: the quote stands elsewhere in its text."""

    messages = Wording(
        vi="{path}, dòng {line}: câu trích “{quote}” của {about} không ở {start}–{end} "
        "của {source}.",
        en="{path}, line {line}: the quote “{quote}” of {about} is not at {start}–{end} "
        "of {source}.",
    )
    remedies = Wording(
        vi="Câu ấy ở {right}; sửa oa:start và oa:end.",
        en="It stands at {right}; correct oa:start and oa:end.",
    )


class AbsentQuote(InconsistentGraph):
    """``path line about quote start end source found nearest``: the quote is not in its text."""

    messages = Wording(
        vi="{path}, dòng {line}: không có câu trích “{quote}” của {about} trong {source}; "
        "ở {start}–{end} là “{found}”.",
        en="{path}, line {line}: the quote “{quote}” of {about} is not in {source}; "
        "at {start}–{end} stands “{found}”.",
    )
    remedies = Wording(
        vi="Chép lại nguyên văn. Đoạn gần nhất: {nearest}.",
        en="Copy the words exactly. The nearest text: {nearest}.",
    )


class RepeatedTriple(InconsistentGraph):
    """``first``, ``second``, ``triple``: one statement in two files."""

    messages = Wording(
        vi="Mệnh đề có trong cả {first} và {second}: {triple}",
        en="One statement stands in both {first} and {second}: {triple}",
    )
    remedies = Wording(
        vi="Giữ nó ở một tệp: văn bản nguồn nếu văn bản nói thế, nếu không thì reported hoặc "
        "reference.",
        en="Keep it in one file: the source text's if the text says so, else reported or "
        "reference.",
    )


class AlteredText(InconsistentGraph):
    """``source``, ``recorded``, ``actual``: a source text whose hash is not the one recorded."""

    messages = Wording(
        vi="Văn bản {source} có SHA-256 {actual}, không phải {recorded} như đã ghi.",
        en="The text {source} has SHA-256 {actual}, not {recorded} as recorded.",
    )
    remedies = Wording(
        vi="Trả lại đúng văn bản cũ, hoặc bỏ bt:sha256 đã viết tay.",
        en="Put the text back as it was, or drop the bt:sha256 written by hand.",
    )


class CircularParts(InconsistentGraph):
    """``node``: a provision that is, at some remove, part of itself."""

    messages = Wording(
        vi="{node} là một phần của chính nó theo bt:partOf.",
        en="{node} is part of itself, following bt:partOf.",
    )
    remedies = Wording(
        vi="Sửa bt:partOf để chuỗi kết thúc ở một văn bản.",
        en="Correct bt:partOf so that the chain ends in a document.",
    )


class UnlabelledTerm(InconsistentGraph):
    """``about``, ``term``, ``lang``: a label cannot be worded for want of another."""

    messages = Wording(
        vi="Không đặt được tên cho {about}: {term} không có nhãn hay cách gọi ({lang}).",
        en="{about} cannot be given a label: {term} has no label or wording in “{lang}”.",
    )
    remedies = Wording(
        vi="Thêm rdfs:label @{lang} cho {term}.",
        en="Give {term} an rdfs:label @{lang}.",
    )


class SeveralFaults(InconsistentGraph):
    """``faults``: several faults of files or texts, told together so as to be mended together."""

    def __init__(self, faults: Sequence[InconsistentGraph]) -> None:
        self.faults = tuple(faults)
        super().__init__()

    @classmethod
    def of(cls, faults: Sequence[InconsistentGraph]) -> InconsistentGraph:
        """Return the fault itself when there is but one."""
        return faults[0] if len(faults) == 1 else cls(faults)

    def message(self, lang: Lang) -> str:
        """Say each in turn, with its remedy."""
        return "\n".join(f"{fault.message(lang)} {fault.remedy(lang)}" for fault in self.faults)

    def remedy(self, lang: Lang) -> str:
        """Count them; each remedy stands with its fault."""
        return Wording("Có {n} lỗi cần sửa.", "There are {n} faults to mend.").said(
            lang, n=len(self.faults)
        )


class StoreTrouble(BacThangError):
    """The store itself, not what is in it."""


class NoStore(StoreTrouble):
    """``path``: nothing was built there."""

    messages = Wording(
        vi="Chưa có kho dữ liệu ở {path}.",
        en="There is no store at {path}.",
    )
    remedies = Wording(
        vi="Chạy “bacthang build” trước.",
        en="Run “bacthang build” first.",
    )


class StoreUnreadable(StoreTrouble):
    """``path``, ``what``: what is there is not a sound store."""

    messages = Wording(
        vi="Không đọc được kho ở {path}: {what}",
        en="The store at {path} cannot be read: {what}",
    )
    remedies = Wording(
        vi="Dựng lại bằng “bacthang build”, hoặc chọn nơi khác bằng --store.",
        en="Build it again with “bacthang build”, or name another place with --store.",
    )


class StoreLocked(StoreTrouble):
    """``path``, ``holder``: another build is writing it."""

    messages = Wording(
        vi="Một lần dựng khác đang ghi kho {path}: {holder}.",
        en="Another build is writing the store {path}: {holder}.",
    )
    remedies = Wording(
        vi="Đợi lần dựng ấy xong rồi chạy lại; kho cũ vẫn đọc được.",
        en="Wait for it to end and run again; the store before it can still be read.",
    )


class Occupied(StoreTrouble):
    """``path``: something that no build has made is where the store should go."""

    messages = Wording(
        vi="{path} đã có và không phải là kho do “bacthang build” dựng.",
        en="{path} exists and is no store that “bacthang build” has made.",
    )
    remedies = Wording(
        vi="Dời nó đi, hoặc chọn nơi khác bằng --store.",
        en="Move it away, or name another place with --store.",
    )


class StoreUnwritable(StoreTrouble):
    """``path``, ``what``: the file system refuses to write the store."""

    messages = Wording(
        vi="Không ghi được kho ở {path}: {what}",
        en="The store at {path} cannot be written: {what}",
    )
    remedies = Wording(
        vi="Kiểm tra quyền ghi, hoặc chọn nơi khác bằng --store; kho cũ còn nguyên.",
        en="Check who may write there, or name another place with --store; the old store is "
        "untouched.",
    )


class DiskFull(StoreTrouble):
    """``path``, ``what``: no room left while writing; the store before is untouched."""

    messages = Wording(
        vi="Hết chỗ trên đĩa khi ghi {path}: {what}",
        en="The disk is full, writing {path}: {what}",
    )
    remedies = Wording(
        vi="Giải phóng đĩa hoặc chọn nơi khác bằng --store; kho cũ còn nguyên.",
        en="Free some space or name another place with --store; the old store is untouched.",
    )


class OutputUnwritable(BacThangError):
    """``path``, ``what``: the file system refuses what is exported, or has no room for it."""

    messages = Wording(
        vi="Không ghi được kết quả xuất vào {path}: {what}",
        en="What is exported cannot be written to {path}: {what}",
    )
    remedies = Wording(
        vi="Giải phóng đĩa, kiểm tra quyền ghi, hoặc chọn nơi khác bằng --out; các tệp cũ còn "
        "nguyên.",
        en="Free some space, check who may write there, or name another folder with --out; the "
        "files before are untouched.",
    )
