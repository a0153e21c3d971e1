"""Rates, periods compared, currencies, ages and the like that exclude each other."""

from __future__ import annotations

from toolkit.detectors._number_kind import Group, Kind, kind

_COUNT = "[两二三四五六七八九十]"
_TENS_ZH = "[二三四五六七八九2-9][十0]"
_TENS = r"(?:twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties|\d0s)"
# Behind these, "a year" is a length of time and no rate.
_LASTING = (
    r"(?<!\b(?:about|after|almost|and|as|at|by|during|for|from|half|in|into|just|last|less|lasting|like|more|nearly|of|on"
    r"|only|or|over|quite|such|than|through|to|under|what|with|within))"
)
_NO_RATE = r"(?!\s(?:ago|after|apart|away|before|earlier|early|in|later|long|of|off|old|older|or|since|younger)\b)"


def _rate(zh: str, en: str, may_mean: str) -> Kind:
    """每天, "a day": behind a number or "times", which some words may part from it."""
    often = r"(?:\d|\b(?:once|twice|thrice|times|tons|tonnes|yuan))[^,.;:()]{0,30}?"
    once = zh.replace("每", "(?<![十百一二三四五六七八九第])一")  # 一天三次
    return kind(
        rf"(?:{zh})(?!次)|(?:{once})(?=\p{{Han}}{{0,6}}[一二两三四五六七八九十\d]+[次回趟])",
        rf"(?:\b(?:per|each|every)\s|/)(?:{en})\b|{often}{_LASTING}\san?\s(?:{en})\b{_NO_RATE}",
        rf"\b(?:{may_mean})|/{en[0]}\b",
    )


def _base(zh: str, en: str) -> Kind:
    return kind(
        rf"每(?:{zh})(?![十百千万亿\d])", rf"\b(?:per|every|each|in a|out of)\s(?:{en})\b(?!\s(?:thousand|million))"
    )


def _span(unit: str, en: str) -> tuple[Kind, Kind]:
    """前两个月, and "the previous month"."""
    return (
        kind(rf"(?:前|过去|最近|近)(?:[两二三四五六七八九十]|1?[2-9]){unit}", r"(?!)", rf"\b{en}s\b"),
        kind(rf"(?:[上前]一?|(?:过去|最近|近)一){unit}", rf"\bthe (?:previous|preceding|past|last) {en}\b"),
    )


