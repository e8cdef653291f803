"""``python -m bacthang`` is the command ``bacthang``."""

from .cli import main

main()
