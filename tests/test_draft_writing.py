"""A proposal written out: what it says builds, breaks no rule, and makes nothing up."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from bacthang.assets import folder, graph_files
from bacthang.build import BuildReport, build
from bacthang.checking.running import Asked
from bacthang.drafting.proposal import (
    CountProposal,
    DocumentProposal,
    Doubt,
    ItemProposal,
    LinkProposal,
    Match,
    Proposal,
    ProvisionProposal,
    Skipped,
    Span,
    TargetProposal,
    Why,
)
from bacthang.drafting.writing.checked import checked, is_drafted
from bacthang.drafting.writing.draft import Draft, drafted
from bacthang.drafting.writing.explained import explained
from bacthang.drafting.writing.fitting import fitted, unit_on
from bacthang.drafting.writing.indicators import direction_of, field_of
from bacthang.drafting.writing.issuing import place_named
from bacthang.drafting.writing.placing import place
from bacthang.drafting.writing.slugs import slug
from bacthang.drafting.writing.steps import steps, summary
from bacthang.drafting.writing.table import COLUMNS, as_csv, rows
from bacthang.drafting.writing.turtle import as_files, as_text, turtle
from bacthang.errors import AnotherText, Wording
from bacthang.export.schema import tables
from bacthang.namespaces import ID
from bacthang.rules import Severity
from bacthang.stores import Store
from draft_proposals import Curated

TEXTS = sorted(path.name for path in (folder("data") / "sources").glob("*.txt"))
TEXT = """CHƯƠNG TRÌNH HÀNH ĐỘNG
Số 05-CTr/HU của Huyện ủy Đông Quế, nhiệm kỳ 2020 - 2025
Thực hiện Nghị quyết số 77-NQ/HU ngày 2/3/2021. Chương trình có 02 chỉ tiêu:
1. Tỷ lệ hộ nghèo đến năm 2025 còn dưới 1%; trên 90% hộ dùng nước sạch.
2. Mỗi năm trồng 12,50 ha rừng, bình quân 5 năm tăng 7%.
3. Nâng chất lượng đội ngũ. Giao Phòng Nội vụ chủ trì.
"""
VIOLATION = Severity.VIOLATION


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


POOR = TargetProposal(
    at("Tỷ lệ hộ nghèo đến năm 2025 còn dưới 1%"), "tỷ lệ hộ nghèo chuẩn Đông Quế", "lessThan",
    None, Decimal(1), "PERCENT", "dưới 1%", year=2025,
    match=Match(None, 0.4, ID["indicator/health-insurance-coverage"], 0.4, "ty-le-ho-ngheo-dq"),
)  # fmt: skip
WATER = TargetProposal(
    at("trên 90% hộ dùng nước sạch"), "hộ dùng nước sạch", "moreThan",
    Decimal("90.0"), None, "PERCENT", "trên 90%",
    doubts=(Doubt("year", Wording("Không rõ năm.", "No year.")),),
    why=(Why("more-than", "trên"),),
)  # fmt: skip
FOREST = TargetProposal(
    at("Mỗi năm trồng 12,50 ha rừng"), "rừng trồng mới", "reach",
    Decimal("12.50"), None, "HA", "12,50 ha", recurrence="everyYear",
)  # fmt: skip
GROWTH = TargetProposal(
    at("bình quân 5 năm tăng 7%"), "rừng", "increaseBy",
    None, Decimal(7), "PERCENT", "tăng 7%", recurrence="averagePerYear",
)  # fmt: skip
DOCUMENT = DocumentProposal(
    kind="Programme",
    title="Chương trình hành động",
    place=at("CHƯƠNG TRÌNH HÀNH ĐỘNG"),
    slug="dong-que-2020-05-ctr",
    number="05-CTr/HU",
    printed_numbers=("05-CTr/HU",),
    issuer_name="Huyện ủy Đông Quế",
    term_years=(2020, 2025),
    items=(
        ItemProposal(at(TEXT.splitlines()[3][3:]), "1.", (POOR, WATER)),
        ItemProposal(at(TEXT.splitlines()[4][3:]), "2.", (FOREST, GROWTH)),
    ),
    provisions=(
        ProvisionProposal(
            "Task", at("Nâng chất lượng đội ngũ."), "3.", "Nâng chất lượng đội ngũ",
            named_bodies=("Phòng Nội vụ",),
        ),
    ),
    counts=(CountProposal(at("02 chỉ tiêu"), "TargetItem", 2, "02 chỉ tiêu", "whole"),),
    links=(
        LinkProposal(
            at("Nghị quyết số 77-NQ/HU"), "implements", "Nghị quyết số 77-NQ/HU", None,
        ),
    ),
)  # fmt: skip
PROPOSAL = Proposal(
    "900_dong-que.txt", TEXT, (DOCUMENT,), (Skipped(at("2/3/2021"), "2/3/2021", "date"),)
)
EMPTY = Proposal("901.txt", "Một bài về mùa xuân.\n", ())


def said(draft: Draft, local: str) -> dict[str, list[str]]:
    """Return what a block says, by the last part of the IRI of each property."""
    (block,) = (one for one in draft.blocks if one.thing.value.endswith(f"/{local}"))
    return {
        predicate.value.replace("#", "/").rpartition("/")[2]: [term.value for term in terms]
        for predicate, terms in block.said
        if terms
    }


def doubts(draft: Draft, local: str) -> list[str]:
    (block,) = (one for one in draft.blocks if one.thing.value.endswith(f"/{local}"))
    return [doubt.code for doubt in block.doubts]


@pytest.fixture(scope="module")
def store(shipped: BuildReport) -> Store:
    return shipped.store


@pytest.fixture(scope="module")
def draft(store: Store) -> Draft:
    return drafted(PROPOSAL, store)


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    for name in ("ontology", "data"):
        shutil.copytree(folder(name), tmp_path / name)  # type: ignore[arg-type]
    return tmp_path


def put(graph: Path, source: str, text: str, written: str) -> None:
    (graph / "data/sources" / source).write_bytes(text.encode())
    (graph / "data/texts" / source).with_suffix(".ttl").write_text(written, "utf-8")


def test_a_new_document_builds_as_one_file_and_breaks_no_rule(store: Store, graph: Path) -> None:
    put(graph, PROPOSAL.source, TEXT, turtle(PROPOSAL, store))
    assert build(graph_files(graph), "memory:").findings[VIOLATION] == 0


def test_put_into_a_graph_it_is_files_of_its_own(draft: Draft, graph: Path) -> None:
    written = place(draft, graph_files(graph))
    assert [str(path.relative_to(graph)) for path in written] == [
        "data/reference/areas/900_dong-que.ttl",
        "data/reference/bodies/900_dong-que.ttl",
        "data/reference/documents/900_dong-que.ttl",
        "data/reference/indicators/900_dong-que.ttl",
        "data/reference/terms/900_dong-que.ttl",
        "data/reference/units/900_dong-que.ttl",
        "data/sources/900_dong-que.txt",
        "data/texts/900_dong-que.ttl",
    ]
    assert build(graph_files(graph), "memory:").findings[VIOLATION] == 0
    assert place(draft, graph_files(graph)) == written
    written[-1].write_text("# mine\n", "utf-8")
    with pytest.raises(AnotherText):
        place(draft, graph_files(graph))
    assert written[-1].read_text("utf-8") == "# mine\n"


def test_one_file_and_many_say_the_same(draft: Draft) -> None:
    def triples(written: str) -> Counter[str]:
        found = parse(written, format=RdfFormat.TURTLE)
        return Counter(f"{q.predicate}" for q in found)

    many = [text for path, text in as_files(draft).items() if path.suffix == ".ttl"]
    assert sum(map(triples, many), Counter()) == triples(as_text(draft))


def test_what_identifies_a_new_document_is_what_was_read(draft: Draft) -> None:
    assert said(draft, "huyen-dong-que") == {
        "type": ["https://w3id.org/bacthang/ontology#AdministrativeUnit"],
        "label": ["huyện Đông Quế", "Đông Quế Rural District"],
        "level": ["https://w3id.org/bacthang/ontology#district"],
        "locatedIn": ["https://w3id.org/bacthang/id/area/viet-nam"],
    }
    assert doubts(draft, "huyen-dong-que") == ["located-in"]
    assert doubts(draft, "huyen-uy-dong-que") == ["new-body"]
    assert said(draft, "term/dong-que-2020") == {
        "type": ["https://w3id.org/bacthang/ontology#PartyTerm"],
        "label": [
            "nhiệm kỳ 2020–2025 của Đảng bộ huyện Đông Quế",
            "2020–2025 term of the Đông Quế Rural District Party organisation",
        ],
        "periodStart": ["2020"],
        "periodEnd": ["2025"],
    }
    assert doubts(draft, "indicator/ty-le-ho-ngheo-dq") == []
    document = draft.reference["documents"][0]
    assert {predicate.value.rpartition("#")[2]: terms for predicate, terms in document.said}[
        "number"
    ][0].value == "05-CTr/HU"


def test_values_are_those_of_the_model(draft: Draft) -> None:
    poor, water, forest = (said(draft, f"target-0{n}") for n in ("1-1", "1-2", "2-1"))
    assert forest["hasUnit"] == ["http://qudt.org/vocab/unit/HA"]
    assert said(draft, "unit/HA")["label"] == ["hecta", "hectare"]
    assert poor["upperBound"] == ["1.0"]
    assert poor["recurrence"] == ["https://w3id.org/bacthang/ontology#byYear"]
    assert "lowerBound" not in poor
    assert water["lowerBound"] == ["90.0"]
    assert water["hasUnit"] == ["http://qudt.org/vocab/unit/PERCENT"]
    assert forest["lowerBound"] == ["12.5"]
    assert forest["indicator"] == ["https://w3id.org/bacthang/id/indicator/rung-trong-moi"]


def test_what_the_model_cannot_say_is_held_back_with_its_doubt(draft: Draft) -> None:
    (held,) = (block for block in draft.blocks if block.held)
    assert held.thing.value.endswith("/target-02-2")
    assert [doubt.code for doubt in held.doubts] == ["no-period", "no-figure"]
    written = as_text(draft)
    assert "# d:target-02-2\n" in written
    assert not [
        quad
        for quad in parse(written, format=RdfFormat.TURTLE)
        if str(quad.subject).endswith("target-02-2>")
    ]


def test_doubts_are_told_to_people_and_to_machines(draft: Draft) -> None:
    written = as_text(draft)
    assert "# ? year: Không rõ năm.\n# ? year: No year.\nd:target-01-2\n" in written
    block = written.partition("d:target-01-2\n")[2].partition("\n\n")[0]
    assert 'rdfs:comment "Không rõ năm."@vi , "No year."@en ;' in block
    assert "bt:reviewStatus bt:proposed ;" in block
    assert "d:task-1" in written
    assert doubts(draft, "task-1") == ["bodies"]


def test_a_document_that_the_graph_lacks_is_named_not_guessed(draft: Draft) -> None:
    link = said(draft, "link-1")
    other = link["linkTo"][0]
    assert other == "https://w3id.org/bacthang/id/document/nghi-quyet-so-77-nq-hu"
    assert said(draft, "nghi-quyet-so-77-nq-hu")["id_local"] == ["Nghị quyết số 77-NQ/HU"]
    assert doubts(draft, "nghi-quyet-so-77-nq-hu") == ["new-document"]


def test_of_several_documents_none_is_taken(store: Store) -> None:
    one, two = (ID["document/ha-noi-xvi-08-ctr"], ID["document/ha-noi-xvii-08-ctr"])
    link = replace(DOCUMENT.links[0], candidates=(one, two))
    made = drafted(replace(PROPOSAL, documents=(replace(DOCUMENT, links=(link,)),)), store)
    (held,) = (b for b in made.blocks if b.held and b.thing.value.endswith("link-1"))
    assert [doubt.code for doubt in held.doubts] == ["several-documents"]


@pytest.mark.parametrize(
    "changed",
    [
        {"issuer_name": ""},
        {"issuer_name": "Huyện ủy Đông Quế", "term_years": None},
        {"issuer_name": "Quận ủy Đông Quế", "number": "05-CTr/TU"},
        {"issuer_name": "UBND xã Đông Quế", "number": "12/KH-UBND", "kind": "Plan"},
        {"issuer_name": "Ban Tổ chức"},
        {"number": "không số"},
        {"kind": "Decision"},
        {"items": (), "provisions": (), "counts": (), "links": ()},
    ],
    ids=str,
)
def test_little_read_still_builds_and_breaks_no_rule(
    store: Store, graph: Path, rules: Asked, changed: dict[str, object]
) -> None:
    document = replace(DOCUMENT, **changed)
    proposal = replace(PROPOSAL, documents=(document,))
    put(graph, PROPOSAL.source, TEXT, turtle(proposal, store))
    assert build(graph_files(graph), "memory:").findings[VIOLATION] == 0
    assert checked(drafted(proposal, store), store, rules).counts[VIOLATION] == 0


def test_an_issuer_that_was_not_read_is_not_made_up(store: Store) -> None:
    nameless = replace(DOCUMENT, issuer_name="")
    made = drafted(replace(PROPOSAL, documents=(nameless,)), store)
    assert "bodies" not in made.reference
    assert doubts(made, "area/unread-dong-que-2020-05-ctr") == ["issuer"]
    assert "number" not in said(made, "link-1")
    (row, *_) = rows(replace(PROPOSAL, documents=(nameless,)), store)
    assert (row["issuer"], row["level"], row["area"], row["number"]) == ("", "", "", "")


def test_the_rows_have_the_columns_of_the_table(store: Store) -> None:
    assert next(table.header for table in tables() if table.name == "targets") == COLUMNS
    first, second, third, held = rows(PROPOSAL, store)
    assert first == dict.fromkeys(COLUMNS, "") | {
        "target": "https://w3id.org/bacthang/id/document/dong-que-2020-05-ctr/target-01-1",
        "document": "https://w3id.org/bacthang/id/document/dong-que-2020-05-ctr",
        "number": "05-CTr/HU",
        "issuer": "Huyện ủy Đông Quế",
        "level": "district",
        "area": "huyện Đông Quế",
        "item": "https://w3id.org/bacthang/id/document/dong-que-2020-05-ctr/item-01",
        "indicator": "https://w3id.org/bacthang/id/indicator/ty-le-ho-ngheo-dq",
        "indicator_vi": "tỷ lệ hộ nghèo chuẩn Đông Quế",
        "indicator_en": "[to translate] tỷ lệ hộ nghèo chuẩn Đông Quế",
        "field": "social-security",
        "comparator": "lessThan",
        "upper": "1",
        "printed": "dưới 1%",
        "unit": "PERCENT",
        "year": "2025",
        "recurrence": "byYear",
        "quote": "Tỷ lệ hộ nghèo đến năm 2025 còn dưới 1%",
        "source": "900_dong-que.txt",
        "start": str(POOR.quote.start),
        "end": str(POOR.quote.end),
        "witness": "quoted",
    }
    assert (second["lower"], third["lower"], held["upper"]) == ("90", "12.5", "7")
    assert as_csv(PROPOSAL, store).startswith("\ufefftarget,document,".encode())


def test_a_text_without_targets_says_so(store: Store) -> None:
    assert rows(EMPTY, store) == []
    made = drafted(EMPTY, store)
    told = list(summary(made, None, "en"))
    assert "There are no targets in this text." in told
    assert list(steps(made, "en", "901.txt", None)) == []


def test_the_next_steps_are_commands(draft: Draft) -> None:
    lines = list(steps(draft, "en", "my text.txt", Path("graph")))
    assert lines[0] == "Next:"
    assert "bacthang draft 'my text.txt' --into graph" in "\n".join(lines)
    assert "bacthang check --graph graph" in "\n".join(lines)
    again = "\n".join(steps(draft, "en", "-a.html", None, chosen=["--tables", "của tôi"]))
    assert "bacthang draft ./-a.html --tables 'của tôi' --into ." in again
    assert f"--out {Path(PROPOSAL.source).stem}.draft.html" in again
    after = "\n".join(steps(draft, "vi", "a.txt", Path("g"), [Path("g/data/texts/a.ttl")]))
    assert "grep -n '# ?' g/data/texts/a.ttl" in after
    assert "--into" not in after


def test_each_target_and_each_number_left_out_is_explained() -> None:
    told = list(explained(PROPOSAL, "en"))
    date, water = at("2/3/2021"), at("trên 90% hộ dùng nước sạch")
    assert told[:2] == [f"{date.start}–{date.end} no target: “2/3/2021”", "    date: a date"]
    begun = told.index(f"{water.start}–{water.end} target: “trên 90% hộ dùng nước sạch”")
    assert told[begun + 1 : begun + 3] == ["    more-than: trên", "    ? year: No year."]


def test_findings_are_those_of_the_draft_alone(draft: Draft, store: Store, rules: Asked) -> None:
    report = checked(draft, store, rules)
    things = {block.thing for block in draft.blocks}
    assert report.faults == ()
    assert report.counts[VIOLATION] == 0
    assert report.findings
    assert all(things & {found.focus, found.other} for found in report.findings)
    assert not is_drafted(draft, store)
    assert is_drafted(drafted(replace(EMPTY, source=TEXTS[0]), store), store)


@pytest.mark.parametrize("source", TEXTS)
def test_what_curators_wrote_of_a_text_can_be_written_by_the_program(
    shipped: BuildReport, graph: Path, source: str
) -> None:
    proposal = Curated(shipped.store, source).proposal()
    stem = source.removesuffix(".txt")
    (graph / f"data/texts/{stem}.ttl").unlink()
    (graph / f"data/sources/{source}").unlink()
    without = build(graph_files(graph), "memory:").store
    put(graph, source, proposal.text, turtle(proposal, without))
    again = build(graph_files(graph), "memory:")
    assert again.findings[VIOLATION] == 0
    told = Curated(again.store, source).proposal()
    assert len(told.targets) == len(proposal.targets) > 0
    assert [without_names(one) for one in told.targets] == [
        without_names(one) for one in proposal.targets
    ]


def without_names(target: TargetProposal) -> TargetProposal:
    return replace(target, within=None, contexts=tuple(sorted(target.contexts)))


@pytest.mark.parametrize(
    ("target", "direction", "wanted"),
    [
        (replace(FOREST, upper=Decimal(20)), "neutral", ("between", "12.50", "20")),
        (replace(FOREST, lower=None, upper=Decimal(0)), "higherIsBetter", ("reach", "0", None)),
        (FOREST, "lowerIsBetter", ("reach", None, "12.50")),
        (replace(POOR, lower=Decimal(1), upper=None), "neutral", ("lessThan", None, "1")),
        (replace(POOR, comparator="complete"), "neutral", ("complete", None, None)),
        (replace(POOR, comparator="between"), "neutral", ("reach", "1", None)),
        (replace(WATER, relative_to="nationalAverage"), "neutral", ("moreThan", None, None)),
    ],
)
def test_bounds_stand_where_comparator_and_direction_have_them(
    target: TargetProposal, direction: str, wanted: tuple[str, str | None, str | None]
) -> None:
    found = fitted(target, direction, None, DOCUMENT)
    assert not found.held
    bounds = (found.target.lower, found.target.upper)
    low, high = (None if bound is None else str(bound) for bound in bounds)
    assert (found.target.comparator, low, high) == wanted


def test_a_fall_of_more_than_everything_is_held_back() -> None:
    fall = replace(GROWTH, comparator="decreaseBy", lower=Decimal(150), upper=None)
    found = fitted(fall, "neutral", "PERCENT", DOCUMENT)
    assert found.held
    assert found.target.doubts[-1].code == "over-100"


@pytest.mark.parametrize(
    ("target", "measured", "wanted"),
    [
        (POOR, "PERCENT", "PERCENT"),
        (POOR, None, "PERCENT"),
        (POOR, "NUM", None),
        (POOR, "PERCENT-PER-YR", "PERCENT-PER-YR"),
        (replace(FOREST, unit=None), "PERSON", "PERSON"),
        (replace(FOREST, unit="NUM"), "PERSON", "PERSON"),
        (replace(FOREST, unit="CCY_USD"), "CCY_VND", None),
        (GROWTH, "NUM", "PERCENT"),
        (replace(GROWTH, unit="PERCENTAGE_POINT"), "PERCENT", "PERCENTAGE_POINT"),
        (replace(GROWTH, unit="PERCENTAGE_POINT"), "NUM", None),
    ],
)
def test_a_unit_fits_its_indicator(
    target: TargetProposal, measured: str | None, wanted: str | None
) -> None:
    assert unit_on(target, measured) == wanted


@pytest.mark.parametrize(
    ("targets", "wanted"),
    [
        ([POOR], "lowerIsBetter"),
        ([WATER, FOREST], "higherIsBetter"),
        ([POOR, WATER], "neutral"),
        ([replace(POOR, comparator="complete", upper=None)], "neutral"),
    ],
)
def test_a_direction_is_that_of_all_its_targets(targets: list[TargetProposal], wanted: str) -> None:
    assert direction_of(targets) == wanted


def test_names_tell_fields_and_places() -> None:
    assert field_of("tỷ lệ hộ nghèo") == "social-security"
    assert field_of("điều chưa ai nói") is None
    assert place_named("Đảng bộ xã Tân Quế") == ("xã Tân Quế", "Tân Quế Commune", "ward")
    assert place_named("UBND Quận 12") == ("quận 12", "12 District", "district")
    assert place_named("Ban Tổ chức") is None
    assert slug("Tỷ lệ hộ nghèo, đa chiều") == "ty-le-ho-ngheo-da-chieu"
    assert slug("") == "unnamed"
    assert len(slug("một " * 40)) <= 60


def test_the_nearest_indicator_is_named_where_it_is_near(store: Store) -> None:
    near = ID["indicator/health-insurance-coverage"]
    match = Match(None, 0.7, near, 0.7, "moi")
    item = replace(DOCUMENT.items[0], targets=(replace(POOR, match=match),))
    made = drafted(replace(PROPOSAL, documents=(replace(DOCUMENT, items=(item,)),)), store)
    assert doubts(made, "indicator/moi") == ["nearest"]
    unsure = Match(near, 0.9, ID["indicator/poor-households"], 0.85)
    item = replace(DOCUMENT.items[0], targets=(replace(WATER, match=unsure),))
    made = drafted(replace(PROPOSAL, documents=(replace(DOCUMENT, items=(item,)),)), store)
    assert doubts(made, "target-01-1") == ["year", "indicator"]


def test_names_that_the_graph_has_used_are_not_used_again(store: Store) -> None:
    known = NamedNode("https://w3id.org/bacthang/id/document/ha-noi-xvii-01-ctr")
    count = CountProposal(at("02 chỉ tiêu"), "TargetItem", 2, "02 chỉ tiêu", "whole")
    document = replace(DOCUMENT, known=known, counts=(count,), links=())
    made = drafted(replace(PROPOSAL, documents=(document,)), store)
    names = [block.thing.value for block in made.blocks]
    assert len(names) == len(set(names))
    there = {quad.subject.value for quad in store.quads() if isinstance(quad.subject, NamedNode)}
    assert there & set(names) == {known.value}
