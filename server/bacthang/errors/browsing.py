"""What a reader of linked data asks for and does not get."""

from __future__ import annotations

from .words import BacThangError, Wording


class NoSuchThing(BacThangError):
    """``iri``: a thing that the dataset does not know."""

    messages = Wording(
        vi="Đồ thị không nói gì về {iri}.",
        en="The graph says nothing of {iri}.",
    )
    remedies = Wording(
        vi="Tìm theo tên hoặc số hiệu trong ô tìm; sitemap.xml liệt kê mọi vật của ấn bản này.",
        en="Search by name or number; sitemap.xml lists everything in this edition.",
    )


class DumpsPending(BacThangError):
    """``seconds``: files to download that are still being written."""

    messages = Wording(
        vi="Các tệp tải về của ấn bản này còn đang được ghi.",
        en="The downloads of this edition are still being written.",
    )
    remedies = Wording(
        vi="Thử lại sau {seconds} giây.",
        en="Try again in {seconds} seconds.",
    )


class DumpsFailed(BacThangError):
    """Files to download that could not be written."""

    messages = Wording(
        vi="Không ghi được các tệp tải về của ấn bản này.",
        en="The downloads of this edition could not be written.",
    )
    remedies = Wording(
        vi="Báo cho người vận hành; đồ thị vẫn lấy được qua /sparql và /graph/….",
        en="Tell whoever runs this site; the graph can still be had by /sparql and /graph/….",
    )


class ListingsPending(BacThangError):
    """``seconds``: lists of pages that are still being written, the edition being new."""

    messages = Wording(
        vi="Bản dựng này vừa được đưa lên; những trang liệt kê cả đồ thị còn đang được ghi.",
        en="This build has just been put up; what its pages list is still being written.",
    )
    remedies = Wording(
        vi="Thử lại sau {seconds} giây. Trang của từng văn bản, chỉ tiêu và /sparql đã dùng được.",
        en="Try again in {seconds} seconds. Pages of single things, and /sparql, can be used now.",
    )


class ListingsFailed(BacThangError):
    """``what``: lists of pages that could not be written."""

    messages = Wording(
        vi="Không ghi được danh sách cho các trang của ấn bản này: {what}",
        en="The lists that the pages of this edition read could not be written: {what}",
    )
    remedies = Wording(
        vi="Người vận hành: giải phóng chỗ ở thư mục tạm rồi khởi động lại, hoặc dựng lại đồ thị.",
        en="Whoever runs this: free space in the temporary folder and restart, or build again.",
    )
