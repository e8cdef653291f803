"""A text that cannot be drafted from, for what it is."""

from __future__ import annotations

from .misuse import Misuse
from .unreadable import MalformedFile, Unreadable
from .words import Wording


class UnfitText(Unreadable):
    """``name``: what was given as the text of a policy document is none, or not to be read."""


class EmptyText(UnfitText):
    """``name``: a file without a single word."""

    messages = Wording(
        vi="{name} không có chữ nào.",
        en="{name} holds no words.",
    )
    remedies = Wording(
        vi="Xem có đúng tệp ấy không, và nó đã được lưu chưa; trang web dựng bằng JavaScript thì "
        "chép phần chữ của nó vào một tệp .txt.",
        en="See whether it is the right file, and whether it has been saved; of a page that is "
        "put together by JavaScript, copy the words into a .txt file.",
    )


class BinaryText(UnfitText):
    """``name``, ``what_vi``, ``what_en``: a file of a kind from which no text is read."""

    messages = Wording(
        vi="{name} không phải văn bản đọc được: {what_vi}.",
        en="{name} is no text that can be read: {what_en}.",
    )
    remedies = Wording(
        vi="Đọc được: văn bản UTF-8 (.txt), trang web (.html), Word (.docx), PDF có lớp chữ; hãy "
        "lưu văn bản thành một trong các dạng ấy.",
        en="What is read: UTF-8 text (.txt), web pages (.html), Word (.docx), PDF with a text "
        "layer; save the document as one of these.",
    )


class TextTooLarge(UnfitText):
    """``name``, ``size``, ``limit``: more text than is read, both in millions of bytes."""

    messages = Wording(
        vi="{name} quá lớn: {size} MB; đọc được nhiều nhất {limit} MB.",
        en="{name} is too large: {size} MB; at most {limit} MB are read.",
    )
    remedies = Wording(
        vi="Chỉ lấy phần văn bản cần đọc, hoặc chia nó thành nhiều tệp.",
        en="Take only the document itself, or divide it into several files.",
    )


class SwollenFile(UnfitText):
    """``name``, ``what_vi``, ``what_en``: a small file that unpacks beyond all bounds."""

    messages = Wording(
        vi="{name} không được mở: {what_vi}.",
        en="{name} is not opened: {what_en}.",
    )
    remedies = Wording(
        vi="Tệp như thế thường được làm ra để treo máy. Nếu nó là thật, chép phần chữ cần đọc vào "
        "một tệp .txt.",
        en="Such a file is usually made to hang programs. If it is genuine, copy the words into a "
        ".txt file.",
    )


class DamagedFile(UnfitText):
    """``name``, ``kind``, ``what``: a file that says what it is, and cannot be read as that."""

    messages = Wording(
        vi="{name} là tệp {kind} hỏng: {what}",
        en="{name} is a damaged {kind} file: {what}",
    )
    remedies = Wording(
        vi="Tải lại tệp, hoặc mở nó bằng chương trình của nó và lưu lại.",
        en="Download it again, or open it in its own program and save it once more.",
    )


class LockedFile(UnfitText):
    """``name``, ``kind``: a file that asks for a password."""

    messages = Wording(
        vi="{name} là tệp {kind} có mật khẩu.",
        en="{name} is a {kind} file with a password.",
    )
    remedies = Wording(
        vi="Mở nó bằng mật khẩu, rồi lưu một bản không có mật khẩu.",
        en="Open it with its password, and save a copy without one.",
    )


class NoTextLayer(UnfitText):
    """``name``, ``pages``: a PDF file of pictures of pages."""

    messages = Wording(
        vi="{name} là bản chụp: {pages} trang, không có lớp chữ.",
        en="{name} is a scan: {pages} pages without a text layer.",
    )
    remedies = Wording(
        vi="Nhận dạng chữ (OCR, tiếng Việt) trước, đọc soát, rồi đưa vào tệp .txt hoặc PDF có lớp "
        "chữ.",
        en="Recognise its letters first (OCR, set to Vietnamese), read the result over, and give "
        "it as .txt or as PDF with a text layer.",
    )


