"""Page furniture: the lines of a scraped page that belong to the page and not to what was written on it.

`furniture` goes by known phrases and needs no alignment; a phrase must fill the whole line, so that a sentence *about*
cookies or comments is safe. `edge_furniture` adds what only its place gives away: it looks at the sentences that found
no translation at the head and the tail of a document.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from toolkit.bitext import Document, Lang
from toolkit.text import HAN

_LONGEST = 600
"""A line with more characters than this is never furniture."""

_ARROW = r"(?:»|›|>{1,2}|＞|→|/|\||::)"
_DATE = (
    r"(?:\d{4}[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}日?|\p{L}{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}"
    r"|\d{1,2} \p{L}{3,9} \d{4})"
)
_CLOCK = r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})?"
_NETWORK = (
    r"(?:facebook|twitter|x|linkedin|whatsapp|telegram|pinterest|reddit|tumblr|instagram|youtube|e-?mail|print|wechat"
    r"|weibo|qzone|copy link)"
)
_REST = r"[^。！？]{0,120}"

# What opens the part of a page behind the text: whatever stays unaligned after it is no part of the text.
_EN_CLOSING = (
    r"you (?:may|might|could) (?:also (?:like|enjoy|be interested in)|be interested in)(?: [^.!?]{1,30})?",
    r"(?:related|recommended|suggested|similar|popular|recent|latest|other) (?:posts?|articles?|news|stories|content"
    r"|topics|links|reading|reads|coverage|comments)",
    r"recommended for you|more stories|more news|trending(?: now)?|editor[’']?s[’']? picks",
    r"most (?:read|popular|viewed|commented)",
    r"leave (?:a|your) (?:comment|reply)(?: cancel reply)?|(?:post|add) (?:a )?comment|cancel reply",
    r"join the (?:conversation|discussion)|be the first to comment",
    r"(?:no|\d{1,5}) (?:comments?|replies|responses)(?: (?:yet|so far|(?:on|to) .{1,120}))?",
    r"comments are closed|comments off on .{1,120}|posts? navigation",
    r"(?:previous|next|older|newer) (?:posts?|articles?|story|entries|page|chapter)(?: ?[:：].{0,150})?",
    r"(?:previous|next) ?[:：] ?.{1,150}",
)
_EN = (
    rf"home ?{_ARROW} ?\S.*",
    r"(?:you are here|current location|your (?:current )?(?:location|position)|location) ?[:：] ?home\b.*",
    r"by (?:admin|administrator|webmaster|editor|staff|guest)(?: ?(?:[-–|•·,]|on\b|in\b) ?.{1,60})?",
    r"(?:posted|published|updated|last (?:updated|modified)|released?|release (?:time|date)) ?(?:on|at|[:：])? ?"
    rf"{_DATE}.{{0,60}}",
    r"posted (?:by|in) .{1,60}",
    rf"{_DATE}(?: ?[|·•] ?[^.!?|·•]{{1,40}}){{1,4}}",
    r"see also[:：]?(?: [\p{Lu}“‘\"'《].{1,560}[^.!?。])?",
    r"read (?:more|next|also|the full (?:story|article|post)|full (?:story|article))(?: ?[:：»›>→.…].{0,150})?",
    r"(?:continue|keep) reading(?: [\p{Lu}“‘\"].{1,150})?",
    r"(?:load|show|view|see|learn) (?:more|all)(?: (?:posts|articles|news|comments|stories)(?: by .{1,40})?)?",
    r"click (?:here )?to (?:share|print|email|tweet|subscribe|enlarge)(?: .{1,80})?",
    r"your e-?mail address will not be published\.?(?: required fields are marked ?\*?\.?)?",
    r"required fields are marked ?\*?\.?",
    r"save my name, e-?mail,? and website in this browser for the next time i comment\.?",
    r"th(?:is|e) site (?:uses|is protected by) (?:akismet|recaptcha).{0,200}",
    r"learn (?:more about )?how your comment data is processed\.?",
    r"notify me (?:of|when|via) .{0,60}(?:comments?|posts?|e-?mail)(?: .{0,20})?\.?",
    r"(?:you must be|please) (?:logged in|log in|login|sign in|register)(?: .{0,20})? to (?:post|leave|add) "
    r"(?:a )?comments?\.?",
    rf"share(?: (?:this|on|via|to|with)(?: (?:post|article|story|page|entry|news|friends|:|{_NETWORK}))?)?(?: ?[:：])?",
    rf"(?:share(?: this(?: (?:post|article|story|page|news))?)? ?[:：]? ?)?{_NETWORK}(?:[\s,|/·•]+(?:and )?{_NETWORK})+",
    r"like this ?[:：](?: ?like)?(?: ?loading\W*)?|tweet|pin it|like us on facebook",
    rf"follow us(?: on (?:{_NETWORK}|social media).{{0,40}})?",
    r"(?:this|our|the) (?:web)?site (?:also )?(?:uses|use|stores|sets) cookies.{0,300}",
    r"we (?:and our partners )?use cookies.{0,300}",
    r"by (?:continuing|using|browsing|clicking|closing|visiting) [^.]{0,150}\bcookies?\b.{0,150}",
    r"we[’']ll assume you[’']re ok(?:ay)? with this.{0,150}|you can opt[- ]out if you wish\.?",
    r"(?:(?:accept|reject|decline|allow|manage)(?: all)?(?: cookies)?|cookie (?:settings|preferences)|got it!?|i agree"
    r"|read more|close and accept)(?:[\s|/]+(?:read more|accept|reject|decline|settings|preferences"
    r"|(?:accept|reject) all|privacy policy))*",
    r"(?:privacy|cookies?)(?: (?:&|and) cookies?)? (?:policy|notice|statement|settings|preferences|overview)",
    r"terms (?:of (?:use|service)|(?:&|and) conditions)(?:[\s|·]+(?:and )?privacy policy)?",
    r"(?:subscribe|sign up)(?: (?:now|here|today))?|unsubscribe",
    r"(?:subscribe|sign up|register)(?: (?:now|here|today))? (?:to|for) [^.]{0,60}"
    r"(?:newsletters?|mailing list|rss|e-?mail alerts|our channel|daily digest|updates)(?: .{0,40})?",
    r"(?:enter|type) your e-?mail(?: address)?.{0,80}|get .{1,60} (?:delivered )?(?:straight )?(?:in|to) your inbox\W*",
    r"(?:copyright ?)?(?:©|\(c\)|copyright(?: ?[:：])?) ?(?:19|20)\d\d.{0,150}|copyright ?(?:©|\(c\)).{0,150}",
    r"(?:.{0,150}\W)?all rights reserved(?: (?:by|to) .{1,40})?\W*",
    r"(?:proudly )?powered by (?:wordpress|discuz|phpcms|dedecms|blogger|drupal|joomla).{0,40}",
    r"back to (?:the )?top|skip to (?:main |the )?content|(?:toggle|main) navigation|site ?map|contact us|about us"
    r"|advertisement",
    r"(?:tags?|tagged|categor(?:y|ies)|filed under) ?[:：] ?.{1,100}",
    r"[【\[(]?(?:font|text)(?: ?size)? ?[:：]? ?\[? ?(?:large|big) [|/]? ?(?:medium|middle) [|/]? ?small ?[】\])]*"
    r".{0,60}",
    r"[【\[(]?print (?:this )?(?:page|article|text)[】\])]?"
    r"(?: ?[|/【\[(]? ?close(?: (?:this )?(?:window|page))?[】\])]?)?",
    r"[【\[(]?close (?:this )?(?:window|page)[】\])]?",
    r"[(（\[【]?(?:responsible editor|editor[- ]in[- ]charge|executive editor|web editor) ?[:：] ?.{1,60}[)）\]】]?",
    rf"(?:{_DATE} )?(?:{_CLOCK} )?source ?[:：] ?.{{1,60}} "
    r"(?:author|writer|editor|release (?:time|date)|published|time|font) ?[:：] ?.{1,80}",
    r"[\[【(（]editor ?[:：] ?.{1,40}[\]】)）]",
    r".{0,60}\bICP (?:No|Bei|备|证|preparation|record)\b.{0,60}",
    r".{0,60}\b(?:public (?:network|internet) security|website identification) (?:no|code|number|record).{0,60}",
    r"scan (?:the )?(?:qr )?code.{0,20}|(?:estimated )?reading time ?[:：]? ?\d+.{0,20}|\d{1,3} min(?:ute)?s? read",
    r"(?:views|hits|page ?views|visits|number of (?:views|visits)) ?[:：] ?[\d,]+.{0,20}",
)

_ZH_CLOSING = (
    r"(?:相关|热门|推荐|最新|更多|热点|延伸|精彩|猜你)(?:链接|新闻|阅读|文章|报道|推荐|专题|稿件|资讯|评论|内容|喜欢|信息)"
    r"(?:[:：]|[>»›＞]+|\(\d+\)|更多)?",
    r"(?:您|你)(?:可能|也许)(?:还|也)?(?:会)?(?:喜欢|感兴趣)(?:的(?:文章|内容|新闻)?)?[:：]?",
    rf"[【\[<]?[上下]一[篇条页则章](?:[】\]>]|[:：]|\s|$){_REST}",
    r"(?:发表|网友|我要|最新|暂无|全部|查看|热门)评论(?:[:：（(].{0,20})?|(?:共|已有)?\s?\d{1,6}\s?(?:条|人)评论",
    r"文明上网.{0,40}|登录后(?:才能|方可|即可|可以?)?(?:发表|参与)?评论",
)
_ZH_WORD = (
    r"(?:打印(?:本页|此页|本文|文章|页面)?|关闭(?:本页|此页|窗口|页面)?|(?:加入)?收藏(?:本站|本页|此页)?"
    r"|返回(?:顶部|首页|列表|上一页)?|回到顶部|设为首页|分享[到至]?|转发|点赞|举报|纠错|复制链接|微信(?:好友)?|朋友圈"
    r"|(?:新浪|腾讯)?微博|QQ(?:好友|空间)?|网站地图|网站首页|首页|联系我们|关于我们|网站声明|版权(?:声明|所有)"
    r"|隐私(?:政策|声明|保护)|免责声明|法律声明|服务条款|无障碍(?:浏览|阅读)?|[繁简]体(?:版|中文)?|登录|注册|English)"
)
_ZH_STAFF = r"(?:责任编辑|责编|本文编辑|网络编辑|编辑|编审|审核|校对|监制|值班编委|值班主任)"
_ZH = (
    rf"(?:您|你)?(?:现在的?|当前|目前|所在)的?(?:所在)?位置(?:是|为)?\s?[:：]{_REST}",
    rf"(?:网站|中文)?(?:首页|主页)\s?{_ARROW}{_REST}",
    r"(?:信息|文章|稿件|新闻|内容|资料|本文)?来源\s?[:：]\s?[^，。；！？]{1,40}",
    rf"(?:{_DATE}|作者\s?[:：]|{_CLOCK}|\s)+(?:信息|文章|稿件)?来源\s?[:：][^，。；！？]{{1,80}}",
    rf"[(（\[【]?{_ZH_STAFF}\s?[:：/]\s?[^，。；！？]{{1,40}}[)）\]】]?",
    rf"(?:发布|更新|发表|录入|上传|公布)(?:时间|日期|于)?\s?[:：]?\s?{_DATE}{_REST}",
    rf"{_DATE}\s{_CLOCK}(?:\s{_REST})?",
    r"(?:浏览|点击|阅读|访问|点击率)(?:次数|量|数)?\s?[:：]\s?\d+.{0,30}",
    r"[【\[（(]?\s?字[体号](?:大小)?(?:\s?[:：]|[\s|/、【】\[\]（）()]*(?:特大|大|中|小))"
    r"(?:[\s|/、【】\[\]（）()]*(?:超大|特大|大|中|小|默认)){2,4}\s?[】\]）)]?[^，。；！？]{0,40}",
    rf"[【\[]?{_ZH_WORD}[】\]]?(?:[\s|｜/·•、:：]*[【\[]?{_ZH_WORD}[】\]]?){{1,12}}",
    r"[【\[](?:打印|关闭|收藏|返回|纠错|分享)[】\]]|(?:打印|关闭)(?:本页|此页|窗口|本文)",
    r"加入收藏|设为首页|返回顶部|回到顶部|网站地图",
    rf"分享[到至](?:[:：\s]{_REST})?",
    r"扫一扫(?:[^。！？]{0,20}(?:分享|关注|手机|二维码|微信|打开|下载|页面?|查看)[^。！？]{0,10})?|扫码(?:关注|下载)[^。]{0,20}",
    r"(?:阅读|查看|展开|点击查看|点击阅读)(?:全文|原文|更多)(?:[>»›＞…]+)?|更多(?:[>»›＞]+|精彩内容.{0,20})",
    r"[^。！？]{0,60}版权所有[^。！？]{0,100}|copyright ?(?:©|\(c\)|[:：]).{0,150}|©.{0,100}",
    r".{0,80}[\p{Han}]ICP[备证]\s?\d*.{0,100}|.{0,80}公网安备\s?\d+.{0,80}|.{0,80}网站标识码\s?[:：]?\s?\w+.{0,80}",
    r"(?:主办|承办|版权|建设)(?:单位)?\s?[:：][^。]{1,60}(?:承办|维护|技术支持|标识码|建设)(?:单位)?\s?[:：][^。]{1,80}",
    r"未经.{0,20}(?:授权|许可|同意|允许).{0,20}(?:转载|复制|镜像|使用).{0,30}|(?:如需)?转载请(?:注明|联系).{0,40}",
    r"本网?站(?:使用|采用)\s?cookies?.{0,150}|(?:接受|拒绝|同意)(?:全部|所有)?\s?cookies?|请先登录.{0,20}",
)
_TRADITIONAL = str.maketrans(
    "來編輯發佈時間關鏈報導閱讀內體號頁窗閉領轉載權絡聯們聲條評論點擊瀏覽訪問頂網責審對顯單設錄熱門薦",
    "来编辑发布时间关链报导阅读内体号页窗闭领转载权络联们声条评论点击浏览访问顶网责审对显单设录热门荐",
)


def _compile(*patterns: str) -> regex.Pattern[str]:
    return regex.compile("|".join(f"(?:{pattern})" for pattern in patterns), regex.IGNORECASE)


_CLOSING = {"en": _compile(*_EN_CLOSING), "zh": _compile(*_ZH_CLOSING)}
_ANY = {"en": _compile(*_EN_CLOSING, *_EN), "zh": _compile(*_ZH_CLOSING, *_ZH)}
_END = regex.compile(r"[!:：…»›→\s]+$")
_STOP = regex.compile(r"[。！？；…．.!?;][”’\"'」』）)\]】》]*$")
_WORD = regex.compile(r"[^\W\p{Han}]+")
_SPACES = regex.compile(r"\s+")
_STAMP = regex.compile(rf"\W*{_DATE}(?:\s{_CLOCK})?\W*|\W*{_CLOCK}\W*|[\d\W_]+", regex.IGNORECASE)


def furniture(texts: Sequence[str], lang: Lang) -> list[bool]:
    """Which of some sentences or lines are page furniture by a known phrase that fills the whole line.

    What it does not know it leaves alone: on 27,000 sentences of WMT, MAC-Dev and TED it fires on nothing but the
    bylines of news sites. Those may well have been translated, so furniture that found its translation is best left
    aligned.
    """
    return [_matches(_ANY[lang], text, lang) for text in texts]


def edge_furniture(document: Document, unaligned: Sequence[bool]) -> list[bool]:
    """Which of the sentences that found no translation are page furniture, by phrase or by place.

    At the tail, everything unaligned from "You may also like", "Leave a comment" or the like on is furniture, and so
    are the last lines that are short and end in no stop (site names, dates, menus), if the sentences of the document do
    end in stops. At the head, only dates, menu words and what stands above a breadcrumb are, for an untranslated title
    looks just like a site's name. Untranslated paragraphs and list items are content wherever they stand. Where nothing
    was aligned at all, only the phrases count.

    Args:
        document: one side.
        unaligned: for each of its sentences whether it found no translation.

    Returns:
        One boolean a sentence; never True for an aligned one.

    Raises:
        ValueError: `unaligned` has another length than the document.
    """
    if len(unaligned) != len(document):
        raise ValueError(f"{len(document)} sentences, but {len(unaligned)} booleans")
    pattern = _ANY[document.lang]
    found = [
        free and _matches(pattern, text, document.lang) for free, text in zip(unaligned, document.texts, strict=True)
    ]
    aligned = [i for i, free in enumerate(unaligned) if not free]
    if aligned:
        stops = sum(_STOP.search(document.sentences[i].text[-8:]) is not None for i in aligned)
        longest = 8 if stops * 2 >= len(aligned) else 0
        _mark_tail(document, found, aligned[-1] + 1, longest)
        _mark_head(document, found, aligned[0], longest)
    return found


def _mark_tail(document: Document, found: list[bool], start: int, longest: int) -> None:
    pattern = _CLOSING[document.lang]
    end = len(document)
    for i in range(start, end):
        if _matches(pattern, document.sentences[i].text, document.lang):
            found[i:end] = [True] * (end - i)
            end = i
            break
    aligned = document.sentences[start - 1].paragraph
    for i in range(end - 1, start - 1, -1):
        if not (found[i] or _is_label(document, i, aligned, longest)):
            break
        found[i] = True


def _mark_head(document: Document, found: list[bool], end: int, longest: int) -> None:
    aligned = document.sentences[end].paragraph
    crumb = max((i for i in range(end) if found[i] and _is_crumb(document.sentences[i].text)), default=0)
    for i in range(end):
        if _is_label(document, i, aligned, longest if i < crumb else min(longest, 2)):
            found[i] = True
        elif not found[i] and i >= crumb:
            break


def _is_crumb(text: str) -> bool:
    return (
        regex.match(rf".{{0,12}}?(?:home|首页|主页|位置).{{0,6}}?{_ARROW}|.{{0,8}}位置", text, regex.IGNORECASE)
        is not None
    )


def _is_label(document: Document, number: int, aligned: int, longest: int) -> bool:
    """Whether a sentence is a date, or has at most `longest` words and no stop, as a site's name or a menu has.

    A list item is none, nor is a piece of the paragraph `aligned`, which found a translation.
    """
    sentence = document.sentences[number]
    text = sentence.text
    is_item = bool(document.blocks) and document.blocks[sentence.paragraph].kind == "item"
    if is_item or sentence.paragraph == aligned or len(text) > 120 or _STOP.search(text[-8:]):
        return False
    return _STAMP.fullmatch(text) is not None or len(HAN.findall(text)) // 2 + len(_WORD.findall(text)) <= longest


def _matches(pattern: regex.Pattern[str], text: str, lang: Lang) -> bool:
    line = _SPACES.sub(" ", text[: _LONGEST * 4]).strip()
    if len(text) > _LONGEST * 4 or len(line) > _LONGEST:
        return False
    if lang == "zh":
        line = line.translate(_TRADITIONAL)
    bare = _END.sub("", line)
    return pattern.fullmatch(line) is not None or (bare != line and pattern.fullmatch(bare) is not None)
