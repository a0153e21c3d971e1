"""Where a sentence may end: a run of stops with the quotation marks, brackets and note marks that close after it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from typing import NamedTuple

import regex

from toolkit.segmenters._spans import Zones, after_space

_STOP = regex.compile(
    r"(?P<run>\.(?:\s\.){2,}+|[.!?…⋯。！？｡．]++)"
    r"(?P<closers>(?:[”’」』）)\]】》〉\"']|\s{1,2}[”」』）)\]]|\s{1,2}’(?!\w))*+)"
    r"(?:\[\d{1,3}(?:[,，–-]\s?\d{1,3})*+\])*+"
)
_SPACED_QUOTE = regex.compile(r"\s{1,2}\"(?=\s|\p{Han}|$)")
_WRONG_QUOTE = regex.compile(r"\s{0,2}“(?=\s|$)")  # an opening mark where only a closing one can be meant
_QUOTATION = 400  # characters
_STRAIGHT = regex.compile('"')
_QUOTE = regex.compile("[”’」』\"']")
_ELLIPSIS = regex.compile(r"(?=.*[…⋯]|\.\s?\.\s?\.)[.…⋯\s]++|。{3,}+")
_DIRECTION = regex.compile(
    r"[（(\[【](?:laughter|laughs|laughing|applause|cheers|cheering|music|video|audio|singing|sighs|crying|"
    r"笑|大笑|[众眾]笑|掌[声聲]|鼓掌|[热熱]烈(?:鼓掌|掌[声聲])|[欢歡]呼|音[乐樂]|[视視][频頻]|叹气|嘆氣)[^()（）\[\]【】\n]{0,20}[）)\]】]",
    regex.IGNORECASE,
)


class Stop(NamedTuple):
    """A run of stops that begins at `at`; its sentence would end at `cut` and the next one begin at `next`."""

    run: str
    at: int
    cut: int
    next: int
    closes_quote: bool
    closes_bracket: bool

    @property
    def is_spaced(self) -> bool:
        """Whether white space follows."""
        return self.next > self.cut

    @property
    def is_ellipsis(self) -> bool:
        """Whether it is nothing but an ellipsis."""
        return self.run != "." and _ELLIPSIS.fullmatch(self.run) is not None


def stops(text: str) -> Iterator[Stop]:
    """Every run of stops in a text, in order."""
    straight = [match.start() for match in _STRAIGHT.finditer(text)]

    def opens(at: int) -> bool:
        return bisect_left(straight, at) % 2 == 0

    for match in _STOP.finditer(text):
        cut, closers = match.end(), match["closers"]
        if straight:
            # A straight mark right before a word, where no quotation is open, belongs to the sentence that follows.
            for at in range(match.start("closers"), match.end("closers")):
                if text[at] == '"' and opens(at) and not text[at + 1 : at + 2].isspace() and at + 1 < len(text):
                    cut, closers = at, text[match.start("closers") : at]
                    break
            spaced = _SPACED_QUOTE.match(text, cut)
            if spaced and not opens(spaced.end() - 1):
                cut, closers = spaced.end(), closers + '"'
        wrong = _WRONG_QUOTE.match(text, cut)
        begin = max(0, cut - _QUOTATION)
        if wrong and text.rfind("“", begin, cut) > text.rfind("”", begin, cut):
            cut, closers = wrong.end(), closers + "”"
        yield Stop(
            match["run"],
            match.start(),
            cut,
            after_space(text, cut),
            bool(closers) and _QUOTE.search(closers) is not None,
            bool(closers) and closers[-1] in "）)]】",
        )


def cuts(text: str, uncut: Zones, ends: Callable[[int, Stop], bool]) -> Iterator[int]:
    """Where to cut: at the stops outside `uncut` where `ends(sentence start, stop)`, and around stage directions."""
    start = _after_direction(text, after_space(text, 0))
    yield start
    for stop in stops(text):
        if stop.at >= start and not uncut.hold(stop.at) and ends(start, stop):
            yield stop.cut
            start = _after_direction(text, stop.next)
            if start > stop.next:
                yield start


def _after_direction(text: str, start: int) -> int:
    """Where the sentence after a stage direction, "(Laughter)", begins; `start` where there is no direction."""
    direction = _DIRECTION.match(text, start)
    return after_space(text, direction.end()) if direction else start
