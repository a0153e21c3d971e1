"""Places in time that exclude each other: parts of a month, of the day and of the hour, days, years, eras."""

from __future__ import annotations

from toolkit.detectors._number_kind import MONTH, Group, Kind, kind

_CLOCK_ZH = r"[\d一二两三四五六七八九十]{1,3}(?:[点點时時]|[:：]\d\d)"
_CLOCK = r"(?:\d|[:.]\d\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)|o['’]clock)"
_AFTERNOON = rf"(?:下午|午后|傍晚|(?:晚上?|今晚|当晚)(?=(?:[6-9]|1[01]|[六七八九]|十一?)(?:点|时|[:：]))){_CLOCK_ZH}"
_24_HOURS = r"(?<![\d:：])(?:1[3-9]|2[0-3])\s?(?:时(?!代)|点(?!\d)|[:：][0-5]\d)"
_FEW_MINUTES_ZH = r"(?:零?五|十|二十五?|0?5|10|20|25)"
_FEW_MINUTES = r"\b(?:five|ten|twenty(?:[\s-]five)?|5|10|20|25)(?:\sminutes)?"
_AGE = r"(?:\d|\p{L}+teenth\b|twentieth\b|twenty)"


def _relative(unit: str, en: str, *, has_others: bool) -> tuple[Kind, ...]:
    """上月, 本月, 下月."""
    measure = "[个個]?" if has_others else ""
    last, this, after = ("[上]", "[本这這]", "下")
    return (
        kind(
            rf"{last}{measure}{unit}(?![旬午])",
            rf"\b(?:last|previous|past) {en}\b",
            rf"\b{en} (?:ago|earlier|before)|prior|preceding|{MONTH}",
        ),
        kind(rf"{this}{measure}{unit}(?!旬)", rf"\bthis {en}\b", rf"current|the {en}\b|{MONTH}"),
        kind(
            rf"{after}{measure}{unit}(?!旬)", rf"\b(?:next|following|coming) {en}\b", rf"{en} (?:later|after)|{MONTH}"
        ),
    )


