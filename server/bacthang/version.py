"""The version of this program, said once, in ``pyproject.toml``."""

from __future__ import annotations

import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path


def program_version() -> str:
    """Return the version, whether the package is installed or run from a checkout."""
    try:
        return version("bacthang")
    except PackageNotFoundError:
        project = Path(__file__).resolve().parents[2] / "pyproject.toml"
        return str(tomllib.loads(project.read_text("utf-8"))["project"]["version"])
