from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.lexicon.quantities import Quantity, agree, digits, en_quantities, is_other_magnitude, zh_quantities
from toolkit.lexicon.tokens import zh_tokens


def zh(text: str) -> list[Quantity]:
    return zh_quantities(text, zh_tokens(text))


def shown(text: str, found: list[Quantity], least: float) -> list[str]:
    """Words, value and unit of the quantities that weigh enough."""
    return [f"{text[q.start : q.end]}={q.value:f} {q.unit.name}".rstrip() for q in found if q.weight >= least]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("投资3.5亿元", ["3.5亿元=350000000 yuan"]),
        ("135 万吨", ["135 万吨=1350000 tonnes"]),
        ("50万千瓦时", ["50万千瓦时=500000 kWh"]),
        ("五十两", ["五十两=50 liang"]),
        ("百分之三十和千分之三", ["百分之三十=30 percent", "千分之三=0.3 percent"]),
        ("三成五、6成", ["三成五=35 percent", "6成=60 percent"]),
        ("提高0.2个百分点", ["0.2个百分点=0.2 percentage points"]),
        ("是去年的两倍", ["两倍=2 times"]),
        ("增长了两倍", ["两倍=3 times"]),
        ("翻两番", ["翻两番=4 grown"]),
        ("三分之二", ["三分之二=0.6666666666666666666666666667 times"]),
        ("2019年3月15日", ["2019年=2019 year", "3月=3 month", "15日=15 day"]),
        ("3个月", ["3个月=3 months"]),
        ("20世纪80年代", ["20世纪80年代=1980 year"]),
        ("第二十二次", ["第二十二=22"]),
        ("第一季度、下半年", ["第一季度=1 quarter", "下半年=2 half-year"]),
        ("周三开会", ["周三=3 weekday"]),
        ("年过四旬", ["四=40"]),
        ("长九米二。", ["九米二=9.2 m"]),
        ("四十余名", ["四十余=40"]),
        ("几十、数百万、上千人", ["几十=10", "数百万=1000000", "上千=1000"]),
        ("一两天、三两茶叶", ["一两天=2 days", "三两=3 liang"]),
        ("八折、八五折、9.5折", ["八折=80 percent", "八五折=85 percent", "9.5折=95 percent"]),
        ("年过半百，年近古稀", ["半百=50", "古稀=70"]),
        ("“十四五”规划", ["十四五=14"]),
        ("隔日一次", ["隔日=2 days"]),
        ("早上十点", ["十点=10 hour"]),
        ("17:30", ["17=17 hour", "30=30"]),
        ("三四五年级", ["三=3", "四=4", "五=5"]),
        ("万分之一", ["万分之一=0.01 percent"]),
        ("成千上万", ["成千上万=1000"]),
        ("三世纪", ["三世纪=3"]),
        ("一个半小时", ["一个半小时=1.5 hours"]),
        ("三块五", ["三块五=3.5 yuan"]),
        ("三块地", ["三=3"]),
        ("七十有三", ["七十有三=73"]),
        ("三年级二班", ["三=3", "二=2"]),
        ("五千年", ["五千年=5000 years"]),
        ("民国二十一年", ["二十一年=1932 year"]),
        ("光绪三年重修", ["三年=1877 year"]),
        ("虚岁六十", ["六十=60"]),
        ("月息六厘，年息一分", ["六厘=0.6 percent", "一分=10 percent"]),
        ("跑出十秒四七。", ["十秒四七=10.47 seconds"]),
        ("身高一米六八的姑娘", ["一米六八=1.68 m"]),
        ("烧到三十九度一。", ["三十九度一=39.1"]),
        ("比去年多了两倍半", ["两倍半=3.5 times"]),
        ("上百棵树、上千条短信", ["上百=100", "上千=1000"]),
        ("网上百科、早上百事不顺", []),
        ("初八、初九两天", ["八=8", "九=9", "两天=2 days"]),
        ("相差三个数量级", ["三个数量级=1000 times"]),
        ("上调15个基点", ["15个基点=15 basis points"]),
        ("三刻钟", ["三刻钟=3 quarter-hours"]),
        ("折合美元约4亿", ["4亿=400000000 US dollars"]),
        ("每500户中有10户", ["500户中有10=0.02 times"]),
        ("航行60海里", ["60海里=60 nautical miles"]),
        ("“七七”事变、五四运动、正月十五赏灯", []),
        ("一五一十、大年三十、十一黄金周", []),
        ("统一、万一、三心二意、四川、十分、一些", []),
    ],
)
def test_chinese(text: str, expected: list[str]) -> None:
    assert shown(text, zh(text), 0.3) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("HK$1.2 million", ["HK$1.2 million=1200000 Hong Kong dollars"]),
        ("500 million yuan", ["500 million yuan=500000000 yuan"]),
        ("a £10m loan of RMB 5bn", ["£10m=10000000 pounds sterling", "RMB 5bn=5000000000 yuan"]),
        ("3.2 million square meters", ["3.2 million square meters=3200000 m²"]),
        ("30 percent, 5% and 2 percentage points", ["30 percent=30 percent", "5%=5 percent",
                                                      "2 percentage points=2 percentage points"]),
        ("two-thirds", ["two-thirds=0.6666666666666666666666666667 times"]),
        ("one in ten", ["one in ten=0.1 times"]),
        ("it doubled", ["doubled=2 grown"]),
        ("on March 15, 2026", ["March=3 month", "15=15 day", "2026=2026"]),
        ("the 22nd of July", ["22nd=22 day", "July=7 month"]),
        ("the third quarter", ["third quarter=3 quarter"]),
        ("hundreds of thousands of birds", ["hundreds of thousands=100000"]),
        ("on Friday", ["Friday=5 weekday"]),
        ("400 μm or 0.5 kW·h", ["400 μm=400 μm", "0.5 kW·h=0.5 kWh"]),
        ("6,000 mu (400 hectares)", ["6,000 mu=6000 mu"]),
        ("2,06,737 people", ["2,06,737=206737"]),
        ("hundreds of people, dozens of books", ["hundreds=100", "dozens=10"]),
        ("in his sixties, an octogenarian", ["sixties=60", "octogenarian=80 years"]),
        ("an hour and a half", ["an hour and a half=1.5 hours"]),
        ("a score of boats", ["a score=20"]),
        ("Phase II", ["II=2"]),
        ("the 1890s, 1/4", ["1890=1890", "1=1", "4=4"]),
        ("at 4:30 p.m.", ["4=4 hour", "30 p.m.=30 hour"]),
        ("three times a day, three times as many", ["three times=3", "three times=3 times"]),
        ("aged 13", ["13=13 years"]),
        ("COVID-19, Catch-22 and 9/11", ["9=9"]),
        ("12 lakh people", ["12 lakh=1200000"]),
        ("one-sixth of it", ["one-sixth=0.1666666666666666666666666667 times"]),
        ("more than a quarter failed", ["a quarter=0.25 times"]),
        ("three dozen plates", ["three dozen=36"]),
        ("a thirteenfold rise", ["thirteenfold=13 times"]),
        ("two orders of magnitude, a factor of five", ["two orders of magnitude=100 times", "five=5 times"]),
        ("several decades", ["several decades=30 years"]),
        ("from 90 yuan in 2012 to 100 in 2013", ["90 yuan=90 yuan", "2012=2012", "100=100", "2013=2013"]),
        ("for every 200 people there are six", ["200 people there are six=0.03 times"]),
        ("four deaths per 1,000", ["four deaths per 1,000=0.004 times"]),
        ("in 1877, the third year of the reign", ["third=3"]),
        ("five cups (two of them cracked)", ["five=5", "two=2"]),
        ("at seven-thirty", ["seven=7", "thirty=30"]),
        ("25 basis points", ["25 basis points=25 basis points"]),
        ("both, once, one of them, the first", []),
    ],
)  # fmt: skip
def test_english(text: str, expected: list[str]) -> None:
    assert shown(text, en_quantities(text), 0.3) == expected


