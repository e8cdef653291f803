"""``python bench/tables``: measure, and say or write what came of it. ``--help`` says how."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tables.cli import main

sys.exit(main())
