"""Units such as no corpus has, and a format written and read back."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import fields

from hypothesis import strategies as st

from toolkit.formats import Format
from toolkit.quality import SEVERITIES, Flag, Span, cut
from toolkit.registry import load
from toolkit.units import FIELDS, Unit, held

HOSTILE = [
    "",
    "NA",
    "null",
    '"',
    "'",
    "&<>\"'",
    "]]>",
    "&amp;&#0;&lt;v&gt;<v>x</v>",
    "\ttab\u2028line\u2029par\x85nel\r\ncr\rlf\n",
    "\ud800",
    "\udfff\ud800",
    "\x00\x01\x1f\x7f\ufffe\uffff",
    "=cmd|' /C calc'!A0",
    '"quoted at the start',
    "𠀀𠀀e\u0301\U0001f600",
    "\ufeffmark",
    " white  space ",
    "<script>alert(1)</script>",
    "{}[]",
    "1.0",
]
TEXTS = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=20))
NAMES = st.text(st.characters(categories=["Ll", "Lo", "Nd"]), min_size=1, max_size=8)
SHARES = st.one_of(st.none(), st.floats(0, 1), st.integers(0, 10_000).map(lambda n: n / 10_000))


@st.composite
def spans(draw: st.DrawFn, text: str) -> Span | None:
    if draw(st.booleans()):
        return None
    start, end = sorted(draw(st.integers(0, len(text))) for _ in range(2))
    return start, end


@st.composite
def flags(draw: st.DrawFn, src: str, tgt: str) -> Flag:
    src_span, tgt_span = draw(spans(src)), draw(spans(tgt))
    return Flag(
        "",
        draw(NAMES),
        draw(st.sampled_from(["Accuracy/Number", "Style/Awkward"])),
        draw(st.sampled_from(SEVERITIES)),
        src_span,
        tgt_span,
        cut(src, src_span),
        cut(tgt, tgt_span),
        draw(TEXTS),
        draw(TEXTS),
        draw(st.floats(0, 1)),
    )


@st.composite
def lists_of_units(draw: st.DrawFn) -> list[Unit]:
    """Units of one document, every one of them with sentence numbers or none."""
    are_numbered = draw(st.booleans())
    document, ends, made = draw(NAMES), [0, 0], []
    for number in range(draw(st.integers(0, 4))):
        src, tgt = draw(TEXTS), draw(TEXTS)
        sizes = draw(st.tuples(st.integers(0, 3), st.integers(0, 3)).filter(any))
        ids = [tuple(range(end, end + size)) for end, size in zip(ends, sizes, strict=True)]
        ends = [end + size for end, size in zip(ends, sizes, strict=True)]
        unit = Unit(
            f"{number}{draw(NAMES)}",
            src,
            tgt,
            document=document,
            src_ids=ids[0] if are_numbered else None,
            tgt_ids=ids[1] if are_numbered else None,
            score=draw(st.one_of(st.none(), st.floats(allow_nan=False))),
            confidence=draw(SHARES),
            label=draw(st.sampled_from(["", "furniture", "moved:0a1b2c"])),
            risk=draw(SHARES),
            flags=tuple(draw(st.lists(flags(src, tgt), max_size=3))),
            state=draw(st.sampled_from(["", "reviewed", "rejected"])),
            more=draw(st.dictionaries(NAMES.filter(lambda name: name not in FIELDS), TEXTS.filter(bool), max_size=3)),
        )
        made.append(with_own_flags(unit))
    return made


def with_own_flags(unit: Unit) -> Unit:
    from dataclasses import replace

    return replace(unit, flags=tuple(replace(flag, bead_id=unit.id) for flag in unit.flags))


def written(format: Format, units: Iterable[Unit]) -> list[bytes]:
    streams = [io.BytesIO() for _ in format.suffixes]
    format.write(iter(units), streams)
    assert not any(stream.closed for stream in streams)
    return [stream.getvalue() for stream in streams]


def read(format: Format, data: Iterable[bytes], source: str = "x.file") -> list[Unit]:
    return list(format.read([io.BytesIO(part) for part in data], source))


def there_and_back(name: str, units: Iterable[Unit], **parameters: object) -> list[Unit]:
    format = load("formats", name, **parameters)
    return read(format, written(format, units))


def carried(format: Format, units: Iterable[Unit]) -> list[dict[str, object]]:
    """What a format has to bring back of units."""
    return [
        {field.name: getattr(held(unit, format.carries, format.clean), field.name) for field in fields(Unit)}
        | ({} if "id" in format.carries else {"id": str(number)})
        for number, unit in enumerate(units, start=1)
    ]
