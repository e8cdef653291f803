"""The store, or the place for tables and dumps, cannot be used."""

from __future__ import annotations

from .words import BacThangError, Wording


class StoreTrouble(BacThangError):
    """The store itself, not what is in it."""


class NoStore(StoreTrouble):
    """``path``: nothing was built there."""

    messages = Wording(
        vi="Chưa có kho dữ liệu ở {path}.",
        en="There is no store at {path}.",
    )
    remedies = Wording(
        vi="Chạy “bacthang build” trước.",
        en="Run “bacthang build” first.",
    )


class StoreUnreadable(StoreTrouble):
    """``path``, ``what``: what is there is not a sound store."""

    messages = Wording(
        vi="Không đọc được kho ở {path}: {what}",
        en="The store at {path} cannot be read: {what}",
    )
    remedies = Wording(
        vi="Dựng lại bằng “bacthang build”, hoặc chọn nơi khác bằng --store.",
        en="Build it again with “bacthang build”, or name another place with --store.",
    )


class StoreDamaged(StoreUnreadable):
    """``path``, ``what``: a store whose files are not those that its build left."""

    messages = Wording(
        vi="Kho ở {path} đã hỏng hoặc bị sửa từ khi dựng: {what}",
        en="The store at {path} was damaged or altered since it was built: {what}",
    )


class NoRecord(StoreUnreadable):
    """``path``: a store that no build has filled, or not to its end."""

    messages = Wording(
        vi="Kho ở {path} không phải do “bacthang build” dựng: không có ghi chép của lần dựng.",
        en="The store at {path} was not made by “bacthang build”: it holds no record of a build.",
    )


class NoFindings(StoreUnreadable):
    """``path``: a store whose build has applied no rules."""

    messages = Wording(
        vi="Kho ở {path} do một phiên bản cũ dựng, chưa kiểm tra theo quy tắc nào.",
        en="The store at {path} was built by an older version, which applied no rules.",
    )


class StoreLocked(StoreTrouble):
    """``path``, ``holder``: another build is writing it."""

    messages = Wording(
        vi="Một lần dựng khác đang ghi kho {path}: {holder}.",
        en="Another build is writing the store {path}: {holder}.",
    )
    remedies = Wording(
        vi="Đợi lần dựng ấy xong rồi chạy lại; kho cũ vẫn đọc được.",
        en="Wait for it to end and run again; the store before it can still be read.",
    )


class Occupied(StoreTrouble):
    """``path``: something that no build has made is where the store should go."""

    messages = Wording(
        vi="{path} đã có và không phải là kho do “bacthang build” dựng.",
        en="{path} exists and is no store that “bacthang build” has made.",
    )
    remedies = Wording(
        vi="Dời nó đi, hoặc chọn nơi khác bằng --store.",
        en="Move it away, or name another place with --store.",
    )


class StoreUnwritable(StoreTrouble):
    """``path``, ``what``: the file system refuses to write the store."""

    messages = Wording(
        vi="Không ghi được kho ở {path}: {what}",
        en="The store at {path} cannot be written: {what}",
    )
    remedies = Wording(
        vi="Kiểm tra quyền ghi, hoặc chọn nơi khác bằng --store; kho cũ còn nguyên.",
        en="Check who may write there, or name another place with --store; the old store is "
        "untouched.",
    )


class DiskFull(StoreTrouble):
    """``path``, ``what``: no room left while writing; the store before is untouched."""

    messages = Wording(
        vi="Hết chỗ trên đĩa khi ghi {path}: {what}",
        en="The disk is full, writing {path}: {what}",
    )
    remedies = Wording(
        vi="Giải phóng đĩa hoặc chọn nơi khác bằng --store; kho cũ còn nguyên.",
        en="Free some space or name another place with --store; the old store is untouched.",
    )


class OutputUnwritable(BacThangError):
    """``path``, ``what``: the file system refuses what is exported, or has no room for it."""

    messages = Wording(
        vi="Không ghi được kết quả xuất vào {path}: {what}",
        en="What is exported cannot be written to {path}: {what}",
    )
    remedies = Wording(
        vi="Giải phóng đĩa, kiểm tra quyền ghi, hoặc chọn nơi khác bằng --out; các tệp cũ còn "
        "nguyên.",
        en="Free some space, check who may write there, or name another folder with --out; the "
        "files before are untouched.",
    )


class FailedQuery(BacThangError):
    """``name``, ``what``: a query that parses, and cannot be answered to its end."""

    messages = Wording(
        vi="Truy vấn {name} không trả lời được: {what}",
        en="The query {name} cannot be answered: {what}",
    )
    remedies = Wording(
        vi="Nếu có SERVICE, xem địa chỉ ấy có trả lời không; nếu không, sửa truy vấn.",
        en="If it has a SERVICE, see that the address answers; else correct the query.",
    )
