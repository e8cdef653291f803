"""Shapes that cannot be checked: what is asked is not supported, or is no SHACL."""

from __future__ import annotations

from .unreadable import Unreadable
from .words import Wording


class UnsupportedShape(Unreadable):
    """``path``, ``shape``, ``construct``: a shape asks for what no check of ours would honour."""

    messages = Wording(
        vi="{path}: {shape} dùng {construct}, điều mà việc kiểm tra ở đây không thực hiện.",
        en="{path}: {shape} uses {construct}, which is not supported here.",
    )
    remedies = Wording(
        vi="Viết lại bằng SHACL 1.0 Core hoặc ràng buộc sh:sparql với SELECT; không phần nào của "
        "quy tắc bị bỏ qua, nên quy tắc chưa được chạy.",
        en="Write it in SHACL 1.0 Core, or as sh:sparql with a SELECT; nothing of a rule is left "
        "out, so it was not run.",
    )


class IllFormedShape(Unreadable):
    """``path``, ``shape``, ``what_vi``, ``what_en``: a shape that SHACL 1.0 does not allow."""

    messages = Wording(
        vi="{path}: {shape} không đúng SHACL: {what_vi}.",
        en="{path}: {shape} is no well-formed SHACL: {what_en}.",
    )
    remedies = Wording(
        vi="Sửa hình dạng ấy theo khuyến nghị SHACL của W3C (https://www.w3.org/TR/shacl/).",
        en="Correct the shape by the W3C Recommendation (https://www.w3.org/TR/shacl/).",
    )
