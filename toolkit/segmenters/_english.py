"""Whether an English sentence ends at a stop.

In the manner of Punkt (Kiss & Strunk 2006): is the word before the stop an abbreviation, an initial or a number, and
does the word after it look like the opening of a sentence? The knowledge is `_abbreviations`, not counts from a corpus.
"""

from __future__ import annotations

import regex

from toolkit.segmenters._abbreviations import (
    AFTER_CLOCK,
    BRANDS_WITH_BANG,
    CHATTY_STARTERS,
    CLOCK,
    DATED,
    DOMAINS,
    LETTERED,
    NUMBERED,
    OPEN,
    STARTERS,
    TITLES,
)
from toolkit.segmenters._stops import Stop

_LOOKAHEAD = 80  # characters after a stop that a decision may look at
_LOOKBEHIND = 40

_CONTINUING = frozenset(",;:，；：、)）]…」』”")
_LONE_STOP = regex.compile(r"[.!?]+(?!\S)")
_WORD = regex.compile(
    r"[\"“‘'`(（\[【《「『¿¡\s♪*#–—-]*+(?P<word>[\p{L}\p{N}][\p{L}\p{N}\p{M}'’-]*+|\p{S}?)(?P<dot>\.?)"
)
_OPENERS = "\"“‘'`(（[【《「『–—"
_BRAND = regex.compile(r"\p{Ll}{1,2}\p{Lu}")
_ACRONYM = regex.compile(r"(?:\p{L}\.)+\p{L}{1,2}")
_NUMBER = regex.compile(r"\d|[A-Z]{1,2}\d|[IVXLC]+\b|\p{Lu}\d")
_LABEL = regex.compile(
    r"[(\[]?(?:\p{Lu}{0,2}\d{1,3}(?:\.\d{1,3})*+|\p{L}|[ivxIVX]{1,5})[.)]?"
    r"|(?:Step|Article|Art\.|Chapter|Section|Sec\.|Part|Rule|Clause|Item|Question|Appendix|Annex|Task|Stage|Lesson|Unit|Fig\.|"
    r"Figure|Table|Example)\s(?:\p{Lu}?\d{1,3}(?:[.-]\d{1,3})*+|[A-Z]|[IVX]{1,5})"
)
_INNER_LABEL = regex.compile(r"[:：]\s*[(]?(?:1|a|A|i|I|\p{Lu}\d{1,3})$|[;；]\s*[(]?(?:\d{1,2}|\p{Lu}\d{1,3})$")
_NEXT_LABEL = regex.compile(r"(?:\p{Ll}|[ivx]{1,4})[.)]\s")
_NEXT_NUMBER = regex.compile(r"(?:\d{1,3}[.)]|[(]\d{1,3}[)]|\p{Lu}\d{1,3}\.)\s*+[\"“]?\p{Lu}")
_LABELLED = regex.compile(r"\s*[(]?(?:\p{Ll}|[ivx]{1,4})[.)]\s")
_CAPITALISED = regex.compile(r"(?P<word>\p{Lu}[\p{Ll}’']*+)(?=[\s,.!?;:]|$)")
_PLAIN_WORD = regex.compile(r"(?:[\p{L}’'-]+|.*\d)$")
_AFTER_HAN = regex.compile(r"[^\p{Han}\u3000-\u303f\uff00-\uffef“”‘’]*+$")
_CODE = regex.compile(r"[/@\\=&_<>|]|www\.")
_HESITATION = {
    *("well", "so", "and", "but", "um", "er", "uh", "oh", "ah", "hmm", "okay", "ok", "yes", "no"),
    *("the", "that", "this", "my", "i", "you", "it", "he", "she", "we", "they"),
}

