"""The review as one HTML file to mail to a client: read-only, no script, nothing loaded from anywhere."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any

import regex

from toolkit.files import atomic_write, check_target
from toolkit.quality import SEVERITIES
from toolkit.reading import Source
from toolkit.review.session import Session
from toolkit.text import counted

_STYLE = Path(__file__).parent / "web" / "report.css"
_INVISIBLE = regex.compile(r"[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]")
_SIGNS = {"": "○ open", "accepted": "✓ accepted", "rejected": "✗ rejected", "applied": "✎ applied"}
_STATES = {"": "", "reviewed": "✓", "rejected": "⊘"}


def write_report(
    pair: Source, output: Source, *, flags: Source | None = None, decisions: Source | None = None
) -> dict[str, Any]:
    """Write the pair, its flags and what reviewers decided as HTML, and give the progress that it shows.

    Args:
        pair: the TSV that `bitext align` wrote.
        flags: a file that `bitext flag` wrote; without it the pair is flagged now.
        decisions: the reviewers' store; without it `pair.review.sqlite` beside the TSV, if that is there.

    Raises:
        DataError: a file cannot be read or written.
    """
    check_target(output, [source for source in (pair, flags, decisions) if source is not None])
    view = Session.open(pair, flags, decisions=decisions, read_only=True).view()
    with atomic_write(output) as (stream,):
        stream.write("\n".join(page(view)).encode())
    progress: dict[str, Any] = view["progress"]
    return progress


def page(view: dict[str, Any]) -> Iterator[str]:
    """The lines of the HTML of what `Session.view` gives."""
    style = _STYLE.read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    name = _shown(view["document"])
    yield "<!doctype html>"
    yield '<html lang="en"><head><meta charset="utf-8">'
    # Whatever slips into the page, the browser runs and loads nothing.
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{name}: review</title><style>{style}</style></head><body>"
    yield f"<header><h1>{name}</h1>{_summary(view)}</header>"
    yield from _categories(view["progress"]["by_category"])
    yield '<main><table class="bitext"><thead><tr><th scope="col">Bead</th>'
    yield '<th scope="col">Chinese</th><th scope="col">English</th></tr></thead><tbody>'
    for number, bead in enumerate(view["beads"], start=1):
        yield from _bead(number, bead)
    yield "</tbody></table></main></body></html>\n"


def _summary(view: dict[str, Any]) -> str:
    progress = view["progress"]
    people = ", ".join(
        sorted({_shown(who) for bead in view["beads"] for flag in bead["flags"] for who in flag["verdicts"]})
    )
    return (
        f"<p>{counted(progress['beads'], 'bead')}, {progress['touched']} changed or judged. "
        f"{progress['judged']} of {progress['flags']} flags judged{f' by {people}' if people else ''}.</p>"
    )


def _categories(by_category: dict[str, Sequence[int]]) -> Iterator[str]:
    if not by_category:
        return
    most = max(total for _, total in by_category.values()) or 1
    yield '<table class="categories"><caption>Flags by category, and how many of them are judged</caption><tbody>'
    for category, (judged, total) in sorted(by_category.items(), key=lambda item: (-item[1][1], item[0])):
        bar = (
            f'<svg viewBox="0 0 100 8" width="200" height="8" preserveAspectRatio="none" class="{_group(category)}" '
            f'aria-hidden="true"><rect class="all" width="{100 * total / most:.1f}" height="8"/>'
            f'<rect class="done" width="{100 * judged / most:.1f}" height="8"/></svg>'
        )
        yield f'<tr><th scope="row">{_shown(category)}</th><td>{bar}</td><td>{judged} / {total}</td></tr>'
    yield "</tbody></table>"


def _bead(number: int, bead: dict[str, Any]) -> Iterator[str]:
    kinds = ["null"] * (not bead["src"] or not bead["tgt"]) + ["left-out"] * (bead["state"] == "rejected")
    told = " ".join(filter(None, (_shown(bead["kind"]), _shown(bead["label"]), _STATES[bead["state"]])))
    yield (
        f'<tr class="{" ".join(["bead", *kinds])}"><th scope="row">{number}<br>{told}</th>'
        f'<td lang="zh">{_text(bead, "src")}</td><td lang="en">{_text(bead, "tgt")}</td></tr>'
    )
    notes = [*_bead_notes(bead), *(_flag(place, flag) for place, flag in _numbered(bead))]
    if notes:
        yield f'<tr class="notes"><td></td><td colspan="2"><ol>{"".join(notes)}</ol></td></tr>'


def _numbered(bead: dict[str, Any]) -> Iterator[tuple[int, dict[str, Any]]]:
    """The flags of a bead with their numbers, without those that an edit has settled."""
    return enumerate((flag for flag in bead["flags"] if flag["verdict"] or not flag["stale"]), start=1)


def _bead_notes(bead: dict[str, Any]) -> Iterator[str]:
    for side, lang in (("src", "zh"), ("tgt", "en")):
        was = bead[f"{side}_was"]
        if was is not None:
            yield f'<li class="plain">edited; was: <del lang="{lang}">{_shown(was)}</del></li>'
    if bead["note"]:
        yield f'<li class="plain">note: {_shown(bead["note"])}</li>'


def _flag(place: int, flag: dict[str, Any]) -> str:
    words = " → ".join(
        f'<span lang="{lang}">{_shown(flag[text])}</span>'
        for text, lang in (("src_text", "zh"), ("tgt_text", "en"))
        if flag[text] and flag[text] not in flag["message"]
    )
    message, better = _said(flag["message"], flag["suggestion"])
    told = (
        f"<b>{_shown(flag['category'])}</b> ({_shown(flag['severity'])}, {flag['confidence']:.2f}):",
        message,
        words,
        better,
        _verdicts(flag),
        f"Note: {_shown(flag['note'])}" if flag["note"] else "",
    )
    style = f"{_group(flag['category'])} {flag['verdict'] or 'open'}"
    return f'<li value="{place}" class="{style}">{" ".join(filter(None, told))}</li>'


def _said(message: str, suggestion: str) -> tuple[str, str]:
    """What a flag says, with its suggestion marked in it; unless the suggestion is in it once, it stands by itself."""
    if not suggestion:
        return _shown(message), ""
    better = f'<ins lang="en">{_shown(suggestion)}</ins>'
    before, _, after = message.partition(suggestion)
    is_within_a_word = before[-1:].isalnum() or after[:1].isalnum()
    if message.count(suggestion) == 1 and not is_within_a_word:
        return f"{_shown(before)}{better}{_shown(after)}", ""
    return _shown(message), f"Better: {better}"


def _verdicts(flag: dict[str, Any]) -> str:
    """What each reviewer said, the latest last: that counts."""
    said = [f"{_SIGNS[judgement]} by {_shown(who)}" for who, judgement in flag["verdicts"].items()] or [_SIGNS[""]]
    return f'<span class="verdict">{", ".join(said)}</span>'


def _text(bead: dict[str, Any], side: str) -> str:
    """The text of one side, its flags marked and numbered as in the notes below it."""
    text = bead[side]
    spans = [
        (*flag[side], place, flag) for place, flag in _numbered(bead) if flag[side] and flag["verdict"] != "rejected"
    ]
    cuts = sorted({0, len(text), *(cut for start, end, *_ in spans for cut in (start, end))})
    parts = []
    for start, end in pairwise(cuts):
        over = [(place, flag) for begin, stop, place, flag in spans if begin <= start < stop]
        shown = _shown(text[start:end])
        if over:
            gravest = max((flag for _, flag in over), key=lambda flag: SEVERITIES.index(flag["severity"]))
            shown = f'<mark class="{_group(gravest["category"])}">{shown}</mark>'
        closing = ",".join(str(place) for _, stop, place, _ in spans if stop == end)
        parts.append(shown + (f"<sup>{closing}</sup>" if closing else ""))
    return "".join(parts)


def _group(category: str) -> str:
    name = category.partition("/")[0].lower()
    return name if name in ("accuracy", "terminology", "fluency", "style", "alignment") else "other"


def _shown(text: str) -> str:
    """A text as HTML; a character that cannot be seen, or that turns the line round, by its number."""
    return _INVISIBLE.sub(lambda match: f'<span class="control">U+{ord(match[0]):04X}</span>', escape(str(text)))
