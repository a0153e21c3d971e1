from __future__ import annotations

from toolkit.terms import Bank, Term, families

LONG = Term(
    "高水平科技自立自强", "greater strength in science", ("self-reliance",), ("self-reliance and self-reliance",)
)
SHORT = Term("自立自强", "self-reliance and strength", (), ("self-reliance and self-reliance", "self-reliance"))
OFFICE = Term("教育部门", "education authorities")
MINISTRY = Term("教育部", "Ministry of Education")


def test_terms_that_hold_each_other_and_share_a_form_are_one() -> None:
    (family,) = families(Bank([LONG, SHORT]).match("推动高水平科技自立自强，自立自强"))
    assert [use.term for use in family.uses] == [LONG, SHORT]
    assert [use.span for use in family.uses] == [(2, 11), (12, 16)]
    assert family.term.zh == "自立自强"
    assert family.term.avoid == ("self-reliance and self-reliance",), "what is good for one of them is not bad"


def test_terms_without_a_common_form_stay_apart() -> None:
    found = families(Bank([OFFICE, MINISTRY]).match("教育部和教育部门"))
    assert [family.term for family in found] == [MINISTRY, OFFICE]


def test_a_term_found_twice_is_one_family() -> None:
    (family,) = families(Bank([OFFICE]).match("教育部门、教育部门"))
    assert (family.term, len(family.uses)) == (OFFICE, 2)
