"""What a person who opens a table should know first, in both languages side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from ..errors import Wording
from ..stores import BuildInfo
from .schema import Table

LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"

TITLE: Final = Wording(
    "Bậc Thang: đồ thị tri thức về chính sách theo bậc",
    "Bậc Thang: a knowledge graph of policy cascades",
)

KEYWORDS: Final = (
    Wording("chính sách công", "public policy"),
    Wording("chỉ tiêu", "targets"),
    Wording("chương trình hành động", "action programmes"),
    Wording("Hà Nội", "Hanoi"),
)

WHAT: Final = Wording(
    vi="Đồ thị tri thức về chính sách theo bậc, từ nghị quyết trung ương đến kế hoạch của phường: "
    "văn bản nào thực hiện văn bản nào, cam kết chỉ tiêu gì, câu nào làm chứng.",
    en="A knowledge graph of policy cascades, from a resolution of the centre to the plan of a "
    "ward: which document carries out which, what targets it commits to, which sentence bears "
    "witness.",
)

READING: Final[tuple[Wording, ...]] = (
    Wording(
        vi="Mọi giá trị trích dẫn đứng cạnh câu của nó, với tệp nguồn và vị trí ký tự; giá trị chỉ "
        "được thuật lại đứng cạnh địa chỉ trang và mức chắc chắn.",
        en="Every quoted value stands beside its sentence, with source file and offsets; a value "
        "that is only reported stands beside the address of the page and how certain it is.",
    ),
    Wording(
        vi="Ô trống nghĩa là không có hoặc không biết, không bao giờ là 0. Nhiều giá trị trong một "
        "ô được sắp xếp và nối bằng dấu chấm phẩy.",
        en="An empty cell means none or not known, never 0. Several values in one cell are sorted "
        "and joined by a semicolon.",
    ),
    Wording(
        vi="Tên cục bộ (như atLeast, PERCENT) được giải nghĩa trong codebook.md; IRI viết đầy đủ "
        "để nối các bảng với nhau và với đồ thị.",
        en="Local names (such as atLeast, PERCENT) are explained in codebook.md; IRIs are in full, "
        "to join the tables to one another and to the graph.",
    ),
    Wording(
        vi="Trong bảng tính, chữ là ô kiểu văn bản dù trông giống công thức hay ngày; cận, năm, vị "
        "trí và số đếm là ô kiểu số. Số viết bằng dấu chấm thập phân trong CSV.",
        en="In the workbook words are text cells even where they look like formulas or dates; "
        "bounds, years, offsets and counts are numbers. In CSV decimals have a point.",
    ),
)

LICENSING: Final = Wording(
    vi=f"Giấy phép: CC BY 4.0 ({LICENCE}) cho dữ liệu của chúng tôi; câu trích là của nơi công bố, "
    "dẫn làm chứng cứ.",
    en=f"Licence: CC BY 4.0 ({LICENCE}) for our data; quotes are their publishers', cited as "
    "evidence.",
)


def notes(counts: Mapping[Table, int], info: BuildInfo) -> Iterator[Wording]:
    """Yield the notes, then a line for each table and one for each of its columns."""
    yield WHAT
    yield LICENSING
    yield edition(info)
    yield from READING
    for table, rows in counts.items():
        yield Wording("", "")
        yield Wording(
            f"{table.name} – {table.title.vi}: {table.rows.vi} ({rows} dòng)",
            f"{table.name} – {table.title.en}: {table.rows.en} ({rows} rows)",
        )
        for column in table.columns:
            yield Wording(f"{column.name}: {column.about.vi}", f"{column.name}: {column.about.en}")


def edition(info: BuildInfo) -> Wording:
    """Return which dataset this is."""
    return Wording(
        vi=f"Phiên bản {info.version}, SHA-256 của nội dung {info.content_hash}.",
        en=f"Version {info.version}, SHA-256 of the content {info.content_hash}.",
    )