class NotVietnamese(UnfitText):
    """``name``, ``language_vi``, ``language_en``: a text in another language, or bare of marks."""

    messages = Wording(
        vi="{name} không phải văn bản tiếng Việt: chữ của nó là {language_vi}.",
        en="{name} is no Vietnamese text: it is {language_en}.",
    )
    remedies = Wording(
        vi="Lấy nguyên văn tiếng Việt có dấu của văn bản; bản dịch hay bản bỏ dấu không trích "
        "được.",
        en="Take the Vietnamese original with its diacritics; neither a translation nor a text "
        "bare of them can be quoted.",
    )


class LegacyEncoding(UnfitText):
    """``name``, ``encoding_vi``, ``encoding_en``: Vietnamese in letters of another encoding."""

    messages = Wording(
        vi="{name} viết bằng bảng mã {encoding_vi}, không phải Unicode.",
        en="{name} is in {encoding_en}, not in Unicode.",
    )
    remedies = Wording(
        vi="Đổi sang Unicode (UTF-8) bằng công cụ chuyển mã của bộ gõ tiếng Việt, đọc soát rồi "
        "đưa lại.",
        en="Convert it to Unicode (UTF-8) with the converter of a Vietnamese keyboard program, "
        "read it over, and give it again.",
    )


class UnknownEncoding(UnfitText):
    """``name``, ``line``: bytes that are no UTF-8, nor surely anything else."""

    messages = Wording(
        vi="{name} không phải UTF-8 (dòng {line}), và không chắc là bảng mã nào.",
        en="{name} is not UTF-8 (line {line}), and which encoding it has cannot be told for sure.",
    )
    remedies = Wording(
        vi="Mở tệp bằng chương trình soạn thảo và lưu lại với bảng mã UTF-8.",
        en="Open it in an editor and save it as UTF-8.",
    )


class AnotherText(Misuse):
    """``path``: a file that a draft would be written to, and that holds something else."""

    messages = Wording(
        vi="{path} đã có và không phải bản đề xuất này.",
        en="{path} is there already, and is not this draft.",
    )
    remedies = Wording(
        vi="Đổi tên văn bản, hoặc dời tệp ấy đi nếu muốn đề xuất lại từ đầu.",
        en="Rename the text, or move that file away to have it drafted from the start.",
    )


class UnfitTable(MalformedFile):
    """``path``, ``line``, ``problem_vi``, ``problem_en``: a table of rules that is ill made."""

    messages = Wording(
        vi="{path}, dòng {line}: {problem_vi}.",
        en="{path}, line {line}: {problem_en}.",
    )
    remedies = Wording(
        vi="Sửa dòng ấy theo các mục có sẵn; đầu bảng cùng tên đi kèm và docs/draft.md nói cách "
        "viết.",
        en="Mend that line after the entries that are there; the head of the table of that name "
        "and docs/draft.md say how to write them.",
    )


class UnknownTable(Misuse):
    """``path``, ``names``: a file, or a folder of files, named as no table of rules."""

    messages = Wording(
        vi="{path} không có tên của bảng nào.",
        en="{path} has the name of no table.",
    )
    remedies = Wording(
        vi="Đặt tên theo bảng muốn thêm vào: {names}.",
        en="Name it as the table to add to: {names}.",
    )


class FixedTable(Misuse):
    """``path``, ``place``: a table that a folder of one's own does not add to."""

    messages = Wording(
        vi="{path}: bảng này nói cách đọc trang, thư mục riêng không thêm được vào.",
        en="{path}: this table says how pages are read; a folder of one's own cannot add to it.",
    )
    remedies = Wording(
        vi="Sửa ngay trong {place}, và bỏ tệp này.",
        en="Change {place} itself, and take this file away.",
    )
