"""``python bench/country SIZE …``: make a country. ``--help`` says how."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from country.cli import main

sys.exit(main())
