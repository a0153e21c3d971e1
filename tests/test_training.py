"""Gold folders, and learning from them through the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from toolkit.aligners.beads import COARSE, FINE, feature_names
from toolkit.cli import cli
from toolkit.errors import DataError, ToolkitError, UnknownPlugin
from toolkit.evaluate.scores import Ratio, Score
from toolkit.gold import GoldDocument, GoldSpan
from toolkit.registry import load
from toolkit.training import HeldOut, _components, hold_out, read_gold, report, train

ZH = ["会议昨天举行。", "市长出席。", "他讲了三点。", "完。"]
EN = ["The meeting was held yesterday.", "The mayor was there and made three points.", "End."]
LINKS = "[0]:[0]:1.0\n[1, 2]:[1]\n[3]:[]\n[]:[2]\n"


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def lines(texts: list[str]) -> str:
    return "".join(f"{text}\n" for text in texts)


def linked(folder: Path, name: str = "a") -> Path:
    return write(folder, {f"zh/{name}.txt": lines(ZH), f"en/{name}.txt": lines(EN), f"gold/{name}.links": LINKS})


# Folders of sentences with links.


def test_a_folder_of_links(tmp_path: Path) -> None:
    assert read_gold([linked(tmp_path)]) == [
        GoldDocument(
            "a", ZH, EN, [GoldSpan(range(1), range(1), True), GoldSpan(range(1, 3), range(1, 2), True)], None, None
        )
    ]


def test_lines_are_taken_as_they_stand(tmp_path: Path) -> None:
    write(linked(tmp_path), {"zh/a.txt": "\ufeff甲\u2028乙。\r\n\n 丙 \n丁"})
    (document,) = read_gold([tmp_path])
    assert document.src == ["甲\u2028乙。", "", " 丙 ", "丁"]


def test_paragraphs_where_there_are(tmp_path: Path) -> None:
    write(linked(tmp_path), {"paragraphs/a.zh.txt": "0\n0\n1\n2\n"})
    (document,) = read_gold([tmp_path])
    assert document.src_paragraphs == [0, 0, 1, 2]
    assert document.tgt_paragraphs is None


def test_several_folders_make_one_list(tmp_path: Path) -> None:
    first, second = linked(linked(tmp_path / "1", "b"), "a"), linked(tmp_path / "2", "a")
    assert [document.name for document in read_gold([first, str(second)])] == ["a", "b", "a"]


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"gold/a.links": "[0]:[9]\n"}, r"gold/a\.links: names tgt sentence 9, but there are 3, counted from 0"),
        ({"gold/a.links": "[4]:[0]\n"}, r"gold/a\.links: names src sentence 4, but there are 4, counted from 0"),
        ({"gold/a.links": "[0]:[0]\n0-0\n"}, r"gold/a\.links:2: expected a line such as"),
        ({"gold/a.links": "[0]:[0]\n[0]:[1]\n"}, r"gold/a\.links:2: source sentence 0 is already in the bead"),
        ({"gold/b.links": LINKS}, r"zh/b\.txt: there is no such file"),
        ({"zh/a.txt": ""}, r"gold/a\.links: there is no source sentence in this document"),
        ({"en/a.txt": ""}, r"gold/a\.links: there is no target sentence in this document"),
        ({"paragraphs/a.zh.txt": "0\n1\n"}, r"paragraphs/a\.zh\.txt: must have 4 lines, each a paragraph's number"),
        ({"paragraphs/a.en.txt": "0\n1\nx\n"}, r"paragraphs/a\.en\.txt: must have 3 lines"),
    ],
)
def test_broken_links_folders(tmp_path: Path, files: dict[str, str], message: str) -> None:
    write(linked(tmp_path), files)
    with pytest.raises(DataError, match=message) as caught:
        read_gold([tmp_path])
    assert "\n" not in str(caught.value)


def test_other_encodings_are_an_error(tmp_path: Path) -> None:
    linked(tmp_path)
    (tmp_path / "zh" / "a.txt").write_bytes("甲。\n".encode("gb18030"))
    with pytest.raises(DataError, match=r"zh/a\.txt: is not UTF-8"):
        read_gold([tmp_path])


def test_a_folder_with_no_gold(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "none"):
        with pytest.raises(DataError, match=r"has neither gold/\*\.links nor segments/\*\.tsv"):
            read_gold([folder])


# Folders of segments.


def segmented(folder: Path, *rows: tuple[str, str], name: str = "a") -> Path:
    return write(folder, {f"segments/{name}.tsv": "src\ttgt\n" + "".join(f"{zh}\t{en}\n" for zh, en in rows)})


def test_segments_are_joined_and_split_anew(tmp_path: Path) -> None:
    segmented(
        tmp_path,
        ("会议昨天举行。市长", "The meeting was held yesterday. The"),
        ("出席。", "mayor was there."),
        ("", "It rained."),
        ("第二天下雪。", "It snowed the next day."),
        ("然后停了。", ""),
    )
    (document,) = read_gold([tmp_path])
    assert document.src == ["会议昨天举行。", "市长出席。", "第二天下雪。", "然后停了。"]
    assert document.tgt == [
        "The meeting was held yesterday.",
        "The mayor was there.",
        "It rained.",
        "It snowed the next day.",
    ]
    assert document.spans == [GoldSpan(range(2), range(2), False), GoldSpan(range(2, 3), range(3, 4), False)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("src\ten\n甲\ta\n", r"segments/a\.tsv:1: the header line lacks the columns tgt"),
        ("src\ttgt\n甲\n", r"segments/a\.tsv:2: has 1 cells, the header 2"),
        ("src\ttgt\n甲。\t\n乙。\t \n", r"segments/a\.tsv: there is no target sentence"),
        ("src\ttgt\n", r"segments/a\.tsv: there is no source sentence"),
        ("", r"segments/a\.tsv:1: the header line lacks the columns src, tgt"),
    ],
)
def test_broken_segments_folders(tmp_path: Path, text: str, message: str) -> None:
    write(tmp_path, {"segments/a.tsv": text})
    with pytest.raises(DataError, match=message) as caught:
        read_gold([tmp_path])
    assert "\n" not in str(caught.value)


RUNS = st.lists(st.tuples(st.integers(0, 2), st.integers(1, 3)), max_size=6)


def touched(runs: list[tuple[int, int]]) -> list[set[int]]:
    """Sentences that touch so many segments, after skipping so many; each may begin in the last one's last segment."""
    out, at = [], 0
    for skip, size in runs:
        out.append(set(range(at + skip, at + skip + size)))
        at += skip + size - 1
    return out


