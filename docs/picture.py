"""Draw the picture of the README, from what the toolkit makes of a sample pair: `make picture` writes docs/picture.svg.

The picture is plain SVG with system fonts, for light and dark pages. SVG breaks no lines, so they are broken here, by widths
that hold for the usual fonts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from unicodedata import east_asian_width
from xml.sax.saxutils import escape

import regex

from toolkit import align
from toolkit.bitext import Alignment, Bead, Document

ROOT = Path(__file__).resolve().parent.parent
PAIR = ("municipal-meeting.zh.txt", "municipal-meeting.en.txt")
SHOWN = range(11, 19)
"""The Chinese sentences that are in the picture, with all that stands between them."""

WIDTH, MARGIN, HEAD, GUTTER, GAP = 1000, 20, 44, 104, 24
COLUMNS = {"src": (GUTTER + MARGIN, 340), "tgt": (GUTTER + MARGIN + 340 + GAP, 484)}  # left edge, width
FONT, LINE, PADDING, INDENT, BAR = 15, 21, 10, 30, 56
MOST_LINES = 3  # of a sentence

# Of a letter's width to the height of the font: the widest that the usual fonts have.
_WIDTHS = {**dict.fromkeys("ijl.,:;'|!I ", 0.32), **dict.fromkeys('ftr()[]-"/', 0.42), **dict.fromkeys("mwMW@%", 0.93)}
_PIECE = regex.compile(r"[\p{Latin}\p{N}.%]+|.", regex.DOTALL)
_CANNOT_BEGIN, _CANNOT_END = frozenset("，。、；：？！”’）》〉】」』…"), frozenset("“‘（《〈【「『")
_NO_XML = regex.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_NOTHING = {"src": "not in the original", "tgt": "not translated"}

_STYLE = """
  .page { fill: #ffffff; stroke: #d0d7de } .rule { stroke: #d8dee4 } .apart { fill: #f3f5f7 } .track { fill: #dfe4ea }
  text { font: 15px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif; fill: #1f2328 }
  .zh { font-family: "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC",
        "Source Han Sans SC", "WenQuanYi Micro Hei", sans-serif }
  .head { font-size: 13px; font-weight: 600 } .small { font-size: 12px } .kind { font-size: 14px; font-weight: 600 }
  .pale, .apart text, text.pale { fill: #656d76 } .sure { fill: #2c974b } .likely { fill: #c58a00 } .doubtful { fill: #cf222e }
  .nothing { fill: none; stroke: #afb8c1; stroke-dasharray: 4 4 }
  @media (prefers-color-scheme: dark) {
    .page { fill: #0d1117; stroke: #30363d } .rule { stroke: #21262d } .apart { fill: #161b22 } .track { fill: #30363d }
    text { fill: #e6edf3 } .pale, text.pale { fill: #8d96a0 } .nothing { stroke: #484f58 }
    .sure { fill: #3fb950 } .likely { fill: #d29922 } .doubtful { fill: #f85149 }
  }
"""


def main() -> None:
    """Align the sample pair and write the picture."""
    samples = ROOT / "corpora" / "samples" / "raw"
    alignment = align(*(samples / name for name in PAIR))
    (ROOT / "docs" / "picture.svg").write_text(draw(alignment, SHOWN), "utf-8")


def draw(alignment: Alignment, shown: range) -> str:
    """The beads that hold the Chinese sentences `shown`, and those between them, as SVG."""
    body, y = [], HEAD
    for bead in _between(alignment.beads, shown):
        row, height = _row(alignment, bead, y)
        body += row
        y += height
    height = y + 1
    names = [Path(side.id).name for side in (alignment.src, alignment.tgt)]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
            'role="img">',
            f"<title>{_escape(' and '.join(names))}, aligned</title>",
            f"<style>{_STYLE}</style>",
            f'<rect class="page" x="0.5" y="0.5" width="{WIDTH - 1}" height="{height - 1}" rx="8"/>',
            _text(MARGIN, HEAD - 16, "bead, confidence", "small pale"),
            *(
                _text(COLUMNS[side][0] + INDENT, HEAD - 16, name, "head")
                for side, name in zip(COLUMNS, names, strict=True)
            ),
            *body,
            "</svg>\n",
        ]
    )


def _between(beads: Sequence[Bead], shown: range) -> Sequence[Bead]:
    held = [number for number, bead in enumerate(beads) if set(bead.src) & set(shown)]
    return beads[held[0] : held[-1] + 1]


def _row(alignment: Alignment, bead: Bead, y: int) -> tuple[list[str], int]:
    """A bead at height `y`, and the height that it takes."""
    src, src_lines = _cell(alignment.src, bead.src, COLUMNS["src"], y)
    tgt, tgt_lines = _cell(alignment.tgt, bead.tgt, COLUMNS["tgt"], y)
    height = 2 * PADDING + LINE * max(src_lines, tgt_lines, 2)
    drawn = [f'<line class="rule" x1="1" x2="{WIDTH - 1}" y1="{y}" y2="{y}"/>']
    if bead.label:
        drawn.insert(0, f'<rect class="apart" x="1" y="{y}" width="{WIDTH - 2}" height="{height}"/>')
    for side, (left, width) in COLUMNS.items():
        if not getattr(bead, side):
            box = f'x="{left + INDENT}" y="{y + PADDING}" width="{width - INDENT}" height="{height - 2 * PADDING}"'
            drawn.append(f'<rect class="nothing" {box} rx="4"/>')
            drawn.append(_text(left + INDENT + PADDING, y + height // 2 + 4, _NOTHING[side], "small pale"))
    return [*drawn, *_measure(bead, y), *src, *tgt], height


def _measure(bead: Bead, y: int) -> Iterator[str]:
    """The bead's kind, its label, and its confidence as a bar."""
    tint = "sure" if bead.confidence >= 0.95 else "likely" if bead.confidence >= 0.5 else "doubtful"
    yield _text(MARGIN, y + PADDING + FONT, bead.kind.replace("-", "–"), "kind")
    yield _text(MARGIN + 34, y + PADDING + FONT, bead.label, "small pale")
    for width, name in ((BAR, "track"), (BAR * bead.confidence, tint)):
        bar = f'x="{MARGIN}" y="{y + PADDING + LINE + 6}" width="{width:.1f}" height="7"'
        yield f'<rect class="{name}" {bar} rx="3.5"/>'
    yield _text(MARGIN + BAR + 7, y + PADDING + LINE + 13, f"{bead.confidence:.2f}", "small pale")


def _cell(document: Document, numbers: Sequence[int], column: tuple[int, int], y: int) -> tuple[list[str], int]:
    """The sentences of one side of a bead, each with its number, and how many lines they are."""
    (left, width), drawn, line = column, list[str](), 0
    for number in numbers:
        for part, text in enumerate(_clip(wrap(document.texts[number], (width - INDENT) / FONT))):
            base = y + PADDING + FONT + LINE * line
            if not part:
                drawn.append(_text(left, base, str(number), "small pale"))
            drawn.append(_text(left + INDENT, base, text, "zh" if document.lang == "zh" else ""))
            line += 1
    return drawn, line


def _clip(lines: Iterator[str]) -> Iterator[str]:
    """The first lines, with an ellipsis if there are more."""
    first = list(islice(lines, MOST_LINES))
    yield from first[:-1]
    yield first[-1] + ("…" if next(lines, "") else "")


def wrap(text: str, width: float) -> Iterator[str]:
    """The lines of a text that are at most `width` times the height of the font wide, as far as its words allow."""
    line = ""
    for word in _words(text):
        if line and sum(map(_width_of, line + word.rstrip())) > width:
            yield line.rstrip()
            line = ""
        line += word
    yield line.rstrip()


def _words(text: str) -> list[str]:
    """What must stay on one line: words with the space behind them, Han characters with the marks that belong to them."""
    words: list[str] = []
    for piece in _PIECE.findall(text):
        last = words[-1][-1] if words else " "
        joins = piece in _CANNOT_BEGIN or last in _CANNOT_END or piece == " "
        is_latin = not (_is_wide(piece[0]) or _is_wide(last)) and last != " "
        if words and (joins or is_latin):
            words[-1] += piece
        else:
            words.append(piece)
    return words


def _is_wide(character: str) -> bool:
    return east_asian_width(character) in "WF"


def _width_of(character: str) -> float:
    if east_asian_width(character) in "WFA":  # Chinese fonts have the curly quotation marks wide, too
        return 1.0
    return _WIDTHS.get(character, 0.72 if character.isupper() else 0.58)


def _text(x: int, y: int, text: str, kind: str) -> str:
    named = f' class="{kind}"' if kind else ""
    lang = ' xml:lang="zh-Hans"' if kind == "zh" else ""
    return f'<text x="{x}" y="{y}"{named}{lang}>{_escape(text)}</text>' if text else ""


def _escape(text: str) -> str:
    return escape(_NO_XML.sub("\ufffd", text))


if __name__ == "__main__":
    main()
