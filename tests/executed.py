"""Run the notebooks of ``docs/``; as a script, write them with their outputs.

``make docs`` calls the script after the graph or the program has changed.
"""

from pathlib import Path

import nbformat
from nbclient import NotebookClient

DOCS = Path(__file__).parents[1] / "docs"
NOTEBOOKS = sorted(DOCS.glob("*.ipynb"))


def executed(path: Path) -> nbformat.NotebookNode:
    """Return a notebook run from its beginning, without the times of its running.

    Raises CellExecutionError with the cell that failed.
    """
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": DOCS}}).execute()
    for cell in notebook.cells:
        cell.metadata = nbformat.NotebookNode()
    notebook.metadata.pop("language_info", None)
    return notebook


if __name__ == "__main__":
    for path in NOTEBOOKS:
        nbformat.write(executed(path), path)
        print(path.name)
