from __future__ import annotations

import pytest

from tests.detectors.surface import MONSTERS, found, pair
from toolkit.detectors.marks import make

DETECT = make()


@pytest.mark.parametrize(
    ("zh", "en", "at", "src"),
    [
        ("他说：“今天下雨。”", 'He said, "It rains today.', 9, "“今天下雨。”"),
        ("“百户示范”工程启动。", "The “Hundred Homes project was started.", 4, "“百户示范”"),
        ("“百户示范”工程启动。", "The Hundred Homes” project was started.", 17, "“百户示范”"),
        ("《春潮》出版了。", "“Spring Tide has come out.", 0, "《春潮》"),
        ("老师的意见很重要。", 'The teachers" opinion matters.', 12, None),
        ("公司（下称“甲方”）已付款。", 'The company (hereinafter "Party A" has paid.', 12, None),
        ("公司（甲方）已付款。", "The company first party) has paid.", 23, None),
    ],
)
def test_a_mark_without_its_other_half(zh: str, en: str, at: int, src: str | None) -> None:
    (finding,) = found(DETECT, zh, en)
    assert finding.tgt == (at, at + 1)
    assert (zh[slice(*finding.src)] if finding.src else None) == src
    assert finding.category == "Fluency/Punctuation"
    assert finding.strength > 0.5


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("他说：“今天下雨。”", 'He said, "It rains today."'),
        ("他说：“今天下雨。", 'He said, "It rains today.'),
        ("「走吧。」他說。", "“Let’s go,” he said."),
        ("“走吧。”他说。", "'Let's go,' he said."),
        ("屏幕24英寸。", 'The screen is 24" wide.'),
        ("1）开机；2）关机。", "1) Switch on; 2) switch off; a) wait; iv) go."),
        ("（一）目标", "(1) Goals"),
        ("他笑了。", "He laughed."),
        ("", ""),
    ],
)
def test_pairs_and_list_labels_stay(zh: str, en: str) -> None:
    assert found(DETECT, zh, en) == []


def test_a_quotation_may_run_over_beads() -> None:
    rows = [pair("他说今天下雨。", 'He said, "It rains today.'), pair("我们明天去。", 'We go tomorrow."')]
    assert DETECT(rows) == []
    (finding,) = DETECT([rows[0], pair("我们明天去。", "We go tomorrow.")])
    assert finding.row == 0


@pytest.mark.parametrize("text", MONSTERS)
def test_monsters_come_to_an_end(text: str) -> None:
    assert len(DETECT([pair("“（" * 50_000, text), pair("甲。", text)])) <= 4
