"""A minimal writer of PDF files for the tests: lines of text at given places."""

from __future__ import annotations

from dataclasses import dataclass

_FONTS = (
    b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [5 0 R] >>",
    b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000"
    b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
)


@dataclass(frozen=True)
class Print:
    """A line of print at a place in points, y from the bottom of an A4 page."""

    x: float
    y: float
    text: str
    size: float = 12


def pdf(pages: list[list[Print]], trailer: bytes = b"") -> bytes:
    """A file of these pages; Helvetica for ASCII, an unembedded Song for the rest."""
    first = 6
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>"
        % (len(pages), b" ".join(b"%d 0 R" % (first + 2 * i) for i in range(len(pages)))),
        *_FONTS,
    ]
    for i, page in enumerate(pages):
        stream = b"\n".join(map(_show, page))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>" % (first + 2 * i + 1)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return bytes(out)


def _show(line: Print) -> bytes:
    if line.text.isascii():
        shown = b"(" + line.text.encode().replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)") + b")"
        font = b"F1"
    else:
        shown = b"<" + line.text.encode("utf-16-be").hex().encode() + b">"
        font = b"F2"
    return b"BT /%s %g Tf %g %g Td %s Tj ET" % (font, line.size, line.x, line.y, shown)


ENCRYPTED = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00112233> <00112233>]" % (
    b"41" * 32,
    b"42" * 32,
)
"""A trailer entry that says: encrypted, with a password that is not empty."""
