from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.detectors.numbers import detect
from toolkit.lexicon.script import simplify
from toolkit.quality import Finding, Pair
from toolkit.registry import load

SURE = 0.5


def make_pairs(*rows: tuple[str, str]) -> list[Pair]:
    zh, _ = simplify([src for src, _ in rows])
    return [Pair(str(row), src, tgt, zh[row]) for row, (src, tgt) in enumerate(rows)]


def found(src: str, tgt: str, least: float = SURE) -> list[tuple[str, str, str]]:
    """The source words, the target words and the suggestion of each finding that is strong enough."""
    findings = [finding for finding in detect(make_pairs((src, tgt))) if finding.strength >= least]
    return [(cut(src, finding.src), cut(tgt, finding.tgt), finding.suggestion) for finding in findings]


def cut(text: str, span: tuple[int, int] | None) -> str:
    return "" if span is None else text[slice(*span)]


@pytest.mark.parametrize(
    ("src", "tgt", "expected"),
    [
        ("全县投资3亿元。", "The county invested 3 billion yuan.", ("3亿元", "3 billion yuan", "300 million yuan")),
        ("造价1.2万元。", "It cost $1.2 million.", ("1.2万元", "$1.2 million", "$12,000")),
        ("粮食产量21.6万吨。", "Output was 21,600 tons.", ("21.6万吨", "21,600 tons", "216,000 tons")),
        ("九千二百一十四万元", "921.4 million yuan", ("九千二百一十四万元", "921.4 million yuan", "92.14 million yuan")),
        ("十二万只候鸟", "12,000 birds", ("十二万", "12,000", "120,000")),
        ("四十余名乘客下车。", "More than 400 passengers got off.", ("四十余", "400", "40")),
        ("下降63%。", "It fell by 65%.", ("63%", "65%", "63%")),
        ("共一百三十七人", "one hundred and seventy-three people", ("一百三十七", "one hundred and seventy-three",
                                                            "one hundred and thirty-seven")),
        ("3月15日开幕。", "It opened on May 15.", ("3月", "May", "March")),
        ("5月12日开幕。", "It opened on May 21.", ("12日", "21", "12")),
        ("始建于1983年。", "It was built in 1938.", ("1983年", "1938", "1983")),
        ("周三出发。", "They left on Thursday.", ("周三", "Thursday", "Wednesday")),
        ("第二十二次会议", "the 23rd meeting", ("第二十二", "23rd", "22nd")),
        ("第二季度回升。", "It recovered in the third quarter.", ("第二季度", "third quarter", "second quarter")),
        ("数十万人受灾。", "Tens of thousands of people suffered.", ("数十万", "Tens of thousands", "hundreds of thousands")),
        ("收取千分之一的费用", "a fee of one percent", ("千分之一", "one percent", "0.1 percent")),
        ("传感器（91）连接阀门（92）和泵（92）", "the sensor (91) connects the valve (92) and the pump (91)", ("92", "91", "92")),
        ("产值增长两倍。", "Output doubled.", ("两倍", "doubled", "tripled")),
        ("产值翻两番。", "Output doubled.", ("翻两番", "doubled", "quadrupled")),
        ("一千二百萬元撥款", "a grant of HK$1.2 million", ("一千二百萬元", "HK$1.2 million", "HK$12 million")),
    ],
)  # fmt: skip
def test_a_wrong_value_is_one_finding_with_both_places(src: str, tgt: str, expected: tuple[str, str, str]) -> None:
    assert found(src, tgt) == [expected]