def test_a_digit_that_python_does_not_know() -> None:
    assert [q.value for q in (*zh("\U000116d0元"), *en_quantities("\U000116d0s"))] == [0, 0]


def test_names_of_things_weigh_little() -> None:
    assert {q.weight for q in en_quantities("COVID-19, the G7, a Ka-52M and 9/11")} <= {0.0, 0.3}
    assert [q.weight for q in zh("5G和G7")] == [0.3, 0.3]


@pytest.mark.parametrize(
    ("src", "tgt", "expected"),
    [
        ("3亿元", "300 million yuan", True),
        ("3亿元", "3 billion yuan", False),
        ("100亩", "6.7 hectares", True),
        ("100亩", "67 hectares", False),
        ("30%", "0.3 times", True),
        ("三成", "30 percent", True),
        ("三分之一", "33 percent", True),
        ("1263人", "1,300 people", True),
        ("1300人", "1,263 people", False),
        ("约200人", "about 201 people", False),
        ("增长两倍", "tripled", True),
        ("增长两倍", "doubled", False),
        ("增长两倍", "grew 200%", True),
        ("翻一番", "grew by 100%", True),
        ("15时", "3 p.m.", True),
        ("半年", "6 months", True),
        ("24小时", "1 day", True),
        ("3月", "April", False),
        ("九十年代", "1990s", True),
        ("三五个", "five", True),
        ("3至5亿元", "300 million yuan", True),
        ("一个半月", "six weeks", True),
        ("半打", "half a dozen", True),
        ("一个半小时", "ninety minutes", True),
        ("两年半", "two and a half years", True),
        ("增加两倍", "threefold", True),
        ("一百周年", "centenary", True),
        ("几十人", "dozens", True),
        ("数百人", "dozens", False),
        ("成千上万", "tens of thousands", True),
        ("年逾花甲", "seventy", False),
        ("下午五点", "17:00", True),
        ("民国八年", "1919", True),
        ("民国八年", "1908", False),
        ("虚岁六十", "fifty-nine", True),
        ("50个基点", "half a percentage point", True),
        ("三刻钟", "forty-five minutes", True),
        ("三刻钟", "three quarters of an hour", True),
        ("五百米", "half-kilometre", True),
        ("二百五十毫升", "a quarter of a litre", True),
        ("二十世纪九十年代", "1890s", False),
        ("十几年", "several decades", False),
        ("几十年", "several decades", True),
        ("每500户中有10户", "2%", True),
        ("两打", "two dozen", True),
        ("九六年", "1996", True),
        ("六小时十五分", "six and a quarter hours", True),
    ],
)
def test_agreement(src: str, tgt: str, expected: bool) -> None:
    assert agree(zh(src)[0], en_quantities(tgt)[0]) is expected


