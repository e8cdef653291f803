"""The verb that teaches a shell to complete: completion."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from .root import bacthang, verb
from .screen import put_line
from .speech import Session


@verb(
    "completion",
    "In đoạn mã để shell tự điền lệnh, câu hỏi và số hiệu.\n\nVí dụ: bacthang completion bash > "
    "~/.local/share/bash-completion/completions/bacthang",
    "Print the script by which a shell completes verbs, questions and numbers.\n\nFor example: "
    "bacthang completion bash > ~/.local/share/bash-completion/completions/bacthang",
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(session: Session, shell: str) -> None:
    """Print the completion script of a shell."""
    script = get_completion_class(shell)
    if script is not None:
        put_line(script(bacthang, {}, "bacthang", "_BACTHANG_COMPLETE").source())
