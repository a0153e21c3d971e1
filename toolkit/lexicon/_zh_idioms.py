"""Words and fixed expressions in which a numeral is no number, or hardly one (统一, 四川, 三个代表)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

import regex

from toolkit.lexicon._en_numerals import en_numbers
from toolkit.lexicon.cedict import entries, glosses
from toolkit.lexicon.pinyin import surnames
from toolkit.lexicon.tokens import Token

# Fixed expressions that are cut into several words; festivals and sales of a date have their own names in English.
_FIXED = regex.compile(
    r"一五一十|十有八九|三年[五两]载|十万八千里|三七二十一|二八佳人|[一二三四五六七八九]{2}开|大?年三十|双十[一二]|十一(?=黄金周|长假|假期|国庆)|五一(?=国际|劳动|长假|假期|黄金周)"
    r"|一百八十度的?大?转|七十二变|三十六计|十八般|九一八|一二八(?=事变|抗战)|一二[·•]?九(?=运动)"
    r"|七七(?=[”’」』]?(?:事变|抗战))|五四(?=[”’」』]?(?:运动|青年|精神))|三八(?=[”’」』]?(?:妇女|国际|红旗|节))"
    r"|六一(?=[”’」』]?(?:儿童|国际|节))|八一(?=[”’」』]?(?:建军|南昌|起义|勋章))|三一五(?=[”’」』]?晚会)"
)
# What may stand beside a numeral in one word without making it an idiom: classifiers, units, hedges.
_PLAIN = frozenset(
    "第个個位名人次年月日号號天条條项項件只隻家台座所间間部本张張份种種类類批届屆期阶階层層级級度倍元块塊角里米亩斤吨公克万萬亿億余餘多来"
    "半约近超岁歲周时時分秒点點刻两兩双條颗顆粒头頭匹棵株枚根支枝艘辆輛架套代章节節卷首篇句字页頁行排步口户戶道场場回遍趟声聲顿頓杯碗盘瓶"
    "箱包袋桶壶星期礼拜世纪紀季平方立厘毫千百十零〇一二三四五六七八九成折版等路环環楼樓村组班师團团军省市县区国國大小约之钟鐘"
)


def idioms(text: str, words: Sequence[Token], starts: set[int]) -> dict[int, str]:
    """The idiom that each of these places is in, if it is in one."""
    if not starts:
        return {}
    of_text = (word for word in words if not starts.isdisjoint(range(word.start, word.end)) and _is_idiom(word.text))
    idioms = {place: word.text for word in of_text for place in range(word.start, word.end)}
    return idioms | {place: match[0] for match in _FIXED.finditer(text) for place in range(*match.span())}


def _is_idiom(word: str) -> bool:
    """Whether a word in which there may be a numeral is one of the dictionary, or a name (顾三)."""
    is_name = word[0] in surnames() and word[0] not in _PLAIN
    return is_name or (not _PLAIN.issuperset(word) and word in entries())


@lru_cache(maxsize=10_000)
def says(word: str, value: Decimal) -> bool:
    """Whether the dictionary renders a word with its number: 三个代表 by "Three Represents", but 四川 by "Sichuan"."""
    return value > 1 and any(value == number for gloss in glosses(word) for _, _, number in en_numbers(gloss))
