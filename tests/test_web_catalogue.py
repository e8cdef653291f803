"""The dataset is described for harvesters with addresses that answer, and can be found."""

from __future__ import annotations

import hashlib
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from bacthang.build import BuildReport
from bacthang.errors import DumpsFailed, DumpsPending
from bacthang.export import FILES, File, export
from bacthang.namespaces import BASE, DATASET, DCTERMS, ID, VOID, Namespace
from bacthang.stores import open_store
from bacthang.views.schema_org import document
from bacthang.views.sitemap import listed
from bacthang.web.linked.dumping import Dumps
from linked_data import local_path, settle

DCAT = Namespace("http://www.w3.org/ns/dcat#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
SITE = "https://data.example.org/graph"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module", autouse=True)
def _settled(front: Flask) -> None:
    settle(front.test_client())


@pytest.fixture(scope="module")
def exported(built: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("exported")
    export(open_store(built), out)
    return out


def said(client: FlaskClient, path: str, base_url: str = SITE) -> set[Triple]:
    got = client.get(path, headers={"Accept": "text/turtle"}, base_url=base_url)
    assert got.status_code == 200
    return {quad.triple for quad in parse(got.data, format=RdfFormat.TURTLE)}


def objects(
    triples: set[Triple], predicate: NamedNode, subject: NamedNode | None = None
) -> list[str]:
    """Return the values of a property, as text, in order."""
    return sorted(
        triple.object.value
        for triple in triples
        if triple.predicate == predicate
        and subject in (None, triple.subject)
        and isinstance(triple.object, NamedNode | Literal)
    )


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.file_name)
def test_a_download_is_the_file_of_an_export(
    client: FlaskClient, exported: Path, file: File
) -> None:
    name, media = file.file_name, file.media_type
    got = client.get(f"/dumps/{name}")
    assert got.status_code == 200
    assert got.mimetype == media
    assert got.data == (exported / name).read_bytes()


def test_every_distribution_can_be_fetched_and_is_what_is_said_of_it(client: FlaskClient) -> None:
    triples = said(client, "/catalog")
    nodes = objects(triples, DCAT.distribution, DATASET)
    assert len(nodes) == len(FILES) - 1, "all but the catalogue itself"
    for node in map(NamedNode, nodes):
        (address,) = objects(triples, DCAT.downloadURL, node)
        assert address.startswith(f"{SITE}/dumps/")
        got = client.get(local_path(address).removeprefix("/graph"))
        (size,) = objects(triples, DCAT.byteSize, node)
        (media,) = objects(triples, DCAT.mediaType, node)
        assert (str(len(got.data)), media.endswith(got.mimetype)) == (size, True)
        (checksum,) = objects(triples, SPDX.checksum, node)
        assert objects(triples, SPDX.checksumValue, NamedNode(checksum)) == [
            hashlib.sha256(got.data).hexdigest()
        ]


def test_the_catalogue_tells_licence_version_coverage_and_service(
    client: FlaskClient, shipped: BuildReport
) -> None:
    triples = said(client, "/catalog")
    info = shipped.info
    assert objects(triples, DCAT.version, DATASET) == [info.version]
    assert objects(triples, DCTERMS.identifier, DATASET) == [f"sha256:{info.content_hash}"]
    assert objects(triples, DCTERMS.license, DATASET) == [
        "https://creativecommons.org/licenses/by/4.0/"
    ]
    assert objects(triples, DCTERMS.spatial, DATASET) == [ID["area/ha-noi"].value]
    (period,) = objects(triples, DCTERMS.temporal, DATASET)
    assert objects(triples, DCAT.startDate, NamedNode(period)) == ["2016"]
    assert objects(triples, DCAT.endDate, NamedNode(period)) == ["2045"]
    (service,) = objects(triples, DCAT.service)
    assert objects(triples, DCAT.endpointURL, NamedNode(service)) == [f"{SITE}/sparql"]
    assert objects(triples, DCAT.servesDataset, NamedNode(service)) == [DATASET.value]
    assert objects(triples, VOID.sparqlEndpoint, DATASET) == [f"{SITE}/sparql"]


def test_void_is_that_of_the_export_with_addresses_of_this_site(
    client: FlaskClient, exported: Path, shipped: BuildReport
) -> None:
    ours = {quad.triple for quad in parse(path=exported / "void.ttl")}
    served = said(client, "/.well-known/void")
    missing = {triple for triple in ours - served}
    assert {triple.predicate for triple in missing} == {VOID.dataDump}
    dumps = [iri.removeprefix(f"{SITE}/dumps/") for iri in objects(served, VOID.dataDump)]
    assert dumps == sorted(
        f"bacthang.{end}" for end in ("jsonld", "nq", "nt", "rdf", "trig", "ttl")
    )
    assert objects(served, VOID.subset, DATASET) == sorted(shipped.info.graphs)


def test_the_dataset_is_met_at_its_iri(client: FlaskClient) -> None:
    page = client.get("/dataset", headers={"Accept": "text/html"})
    assert (page.status_code, page.headers["Location"]) == (303, "/catalog")
    triples = said(client, "/dataset")
    assert objects(triples, DCTERMS.title, DATASET)
    assert len(objects(triples, DCAT.distribution, DATASET)) == len(FILES) - 1


@pytest.mark.parametrize("path", ["/dumps", "/dumps/"])
def test_the_folder_of_downloads_leads_to_their_list(client: FlaskClient, path: str) -> None:
    got = client.get(path)
    assert (got.status_code, got.headers["Location"]) == (303, "/catalog#files")


def test_a_download_is_sent_in_part_and_not_twice(client: FlaskClient) -> None:
    whole = client.get("/dumps/bacthang.xlsx")
    part = client.get("/dumps/bacthang.xlsx", headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.data) == (206, whole.data[10:20])
    etag = whole.headers["ETag"]
    assert etag == f'"{hashlib.sha256(whole.data).hexdigest()}"'
    again = client.get("/dumps/bacthang.xlsx", headers={"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")


def test_downloads_that_are_being_written_are_asked_for_again(built: str) -> None:
    dumps = Dumps(built, seconds=0)
    with pytest.raises(DumpsPending) as pending:
        dumps.made()
    assert pending.value.facts["seconds"] > 0
    patient = Dumps(built, seconds=120)
    assert [*patient.made()] == [file.file_name for file in FILES]


def test_few_requests_stand_still_for_downloads(built: str) -> None:
    dumps = Dumps(built, seconds=120)
    pending: list[DumpsPending] = []

    def ask() -> None:
        try:
            dumps.made()
        except DumpsPending as error:
            pending.append(error)

    threads = [Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(pending) == 6
    assert len(dumps.made()) == len(FILES)


def test_downloads_that_cannot_be_written_are_told_of(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    dumps = Dumps(f"oxigraph:{tmp_path / 'none'}", seconds=120)
    for _ in range(2):
        with pytest.raises(DumpsFailed):
            dumps.made()
    logged = [record.getMessage() for record in caplog.records]
    assert len(logged) == 2
    assert all(str(tmp_path / "none") in line and "bacthang build" in line for line in logged)


def structured(page: str) -> Iterator[dict[str, object]]:
    """Yield the blocks of JSON-LD in a page."""
    for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL):
        yield json.loads(text)


def test_the_catalogue_is_read_by_search_engines(client: FlaskClient, shipped: BuildReport) -> None:
    (block,) = structured(client.get("/catalog?lang=en", base_url=SITE).text)
    downloads = block.pop("distribution")
    assert isinstance(downloads, list)
    assert [one["contentUrl"] for one in downloads] == [
        f"{SITE}/dumps/{file.file_name}" for file in FILES
    ]
    assert block["@type"] == "Dataset"
    assert block["@id"] == DATASET.value
    assert block["url"] == f"{SITE}/catalog"
    assert block["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert block["version"] == shipped.info.version
    assert block["temporalCoverage"] == "2016/2045"
    assert 50 <= len(str(block["description"])) <= 5000


def test_a_party_document_is_a_work_and_one_of_the_state_is_legislation(
    shipped: BuildReport,
) -> None:
    party = document(shipped.store, ID["document/ha-noi-xvii-06-ctr"], "http://x/6", "en")
    assert party["@type"] == "CreativeWork"
    assert party["@id"] == ID["document/ha-noi-xvii-06-ctr"].value
    assert party["url"] == "http://x/6"
    assert party["identifier"] == "06-CTr/TU"
    assert party["dateCreated"] == "2021-03-17"
    assert party["temporalCoverage"] == "2021/2025"
    assert party["creator"]["name"] == "Hanoi Party Committee"
    assert [one["name"] for one in party["isBasedOn"]] == [
        "Resolution of the 17th Hanoi Party congress",
        "Resolution of the 13th National Party Congress",
    ]
    state = document(shipped.store, ID["document/cp-action-plan-15-nq"], "http://x/15", "vi")
    assert state["@type"] == "Legislation"
    assert state["legislationPassedBy"]["name"] == "Chính phủ"
    assert "legislationDate" not in state, "no page states it"


def locations(client: FlaskClient, path: str) -> list[str]:
    root = ET.fromstring(client.get(path, base_url=SITE).data)
    return [loc.text or "" for loc in root.iter(f"{SITEMAP}loc")]


def test_the_sitemap_lists_everything_with_a_name_once(
    client: FlaskClient, shipped: BuildReport
) -> None:
    assert locations(client, "/sitemap.xml") == [f"{SITE}/sitemap-1.xml"]
    found = locations(client, "/sitemap-1.xml")
    assert len(found) == len(set(found))
    assert [address for address in found if not address.startswith(SITE)] == []
    things = {
        BASE + address.removeprefix(f"{SITE}/")
        for address in found
        if address.startswith(f"{SITE}/id/")
    }
    questions = {a.rpartition("/")[2] for a in found if a.startswith(f"{SITE}/queries/")}
    assert things == {
        iri.value for iri in listed(shipped.store) if not iri.value.startswith(ID["query/"].value)
    }
    assert len(questions) == 37


@pytest.mark.parametrize("number", ["0", "2", "9" * 30])
def test_a_sitemap_that_there_is_not_is_not_found(client: FlaskClient, number: str) -> None:
    assert client.get(f"/sitemap-{number}.xml").status_code == 404


def test_what_the_sitemap_lists_is_there(client: FlaskClient) -> None:
    paths = [address.removeprefix(SITE) for address in locations(client, "/sitemap-1.xml")]
    pages = [path for path in paths if not path.startswith("/id/")]
    shown = [*pages[:14], *pages[14::9], *paths[14::60]]
    statuses = {
        path: client.get(path, headers={"Accept": "text/html"}).status_code for path in shown
    }
    assert {path: status for path, status in statuses.items() if status != 200} == {}


def test_robots_are_shown_the_sitemap_and_kept_from_what_is_computed(client: FlaskClient) -> None:
    lines = client.get("/robots.txt", base_url=SITE).text.splitlines()
    assert lines[0] == "User-agent: *"
    assert lines[-1] == f"Sitemap: {SITE}/sitemap.xml"
    assert "Disallow: /graph/sparql?" in lines
    assert "Disallow: /" not in lines


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_page_of_the_catalogue_lists_files_and_graphs(
    client: FlaskClient, shipped: BuildReport, lang: str
) -> None:
    page = client.get(f"/catalog?lang={lang}").text
    assert shipped.info.content_hash in page
    for file in FILES:
        assert f'href="/dumps/{file.file_name}"' in page
        assert file.title.plain("vi" if lang == "vi" else "en") in page
    for graph in shipped.info.graphs:
        assert f'href="{graph.removeprefix(BASE.rstrip("/"))}"' in page


@pytest.mark.parametrize(("lang", "mark"), [("vi", "."), ("en", ",")])
def test_counts_are_written_alike_on_every_page(client: FlaskClient, lang: str, mark: str) -> None:
    about = client.get(f"/data?lang={lang}").text
    catalogue = client.get(f"/catalog?lang={lang}", headers={"Accept": "text/html"}).text
    (statements,) = re.findall(rf"; (\d+{re.escape(mark)}\d{{3}}) ", about)
    assert f"<b>{statements}</b>" in catalogue
