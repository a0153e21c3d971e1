from __future__ import annotations

import pytest

from tests.detectors.test_numbers import found


@pytest.mark.parametrize(
    ("src", "tgt", "marked"),
    [
        ("炉温保持在900 K。", "The furnace is kept at 900 °C.", "900 °C"),
        ("脉冲宽度为8纳秒。", "The pulse is 8 milliseconds wide.", "8 milliseconds"),
        ("水箱容积三立方米。", "The tank holds three square metres.", "three square metres"),
        ("电池容量为60千瓦时。", "The battery holds 60 kilowatts.", "60 kilowatts"),
        ("筹得善款4.6亿元。", "The appeal raised 460 million euros.", "460 million euros"),
        ("每个卖八毛钱。", "They sell for 8 yuan each.", "8 yuan"),
        ("煤价跌至每吨六百元。", "Coal fell to 600 yuan a kilogram.", "600 yuan a kilogram"),
        ("患者在第6周复查。", "Patients were examined again in month 6.", "6"),
        ("他被评定为七级伤残。", "He was found to have a seven percent disability.", "seven percent"),
        ("托管费按0.8%的年费率收取。", "Custody is charged at 0.8% a month.", "a month"),
        ("水费约占居民月收入的百分之二。", "Water takes about 2% of a household's annual income.", "annual"),
        ("第五轮磋商结束。", "The five rounds of consultations have ended.", "five"),
        ("前六名选手晋级。", "The sixth competitor went through.", "sixth"),
        ("前10个月出口增长。", "Exports grew in October.", "October"),
        ("订单量环比腰斩。", "Orders fell by a fifth from the month before.", "a fifth"),
        (
            "他花了半个世纪收集民歌。",
            "He spent a quarter of a century collecting folk songs.",
            "a quarter of a century",
        ),
        ("首回合1比0，点球以4比2取胜。", "They won 1-0, then 4-3 on penalties.", "4-3"),
    ],
)
def test_the_same_figure_of_another_kind(src: str, tgt: str, marked: str) -> None:
    assert [there for _, there, _ in found(src, tgt)] == [marked]


@pytest.mark.parametrize(
    ("src", "tgt"),
    [
        ("项目耗资2.5亿元。", "The project cost a quarter of a billion yuan."),
        ("预算约5亿元。", "The budget is about half a billion yuan."),
        ("服刑二年三个月。", "He served twenty-seven months."),
        ("服刑二年三个月。", "He served two years and three months."),
        ("片长150分钟。", "The film runs two and a half hours."),
        ("等了90分钟。", "They waited a full hour and a half."),
        ("发电3,000亿千瓦时。", "It generated 300 TWh."),
        ("价格比去年高了一倍。", "The price is twice last year's."),
        ("比例从百分之六十降到了百分之三十。", "The share has halved to 30%."),
        ("罚款以十万计。", "The fines run to six figures."),
        ("连续三个赛季夺冠。", "They won for a third straight season."),
        ("两点建议", "two points of advice"),
        ("隔离14日", "14 days of quarantine"),
        ("每斤八元", "eight yuan per jin"),
        ("他是00后。", "He was born after 2000."),
        ("一个500元的包，相当于70美元。", "A 500-yuan bag, about 70 US dollars."),
    ],
)
def test_the_same_amount_in_other_words(src: str, tgt: str) -> None:
    assert found(src, tgt) == []
