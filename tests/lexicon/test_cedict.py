from __future__ import annotations

import regex
from hypothesis import given
from hypothesis import strategies as st

from toolkit.lexicon.cedict import entries, glosses, readings


def test_every_entry_is_there() -> None:
    assert len(entries()) > 118_000
    assert entries()["会议"].startswith("[hui4 yi4] /meeting/")
    assert entries()["行"].count("\n") == 1


def test_the_glosses_of_several_entries_are_joined() -> None:
    assert {"all", "capital city", "Du"} <= set(glosses("都"))
    assert {"row", "to walk", "capable"} <= set(glosses("行"))


def test_a_gloss_is_there_once() -> None:
    assert glosses("行").count("row") == 1


def test_notes_and_measure_words_and_pronunciations_are_left_out() -> None:
    assert glosses("电脑") == ("computer",)
    assert "ginseng" in glosses("参")
    text = " ".join(gloss for word in ("碗", "参", "帆", "广东", "孙中山", "坳") for gloss in glosses(word))
    assert not regex.search(r"CL:|[(\[]|pr\.|  ", text)


def test_a_mere_reference_has_the_glosses_of_what_it_refers_to() -> None:
    assert glosses("面条儿") == glosses("面条") == ("noodles",)
    assert "glycerine" in glosses("丙三醇")
    assert glosses("鱼船") == glosses("渔船")


def test_what_a_reference_says_beside_is_a_gloss() -> None:
    assert glosses("黔") == ("Guizhou province",)
    assert "Senate, Upper House" in glosses("参")
    assert not any("variant of" in gloss for gloss in glosses("参"))


def test_seeing_is_no_reference_and_a_surname_is_a_gloss() -> None:
    assert "see you again later" in glosses("再见")
    assert "Lin" in glosses("林")
    assert "surname and given name" in glosses("姓名")


def test_a_word_that_is_not_there_has_none() -> None:
    assert glosses("") == glosses("克庆") == glosses("\n") == glosses("meeting") == ()
    assert readings("") == readings("x") == readings("会议") == ()


def test_readings() -> None:
    assert readings("会") == ("hui", "kuai")
    assert set(readings("行")) == {"hang", "xing"}
    assert set(readings("都")) == {"du", "dou"}
    assert "nv" in readings("女")
    assert "lve" in readings("略")
    assert "r" in readings("儿") or "er" in readings("儿")


@given(st.text(st.one_of(st.characters(), st.sampled_from("会议都行女/[]\n"))))
def test_any_text_may_be_asked_for(text: str) -> None:
    assert all(glosses(text))
    assert all(reading.isalpha() for reading in readings(text))
