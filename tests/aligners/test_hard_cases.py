"""Texts that are hard to align, a few sentences each. A row is the beads that are right, so that they can be read side by side."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pytest

from toolkit.aligners import Aligner
from toolkit.registry import load

Gold = Sequence[tuple[Sequence[str], Sequence[str]]]
Pair = tuple[tuple[int, ...], tuple[int, ...]]


@cache
def aligner() -> Aligner:
    made: Aligner = load("aligners", "beads", encoder=load("encoders", "use"))
    return made


def numbered(gold: Gold) -> tuple[list[str], list[str], list[Pair]]:
    """Both documents of these beads, and the beads by sentence numbers."""
    src: list[str] = []
    tgt: list[str] = []
    pairs = []
    for zh, en in gold:
        pairs.append((tuple(range(len(src), len(src) + len(zh))), tuple(range(len(tgt), len(tgt) + len(en)))))
        src, tgt = [*src, *zh], [*tgt, *en]
    return src, tgt, pairs


def beads(src: Sequence[str], tgt: Sequence[str]) -> list[Pair]:
    return [(bead.src, bead.tgt) for bead in aligner()(src, tgt)]


TWO_WITH_TWO: Gold = [
    (["工厂建在河边。"], ["The factory was built beside the river."]),
    (
        ["老张在那里干了三十年。", "去年冬天他退休了，那天他一句话也没说，只把钥匙放在桌上，就走了。"],
        [
            "Old Zhang worked there for thirty years, until he retired last winter, and on that day he said not a word.",
            "He just laid his keys on the table and left.",
        ],
    ),
    (["现在厂房租给了一家物流公司。"], ["The plant is now rented to a logistics company."]),
    (["河水比以前清了。"], ["The river is cleaner than it used to be."]),
]

TWO_WITH_THREE: Gold = [
    (["展览下周一开幕。"], ["The exhibition opens next Monday."]),
    (
        [
            "这批瓷器是渔民从海底捞上来的，据说沉船时船上载着三千多件，",
            "其中完整的不到一半，大多是碗和盘子，上面画着牡丹和鲤鱼。",
        ],
        [
            "Fishermen brought this porcelain up from the seabed.",
            "More than three thousand pieces are said to have been on board when the ship sank, fewer than half of them intact.",
            "Most are bowls and plates painted with peonies and carp.",
        ],
    ),
    (["门票每张四十元。"], ["Tickets cost 40 yuan each."]),
    (["学生凭证件免费入场。"], ["Students with an ID enter free of charge."]),
]

THREE_WITH_TWO: Gold = [
    (["天黑得很早。"], ["It grew dark very early."]),
    (
        ["雨停了。", "我们推开门走出去，远处的山露了出来，像刚洗过一样。", "真好看。"],
        [
            "The rain stopped, and we pushed the door open and went out.",
            "The hills in the distance had come into view, as if freshly washed, and were lovely to look at.",
        ],
    ),
    (["第二天早上，邮递员送来一个包裹。"], ["The next morning the postman brought a parcel."]),
    (["里面是一双棉鞋。"], ["In it was a pair of padded shoes."]),
]

BOILERPLATE: Gold = [
    (["第一步：打开电源。"], ["Step 1: Turn on the power."]),
    (["警告：请戴好手套。"], ["Warning: wear gloves."]),
    (["第二步：装入滤芯，听到咔嗒声为止。"], ["Step 2: Insert the filter until it clicks."]),
    (["警告：请戴好手套。"], ["Warning: wear gloves."]),
    (["第三步：向水箱注水至红线处。"], ["Step 3: Fill the tank with water up to the red line."]),
    (["警告：请戴好手套。"], []),
    (["第四步：按下启动键，等待绿灯亮起。"], ["Step 4: Press Start and wait for the green light."]),
    (["警告：请戴好手套。"], ["Warning: wear gloves."]),
    (["第五步：把杯子放在出水口下面。"], ["Step 5: Put the cup under the spout."]),
]

HEADINGS_LISTS_TABLES: Gold = [
    (["一、总体情况"], ["I. Overview"]),
    (["全年接待游客四百二十万人次。"], ["The town received 4.2 million visitors over the year."]),
    (["二、主要指标"], ["II. Main indicators"]),
    (["指标"], ["Indicator"]),
    (["2024年"], ["2024"]),
    (["2025年"], ["2025"]),
    (["旅游收入（亿元）"], ["Tourism revenue (100 million yuan)"]),
    (["31.5"], ["31.5"]),
    (["36.8"], ["36.8"]),
    (["酒店床位（张）"], ["Hotel beds"]),
    (["12,400"], ["12,400"]),
    (["13,050"], ["13,050"]),
    (["三、明年重点"], ["III. Priorities for next year"]),
    (["（一）改造老码头"], ["(1) Renovate the old wharf"]),
    (["（二）开通夜间公交"], ["(2) Start night buses"]),
    (["（三）增设外语导游"], ["(3) Add guides who speak foreign languages"]),
]

DIALOGUE: Gold = [
    (["“你怎么又来了？”", "她问。"], ["“Why are you here again?” she asked."]),
    (["“我忘了拿伞。”"], ["“I forgot my umbrella.”"]),
    (["“没下雨啊。”"], ["“But it isn’t raining.”"]),
    (["“会下的。”", "他望着天说。"], ["“It will,” he said, looking at the sky."]),
    (["“那你进来坐吧。”"], ["“Then come in and sit down.”"]),
    (["“不了。”"], ["“No, thanks.”"]),
    (["“为什么？”"], ["“Why not?”"]),
    (["“车在等我。”"], ["“The car is waiting for me.”"]),
]

CLASSICAL: Gold = [
    (
        ["城南有叟，年七十，以卖药为生。"],
        ["South of the city lived an old man of seventy who sold herbs for a living."],
    ),
    (
        ["有贫者求药，辄与之，不问其值。"],
        ["When the poor came for medicine he gave it to them and never asked the price."],
    ),
    (
        ["人或笑之。", "叟曰：“药以活人，岂为利乎？”"],
        ["Some laughed at him, but the old man said, “Medicine is for saving lives, not for profit.”"],
    ),
    (
        ["一夕大雪，有童子叩门，言母病将死。"],
        ["One snowy night a boy knocked at the door and said that his mother was ill and near death."],
    ),
    (["叟负囊而往，三日乃归。"], ["The old man shouldered his bag and went, and did not come home for three days."]),
    (
        ["明年，童子持一鹤来谢，置庭中而去。"],
        ["The next year the boy brought a crane in thanks, set it in the courtyard and left."],
    ),
]

VERSE: Gold = [
    (["山中听雨"], ["Listening to Rain in the Mountains"]),
    (["松下一壶酒，", "灯前半卷书。"], ["A jug of wine beneath the pine, half a scroll before the lamp."]),
    (["雨声来旧梦，"], ["The sound of rain brings back old dreams,"]),
    (["溪水过新渠。"], ["The brook runs through a new-cut channel."]),
    (["老友今何在？"], ["Where are my old friends now?"]),
    (["秋鸿一字疏。"], ["The autumn geese fly by in one thin line."]),
]

CASES = {
    "2-2": TWO_WITH_TWO,
    "2-3": TWO_WITH_THREE,
    "3-2": THREE_WITH_TWO,
    "lines that recur": BOILERPLATE,
    "headings, lists and a table": HEADINGS_LISTS_TABLES,
    "dialogue": DIALOGUE,
    "classical prose": CLASSICAL,
    "verse": VERSE,
}


@pytest.mark.parametrize("gold", CASES.values(), ids=CASES.keys())
def test_hard_texts(gold: Gold) -> None:
    src, tgt, expected = numbered(gold)
    assert beads(src, tgt) == expected


SUMMARISED = [
    ("县医院新楼昨天启用。", "The county hospital opened its new building yesterday."),
    ("新楼高十二层。", None),
    ("一楼是急诊，二楼是药房。", None),
    ("病房里装了空调和呼叫铃。", None),
    ("第一位病人是一位七十岁的老太太。", "The first patient was a woman of seventy."),
    ("她说路上只花了十分钟。", None),
    ("以前要坐两个小时的车。", None),
    ("护士给她量了血压。", None),
    ("院长说，明年还要招三十名医生。", "The director said that another thirty doctors would be hired next year."),
    ("会后大家参观了手术室。", None),
]


@pytest.mark.parametrize("shorter", ["zh", "en"])
def test_one_side_sums_up_the_other(shorter: str) -> None:
    rows = [((zh,), (en,) if en else ()) for zh, en in SUMMARISED]
    if shorter == "zh":
        long = [
            "The county hospital opened its new building yesterday.",
            "It has twelve floors.",
            "Emergency is on the first floor and the pharmacy on the second.",
            "The wards have air conditioning and call bells.",
            "The first patient was a woman of seventy.",
            "She said that the trip took her only ten minutes.",
            "In the past it was two hours by bus.",
            "A nurse took her blood pressure.",
            "The director said that another thirty doctors would be hired next year.",
            "Later all were shown the operating theatre.",
        ]
        rows = [((zh,) if kept else (), (en,)) for (zh, kept), en in zip(SUMMARISED, long, strict=True)]
    src, tgt, expected = numbered(rows)
    assert beads(src, tgt) == expected


STORY = [
    ("村口有一棵老槐树。", "An old locust tree stands at the entrance to the village."),
    ("夏天，孩子们在树下下棋。", "In summer the children play chess under it."),
    ("去年雷雨把树劈成了两半。", "Last year a thunderstorm split the tree in two."),
    ("村长说要把它锯掉。", "The village head said it should be sawn down."),
    ("我奶奶不同意。", "My grandmother would not have it."),
    ("她每天提一桶水去浇树。", "Every day she carried a bucket of water to the tree."),
    ("邻居们笑她傻。", "The neighbours laughed at her and called her a fool."),
    ("到了春天，断枝上长出了新芽。", "In spring new buds came out on the broken branch."),
    ("村里开会，决定给树围上栏杆。", "The village held a meeting and decided to put a railing around it."),
    ("铁匠免费打了栏杆。", "The blacksmith made the railing free of charge."),
    ("小学老师在牌子上写了树的年龄。", "The schoolteacher wrote the age of the tree on a sign."),
    ("牌子上写的是三百一十年。", "Three hundred and ten years, the sign says."),
    ("县报登了一张照片。", "The county newspaper printed a photograph."),
    (
        "照片里，奶奶站在树边，手里还提着桶。",
        "In it my grandmother stands by the tree, with the bucket still in her hand.",
    ),
    ("后来有人从城里开车来看树。", "Later people drove out from the city to see the tree."),
    ("他们买走了我家的鸡蛋和蜂蜜。", "They bought eggs and honey from us."),
]


@pytest.mark.parametrize("missing", ["tgt", "src"])
@pytest.mark.parametrize("kept", ["first", "last"])
def test_only_half_of_the_text_is_there_on_one_side(missing: str, kept: str) -> None:
    """In either half, on either side."""
    half = len(STORY) // 2
    lost = range(half, len(STORY)) if kept == "first" else range(half)
    rows = [
        ((zh,) if missing == "tgt" or k not in lost else (), (en,) if missing == "src" or k not in lost else ())
        for k, (zh, en) in enumerate(STORY)
    ]
    src, tgt, expected = numbered(rows)
    assert beads(src, tgt) == expected


@pytest.mark.parametrize("number", [2, 5, 10, 15])
def test_one_sentence_against_all(number: int) -> None:
    zh, en = zip(*STORY, strict=True)
    assert ((number,), (0,)) in beads(zh, [en[number]])
    assert ((0,), (number,)) in beads([zh[number]], en)


def test_one_sentence_against_fifty() -> None:
    fifty = [en for _, en in STORY] + [f"On day {k} it rained in the hills." for k in range(50 - len(STORY))]
    found = beads(["她每天提一桶水去浇树。"], fifty)
    assert found == [*(((), (j,)) for j in range(5)), ((0,), (5,)), *(((), (j,)) for j in range(6, 50))]


def test_a_single_sentence() -> None:
    assert beads(["村口有一棵老槐树。"], ["An old locust tree stands at the entrance to the village."]) == [
        ((0,), (0,))
    ]


def test_of_two_paragraphs_that_changed_places_one_is_moved() -> None:
    """Four sentences in place of the six that went before them: the six stay, the four are labelled with their partners."""
    zh, en = zip(*STORY, strict=True)
    order = [0, 1, *range(8, 12), *range(2, 8), *range(12, 16)]
    found = aligner()(zh, [en[k] for k in order])
    moved = {bead.src[0]: found[bead.partner].tgt for bead in found if bead.label == "moved" and bead.src}
    assert moved == {k: (order.index(k),) for k in range(8, 12)}
    paired = {bead.src[0]: bead.tgt for bead in found if not bead.is_null}
    assert paired == {k: (order.index(k),) for k in range(16) if k not in range(8, 12)}
