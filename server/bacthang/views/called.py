"""What things are called that the dataset itself gives no name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import unquote

from pyoxigraph import NamedNode

from ..errors import Lang, Wording
from ..iris import compact
from ..namespaces import ID, OA, RDFS, SH, SHP, VOID
from ..naming import names_of
from ..rules import Severity
from ..stores import Store
from .joined import joined

_WORDS: Final[Mapping[NamedNode, Wording]] = {
    RDFS.comment: Wording("lời giải thích", "comment"),
    RDFS.seeAlso: Wording("xem thêm", "see also"),
    OA.SpecificResource: Wording("chỗ trong văn bản nguồn", "place in a source text"),
    OA.TextPositionSelector: Wording("vị trí ký tự", "position"),
    OA.TextQuoteSelector: Wording("lời trích", "quote"),
    SH.ValidationResult: Wording("phát hiện", "finding"),
    SH.ValidationReport: Wording("báo cáo kiểm tra", "check report"),
    SH.conforms: Wording("hợp quy tắc", "conforms"),
    SH.focusNode: Wording("nói về", "about"),
    SH.result: Wording("phát hiện", "result"),
    SH.resultMessage: Wording("nội dung", "message"),
    SH.resultPath: Wording("đường dẫn thuộc tính", "path"),
    SH.resultSeverity: Wording("mức", "severity"),
    SH.sourceConstraint: Wording("ràng buộc", "constraint"),
    SH.sourceConstraintComponent: Wording("loại ràng buộc", "kind of constraint"),
    SH.sourceShape: Wording("theo quy tắc", "by the shape"),
    SH.value: Wording("bên kia", "other side"),
    SH.Violation: Severity.VIOLATION.word,
    SH.Warning: Severity.WARNING.word,
    SH.Info: Severity.INFO.word,
    VOID.Dataset: Wording("bộ dữ liệu", "dataset"),
    VOID["class"]: Wording("lớp", "class"),
    VOID.entities: Wording("số thực thể", "entities"),
    VOID.property: Wording("thuộc tính", "property"),
    VOID.triples: Wording("số bộ ba", "triples"),
    VOID.classPartition: Wording("phần theo lớp", "class partition"),
    VOID.subset: Wording("phần", "subset"),
}
"""What terms are called that the ontology does not name."""

_KINDS: Final[Mapping[str, Wording]] = {
    "finding": Wording("phát hiện {id}", "finding {id}"),
    "node": Wording("nút {id}", "node {id}"),
    "place": Wording("chỗ trích {id}", "quoted place {id}"),
    "prefixes": Wording("tiền tố {id}", "prefix {id}"),
    "sentence": Wording("câu {id}", "sentence {id}"),
    "validation": Wording("lần kiểm tra {id}", "check {id}"),
}
"""What things are called that have no name, by the first step of their path."""

_HASH: Final = re.compile(r"[0-9a-f]{20}")


def called(store: Store, terms: Iterable[NamedNode], lang: Lang) -> dict[NamedNode, str]:
    """Return what terms are called; what the dataset does not name by what it joins, or its IRI."""
    named = names_of(store, terms, lang)
    nameless = [term for term, name in named.items() if name == compact(term.value)]
    told = joined(store, nameless, lang)
    return named | {term: told.get(term) or _called(term, lang) or named[term] for term in nameless}


def _called(term: NamedNode, lang: Lang) -> str | None:
    """Return what a term is called that the dataset does not name."""
    if term in _WORDS:
        return _WORDS[term].plain(lang)
    if term in SHP:
        return SHP.local(term)
    kind, _, rest = ID.local(term).partition("/")
    if term in ID and rest and kind in _KINDS:
        return _KINDS[kind].said(lang, id=_HASH.sub(lambda found: found[0][:8], unquote(rest)))
    return None