@pytest.mark.parametrize(
    ("src", "tgt", "expected"),
    [
        ("占比提高4.6个百分点。", "Its share rose by 4.6%.", ("4.6个百分点", "4.6%", "4.6 percentage points")),
        ("利润增长4.6%。", "Profit grew by 4.6 percentage points.", ("4.6%", "4.6 percentage points", "4.6%")),
        ("涂层厚400微米。", "The coating is 400 mm thick.", ("400微米", "400 mm", "400 μm")),
        ("等了半个时辰。", "They waited half an hour.", ("半个时辰", "half an hour", "one hour")),
        ("湖面缩小了三分之二。", "The lake shrank to two-thirds.", ("三分之二", "to two-thirds", "by two-thirds")),
        ("成本降到三成。", "Costs fell by 30 percent.", ("三成", "by 30 percent", "to 30 percent")),
        ("贷款5亿美元。", "The loan is 500 million yuan.", ("5亿美元", "500 million yuan", "500 million US dollars")),
        ("收入和利润分别增长14%和17%。", "Revenue and profit rose 17% and 14% respectively.",
         ("14%和17%", "17% and 14%", "14% and 17%")),
        ("铜的价格上涨12%，煤炭的价格上涨15%。", "The price of copper rose by 15% and the price of coal by 12%.",
         ("12%，煤炭的价格上涨15%", "15% and the price of coal by 12%", "12% and the price of coal by 15%")),
    ],
)  # fmt: skip
def test_right_figures_can_be_wrong(src: str, tgt: str, expected: tuple[str, str, str]) -> None:
    assert found(src, tgt) == [expected]


@pytest.mark.parametrize(
    ("src", "tgt", "expected"),
    [
        ("平台长12米，可容纳30人。", "The platform is 12 meters long.", ("30", "", "")),
        ("补贴金额为800元。", "The subsidy is paid in cash.", ("800元", "", "")),
        ("平台很长。", "The platform is 12 meters long.", ("", "12 meters", "")),
        ("增速继续提高。", "Growth rose by another 7.5%.", ("", "7.5%", "")),
    ],
)
def test_lost_and_invented(src: str, tgt: str, expected: tuple[str, str, str]) -> None:
    assert found(src, tgt) == [expected]


