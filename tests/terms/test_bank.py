from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import DataError
from toolkit.lexicon.tokens import zh_tokens
from toolkit.quality import Pair
from toolkit.terms import Bank, Term, default_paths, open_bank, read_terms, write_terms

HEADER = "zh\tpreferred\taccepted\tavoid\tdomain\tnote\tsource\n"


def write(path: Path, *rows: str) -> Path:
    path.write_text(HEADER + "".join(f"{row}\n" for row in rows), "utf-8")
    return path


def matched(bank: Bank, zh: str) -> list[tuple[str, str]]:
    """The Chinese found, and the term that it belongs to."""
    return [(zh[start:end], term.zh) for start, end, term in bank.match(zh)]


def test_a_row_is_read(tmp_path: Path) -> None:
    row = (
        "有为政府\tcapable government\tactive government | able government\tpromising government\t政治\t\tour glossary"
    )
    (term,) = read_terms(write(tmp_path / "a.tsv", "# a comment", "", row))
    assert term == Term(
        "有为政府",
        "capable government",
        ("active government", "able government"),
        ("promising government",),
        "政治",
        "",
        "our glossary",
    )


def test_cells_may_be_missing_in_any_order_and_hold_variants(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_bytes("\ufeffpreferred\tzh\tavoid\r\nsmog | haze\t雾霾 | 灰霾\r\n".encode())
    assert read_terms(path) == [Term("雾霾", "smog", ("haze",)), Term("灰霾", "smog", ("haze",))]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"", "a.tsv: is empty"),
        (b"# only a comment\n", "a.tsv: is empty"),
        (b"zh\tenglish\n", "a.tsv:1: has no column 'preferred'"),
        (b"zh\tpreferred\tzh\n", "a.tsv:1: the column 'zh' is there twice"),
        (b"zh\tpreferred\tcolour\n", "a.tsv:1: the column 'colour' is none of"),
        ("zh\tpreferred\n甲\ta\tb\n".encode(), "a.tsv:2: has 3 cells"),
        ("zh\tpreferred\n\n甲\t |\n".encode(), "a.tsv:3: the cell 'preferred' is empty"),
        (b"zh\tpreferred\n \ta\n", "a.tsv:2: the cell 'zh' is empty"),
        ("zh\tpreferred\tabout\n甲\ta\tsnow\n".encode(), "a.tsv:2: the topic 'snow' in the cell 'about' is none of: "),
        ("zh\tpreferred\n甲\ta\n".encode() + b"\xff\n", "a.tsv:3: is not UTF-8"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_bytes(text)
    with pytest.raises(DataError) as error:
        read_terms(path)
    assert f"{tmp_path}/{message}" in str(error.value)


cells = st.text("ab甲\"'#|\t\n\u2028\ud800 =-", max_size=6)


@given(st.lists(st.tuples(cells, cells, st.lists(cells, max_size=2), cells), max_size=4))
def test_what_is_written_is_read(rows: list[tuple[str, str, list[str], str]]) -> None:
    def clean(text: str) -> str:
        return (
            text.encode("utf-8", "replace")
            .decode()
            .replace("|", "/")
            .translate(dict.fromkeys(map(ord, "\t\n\u2028"), " "))
            .strip()
        )

    terms = [
        Term(f"甲{clean(zh)}", f"a{clean(en)}", tuple({f"b{clean(form)}": 0 for form in accepted}), note=clean(note))
        for zh, en, accepted, note in rows
    ]
    out = io.BytesIO()
    write_terms(terms, out)
    from tempfile import NamedTemporaryFile

    with NamedTemporaryFile(suffix=".tsv") as file:
        file.write(out.getvalue())
        file.flush()
        assert read_terms(file.name) == terms


def test_a_term_that_looks_like_a_comment_is_none(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    with path.open("wb") as out:
        write_terms([Term("#一号#", "number one")], out)
    assert [term.zh for term in read_terms(path)] == ["#一号#"]


BANK = Bank(Term(zh, zh) for zh in ("自立", "自立自强", "科技自立自强", "强国", "𠮷野家", "营商环境"))


@pytest.mark.parametrize(
    ("zh", "expected"),
    [
        ("推动科技自立自强，优化营商环境。", ["科技自立自强", "营商环境"]),
        ("自立自强国", ["自立自强"]),
        ("自立强国", ["自立", "强国"]),
        ("他不自信", []),
        ("", []),
        ("𠀀\ud800𠮷野家\udfff自立", ["𠮷野家", "自立"]),
    ],
)
def test_the_longest_match_from_the_left(zh: str, expected: list[str]) -> None:
    assert matched(BANK, zh) == [(form, form) for form in expected]


def test_traditional_terms_match_simplified_text_and_their_own() -> None:
    bank = Bank([Term("臺灣同胞", "Taiwan compatriots")])
    assert matched(bank, "台湾同胞") == [("台湾同胞", "臺灣同胞")]
    assert matched(bank, "臺灣同胞") == [("臺灣同胞", "臺灣同胞")]


def test_a_simplified_term_goes_before_a_traditional_one_for_its_text() -> None:
    bank = Bank([Term("台湾", "Taiwan"), Term("臺灣", "Formosa")])
    assert [match.term.preferred for match in bank.match("台湾臺灣")] == ["Taiwan", "Formosa"]


def test_later_files_override_earlier_ones(tmp_path: Path) -> None:
    bank = Bank.read([write(tmp_path / "a.tsv", "甲乙\ta", "丙丁\tc"), write(tmp_path / "b.tsv", "甲乙\tb")])
    assert {term.zh: term.preferred for term in bank} == {"甲乙": "b", "丙丁": "c"}
    assert len(bank) == 2


def test_files_go_over_the_shipped_bank(tmp_path: Path) -> None:
    shipped = Bank.read(default_paths())
    mine = open_bank([write(tmp_path / "a.tsv", "〇甲〇乙\tnothing")])
    assert len(mine) == len(shipped) + 1
    assert open_bank(mine) is mine
    assert {path.suffix for path in default_paths()} <= {".tsv"}


def test_an_empty_bank_matches_nothing() -> None:
    assert Bank([]).match("甲乙") == []


def test_the_bank_and_the_text_may_be_large() -> None:
    bank = Bank(Term(chr(0x4E00 + i // 300) + chr(0x4E00 + i % 300) + "甲", "x") for i in range(90_000))
    assert bank.match("一一甲" * 100_000)[-1][:2] == (299_997, 300_000)
    assert bank.match("一" * 1_000_000) == []


def test_a_longer_term_is_not_hidden_by_a_shorter_one_that_begins_before_it() -> None:
    bank = Bank([Term("改革开放", "reform and opening up"), Term("开放型世界经济", "open world economy")])
    assert [match.term.zh for match in bank.match("改革开放型世界经济")] == ["开放型世界经济"]


def test_a_term_of_two_characters_is_no_part_of_other_words() -> None:
    bank = Bank([Term("标的", "subject matter"), Term("短板", "weak link")])
    for zh, found in (("我们的目标的实现", []), ("合同的标的", ["标的"]), ("补短板", ["短板"])):
        assert [match.term.zh for match in bank.match(zh, zh_tokens(zh))] == found


BODY = Term("机身", "fuselage"), Term("机身", "body", about="appliance")


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["擦拭机身。"], ["fuselage"]),
        (["按键在上。", "擦拭机身。", "拔下电源线。"], ["body"]),
        (["按键、按键。", "擦拭机身。"], ["fuselage"]),  # one word alone tells nothing
        (["按键、电源线。", *["无。"] * 19, "擦拭机身。"], ["body"]),
        (["按键、电源线。", *["无。"] * 20, "擦拭机身。"], ["fuselage"]),
        (["擦拭机身。", *["无。"] * 19, "按键、电源线。"], ["body"]),
        (["擦拭机身。", *["无。"] * 20, "按键、电源线。", "擦拭机身。"], ["fuselage", "body"]),
    ],
)
def test_a_term_about_a_topic_holds_near_words_of_it(texts: list[str], expected: list[str]) -> None:
    pairs = [Pair(str(row), text, "", text) for row, text in enumerate(texts)]
    found = Bank(BODY).matches(pairs)
    assert [match.term.preferred for own in found for match in own] == expected


def test_a_term_about_a_topic_that_the_text_has_not_is_none() -> None:
    assert Bank(BODY[1:]).match("机身") == []


def test_ones_own_term_goes_before_a_shipped_one_about_a_topic(tmp_path: Path) -> None:
    about = next(term for term in Bank.read(default_paths()) if term.about)
    mine = open_bank([write(tmp_path / "a.tsv", f"{about.zh}\tmine")])
    assert [match.term.preferred for match in mine.match(about.zh, topics=[about.about])] == ["mine"]


def test_ones_own_term_about_a_topic_leaves_the_others(tmp_path: Path) -> None:
    other = next(term for term in Bank.read(default_paths()) if not term.about)
    mine = tmp_path / "a.tsv"
    mine.write_text(f"zh\tpreferred\tabout\n{other.zh}\tmine\tlaw\n", "utf-8")
    found = {about: open_bank([mine]).match(other.zh, topics=[about])[0].term.preferred for about in ("law", "sport")}
    assert found == {"law": "mine", "sport": other.preferred}
