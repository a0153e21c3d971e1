"""English abbreviations by what a capital letter after them means, and the words that open sentences.

The classes are those of Punkt (Kiss & Strunk 2006, "Unsupervised multilingual sentence boundary detection"), filled by
hand instead of from a corpus. An entry in lower case also stands for its capitalised form, a capitalised one only for
itself: "Sat." is a day, "sat." ends a sentence.
"""

from __future__ import annotations


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _forms(words: str) -> frozenset[str]:
    return frozenset(form for word in words.split() for form in (word, word[0].upper() + word[1:]))


TITLES = _forms(
    """Mr Mrs Ms Mx Dr Drs Prof Profs Gen Maj Col Lt Capt Cpt Cmdr Comdr Cdr Adm Sgt Cpl Pvt Brig Rev Revd Hon Sen
    Sens Rep Reps Gov Govs Pres Supt Insp Det Messrs Mme Mmes Mlle Mgr Msgr Amb Atty Sec-Gen Mt Mts Ft Pt Asst
    Assoc Fr Bp Br Ald Dn Esq e.g i.e eg ie viz cf vs v approx ca c incl excl resp esp ad op cit"""
)
"""Before a name or an example: never the end of a sentence."""

NUMBERED = _forms(
    """no nos fig figs tab tabs vol vols p pp sec secs ch chs chap art arts para paras par eq eqs eqn ref refs cl
    app ed eds pt pts ver v max min tel ext fol ex n bk pl reg regs r sched div"""
)
"""Before a number: "No. 5". Before anything else the stop is a stop."""

OPEN = _forms(
    """Inc Ltd Co Corp Bros Cos Cie Jr Sr Bhd Pty Pte Ave Blvd Rd St Sts Hwy Pkwy Sq Ste Apt dept depts govt univ
    inst assn intl natl mfg dist Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur
    Thurs Fri Sat Sun Ariz Ark Calif Colo Conn Dak Fla Ga Kan Ky Mass Md Mich Minn Neb Nev Okla Ont Penn Que
    Tenn Tex Va Vt Wis Wyo al ibid seq sp spp var lib tbsp tsp oz lb lbs ft mi yd gal qt hr hrs sec mins wt avg
    temp est dia mm cm km kg Ph.D M.D B.A M.A B.Sc M.Sc LL.B LL.M D.Phil Cantab Oxon Ab repr transl vols bros
    anon Maj-Gen Messrs"""
)
"""May end a sentence: it does before a word of `STARTERS`."""

DATED = _words("Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Apt Ste Hwy al")
"""Those of `OPEN` that a number belongs to: "Jan. 3", "Wang et al. (3)"."""

CLOCK = frozenset({"a.m", "p.m", "A.M", "P.M"})
"""Ends a sentence before a capital, but for `AFTER_CLOCK`."""

AFTER_CLOCK = _words(
    """Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Tues Wed Thu Thurs Fri Sat Sun January
    February March April May June July August September October November December EST EDT CST CDT MST MDT PST
    PDT GMT UTC BST CET CEST HKT JST ET CT MT PT Eastern Central Pacific Mountain Beijing Greenwich Local
    Standard"""
)

LETTERED = _words(
    """plan vitamin group type class grade hepatitis appendix option point section part team schedule exhibit table
    party hall gate line category level annex figure influenza stage phase model version series zone block
    building unit"""
)
"""Nouns that carry a letter: "plan B." ends a sentence where "John B." does not."""

STARTERS = _words(
    """The A An This That These Those It It's It’s He He's He’s She She's She’s We We're We’re We've We’ve They
    They're They’re You I I'm I’m I've I’ve I'll I’ll His Her Its Their Our My Your There Here That's That’s
    There's There’s What What's What’s Why How Where When Who Which Whose Whether If In On At By For From With
    Without To Of As And But Or Nor So Yet Then Thus Hence Therefore However Moreover Furthermore Meanwhile
    Nevertheless Still Also Again Although Though While Because Since Until Unless After Before During Despite
    According Among Under Over Between Through Throughout Not Nobody Nothing No None Some Many Much Most Several
    Few Both Each Every Either Neither Other Others Another All Any Anyone Everyone Once Only Even Just Perhaps
    Maybe Now Today Yesterday Tomorrow Yes First Firstly Second Secondly Third Thirdly Fourth Fifth Finally Next
    Last Later Earlier Recently Did Do Does Is Are Was Were Has Have Had Can Could Would Should See Please Let
    Let's Let’s Such Same Instead Indeed Overall Given Based Following Due Never Always Often Sometimes Police
    Shares"""
)

CHATTY_STARTERS = _words("""please i i'm we you your how what why did can could would thank thanks""")
"""Open a sentence in chats, where no word is capitalised."""

BRANDS_WITH_BANG = frozenset({"Yahoo", "Yum", "oOh", "Jeopardy"})
"""Names that are written with an exclamation mark."""

DOMAINS = _words(
    """com net org edu gov cn uk us io ai co de fr jp ru eu info biz html htm php asp js py exe doc pdf txt"""
)
"""What follows the last stop of an address or a file name."""
