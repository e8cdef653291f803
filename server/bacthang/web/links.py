"""Where things are met on this site: canonical IRIs stay in the data, pages link locally."""

from __future__ import annotations

from urllib.parse import quote

from flask import Flask, request, url_for
from pyoxigraph import NamedNode

from ..namespaces import BASE
from .static_files import digest

_SAFE = "/:@!$&'()*+,;=-._~"
_ESCAPED = _SAFE + "%"
"""What an IRI has escaped stays so: an IRI within an IRI must not fall apart into steps."""


def install(app: Flask) -> None:
    """Let templates link to things by their IRI."""
    app.context_processor(lambda: {"local": local, "asset": asset, "here": here})


def local(iri: str | NamedNode) -> str:
    """Return the address of a thing here; an IRI that is not ours stays as it is."""
    iri = iri.value if isinstance(iri, NamedNode) else iri
    if not iri.startswith(BASE):
        return iri
    path, hash_, fragment = iri.removeprefix(BASE).partition("#")
    return f"{request.script_root}/{quote(path, safe=_ESCAPED)}{hash_}{fragment}"


def absolute(iri: str | NamedNode) -> str:
    """Return the address of a thing here with scheme and host, for those who read elsewhere."""
    return request.host_url.rstrip("/") + local(iri)


def canonical(path: str) -> NamedNode:
    """Return the IRI of the thing met at a path of this site.

    Raises ValueError for what cannot be part of an IRI.
    """
    return NamedNode(BASE + quote(path.lstrip("/"), safe=_SAFE))


def asset(name: str) -> str:
    """Return the address of a file that pages need, changing with its content."""
    return url_for("site.static", name=name, v=digest(name))


def here(**changed: str | int | None) -> str:
    """Return the address of this page with some of its query changed; None leaves a part out."""
    kept = [(key, value) for key, value in request.args.items(multi=True) if key not in changed]
    pairs = "&".join(
        f"{quote(key)}={quote(str(value))}"
        for key, value in [*kept, *changed.items()]
        if value is not None
    )
    return f"{request.script_root}{quote(request.path)}" + (f"?{pairs}" if pairs else "")
