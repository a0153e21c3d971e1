"""XML that means harm, and XML that is broken: one line that says where, little memory, no file and no network."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from toolkit import elements
from toolkit.converting import units_in
from toolkit.errors import DataError

TU = '<tu><tuv xml:lang="zh"><seg>{}</seg></tuv><tuv xml:lang="en"><seg>a</seg></tuv></tu>'
TMX = '<?xml version="1.0"?>\n{}<tmx version="1.4">\n<header/>\n<body>\n{}\n</body>\n</tmx>\n'
BOMB = "<!DOCTYPE tmx [\n<!ENTITY a 'aaaaaaaaaa'>\n" + "".join(
    f"<!ENTITY {chr(98 + i)} '{f'&{chr(97 + i)};' * 10}'>\n" for i in range(9)
)


def problem(path: Path, data: bytes | str) -> str:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    with pytest.raises(DataError) as caught:
        list(units_in(path))
    message = str(caught.value)
    assert "\n" not in message
    assert len(message) < 400
    return message.removeprefix(str(path))


@pytest.mark.parametrize(
    ("doctype", "text", "message"),
    [
        (BOMB + "]>\n", "&j;", ":3: declares an entity"),
        ("<!DOCTYPE tmx [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>", "&x;", ":2: declares an entity"),
        ("<!DOCTYPE tmx [<!ENTITY x SYSTEM 'http://127.0.0.1:9/'>]>", "&x;", ":2: declares an entity"),
        ("<!DOCTYPE tmx [<!ENTITY % x SYSTEM 'file:///etc/passwd'> %x;]>", "", ":2: declares an entity"),
        ("<!DOCTYPE tmx SYSTEM 'http://127.0.0.1:9/tmx14.dtd'>\n", "&nbsp;", ":6: uses the unknown entity &nbsp;"),
        ("", "&nbsp;", ":5: is not well-formed XML: undefined entity"),
        ("", "a\x00b", ":5: is not well-formed XML"),
        ("", "<b>", ":5: is not well-formed XML: mismatched tag"),
        ("", "&#0;", ":5: is not well-formed XML"),
    ],
)
def test_entities_and_broken_text(tmp_path: Path, doctype: str, text: str, message: str) -> None:
    assert problem(tmp_path / "x.tmx", TMX.format(doctype, TU.format(text))).startswith(message)


def test_a_doctype_alone_is_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "x.tmx"
    path.write_text(TMX.format("<!DOCTYPE tmx SYSTEM 'tmx14.dtd'>", TU.format("甲&amp;乙&#20013;")), "utf-8")
    assert [(unit.src, unit.tgt) for unit in units_in(path)] == [("甲&乙中", "a")]


def test_truncated(tmp_path: Path) -> None:
    whole = TMX.format("", TU.format("甲") * 3).encode()
    for end in range(60, len(whole) - 7, 7):
        assert problem(tmp_path / "x.tmx", whole[:end]).startswith(":")


def test_encodings(tmp_path: Path) -> None:
    path, text = tmp_path / "x.tmx", TMX.format("", TU.format("会议"))
    assert ":5: is not well-formed XML" in problem(path, text.encode("gb18030"))
    declared = text.replace('version="1.0"', 'version="1.0" encoding="gb18030"', 1)
    assert "save it as UTF-8" in problem(path, declared.encode("gb18030"))
    assert "cannot be read" in problem(path, text.replace('version="1.0"', 'version="1.0" encoding="none"', 1))
    path.write_bytes(text.encode("utf-16"))
    assert [unit.src for unit in units_in(path)] == ["会议"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<x>" * 300 + "</x>" * 300, "has more than 200 elements in each other"),
        (f'<x y="{"a" * 5_000_000}"/>', "has a tag or a comment that is longer than 4 MB"),
        ("<!--" + "a" * 5_000_000 + "-->", "has a tag or a comment that is longer than 4 MB"),
        ("<x/>" * 700_000, "has a <tu> that is larger than 64 MB"),
    ],
)
def test_what_is_out_of_all_proportion(tmp_path: Path, text: str, message: str) -> None:
    assert message in problem(tmp_path / "x.tmx", TMX.format("", TU.format(text)))


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="tells its memory by /proc")
def test_what_does_not_end_takes_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "x.tmx"
    with path.open("wb") as stream:
        stream.write(b'<tmx><body><tu x="')
        stream.truncate(1 << 28)  # a hole: nothing but NUL, quick to make
    blanks = tmp_path / "y.tmx"
    with blanks.open("wb") as stream:
        stream.write(b'<tmx><body><tu x="')
        for _ in range(100):
            stream.write(b" " * (1 << 20))
    # Not ru_maxrss, which a process has from the one that started it.
    code = (
        "import sys\nfrom toolkit.converting import units_in\nfrom toolkit.errors import DataError\n"
        "for name in sys.argv[1:]:\n    try:\n        list(units_in(name))\n    except DataError as error:\n"
        "        print(error)\nprint(open('/proc/self/status').read().partition('VmHWM:')[2].split()[0])"
    )
    result = subprocess.run([sys.executable, "-c", code, path, blanks], capture_output=True, text=True, check=True)
    first, second, peak = result.stdout.splitlines()
    assert "is not well-formed" in first
    assert "has a tag or a comment that is longer than 4 MB" in second
    assert int(peak) < 150_000, "kilobytes"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("<html><body/></html>", ":1: is XML, but its root is none of"),
        (
            "<tmx><body><tu><tuv xml:lang='de'><seg>x</seg></tuv></tu></body></tmx>",
            ":1: has neither Chinese nor English",
        ),
        ('<tmx><body>\n<tu><prop type="x-risk">2</prop></tu></body></tmx>', "neither Chinese nor English"),
        (
            "<xliff version='2.1' srcLang='de' trgLang='en'><file id='f'>\n<unit id='u'/></file></xliff>",
            ":2: is from 'de' to 'en'",
        ),
        ("<cesAlign><linkGrp><link xtargets='1 2'/></linkGrp></cesAlign>", 'expected xtargets such as "1 2;1"'),
        ("<cesAlign><linkGrp><link xtargets='s1.1;1'/></linkGrp></cesAlign>", "give the documents with --texts"),
    ],
)
def test_what_is_not_what_it_seems(tmp_path: Path, data: str, message: str) -> None:
    assert message in problem(tmp_path / "x.xml", data)


def test_limits_are_where_the_documentation_has_them() -> None:
    assert (elements.MAX_TAG, elements.MAX_ELEMENT, elements.MAX_DEPTH) == (4 << 20, 64 << 20, 200)
