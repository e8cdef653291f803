"""What was asked cannot be done as it was asked."""

from __future__ import annotations

from .words import BacThangError, Wording


class Misuse(BacThangError):
    """What was asked cannot be done as it was asked."""


class UnknownName(Misuse):
    """``kind_vi``, ``kind_en``, ``name``, ``near``: no thing of that kind has that name."""

    messages = Wording(
        vi="Không có {kind_vi} nào tên là “{name}”.",
        en="There is no {kind_en} named “{name}”.",
    )
    remedies = Wording(
        vi="Gần giống: {near}. Danh sách ở các trang của trang mạng, hay lệnh “bacthang list”.",
        en="Similar: {near}. The pages of the site and “bacthang list” show all there are.",
    )


class BadParameter(Misuse):
    """``name``, ``problem_vi problem_en expected_vi expected_en``: a parameter does not fit."""

    messages = Wording(
        vi="Tham số “{name}”: {problem_vi}.",
        en="Parameter “{name}”: {problem_en}.",
    )
    remedies = Wording(
        vi="Cần: {expected_vi}.",
        en="Expected: {expected_en}.",
    )


class AmbiguousName(Misuse):
    """``kind_vi``, ``kind_en``, ``name``, ``candidates``: several things have that name."""

    messages = Wording(
        vi="Có nhiều {kind_vi} mang tên “{name}”: {candidates}.",
        en="Several things are a {kind_en} named “{name}”: {candidates}.",
    )
    remedies = Wording(
        vi="Chọn một bằng IRI của nó.",
        en="Choose one by its IRI.",
    )


class UnreadableNumber(Misuse):
    """``printed``: not the number of a document."""

    messages = Wording(
        vi="Không đọc được “{printed}” như số hiệu văn bản.",
        en="“{printed}” cannot be read as the number of a document.",
    )
    remedies = Wording(
        vi="Viết như in trên văn bản: 15-NQ/TW, 183/KH-UBND, Chương trình 01, Nghị quyết số 15.",
        en="Write it as printed: 15-NQ/TW, 183/KH-UBND, Chương trình 01, Resolution 15.",
    )


class UnfitFormat(Misuse):
    """``format``, ``accepted``: an answer that cannot be written in the format asked for."""

    messages = Wording(
        vi="Câu trả lời này không viết được ở dạng {format}.",
        en="This answer cannot be written as {format}.",
    )
    remedies = Wording(
        vi="Dùng một trong: {accepted}.",
        en="Use one of: {accepted}.",
    )


class UnknownSuffix(Misuse):
    """``path``, ``accepted``: a file whose name does not tell in which RDF format it is."""

    messages = Wording(
        vi="Tên tệp {path} không cho biết nó viết ở dạng RDF nào.",
        en="The name of {path} does not tell in which RDF format it is written.",
    )
    remedies = Wording(
        vi="Đặt đuôi tệp là một trong: {accepted}.",
        en="Give it one of these suffixes: {accepted}.",
    )


class AloneOverStore(Misuse):
    """Files are to be checked alone, and there are none, or a store is named as well."""

    messages = Wording(
        vi="--alone cần ít nhất một tệp, và không dùng cùng --store.",
        en="--alone needs at least one file, and excludes --store.",
    )
    remedies = Wording(
        vi="Kể các tệp cần kiểm tra; bỏ --alone nếu muốn kiểm tra chúng cùng đồ thị.",
        en="Name the files to check; leave out --alone to check them together with the graph.",
    )


class NothingChecked(Misuse):
    """``rules``: no rule that was applied had anything to look at."""

    messages = Wording(
        vi="Không kiểm tra được gì: dữ liệu không có vật nào mà các quy tắc này xét ({rules}).",
        en="Nothing was checked: the data have nothing that these rules look at ({rules}).",
    )
    remedies = Wording(
        vi="Xem có đúng tệp, đúng kho, đúng tiền tố (https://w3id.org/bacthang/ontology#) không.",
        en="See whether it is the right file or store, with the right prefix "
        "(https://w3id.org/bacthang/ontology#).",
    )


class StoreAndGraph(Misuse):
    """Both a built store and files to build from were named."""

    messages = Wording(
        vi="--store và --graph không dùng cùng nhau.",
        en="--store and --graph exclude each other.",
    )
    remedies = Wording(
        vi="--store đọc kho đã dựng; --graph dựng trong bộ nhớ từ các tệp. Chọn một.",
        en="--store reads a built store; --graph builds in memory from files. Choose one.",
    )


class UnknownStore(Misuse):
    """``url``: a store URL that nothing here understands."""

    messages = Wording(
        vi="Không hiểu địa chỉ kho “{url}”.",
        en="The store URL “{url}” is not understood.",
    )
    remedies = Wording(
        vi="Dùng oxigraph:<đường dẫn> cho kho trên đĩa, sparql+http://… cho máy chủ, hoặc memory: "
        "khi dựng trong bộ nhớ.",
        en="Use oxigraph:<path> for a store on disk, sparql+http://… for a server, or memory: to "
        "build one in memory.",
    )


class NotReadable(Misuse):
    """``url``: a store that can only be built, not opened."""

    messages = Wording(
        vi="Kho “{url}” chỉ có trong lần dựng nó, không thể mở.",
        en="The store “{url}” lives only in the build that makes it; it cannot be opened.",
    )
    remedies = Wording(
        vi="Dùng --graph THƯ_MỤC để dựng trong bộ nhớ, hoặc mở kho oxigraph:<đường dẫn>.",
        en="Use --graph DIR to build in memory, or open a store oxigraph:<path>.",
    )


class MissingExtra(Misuse):
    """``name``: an optional package is asked for and not installed."""

    messages = Wording(
        vi="Chưa cài gói {name}, là gói tùy chọn.",
        en="The optional package {name} is not installed.",
    )
    remedies = Wording(
        vi="Cài bằng: pip install 'bacthang[notebook]'",
        en="Install it with: pip install 'bacthang[notebook]'",
    )
