"""Made-up names of provinces, districts, communes and people, and what they are called in IRIs.

The names are of Vietnamese syllables and mean no real place or person: what the generator says of
them is made up too.
"""

from __future__ import annotations

from random import Random

from bacthang.plaintext import plain_text

_SYLLABLES = """
An Bình Châu Cẩm Đông Đức Gia Hải Hòa Hồng Hưng Khánh Kim Lâm Long Mai Minh Mỹ Nam Ngọc Phú Phước
Quang Sơn Tam Tân Tây Thanh Thái Thiện Thuận Thượng Trung Trường Tường Vạn Vĩnh Xuân Yên

An Bảo Bình Cát Châu Dương Đài Điền Động Giang Hà Hải Hòa Hưng Khê Khương Lạc Lãng Lâm Lệ Lộc Lũng
Lương Mỹ Nghĩa Phong Phú Phụng Quý Sơn Thạch Thạnh Thành Thịnh Thọ Thủy Trạch Tú Vân Xá

Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý

Văn Thị Đức Thanh Minh Quốc Xuân Ngọc Hữu Thu Anh Hồng Công Đình Kim Quang

An Bình Chi Cường Dũng Dung Giang Hà Hải Hạnh Hiền Hòa Hùng Hương Khánh Lan Linh Long Mai Nam Nga
Phong Phúc Phương Quân Sơn Tâm Thảo Thắng Trang Trung Tuấn Vân Việt Yến
"""
_FIRST, _SECOND, _FAMILY, _MIDDLE, _GIVEN = (
    group.split() for group in _SYLLABLES.strip().split("\n\n")
)


def place_names(chance: Random, count: int) -> list[str]:
    """Return so many names of places, different even without diacritics."""
    pairs = (f"{first} {second}" for first in _FIRST for second in _SECOND if first != second)
    return chance.sample(list({slug(name): name for name in pairs}.values()), count)


def person_name(chance: Random) -> str:
    """Return a name of a person; two people may have the same."""
    return f"{chance.choice(_FAMILY)} {chance.choice(_MIDDLE)} {chance.choice(_GIVEN)}"


def slug(name: str) -> str:
    """Return a name as it stands in an IRI."""
    return plain_text(name).replace(" ", "-")
