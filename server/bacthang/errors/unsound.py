"""The files are well formed and repeat nothing, and still do not say what was meant."""

from __future__ import annotations

from .inconsistent import InconsistentGraph
from .words import Wording


class Undefined(InconsistentGraph):
    """``path``, ``line``, ``iri``, ``about``, ``near``: a name that nothing defines is used."""

    messages = Wording(
        vi="{path}, dòng {line}: không đâu định nghĩa {iri}, mà {about} nêu.",
        en="{path}, line {line}: nothing defines {iri}, named by {about}.",
    )
    remedies = Wording(
        vi="Sửa tên (gần giống: {near}), hoặc định nghĩa nó trong data/reference/ hay ontology/.",
        en="Correct the name (similar: {near}), or define it in data/reference/ or ontology/.",
    )


class UnidentifiedDocument(InconsistentGraph):
    """``path``, ``line``, ``document``, ``near``: a document that no file identifies."""

    messages = Wording(
        vi="{path}, dòng {line}: không tệp nào nói {document} là văn bản nào.",
        en="{path}, line {line}: no file says which document {document} is.",
    )
    remedies = Wording(
        vi="Thêm nó vào data/reference/documents/, hoặc sửa tên (gần giống: {near}).",
        en="Add it to data/reference/documents/, or correct the name (similar: {near}).",
    )


class SecondValue(InconsistentGraph):
    """``path line about property first second``: two values where there can be but one."""

    messages = Wording(
        vi="{path}, dòng {line}: {about} có {property} thứ hai, {second}, bên cạnh {first}.",
        en="{path}, line {line}: {about} has a second {property}, {second}, beside {first}.",
    )
    remedies = Wording(
        vi="Giữ một giá trị. Có thể hai vật đang dùng chung một IRI; và phần thập phân viết sau "
        "dấu chấm (12.5), không phải dấu phẩy.",
        en="Keep one value. Two things may share the IRI; and a decimal has a point (12.5), not a "
        "comma.",
    )


class UnfitValue(InconsistentGraph):
    """``path line about property found wanted example``: a value of another type than declared."""

    messages = Wording(
        vi="{path}, dòng {line}: {property} của {about} là {found}, không thuộc kiểu {wanted}.",
        en="{path}, line {line}: {property} of {about} is {found}, which is not of type {wanted}.",
    )
    remedies = Wording(
        vi="Viết {example}.",
        en="Write {example}.",
    )


class UnquotedWords(InconsistentGraph):
    """``path line about property words``: words said to be printed that no quote holds."""

    messages = Wording(
        vi="{path}, dòng {line}: {property} “{words}” của {about} không có trong câu trích nào "
        "của nó.",
        en="{path}, line {line}: {property} “{words}” of {about} stands in none of its quotes.",
    )
    remedies = Wording(
        vi="Chép đúng như in, hoặc thêm chỗ in những chữ ấy (bt:role bt:context).",
        en="Copy it as printed, or add the place that prints it (bt:role bt:context).",
    )


class IncompleteTarget(InconsistentGraph):
    """``about``, ``what``: a target that lacks what a commitment is made of."""

    messages = Wording(
        vi="Chỉ tiêu {about} không có {what}.",
        en="The target {about} has no {what}.",
    )
    remedies = Wording(
        vi="Ghi {what}. Chỉ tiêu có bt:indicator, bt:comparator và những cận mà cách so sánh "
        "ấy đòi hỏi.",
        en="Write its {what}. A target has bt:indicator, bt:comparator and the bounds that this "
        "one calls for.",
    )


class OutsideDocuments(InconsistentGraph):
    """``about``: a part of a document whose chain of ``bt:partOf`` leads to no document."""

    messages = Wording(
        vi="{about} không thuộc văn bản nào.",
        en="{about} is part of no document.",
    )
    remedies = Wording(
        vi="Cho nó bt:partOf dẫn đến một văn bản của data/reference/documents/.",
        en="Give it a bt:partOf that leads to a document of data/reference/documents/.",
    )


class UnwordedTerm(InconsistentGraph):
    """``about``, ``term``: a controlled value that labels have no words for."""

    messages = Wording(
        vi="Không đặt được tên cho {about}: chưa có cách gọi cho {term}.",
        en="{about} cannot be given a label: there are no words for {term}.",
    )
    remedies = Wording(
        vi="Dùng một giá trị có trong ontology/values/, hoặc thêm cách gọi vào labels.py.",
        en="Use a value of ontology/values/, or add its words to labels.py.",
    )
