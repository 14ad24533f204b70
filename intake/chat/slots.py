"""What one utterance says beside its problem: courtesies, yes and no, tone, and facts such as an order number."""

from __future__ import annotations

import re
from enum import StrEnum

from classifier.text.language import HAN, Language, answer_language, detect_language
from classifier.text.masking import PersonalData, find_personal_data
from classifier.text.normalise import normalise


class Cue(StrEnum):
    """An utterance that is no problem to solve, or answers a question of the bot."""

    EMPTY = "empty"
    EMOJI = "emoji"
    HELLO = "hello"
    THANKS = "thanks"
    BYE = "bye"
    SOLVED = "solved"
    NOT_SOLVED = "not_solved"
    YES = "yes"
    NO = "no"
    OTHER = "other"
    DENIED_MORE = "nothing_else"


_TAIL = r"(?:[\s,.!?~，。！？、…]|了|啊|呀|哦|哈|呢|吧|的|啦|嘛|谢谢|多谢|thanks|thank you|thx|please|pls)*"
_SPOKEN: tuple[tuple[Cue, str], ...] = (
    (
        Cue.NOT_SOLVED,
        r"(?:(?:不[行是对]?|没有?|唉|呃|额)[,\s]+)?(?:我?(?:都|也)?试(?:过|了)+[,\s]*)?(?:还是|仍然|依然|并|都|根本|试)?(?:(?:没有?|未|不)(?:能)?(?:解决|搞定|行|好|管用|有用|帮助|起作用|可以)|没用|不能用|用不了)(?:了|啊|呀|我的|这个|问题)*"
        r"|(?:还是|仍然|依然).{0,8}(?:不行|不能|没有?用|一样|老样子|有问题|失败|报错)|不对|答非所问|说的不是这个|不是这个"
        r"|(?:no|nope|not?),? ?(?:it )?(?:is ?n[o']t|did ?n[o']t|does ?n[o']t|has ?n[o']t|not)?.{0,6}(?:solved?|fixed|work(?:ing|ed)?|helpful|help)(?: (?:at all|yet|me|it))?"
        r"|(?:(?:no|nope|nah|sorry|hmm)[, ]+(?:but )?)?(?:it |that |this )?(?:still|did ?n[o']t|does ?n[o']t|is ?n[o']t|was ?n[o']t|has ?n[o']t|not|never) .{0,24}(?:work(?:ing|ed)?|help(?:ed|ful)?|solved?|fix(?:ed)?|same|broken|failing)"
        r"|same (?:problem|issue|thing)|tried (?:that|it)(?: already)?"
        # not what was asked
        r"|(?:不[,\s]*)?(?:我[问说]的|这|那)?(?:不是|没)我?(?:想|要)?(?:这个意思|[问说]的?(?:这个|那个)?)|(?:你|您|机器人)?(?:没|未|不|没有)(?:听|看|弄|搞)?(?:懂|明白)(?:我的?(?:意思|话|问题))?|(?:你|您)?(?:理解|弄|搞|听|会错意|答)错(?:我的?意思)?"
        r"|(?:(?:no|nope|nah|sorry|hmm)[, ]+(?:but )?)?(?:that|this|it)(?:'?s| is| was)(?: not|n't) (?:it|that|this|right|what i (?:asked|meant|mean|said|was asking|want(?:ed)? to know|need(?:ed)? to know)(?: (?:for|about))?|(?:my|the) (?:question|problem|issue|one|answer))"
        r"|(?:(?:no|nope|nah|sorry)[, ]+)?not (?:it|(?:that|this)(?: one)?|what i (?:asked|meant|mean|said|was asking|want(?:ed)? to know|need(?:ed)? to know)(?: (?:for|about))?|my (?:question|problem|issue))|wrong (?:answer|question)"
        r"|(?:(?:no|sorry)[, ]+)?you (?:do|did|have)(?: not|n'?t) (?:get|got|understand|understood)(?: (?:it|me|that|my (?:question|problem)))?|(?:you )?misunderst(?:ood|and)(?: me)?",
    ),
    (
        Cue.SOLVED,
        r"(?:已经|问题|可以|终于|都|是的|对|嗯)?[,，]?\s?(?:已经)?(?:解决|搞定|弄好|修好|恢复|好|可以|行)(?:了|啦|咯)|(?:有用|管用|有帮助|能用了|可以用了|明白了|懂了|知道了|清楚了)"
        r"|(?:yes,? |yep,? |ok,? |great,? )*(?:it |that |this )?(?:is |has been |'s )?(?:all )?(?:solved|fixed|sorted|resolved|works?(?: now| fine| again)?|worked|helped|helpful|got it|that helps|makes sense)(?: it| now)?",
    ),
    (
        Cue.DENIED_MORE,
        r"没(?:有)?(?:别的|其他|其它|什么)?(?:问题|事|了)|没有了|没了|(?:no|nope|nothing),? ?(?:that'?s (?:all|it)|else|more)",
    ),
    (
        Cue.BYE,
        r"再见|拜拜|拜|88+|回见|先这样|就这样|(?:good ?)?bye(?: ?bye)?|see you|cya|that'?s all|have a (?:nice|good) (?:day|one)",
    ),
    (
        Cue.THANKS,
        r"(?:好的?|嗯+|非常|十分|太)?[,，]?\s?(?:谢谢|感谢|多谢|谢了|谢啦|辛苦|3q|唔该|多谢晒)(?:你|您|你们|啦|了|哈)*|(?:ok(?:ay)?,? |great,? |many |perfect,? )*(?:thanks?|thank you|thx|ty|cheers|much appreciated)(?: (?:a lot|so much|very much|you|again|for (?:your|the) help))*",
    ),
    (
        Cue.YES,
        r"是|是的|对|对的|嗯+|好|好的|可以|行|要|需要|有|当然|没错|ok|okay|okey|yes|yep|yeah|yup|sure|y|correct|right|please do|go ahead|please",
    ),
    (
        Cue.NO,
        r"不|不是|不要|(?:先|暂时)?不(?:用|要|需要)?转(?:人工)?|不用|不需要|没|没有|否|算了|暂时不用|先不用|no|nope|nah|n|not yet|not now|no thanks|no thank you",
    ),
    (
        Cue.OTHER,
        r"其他|其它|别的|都不是|都不对|不在里面|不知道|不清楚|不确定|随便|others?|none(?: of (?:these|them|those))?|neither|something else|don'?t know|not sure|no idea",
    ),
    (
        Cue.HELLO,
        r"(?:你好|您好|哈喽|嗨|喂|在吗|在么|在不在|有人吗|早上好|上午好|中午好|下午好|晚上好|请问|早|[\s,])+|(?:hi|hello|hey|good (?:morning|afternoon|evening)|hi there|hello there|anyone there|yo)",
    ),
)
_CUES = [(cue, re.compile(f"(?:{pattern}){_TAIL}")) for cue, pattern in _SPOKEN]
_LONGEST_CUE = 40
_HAPPY = set("👍👌🙏😊😀😄🙂❤🎉👏✅🆗😁")
_UNHAPPY = set("👎😡🤬😠💢😤🙄😒😞😭❌")
_UPSET = re.compile(
    r"垃圾|骗子|骗人|欺骗|气死|气人|什么破|破软件|破玩意|烦死|无语|差劲|太差|忽悠|受够|离谱|坑人|坑爹|搞什么|糊弄|敷衍|废物|恶心|呵呵|可真行|真行啊|有病(?!毒)|傻[逼子叉X]|滚(?!动|轮|屏|筒)|霸王条款|不负责|踢皮球|没人管"
    r"|第[三四五六七八九十3-9]次|说了多少[次遍]|几[次遍]了|又来了|还要我说|一直没人"
    r"|\bscam|ridiculous|\buseless|terrible|\bawful|\bworst|fed up|\bangry|furious|unacceptable|\bwtf\b|\bcrap|rubbish|\bjoke\b|disgust|pathetic|\bhate\b|ripped? ?off|\bstupid|third time|for the (?:third|fourth|fifth|\d+th) time|how many times|sick of|waste of"
)
_ORDER = re.compile(
    r"(?:订单号?|單號|单号|流水号?|order(?: ?(?:no|number|id))?)[^\da-z]{0,6}(?:is |是)?([a-z]{0,4}[-_]?\d[\da-z\-]{4,30})"
)
_ENGLISH_PLEASE = re.compile(r"英文|英语|in english|english,? please|speak english|^english$")
_CHINESE_PLEASE = re.compile(r"in chinese|chinese,? please|speak (?:chinese|mandarin)|^chinese$|zhong ?wen")
_WORDS = re.compile(r"\b[a-z]{2,}\b")
_PRIVATE = frozenset({PersonalData.ID_CARD, PersonalData.BANK_CARD})


