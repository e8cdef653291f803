"""Citations: a line with place, edition and IRI; entries that software reads."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from flask.testing import FlaskClient

from bacthang.build import BuildReport
from bacthang.errors import Lang
from bacthang.export.notes import TITLE
from bacthang.namespaces import ID
from bacthang.stores import BuildInfo, Store
from bacthang.views.citing import citation_file, cited, cited_whole

CFF = Path(__file__).parents[1] / "CITATION.cff"


@pytest.fixture(scope="module")
def store(shipped: BuildReport) -> Store:
    return shipped.store


def edition(info: BuildInfo, word: str) -> str:
    return f"{word} {info.version} ({info.content_hash[:12]})"


@pytest.mark.parametrize(
    ("thing", "lang", "before"),
    [
        (
            "document/tay-ho-vi-03-ctr/target-04-1",
            "vi",
            "Tỷ lệ bao phủ bảo hiểm y tế: đạt 95 % vào năm 2025, trong Chương trình 03 của Quận ủy "
            "Tây Hồ. 001_3fe237c3cec56a92.txt, ký tự 4093–4138: “Tỷ lệ tham gia Bảo hiểm y tế toàn "
            "dân đạt 95%”. ",
        ),
        (
            "document/ha-noi-xvii-08-ctr/reported-3-health-insurance-coverage-2025",
            "en",
            "Health insurance coverage (population of Hà Nội): reach 95 % by 2025, in Programme "
            "08-CTr/TU of the Hanoi Party Committee (term XVII). As reported at https://"
            "beta.baomoi.com/20-27-chi-tieu-cua-chuong-trinh-08-da-hoan-thanh-c48434452.epi. ",
        ),
        ("indicator/health-insurance-coverage", "en", "Health insurance coverage. "),
    ],
)
def test_a_line_names_thing_document_place_edition_and_iri(
    store: Store, thing: str, lang: Lang, before: str
) -> None:
    by, word = {
        "vi": ("Nhóm duy trì Bậc Thang", "ấn bản"),
        "en": ("The Bậc Thang maintainers", "edition"),
    }[lang]
    told = f"{by}. {TITLE.plain(lang)}, {edition(store.info(), word)}. {ID[thing].value}"
    citation = cited(store, ID[thing], lang)
    assert citation.text == before + told
    assert citation.iri == ID[thing].value


def test_an_issuer_that_the_name_does_not_say_is_named(store: Store) -> None:
    text = cited(store, ID["document/tw-xiii-congress"], "vi").text
    assert text.startswith(
        "Nghị quyết Đại hội XIII của Đảng, Đại hội đại biểu toàn quốc lần thứ XIII của Đảng. "
    )


def test_the_whole_graph_is_cited_by_its_base(store: Store) -> None:
    assert cited_whole(store.info(), "en").text == (
        f"The Bậc Thang maintainers. {TITLE.en}, {edition(store.info(), 'edition')}. "
        "https://w3id.org/bacthang/"
    )


def test_an_entry_of_bibtex_escapes_what_it_would_read_itself(store: Store) -> None:
    entry = cited(store, ID["document/tay-ho-vi-03-ctr/target-04-1"], "en").bibtex
    assert entry == (
        "@misc{bacthang-id-document-tay-ho-vi-03-ctr-target-04-1,\n"
        "  author = {{The Bậc Thang maintainers}},\n"
        "  title = {{Health insurance coverage: reach 95 \\% by 2025}},\n"
        f"  howpublished = {{{TITLE.en}}},\n"
        f"  version = {{{edition(store.info(), 'edition')}}},\n"
        "  license = {CC-BY-4.0},\n"
        "  url = {https://w3id.org/bacthang/id/document/tay-ho-vi-03-ctr/target-04-1}\n"
        "}\n"
    )


def test_the_citation_file_of_an_edition_says_what_the_one_in_the_checkout_says(
    store: Store,
) -> None:
    ours = yaml.safe_load(CFF.read_text("utf-8"))
    served = yaml.safe_load(citation_file(store.info(), "en"))
    shared = ("cff-version", "message", "type", "title", "authors", "license")
    assert {name: served[name] for name in shared} == {name: ours[name] for name in shared}
    assert served["version"].split()[0] == str(ours["version"])
    assert served["identifiers"][0]["value"] == f"sha256:{store.info().content_hash}"


def test_the_page_shows_the_line_the_entry_and_the_file(client: FlaskClient) -> None:
    page = client.get("/cite?lang=en").get_data(as_text=True)
    assert "The Bậc Thang maintainers. Bậc Thang: a knowledge graph of policy cascades" in page
    assert "@misc{bacthang," in page
    file = client.get("/CITATION.cff")
    assert file.content_type == "application/yaml; charset=utf-8"
    assert yaml.safe_load(file.get_data())["type"] == "dataset"
