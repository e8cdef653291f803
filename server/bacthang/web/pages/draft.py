"""A text of the reader's own, read as a draft: pasted or sent as a file, and kept nowhere."""

from __future__ import annotations

import hashlib
import re
from importlib.resources import files
from typing import Final, cast

from flask import Blueprint, Flask, Response, current_app, render_template, request
from flask.blueprints import BlueprintSetupState
from markupsafe import Markup
from werkzeug.exceptions import RequestEntityTooLarge

from ...errors import BacThangError, NothingGiven, TextTooLong, UnfitFormat
from ..caching import NOT_KEPT
from ..editions import edition, editions
from ..kinds import AFTER, status_of
from ..negotiation import HTML, PROBLEM, preferred
from ..readers import FORMS, Given, Readers, Reading
from ..settings import Limits
from ..speech import language

blueprint = Blueprint("draft", __name__)

_KEY: Final = "readers"
_STYLE: Final = files("bacthang.drafting.writing.review").joinpath("review.css").read_bytes()
_STYLED: Final = hashlib.sha256(_STYLE).hexdigest()[:16]
_KINDS: Final = {
    "html": "text/html; charset=utf-8",
    "ttl": "text/turtle; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}
_KILOBYTE: Final = 1 << 10
_UNNAMED: Final = "van-ban.txt"
_LONGEST: Final = 100
_EXAMPLE: Final = """CHƯƠNG TRÌNH HÀNH ĐỘNG
thực hiện Nghị quyết Đại hội Đảng bộ xã Ví Dụ lần thứ X, nhiệm kỳ 2020 - 2025

I. KẾT QUẢ
Năm 2020, tỷ lệ hộ nghèo của xã còn 2,4%; 18/20 thôn có nhà văn hóa.

II. CHỈ TIÊU CHỦ YẾU ĐẾN NĂM 2025
1. Thu nhập bình quân đầu người đạt 75 triệu đồng/năm trở lên.
2. Tỷ lệ hộ nghèo giảm còn dưới 1%.
3. Trên 95% người dân tham gia bảo hiểm y tế; đến năm 2030 đạt 98%.
4. Hằng năm, kết nạp từ 8 - 10 đảng viên mới.
5. 100% thôn có nhà văn hóa, trong đó 60% đạt chuẩn.

III. NHIỆM VỤ, GIẢI PHÁP
1. Đẩy mạnh chuyển đổi cơ cấu cây trồng.
2. Nâng cao chất lượng khám, chữa bệnh ở trạm y tế.
"""
"""What may be tried without a text of one's own; there is no such commune."""


def _install(state: BlueprintSetupState) -> None:
    app = cast(Flask, state.app)
    app.extensions[_KEY] = Readers(editions(app).settings.limits)


blueprint.record_once(_install)


@blueprint.get("/draft")
def form() -> str:
    """Show the form, with a text to try where that is asked for."""
    text = _EXAMPLE if "example" in request.args else ""
    return _page(text=text, name="", document="")


@blueprint.post("/draft")
def read() -> Response:
    """Read what was sent, and give the reading in the form asked for."""
    try:
        given = _given()
        own = edition()
        readers = cast(Readers, current_app.extensions[_KEY])
        reading = readers.read(own.url, given, own.distant)
    except BacThangError as error:
        if _is_software():
            raise
        return _unread(error)
    return _told(given, reading)


@blueprint.get("/draft/review.css")
def style() -> Response:
    """Send the style of a reading, which readings that stand alone have too."""
    response = Response(_STYLE, content_type="text/css; charset=utf-8")
    response.set_etag(_STYLED)
    response.headers["Vary"] = "Accept-Encoding"
    if request.args.get("v") == _STYLED:
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def _given() -> Given:
    """Return what was sent.

    Raises NothingGiven, TextTooLong, UnfitFormat.
    """
    limits = _limits()
    request.max_content_length = request.max_form_memory_size = limits.form_bytes
    try:
        fields, sent = request.form, request.files.get("file")
    except RequestEntityTooLarge:
        raise TextTooLong(kilobytes=limits.text_bytes // _KILOBYTE) from None
    wish = fields.get("format") or "page"
    if wish not in FORMS:
        raise UnfitFormat(format=wish, accepted=", ".join(FORMS))
    data, most = fields.get("text", "").replace("\r\n", "\n").encode(), limits.text_bytes
    name = fields.get("name", "")
    if sent is not None and sent.filename:
        data, most = sent.read(limits.file_bytes + 1), limits.file_bytes
        name = name or sent.filename
    if not data.strip():
        raise NothingGiven
    if len(data) > most:
        raise TextTooLong(kilobytes=most // _KILOBYTE)
    return Given(
        data=data,
        name=_named(name),
        client=request.remote_addr or "",
        document=fields.get("document", "").strip(),
        form=wish,
        lang=language(),
        root=request.script_root,
    )


def _told(given: Given, reading: Reading) -> Response:
    if given.form == "page":
        page = _page(
            text=reading.text,
            name=reading.source,
            document=given.document,
            fragment=Markup(reading.body.decode()),
        )
        response = Response(page, content_type=_KINDS["html"])
    else:
        response = Response(reading.body, content_type=_KINDS[given.form])
        stem = reading.source.removesuffix(".txt")
        file = f"{stem}.{given.form}"
        response.headers.set("Content-Disposition", "attachment", filename=file)
    response.headers["Cache-Control"] = NOT_KEPT
    return response


def _unread(error: BacThangError) -> Response:
    """Return the form with what was sent in it, and what is wrong with that."""
    fields = {} if isinstance(error, TextTooLong) else request.form
    text = fields.get("text", "").replace("\r\n", "\n")
    name, document = fields.get("name", ""), fields.get("document", "")
    page = _page(text=text, name=name, document=document, error=error)
    response = Response(page, status_of(error), content_type=_KINDS["html"])
    response.headers["Cache-Control"] = NOT_KEPT
    if type(error) in AFTER:
        response.headers["Retry-After"] = str(AFTER[type(error)])
    return response


def _page(**shown: object) -> str:
    limits = _limits()
    return render_template("draft.html", limits=limits, styled=_STYLED, **shown)


def _limits() -> Limits:
    limits: Limits = editions(current_app).settings.limits
    return limits


def _is_software() -> bool:
    offered = [PROBLEM, "application/json", HTML]
    return preferred(request.headers.get("Accept"), offered) != HTML


def _named(name: str) -> str:
    """Return the name of a file as it may stand in an IRI and a header, by its last step."""
    last = re.split(r"[/\\]", name)[-1]
    return re.sub(r"[^\w.-]+", "-", last).strip(".-")[-_LONGEST:] or _UNNAMED
