from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.lexicon.numerals import en_numbers, zh_numbers

ZH_TEXTS = st.text(
    st.one_of(
        st.sampled_from("零〇一二两三九十百千万亿兆点成分之第几数多余半壹佰萬1２٣²½Ⅷ,，.．%年月日 "), st.characters()
    )
)
EN_TEXTS = st.lists(
    st.one_of(
        st.sampled_from(
            "one two twenty ten hundred thousand million thirds second quarter and March Sept. 3 22nd 1,000 .5 bn - ".split()
        ),
        st.text(),
    )
).map(" ".join)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("二〇二六年三月十五日", "2026 3 15"),
        ("二零零八年", "2008"),
        ("2026年3月15日", "2026 3 15"),
        ("２０２６年", "2026"),
        ("１，０００元", "1000"),
        ("３．５％", "3.5"),
        ("1,234,567人", "1234567"),
        ("2020,202,1", "2020 202 1"),
        ("1,2345", "1 2345"),
        ("第二十二届", "22"),
        ("第1名", "1"),
        ("一百零五", "105"),
        ("一百五", "150"),
        ("三万五", "35000"),
        ("3万5", "35000"),
        ("两千零五", "2005"),
        ("十五亿", "1500000000"),
        ("3.5亿", "350000000"),
        ("三点五亿", "350000000"),
        ("12万亿", "12000000000000"),
        ("三万五千亿", "3500000000000"),
        ("三万亿五千亿", "3500000000000"),
        ("一亿两千万", "120000000"),
        ("1亿2千万", "120000000"),
        ("2万5000", "25000"),
        ("5千万", "50000000"),
        ("一万万", "100000000"),
        ("万万不可", ""),
        ("五千多万", "50000000"),
        ("20多亿", "2000000000"),
        ("几十人、数百万人、上千人", ""),
        ("五十多岁", "50"),
        ("两三个", "3"),
        ("七八十", "80"),
        ("三四百", "400"),
        ("三点一四", "3.14"),
        ("二十三点五", "23.5"),
        ("八点三十分", "8 30"),
        ("点点", ""),
        ("三点", "3"),
        ("百分之三十", "30"),
        ("百分之百", "100"),
        ("百分之3.5", "3.5"),
        ("千分之三", "3"),
        ("四分之三", "0.75"),
        ("十分之一", "0.1"),
        ("零分之一", "1"),
        ("三成", "30"),
        ("三成五", "35"),
        ("七八成", "80"),
        ("三成员", "3"),
        ("两者成立", "2"),
        ("十分重要", ""),
        ("十分钟", "10"),
        ("百姓", ""),
        ("三千大道", "3000"),
        ("壹佰贰拾元", "120"),
        ("兩萬", "20000"),
        ("这里有74头牛", "74"),
        ("零", "0"),
        ("²和半", ""),
        ("٣٤", "34"),
        ("", ""),
    ],
)
def test_chinese(text: str, values: str) -> None:
    assert [value for _, _, value in zh_numbers(text)] == [Decimal(value) for value in values.split()]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("twenty-two", "22"),
        ("Twenty two", "22"),
        ("two hundred and five thousand", "205000"),
        ("three million five hundred thousand", "3500000"),
        ("two thousand and eight", "2008"),
        ("one thousand million", "1000000000"),
        ("twenty-five hundred", "2500"),
        ("a hundred", "100"),
        ("nineteen eighty-four", "1984"),
        ("twenty twenty-six", "2026"),
        ("3.5 billion", "3500000000"),
        ("$3.5bn", "3500000000"),
        ("5 hundred thousand", "500000"),
        ("1,234,567", "1234567"),
        ("2020,2021", "2020 2021"),
        ("the 22nd", "22"),
        ("1st, 2nd, 3rd, 4th", "1 2 3 4"),
        ("the twenty-first", "21"),
        ("one hundred and second", "102"),
        ("two hundredth", "200"),
        ("the first two", "1 2"),
        ("a ten second delay", "10 2"),
        ("five and six", "5 6"),
        ("one, two or three", "1 2 3"),
        ("two-fifths", "0.4"),
        ("three quarters", "0.75"),
        ("thirds, quarters, seconds, dozens, hundreds", ""),
        ("fortieth twelfth ninth", "40 12 9"),
        ("March 15, 2026", "3 15 2026"),
        ("15 March 2026", "15 3 2026"),
        ("the 2nd of June", "2 6"),
        ("Sept. 5", "9 5"),
        ("since May", "5"),
        ("They march. May I? March!", ""),
        ("the sixth, sixteen, sixty", "6 16 60"),
        ("zero", "0"),
        ("someone tends often, none", ""),
        ("", ""),
    ],
)
def test_english(text: str, values: str) -> None:
    assert [value for _, _, value in en_numbers(text)] == [Decimal(value) for value in values.split()]


