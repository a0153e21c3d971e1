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
length km 1000 公里 kph|kmh
length miles 1609.344 英里 mile|mi|mph
length nautical_miles 1852 海里 nautical_mile
length light-years 9460730472580800 光年 light_year
length feet .3048 英尺|呎 feet|foot|ft
length inches .0254 英寸|吋 inch|inches
length yards .9144 码 yard
length m 1 公尺 -
length cm .01 公分 -
length li 500 华里|里地|里路|里 li
length zhang 3.3333 丈 zhang
length chi .33333 尺 chi
length cun .033333 寸 cun
area km² 1000000 平方公里|平方千米|km²|km2 square_kilometer|square_kilometre|square_km|sq_km|km²|km2
area m² 1 平方米|平米|㎡|m²|m2 square_meter|square_metre|sq_m|m²|m2|㎡
area cm² .0001 平方厘米|cm²|cm2 square_centimeter|square_centimetre|sq_cm|cm²|cm2
area mm² .000001 平方毫米|mm²|mm2 square_millimeter|square_millimetre|sq_mm|mm²|mm2
area hectares 10000 公顷 hectare|ha
area mu 666.6667 亩 mu
area qing 66666.67 顷 qing
area acres 4046.856 英亩 acre
area square_miles 2589988 平方英里 square_mile
area square_feet .092903 平方英尺 square_feet|square_foot|sq_ft
area square_inches .00064516 平方英寸 square_inch|square_inches|sq_in
mass tonnes 1000 公吨|吨|t metric_ton|metric_tonne|tonne|ton|t
mass kg 1 公斤 kilo
mass dan 50 担 dan|picul
mass jin .5 市斤|斤 jin|catty|catties
mass liang .05 - liang|tael
mass carats .0002 克拉 carat
mass pounds .45359237 磅 pound|lb|lbs
mass ounces .0283495 盎司 ounce|oz
volume km³ 1000000000000 立方公里|立方千米|km³|km3 cubic_kilometer|cubic_kilometre|km³|km3
volume m³ 1000 立方米|m³|m3 cubic_meter|cubic_metre|cu_m|m³|m3
volume cm³ .001 立方厘米|cm³|cm3 cubic_centimeter|cubic_centimetre|cc|cm³|cm3
volume mm³ .000001 立方毫米|mm³|mm3 cubic_millimeter|cubic_millimetre|mm³|mm3
volume cubic_feet 28.3168 立方英尺 cubic_feet|cubic_foot|cu_ft
volume litres 1 公升|升|L liter|litre|L
volume mL .001 - ml
volume gallons 3.785 加仑 gallon
volume barrels 158.987 桶 barrel|bbl
time centuries 3155760000 世纪 century|centuries
time decades 315576000 年代 decade
time years 31557600 周年|年|周岁|岁|载 year_old|year|yr|yrs
time months 2629800 个月|个多月|个半月 month
time weeks 604800 星期|礼拜|周 week
time fortnights 1209600 - fortnight
time days 86400 天|昼夜 day|night
time shichen 7200 时辰 shichen
time hours 3600 小时|钟头 hour|hr|hrs
time quarter-hours 900 刻钟 quarter_hour
time minutes 60 分钟 minute|min
time seconds 1 秒钟|秒 second|sec
energy kWh 1 千瓦小时|度电 kwh|KWH
energy kcal .0011622 大卡 -
power kW 1000 - kw|KW
power horsepower 735.5 马力 horsepower|hp
pressure mmHg 133.322 毫米汞柱|mmHg mmHg|mm_Hg
pressure atmospheres 101325 个大气压|大气压 atmosphere
sound dB 1 分贝|dB decibel|dB
radiation mSv 1 毫西弗|毫希|mSv millisievert|mSv
radiation μSv .001 微西弗|微希|μSv|µSv microsievert|μSv|µSv
ratio percent .01 %|％ %|％|percent|per_cent|pct
ratio per_mille .001 ‰ ‰|per_mille|per_thousand
ratio ppm .000001 ppm ppm|parts_per_million
ratio times 1 倍 times|time|fold|x
points basis_points .01 个基本点|个基点|基本点|基点|bp basis_point|bp
points percentage_points 1 个百分点|百分点 percentage_point|percent_point|per_cent_point|point|pp|ppt
temperature °C 0 摄氏度|℃|°C °C|℃|degree_Celsius|degrees_Celsius|degrees_centigrade
temperature °F 0 华氏度|℉|°F °F|℉|degrees_Fahrenheit
temperature kelvins 0 开尔文 kelvin
money yuan 1 元人民币|人民币元|人民币|元|块钱|圆 RMB_yuan|Chinese_yuan|yuan|RMB|CNY|renminbi|kuai
money jiao .1 毛钱|角钱 jiao|mao
money cents .01 分钱|美分|欧分 cent|fen
money US_dollars 0 美元|美金 U.S._dollar|US_dollar|USD
money dollars 0 - dollar|buck
money Hong_Kong_dollars 0 港元|港币 Hong_Kong_dollar|HKD
money Macao_patacas 0 澳门元|澳门币|葡币 pataca|MOP
money Australian_dollars 0 澳元|澳大利亚元 Australian_dollar|AUD
money Canadian_dollars 0 加元|加拿大元 Canadian_dollar|CAD
money New_Zealand_dollars 0 新西兰元|纽元 New_Zealand_dollar|NZD
money Singapore_dollars 0 新加坡元|新元 Singapore_dollar|SGD
money New_Taiwan_dollars 0 新台币|台币 New_Taiwan_dollar|NTD
money euros 0 欧元 euro|EUR
money pounds_sterling 0 英镑 pounds_sterling|GBP
money yen 0 日元|日圆 Japanese_yen|yen|JPY
money won 0 韩元 South_Korean_won|Korean_won|won|KRW
money roubles 0 卢布 rouble|ruble|RUB
money rupees 0 卢比 rupee|INR
money rupiah 0 印尼盾|印尼卢比 rupiah|IDR
money dong 0 越南盾|越盾 dong|VND
money baht 0 泰铢|泰国铢 baht|THB
money ringgit 0 林吉特|令吉|马币 ringgit|MYR
money pesos 0 比索 peso|PHP|MXN
money reais 0 雷亚尔 reais|BRL
money rand 0 兰特 rand|ZAR
money lira 0 里拉 lira|liras|TRY
money riyals 0 里亚尔 riyal|rial|SAR
money dirhams 0 迪拉姆 dirham|AED
money dinars 0 第纳尔 dinar
money shekels 0 谢克尔 shekel|ILS
money kronor 0 克朗 krona|kronor|krone|kroner|koruna|SEK|NOK|DKK
money zloty 0 兹罗提 zloty|PLN
money forints 0 福林 forint|HUF
money tenge 0 坚戈 tenge|KZT
money tugrik 0 图格里克 tugrik|MNT
money hryvnias 0 格里夫纳 hryvnia|UAH
money naira 0 奈拉 naira|NGN
money shillings 0 先令 shilling
money marks 0 马克 Deutschmark|German_mark|DM
money francs 0 瑞士法郎|法郎 Swiss_franc|franc|CHF
money bitcoins 0 比特币 bitcoin|BTC
day day 0 日|号 -
hour hour 0 时|点钟|点 p.m.|a.m.|pm|am|o’clock|o'clock
"""
# Units with prefixes: dimension, size in the dimension's own unit, Chinese, English, symbol, and the prefixes in use ("-": none).
_PREFIXED = """
length 1 米 meter|metre m n μ m c d - k
mass .001 克 gram|gramme g n μ m - k
volume 1 升 liter|litre L μ m c d h k
time 1 秒 second s p n μ m
energy 1 瓦时|瓦特小时 watt_hour Wh|W·h - k M G T
energy .000000277777778 焦耳|焦 joule J - k M G
energy .0000011622 卡路里|卡 calorie cal - k
power 1 瓦特|瓦 watt W μ m - k M G T
voltage 1 伏特|伏 volt V μ m - k M
current 1 安培|安 ampere|amp A μ m - k
charge 1 安时 ampere_hour|amp_hour Ah m - k
resistance 1 欧姆|欧 ohm Ω m - k M
force 1 牛顿|牛 newton N - k M
frequency 1 赫兹|赫 hertz Hz - k M G T
pressure 1 帕斯卡|帕 pascal Pa - h k M G
amount 1 摩尔 mole mol n μ m -
data 1 字节 byte B - k M G T P E
bits 1 比特 bit bit - k M G T
"""
_PREFIXES = {
    "p": ("皮", "pico", "1e-12"), "n": ("纳", "nano", "1e-9"), "μ": ("微", "micro", "1e-6"), "m": ("毫", "milli", "1e-3"),
    "c": ("厘", "centi", "1e-2"), "d": ("分", "deci", "1e-1"), "-": ("", "", "1"), "h": ("百", "hecto", "1e2"),
    "k": ("千", "kilo", "1e3"), "M": ("兆", "mega", "1e6"), "G": ("吉", "giga", "1e9"), "T": ("太", "tera", "1e12"),
    "P": ("拍", "peta", "1e15"), "E": ("艾", "exa", "1e18"),
}  # fmt: skip
_SIGNS_OF = {"μ": ("μ", "µ", "u")}
_NO_UNIT_ALONE = frozenset({"卡", "安", "欧", "牛", "帕", "焦", "赫", "s", "A", "J", "N", "B", "mole", "bit"})
"""Forms that are more often something else behind a number (五欧, 5A, "ten moles")."""
_SIGNS = {
    "US$": "US dollars", "$": "dollars", "HK$": "Hong Kong dollars", "A$": "Australian dollars", "C$": "Canadian dollars",
    "NT$": "New Taiwan dollars", "€": "euros", "£": "pounds sterling", "RMB": "yuan", "CNY": "yuan", "USD": "US dollars",
    "¥": "yuan", "￥": "yuan", "HKD": "Hong Kong dollars", "EUR": "euros", "GBP": "pounds sterling", "₩": "won",
}  # fmt: skip

UNITS: dict[str, Unit] = {}
ZH_FORMS: dict[str, Unit] = {}
EN_FORMS: dict[str, Unit] = {}


def _add(dimension: str, name: str, size: Decimal, zh: Iterable[str], en: Iterable[str]) -> None:
    """Enter a unit by its name and its forms; a name that is known gets these forms too."""
    unit = UNITS.setdefault(name, Unit(dimension, name, size))
    ZH_FORMS.update(dict.fromkeys(zh, unit))
    EN_FORMS.update(dict.fromkeys(en, unit))


def _add_prefixed(dimension: str, base: str, zh: str, en: str, symbol: str, *prefixes: str) -> None:
    """Enter a unit with each of the prefixes that are used with it."""
    for prefix in prefixes:
        zh_prefix, en_prefix, factor = _PREFIXES[prefix]
        symbols = {sign + form for sign in _SIGNS_OF.get(prefix, (prefix.strip("-"),)) for form in symbol.split("|")}
        _add(
            dimension,
            prefix.strip("-") + symbol.partition("|")[0],
            Decimal(factor) * Decimal(base),
            {zh_prefix + form for form in zh.split("|")}.union(symbols) - _NO_UNIT_ALONE,
            {en_prefix + form.replace("_", " ") for form in en.split("|")}.union(symbols) - _NO_UNIT_ALONE,
        )


for _row in map(str.split, _PREFIXED.strip().split("\n")):
    _add_prefixed(*_row)
for _dimension, _name, _size, _zh, _en in map(str.split, _TABLE.strip().split("\n")):
    _add(_dimension, _name.replace("_", " "), Decimal(_size), _zh.split("|"), _en.replace("_", " ").split("|"))
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
    ends = [r"s?+\b" if has_plural and form[-1].isalpha() and len(form) > 2 else "" for form in longest_first]
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


def zh_unit(form: str) -> Unit | None:
    """The unit that a Chinese form names."""
    return ZH_FORMS.get(form)
