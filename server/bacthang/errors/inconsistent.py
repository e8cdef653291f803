"""The files are well formed, and contradict each other or the texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from .words import BacThangError, Lang, Wording


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


class RecodedQuote(InconsistentGraph):
    """``path line about quote source form right``: the quote is there, in other code points."""

    messages = Wording(
        vi="{path}, dòng {line}: câu trích “{quote}” của {about} có trong {source}, nhưng viết "
        "bằng những mã ký tự khác.",
        en="{path}, line {line}: the quote “{quote}” of {about} is in {source}, but in other code "
        "points.",
    )
    remedies = Wording(
        vi="Chuẩn hóa câu trích về {form}; khi ấy nó ở {right}.",
        en="Normalise the quote to {form}; it then stands at {right}.",
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


class UnquotedText(InconsistentGraph):
    """``path``, ``turtle``: a source text that no statement quotes."""

    messages = Wording(
        vi="Không mệnh đề nào trích văn bản {path}.",
        en="No statement quotes the text {path}.",
    )
    remedies = Wording(
        vi="Ghi điều văn bản nói vào {turtle}, hoặc dời văn bản khỏi data/sources/.",
        en="Write what it says into {turtle}, or move it out of data/sources/.",
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

    SHOWN: Final = 20
    """How many are told; one slip in a prefix can make thousands."""

    def __init__(self, faults: Sequence[BacThangError]) -> None:
        self.faults = tuple(faults)
        super().__init__()

    @classmethod
    def of(cls, faults: Sequence[BacThangError]) -> BacThangError:
        """Return the fault itself when there is but one."""
        return faults[0] if len(faults) == 1 else cls(faults)

    def message(self, lang: Lang) -> str:
        """Say each in turn, with its remedy, as many as can be read."""
        told = [
            f"{fault.message(lang)} {fault.remedy(lang)}" for fault in self.faults[: self.SHOWN]
        ]
        if more := len(self.faults) - len(told):
            told.append(Wording("và {n} lỗi nữa", "and {n} more").said(lang, n=more))
        return "\n".join(told)

    def remedy(self, lang: Lang) -> str:
        """Count them; each remedy stands with its fault."""
        return Wording("Có {n} lỗi cần sửa.", "There are {n} faults to mend.").said(
            lang, n=len(self.faults)
        )


Tell = Callable[[Sequence[BacThangError]], None]
"""What is given the faults of one step, and returns when they do not stop the work."""


def refuse(faults: Sequence[BacThangError]) -> None:
    """Stop the work for faults: raise the one that there is, or SeveralFaults."""
    if faults:
        raise SeveralFaults.of(faults)