@pytest.mark.parametrize(
    ("src", "tgt"),
    [
        ("投资3.5亿元，增长百分之三十。", "Investment was 350 million yuan, up 30 percent."),
        ("三成员工已经退休，六成五的人在职。", "Thirty percent have retired and 65% still work."),
        ("价格是去年的两倍。", "The price is twice what it was last year."),
        ("产量增长两倍。", "Output tripled."),
        ("产量增长两倍。", "Output rose by 200%."),
        ("产量翻一番。", "Output doubled."),
        ("产量翻两番。", "Output quadrupled."),
        ("约三分之一的人", "about 33 percent of them"),
        ("占地100亩。", "It covers 6.7 hectares."),
        ("占地6000亩。", "It covers 6,000 mu (400 hectares)."),
        ("亩产1000斤。", "The yield is 500 kilograms."),
        ("走了二十里路。", "They walked 10 kilometers."),
        ("装机50万千瓦。", "The capacity is 500 MW."),
        ("二〇二六年三月十五日上午九点半", "at 9:30 a.m. on March 15, 2026"),
        ("26日15时发布", "issued at 3 p.m. on July 26"),
        ("农历八月十五", "the fifteenth day of the eighth lunar month"),
        ("第二十二次、第二十三次会议", "the 22nd and 23rd meetings"),
        ("上半年和第三季度", "in the first half and in the third quarter"),
        ("前三季度", "in the first three quarters"),
        ("上世纪八十年代", "in the 1980s"),
        ("20世纪80年代", "in the 1980s"),
        ("90后青年", "young people born in the 1990s"),
        ("3至5亿元", "300 to 500 million yuan"),
        ("三五个人，七八十岁", "three to five people of seventy or eighty"),
        ("几十人、数百人、上千人、数十万人", "dozens, hundreds, thousands, hundreds of thousands"),
        ("十几个人，二十多头牛", "a dozen people and more than twenty cows"),
        ("近1260万人", "nearly 13 million people"),
        ("长九米二", "9.2 meters long"),
        ("重达 135 万吨", "It weighs 1.35 million tons"),
        ("每股8.5港元", "HK$8.50 a share"),
        ("十分之一的人", "one in ten"),
        ("等三所大学", "Peking University and two other universities"),
        ("十年来", "over the past decade"),
        ("昨天和今年", "yesterday and this year"),
        ("统一思想，一起努力，千方百计，三心二意，万一失败", "With one mind they tried everything, lest it fail."),
        ("十分重要，一些人，一点都不", "It is very important; some people are not at all."),
        ("召开两会", "hold the Two Sessions"),
        ("四川和三亚的医院", "hospitals in Sichuan and Sanya"),
        ("新冠疫情和5G网络", "COVID-19 and 5G networks"),
        ("双方各执一词。", "Both sides stuck to their one version."),
        ("首先，其次，再次", "First, second and third"),
        ("单位：亿元", "Unit: 100 million yuan"),
        ("五十两银子", "fifty taels of silver"),
        ("坚持“四个意识”“两个维护”", "uphold the “four consciousnesses” and “two upholds”"),
        ("增长3%至5%。", "It grew by 3 to 5 percent."),
        ("从10%提高到12%。", "It rose from 10% to 12%."),
        ("24小时值班", "on duty around the clock"),
        ("不到两年就建成了。", "It was completed in under two years."),
        ("罚款金额不得少于五千元。", "The fine shall be at least 5,000 yuan."),
        ("处五年以下有期徒刑", "imprisonment of up to five years"),
        ("公司亏损2.3亿元，利润为-2.3亿元。", "The company lost 230 million yuan, a profit of -230 million yuan."),
        ("授粉能使油菜增产15% - 30%。", "Pollination raises yields by 15-30%."),
        ("从负二层到九层", "from B2 to the 9th floor"),
        ("一走就是十天半个月。", "He would be gone for ten days and more."),
        ("会员享受八折优惠。", "Members pay 80% of the price."),
        ("原价的七折", "30 percent off the original price"),
        ("成本降到原来的三分之一。", "Costs fell by two thirds."),
        ("在7亿用户中，有1.34亿用户是“90后”。", "134 million of the 700 million users were born in the 1990s."),
        ("早上六点三刻", "at 6:45 in the morning"),
        ("下午两点三十分", "half past two in the afternoon"),
        ("十月底前完成", "to be completed by the end of October"),
        ("中国队以2比1逆转对手。", "China came from behind to win 2-1."),
        ("主队0比3负于客队。", "The home side lost 3-0 to the visitors."),
        ("每天两次，每次15分钟", "fifteen minutes twice a day"),
        ("首发的15人", "the starting XV"),
        ("进退两难", "a bit of a Catch 22"),
        ("他一五一十地说了，走了十万八千里。", "He told it all and went to the end of the world."),
        ("大年三十和双十一", "New Year's Eve and Singles' Day"),
        ("八十多岁高龄的老教授", "an octogenarian professor"),
        ("小学三四五年级", "Grades 3, 4 and 5"),
        ("20世纪六七十年代", "in the 1960s and 1970s"),
        ("", "12 meters"),
        ("12米", ""),
    ],
)
def test_good_translations_are_left_in_peace(src: str, tgt: str) -> None:
    assert found(src, tgt) == []


