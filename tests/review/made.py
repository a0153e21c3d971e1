"""A small pair with flags, one with hostile text, and what a session shows of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from toolkit.flag_files import write_tsv
from toolkit.flagging import Flags
from toolkit.quality import Flag
from toolkit.tables import line_of

SCRIPT = "<script>window.pwned = 1</script>"
IMAGE = "<img src=x onerror='window.pwned = 1'>"
HOSTILE = (
    ("脚本" + SCRIPT, SCRIPT + " runs"),
    ("图片" + IMAGE, IMAGE + "</textarea></style></title>"),
    ("反向\u202e文字。", "right \u202eto left and zero\u200bwidth"),
    ('=HYPERLINK("x")&amp;<b>粗', "𠀀 &lt; & \" ' `${window.pwned = 1}`"),
    ("长。", "long " * 40_000),
)


def write_pair(folder: Path, texts: Sequence[tuple[str, str]], name: str = "pair") -> Path:
    """A TSV with these texts as 1-1 beads."""
    path = folder / f"{name}.tsv"
    rows = [
        (f"b{i}", f"{int(bool(src))}-{int(bool(tgt))}", "", "1.0", "0.9", str(i), str(i), src, tgt)
        for i, (src, tgt) in enumerate(texts)
    ]
    header = ("bead_id", "kind", "label", "score", "confidence", "src_ids", "tgt_ids", "src", "tgt")
    path.write_bytes(b"".join(map(line_of, [header, *rows])))
    return path


def write_flags(folder: Path, flags: Sequence[Flag], name: str = "flags") -> Path:
    path = folder / f"{name}.tsv"
    with path.open("wb") as stream:
        write_tsv(Flags((), tuple(flags)), stream)
    return path


def flag_on(bead: str, src: str, tgt: str, *, message: str = "wrong", suggestion: str = "", start: int = 0) -> Flag:
    """A flag on the words from the start of the Chinese, and of the English from `start`."""
    spans = (0, len(src)) if src else None, (start, start + len(tgt)) if tgt else None
    return Flag(bead, "terms", "Terminology/Wrong", "major", *spans, src, tgt, message, suggestion, 0.75)


def hostile_files(folder: Path) -> tuple[Path, Path]:
    """A pair and flags whose every text tries to be code."""
    flags = [
        flag_on("b0", "脚本", "<script>", message=SCRIPT, suggestion=IMAGE),
        flag_on("b1", "图片", "<img", message=IMAGE, suggestion=SCRIPT),
        flag_on("b3", "=HY", "𠀀 &", message="=cmd|' /C calc'!A0", suggestion="</ins>" + SCRIPT),
    ]
    return write_pair(folder, HOSTILE, "hostile"), write_flags(folder, flags, "hostile-flags")
