"""What the words around a number make of it, on both sides."""

from __future__ import annotations

import pytest

from tests.detectors.test_numbers import found


@pytest.mark.parametrize(
    ("src", "tgt", "marked"),
    [
        ("成本下降逾两成。", "Costs fell by nearly 20 percent.", "nearly 20 percent"),
        ("须经四名以上委员同意。", "The consent of up to four members is required.", "up to four"),
        ("门票只要六十几元。", "A ticket costs just sixty yuan or less.", "sixty yuan or less"),
        ("他四十岁那年退役。", "He retired in his forties.", "forties"),
        ("全书共六十二章。", "The book has more than sixty-two chapters.", "more than sixty-two"),
        ("合同期限不得少于两年。", "The term shall be no more than two years.", "no more than two years"),
        ("产能恢复到2600万吨。", "Capacity recovered by about 26 million tons.", "by about 26 million tons"),
        ("入学年龄推迟到七岁。", "The school age was put off by seven years.", "by seven years"),
        ("日产量由三百台增加到五百台。", "Daily output rose from 500 to 300 sets.", "from 500"),
        ("读数的误差为正负两毫米。", "The readings are off by minus two millimeters.", "minus two millimeters"),
        ("应当在收到通知之日起五日内答复。", "A reply is due five days from receipt of the notice at the earliest.",
         "five days from receipt of the notice at the earliest"),
        ("2015年以后，这里通了高铁。", "High-speed trains called here before 2015.", "before 2015"),
        ("六年前他搬到了乡下。", "Six years later he moved to the country.", "Six years later"),
        ("她今年第三次夺冠。", "It was her third straight title this year.", "third straight"),
    ],
)  # fmt: skip
def test_the_opposite_of_what_the_chinese_makes_of_a_number(src: str, tgt: str, marked: str) -> None:
    assert marked in [english for _, english, _ in found(src, tgt)]


@pytest.mark.parametrize(
    ("src", "tgt"),
    [
        ("成本下降逾两成。", "Costs fell by more than 20 percent."),
        ("须经四名以上委员同意。", "The consent of at least four members is required."),
        ("每次不得多于三片。", "Never take more than three tablets at a time."),
        ("他没吃过三片以上。", "He has never taken more than three tablets."),
        ("他四十来岁退役。", "He retired in his forties."),
        ("他收购了30%的股份。", "He took over 30% of the shares."),
        ("增速回落到6%。", "The economy grew by 6%, more slowly than before."),
        ("产量减少了一半还多。", "Output was less than half of what it had been."),
        ("会议结束前半小时", "half an hour before the end of the meeting"),
        ("两国三十年前签署了条约。", "The visit comes thirty years after the two countries signed the treaty."),
        ("误差为正负两毫米。", "The error is plus or minus two millimeters."),
        ("应当在五日内答复。", "A reply is due within five days after receipt."),
        ("可能在五小时到六天内出现", "It may appear between five hours and six days after contact."),
        ("她连续第三次夺冠。", "It was her third straight title."),
        ("从20家企业收集了样本。", "Samples were sent to 20 firms."),
        ("日产量由三百台增加到五百台。", "Daily output rose to 500 sets from 300."),
        ("潜水器下潜超过六千米。", "The vehicle dived below 6,000 meters."),
        ("这条船历时五个月造成。", "The boat was built over five months."),
    ],
)
def test_the_same_in_other_words_is_left_in_peace(src: str, tgt: str) -> None:
    assert found(src, tgt) == []
