from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.terms import check, default_paths

HEADER = "zh\tpreferred\taccepted\tavoid\tabout\n"


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("\ta", "the cell 'zh' is empty"),
        ("甲乙\t", "the cell 'preferred' is empty"),
        ("GDP\tgross domestic product", "'GDP' holds no Han character"),
        ("甲乙\ta  b", "stray white space in 'preferred': 'a  b'"),
        ("甲乙 \ta", "stray white space in 'zh': '甲乙 '"),
        ("甲乙\ta\u00a0b", "stray white space in 'preferred'"),
        ("甲乙\tcapable government\t\tCapable governments | Capable Government", "'Capable Government' is both in 'avoid' and"),
        ("甲乙\ta\tgood form\tthe good form", "'the good form' is both in 'avoid' and in 'accepted'"),
        ("甲乙\tsub-district office\t\tdistrict office", "'district office' in 'avoid' is part of"),
        ("甲乙\ta\t\tthe | 坏", "'the' in 'avoid' holds no English word"),
        ("甲乙\ta\t\t\tsnow", "'snow' in 'about' is none of: "),
    ],
)  # fmt: skip
def test_each_problem_with_its_line(row: str, problem: str, tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text(f"# comment\n{HEADER}丙丁\tc | d\te\tf\n{row}\n", "utf-8")
    found = check([path])
    assert found[0].startswith(f"{path}:4: ")
    assert problem in found[0]


def test_the_same_chinese_twice_in_the_bank(tmp_path: Path) -> None:
    first, second = tmp_path / "a.tsv", tmp_path / "b.tsv"
    first.write_text(f"{HEADER}台湾 | 臺灣\tTaiwan\n", "utf-8")
    second.write_text(f"{HEADER}甲乙\ta\n臺灣\tTaiwan\n", "utf-8")
    assert check([first, second]) == [f"{second}:3: 臺灣 is in {first}:2 already"]


def test_a_broken_file_is_a_problem_and_the_next_one_is_looked_at(tmp_path: Path) -> None:
    first, second = tmp_path / "a.tsv", tmp_path / "b.tsv"
    first.write_text("zh\ten\n", "utf-8")
    second.write_text(f"{HEADER}GDP\tx\n", "utf-8")
    assert [problem.split(": ")[0] for problem in check([first, second])] == [f"{first}:1", f"{second}:2"]


def test_the_shipped_bank_has_no_problem() -> None:
    assert check(default_paths()) == []
