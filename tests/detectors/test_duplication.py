from __future__ import annotations

import pytest

from tests.detectors.surface import LENGTH, MONSTERS, english, found, pair
from toolkit.detectors.duplication import make

DETECT = make()


@pytest.mark.parametrize(
    ("zh", "en", "spans", "better"),
    [
        ("我们坚持科技自立自强。", "We uphold self-reliance and self-reliance in science.",
         ("自立自强", "self-reliance and self-reliance"), "self-reliance and self-improvement"),
        ("纪念碑前聚集了许多人，缅怀英雄和烈士。", "Many gathered to remember the heroes and heroes.",
         ("英雄和烈士", "heroes and heroes"), "heroes and martyrs"),
        ("我们面临困难和问题。", "We face problems and problems.", ("困难和问题", "problems and problems"), ""),
        ("保护森林和树木。", "Protect trees and trees.", ("森林和树木", "trees and trees"), "forests and trees"),
        ("县里加强防汛抗洪工作。", "The county stepped up flood control and flood control.",
         ("防汛抗洪", "flood control and flood control"), ""),
        ("双方团结、凝聚社区居民。", "They are uniting and uniting the residents.", ("团结、凝聚", "uniting and uniting"), ""),
        ("市民健康与卫生委员会成立了。", "The Health and Health Commission was set up.",
         ("健康与卫生", "Health and Health"), "Health and Hygiene"),
        ("大家感到很奇妙。", "They were lurping and lurping.", (None, "lurping and lurping"), ""),
        ("他教人守时、勤奋、诚实和节俭。", "He taught thrift, hard work, honesty and thrift.", ("节俭", "thrift"), ""),
        ("要么更严的检查，要么更严的巡查。", "Either stricter checks, or stricter checks.", ("检查", "stricter checks"), ""),
    ],
)  # fmt: skip
def test_one_english_word_for_two_chinese_ones(zh: str, en: str, spans: tuple[str | None, str], better: str) -> None:
    findings = found(DETECT, zh, en)
    assert english(findings, en) == [(spans[1], better)]
    (finding,) = findings
    assert (zh[slice(*finding.src)] if finding.src else None) == spans[0]
    assert (finding.category, finding.severity) == ("Fluency/Duplication", "minor")
    assert finding.strength >= 0.7


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("来的人越来越多。", "More and more people came."),
        ("天越来越黑，风越刮越大。", "It grew darker and darker, and the wind blew harder and harder."),
        ("他一遍又一遍地问。", "He asked again and again, over and over."),
        ("他笑啊笑，停不下来。", "He laughed and laughed and could not stop."),
        ("他们走着走着，走到了海边。", "They walked and walked until they came to the sea."),
        ("两队难分高下。", "The two teams were neck and neck."),
        ("副行长兼行长出席。", "The vice president and president of the bank attended."),
        ("教师与教师之间互相听课。", "Teachers and teachers sit in on each other's lessons."),
        ("她来了，坐下，又来了，又坐下。", "She came, sat down, came and sat."),
        ("增加收入、就业和税收。", "Raise income, employment, and income taxes."),
        ("咖啡、茶和咖啡。", "Coffee, tea and coffee."),
        ("他去过西班牙，西班牙是个好地方。", "He has been to Spain, and Spain is a good place."),
        ("她和她的同事都来了。", "Both her and her colleagues came."),
        ("时间一年年过去。", "Years and years went by."),
        ("地下一层、地下二层是车库。", "B1 and B1 are car parks."),
    ],
)
def test_what_repeats_itself_in_chinese_or_is_idiom_stays(zh: str, en: str) -> None:
    assert found(DETECT, zh, en) == []


