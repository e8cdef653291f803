"""The question library: every question of ``queries/`` by name, and asking one of a store."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples

from . import assets
from .errors import BadQuery, BadQueryHeader, FailedQuery, NothingToRead, UnknownName
from .parameters import Given, unknown_parameter
from .pointing import bad_query
from .questions import Question, read_question
from .stores import Store
from .stores.trouble import is_of_files, unreadable_now

Result = QuerySolutions | QueryBoolean | QueryTriples

_NAME = re.compile(r"[a-z0-9-]+")


def load(folder: Path | None = None) -> dict[str, Question]:
    """Return every question by name, in order of path.

    Raises NothingToRead for a folder without questions; BadQueryHeader for two of one name.
    """
    folder = folder or assets.folder("queries")
    questions: dict[str, Question] = {}
    for path in sorted(folder.rglob("*.rq")):
        if path.stem in questions:
            other = questions[path.stem].path
            raise BadQueryHeader(
                path=path, what_vi=f"có tên trùng với {other}", what_en=f"has the name of {other}"
            )
        questions[path.stem] = read_question(path)
    if not questions:
        raise NothingToRead(path=folder, what=".rq")
    return questions


def find(name: str, folder: Path | None = None) -> Question:
    """Return the question of that name.

    Raises UnknownName, with the names most like it.
    """
    folder = folder or assets.folder("queries")
    paths = {path.stem: path for path in sorted(folder.rglob("*.rq"))}
    if name in paths:
        return read_question(paths[name])
    near = difflib.get_close_matches(name, paths, n=5, cutoff=0.4)
    raise UnknownName(kind_vi="câu hỏi", kind_en="question", name=name, near=", ".join(near) or "—")


def ask(store: Store, question: str, /, **given: Given) -> Result:
    """Answer a question of the library by its name, or any SPARQL query by its text.

    Parameters belong to questions of the library: a text that is not in it declares none. Raises
    what ``find``, ``Question.bound`` and ``answer`` raise.
    """
    if _NAME.fullmatch(question):
        asked = find(question)
        return answer(store, asked.bound(store, given), asked.name)
    for name in given:
        raise unknown_parameter(name, {})
    return answer(store, question)


def answer(store: Store, text: str, name: str = "SPARQL") -> Result:
    """Answer a SPARQL text.

    Raises BadQuery with the query's name, and the place in the text; FailedQuery, StoreUnreadable.
    """
    try:
        with answering(name):
            return store.query(text)
    except BadQuery as error:
        raise bad_query(name, text, error.facts["what"]) from None


@contextmanager
def answering(name: str) -> Iterator[None]:
    """Blame the query for what the engine cannot do while its answer is fetched, row by row.

    Raises FailedQuery, as for a SERVICE that does not answer, and StoreUnreadable where the files
    of the store are to blame.
    """
    try:
        yield
    except (OSError, RuntimeError, UnicodeEncodeError) as error:
        if is_of_files(error):
            raise unreadable_now(error) from None
        raise FailedQuery(name=name, what=error) from None