def read_cue(text: str) -> Cue | None:
    """The courtesy or short answer that the whole utterance is; None when it says something of its own."""
    if not text.strip():
        return Cue.EMPTY
    plain = normalise(text).strip()
    if not re.search(r"\w", plain):
        return _read_signs(text)
    if len(plain) > _LONGEST_CUE:
        return None
    bare = plain.strip("".join(_HAPPY | _UNHAPPY) + " ,.!?~，。！？、")
    return next((cue for cue, pattern in _CUES if pattern.fullmatch(bare)), None)


def _read_signs(text: str) -> Cue:
    """Emoji and punctuation: a thumb says yes or no, the rest says nothing."""
    signs = set(text)
    if signs & _UNHAPPY:
        return Cue.NOT_SOLVED
    return Cue.SOLVED if signs & _HAPPY else Cue.EMOJI


def is_upset(text: str) -> bool:
    """Whether the tone is negative: insults, sarcasm, "for the third time", angry faces."""
    return bool(_UPSET.search(normalise(text))) or bool(set(text) & (_UNHAPPY - set("😭❌😞")))


def choose_language(text: str, current: str, first: bool) -> str:
    """The language to go on in: "zh" or "en". A wish for one counts; so does any Chinese sign.

    A single Latin word in the middle of a Chinese chat is a product, and "ok thanks" is everybody's: no change.
    """
    plain = normalise(text)
    if _ENGLISH_PLEASE.search(plain) and len(plain) <= _LONGEST_CUE:
        return "en"
    if _CHINESE_PLEASE.search(plain) and len(plain) <= _LONGEST_CUE:
        return "zh"
    if detect_language(text) is Language.EN:
        if len(_WORDS.findall(plain)) < (1 if first else 2):
            return current
        if not first and read_cue(text) not in (None, Cue.HELLO):
            return current
    return answer_language(text, current)


def find_order_no(text: str) -> str:
    """The order number that is named as such, or ""."""
    found = _ORDER.search(normalise(text))
    return found.group(1).upper() if found else ""


def find_contacts(text: str) -> tuple[str, str]:
    """A phone number and a mail address given by the customer, each "" when absent."""
    spans = find_personal_data(text)
    shown = {span.kind: text[span.start : span.end] for span in reversed(spans)}
    return shown.get(PersonalData.PHONE, ""), shown.get(PersonalData.EMAIL, "")


def has_private_numbers(text: str) -> bool:
    """Whether an identity or bank card number was written, which nobody here needs."""
    return any(span.kind in _PRIVATE for span in find_personal_data(text))


def is_thin(text: str) -> bool:
    """Whether too little is said for a person to start on: "我要投诉", "complaint"."""
    plain = normalise(text)
    return len(re.findall(f"[{HAN}]", plain)) < 8 and len(_WORDS.findall(plain)) < 5
