from __future__ import annotations

import gzip
import io

import pytest

from toolkit import lines as module
from toolkit.errors import DataError
from toolkit.lines import lines
from toolkit.packed import DAMAGE, packed, peek, unpacked


def test_lines_end_at_line_feeds_only() -> None:
    data = "\ufeffa\u2028b\x85\r\n\r\nc\rd\n\ufeffe".encode()
    assert list(lines(io.BytesIO(data), "x")) == [(1, "a\u2028b\x85"), (2, ""), (3, "c\rd"), (4, "\ufeffe")]
    assert list(lines(io.BytesIO(b""), "x")) == []


def test_a_line_that_is_no_text_or_does_not_end(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DataError, match=r"x:2: is no TSV in UTF-8 \(byte 0xff\); save it as UTF-8"):
        list(lines(io.BytesIO(b"a\n\xff\n"), "x", "TSV"))
    monkeypatch.setattr(module, "MAX_LINE", 1 << 20)
    with pytest.raises(DataError, match=r"x:2: the line is longer than 1 MB; is this a links file\?"):
        list(lines(io.BytesIO(b"a\n" + b"b" * ((1 << 20) + 1)), "x", "links"))
    assert len(next(lines(io.BytesIO(b"b" * (1 << 20)), "x"))[1]) == 1 << 20


def test_gzip_off_and_on() -> None:
    out = io.BytesIO()
    with packed(out) as stream:
        stream.write(b"abc\n")
    assert not out.closed
    data = out.getvalue()
    assert gzip.decompress(data) == b"abc\n"
    assert data[4:8] == b"\0\0\0\0", "no time of day"
    assert unpacked(io.BytesIO(data)).read() == unpacked(io.BytesIO(b"abc\n")).read() == b"abc\n"
    stream = unpacked(io.BytesIO(data))
    assert peek(stream, 2) == b"ab"
    assert stream.read() == b"abc\n"
    with pytest.raises(DAMAGE):
        unpacked(io.BytesIO(data[:-4])).read()