@given(RUNS, RUNS)
def test_components_are_the_sentences_that_segments_tie_together(
    src_runs: list[tuple[int, int]], tgt_runs: list[tuple[int, int]]
) -> None:
    src, tgt = touched(src_runs), touched(tgt_runs)
    groups: list[tuple[set[int], set[tuple[int, int]]]] = []
    for side, sentences in enumerate((src, tgt)):
        for number, segments in enumerate(sentences):
            together = [group for group in groups if group[0] & segments]
            groups = [group for group in groups if not group[0] & segments]
            groups.append(
                (segments.union(*(s for s, _ in together)), {(side, number)}.union(*(m for _, m in together)))
            )
    found = [
        {(0, number) for number in link[0]} | {(1, number) for number in link[1]} for link in _components(src, tgt)
    ]
    assert sorted(map(sorted, found)) == sorted(sorted(members) for _, members in groups)


# Learning, through the command line.


def numbered(folder: Path, name: str, first: int) -> Path:
    """A document that the hashed encoder can learn from: sentences with numbers, some merged, one left out."""
    zh = [f"第{first + k * 37}号文件有{k * 71 + 5}页。" for k in range(12)]
    en = [f"Document {first + k * 37} has {k * 71 + 5} pages." for k in range(12)]
    en[3] += " " + en.pop(4)
    del en[8]
    links = [f"[{k}]:[{k}]" for k in range(3)] + ["[3, 4]:[3]"] + [f"[{k}]:[{k - 1}]" for k in range(5, 9)]
    links += ["[9]:[]", "[10]:[8]", "[11]:[9]"]
    return write(folder, {f"zh/{name}.txt": lines(zh), f"en/{name}.txt": lines(en), f"gold/{name}.links": lines(links)})


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    for number, name in enumerate(("a", "b", "c")):
        numbered(tmp_path / "gold", name, 1000 * number + 100)
    return tmp_path / "gold"


def bitext(*args: str | Path) -> Result:
    return CliRunner().invoke(cli, ["train-aligner", *map(str, args), "--encoder", "hashed"])


def error_of(result: Result) -> str:
    assert isinstance(result.exception, ToolkitError), result.output
    return str(result.exception)