@pytest.mark.parametrize(
    ("zh", "en", "marked"),
    [
        # With an article, an adverb or a preposition before the second, quotes, a line break, other capitals or numbers.
        ("实施财政政策和货币政策。", "We pursue a sound fiscal policy and a sound fiscal policy.",
         "a sound fiscal policy and a sound fiscal policy"),
        ("学术会议和研讨会在我校举行。", "A conference and the conference were held.", "conference and the conference"),
        ("老人善良、慈祥。", "The old man was kind and very kind.", "kind and very kind"),
        ("喜悦与欢乐洋溢在脸上。", "“Joy” and “joy” shone.", "Joy” and “joy"),
        ("绿色和环保产业。", "Green and\nGreen industries.", "Green and\nGreen"),
        ("债权人和债务人应当协商。", "The debtors and the Debtor shall negotiate.", "The debtors and the Debtor"),
        ("避免高温、潮湿的环境。", "Avoid high temperature and high-temperature rooms.", "high temperature and high-temperature"),
        # Other joints.
        ("机关和事业单位应当执行。", "Institutions, as well as institutions, comply.", "Institutions, as well as institutions"),
        ("不仅要发展经济，而且要保护环境。", "Not only protect nature but also protect nature.",
         "protect nature but also protect nature"),
        ("实验室、研究所成立。", "Laboratories & laboratories were set up.", "Laboratories & laboratories"),
        # Lists: a member in the middle, before a verb, before a noun, next to itself.
        ("简政放权、放管结合、优化服务。", "Cut tape, delegate power, cut tape and improve services.", "cut tape"),
        ("教育、卫生、文化、体育发展。", "Education, health, culture and health have developed.", "health"),
        ("严格规范公正文明执法。", "Strict, fair, civilized and fair law enforcement.", "fair"),
        ("校园网站、微信、广播站报道。", "Our website, the papers, the website and others told it.", "website"),
        ("标本兼治、综合治理。", "Take total care and good care and total care.", "total care"),
        ("忌食生冷、辛辣食物。", "Avoid cold, cold and spicy food.", "cold"),
        # Forms of a verb that no grammar coordinates, and a noun that is its own complement or modifier.
        ("我们要发展和壮大集体经济。", "We must develop and developing the economy.", "develop and developing"),
        ("加强和改进党的建设。", "Strengthening and strengthen Party building.", "Strengthening and strengthen"),
        ("国家鼓励、支持研究。", "The State encourages and encouraged research.", "encourages and encouraged"),
        ("推动发展方式转变。", "Push the development of development.", "development of development"),
        ("推动理论创新。", "Push the innovation of theoretical innovation.", "innovation of theoretical innovation"),
        ("加强农村公路建设。", "Build rural road roads.", "road roads"),
        # A word that the Chinese has twice, but the English once more; a comparative in form only; a sick person, no title.
        ("推进国企改革、金融改革，激发改革创新活力。", "Push company reform, financial reform, the vigour of reform and reform.",
         "reform and reform"),
        ("肝、肾功能不全者慎用。", "With care in liver and liver insufficiency.", "liver and liver"),
        ("请咨询医师或药师。", "Ask a physician or a physician for advice.", "a physician or a physician"),
        ("街道上空空荡荡，冷冷清清。", "The streets were empty and empty.", "empty and empty"),
        ("教授、副教授占一半。", "Professors and professors account for half.", "Professors and professors"),
    ],
)  # fmt: skip
def test_where_the_same_may_stand_twice(zh: str, en: str, marked: str) -> None:
    findings = found(DETECT, zh, en)
    assert [text for text, _ in english(findings, en)] == [marked]
    assert findings[0].strength >= 0.7


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("交通和交通安全。", "Traffic and traffic safety."),
        ("学生和学生家长都来了。", "Students and students' parents came."),
        ("经济和经济学家。", "The economy and economists."),
        ("积极推进数字产业化、产业数字化。", "Digital industrialization and industrial digitization."),
        ("以小见大，以大见小。", "See the big in the small and the small in the big."),
        ("国与国、人与人之间。", "Between country and country, man and man."),
        ("他想了又想，他等了很久。", "He thought and thought, and he waited and waited."),
        ("以色列副总理兼国防部长说。", "Deputy Prime Minister and Minister of Defence Gantz said."),
        ("飞机等飞行器。", "The latest aircraft and other aircraft."),
        (
            "政治极化、社会撕裂、贫富分化。",
            "Political polarization, tearing and polarization of the rich and the poor.",
        ),
        ("它们都能获得回报，回报是花蜜。", "They both get a reward, and the reward is nectar."),
        ("一江一河一湖。", "The ban of “one river, one river, and one lake”."),
        ("这样是螺旋体，或者是立方体。", "In this case, a spiral, or in this case, two cubes."),
        ("有人说有，有人说没有。", "Some say there is and some say there is not."),
        ("苍蝇飞进去。", "Flies fly in, and the plan plans for it."),
        ("图中图、图带图。", "Picture−in−picture, picture−and−picture."),
        ("最好的。", "The best of the best, a man of men."),
        ("用户和用户名。", "Users and user names."),
        ("工作和工作环境。", "Work and working conditions."),
        ("要公平，不要不公平。", "The good and not good, the fair and unfair."),
        ("看了又看，问。", "He looked again and again and asked; a ball came again, and again, and again."),
        ("谢谢陆先生，谢谢各位。", "Thank you, Mr Lu, and thank you, everyone."),
        ("漫长的路。", "A long, long and winding road."),
    ],
)
def test_what_is_said_in_another_turn_stays(zh: str, en: str) -> None:
    assert found(DETECT, zh, en) == []


