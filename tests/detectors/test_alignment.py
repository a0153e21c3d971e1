from __future__ import annotations

from toolkit.detectors.alignment import make
from toolkit.quality import Pair

ZH = "会议强调要进一步加强改革的力度并尽快完成任务"


def pair(src: str, tgt: str, confidence: float | None = None) -> Pair:
    return Pair("a", src, tgt, src, confidence)


def test_an_unsure_bead_is_doubtful() -> None:
    (finding,) = make()([pair("好。", "Good.", 0.9), pair("好。", "Bad.", 0.2)])
    assert (finding.row, finding.category, finding.severity) == (1, "Alignment/Doubtful", "neutral")
    assert (finding.src, finding.tgt) == ((0, 2), (0, 4))
    assert finding.strength == 0.8
    assert "0.20" in finding.message


def test_so_is_one_with_far_too_many_or_too_few_words() -> None:
    found = make()(
        [pair(ZH, "Yes."), pair("好。", "word " * 20), pair(ZH, "word " * 14), pair("好。", "Oh, all right then.")]
    )
    assert [finding.row for finding in found] == [0, 1]


def test_null_beads_are_left_to_others() -> None:
    assert make()([pair(ZH, "", 0.1), pair("", "word " * 20, 0.1), pair("", "")]) == []