def test_two_thirds_are_the_same_in_both() -> None:
    assert zh_numbers("三分之二")[0][2] == en_numbers("two thirds")[0][2]


def test_the_span_is_the_number() -> None:
    zh, en = "共有3.5亿人，占百分之三十。", "Some 350 million people, or thirty-one percent, on March 3."
    assert [zh[start:end] for start, end, _ in zh_numbers(zh)] == ["3.5亿", "百分之三十"]
    assert [en[start:end] for start, end, _ in en_numbers(en)] == ["350 million", "thirty-one", "March", "3"]


def test_a_value_has_one_form() -> None:
    assert str(zh_numbers("100")[0][2]) == str(zh_numbers("一百")[0][2]) == str(en_numbers("a hundred")[0][2])
    assert str(zh_numbers("2.50")[0][2]) == "2.5"


@given(st.integers(0, 99_999_999))
def test_any_number_is_read_as_it_is_written(number: int) -> None:
    assert [value for _, _, value in zh_numbers(_in_chinese(number))] == [number]
    assert [value for _, _, value in zh_numbers(f"有{number}个")] == [number]
    assert [value for _, _, value in en_numbers(f"all {number:,} of them")] == [number]


def _in_chinese(number: int) -> str:
    """Written out with every unit (一千零五), below 10**8."""
    high, low = divmod(number, 10_000)
    if not high:
        return _section(low) or "零"
    gap = "零" if 0 < low < 1000 or (low and high % 10 == 0) else ""
    return f"{_section(high)}万{gap}{_section(low)}"


def _section(number: int) -> str:
    out, is_gap = "", False
    for digit, unit in zip(f"{number:04}", "千百十 ", strict=True):
        if digit == "0":
            is_gap = bool(out)
        else:
            out += ("零" if is_gap else "") + "零一二三四五六七八九"[int(digit)] + unit.strip()
            is_gap = False
    return out


@given(ZH_TEXTS)
def test_chinese_never_raises_and_spans_rise(text: str) -> None:
    _check_spans(zh_numbers(text), text)


@given(EN_TEXTS)
def test_english_never_raises_and_spans_rise(text: str) -> None:
    _check_spans(en_numbers(text), text)


def _check_spans(found: list[tuple[int, int, Decimal]], text: str) -> None:
    end = 0
    for start, stop, value in found:
        assert end <= start < stop <= len(text)
        assert value.is_finite()
        assert value >= 0
        end = stop


@pytest.mark.parametrize(
    "unit",
    [
        "9", "一", "万", "一万", "千", "一点", "点", "兆", "1兆", "1,", "234,", "9.", "一分之", "一成", "几十", "1２٣", "多万",
        "one ", "one-", "million ", "one and ", "1 ", "1 million ", "hundred and ", "second ", "one third ", "March 1 ", "in ",
    ],
)  # fmt: skip
def test_a_long_run_of_numerals_is_quick(unit: str) -> None:
    text = "一1" + unit * (2 * 10**5 // len(unit)) + "2345"
    began = time.monotonic()
    found = zh_numbers(text) + en_numbers(text)
    assert time.monotonic() - began < 8
    assert all(value.is_finite() for _, _, value in found)


def test_ten_thousand_digits() -> None:
    ((_, end, value),) = zh_numbers("9" * 10_000)
    assert (end, value) == (10_000, Decimal("1E+10000"))
