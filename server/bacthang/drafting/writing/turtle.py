"""A proposal as Turtle in the style of ``data/``: one file to read, or one for each folder."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Final

from ...errors import Wording
from ...stores.base import Store
from ..proposal import Proposal
from .blocks import Block, Writer
from .draft import Draft, drafted

_HEADINGS: Final = {
    "areas": Wording("Địa bàn mới", "New areas"),
    "bodies": Wording("Cơ quan mới", "New bodies"),
    "terms": Wording("Nhiệm kỳ mới", "New terms"),
    "documents": Wording("Văn bản mới", "New documents"),
    "people": Wording("Người được nêu tên", "People named"),
    "indicators": Wording("Chỉ số mới", "New indicators"),
    "units": Wording("Đơn vị mới", "New units"),
}
_TEXT: Final = """\
# Proposed by “bacthang draft”, read over by nobody yet: what text {source} says.
# Bản đề xuất của “bacthang draft”, chưa ai đọc lại: điều văn bản {source} nói.
#
# Source   data/sources/{source}
# Licence  the statements CC BY 4.0; the quotes are citations of the page
# Kept     drafted by rules, in the order of the text; offsets count code points
#
# “# ?” marks a doubt, said again in rdfs:comment. Once it is settled take both out; translate
# what begins with “[to translate]”, and say bt:reviewed in the last block.
# “# ?” là chỗ còn ngờ, lời ấy cũng nằm trong rdfs:comment. Xong thì bỏ cả hai, dịch những chỗ
# bắt đầu bằng “[to translate]”, rồi ghi bt:reviewed ở khối cuối.
"""
_REFERENCE: Final = """\
# Proposed by “bacthang draft”: what text {source} needs and the graph lacked.
# Bản đề xuất của “bacthang draft”: điều văn bản {source} cần mà đồ thị chưa có.
#
# Source   data/sources/{source}
# Licence  CC BY 4.0
# Kept     drafted by rules; once read over, move each block beside its like in data/reference/
"""


def turtle(proposal: Proposal, store: Store, more: Path | None = None) -> str:
    """Return a proposal as one Turtle file, which builds as it is in ``data/texts/``.

    What the graph in ``store`` lacks stands first, under the folder of ``data/reference/`` that it
    is for. Names that the graph has are used and nothing that it says is repeated.
    """
    return as_text(drafted(proposal, store, more))


def as_text(draft: Draft) -> str:
    """Return a draft as one Turtle file."""
    writer = _writer(draft)
    pieces: list[str] = []
    for folder, blocks in draft.reference.items():
        heading = f"### {_HEADINGS[folder].en} · {_HEADINGS[folder].vi} → data/reference/{folder}"
        pieces += [heading, *map(writer.block, blocks)]
    pieces += _sections(draft, writer)
    head = _TEXT.format(source=draft.proposal.source)
    return _joined(head, writer, pieces)


def as_files(draft: Draft) -> dict[PurePosixPath, str]:
    """Return a draft as the files of a graph, by path below ``data/``: text, and what it needs."""
    source = draft.proposal.source
    stem = PurePosixPath(source).stem
    writer = _writer(draft)
    head = _TEXT.format(source=source)
    found = {
        PurePosixPath("sources", source): draft.proposal.text,
        PurePosixPath("texts", f"{stem}.ttl"): _joined(head, writer, _sections(draft, writer)),
    }
    for folder, blocks in draft.reference.items():
        own = _writer(draft)
        head = _REFERENCE.format(source=source)
        pieces = [own.block(block) for block in blocks]
        found[PurePosixPath("reference", folder, f"{stem}.ttl")] = _joined(head, own, pieces)
    return found


def _writer(draft: Draft) -> Writer:
    return Writer(draft.proposal.source, draft.proposal.text, draft.parts)


def _sections(draft: Draft, writer: Writer) -> Iterable[str]:
    for section in draft.sections:
        heading = " · ".join(dict.fromkeys((section.heading.en, section.heading.vi)))
        blocks = [writer.block(block) for block in section.blocks if _says(block)]
        if blocks:
            yield f"### {heading}"
            yield from blocks


def _says(block: Block) -> bool:
    return bool(block.places or any(values for _, values in block.said))


def _joined(head: str, writer: Writer, pieces: Iterable[str]) -> str:
    body = "\n".join(piece if piece.endswith("\n") else f"\n{piece}\n" for piece in pieces)
    return f"{head}\n{writer.prefixes()}{body}"
