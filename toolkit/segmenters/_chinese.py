"""Whether a Chinese sentence ends at a stop, and where it never does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

from toolkit.segmenters._abbreviations import BRANDS_WITH_BANG
from toolkit.segmenters._english import ends_sentence as ends_english
from toolkit.segmenters._english import is_plain, latin_word
from toolkit.segmenters._spans import Span, Zones, before_last_stop, pairs
from toolkit.segmenters._stops import Stop

_LOOKAHEAD = 40  # characters
_LOOKBEHIND = 40
_TITLE, _BRACKET, _OPENING_BRACKET, _QUOTE = 60, 80, 17, 60  # the longest that is kept whole, marks included

_QUOTE_MARKS = '“‘「『"'
_CONTINUING = frozenset("，、；：,;:）)》〉」』”’。！？…—–·")
_AFTER_STOP = regex.compile(r"(?:^|[。！？!?…｡.])[”’」』\"）)]*\s*$")
_IN_SENTENCE = regex.compile(r"[\p{L}\p{N}]$")
_GOES_ON = regex.compile(r"[\p{L}\p{N}，、；]")
_LABEL = regex.compile(
    r"[（(]?(?:[一二三四五六七八九十百]{1,4}|[\d０-９]{1,3}(?:[.．][\d０-９]{1,3})*+|[A-Za-zＡ-Ｚａ-ｚ]|[IVX\u2160-\u217f]{1,4})[）)]?"
    r"|第[一二三四五六七八九十百\d０-９]{1,5}[章节節条條款]"
)
_NUMBER = regex.compile(r"[A-ZＡ-Ｚ]{0,2}[\d０-９]{1,3}")

_VERB = (
    r"(?:回答|答应|答應|嘀咕|嘟囔|嘟噥|咕哝|告诉|告訴|安慰|表示|指出|强调|強調|介绍|介紹|回忆|回憶|解释|解釋|补充|補充|认为|認為|"
    r"提醒|警告|催促|吩咐|命令|哀求|恳求|懇求|感叹|感嘆|感慨|赞叹|讚嘆|惊呼|驚呼|高呼|坦言|直言|透露|建议|建議|承认|承認|"
    r"(?<![小传傳学學据據听聽])[说説說]|(?<![访訪学學疑顾顧慰])[问問]|喊|嚷|吼|[骂罵]|(?<![回])答|(?<![理思梦夢联聯设設])想|(?<![听聽])[讲講]|"
    r"[劝勸]|(?<![知难難味街报報频頻轨軌隧管跑河渠地铁鐵赤])道|[应應](?=了?一?[声聲]|道)|叫(?![做作号號]))"
)
_SPEECH = regex.compile(
    rf".*{_VERB}(?:道|着|著|了|起来|起來|出来|出來|过来|過來|了?一[声聲句]|了?[几幾两兩]句|不停|不已)*+"
    r"(?:(?<=[问問答告诉訴慰醒劝勸骂罵对對])(?:我|他|她|你|我们|他们|她们|我們|他們|她們|大家|记者|記者|.{0,2}媒体)|"
    r"了?(?:[这這那][么麼样樣]?)?[一二两兩三四几幾]?[个個]?[字句话話][话話]?)?"
)
_OBJECT = r"[过過出]?(?:一[个個句]|半[个個句]|什么|什麼|甚麼)?[字句话話]?"
# Who does not speak, speaks without saying what, or is spoken of introduces no quotation.
_NO_SPEECH = regex.compile(
    rf".*(?:[没沒]有?|[不未无無])[人谁誰再肯敢曾想愿願能会會用必法从從]{{0,2}}{_VERB}{_OBJECT}"
    r"|.*[说説說讲講问問喊答][话話]"
    r"|.*[知晓曉]道?[该該要]?(?:怎么|怎麼|怎样|怎樣|如何)(?:回答|解释|解釋|[说説說问問答讲講])"
    r"|.*(?:[话話]|别的|別的|什么|什麼)[可要好][说説說讲講问問]"
    r"|(?:也?可以|[话話][是虽雖]?|[应應][该該]|只能)(?:[这這那]么|[这這那]麼|[这這那][样樣]|如此)?[说説說]"
    r"|.*(?:[我你他她们們]的|[这這那就便]是)"
    r"(?:回答|安慰|介绍|介紹|回忆|回憶|解释|解釋|补充|補充|提醒|警告|吩咐|命令|哀求|恳求|懇求|感叹|感嘆|感慨|建议|建議)"
)
_REPORTED = regex.compile(r"一[面边邊声聲]|(?:[说説說]|想|[讲講])(?:完|罢|罷|毕|畢|着|著)")
_COMMA = regex.compile(r"[，,]\s*+[^“「『\"\s]")
_SAYING = ("说道", "說道")
_CLAUSE = regex.compile(r"[^，。！？：；…,!?:;“”「」『』\"]{1,26}+")
_EMBEDDED = regex.compile(
    r"的(?![确確])|地(?!上|下|面|板|球)|之[类類声聲]|等等?(?![我你他她])|字[样樣]|[这這](?:[个個]|一|句|[种種])?(?:[问問][题題]|疑[问問]|"
    r"口[号號]|[话話]|想法|念[头頭]|[说説說]法|[观觀][点點]|名字|[标標][语語]|[词詞]|[声聲]音|[类類])|一[声聲词詞]|"
    r"[几幾两兩二三四五六七八]?[个個]大?字|[为為][题題名]|作[为為]|[结結]尾"
)
_CONJUNCTION = regex.compile(r"的|而|但|[并並]|也|就|[却卻]|和|或|[与與]|以及|所以|因此|是")
_REPORT = regex.compile(
    r".*(?:表示|指出|[强強][调調]|介[绍紹]|[认認][为為]|透露|建[议議]|[补補]充|坦言|直言|承[认認]|告[诉訴].*|[说説說])[说説說道]?"
)
_ENUMERATED = regex.compile(r"、[^，。！？；：]{1,12}$")
_TRAILING = regex.compile(
    r"等|都|之[类類]|[这這那](?:[个個]|些|[一两兩三几幾]?[种種]|[样樣]|[类類]|[几幾])|"
    r"的|地(?!上|下)|[却卻]|也|[还還]|就|才|而|但|或|和|直到|最[后後]|然[后後]|又|再|甚至|以及|唉|嗯|啊|哦|呃"
)


def uncut(text: str) -> Iterator[Span]:
    """What is never cut: titles, short brackets, and short quotations that stand inside a sentence."""
    quotes = []
    for start, end in pairs(text):
        mark, length = text[start], end - start
        if mark in "《〈":
            if length <= _TITLE:
                yield start, end
        elif mark in "（([【":
            is_opening = _AFTER_STOP.search(text[max(0, start - 8) : start]) is not None or start == 0
            if length <= (_OPENING_BRACKET if is_opening else _BRACKET):
                is_open_ended = is_opening or text[end - 2] == "。"
                yield before_last_stop(text, (start, end)) if is_open_ended else (start, end)
        else:
            quotes.append((start, end))
    yield from _embedded(text, sorted(quotes))


def _embedded(text: str, quotes: list[Span]) -> Iterator[Span]:
    """Quotations without a 。 that have words of their sentence before or after them; adjacent ones count as one."""
    groups: list[Span] = []
    for start, end in quotes:
        if groups and groups[-1][1] == start:
            groups[-1] = (groups[-1][0], end)
        else:
            groups.append((start, end))
    for start, end in groups:
        if end - start > _QUOTE or "。" in text[start:end]:
            continue
        goes_on = _GOES_ON.match(text, end) is not None
        if goes_on and (_IN_SENTENCE.search(text[max(0, start - 1) : start]) or _EMBEDDED.match(text, end)):
            yield start, end


class Context(NamedTuple):
    """What a decision needs to know of the whole paragraph."""

    quoted: Zones
    """The quotations."""
    announced: frozenset[int]
    """Where the quotations end that a colon announces: their speech clause has been already."""
    is_dotted: bool
    """Whether ASCII full stops stand for 。: the paragraph ends with one and has none of the other."""


def context(text: str) -> Context:
    """The context of the decisions in a paragraph."""
    quotes = [(start, end) for start, end in pairs(text) if text[start] in _QUOTE_MARKS]
    announced = frozenset(end for start, end in quotes if text[max(0, start - 2) : start].rstrip()[-1:] in ("：", ":"))
    dotted = "。" not in text and regex.search(r"\p{Han}[.．]$", text.rstrip()[-2:]) is not None
    return Context(Zones(quotes), announced, dotted)


def ends_sentence(text: str, start: int, stop: Stop, context: Context) -> bool:
    """Whether the sentence that begins at `start` ends at `stop`."""
    after = text[stop.next : stop.next + _LOOKAHEAD]
    if not after or after[0] in _CONTINUING or _is_label(text, start, stop):
        return False
    if stop.closes_quote and context.announced.isdisjoint(range(stop.at, stop.cut + 1)) and _joins(after, stop):
        return False
    if stop.closes_bracket and _CONJUNCTION.match(after):
        return False
    if stop.is_ellipsis and not stop.closes_quote:
        return _ends_at_ellipsis(text, start, stop, after, context.quoted)
    before = text[stop.at - 1 : stop.at]
    if before.isascii() and before.isalnum() and stop.run[0] in ".!?":
        return _ends_latin(text, start, stop, after)
    if stop.run in (".", "．"):
        return _ends_at_dot(before, stop, context.is_dotted)
    return True


def _is_label(text: str, start: int, stop: Stop) -> bool:
    """Whether the stop belongs to the number of a list item."""
    if stop.run not in (".", "．", "。") or stop.at - start > 12:
        return False
    label = text[start : stop.at].strip()
    return (_NUMBER if stop.run == "。" else _LABEL).fullmatch(label) is not None


def _joins(after: str, stop: Stop) -> bool:
    """Whether the words after a quotation belong to its sentence: a speech clause, "…！"的一声 and the like.

    A clause that ends in a colon announces the next quotation instead, and 他表示，… reports something new.
    """
    if _EMBEDDED.match(after) and stop.run[0] not in "。.":
        return True
    clause = _CLAUSE.match(after)
    if not clause or after[clause.end() : clause.end() + 1] in ("：", ":"):
        return False
    words = "".join(clause[0].split())
    reports_more = _COMMA.match(after, clause.end()) is not None and _REPORT.fullmatch(words) is not None
    if reports_more and not words.endswith(_SAYING):
        return False
    if _REPORTED.match(words) or _NO_SPEECH.fullmatch(words):
        return False
    return _SPEECH.fullmatch(words) is not None


def _ends_at_ellipsis(text: str, start: int, stop: Stop, after: str, quoted: Zones) -> bool:
    """A bare …… ends a sentence of some length outside quotations, unless what follows goes on or says it again."""
    clause = text[max(start, stop.at - _LOOKBEHIND) : stop.at]
    says_again = after[:2] in clause or clause[-1:] == after[0]
    if says_again or quoted.hold(stop.at) or _ENUMERATED.search(clause) or _TRAILING.match(after):
        return False
    enough = 3 if "。" in stop.run else 6  # characters
    return len("".join(clause.split())) >= enough and (after[0].isalnum() or after[0] in '“「『"《')


def _ends_latin(text: str, start: int, stop: Stop, after: str) -> bool:
    """ASCII stops after a Latin letter or a digit: English among the Chinese."""
    if not regex.match(r"[^\p{L}\p{N}]*\p{Han}", after):
        return ends_english(text, start, stop)
    window = text[max(start, stop.at - _LOOKBEHIND) : stop.at]
    word = latin_word(window)
    if stop.run != ".":
        return stop.is_spaced or stop.closes_quote or word not in BRANDS_WITH_BANG
    if word[-1:].isdigit():
        return regex.search(r"[A-Za-z]{2,},?\s[\d.,]+$", window) is not None
    return stop.closes_quote or is_plain(word)


def _ends_at_dot(before: str, stop: Stop, dotted: bool) -> bool:
    """An ASCII or full-width full stop after Han; between Han it may be the dot of a foreign name."""
    if not regex.match(r"[\p{Han}%”’」』]", before):
        return False
    return dotted or stop.is_spaced or stop.closes_quote or before in "”’」』"
