from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.errors import DataError
from toolkit.pairing.candidates import same_names
from toolkit.pairing.sources import Source, pair_ids, sources


def source(name: str, url: str = "") -> Source:
    return Source(Path(name), name, url)


def test_a_folder_is_taken_with_the_folders_in_it(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.html", ".hidden/d.txt", ".e.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert [each.name for each in sources(tmp_path)] == ["a/c.html", "b.txt"]


def test_a_list_has_paths_from_its_own_folder_and_addresses(tmp_path: Path) -> None:
    (tmp_path / "list.tsv").write_bytes("\ufeff一.txt\r\n\nsub/b.txt\thttps://a.cn/en/b.html\n".encode())
    found = sources(tmp_path / "list.tsv")
    assert [(each.path, each.name, each.url) for each in found] == [
        (tmp_path / "一.txt", "一.txt", ""),
        (tmp_path / "sub/b.txt", "sub/b.txt", "https://a.cn/en/b.html"),
    ]


def test_a_list_must_not_name_a_file_twice(tmp_path: Path) -> None:
    (tmp_path / "list").write_text("a\nb\na\n")
    with pytest.raises(DataError, match=r"list:3: names a a second time"):
        sources(tmp_path / "list")


def test_a_place_without_files_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="there is no file in it"):
        sources(tmp_path)
    with pytest.raises(DataError, match="no such folder or list"):
        sources(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (source("news/12.zh.html"), source("en/news/12.docx")),
        (source("报告_中文.txt"), source("报告-EN.txt")),
        (source("1.txt", "https://a.cn/zh/p/7.html?x=1"), source("2.txt", "http://b.com/en/p/7.htm?x=1")),
    ],
)
def test_names_agree_that_differ_in_the_language(one: Source, other: Source) -> None:
    assert same_names([one, source("z.txt")], [source("y.txt"), other]) == {(0, 1)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (source("a12.txt"), source("a13.txt")),
        (source("zh.txt"), source("en.txt")),
        (source("shen.txt"), source("sh.txt")),
    ],
)
def test_names_do_not_agree_that_differ_in_more(one: Source, other: Source) -> None:
    assert not same_names([one], [other])


@pytest.mark.parametrize("url", ["http://[", "http://a.cn", "/.", "\ud800", "=1+1"])
def test_no_address_breaks_anything(url: str) -> None:
    assert same_names([source("a/x.zh.txt", url)], [source("a/x.en.txt", url)]) == {(0, 0)}
    assert pair_ids([source("."), source("..", url)]) == [".", ".~2"]


def test_a_name_that_several_files_have_says_nothing() -> None:
    assert not same_names([source("a.zh.txt"), source("a.cn.txt")], [source("a.en.txt")])


def test_ids_are_names_and_never_twice() -> None:
    names = ["a.zh.txt", "a.txt", "a.html", "a~2.txt", "b/a.txt", "zh.txt", "x\ty.txt"]
    assert pair_ids([source(name) for name in names]) == ["a", "a~2", "a~3", "a~2~2", "b/a", "zh", "x y"]
