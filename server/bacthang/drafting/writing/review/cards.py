"""What is shown of one entry: what was read, how sure it is, where from, and by which rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Final

from pyoxigraph import NamedNode

from ....errors import Lang, Wording
from ....labels import Both, Commitment, MissingBound, UnknownWord, target_label
from ....views.passages import Span
from ...proposal import (
    CountProposal,
    DocumentProposal,
    LinkProposal,
    Match,
    ProvisionProposal,
    TargetProposal,
    Why,
)
from .called import LISTINGS, RELATIONS, kind_of, vietnamese
from .laid import Entry, Laid
from .lookups import Known
from .tongues import Tongues

Address = Callable[[NamedNode], str]
_COUNT: Final = Wording("con số tự nêu", "declared count")
_LINK: Final = Wording("quan hệ", "relation")
_NEW: Final = Wording("chỉ số mới", "new indicator")
_UNKNOWN: Final = Wording("chưa có trong đồ thị", "not in the graph")
_MATCHED: Final = Wording("khớp {score} %", "match {score} %")
_RUNNER_UP: Final = Wording("gần kế tiếp:", "next nearest:")
_NEAR: Final = 0.25
"""The score below which what comes next is nothing like it, and only in the way."""
_PRINTED: Final = Wording("nguyên văn", "printed")
_SCOPE: Final = Wording("phạm vi: {scope}", "scope: {scope}")
_WITHIN: Final = Wording("phần của", "a share of")
_ITEM: Final = Wording("mục {label}", "item {label}")
_LENT: Final = Wording("dựa vào", "leans on")
_WHY: Final = Wording("Vì sao", "Why")
_LEADS: Final = Wording("chủ trì:", "led by:")
_JOINS: Final = Wording("phối hợp:", "joined by:")
_NAMED: Final = Wording("cơ quan chưa rõ:", "bodies not known:")
_CANDIDATES: Final = Wording("có thể là:", "may be:")
_DECLARED: Final = Wording("{n} {counted}; {listing}", "{n} × {counted}; {listing}")
_SEE: Final = Wording("xem đầu trang", "see the head of the page")
_DOUBT: Final = Wording("Cần xem:", "Look at:")
_BACK: Final = Wording("Về câu chữ, mục", "To the words of entry")


class Cards:
    """Draws entries in the languages of a page; ``flags`` are findings by the place they quote.

    ``address`` tells where a thing of the graph is met.
    """

    def __init__(
        self,
        laid: Laid,
        known: Known,
        say: Tongues,
        address: Address,
        flags: Mapping[Span, Sequence[tuple[str, str]]],
    ) -> None:
        self._laid = laid
        self._address = address
        self._known = known
        self._say = say
        self._flags = flags

    def sorts(self, entry: Entry) -> list[str]:
        """Return by which choices of the page an entry is shown, beside that of all."""
        told = {
            "doubtful": bool(entry.doubts),
            "new": entry.is_new,
            "found": entry.place in self._flags,
        }
        return [name for name, is_so in told.items() if is_so]

    def card(self, entry: Entry) -> Iterator[str]:
        """Yield an entry as HTML."""
        yield f'<article class="{" ".join(["entry", entry.tone, *self.sorts(entry)])}"'
        yield f' id="p{entry.number}">'
        yield f'<h3><a class="back" href="#{entry.place.anchor}"><span class="unseen">'
        yield f"{self._say(_BACK)} </span>{entry.number}</a> "
        match entry.said:
            case TargetProposal():
                yield from self._target(entry, entry.said)
            case ProvisionProposal():
                yield from self._provision(entry.said)
            case LinkProposal():
                yield from self._link(entry.said)
            case CountProposal():
                yield from self._count(entry.said)
            case DocumentProposal():
                yield from self._document(entry, entry.said)
        yield from self._doubts(entry)
        if flags := self._flags.get(entry.place):
            links = " ".join(f'<a href="#{anchor}">{escape(code)}</a>' for anchor, code in flags)
            yield f'<p class="flags">⚑ {links}</p>'
        yield from self._contexts(entry)
        yield from self._why(entry.said.why)
        yield "</article>\n"

    def _target(self, entry: Entry, target: TargetProposal) -> Iterator[str]:
        yield f'{self._indicator(target)}</h3><p class="promise">'
        yield f"{self._say.each(lambda lang: self._promise(target, lang))}</p>"
        facts = [f"{self._say(_PRINTED)} {vietnamese(target.printed)}"] if target.printed else []
        facts += [self._say(_SCOPE, scope=target.scope)] if target.scope else []
        if entry.within is not None:
            facts.append(f'{self._say(_WITHIN)} <a href="#p{entry.within}">{entry.within}</a>')
        if entry.item and any(letter.isalnum() for letter in entry.item.label):
            facts.append(self._say(_ITEM, label=entry.item.label))
        yield f'<p class="facts">{" · ".join(facts)}</p>' if facts else ""
        if target.match:
            yield from self._matched(target.match)

    def _indicator(self, target: TargetProposal) -> str:
        match = target.match
        if match and match.indicator:
            return self.link(match.indicator)
        return f'<span lang="vi">{escape(target.phrase)}</span>'

    def _matched(self, match: Match) -> Iterator[str]:
        yield '<p class="match">'
        if match.indicator:
            yield self._say(_MATCHED, score=round(match.score * 100))
        else:
            slug = f" <code>{escape(match.slug)}</code>" if match.slug else ""
            yield f'<span class="sort">{self._say(_NEW)}</span>{slug}'
        if match.runner_up and match.runner_up_score >= _NEAR:
            yield f" · {self._say(_RUNNER_UP)} {self.link(match.runner_up)} "
            yield f"{match.runner_up_score:.0%}".replace("%", " %")
        yield "</p>"

    def _promise(self, target: TargetProposal, lang: Lang) -> str:
        """Return what is promised in words; as printed, where our words do not fit it."""
        unit = self._known.units.get(target.unit or "")
        indicator = target.match.indicator if target.match else None
        commitment = Commitment(
            indicator=Both("", ""),
            comparator=target.comparator,
            lower=target.lower,
            upper=target.upper,
            relative_to=target.relative_to,
            unit=target.unit,
            unit_label=Both(*unit) if unit else None,
            low_is_good=indicator in self._known.falling,
            year=target.year,
            before=target.before,
            recurrence=target.recurrence,
            period=target.period or (None, None),
            baseline=target.baseline_year,
            qualified=target.qualified,
        )
        try:
            return target_label(commitment, lang).removeprefix(": ")
        except (UnknownWord, MissingBound, KeyError):
            told = (target.comparator, target.lower, target.upper, target.unit, target.year)
            return " ".join(str(part) for part in told if part is not None)

    def _provision(self, provision: ProvisionProposal) -> Iterator[str]:
        label = f"{escape(provision.label)} " if provision.label else ""
        yield f'{self._kind(kind_of(provision.kind))} <span lang="vi">{label}'
        yield f"{escape(provision.title)}</span></h3>"
        years = "–".join(map(str, provision.period or provision.horizons))
        yield f'<p class="facts">{years}</p>' if years else ""
        for words, bodies in (
            (_LEADS, provision.lead_bodies),
            (_JOINS, provision.coordinating_bodies),
        ):
            if bodies:
                yield f'<p class="facts">{self._say(words)} {self.links(bodies)}</p>'
        if provision.named_bodies:
            named = "; ".join(escape(body) for body in provision.named_bodies)
            yield f'<p class="facts">{self._say(_NAMED)} <span lang="vi">{named}</span></p>'

    def _link(self, link: LinkProposal) -> Iterator[str]:
        relation = RELATIONS.get(link.relation, Wording(link.relation, link.relation))
        other = self.link(link.other) if link.other else vietnamese(link.printed)
        yield f"{self._kind(_LINK)} {self._say(relation)} {other}</h3>"
        if link.other is None and not link.candidates:
            yield f'<p class="facts">{self._say(_UNKNOWN)}</p>'
        if link.candidates and link.other is None:
            found = self.links(link.candidates)
            yield f'<p class="facts">{self._say(_CANDIDATES)} {found}</p>'

    def _count(self, count: CountProposal) -> Iterator[str]:
        yield f"{self._kind(_COUNT)} {vietnamese(count.words)}</h3>"
        listing = LISTINGS.get(count.listing, Wording(count.listing, count.listing))
        counted = kind_of(count.counted)
        told = self._say(_DECLARED, n=count.declared, counted=counted, listing=listing)
        yield f'<p class="facts">{told}</p>'

    def _document(self, entry: Entry, document: DocumentProposal) -> Iterator[str]:
        yield f"{self._kind(kind_of(document.kind))} "
        yield f'<span lang="vi">{escape(document.number or document.title)}</span></h3>'
        yield f'<p class="facts"><a href="#d{entry.document}">{self._say(_SEE)}</a></p>'

    def _doubts(self, entry: Entry) -> Iterator[str]:
        for doubt in entry.doubts:
            yield f'<p class="doubt"><b>{self._say(_DOUBT)}</b> {self._say(doubt.said)}</p>'

    def _contexts(self, entry: Entry) -> Iterator[str]:
        if entry.contexts:
            text = self._laid.proposal.text
            places = ", ".join(
                f'<a href="#{span.anchor}" lang="vi">“{escape(text[span.start : span.end])}”</a>'
                for span in entry.contexts
            )
            yield f'<p class="facts leans">{self._say(_LENT)} {places}</p>'

    def _why(self, why: Iterable[Why]) -> Iterator[str]:
        steps = "".join(
            f"<li><code>{escape(step.rule)}</code>"
            + (f" {vietnamese(step.words)}" if step.words else "")
            + "</li>"
            for step in why
        )
        if steps:
            yield f'<details class="why"><summary>{self._say(_WHY)}</summary><ul>{steps}</ul>'
            yield "</details>"

    def _kind(self, kind: Wording) -> str:
        return f'<span class="kind">{self._say(kind)}</span>'

    def link(self, thing: NamedNode) -> str:
        """Return the name of a thing of the graph, with a link to it."""
        return f'<a href="{escape(self._address(thing))}">{self._say(self._known.name(thing))}</a>'

    def links(self, things: Iterable[NamedNode]) -> str:
        """Return the names of several things, with links."""
        return ", ".join(self.link(thing) for thing in things)