def test_magnitudes() -> None:
    assert is_other_magnitude(Decimal("1.2E4"), Decimal("1.2E6"))
    assert not is_other_magnitude(Decimal(12), Decimal("12.0"))
    assert not is_other_magnitude(Decimal(0), Decimal(0))
    assert digits(Decimal("0.0120")) == "12"


ANY = st.text(
    st.one_of(
        st.sampled_from("零一二两三九十百千万亿几数半成倍分之点年代月日时后多余0123456789½٣.,%$K'’s "), st.characters()
    )
)


@given(ANY)
@settings(deadline=None)
def test_places_are_in_order_and_nothing_raises(text: str) -> None:
    for found in (zh(text), en_quantities(text)):
        assert found == sorted(found)
        for quantity in found:
            low, high = quantity.number
            assert 0 <= quantity.start <= low < high <= quantity.end <= len(text)
            assert quantity.values
            assert 0 <= quantity.weight <= 1
            agree(quantity, found[0])


@pytest.mark.parametrize("text", ["9" * 1_500_000 + end for end in ("", "年代", "s", "K", "万千瓦", "时", "th", "%")])
def test_numbers_of_any_length(text: str) -> None:
    for found in (zh_quantities(text, ()), en_quantities(text)):
        assert len(found) == 1
        assert agree(found[0], found[0])