_SAID = (
    "said|asked|replied|answered|cried|shouted|yelled|exclaimed|whispered|called|screamed|muttered|murmured|added|continued|"
    "snapped|demanded|inquired|enquired|retorted|protested|declared|announced|roared|growled|shrieked|bellowed|begged|urged|"
    "warned|remarked|responded|repeated|wondered|explained|insisted|interrupted|stammered|hissed|barked|ordered|says|asks|"
    "replies|shouts|cries|commented|noted"
)
_SPEAKER = (
    r"(?!No)(?:(?:(?:Mrs?|Ms|Dr|Prof|Gen|Capt|Col)\.\s)?(?:\p{Lu}[\p{L}'’-]*+\s){1,3}"
    r"|(?:The|An?|His|Her|My)\s(?:\p{L}+\s){1,2})"
)
_MANNER = r"(?:\p{Ll}+ly|with|in|as|again|loudly|aloud|at|back|and|to\s(?:him|her|me|us|them))\b(?![^.!?]*:)"
# A capitalised speaker. After "…!" and "…?" that is good English, after "…." it is how machines translate 他说.
_SPEECH = regex.compile(rf"{_SPEAKER}(?:{_SAID})(?=\s?[.,!?;]|$|\s{_MANNER})|(?:{_SAID.title()})\s\p{{L}}")
_SHORT_SPEECH = regex.compile(rf"{_SPEAKER}(?:{_SAID})(?=\s?[.,])")


def ends_sentence(text: str, start: int, stop: Stop) -> bool:
    """Whether the sentence that begins at `start` ends at `stop`, by the English words around it."""
    after = text[stop.next : stop.next + _LOOKAHEAD]
    if not after or after[0] in _CONTINUING or _LONE_STOP.match(after) or _is_label(text, start, stop):
        return False
    if (after[0] in "—–" or after.startswith("--")) and (stop.closes_quote or not stop.is_spaced):
        return False
    if stop.closes_quote and (_SHORT_SPEECH if stop.run == "." else _SPEECH).match(after):
        return False
    if not stop.is_spaced and after[0] not in "—–":
        return _ends_unspaced(text, start, stop, after)
    opening = _WORD.match(after)
    word = opening["word"] if opening else ""
    if word[:1].islower() and after[0] not in "(（[【" and not _BRAND.match(word):
        return _ends_before_lower(text, start, stop, word, after)
    if stop.is_ellipsis:
        return _ends_at_ellipsis(text, start, stop, word)
    if stop.run == "!" and word not in STARTERS and _words_before(text, start, stop)[1] in BRANDS_WITH_BANG:
        return False
    if stop.run != "." or stop.closes_quote:
        return True
    if _NEXT_NUMBER.match(after):
        return _ends_before_number(text, start, stop)
    return _ends_at_period(text, start, stop, word, bool(opening and opening["dot"]))


def _words_before(text: str, start: int, stop: Stop) -> tuple[str, str]:
    """The last two words before a stop, the last one bare of what opens it; empty where there are none."""
    window = text[max(start, stop.at - _LOOKBEHIND) : stop.at]
    words = window.split()
    if not words or window[-1].isspace():
        return "", ""
    return (words[-2] if len(words) > 1 else ""), latin_word(words[-1].lstrip(_OPENERS))


def latin_word(window: str) -> str:
    """The Latin word at the end of a text, "Inc" in "在Apple Inc"; the text itself where there is none."""
    words = window.split()
    if not words or words[-1].isascii():
        return words[-1] if words else ""
    match = _AFTER_HAN.search(words[-1])
    return match[0] if match and match[0] else words[-1]


def _is_label(text: str, start: int, stop: Stop) -> bool:
    """Whether the stop belongs to the number of a list item: "1. Do this." """
    if stop.run != ".":
        return False
    if stop.at - start <= _LOOKBEHIND and _LABEL.fullmatch(text[start : stop.at].strip()):
        return True
    return _INNER_LABEL.search(text[max(start, stop.at - 8) : stop.at]) is not None


