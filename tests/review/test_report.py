from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.review.made import IMAGE, SCRIPT, flag_on, hostile_files, write_flags, write_pair
from toolkit.cli._report import report
from toolkit.errors import DataError
from toolkit.review import Session
from toolkit.review.report import page, write_report

TEXTS = [("改革很重要。", "Reform is importent."), ("他走了。", "")]


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    flags = [flag_on("b0", "改革", "importent", message="misspelt", suggestion="important", start=10)]
    return write_pair(tmp_path, TEXTS), write_flags(tmp_path, flags)


class Tags(HTMLParser):
    """The tags of a page, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.handlers: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.handlers |= {name for name, _ in attributes if name.startswith("on") or name in ("src", "href")}

    def handle_data(self, data: str) -> None:
        self.text += data


def test_flags_are_marked_where_they_are_and_told_of_below(files: tuple[Path, Path], tmp_path: Path) -> None:
    write_report(files[0], tmp_path / "r.html", flags=files[1])
    html = (tmp_path / "r.html").read_text("utf-8")
    assert '<mark class="terminology">importent</mark><sup>1</sup>.' in html
    assert "misspelt" in html
    assert '<ins lang="en">important</ins>' in html
    assert 'class="bead null"' in html


def test_what_was_decided_is_in_it(files: tuple[Path, Path], tmp_path: Path) -> None:
    session = Session.open(*files, reviewer="anna")
    session.act({"do": "edit", "bead": "b1", "side": "tgt", "text": "He left."})
    session.act({"do": "note", "bead": "b1", "text": "was missing"})
    (flag,) = session.view()["beads"][0]["flags"]
    session.act({"do": "verdict", "flag": flag["id"], "verdict": "accepted"})
    progress = write_report(files[0], tmp_path / "r.html", flags=files[1])
    html = (tmp_path / "r.html").read_text("utf-8")
    assert progress["judged"] == 1
    assert "He left." in html
    assert "was missing" in html
    assert "✓ accepted by anna" in html


def test_all_verdicts_are_in_it(files: tuple[Path, Path], tmp_path: Path) -> None:
    for reviewer, action in (("anna", {"do": "apply"}), ("<bo>", {"do": "verdict", "verdict": "accepted"})):
        session = Session.open(*files, reviewer=reviewer, blind=True)
        (flag,) = session.view()["beads"][0]["flags"]
        assert session.act({**action, "flag": flag["id"]})["error"] is None
    write_report(files[0], tmp_path / "r.html", flags=files[1])
    html = (tmp_path / "r.html").read_text("utf-8")
    assert "✎ applied by anna, ✓ accepted by &lt;bo&gt;</span>" in html
    assert "judged by &lt;bo&gt;, anna." in html


@pytest.mark.parametrize(
    ("message", "suggestion", "shown"),
    [
        ("“importent” should be “important”.", "important", 'should be “<ins lang="en">important</ins>”. <span'),
        (
            "Not “an art”, but “art”.",
            "art",
            'but “art”. <span lang="zh">改革</span> → <span lang="en">importent</span> Better: <ins',
        ),
        ("This is wrong.", "is wrong, as &", "This is wrong. "),
        ("This is wrong.", "his", 'Better: <ins lang="en">his</ins>'),
        ("Said twice.", "", '<span lang="en">importent</span> <span class="verdict">○ open'),
    ],
)
def test_what_is_better_is_said_once(message: str, suggestion: str, shown: str, tmp_path: Path) -> None:
    flags = [flag_on("b0", "改革", "importent", message=message, suggestion=suggestion, start=10)]
    write_report(write_pair(tmp_path, TEXTS), tmp_path / "r.html", flags=write_flags(tmp_path, flags))
    html = (tmp_path / "r.html").read_text("utf-8")
    assert shown in html
    assert html.count("<ins") == bool(suggestion)


def test_labels_are_shown(tmp_path: Path) -> None:
    pair = write_pair(tmp_path, [("", "by admin")])
    pair.write_text(pair.read_text("utf-8").replace("0-1\t\t", "0-1\tfurniture\t"), "utf-8")
    out = tmp_path / "r.html"
    result = CliRunner().invoke(report, [str(pair), "--flags", str(write_flags(tmp_path, [])), "-o", str(out)])
    assert "1 bead, 0 of 0 flags judged" in result.output
    assert "<br>1-1 furniture</th>" in out.read_text("utf-8")
    assert "<p>1 bead, 0 changed" in out.read_text("utf-8")


def test_decisions_that_are_named_must_be_there(files: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "r.html"
    with pytest.raises(DataError, match=r"typo\.sqlite: there is no such file"):
        write_report(files[0], out, flags=files[1], decisions=tmp_path / "typo.sqlite")
    assert not out.exists()


def test_no_text_becomes_code(tmp_path: Path) -> None:
    pair, flags = hostile_files(tmp_path)
    write_report(pair, tmp_path / "r.html", flags=flags)
    html = (tmp_path / "r.html").read_text("utf-8")
    tags = Tags()
    tags.feed(html)
    assert not tags.tags & {"script", "img", "iframe", "textarea", "link", "a"}
    assert not tags.handlers
    assert SCRIPT in tags.text
    assert IMAGE in tags.text
    assert "\u202e" not in html


def test_the_policy_allows_its_own_style_and_nothing_else(files: tuple[Path, Path], tmp_path: Path) -> None:
    write_report(files[0], tmp_path / "r.html", flags=files[1])
    html = (tmp_path / "r.html").read_text("utf-8")
    policy = re.search(r'Security-Policy" content="([^"]+)"', html)
    assert policy
    assert unescape(policy[1]).startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy[1]
    assert "style=" not in html


def test_twice_gives_the_same_bytes(files: tuple[Path, Path]) -> None:
    first, second = (list(page(Session.open(*files).view())) for _ in range(2))
    assert first == second


def test_the_command_says_what_it_wrote(files: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "r.html"
    result = CliRunner().invoke(report, [str(files[0]), "--flags", str(files[1]), "-o", str(out)])
    assert result.exit_code == 0, result.output
    assert f"2 beads, 0 of 1 flag judged: {out}" in result.output
    assert out.exists()


def test_an_input_is_not_overwritten(files: tuple[Path, Path]) -> None:
    with pytest.raises(DataError, match="is an input"):
        write_report(files[0], files[1], flags=files[1])
