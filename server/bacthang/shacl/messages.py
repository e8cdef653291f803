"""The words of results: what shapes say, with variables put in, or else our own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode

from ..errors import LANGS, Wording
from ..namespaces import SH
from ..stores.base import Term
from .graph import told
from .model import Constraint, Shape
from .results import component_of

_IRI: Final = re.compile("<([^>]*)>")
PLACE: Final = re.compile(r"\{[?$](\w+)\}")


def placeholders(message: Literal) -> list[str]:
    """Return the variables that a message wants to have put in."""
    return PLACE.findall(message.value)


def spoken(messages: Iterable[Literal], bindings: Mapping[str, Term | None]) -> tuple[Literal, ...]:
    """Return messages with the lexical forms of variables put in; an unbound one is left."""

    def said(match: re.Match[str]) -> str:
        term = bindings.get(match[1])
        return match[0] if term is None else getattr(term, "value", str(term))

    filled = (
        Literal(PLACE.sub(said, message.value), language=message.language) for message in messages
    )
    return tuple(sorted(set(filled), key=str))


def default_messages(shape: Shape, component: NamedNode) -> tuple[Literal, ...]:
    """Return what is said in both languages where a shape says nothing.

    The words depend on shape and component alone, and so are the same from every engine.
    """
    wording = _DEFAULTS[SH.local(component).removesuffix("ConstraintComponent")]
    own = [c for c in shape.constraints if component_of(c) == component]
    asked = ", ".join(sorted({text for c in own for text in _parameters(c)}))
    said = (
        Literal(wording.said(lang, at=_where(shape).said(lang), asked=asked), language=lang)
        for lang in LANGS
    )
    return tuple(sorted(said, key=str))


def _where(shape: Shape) -> Wording:
    if shape.path is None:
        return Wording("Nút này", "This node")
    told_path = _IRI.sub(lambda iri: told(NamedNode(iri[1])), str(shape.path)).replace("{", "{{")
    return Wording(told_path, told_path)


def _parameters(constraint: Constraint) -> list[str]:
    """Return the parameters of a constraint as text."""
    found = []
    for name in constraint.__slots__:
        value = getattr(constraint, name)
        for part in value if isinstance(value, tuple) else (value,):
            match part:
                case Shape():
                    found.append(told(part.node))
                case NamedNode():
                    found.append(told(part))
                case Literal():
                    found.append(part.value)
                case int() | str() if name not in ("parameter", "flags", "or_equal"):
                    found.append(str(part))
    return found


_DEFAULTS: Final[dict[str, Wording]] = {
    "MinCount": Wording(
        "{at}: cần ít nhất {asked} giá trị.", "{at}: wants {asked} values or more."
    ),
    "MaxCount": Wording("{at}: không quá {asked} giá trị.", "{at}: wants {asked} values or fewer."),
    "Class": Wording("{at}: phải thuộc lớp {asked}.", "{at}: must be of class {asked}."),
    "Datatype": Wording("{at}: phải là {asked}.", "{at}: must be a well-formed {asked}."),
    "NodeKind": Wording("{at}: phải là nút loại {asked}.", "{at}: must be of node kind {asked}."),
    "MinInclusive": Wording("{at}: phải ≥ {asked}.", "{at}: must be ≥ {asked}."),
    "MinExclusive": Wording("{at}: phải > {asked}.", "{at}: must be > {asked}."),
    "MaxInclusive": Wording("{at}: phải ≤ {asked}.", "{at}: must be ≤ {asked}."),
    "MaxExclusive": Wording("{at}: phải < {asked}.", "{at}: must be < {asked}."),
    "MinLength": Wording("{at}: quá ngắn ({asked}).", "{at}: too short ({asked})."),
    "MaxLength": Wording("{at}: quá dài ({asked}).", "{at}: too long ({asked})."),
    "Pattern": Wording("{at}: không theo mẫu {asked}.", "{at}: does not match {asked}."),
    "LanguageIn": Wording(
        "{at}: ngôn ngữ phải là một trong: {asked}.", "{at}: the language must be one of: {asked}."
    ),
    "UniqueLang": Wording(
        "{at}: mỗi ngôn ngữ chỉ một giá trị.", "{at}: one value a language at most."
    ),
    "Equals": Wording("{at}: phải bằng {asked}.", "{at}: must equal {asked}."),
    "Disjoint": Wording("{at}: phải khác {asked}.", "{at}: must differ from {asked}."),
    "LessThan": Wording("{at}: phải nhỏ hơn {asked}.", "{at}: must be less than {asked}."),
    "LessThanOrEquals": Wording(
        "{at}: không được lớn hơn {asked}.", "{at}: must not be greater than {asked}."
    ),
    "HasValue": Wording("{at}: thiếu giá trị {asked}.", "{at}: lacks the value {asked}."),
    "In": Wording("{at}: phải là một trong: {asked}.", "{at}: must be one of: {asked}."),
    "Closed": Wording(
        "{at}: thuộc tính này không được phép.", "{at}: this property is not allowed."
    ),
    "Node": Wording("{at}: không hợp với {asked}.", "{at}: does not conform to {asked}."),
    "Not": Wording("{at}: không được hợp với {asked}.", "{at}: must not conform to {asked}."),
    "And": Wording("{at}: phải hợp với tất cả: {asked}.", "{at}: must conform to all of: {asked}."),
    "Or": Wording(
        "{at}: phải hợp với một trong: {asked}.", "{at}: must conform to one of: {asked}."
    ),
    "Xone": Wording(
        "{at}: phải hợp với đúng một trong: {asked}.", "{at}: must conform to just one of: {asked}."
    ),
    "QualifiedMinCount": Wording(
        "{at}: thiếu giá trị hợp với hình dạng được nêu ({asked}).",
        "{at}: too few values of the shape asked for ({asked}).",
    ),
    "QualifiedMaxCount": Wording(
        "{at}: quá nhiều giá trị hợp với hình dạng được nêu ({asked}).",
        "{at}: too many values of the shape asked for ({asked}).",
    ),
    "SPARQL": Wording("{at}: truy vấn của quy tắc tìm ra lỗi.", "{at}: found by the rule's query."),
}
"""What is said where a shape says nothing, by constraint component."""
