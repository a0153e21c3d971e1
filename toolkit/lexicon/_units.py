"""Units of measure, of money and of the calendar, by their Chinese and English names."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

import regex


class Unit(NamedTuple):
    """A unit: what it measures, its name, and its size in the dimension's own unit (0 where it has no fixed size)."""

    dimension: str
    name: str
    size: Decimal = Decimal(0)


NONE = Unit("", "")
"""Of a bare number, and of one whose unit is not in the tables."""

# Dimension, name, size, Chinese forms, English forms; "_" is a space or hyphen, and a plural in s is understood.
_TABLE = """
length km 1000 公里|千米|km kilometer|kilometre|km
length m 1 米|公尺|m meter|metre|m
length cm .01 厘米|公分|cm centimeter|centimetre|cm
length mm .001 毫米|mm millimeter|millimetre|mm
length μm .000001 微米|μm|µm|um micrometer|micrometre|micron|μm|µm|um
length nm .000000001 纳米|nm nanometer|nanometre|nm
length miles 1609.344 英里 mile|mi
length nautical_miles 1852 海里 nautical_mile
length light-years 9460730472580800 光年 light_year
length feet .3048 英尺|呎 feet|foot|ft
length inches .0254 英寸|吋 inch|inches
length yards .9144 码 yard
length li 500 华里|里地|里路|里 li
length zhang 3.3333 丈 zhang
length chi .33333 尺 chi
length cun .033333 寸 cun
area km² 1000000 平方公里|平方千米|km²|km2 square_kilometer|square_kilometre|square_km|sq_km|km²|km2
area m² 1 平方米|平米|㎡|m²|m2 square_meter|square_metre|sq_m|m²|m2|㎡
area hectares 10000 公顷 hectare|ha
area mu 666.6667 亩 mu
area qing 66666.67 顷 qing
area acres 4046.856 英亩 acre
area square_miles 2589988 平方英里 square_mile
area square_feet .092903 平方英尺 square_feet|square_foot|sq_ft
mass tonnes 1000 公吨|吨|t metric_ton|metric_tonne|tonne|ton|t
mass kg 1 公斤|千克|kg kilogram|kilogramme|kilo|kg
mass dan 50 担 dan|picul
mass jin .5 市斤|斤 jin|catty|catties
mass liang .05 - liang|tael
mass g .001 克|g gram|gramme|g
mass carats .0002 克拉 carat
mass mg .000001 毫克|mg milligram|mg
mass μg .000000001 微克|μg|µg|ug microgram|μg|µg|ug|mcg
mass pounds .45359237 磅 pound|lb
mass ounces .0283495 盎司 ounce|oz
volume m³ 1000 立方米|m³|m3 cubic_meter|cubic_metre|m³|m3
volume litres 1 公升|升|L liter|litre|L
volume ml .001 毫升|ml|mL milliliter|millilitre|ml|mL
volume gallons 3.785 加仑 gallon
time centuries 3155760000 世纪 century|centuries
time decades 315576000 年代 decade
time years 31557600 周年|年|周岁|岁|载 year_old|year|yr
time months 2629800 个月|个多月|个半月 month
time weeks 604800 星期|礼拜|周 week
time fortnights 1209600 - fortnight
time days 86400 天|昼夜 day|night
time shichen 7200 时辰 shichen
time hours 3600 小时|钟头 hour|hr
time quarter-hours 900 刻钟 quarter_hour
time minutes 60 分钟 minute|min
time seconds 1 秒钟|秒 second|sec
time ms .001 毫秒|ms millisecond|ms
energy kcal .0011622 千卡|大卡|kcal kilocalorie|kcal
energy Wh .001 瓦时|瓦特小时|Wh|W·h watt_hour|Wh|W·h
energy kWh 1 千瓦时|千瓦小时|kWh|kW·h kilowatt_hour|kWh|kW·h
energy MWh 1000 兆瓦时|MWh|MW·h megawatt_hour|MWh|MW·h
energy GWh 1000000 吉瓦时|GWh gigawatt_hour|GWh
power horsepower 735.5 马力 horsepower|hp
power W 1 瓦特|瓦|W watt|W
power kW 1000 千瓦|kW kilowatt|kW
power MW 1000000 兆瓦|MW megawatt|MW
power GW 1000000000 吉瓦|GW gigawatt|GW
voltage V 1 伏特|伏|V volt|V
voltage kV 1000 千伏|kV kilovolt|kV
current mA .001 毫安|mA milliampere|milliamp|mA
charge mAh .001 毫安时|mAh mAh|milliampere_hour
frequency Hz 1 赫兹|Hz hertz|Hz
frequency kHz 1000 千赫|kHz kilohertz|kHz
frequency MHz 1000000 兆赫|MHz megahertz|MHz
frequency GHz 1000000000 吉赫|GHz gigahertz|GHz
pressure mmHg 133.322 毫米汞柱|mmHg mmHg|mm_Hg
pressure Pa 1 帕斯卡|Pa pascal|Pa
pressure kPa 1000 千帕|kPa kilopascal|kPa
pressure MPa 1000000 兆帕|MPa megapascal|MPa
sound dB 1 分贝|dB decibel|dB
data MB 1 MB|兆字节 MB|megabyte
data GB 1024 GB GB|gigabyte
data TB 1048576 TB TB|terabyte
ratio percent .01 %|％ %|％|percent|per_cent|pct
ratio per_mille .001 ‰ ‰|per_mille|per_thousand
ratio times 1 倍 times|time|fold|x
points basis_points .01 个基点|基点|bp basis_point|bp
points percentage_points 1 个百分点|百分点 percentage_point|percent_point|per_cent_point|point|pp|ppt
temperature °C 0 摄氏度|℃|°C °C|℃|degree_Celsius|degrees_Celsius|degrees_centigrade
temperature °F 0 华氏度|℉|°F °F|℉|degrees_Fahrenheit
money yuan 0 元人民币|人民币元|人民币|元|块钱|圆 RMB_yuan|Chinese_yuan|yuan|RMB|CNY|renminbi|kuai
money US_dollars 0 美元|美金 U.S._dollar|US_dollar|USD
money dollars 0 - dollar|buck
money Hong_Kong_dollars 0 港元|港币 Hong_Kong_dollar|HKD
money Australian_dollars 0 澳元 Australian_dollar|AUD
money Canadian_dollars 0 加元 Canadian_dollar|CAD
money New_Taiwan_dollars 0 新台币|台币 New_Taiwan_dollar|NTD
money euros 0 欧元 euro|EUR
money pounds_sterling 0 英镑 pounds_sterling|GBP
money yen 0 日元|日圆 Japanese_yen|yen|JPY
money won 0 韩元 South_Korean_won|Korean_won|won|KRW
money roubles 0 卢布 rouble|ruble|RUB
money rupees 0 卢比 rupee|INR
money francs 0 瑞士法郎|法郎 Swiss_franc|franc|CHF
day day 0 日|号 -
hour hour 0 时|点钟|点 p.m.|a.m.|pm|am|o’clock|o'clock
"""
_SIGNS = {
    "US$": "US dollars", "$": "dollars", "HK$": "Hong Kong dollars", "A$": "Australian dollars", "C$": "Canadian dollars",
    "NT$": "New Taiwan dollars", "€": "euros", "£": "pounds sterling", "RMB": "yuan", "CNY": "yuan", "USD": "US dollars",
    "¥": "yuan", "￥": "yuan", "HKD": "Hong Kong dollars", "EUR": "euros", "GBP": "pounds sterling", "₩": "won",
}  # fmt: skip