def test_weights_are_learned_written_and_usable(gold: Path, tmp_path: Path) -> None:
    segmented(tmp_path / "more", *((f"第{k}章。", f"Chapter {k}.") for k in range(20)))
    for name in ("1.json", "2.json"):
        result = bitext(gold, tmp_path / "more", "-o", tmp_path / name)
        assert result.exit_code == 0, result.exception
        assert f"weights from 4 documents: {tmp_path / name}" in result.output
    assert (tmp_path / "1.json").read_bytes() == (tmp_path / "2.json").read_bytes()
    weights = json.loads((tmp_path / "1.json").read_text("utf-8"))
    assert list(weights) == ["coarse", "fine"]
    assert list(weights["coarse"]) == feature_names(COARSE)
    assert list(weights["fine"]) == feature_names(FINE)
    (document, *_) = read_gold([gold])
    aligner = load("aligners", "beads", encoder=load("encoders", "hashed"), weights=tmp_path / "1.json")
    beads = {(bead.src, bead.tgt) for bead in aligner(document.src, document.tgt)}
    assert {((3, 4), (3,)), ((9,), ()), ((11,), (9,))} <= beads


def test_held_out_documents_are_reported(gold: Path) -> None:
    result = bitext(gold, "--held-out", gold)
    assert result.exit_code == 0, result.exception
    table, reliability = result.output.split("\n\n", 1)
    rows = [line.split() for line in table.split("\n")]
    assert [row[0] for row in rows] == ["F1", "a", "b", "c", "all"]
    assert float(rows[-1][1]) > 0.8
    assert "expected calibration error" in reliability


def test_ablation_has_a_column_for_each_kind_of_evidence(gold: Path) -> None:
    rows = [line.split() for line in bitext(gold, "--held-out", gold, "--ablate").output.split("\n\n")[0].split("\n")]
    assert rows[0] == ["F1", *(f"-{kind}" for kind in FINE)]
    assert all(len(row) == len(FINE) + 2 for row in rows[1:])


def test_of_documents_with_one_name_the_one_of_the_tested_folder_is_tested(gold: Path, tmp_path: Path) -> None:
    other = write(tmp_path / "other", {"zh/a.txt": "甲。\n", "en/a.txt": "A.\n", "gold/a.links": "[0]:[0]\n"})
    tested = {result.name: result.scores[""].strict.gold for result in hold_out([other, gold], gold, encoder="hashed")}
    assert tested["a"] == 11


def test_what_cannot_be_learned_is_one_line(gold: Path, tmp_path: Path) -> None:
    single = numbered(tmp_path / "single", "a", 1)
    cases: list[tuple[tuple[str | Path, ...], str]] = [
        ((tmp_path / "none", "-o", tmp_path / "w.json"), "none: has neither gold/*.links nor segments/*.tsv"),
        ((gold, "-o", tmp_path / "none" / "w.json"), "there is no folder"),
        ((gold, "-o", tmp_path), "it is a folder"),
        ((gold, "--held-out", single), "single: is none of the folders to learn from"),
        ((single, "--held-out", single), "there is nothing to learn from"),
    ]
    for args, message in cases:
        error = error_of(bitext(*args))
        assert message in error
        assert "\n" not in error
    assert not (tmp_path / "w.json").exists()
    with pytest.raises(UnknownPlugin, match="no encoder is called 'none'"):
        train([gold], tmp_path / "w.json", encoder="none")


def test_segments_cannot_be_tested_on(gold: Path, tmp_path: Path) -> None:
    other = segmented(tmp_path / "more", ("甲。", "A."), ("乙。", "B."))
    assert "gold/a.links: there is no such file" in error_of(bitext(gold, other, "--held-out", other))


@pytest.mark.parametrize("args", [(), ("-o", "w.json", "--held-out", "x")])
def test_either_weights_or_a_report(gold: Path, args: tuple[str, ...]) -> None:
    result = bitext(gold, *args)
    assert result.exit_code == 2
    assert "give either -o WEIGHTS or --held-out FOLDER" in result.output


def test_the_report_pools_documents() -> None:
    def score(right: int, found: int) -> Score:
        return Score(Ratio(right, found, right, found))

    results = [
        HeldOut("a", {"": score(1, 2), "kind": score(0, 2)}, [(0.995, True), (0.6, False)]),
        HeldOut("b", {"": score(3, 3), "kind": score(3, 3)}, [(0.999, True)]),
    ]
    table, reliability = report(results).split("\n\n", 1)
    assert "over these bins, 3 beads, 2 documents" in reliability
    assert "1.0000 of 2" in reliability
    assert [line.split() for line in table.split("\n")] == [
        ["F1", "-kind"],
        ["a", "0.5000", "0.0000"],
        ["b", "1.0000", "1.0000"],
        ["all", "0.8000", "0.6000"],
    ]
