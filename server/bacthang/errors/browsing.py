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