TIMES: tuple[Group, ...] = (
    (
        "月",
        (  # of a month
            kind(
                r"月上旬",
                rf"\b(?:early|beginning of|first ten days of)[\s-]{MONTH}",
                r"\b(?:first|start|1\d?|[1-9])\b",
            ),
            kind(
                r"月中旬",
                rf"\b(?:mid|mid-|middle of|the second ten days of)[\s-]?{MONTH}",
                r"\b(?:mid|middle|second|1\d|20)\b",
            ),
            kind(
                r"月(?:下旬|底)",
                rf"\b(?:late|end of|the last ten days of)[\s-]{MONTH}",
                r"\b(?:late|last|end|third|2\d|3[01])\b",
            ),
        ),
    ),
    (
        "纪代年",
        (  # of a century, a decade, a year
            kind(
                r"(?:世纪|年代|\d年)初(?![一二三四五六七八九十])",
                rf"\b(?:early|(?:beginning|start) of)(?: the)? {_AGE}",
                r"\b(?:early|beginning|start|turn|January|first)\b",
            ),
            kind(r"(?:世纪|年代)中[期叶]", rf"\b(?:mid|middle of)(?: the)?[\s-]{_AGE}", r"\b(?:mid|middle)"),
            kind(
                r"(?:世纪|年代)(?:末|晚期|后期)|\d年(?:末|底)",
                rf"\b(?:late|end of)(?: the)? {_AGE}",
                r"\b(?:late|later|end|close|last|December)\b",
            ),
        ),
    ),
    (
        "半",
        (  # halves of what lasts
            kind(
                r"[上前]半(?:场|叶|夜|学期|段|程|生)",
                r"\b(?:first|former) half\b",
                r"\b(?:first|early|before|half-time)\b",
            ),
            kind(
                r"[下后]半(?:场|叶|夜|学期|段|程|生)",
                r"\b(?:second|latter|last) half\b",
                r"\b(?:second|late|later|after|rest)\b",
            ),
        ),
    ),
    (
        "点點时時:：",
        (  # of the day
            kind(
                rf"(?:凌晨|清晨|早上|早晨|上午){_CLOCK_ZH}",
                rf"{_CLOCK}\s?(?:a\.?m\b|in the (?:early )?morning)",
                r"\bmorning\b",
            ),
            kind(
                rf"{_AFTERNOON}|{_24_HOURS}",
                rf"{_CLOCK}\s?(?:p\.?m\b|in the (?:afternoon|evening))",
                r"\b(?:afternoon|evening|tonight|night|(?:1[3-9]|2[0-3])[:.]\d\d)\b",
            ),
        ),
    ),
    (
        "时時点點:：夜午",
        (
            kind(
                r"(?<!\d)24\s?[时時点點]|(?<!\d)24[:：]00|零[点點时時](?!\d)|(?<!\d)0[时時]|[午子]夜|(?:夜里|晚上|半夜)十二[点點]",
                r"\bmidnight\b",
                r"\b(?:24|12|twelve|0)\b",
            ),
            kind(r"[中正]午|晌午", r"\b(?:noon|midday)\b", r"\b(?:lunch|12|twelve)"),
        ),
    ),
    (
        "点點差",
        (  # of the hour
            kind(r"[点點](?:过)?一刻", r"\bquarter (?:past|after)\b|[:.]15\b", r"\bfifteen\b"),
            kind(r"[点點]半", r"\bhalf[\s-](?:past|after)\b|[:.]30\b", r"\bthirty\b"),
            kind(r"[点點]三刻|差一刻", r"\bquarter (?:to|of|before|till)\b|[:.]45\b", r"\bforty-five\b"),
        ),
    ),
    (
        "点點分",
        (
            kind(rf"[点點]过?{_FEW_MINUTES_ZH}分?(?![\d一二三四五六七八九十])", rf"{_FEW_MINUTES} (?:past|after)\b"),
            kind(rf"差{_FEW_MINUTES_ZH}分", rf"{_FEW_MINUTES} (?:to|before|of|till|short)\b"),
        ),
    ),
    (
        "刻半",
        (
            kind(
                r"(?<![三3])[一1]刻[钟鐘]",
                r"(?<!three[\s-])\bquarter of an hour\b|\bfifteen minutes\b",
                r"\b(?:15|quarter|fifteen)\b",
            ),
            kind(
                r"半[个個]?(?:小时|钟头|鐘頭)",
                r"\bhalf[\s-](?:an )?hour\b|\bthirty minutes\b",
                r"\bhalf|\b(?:30|thirty)\b",
            ),
            kind(r"[三3]刻[钟鐘]", r"\bthree[\s-]quarters of an hour\b|\bforty-five minutes\b", r"\b(?:45|three)\b"),
        ),
    ),
    (
        "更",
        (  # watches of the night, and hours
            kind(
                r"[一二三四五]更(?=[天时鼓，。,、的才\s]|半夜|$)",
                r"(?!)",
                r"\b(?:watch|night|midnight|dawn|small hours|drum)\b",
            ),
            kind(r"[点點时時][钟鐘整]?", r"\b(?:one|two|three|four|five) o['’]clock\b"),
        ),
    ),
    (
        "天日晚夜早儿",
        (  # days
            kind(r"(?<![大之以目])前[天日](?!晚)", r"\bday before yesterday\b", r"\btwo (?:days|nights)\b"),
            kind(r"昨[天日晚夜]", r"(?<!before )\byesterday\b|\blast night\b", r"\b(?:last|previous|before)\b"),
            kind(
                r"今[天日晚早夜]|今儿",
                r"\b(?:today|tonight|this (?:morning|afternoon|evening))\b",
                r"\b(?:now|present|current)",
            ),
            kind(r"明[天日晚早](?!星)|明儿", r"(?<!after )\btomorrow\b", r"\b(?:next|following|future)\b"),
            kind(
                r"(?<![大最以之然])后天(?![性的努学条教因养培形获])",
                r"\bday after tomorrow\b",
                r"\b(?:in two days|two days (?:from now|later)|after next)\b",
            ),
        ),
    ),
    (
        "年",
        (  # years
            kind(
                r"(?<![大之以目几多数\d一二三四五六七八九十])前年", r"\byear before last\b", r"\b(?:two years|\d{4})\b"
            ),
            kind(r"去年", r"(?<!before )\blast year\b", r"\b(?:\d{4}|previous|prior|ago|earlier|before)\b"),
            kind(r"今年|本年度?", r"\bthis year\b", r"\b(?:\d{4}|current|present|now|year)\b"),
            kind(r"明年|来年", r"\b(?:next|following|coming) year\b", r"\b(?:\d{4}|from now|later)\b"),
            kind(r"(?<![最以之\d一二三四五六七八九十几多数])后年", r"\byear after next\b", r"\b(?:two years|\d{4})\b"),
        ),
    ),
    ("月", _relative("月", "month", has_others=True)),
    (
        "周星礼",
        _relative("(?:周|星期|礼拜)", "(?:week|weekend|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)", has_others=True),
    ),
    (
        "天日晚夜夕",
        (  # beside a day that is told
            kind(
                r"前一[天日晚夜]|前夜|前夕",
                r"\b(?:day|night|evening) before\b|\bprevious (?:day|night)\b|\beve of\b",
                r"\b(?:before|eve|prior|earlier)\b",
            ),
            kind(
                r"后一天|次日|翌日|(?<=[的之])第二天|隔天",
                r"\b(?:day|night|morning) after\b|\b(?:next|following) (?:day|morning)\b",
                r"\b(?:after|later|next|following|second|tomorrow)\b",
            ),
        ),
    ),
    (
        "元",
        (  # of eras
            kind(r"公元前|西元前|纪元前", r"\bB\.?C\b\.?(?:E\b)?", r"\bbefore (?:Christ|our era|the common era)\b"),
            kind(r"(?:公元|西元)(?!前)", r"\bA\.?D\b|(?<!B\.?)\bC\.?E\b", r"\b(?:first|common) (?:century|era)\b"),
        ),
    ),
    (
        "季",
        (  # of the year
            kind(r"前三个?季度", r"\bfirst (?:three|3) quarters\b", r"\bnine months\b|\bthree quarters\b|\bQ1\b"),
            kind(r"(?<!前)第?[三3]季度", r"\b(?:third|3rd)[\s-]quarter\b|\bQ3\b|\b3Q\b"),
        ),
    ),
)
