from __future__ import annotations

from toolkit.lexicon.script import simplify


def test_simplified_text_is_left_alone() -> None:
    texts = ["乾隆皇帝著有诗集，" + "会议昨天在广州举行。" * 20, "后来"]
    assert simplify(texts) == (texts, False)
    assert simplify([]) == ([], False)
    assert simplify(["abc"]) == (["abc"], False)


def test_traditional_text_is_simplified_character_for_character() -> None:
    texts = ["會議昨天在廣州舉行，頭髮與發展。𠀀", ""]
    simplified, is_traditional = simplify(texts)
    assert is_traditional
    assert simplified == ["会议昨天在广州举行，头发与发展。𠀀", ""]
