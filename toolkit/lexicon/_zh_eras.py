"""Years of Chinese and Japanese eras: 民国三十年 is 1941."""

from __future__ import annotations

import regex

_FIRST_YEARS = {
    "贞观": 627, "永徽": 650, "开元": 713, "天宝": 742, "至德": 756, "贞元": 785, "元和": 806, "会昌": 841, "大中": 847,
    "景德": 1004, "大中祥符": 1008, "庆历": 1041, "嘉祐": 1056, "熙宁": 1068, "元丰": 1078, "元祐": 1086, "崇宁": 1102,
    "政和": 1111, "宣和": 1119, "靖康": 1126, "建炎": 1127, "绍兴": 1131, "乾道": 1165, "淳熙": 1174, "嘉定": 1208,
    "淳祐": 1241, "咸淳": 1265, "至元": 1264, "大德": 1297, "至正": 1341,
    "洪武": 1368, "建文": 1399, "永乐": 1403, "洪熙": 1425, "宣德": 1426, "正统": 1436, "景泰": 1450, "天顺": 1457,
    "成化": 1465, "弘治": 1488, "正德": 1506, "嘉靖": 1522, "隆庆": 1567, "万历": 1573, "泰昌": 1620, "天启": 1621,
    "崇祯": 1628, "顺治": 1644, "康熙": 1662, "雍正": 1723, "乾隆": 1736, "嘉庆": 1796, "道光": 1821, "咸丰": 1851,
    "同治": 1862, "光绪": 1875, "宣统": 1909, "民国": 1912,
    "明治": 1868, "昭和": 1926, "平成": 1989, "令和": 2019,
}  # fmt: skip
"""The first year of each era, by Western reckoning."""
_ERA = regex.compile(rf"(?P<era>{'|'.join(sorted(_FIRST_YEARS, key=len, reverse=True))})$")
_LONGEST = max(map(len, _FIRST_YEARS))


def years_before(text: str, start: int) -> int | None:
    """The year before the first of the era that ends where a number starts, or None where none does."""
    era = _ERA.search(text, max(0, start - _LONGEST), start)
    return _FIRST_YEARS[era["era"]] - 1 if era else None
