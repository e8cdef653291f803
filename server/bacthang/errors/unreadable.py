"""Something to be read is absent or malformed."""

from __future__ import annotations

from .words import BacThangError, Wording


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


class TextMissing(MissingFile):
    """``path``, ``text``: a file of ``data/texts/`` without the text that it is named for."""

    messages = Wording(
        vi="{path} ghi điều một văn bản nói, mà không có văn bản {text}.",
        en="{path} is what a text says, and there is no text {text}.",
    )
    remedies = Wording(
        vi="Đặt tên tệp theo văn bản của nó trong data/sources/.",
        en="Name it as its text in data/sources/.",
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


class NothingSaid(Unreadable):
    """``path``: a file to be checked without a single statement."""

    messages = Wording(
        vi="{path} không nói gì: không có mệnh đề nào trong đó.",
        en="{path} says nothing: there is no statement in it.",
    )
    remedies = Wording(
        vi="Xem có đúng tệp ấy không, và nó đã được lưu chưa.",
        en="See whether it is the right file, and whether it has been saved.",
    )


class NoShapes(Unreadable):
    """``path``: shape files without a single shape that looks at anything."""

    messages = Wording(
        vi="Không có hình SHACL nào trong {path}, nên không có gì để kiểm tra.",
        en="There is no SHACL shape in {path}, so there is nothing to check by.",
    )
    remedies = Wording(
        vi="Hình cần sh:targetClass, sh:targetNode, sh:targetSubjectsOf hoặc sh:targetObjectsOf.",
        en="A shape needs sh:targetClass, sh:targetNode, sh:targetSubjectsOf or "
        "sh:targetObjectsOf.",
    )


class UnplacedFile(Unreadable):
    """``path``: a file that belongs to no graph, and would be left out in silence."""

    messages = Wording(
        vi="{path} không thuộc đồ thị nào.",
        en="{path} belongs to no graph.",
    )
    remedies = Wording(
        vi="Đặt tệp Turtle vào data/texts/ (cùng tên với văn bản trong data/sources/), "
        "data/reference/, data/reported/ hoặc ontology/; văn bản .txt vào data/sources/; thứ khác "
        "ra ngoài ontology/ và data/.",
        en="Keep Turtle files in data/texts/ (named as the text in data/sources/), "
        "data/reference/, data/reported/ or ontology/; texts as .txt in data/sources/; anything "
        "else outside ontology/ and data/.",
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


class UndeclaredPrefix(MalformedFile):
    """``path``, ``line``, ``what``, ``prefix``, ``iri``: a known prefix lacks its declaration."""

    remedies = Wording(
        vi="Khai báo nó ở đầu tệp: @prefix {prefix}: <{iri}> .",
        en="Declare it at the head of the file: @prefix {prefix}: <{iri}> .",
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
        vi="Phần đầu là YAML: title, question, tags, parameters, shows, reads; chữ bằng "
        "{{vi: …, en: …}}; mỗi tham số có đúng một khối VALUES ?tên {{ … }}.",
        en="The header is YAML: title, question, tags, parameters, shows, reads; words as "
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


class MalformedLiteral(Unreadable):
    """``path line found datatype example``: a value that is none of the datatype it names."""

    messages = Wording(
        vi="{path}, dòng {line}: “{found}” không phải {datatype}.",
        en="{path}, line {line}: “{found}” is no {datatype}.",
    )
    remedies = Wording(
        vi="Viết theo mẫu {example}.",
        en="Write it in the manner of {example}.",
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