def _ends_before_lower(text: str, start: int, stop: Stop, word: str, after: str) -> bool:
    """Before a lower-case word: the next item of a list, or a chat that capitalises nothing."""
    if _NEXT_LABEL.match(after):
        return _LABELLED.match(text, start) is not None
    if word not in CHATTY_STARTERS or stop.run not in (".", "?") or stop.closes_quote:
        return False
    before = _words_before(text, start, stop)[1]
    return len(before) > 1 and before.islower() and is_plain(before)


def _ends_unspaced(text: str, start: int, stop: Stop, after: str) -> bool:
    """A stop with no white space after it: machine translations lose it; addresses and numbers have none."""
    if stop.run[-1] in "。！？｡":
        return not (stop.closes_quote and after[0].islower())
    _, word = _words_before(text, start, stop)
    if regex.match(r"\p{Han}", after):
        return stop.run != "." or stop.closes_quote or is_plain(word)
    if after[0] in "“‘「(（" or after[0] == '"':
        return stop.run != "." or is_plain(word)
    capitalised = _CAPITALISED.match(after)
    if not capitalised or _CODE.search(word):
        return False
    opening = capitalised["word"]
    if stop.closes_quote or stop.closes_bracket:
        return True
    if stop.is_ellipsis:
        return _ends_at_ellipsis(text, start, stop, opening)
    if not _PLAIN_WORD.match(word) or len(word) < 2 or _is_abbreviation(word) or opening.lower() in DOMAINS:
        return False
    if opening in STARTERS:
        return True
    return word[0].islower() and len(opening) > 1 and stop.at - len(word) > start


def _ends_at_ellipsis(text: str, start: int, stop: Stop, opening: str) -> bool:
    """ "She waited... The train never came." ends; "I... I don't know" and an omission "[...]" do not."""
    if text[stop.at - 1 : stop.at] in ("[", "("):
        return False
    if stop.closes_quote or stop.run.count(".") == 4:
        return True
    words = text[max(start, stop.at - _LOOKBEHIND) : stop.at].lower().split()
    if opening in ("I", "I'm", "I’m", "I've", "I’ve", "I'll", "I’ll", "I'd", "I’d"):
        return len(words) >= 6
    if len(words) >= 3 or not words:
        return bool(words)
    return words[0].strip("\"“'‘") not in _HESITATION and words[0] != opening.lower()


def _ends_at_period(text: str, start: int, stop: Stop, opening: str, opening_has_dot: bool) -> bool:
    """A period with white space after it and a capital, a digit or a mark next."""
    previous, word = _words_before(text, start, stop)
    is_opening = opening in STARTERS and not opening_has_dot
    if word in CLOCK:
        return opening not in AFTER_CLOCK and not opening[:1].isdigit()
    if len(word) == 1 and word.isupper():
        return is_opening or (previous.lower() in LETTERED and not stop.closes_bracket)
    if word in TITLES:
        return False
    if word in NUMBERED:
        return not _NUMBER.match(opening)
    if word == "etc":
        return True
    if word in OPEN or _ACRONYM.fullmatch(word) or (word[:1].isupper() and word.rsplit("-", 1)[-1] in OPEN):
        return is_opening
    return True


def _ends_before_number(text: str, start: int, stop: Stop) -> bool:
    """A period before "3. The lid": the number is a list item's, unless it belongs to the word before it."""
    previous, word = _words_before(text, start, stop)
    if word in NUMBERED:
        return previous[:1].isdigit()  # "5 min." against "vol."
    return word not in TITLES and word not in DATED


def _is_abbreviation(word: str) -> bool:
    return word in TITLES or word in NUMBERED or word in OPEN or _ACRONYM.fullmatch(word) is not None


def is_plain(word: str) -> bool:
    """Whether a word is neither an abbreviation nor an initial nor a number."""
    return len(word) > 1 and word[-1].isalpha() and "." not in word and not _is_abbreviation(word)