@pytest.mark.parametrize(
    ("src", "tgt", "marked"),
    [
        ("参会人员逾300人。", "Fewer than 300 people attended.", "Fewer than 300"),
        ("车速不得超过每小时60公里。", "The speed must not be less than 60 kilometers per hour.", "not be less than 60 kilometers"),
        ("注册资本不低于1000万元。", "Registered capital shall be no more than 10 million yuan.", "no more than 10 million yuan"),
        ("肌酐清除率低于30ml/min者禁用。", "Contraindicated where creatinine clearance is above 30 ml/min.", "above 30 ml"),
        ("气温降至零下三十度。", "The temperature dropped to thirty degrees.", "thirty"),
        ("净利润为-1.2亿元。", "Net profit was 120 million yuan.", "120 million yuan"),
        ("他在那里住了两年半。", "He lived there for two years.", "two years"),
        ("门票打六折。", "Tickets are 60 percent off.", "60 percent"),
        ("室温22摄氏度", "a room temperature of 22°F", "22°F"),
        ("买了二两茶叶。", "He bought two jin of tea.", "two jin"),
        ("平均寿命延长至78岁。", "Life expectancy was extended by 78 years.", "by 78 years"),
        ("学院现有教授46人，副教授78人。", "The school has 78 professors and 46 associate professors.",
         "78 professors and 46"),
        ("2021年9月上旬，工程竣工。", "The project was completed in late September 2021.", "late September"),
        ("上午九点开门。", "It opens at 9 p.m.", "9 p.m"),
        ("每天早上七点一刻出发。", "They set off at a quarter to seven every morning.", "quarter to"),
        ("公元前221年，秦统一六国。", "In 221 AD, Qin unified the six states.", "AD"),
        ("前三季度经济平稳。", "The economy was stable in the third quarter.", "third quarter"),
        ("每分钟30～40滴。", "30-40 drops per hour.", "per hour"),
        ("他跑了倒数第二。", "He came second.", "second"),
        ("最终以二比一获胜。", "They won two to two.", "two to two"),
        ("男女比例为1.3:1。", "The ratio of men to women is 1:1.3.", "1:1.3"),
        ("一次10毫升，一日三次。", "10 ml each time, once a day.", "once a day"),
        ("这条街有三家茶馆。", "The street has four teahouses.", "four"),
        ("贯彻“三个代表”重要思想", "implement the important thought of Two Represents", "Two"),
        ("“十四五”规划", "the 15th Five-Year Plan", "15th"),
        ("这是该剧的第三季。", "This is the second season of the show.", "second"),
        ("老人年逾花甲。", "The old man is past seventy.", "seventy"),
        ("数百名学生参加了活动。", "Dozens of students took part.", "Dozens"),
        ("晚上十点关灯。", "Lights go out at eleven at night.", "eleven"),
        ("额定电压220V。", "The rated voltage is 110 V.", "110 V"),
        ("死亡率不到万分之一。", "The mortality rate is below one in a thousand.", "one in a thousand"),
        ("本产品保修期为购买之日起两年。", "The warranty is one year from the date of purchase.", "one year"),
    ],
)  # fmt: skip
def test_what_else_can_be_wrong(src: str, tgt: str, marked: str) -> None:
    assert [english for _, english, _ in found(src, tgt)] == [marked]


@pytest.mark.parametrize(
    ("src", "tgt", "lost"),
    [
        ("村里修了两座桥。", "The village got some bridges.", "两"),
        ("他走了三天才走出大山。", "He walked for days before he got out of the mountains.", "三天"),
        ("他在一九七八年考上大学。", "He was admitted to university.", "一九七八年"),
    ],
)
def test_a_number_made_vague_is_lost(src: str, tgt: str, lost: str) -> None:
    assert found(src, tgt) == [(lost, "", "")]


def test_places_with_two_faults_have_one_finding() -> None:
    assert [tgt for _, tgt, _ in found("主队以3：2险胜。", "The home team won 3-1.")] == ["3-1"]


def test_messages_severities_and_order() -> None:
    findings = detect(make_pairs(("共3亿元，增长5%。", "A total of 3 billion yuan, up 6%."), ("好。", "Good.")))
    assert [(f.row, f.category, f.severity) for f in findings] == [
        (0, "Accuracy/Number", "critical"),
        (0, "Accuracy/Number", "major"),
    ]
    assert findings[0].message == "3亿元 is 300 million yuan, not “3 billion yuan”."


def test_a_number_in_the_next_pair_or_a_doubtful_alignment_counts_half() -> None:
    alone = detect(make_pairs(("面积800平方米。", "It is large."), ("很好。", "Good.")))
    moved = detect(make_pairs(("面积800平方米。", "It is large."), ("很好。", "Good; it covers 800 square meters.")))
    pair = make_pairs(("面积800平方米。", "It is large."))[0]
    doubtful = detect([Pair("0", pair.src, pair.tgt, pair.zh, confidence=0.2)])
    assert [f.strength for f in moved] == [alone[0].strength / 2] * 2
    assert [f.strength for f in doubtful] == [alone[0].strength / 2]


def _check(findings: list[Finding], pair: Pair) -> None:
    for finding in findings:
        assert 0 <= finding.strength <= 1
        for span, text in ((finding.src, pair.src), (finding.tgt, pair.tgt)):
            assert span is None or 0 <= span[0] < span[1] <= len(text)