def test_both_halves_known_is_stronger_evidence() -> None:
    strengths = [
        found(DETECT, zh, en)[0].strength
        for zh, en in (
            ("庄严肃穆的气氛。", "A solemn and solemn mood."),
            ("庄严的气氛。", "A solemn and solemn mood."),
            ("这样的气氛。", "A solemn and solemn mood."),
        )
    ]
    assert strengths == sorted(strengths, reverse=True)
    assert len(set(strengths)) == 3


@pytest.mark.parametrize(
    ("zh", "en", "marked"),
    [
        # One family, with little words between the two or none.
        ("推广种植技术。", "Spread planted plantations.", "planted plantations"),
        ("提高生产效率。", "Raise the efficiency of efficient production.", "efficiency of efficient"),
        ("既要长远、又要稳妥。", "Plans must be long-range and long.", "long-range and long"),
        # What the doubling swallowed: 打扫 beside 清洗, 灵活 beside 迅速, 枯萎 at the end of the next phrase.
        ("我们每天清洗打扫厨房。", "Each day we wash, wash and tidy the kitchen.", "wash"),
        ("庄稼被淹没、树木枯萎。", "Crops were flooded and the trees flooded.", "flooded"),
        # A phrase and itself with a preposition between them; a list with a comma before its conjunction.
        (
            "他在火车站等人。",
            "He waited at the railway station at railway station.",
            "railway station at railway station",
        ),
        ("他带来鸡蛋、面粉和牛奶。", "He brought eggs, flour, and flour when he came.", "flour"),
    ],
)
def test_what_the_doubling_swallowed_and_words_of_one_family(zh: str, en: str, marked: str) -> None:
    findings = found(DETECT, zh, en)
    assert any(marked in text for text, _ in english(findings, en))
    assert findings[0].strength >= 0.7


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("演员表演得很好。", "The performers performed well."),
        ("注册医师延续注册。", "The registration of registered physicians is renewed."),
        ("他想做强者中的强者。", "He wants to be a real fighter among a real fighter."),
        ("以眼还眼。", "An eye for an eye."),
        ("快乐、健康。", "Be happy and healthy, and let the trees be green."),
    ],
)
def test_a_family_that_the_chinese_repeats_stays(zh: str, en: str) -> None:
    assert found(DETECT, zh, en) == []


@pytest.mark.parametrize("text", MONSTERS)
def test_monsters_come_to_an_end(text: str) -> None:
    assert len(DETECT([pair("改革和创新、" * (LENGTH // 6), text)])) <= 20


@pytest.mark.parametrize(
    ("zh", "en", "marked"),
    [
        ("他有了地位、身份。", "He had status, status.", "status, status"),
        ("要保护和维护环境。", "We must protect and protecting the environment.", "protect and protecting"),
    ],
)
def test_a_comma_and_a_word_of_the_same_family_count_where_both_chinese_words_may_be_rendered_so(
    zh: str, en: str, marked: str
) -> None:
    (finding,) = found(DETECT, zh, en)
    assert finding.tgt
    assert en[slice(*finding.tgt)] == marked
    assert finding.strength < 0.75, "less sure than the very same word after a conjunction"


@pytest.mark.parametrize(
    ("zh", "en"),
    [("太好了，太好了。", "It is great, great."), ("历史和古代遗迹。", "The history and historical relics.")],
)
def test_a_comma_or_a_family_alone_is_no_fault(zh: str, en: str) -> None:
    assert found(DETECT, zh, en) == []
