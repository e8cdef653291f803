"""The program's order: imports point one way, and only the edges speak to people."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import bacthang

ROOT = Path(bacthang.__file__).parent
OUTER = {"__main__", "cli", "manual", "web"}
KEPT_OUT = {"click", "rich", "flask"}

ORDER = (
    *("errors.words", "errors.misuse", "errors.unreadable", "errors.inconsistent"),
    *("errors.unsound", "errors.shapes", "errors.serving", "errors.front", "errors.upstream"),
    *("errors.trouble", "errors", "namespaces", "plaintext", "version", "iris", "progress"),
    *("assets", "lines", "canonical", "pointing", "stores.base", "shacl"),
    *("skolem", "reading", "sentences", "sources", "labels", "intervals", "numbers"),
    *("repeats", "soundness", "governing", "closure", "facts", "inference", "alignment"),
    *("sorting", "writer", "stores.loading"),
    *("scratch", "stores.record", "stores.seal", "stores.trouble", "stores.swap"),
    *("stores.oxigraph", "stores"),
    *("filling", "rules", "csvfile", "dumps", "selecting", "naming", "evidence"),
    *("binding", "identity", "lookup", "resolve", "parameters", "questions", "library"),
    *("executables", "checking", "build"),
)
"""The engine, innermost first; a module imports only what stands before it."""

MODULES = sorted(ROOT.rglob("*.py"))
INNER = [path for path in MODULES if not OUTER & {path.stem, *path.relative_to(ROOT).parts}]


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def imports(path: Path) -> Iterator[tuple[str, bool]]:
    """Yield each module imported, and whether it is one of ours, by its name in the package."""
    here = list(path.relative_to(ROOT).parts[:-1])
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, False) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module or "", False
        elif isinstance(node, ast.ImportFrom):
            base = here[: len(here) - (node.level - 1)]
            if node.module:
                yield ".".join([*base, node.module]), True
            else:
                yield from ((".".join([*base, alias.name]), True) for alias in node.names)


@pytest.mark.parametrize("path", INNER, ids=name_of)
def test_inner_modules_know_nothing_of_terminals_or_http(path: Path) -> None:
    outside = {name.split(".")[0] for name, ours in imports(path) if not ours}
    inside = {name.split(".")[0] for name, ours in imports(path) if ours}
    assert outside & KEPT_OUT == set()
    assert inside & OUTER == set()


@pytest.mark.parametrize("path", INNER, ids=name_of)
def test_inner_modules_do_not_print(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert not [n for n in ast.walk(tree) if isinstance(n, ast.Name) and n.id == "print"]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_import_hides_in_a_function(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    inside = [
        node.lineno
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert inside == []


def engine(name: str) -> str | None:
    """Return the entry of ORDER that a module belongs to."""
    return max((n for n in ORDER if name == n or name.startswith(n + ".")), key=len, default=None)


@pytest.mark.parametrize("path", [p for p in MODULES if engine(name_of(p))], ids=name_of)
def test_the_engine_imports_one_way(path: Path) -> None:
    own = engine(name_of(path))
    assert own is not None
    for name, ours in imports(path):
        if ours:
            used = engine(name)
            assert used is not None, f"{name} is not of the engine"
            assert used == own or ORDER.index(used) < ORDER.index(own), f"imports {name}"


def test_imports_have_no_circle() -> None:
    names = {name_of(path) for path in MODULES}
    needs = {
        name_of(path): {name for name, ours in imports(path) if ours and name in names}
        for path in MODULES
    }
    while ready := {name for name, used in needs.items() if not used & needs.keys() - {name}}:
        needs = {name: used for name, used in needs.items() if name not in ready}
    assert needs == {}
