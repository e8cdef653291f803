"""The question library: the list, and each question with its form and its answer."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from contextlib import closing
from typing import Final
from urllib.parse import urlencode

from flask import Blueprint, Response, g, redirect, render_template, request, url_for
from werkzeug.exceptions import NotAcceptable, NotFound
from werkzeug.wrappers import Response as Redirect

from ... import library
from ...errors import Lang
from ...namespaces import PREFIXES
from ...parameters import unknown_parameter
from ...questions import Question
from ...views.answers import Page, Wanted, kept_page, page_of
from ...views.folded import Folded, fold
from ...views.questions import Field, Leads, bare, field_of, list_questions
from ...views.results import read_results
from ..chunks import Chunks
from ..editions import edition
from ..kinds import status_of
from ..links import local
from ..negotiation import HTML, preferred
from ..paging import page_number
from ..speech import language
from ..workers import Answer, Asked

blueprint = Blueprint("questions", __name__)

FORMS: Final[Mapping[str, str]] = {
    "html": HTML,
    "csv": "text/csv",
    "json": "application/sparql-results+json",
    "tsv": "text/tab-separated-values",
    "xml": "application/sparql-results+xml",
    "rq": "application/sparql-query",
}
"""The forms of a question and its answer, by suffix."""

DESCRIBED: Final[Mapping[str, str]] = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
    "nt": "application/n-triples",
}
"""The forms in which a question is a thing of the graph, an ``sh:SPARQLExecutable``."""

RESERVED: Final = {"lang", "theme", "sort", "q", "page", "format", "bom"}
"""What an address may say beside the parameters of a question, none of which is called so."""


@blueprint.get("/questions")
def moved() -> Redirect:
    """Send on to the library by the name that its addresses have."""
    return redirect(url_for("questions.listed"), 301)


@blueprint.get("/queries")
def listed() -> str:
    """List the questions, all or those of a tag that hold some words."""
    tag, words = request.args.get("tag", ""), request.args.get("q", "")
    listing = list_questions(_questions(), language(), tag, words)
    return render_template("questions.html", listing=listing, tag=tag, words=words)


@blueprint.get("/queries/<name>")
def asked(name: str) -> Response | Redirect:
    """Show one question and its answer, or give the answer alone in a form for software.

    Who wants RDF is sent on to the question as the graph has it.
    """
    stem, _, suffix = name.partition(".")
    question = _questions().get(stem) or library.find(stem)
    form = _form(suffix)
    if form in DESCRIBED:
        return redirect(f"{local(PREFIXES['query'] + question.name)}.{form}", 303)
    for other in request.args:
        if other not in {*question.parameters, *RESERVED}:
            raise unknown_parameter(other, question.parameters)
    fields = _fields(question)
    if form == "html":
        return _page(question, fields)
    return _data(question, fields, form)


def _page(question: Question, fields: Sequence[Field]) -> Response:
    """Return the page of a question; raises NotFound for a page of its answer past the last."""
    wanted = Wanted(request.args.get("sort", ""), request.args.get("q", ""), page_number())
    error = next((field.error for field in fields if field.error), None)
    text, page = question.text, None
    if error is None:
        text = _bound(question, fields)
        page = _answer(question, fields, text, wanted)
        if wanted.number > page.pages:
            raise NotFound
    html = render_template(
        "question.html",
        question=question,
        fields=fields,
        text=bare(text),
        thing=local(PREFIXES["query"] + question.name),
        table=page and page.table,
        fitting=page and page.fitting,
        pages=page and page.pages,
        wanted=wanted,
        again=_again,
        permalink=_address(question.name, _given(fields)),
        form=lambda suffix, **more: _address(f"{question.name}.{suffix}", _given(fields), **more),
    )
    status = status_of(error) if error else 200
    return Response(html, status, content_type=f"{HTML}; charset=utf-8")


def _data(question: Question, fields: Sequence[Field], form: str) -> Response:
    for field in fields:
        if field.error:
            raise field.error
    text = _bound(question, fields)
    if form == "rq":
        return Response(text, content_type=f"{FORMS[form]}; charset=utf-8")
    bom = request.args.get("bom") == "1"
    answer = _ask(text, form, bom=bom)
    response = Response(answer, content_type=f"{FORMS[form]}; charset=utf-8")
    if answer.size is not None:
        response.content_length = answer.size
    how = "attachment" if bom else "inline"
    response.headers["Content-Disposition"] = f'{how}; filename="{question.name}.{form}"'
    return response


def _ask(text: str, form: str, *, bom: bool = False) -> Answer:
    client = request.remote_addr or ""
    g.asked = Asked(text, client, rows=form, truth=form, graph=None, bom=bom)
    g.answer = answer = edition().pool.ask(g.asked)
    return answer


def _answer(question: Question, fields: Sequence[Field], text: str, wanted: Wanted) -> Page:
    """Return a page of the answer: of the one that is kept when nothing was chosen, if it is."""
    lang = language()
    kept = None if _given(fields) else kept_page(edition().listings, question, lang, wanted)
    return kept or page_of(_table(text, lang), wanted)


def _table(text: str, lang: Lang) -> Folded:
    store = edition().store
    with closing(_ask(text, "json")) as answer:
        results = read_results(store, "rows", io.BufferedReader(Chunks(answer)), lang)
    return fold(results, lang, Leads(edition().listings, lang))


def _questions() -> dict[str, Question]:
    return edition().memo("questions", library.load)


def _form(suffix: str) -> str:
    """Return the form that is asked for by suffix, by ``format``, or by ``Accept``."""
    named = suffix or request.args.get("format", "")
    if named:
        if named not in {*FORMS, *DESCRIBED}:
            raise NotAcceptable(", ".join([*FORMS, *DESCRIBED]))
        return named
    media = {kind: form for form, kind in [*FORMS.items(), *DESCRIBED.items()]}
    media["application/json"] = "json"
    best = preferred(request.headers.get("Accept"), [*media])
    if best is None:
        raise NotAcceptable(", ".join(media))
    return media[best]


def _fields(question: Question) -> list[Field]:
    own, lang = edition(), language()
    return [
        field_of(own.store, own.listings, parameter, request.args.getlist(name), lang)
        for name, parameter in question.parameters.items()
    ]


def _bound(question: Question, fields: Sequence[Field]) -> str:
    return question.bound(edition().store, _given(fields))


def _given(fields: Sequence[Field]) -> dict[str, tuple[str, ...]]:
    return {field.name: field.terms for field in fields if field.given}


def _address(name: str, given: Mapping[str, Sequence[str]], **more: str) -> str:
    pairs = [(key, value) for key, values in given.items() for value in values]
    query = urlencode([*pairs, *more.items()], safe=":/,")
    return url_for("questions.asked", name=name) + (f"?{query}" if query else "")


def _again(**changed: str) -> str:
    """Return the address of this page, the first of its answer, with some of its query changed."""
    gone = {*changed, "page"}
    kept = [(key, value) for key, value in request.args.items(multi=True) if key not in gone]
    query = urlencode([*kept, *((key, value) for key, value in changed.items() if value)])
    return request.script_root + request.path + (f"?{query}" if query else "")