UNITS: dict[str, Unit] = {}
ZH_FORMS: dict[str, Unit] = {}
EN_FORMS: dict[str, Unit] = {}
for _dimension, _name, _size, _zh, _en in map(str.split, _TABLE.strip().split("\n")):
    _name = _name.replace("_", " ")
    UNITS[_name] = Unit(_dimension, _name, Decimal(_size))
    ZH_FORMS.update(dict.fromkeys(_zh.split("|"), UNITS[_name]))
    EN_FORMS.update(dict.fromkeys(_en.replace("_", " ").split("|"), UNITS[_name]))
SIGN_UNITS = {sign: UNITS[name] for sign, name in _SIGNS.items()}
"""The units that stand before a number in English."""
YEAR, MONTH, WEEKDAY, QUARTER, HALF = (
    Unit(name, name) for name in ("year", "month", "weekday", "quarter", "half-year")
)
"""Places in the calendar; `UNITS` has "day" and "hour" beside them."""
GROWN = Unit("ratio", "grown", Decimal(1))
"""Of "tripled": to so many times what it was."""


def alternatives(forms: Iterable[str], *, has_plural: bool = False) -> str:
    """A pattern of any of the forms, the longest first; a space in one is any space or hyphen."""
    longest_first = sorted((form for form in forms if form != "-"), key=len, reverse=True)
    ends = [r"s?+\b" if has_plural and form[-1].isalpha() and len(form) > 1 else "" for form in longest_first]
    return "|".join(
        regex.escape(form, literal_spaces=True).replace(" ", r"[\s-]") + end
        for form, end in zip(longest_first, ends, strict=True)
    )


def en_unit(form: str) -> Unit | None:
    """The unit that an English form names. Short forms are told by their case: 5G is no weight."""
    form = " ".join(form.replace("-", " ").split())
    for known in (form, form.removesuffix("s"), form.lower(), form.lower().removesuffix("s")):
        if known in EN_FORMS and (known in (form, form.removesuffix("s")) or len(known) > 2):
            return EN_FORMS[known]
    return None
