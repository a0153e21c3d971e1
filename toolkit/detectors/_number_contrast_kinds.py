"""Tables of things that exclude each other and stand beside numbers: times of the day, rates, periods compared, currencies."""

from __future__ import annotations

from typing import NamedTuple

import regex

_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_CLOCK_ZH = r"[\d一二两三四五六七八九十]{1,3}(?:[点點时時]|[:：]\d\d)"
_CLOCK = r"(?:\d|[:.]\d\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)|o['’]clock)"
_AFTERNOON = rf"(?:下午|午后|傍晚|(?:晚上?|今晚|当晚)(?=(?:[6-9]|1[01]|[六七八九]|十一?)(?:点|时|[:：]))){_CLOCK_ZH}"
_24_HOURS = r"(?<![\d:：])(?:1[3-9]|2[0-3])\s?(?:时(?!代)|点(?!\d)|[:：][0-5]\d)"
_FEW_MINUTES_ZH = r"(?:零?五|十|二十五?|0?5|10|20|25)"
_FEW_MINUTES = r"\b(?:five|ten|twenty(?:[\s-]five)?|5|10|20|25)(?:\sminutes)?"
_TENS_ZH = "[二三四五六七八九2-9][十0]"
_TENS = r"(?:twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties|\d0s)"
_AGE = r"(?:\d|\p{L}+teenth\b|twentieth\b|twenty)"
# Behind these, "a year" is a length of time and no rate.
_LASTING = (
    r"(?<!\b(?:about|after|almost|and|as|at|by|during|for|from|half|in|into|just|last|less|lasting|like|more|nearly|of|on"
    r"|only|or|over|quite|such|than|through|to|under|what|with|within))"
)
_NO_RATE = r"(?!\s(?:ago|after|apart|away|before|earlier|early|in|later|long|of|off|old|older|or|since|younger)\b)"


class Kind(NamedTuple):
    """One of the things that exclude each other: how Chinese says it, how English does, and what else may mean it."""

    zh: regex.Pattern[str]
    en: regex.Pattern[str]
    may_mean: regex.Pattern[str]


def _kind(zh: str, en: str, may_mean: str = r"(?!)") -> Kind:
    flags = regex.IGNORECASE
    return Kind(regex.compile(zh), regex.compile(en, flags), regex.compile(f"{en}|{may_mean}", flags))


def _rate(zh: str, en: str, may_mean: str) -> Kind:
    """每天, "a day": behind a number or "times", which some words may part from it."""
    often = r"(?:\d|\b(?:once|twice|thrice|times|tons|tonnes|yuan))[^,.;:()]{0,30}?"
    return _kind(
        rf"(?:{zh})(?!次)",
        rf"(?:\b(?:per|each|every)\s|/)(?:{en})\b|{often}{_LASTING}\san?\s(?:{en})\b{_NO_RATE}",
        rf"\b(?:{may_mean})|/{en[0]}\b",
    )


def _base(zh: str, en: str) -> Kind:
    return _kind(rf"每(?:{zh})(?![十百千万亿\d])", rf"\b(?:per|every|each|in a|out of)\s(?:{en})\b(?!\s(?:thousand|million))")


def _relative(unit: str, en: str, *, has_others: bool) -> tuple[Kind, ...]:
    """上月, 本月, 下月."""
    measure = "[个個]?" if has_others else ""
    last, this, after = ("[上]", "[本这這]", "下")
    return (
        _kind(
            rf"{last}{measure}{unit}(?![旬午])",
            rf"\b(?:last|previous|past) {en}\b",
            rf"\b{en} (?:ago|earlier|before)|prior|preceding|{_MONTH}",
        ),
        _kind(rf"{this}{measure}{unit}(?!旬)", rf"\bthis {en}\b", rf"current|the {en}\b|{_MONTH}"),
        _kind(rf"{after}{measure}{unit}(?!旬)", rf"\b(?:next|following|coming) {en}\b", rf"{en} (?:later|after)|{_MONTH}"),
    )


