"""What can be done to beads: no character is lost or doubled, and flags go with their words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.quality import Flag, cut
from toolkit.review.edits import Group, Refused, changed, edited, merged, moved, moved_span, regrouped, split, unlinked
from toolkit.review.rows import SIDES, Row, row_flags, side_of


def row_of(bead: str, src: list[str], tgt: list[str], *flags: tuple[str, str], first: int = 0) -> Row:
    """A bead with these sentences, and flags on these Chinese and English words."""
    sides = (side_of("src", src, bead, tuple(range(first, first + len(src)))),
             side_of("tgt", tgt, bead, tuple(range(first, first + len(tgt)))))  # fmt: skip
    found = []
    for words in flags:
        texts = zip(sides, words, strict=True)
        spans = [(at, at + len(word)) if word and (at := side.text.index(word)) >= 0 else None for side, word in texts]
        found.append(Flag(bead, "terms", "Terminology/Wrong", "major", spans[0], spans[1], *words, "", "", 0.5))
    return Row(bead, *sides, flags=row_flags(bead, found))


def regroup(rows: list[Row], groups: list[Group]) -> list[Row]:
    return regrouped(rows, groups, {"other"}, is_by_person=True)


def words_of(row: Row) -> list[tuple[str, str]]:
    return [(cut(row.src.text, flag.src), cut(row.tgt.text, flag.tgt)) for flag in row.flags]


FIRST = row_of("one", ["甲一。", "甲二。"], ["A one.", "A two."], ("甲二", "two"), ("甲一", "A one"))
SECOND = row_of("two", ["乙。"], ["B."], ("乙", "B"), first=2)


def test_merged_beads_have_both_texts_and_all_flags() -> None:
    [row] = regroup([FIRST, SECOND], merged(FIRST, SECOND))
    assert row.texts == ("甲一。甲二。乙。", "A one. A two. B.")
    assert (row.src.ids, row.tgt.ids) == ((0, 1, 2), (0, 1, 2))
    assert row.origin == ("one", "two")
    assert words_of(row) == [("甲二", "two"), ("甲一", "A one"), ("乙", "B")]
    assert [flag.id for flag in row.flags] == [flag.id for flag in (*FIRST.flags, *SECOND.flags)]


def test_split_beads_have_their_own_flags() -> None:
    first, second = regroup([FIRST], split(FIRST, 1, 1))
    assert (first.texts, second.texts) == (("甲一。", "A one."), ("甲二。", "A two."))
    assert (words_of(first), words_of(second)) == ([("甲一", "A one")], [("甲二", "two")])


def test_what_was_merged_can_be_split_again_and_is_as_before() -> None:
    first = row_of("x", ["甲。"], ["A."], ("甲", "A"))
    [both] = regroup([first, SECOND], merged(first, SECOND))
    rows = regroup([both], split(both, 1, 1))
    assert [row.texts for row in rows] == [first.texts, SECOND.texts]
    assert [words_of(row) for row in rows] == [[("甲", "A")], [("乙", "B")]]


def test_a_flag_whose_words_are_parted_stays_with_its_english() -> None:
    first, second = regroup([FIRST], split(FIRST, 1, 0))
    assert first.texts == ("甲一。", "")
    assert words_of(first) == []
    assert words_of(second) == [("甲二", "two"), ("", "A one")]
    assert not any(flag.is_stale for flag in second.flags)


def test_a_sentence_moves_to_the_bead_before_or_after() -> None:
    rows = regroup([FIRST, SECOND], moved(FIRST, SECOND, "tgt", is_first=False))
    assert [row.texts for row in rows] == [("甲一。甲二。", "A one."), ("乙。", "A two. B.")]
    assert words_of(rows[1]) == [("", "two"), ("乙", "B")]
    rows = regroup([FIRST, SECOND], moved(SECOND, FIRST, "src", is_first=True))
    assert [row.texts for row in rows] == [("甲一。甲二。乙。", "A one. A two."), ("", "B.")]


def test_a_bead_that_gave_its_last_sentence_away_is_gone() -> None:
    null = row_of("null", [], ["C."], first=3)
    [row] = regroup([SECOND, null], moved(null, SECOND, "tgt", is_first=True))
    assert row.texts == ("乙。", "B. C.")


def test_unlinked_beads_are_null_beads() -> None:
    rows = regroup([FIRST], unlinked(FIRST))
    assert [row.texts for row in rows] == [("甲一。甲二。", ""), ("", "A one. A two.")]
    with pytest.raises(Refused, match="null bead already"):
        unlinked(rows[0])


@pytest.mark.parametrize(("src", "tgt"), [(0, 0), (2, 2), (3, 1), (-1, 1)])
def test_a_split_that_leaves_nothing_is_refused(src: int, tgt: int) -> None:
    with pytest.raises(Refused):
        split(FIRST, src, tgt)


def test_sentences_that_cannot_be_told_apart_are_not_split() -> None:
    whole = row_of("one", ["甲一。甲二。"], ["A."])
    vague = Row("one", side_of("src", ["甲一甲二"], "one", (0, 1)), whole.tgt)
    with pytest.raises(Refused, match="not known"):
        split(Row("two", side_of("src", ["甲一甲二", "丙"], "one", (0, 1, 2)), whole.tgt), 1, 1)
    assert [group.src.ids for group in unlinked(vague)] == [(0, 1), ()]


def test_an_edited_text_is_split_where_its_sentences_meet() -> None:
    row = edited(FIRST, "tgt", "A first one. A two.")
    first, second = regroup([row], split(row, 1, 1))
    assert (first.tgt.text, first.tgt.was, second.tgt.text) == ("A first one.", "A one.", "A two.")
    assert not second.tgt.is_edited


def test_notes_and_states_go_on() -> None:
    from dataclasses import replace

    one, two = replace(FIRST, note="look", state="reviewed"), replace(SECOND, note="here", state="reviewed")
    [row] = regroup([one, two], merged(one, two))
    assert (row.note, row.state) == ("look / here", "reviewed")
    [row] = regroup([one, SECOND], merged(one, SECOND))
    assert (row.note, row.state) == ("look", "")


def test_an_id_that_another_bead_has_is_not_given_twice() -> None:
    [row] = regrouped([FIRST, SECOND], merged(FIRST, SECOND), set(), is_by_person=True)
    [other] = regrouped([FIRST, SECOND], merged(FIRST, SECOND), {row.id}, is_by_person=True)
    assert row.id != other.id


@pytest.mark.parametrize(
    ("words", "old", "new", "expected"),
    [
        ("two", "one two three", "one, two three", "two"),
        ("two", "one two three", "one two four", "two"),
        ("two", "one two three", "one 2 three", None),
        ("two", "one two three", "two, one three", "two"),
        ("two", "one two three", "two one two three", "two"),
        ("a", "b a c", "a x a", None),
        ("", "one", "two", None),
    ],
)
def test_a_span_moves_with_its_words(words: str, old: str, new: str, expected: str | None) -> None:
    start = old.index(words)
    span = moved_span((start, start + len(words)) if words else None, words, old, new)
    assert (None if span is None else cut(new, span)) == expected


def test_an_edit_taken_back_by_hand_brings_the_flag_back() -> None:
    gone = edited(FIRST, "tgt", "A one. A second.")
    assert [flag.is_stale for flag in gone.flags] == [True, False]
    back = edited(gone, "tgt", FIRST.tgt.text)
    assert back.flags == FIRST.flags


TEXT = st.text(alphabet="ab 甲。", max_size=12)


@given(TEXT, TEXT)
def test_outside_of_what_changed_the_texts_are_the_same(old: str, new: str) -> None:
    start, end = changed(old, new)
    assert 0 <= start <= end <= len(old)
    assert old[:start] == new[:start]
    assert old[end:] == new[len(new) - (len(old) - end) :]


SENTENCES = st.lists(st.sampled_from(["甲。", "乙乙。", "a b.", "Cc."]), max_size=4)


@settings(max_examples=100)
@given(st.lists(st.tuples(SENTENCES, SENTENCES), min_size=2, max_size=4), st.data())
def test_whatever_is_done_no_sentence_is_lost_or_doubled(
    texts: list[tuple[list[str], list[str]]], data: st.DataObject
) -> None:
    rows = [row_of(f"b{i}", src or ["空。"], tgt, first=10 * i) for i, (src, tgt) in enumerate(texts)]
    ids = [[i for row in rows for i in row.side(name).ids or ()] for name in SIDES]
    for _ in range(6):
        place = data.draw(st.integers(0, len(rows) - 1))
        after = min(place + 1, len(rows) - 1)
        side, do = (
            data.draw(st.sampled_from(SIDES)),
            data.draw(st.sampled_from(["merge", "split", "move", "unlink", "edit"])),
        )
        try:
            if do == "edit":
                rows[place] = edited(rows[place], side, data.draw(TEXT))
                continue
            first, last, groups = place, place, [Group(rows[place].src, rows[place].tgt)]
            if do == "merge" and after > place:
                last, groups = after, merged(rows[place], rows[after])
            elif do == "move" and after > place:
                last, groups = after, moved(rows[place], rows[after], side, is_first=False)
            elif do == "split":
                groups = split(rows[place], data.draw(st.integers(0, 3)), data.draw(st.integers(0, 3)))
            elif do == "unlink":
                groups = unlinked(rows[place])
        except Refused:
            continue
        old = rows[first : last + 1]
        taken = {row.id for row in rows} - {row.id for row in old}
        new = regrouped(old, groups, taken, is_by_person=True)
        for name in SIDES:
            texts_of = ["".join("".join(r.side(name).text for r in some).split()) for some in (old, new)]
            assert texts_of[0] == texts_of[1]
        rows[first : last + 1] = new
        assert len({row.id for row in rows}) == len(rows)
    assert [[i for row in rows for i in row.side(name).ids or ()] for name in SIDES] == ids