RATES: tuple[Group, ...] = (
    ("前近去", _span("个月", "month")),
    ("前近去", _span("(?:周|个星期|个礼拜)", "week")),
    ("前近去", _span("年", "year")),
    ("前近去", _span("个?季度", "quarter")),
    (
        "前头后末",
        (
            kind(
                rf"(?<![之以在])前{_COUNT}[名位章页排轮场集局行]|头{_COUNT}[名年天章页排]",
                r"\bfirst\b(?= \p{L}+ \p{L}+)|\btop\b(?= \p{L}+)",
                r"\b(?:first|top|lead|leading|front|opening|previous|past)\b",
            ),
            kind(
                rf"(?:最后|倒数|末|后){_COUNT}[名位章页排轮场集局行年天]",
                r"\b(?:last|final|bottom)\b",
                r"\b(?:rear|back|later|after|closing)\b",
            ),
        ),
    ),
    (
        "比年较",
        (  # periods compared
            kind(
                r"同比|[去上]年(?:的)?同[期季月]",
                r"\byear[\s-](?:on|over)[\s-]year\b|\ba year (?:earlier|ago|before)\b|\b(?:last|previous|prior) year\b",
                r"\b(?:year|yearly|annual|annually|same (?:period|month|quarter)|YoY|\d{4})\b",
            ),
            kind(
                r"环比|[较比与同和]上[个一]?(?:月|季度?)",
                r"\b(?P<of>month|quarter)[\s-](?:on|over)[\s-](?P=of)\b|\ba (?:month|quarter) (?:earlier|ago|before)\b"
                r"|\b(?:last|previous|prior|preceding) (?:month|quarter)\b",
                r"\b(?:monthly|quarterly|the (?:past|previous|last|preceding) \p{L}+ (?:months|quarters)|MoM|QoQ"
                r"|sequential\p{L}*|consecutive|chain|week|weekly)\b",
            ),
        ),
    ),
    (
        "每一薪速产均销租息季",
        (  # rates
            _rate(r"每秒钟?", "second", r"sec|instant"),
            _rate(r"每分钟?", "minute", r"min"),
            _rate(r"每个?(?:小时|钟头)|时[薪速]", "hour", r"hour|h\b|hrs?\b|mph|km/h"),
            _rate(r"每[天日]|日[产均薪销]", "day", r"dai|day|night|24"),
            _rate(r"每个?(?:周|星期|礼拜)|周薪", "week", r"week|seven|7"),
            _rate(r"每个?月|月[均产薪租息]", "month", r"month|30"),
            _rate(r"每个?季度?|按季", r"quarter", r"quarter|three months|season"),
            _rate(r"每半年", r"six months|half[\s-]year", r"six|half|semi|bi-?annual|twice a year|two"),
            _rate(r"每年|年[均产薪租息]", "year", r"year|annu|p\.a"),
        ),
    ),
    (
        "每",
        (  # of how many there is a number
            _base("百|100", "hundred|100"),
            _base("千|1000|1,000", "thousand|1,000|1000"),
            _base("万|1万", "ten thousand|10,000"),
            _base("十万|10万", "hundred thousand|100,000"),
            _base("百万|100万", "(?:one )?million"),
        ),
    ),
    (
        "元金币镑卢",
        (  # currencies
            kind(r"美[元金]", r"\bU\.?S\.? dollars?|\bUS\$|\bUSD\b", r"\$|\bdollars?\b"),
            kind(r"人民币", r"\byuan\b|\bRMB\b|\brenminbi\b|\bCNY\b", r"[¥￥]|\bRMB|\bkuai\b"),
            kind(r"欧元", r"\beuros?\b|€|\bEUR\b"),
            kind(r"日[元圆]", r"\byen\b|\bJPY\b", r"¥"),
            kind(r"英镑", r"\bpounds sterling\b|\bGBP\b", r"£|\bpounds?\b|sterling"),
            kind(r"港[元币]", r"\bHong Kong dollars?|\bHK\$|\bHKD\b", r"\$|\bdollars?\b"),
            kind(r"韩元", r"\b(?:Korean )?won\b(?= |\.)", r"\bKRW\b|₩"),
            kind(r"卢布", r"\br(?:o)?ubles?\b"),
            kind(r"卢比", r"\brupees?\b"),
        ),
    ),
    (
        "头过几张",
        (  # ages
            kind(
                rf"{_TENS_ZH}岁?(?:刚)?出头|刚过{_TENS_ZH}",
                rf"\bearly {_TENS}\b|\bjust (?:turned|past|over)\b",
                r"\b(?:barely|little|over|just)\b",
            ),
            kind(
                rf"{_TENS_ZH}(?:好几|大几)|[三四五六七八九]张多",
                rf"\blate {_TENS}\b|\bwell (?:past|over|into|on)\b",
                r"\bpast\b",
            ),
        ),
    ),
    (
        "俩倆仨",
        (
            kind(
                r"[俩倆]",
                r"\bthe two of\b|\bboth of\b",
                r"\b(?:two|both|couple|pair|twins|together|each other|another)\b",
            ),
            kind(r"仨", r"\bthe three of\b|\bthe trio\b", r"\b(?:three|trio)\b"),
        ),
    ),
    (
        "大",
        tuple(  # years at college
            kind(
                rf"(?<![放扩增加最巨重伟远比变强长])大{zh}(?=[那时的下上学开暑寒，。、]|年级|生)|大学{zh}年级",
                en,
                may_mean,
            )
            for zh, en, may_mean in (
                ("一", r"\bfirst[\s-]year\b|\bfresh(?:man|er)\b", r"\bfirst\b"),
                ("二", r"\bsecond[\s-]year\b|\bsophomore\b", r"\bsecond\b"),
                ("三", r"\bthird[\s-]year\b|\bjunior year\b", r"\b(?:third|junior)\b"),
                ("四", r"\bfourth[\s-]year\b|\bsenior year\b", r"\b(?:fourth|final|last|senior)\b"),
            )
        ),
    ),
)
