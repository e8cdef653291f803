"""The command ``bacthang`` itself: its name, its language, and how it ends.

Exit codes: 0 sound, 1 findings, 2 misuse or unreadable input, 128 and the signal's number when it
was stopped: 130 interrupted, 143 terminated.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import current_thread, main_thread
from typing import Any, Final, NoReturn

import click

from ..errors import BacThangError, Lang, Wording
from ..stores.trouble import UNSOUND, is_of_files, unreadable_now
from ..version import program_version
from .options import Decorated, lang_option
from .screen import complain
from .speech import Root, Spoken, Verb, chosen_language, complaint

_INTERRUPTED: Final = Wording("Đã dừng.", "Stopped.")
_TROUBLE: Final = Wording("Không dùng được {path}: {what}.", "{path} cannot be used: {what}.")
_ADVICE: Final = Wording("Kiểm tra đường dẫn và quyền truy cập.", "Check the path and its rights.")
_ROOM: Final = Wording(
    "Giải phóng đĩa hoặc ghi ở nơi khác.", "Free some space, or write elsewhere."
)
_UNFORESEEN: Final = Wording(
    "Chương trình có lỗi không lường trước: {what}", "An unforeseen fault in the program: {what}"
)
_REPORT: Final = Wording(
    "Xin báo lỗi này kèm lệnh đã gõ; đặt BACTHANG_DEBUG=1 rồi chạy lại để xem trọn dấu vết.",
    "Please report it with the command you typed; BACTHANG_DEBUG=1 shows the whole trace.",
)
_VERSION: Final = Wording("Hiện phiên bản.", "Show the version.")
_WORDS: Final = Wording(
    vi="Đồ thị tri thức về các bậc chính sách: từ nghị quyết đến kế hoạch của phường.\n\n"
    "Dữ liệu ra stdout, lời ra stderr. Mã thoát: 0 ổn, 1 có điều phát hiện, 2 dùng sai hoặc "
    "không đọc được.",
    en="The knowledge graph of policy cascades, from a resolution to the plan of a ward.\n\n"
    "Data go to stdout, words to stderr. Exit codes: 0 sound, 1 findings, 2 misuse or "
    "unreadable input.",
)


_ENDING: Final = (signal.SIGTERM, signal.SIGHUP)


class _Told(BaseException):
    """The system says to end: what was begun is put back, as after Ctrl+C."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class _Program(Root):
    """The root group, ending with a sentence and a code instead of a traceback."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command line and exit with its code; return the code when not standalone."""
        arguments = list(sys.argv[1:] if args is None else args)
        code = self._run(arguments, complete_var, chosen_language(arguments, os.environ), extra)
        return sys.exit(code) if standalone_mode else code

    def _run(
        self, arguments: list[str], complete_var: str | None, lang: Lang, extra: dict[str, Any]
    ) -> int:
        self._main_shell_completion(extra, "bacthang", complete_var)
        try:
            with _heeding(), self.make_context("bacthang", arguments, **extra) as ctx:
                self.invoke(ctx)
        except click.exceptions.Exit as ended:
            return ended.exit_code
        except click.exceptions.NoArgsIsHelpError as bare:
            click.echo(bare.ctx.get_help() if bare.ctx else bare.message, err=True)
        except click.ClickException as error:
            complain(*complaint(error, lang))
        except BacThangError as error:
            complain(error.message(lang), error.remedy(lang))
        except BrokenPipeError:
            # The reader of the pipe has had enough; Python must not complain of it at exit either.
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            return 0
        except UNSOUND as error:
            complain(*_trouble(error, lang))
        except (KeyboardInterrupt, click.Abort):
            complain(_INTERRUPTED.said(lang), "")
            return 128 + signal.SIGINT
        except _Told as told:
            complain(_INTERRUPTED.said(lang), "")
            return 128 + told.number
        except Exception as error:
            complain(*_unforeseen(error, lang))
        else:
            return 0
        return 2


@contextmanager
def _heeding() -> Iterator[None]:
    """End what runs cleanly when the system says so, unless it is told to take no notice."""
    if current_thread() is not main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in _ENDING}
    heeded = [number for number, was in before.items() if was == signal.SIG_DFL]
    for number in heeded:
        signal.signal(number, _end)
    try:
        yield
    finally:
        for number in heeded:
            signal.signal(number, signal.SIG_DFL)


def _unforeseen(error: Exception, lang: Lang) -> tuple[str, str]:
    if os.environ.get("BACTHANG_DEBUG"):
        traceback.print_exception(error)
    what = " ".join(f"{type(error).__name__}: {error}".split())
    return _UNFORESEEN.said(lang, what=what), _REPORT.said(lang)


def _end(number: int, _: object) -> NoReturn:
    for heeded in _ENDING:
        signal.signal(heeded, signal.SIG_IGN)
    raise _Told(number)


def _trouble(error: Exception, lang: Lang) -> tuple[str, str]:
    if is_of_files(error):
        unreadable = unreadable_now(error)
        return unreadable.message(lang), unreadable.remedy(lang)
    if not isinstance(error, OSError):
        return _unforeseen(error, lang)
    full = error.errno in {errno.ENOSPC, errno.EDQUOT}
    what, path = error.strerror or str(error), error.filename or "stdout"
    return _TROUBLE.said(lang, path=path, what=what), (_ROOM if full else _ADVICE).said(lang)


@click.group(name="bacthang", cls=_Program, words=_WORDS)
@lang_option
@click.version_option(program_version(), cls=Spoken, words=_VERSION)
def bacthang() -> None:
    """Hold the verbs."""


def verb(name: str, vi: str, en: str) -> Callable[[Decorated], Verb]:
    """Declare a verb with its help in both languages."""

    def declared(function: Decorated) -> Verb:
        words = Wording(vi, en)
        command = click.command(name, cls=Verb, words=words)(lang_option(click.pass_obj(function)))
        bacthang.add_command(command)
        return command

    return declared