ZH = st.text(
    st.one_of(
        st.sampled_from("一二两三十百千万亿半几多余成倍分之百第年月日时点元吨里周季度增长到了%1²9.，、- "),
        st.characters(),
    )
)
EN_WORDS = "1 22nd 3.5 million billion % percent percentage points $ half doubled in to March s K . - ( 1980".split()
EN = st.lists(st.one_of(st.sampled_from(EN_WORDS), st.text())).map(" ".join)


@given(ZH, EN)
@settings(deadline=None)
def test_any_text(src: str, tgt: str) -> None:
    pair = make_pairs((src, tgt))[0]
    findings = detect([pair])
    _check(findings, pair)
    assert detect([pair]) == findings


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("9" * 500_000, "9" * 499_999),
        ("1,", "2, "),
        ("三分之二", "one in ten "),
        ("增长3%", "to 5%, "),
        ("第", "th "),
        ("（", "( "),
    ],
)
def test_a_megabyte_is_no_trouble(zh: str, en: str) -> None:
    pair = Pair("0", zh * (200_000 // len(zh)), en * (200_000 // len(en)), zh * (200_000 // len(zh)))
    start = time.process_time()
    detect([pair])
    assert time.process_time() - start < 30


def test_human_translations_have_few_findings(shared: Path) -> None:
    lines = (shared / "wmt" / "bitext.tsv").read_text("utf-8").removesuffix("\n").split("\n")[1:3001]
    pairs = make_pairs(*((line.split("\t")[1], line.split("\t")[2]) for line in lines))
    assert sum(finding.strength >= SURE for finding in detect(pairs)) <= 0.007 * len(pairs)


def test_the_plug_in() -> None:
    assert load("detectors", "numbers")([]) == []


@pytest.mark.parametrize(
    ("src", "tgt"),
    [
        ("腊月二十过后，他支起桌子。", "After December 20 he set up the table."),
        ("每年农历三月初三举办歌会。", "The fair is held on March 3 every year."),
        ("八月初八开市。", "The market opens on August 8."),
    ],
)
def test_a_lunar_date_is_no_date_of_the_solar_calendar(src: str, tgt: str) -> None:
    findings = [finding for finding in detect(make_pairs((src, tgt))) if "lunar" in finding.message]
    assert len(findings) == 1
    assert findings[0].strength >= SURE


@pytest.mark.parametrize(
    ("src", "tgt"),
    [
        ("农历三月初三举办歌会。", "The fair is held on the third day of the third lunar month."),
        ("农历三月初三，即4月5日，举办歌会。", "The fair is held on April 5."),
        ("三月三日举办歌会。", "The fair is held on March 3."),
        ("农历五月初五是端午节。", "The Dragon Boat Festival falls on May 5 of the lunar calendar."),
    ],
)
def test_lunar_dates_that_are_told_as_such_and_solar_dates_are_right(src: str, tgt: str) -> None:
    assert not [finding for finding in detect(make_pairs((src, tgt))) if "lunar" in finding.message]


@pytest.mark.parametrize(
    ("src", "tgt", "marked"),
    [
        ("将行进速度降低一半。", "The speed is doubled.", "doubled"),
        ("产量翻了一番。", "Output was halved.", "halved"),
    ],
)
def test_a_half_is_no_double(src: str, tgt: str, marked: str) -> None:
    findings = [finding for finding in detect(make_pairs((src, tgt))) if "opposite" in finding.message]
    assert [cut(tgt, finding.tgt) for finding in findings] == [marked]


@pytest.mark.parametrize(
    ("src", "tgt"),
    [
        ("能耗减半，产量翻番。", "Energy use halved while output doubled."),
        ("速度降低一半。", "The speed is cut by half."),
        ("他加倍努力，开支减少一半。", "He doubled his efforts and cut spending by half."),
    ],
)
def test_changes_in_the_same_direction_are_right(src: str, tgt: str) -> None:
    assert not [finding for finding in detect(make_pairs((src, tgt))) if "opposite" in finding.message]
