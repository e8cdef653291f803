"""A text from outside, given to be read, that is not read."""

from __future__ import annotations

from .words import BacThangError, Wording


class UnreadText(BacThangError):
    """A text from outside that is not read."""


class NothingGiven(UnreadText):
    """A form that was sent without a text and without a file."""

    messages = Wording(
        vi="Chưa có văn bản nào để đọc.",
        en="There is no text to read yet.",
    )
    remedies = Wording(
        vi="Dán văn bản vào ô, hoặc chọn một tệp.",
        en="Paste a text into the box, or choose a file.",
    )


class TextTooLong(UnreadText):
    """``kilobytes``: a text, or a file, of more than is read here."""

    messages = Wording(
        vi="Trang này không đọc quá {kilobytes} kB một lần.",
        en="This page reads no more than {kilobytes} kB at once.",
    )
    remedies = Wording(
        vi="Chia văn bản thành nhiều phần; hoặc chạy “bacthang draft” trên máy mình.",
        en="Divide the text; or install bacthang and run “bacthang draft” on your own machine.",
    )


class ReadingTooLong(UnreadText):
    """``seconds``: a text that took longer to read than it may."""

    messages = Wording(
        vi="Đọc văn bản này mất quá {seconds:g} giây nên đã dừng.",
        en="Reading this text took more than {seconds:g} seconds and was stopped.",
    )
    remedies = TextTooLong.remedies


class ReadingTooLarge(UnreadText):
    """``megabytes``: a text that took more memory to read than it may."""

    messages = Wording(
        vi="Đọc văn bản này cần quá {megabytes} MB bộ nhớ nên đã dừng.",
        en="Reading this text took more than {megabytes} MB of memory and was stopped.",
    )
    remedies = TextTooLong.remedies


class ReadingCrashed(UnreadText):
    """``where``: a text that brought down the process reading it, and at which line of ours."""

    messages = Wording(
        vi="Văn bản này làm trình đọc hỏng giữa chừng; không ai khác bị ảnh hưởng.",
        en="This text brought the reader down; nobody else was affected.",
    )
    remedies = Wording(
        vi="Lưu nó thành văn bản thuần (.txt, UTF-8) rồi thử lại.",
        en="Save it as plain text (.txt, UTF-8) and try again.",
    )


class ReadersBusy(BacThangError):
    """As many texts are being read as may be at once."""

    messages = Wording(
        vi="Máy chủ đang đọc những văn bản khác.",
        en="The server is reading other texts.",
    )
    remedies = Wording(
        vi="Thử lại sau ít giây.",
        en="Try again in a few seconds.",
    )
