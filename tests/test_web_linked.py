"""Every IRI of the dataset answers, in every form, and says where its other forms are."""

from __future__ import annotations

import pytest
import rdflib
from flask.testing import FlaskClient

TARGET = "/id/document/ha-dong-2020-15-ctr/target-06-1"
FORMS = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
    "nt": "application/n-triples",
    "json": "application/json",
}
PARSED = {"ttl": "turtle", "jsonld": "json-ld", "rdf": "xml", "nt": "nt", "json": "json-ld"}


@pytest.mark.parametrize("suffix", FORMS)
def test_a_form_is_had_by_suffix_parameter_and_accept_alike(
    client: FlaskClient, suffix: str
) -> None:
    by_suffix = client.get(f"{TARGET}.{suffix}")
    by_parameter = client.get(f"{TARGET}?format={suffix}")
    by_accept = client.get(TARGET, headers={"Accept": f"{FORMS[suffix]}, text/html;q=0.5"})
    for got in (by_suffix, by_parameter, by_accept):
        assert got.status_code == 200
        assert got.content_type == f"{FORMS[suffix]}; charset=utf-8"
        assert got.headers["Content-Location"] == f"{TARGET}.{suffix}"
        assert "Accept" in got.vary
        assert got.data == by_suffix.data


def test_all_forms_say_the_same(client: FlaskClient) -> None:
    graphs = [
        rdflib.Graph().parse(data=client.get(f"{TARGET}.{suffix}").text, format=parsed)
        for suffix, parsed in PARSED.items()
    ]
    assert len(graphs[0]) > 50
    for other in graphs[1:]:
        assert set(other) == set(graphs[0])