CONTRASTS: tuple[tuple[str, tuple[Kind, ...]], ...] = (
    ("月", (  # of a month
        _kind(r"月上旬", rf"\b(?:early|beginning of|first ten days of)[\s-]{_MONTH}", r"\b(?:first|start|1\d?|[1-9])\b"),
        _kind(r"月中旬", rf"\b(?:mid|mid-|middle of|the second ten days of)[\s-]?{_MONTH}", r"\b(?:mid|middle|second|1\d|20)\b"),
        _kind(
            r"月(?:下旬|底)", rf"\b(?:late|end of|the last ten days of)[\s-]{_MONTH}", r"\b(?:late|last|end|third|2\d|3[01])\b"
        ),
    )),
    ("纪代年", (  # of a century, a decade, a year
        _kind(r"(?:世纪|年代|\d年)初(?![一二三四五六七八九十])", rf"\b(?:early|(?:beginning|start) of)(?: the)? {_AGE}",
              r"\b(?:early|beginning|start|turn|January|first)\b"),
        _kind(r"(?:世纪|年代)中[期叶]", rf"\b(?:mid|middle of)(?: the)?[\s-]{_AGE}", r"\b(?:mid|middle)"),
        _kind(r"(?:世纪|年代)(?:末|晚期|后期)|\d年(?:末|底)", rf"\b(?:late|end of)(?: the)? {_AGE}",
              r"\b(?:late|later|end|close|last|December)\b"),
    )),
    ("半", (  # halves of what lasts
        _kind(r"[上前]半(?:场|叶|夜|学期|段|程|生)", r"\b(?:first|former) half\b", r"\b(?:first|early|before|half-time)\b"),
        _kind(r"[下后]半(?:场|叶|夜|学期|段|程|生)", r"\b(?:second|latter|last) half\b", r"\b(?:second|late|later|after|rest)\b"),
    )),
    ("点點时時:：", (  # of the day
        _kind(rf"(?:凌晨|清晨|早上|早晨|上午){_CLOCK_ZH}", rf"{_CLOCK}\s?(?:a\.?m\b|in the (?:early )?morning)", r"\bmorning\b"),
        _kind(
            rf"{_AFTERNOON}|{_24_HOURS}",
            rf"{_CLOCK}\s?(?:p\.?m\b|in the (?:afternoon|evening))",
            r"\b(?:afternoon|evening|tonight|night|(?:1[3-9]|2[0-3])[:.]\d\d)\b",
        ),
    )),
    ("时時点點:：夜午", (
        _kind(r"(?<!\d)24\s?[时時点點]|(?<!\d)24[:：]00|零[点點时時](?!\d)|(?<!\d)0[时時]|[午子]夜|(?:夜里|晚上|半夜)十二[点點]", r"\bmidnight\b",
              r"\b(?:24|12|twelve|0)\b"),
        _kind(r"[中正]午|晌午", r"\b(?:noon|midday)\b", r"\b(?:lunch|12|twelve)"),
    )),
    ("点點差", (  # of the hour
        _kind(r"[点點](?:过)?一刻", r"\bquarter (?:past|after)\b|[:.]15\b", r"\bfifteen\b"),
        _kind(r"[点點]半", r"\bhalf[\s-](?:past|after)\b|[:.]30\b", r"\bthirty\b"),
        _kind(r"[点點]三刻|差一刻", r"\bquarter (?:to|of|before|till)\b|[:.]45\b", r"\bforty-five\b"),
    )),
    ("点點分", (
        _kind(rf"[点點]过?{_FEW_MINUTES_ZH}分?(?![\d一二三四五六七八九十])", rf"{_FEW_MINUTES} (?:past|after)\b"),
        _kind(rf"差{_FEW_MINUTES_ZH}分", rf"{_FEW_MINUTES} (?:to|before|of|till|short)\b"),
    )),
    ("刻半", (
        _kind(r"(?<![三3])[一1]刻[钟鐘]", r"(?<!three[\s-])\bquarter of an hour\b|\bfifteen minutes\b", r"\b(?:15|quarter|fifteen)\b"),
        _kind(r"半[个個]?(?:小时|钟头|鐘頭)", r"\bhalf[\s-](?:an )?hour\b|\bthirty minutes\b", r"\bhalf|\b(?:30|thirty)\b"),
        _kind(r"[三3]刻[钟鐘]", r"\bthree[\s-]quarters of an hour\b|\bforty-five minutes\b", r"\b(?:45|three)\b"),
    )),
    ("更", (  # watches of the night, and hours
        _kind(r"[一二三四五]更(?=[天时鼓，。,、的才\s]|半夜|$)", r"(?!)", r"\b(?:watch|night|midnight|dawn|small hours|drum)\b"),
        _kind(r"[点點时時][钟鐘整]?", r"\b(?:one|two|three|four|five) o['’]clock\b"),
    )),
    ("天日晚夜早儿", (  # days
        _kind(r"(?<![大之以目])前[天日](?!晚)", r"\bday before yesterday\b", r"\btwo (?:days|nights)\b"),
        _kind(r"昨[天日晚夜]", r"(?<!before )\byesterday\b|\blast night\b", r"\b(?:last|previous|before)\b"),
        _kind(r"今[天日晚早夜]|今儿", r"\b(?:today|tonight|this (?:morning|afternoon|evening))\b", r"\b(?:now|present|current)"),
        _kind(r"明[天日晚早](?!星)|明儿", r"(?<!after )\btomorrow\b", r"\b(?:next|following|future)\b"),
        _kind(r"(?<![大最以之然])后天(?![性的努学条教因养培形获])", r"\bday after tomorrow\b", r"\b(?:in two days|two days (?:from now|later)|after next)\b"),
    )),
    ("年", (  # years
        _kind(r"(?<![大之以目几多数\d一二三四五六七八九十])前年", r"\byear before last\b", r"\b(?:two years|\d{4})\b"),
        _kind(r"去年", r"(?<!before )\blast year\b", r"\b(?:\d{4}|previous|prior|ago|earlier|before)\b"),
        _kind(r"今年|本年度?", r"\bthis year\b", r"\b(?:\d{4}|current|present|now|year)\b"),
        _kind(r"明年|来年", r"\b(?:next|following|coming) year\b", r"\b(?:\d{4}|from now|later)\b"),
        _kind(r"(?<![最以之\d一二三四五六七八九十几多数])后年", r"\byear after next\b", r"\b(?:two years|\d{4})\b"),
    )),
    ("月", _relative("月", "month", has_others=True)),
    ("周星礼", _relative("(?:周|星期|礼拜)", "week", has_others=True)),
    ("天日晚夜夕", (  # beside a day that is told
        _kind(r"前一[天日晚夜]|前夜|前夕", r"\b(?:day|night|evening) before\b|\bprevious (?:day|night)\b|\beve of\b", r"\b(?:before|eve|prior|earlier)\b"),
        _kind(r"后一天|次日|翌日|(?<=[的之])第二天|隔天", r"\b(?:day|night|morning) after\b|\b(?:next|following) (?:day|morning)\b",
              r"\b(?:after|later|next|following|second|tomorrow)\b"),
    )),
    ("比年较", (  # periods compared
        _kind(r"同比|[去上]年(?:的)?同[期季月]", r"\byear[\s-](?:on|over)[\s-]year\b|\ba year (?:earlier|ago|before)\b|\b(?:last|previous|prior) year\b",
              r"\b(?:year|yearly|annual|annually|same (?:period|month|quarter)|YoY|\d{4})\b"),
        _kind(r"环比|[较比]上[个一]?(?:月|季度?)", r"\b(?P<of>month|quarter)[\s-](?:on|over)[\s-](?P=of)\b|\ba (?:month|quarter) (?:earlier|ago|before)\b"
              r"|\b(?:last|previous|prior|preceding) (?:month|quarter)\b",
              r"\b(?:monthly|quarterly|the (?:past|previous|last|preceding) \p{L}+ (?:months|quarters)|MoM|QoQ|sequential\p{L}*|consecutive|chain|week|weekly)\b"),
    )),
    ("元", (  # of eras
        _kind(r"公元前|西元前|纪元前", r"\bB\.?C\b\.?(?:E\b)?", r"\bbefore (?:Christ|our era|the common era)\b"),
        _kind(r"(?:公元|西元)(?!前)", r"\bA\.?D\b|(?<!B\.?)\bC\.?E\b", r"\b(?:first|common) (?:century|era)\b"),
    )),
    ("季", (  # of the year
        _kind(r"前三个?季度", r"\bfirst (?:three|3) quarters\b", r"\bnine months\b|\bthree quarters\b|\bQ1\b"),
        _kind(r"(?<!前)第?[三3]季度", r"\b(?:third|3rd)[\s-]quarter\b|\bQ3\b|\b3Q\b"),
    )),
    ("每薪速产均销租息季", (  # rates
        _rate(r"每秒钟?", "second", r"sec|instant"),
        _rate(r"每分钟?", "minute", r"min"),
        _rate(r"每个?(?:小时|钟头)|时[薪速]", "hour", r"hour|h\b|hrs?\b|mph|km/h"),
        _rate(r"每[天日]|日[产均薪销]", "day", r"dai|day|night|24"),
        _rate(r"每个?(?:周|星期|礼拜)|周薪", "week", r"week|seven|7"),
        _rate(r"每个?月|月[均产薪租息]", "month", r"month|30"),
        _rate(r"每个?季度?|按季", r"quarter", r"quarter|three months|season"),
        _rate(r"每半年", r"six months|half[\s-]year", r"six|half|semi|bi-?annual|twice a year|two"),
        _rate(r"每年|年[均产薪租息]", "year", r"year|annu|p\.a"),
    )),
    ("每", (  # of how many there is a number
        _base("百|100", "hundred|100"),
        _base("千|1000|1,000", "thousand|1,000|1000"),
        _base("万|1万", "ten thousand|10,000"),
        _base("十万|10万", "hundred thousand|100,000"),
        _base("百万|100万", "(?:one )?million"),
    )),
    ("元金币镑卢", (  # currencies
        _kind(r"美[元金]", r"\bU\.?S\.? dollars?|\bUS\$|\bUSD\b", r"\$|\bdollars?\b"),
        _kind(r"人民币", r"\byuan\b|\bRMB\b|\brenminbi\b|\bCNY\b", r"[¥￥]|\bRMB|\bkuai\b"),
        _kind(r"欧元", r"\beuros?\b|€|\bEUR\b"),
        _kind(r"日[元圆]", r"\byen\b|\bJPY\b", r"¥"),
        _kind(r"英镑", r"\bpounds sterling\b|\bGBP\b", r"£|\bpounds?\b|sterling"),
        _kind(r"港[元币]", r"\bHong Kong dollars?|\bHK\$|\bHKD\b", r"\$|\bdollars?\b"),
        _kind(r"韩元", r"\b(?:Korean )?won\b(?= |\.)", r"\bKRW\b|₩"),
        _kind(r"卢布", r"\br(?:o)?ubles?\b"),
        _kind(r"卢比", r"\brupees?\b"),
    )),
    ("头过几张", (  # ages
        _kind(rf"{_TENS_ZH}岁?(?:刚)?出头|刚过{_TENS_ZH}", rf"\bearly {_TENS}\b|\bjust (?:turned|past|over)\b", r"\b(?:barely|little|over|just)\b"),
        _kind(rf"{_TENS_ZH}(?:好几|大几)|[三四五六七八九]张多", rf"\blate {_TENS}\b|\bwell (?:past|over|into|on)\b", r"\bpast\b"),
    )),
    ("俩倆仨", (
        _kind(r"[俩倆]", r"\bthe two of\b|\bboth of\b", r"\b(?:two|both|couple|pair|twins|together|each other|another)\b"),
        _kind(r"仨", r"\bthe three of\b|\bthe trio\b", r"\b(?:three|trio)\b"),
    )),
    ("大", tuple(  # years at college
        _kind(rf"(?<![放扩增加最巨重伟远比变强长])大{zh}(?=[那时的下上学开暑寒，。、]|年级|生)|大学{zh}年级", en, may_mean)
        for zh, en, may_mean in (
            ("一", r"\bfirst[\s-]year\b|\bfresh(?:man|er)\b", r"\bfirst\b"),
            ("二", r"\bsecond[\s-]year\b|\bsophomore\b", r"\bsecond\b"),
            ("三", r"\bthird[\s-]year\b|\bjunior year\b", r"\b(?:third|junior)\b"),
            ("四", r"\bfourth[\s-]year\b|\bsenior year\b", r"\b(?:fourth|final|last|senior)\b"),
        )
    )),
)  # fmt: skip
"""Things that exclude each other, behind the characters of which one is in all that the Chinese calls them."""
