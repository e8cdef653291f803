"""The front cannot be put where it was told to stand."""

from __future__ import annotations

from .misuse import Misuse
from .words import BacThangError, Wording


class CannotServe(BacThangError):
    """The front cannot be put where it was told to stand."""


class PortTaken(CannotServe):
    """``address``: something else listens there."""

    messages = Wording(
        vi="Đã có chương trình khác nghe ở {address}.",
        en="Something else already listens at {address}.",
    )
    remedies = Wording(
        vi="Dừng chương trình ấy, hoặc chọn cổng khác bằng --port; --port 0 lấy cổng còn trống.",
        en="Stop it, or choose another port with --port; --port 0 takes one that is free.",
    )


class CannotListen(CannotServe):
    """``address``, ``what``: the system does not let us listen there."""

    messages = Wording(
        vi="Không nghe được ở {address}: {what}.",
        en="It is not possible to listen at {address}: {what}.",
    )
    remedies = Wording(
        vi="Chọn địa chỉ của máy này bằng --host, và cổng từ 1024 trở lên bằng --port.",
        en="Name an address of this machine with --host, and a port from 1024 up with --port.",
    )


class BadPrefix(Misuse):
    """``prefix``: not a path below which a site can lie."""

    messages = Wording(
        vi="“{prefix}” không phải là tiền tố đường dẫn.",
        en="“{prefix}” is no path prefix.",
    )
    remedies = Wording(
        vi="Viết / rồi chữ cái La-tinh, chữ số, dấu - _ . ~, không kết thúc bằng /: /bac-thang.",
        en="Write a / and then Latin letters, digits, - _ . ~, not ending in /: /bac-thang.",
    )
