"""Sentences that are none: without a finite verb, begun in mid-phrase, or broken off, where the Chinese has a full clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from toolkit.detectors import Detector
from toolkit.detectors._finite import finite_verb, tokens
from toolkit.detectors._sentences import LONGEST, counterpart, sentences
from toolkit.quality import Finding, Pair, Span
from toolkit.text import HAN

_CATEGORY = "Fluency/Fragment"
_FEWEST_WORDS, _FEWEST_SMALL, _FEWEST_HAN = 4, 3, 8
_SHOWN = 40  # characters
_ZH_STOP = regex.compile(r"[。！？；…]")
_QUOTES = regex.compile(r"[“”\"‘「]")
_DANGLING = regex.compile(r"\b(and|or|the|an?)\s*+[.!]?+$")
# Exclamations, answers, labels and datelines need no verb.
_VERBLESS = regex.compile(
    r"\W*(?:what|how|why|who|where|thanks?|sorry|no|yes|never|better|so|well|oh|ah|good|hello|dear|source|image|photo"
    r"|figure|fig|table|note|address|tel|reporters?|editor|by|more|the more|not)\b|.{0,60}:|\W*\d+[.)]",
    regex.IGNORECASE,
)
_SUBORDINATE = regex.compile(r"\W*(?:because|although|though|whereas|unless|which|whose)\b(?!.*,)", regex.IGNORECASE)


def make() -> Detector:
    """A detector of sentence fragments."""
    return detect


def detect(pairs: Sequence[Pair]) -> list[Finding]:
    """The fragments among the sentences that end with a stop; headings, list items and captions have none."""
    return [finding for row, pair in enumerate(pairs) for finding in _fragments(row, pair)]


def _fragments(row: int, pair: Pair) -> Iterator[Finding]:
    if len(HAN.findall(pair.zh)) < _FEWEST_HAN or not _ZH_STOP.search(pair.zh) or len(pair.tgt) > LONGEST:
        return
    found = sentences(pair.tgt)
    is_split = len(found) > len(_ZH_STOP.findall(pair.zh))
    for start, end in found:
        text = pair.tgt[start:end].strip()
        fault = None if _is_quoted(pair.tgt, start, text) else _fault(text, is_split)
        if fault:
            strength, what = fault
            span = start, start + len(text)
            src = counterpart(pair, span) if len(found) > 1 else _whole(pair)
            said = f" The Chinese has {_shown(pair.src[slice(*src)])}." if src else ""
            yield Finding(row, _CATEGORY, "minor", f"The sentence {what}.{said}", src, span, "", strength)


def _fault(text: str, is_split: bool) -> tuple[float, str] | None:
    """How sure it is that the sentence is none, and what is wrong with it.

    Where the translator made several sentences of one, a part without a verb is seldom meant to be so.
    """
    dangling = _DANGLING.search(text, max(len(text) - 12, 0))
    if dangling:
        return 0.85, f"breaks off after “{dangling[1]}”"
    if not text.endswith(".") or text.endswith("..") or _VERBLESS.match(text):
        return None
    words = tokens(text)
    letters = [word for word in words if word[0].isalpha()]
    if len(letters) < _FEWEST_WORDS or sum(word.islower() for word in letters) < _FEWEST_SMALL:
        return None
    is_small = text.lstrip('"“(')[:1].islower()
    verb = finite_verb(words)
    # With … significantly improved: the participle at the end is no verb of the sentence.
    if verb is None or (letters[0] == "With" and verb == len(words) - 1):
        return (0.8 if is_split else 0.4) + 0.1 * is_small, "has no finite verb"
    if is_split and _SUBORDINATE.match(text):
        return 0.45, "is a subordinate clause alone"
    return None


def _is_quoted(text: str, start: int, sentence: str) -> bool:
    """Whether the sentence is said by somebody, who speaks as he likes: it is in quotation marks, not only its first
    words."""
    marks = _QUOTES.findall(text, 0, start)
    inner = [match.end() for match in _QUOTES.finditer(sentence)]
    is_opened = bool(inner) and inner[0] == 1
    return len(marks) % 2 == 1 or (is_opened and (len(inner) < 2 or inner[1] >= len(sentence) - 1))


def _whole(pair: Pair) -> Span:
    text = pair.src.strip()
    start = pair.src.find(text)
    return start, start + len(text)


def _shown(text: str) -> str:
    text = text.rstrip("。！？")
    return text if len(text) <= _SHOWN else f"{text[:20]}……{text[-10:]}"
