"""What people say in any message beside their matter: greetings, pleas, thanks, who they are, names of letters.

It stands at the ends of a text and says nothing of what the text is about; left in, texts lie close together
because their writers are polite in the same words.
"""

from __future__ import annotations

import re
import unicodedata

from classifier.text.normalise import to_simplified

# At each end courtesies are looked for in so many characters, again and again until none is left.
_REACH = 160
_ROUNDS = 8

_NAME = r"[A-Z][\w'.-]*(?: [A-Z][\w'.-]*){0,2}"
_TITLED = r"(?:(?i:sirs?|madam|ma'am|support|customer|service|help ?desk|all|everyone|team|care|colleagues|or|and|/|[ ,]))+"
_ASK = r"(?:please |kindly |possibly |maybe |just |quickly )"
_THIS = r"(?:this|that|it|something|a (?:\w+ )?(?:thing|question|problem|issue|matter|query)|(?:my|an|the) (?:problem|issue|question|matter|query))"
_BEFORE_EN = (
    r"(?:hi+|hello|hey+|hiya|howdy|greetings|good (?:morning|afternoon|evening|day)|morning|evening)"
    r"(?:[ ,]+(?:there|again|all|everyone|everybody|team|guys|folks|support|sir|madam|dear|to (?:you|your team|everyone)))*\b",
    rf"(?:to whom it may concern|dear {_TITLED}|dear (?-i:{_NAME})(?=[,:!]))",
    r"(?:i (?:really )?)?hope (?:that )?(?:you(?:'re| are|r)?|this|everything|everyone|all|the)\b[^,.!?;:\n]{0,60}[,.!?;:\n]",
    r"(?:i )?hope (?:you're|you are|all is|everything is) (?:doing |all |keeping )?(?:well|ok|fine|good)\b",
    r"how (?:are|r) (?:you|u)(?: all)?(?: doing)?(?: today)?\b",
    r"(?:i am |i'm |so )?sorry (?:to (?:bother|trouble|disturb)(?: you)?|for (?:bothering|troubling|disturbing)(?: you)?)(?: (?:again|with this|about this))?",
    r"excuse me\b",
    rf"(?:(?:could|can|would|will) (?:you|someone|anyone|somebody|u) )?(?:{_ASK})*(?:help|assist) (?:me|us)(?: out)?\b"
    rf"(?: (?:with|on|regarding) {_THIS}\b| here| please)*(?=$|[\s,.!?;:])",
    r"(?:could|can|would|will) (?:you|someone|anyone|somebody|u) (?:please|kindly|pls|plz)(?: (?:tell (?:me|us)|let (?:me|us) know|explain|check|advise|look into (?:this|it)))?\b",
    r"(?:could|can|would) (?:you|someone|anyone|somebody|u) (?:tell (?:me|us)|let (?:me|us) know|advise|inform me)\b",
    rf"(?:please|pls|plz|kindly)(?: {_ASK}*(?:help(?: me)?|(?:can|could) (?:you|someone)|tell me|let me know|advise|look into (?:this|it)|check(?: this| it)?|assist(?: me)?|note(?: that)?))?\b",
    r"i(?:'d| would) (?:like|love|be glad|be happy) to (?:know|ask|inquire|enquire|find out|report|inform you)(?: (?:you|about|that|if you know))?\b",
    r"i (?:just )?(?:want|wanted|need) to (?:know|ask|inquire|enquire|find out|report|inform you)(?: (?:you|about|that))?\b",
    rf"i (?:was|am|'m) (?:just )?(?:wondering|hoping|asking)(?: (?:if|whether) (?:you|someone|anyone) (?:could|can|would|might) {_ASK}*(?:be able to )?"
    r"(?:help me(?: out)?|assist me|tell me|let me know|explain)?)?(?=$|[\s,.!?;:])",
    rf"i(?:'m| am) (?:writing|contacting you|reaching out|getting in touch|messaging)(?: (?:to you|you))?(?: (?:because|as|since|today|regarding {_THIS}|about {_THIS}))*\b",
    r"i (?:really |just |urgently )?(?:need|require|want) (?:some |your |a bit of |a little |urgent )*(?:help|assistance|advice|support)"
    rf"(?: (?:with|on) {_THIS})?(?: please)?(?=$|[\s,.!?;:])",
    rf"(?:i(?:'ve| have)(?: got)? |just |only |there is )?(?:a |an |one |another )?(?:quick |small |little |simple |short )?(?:question|query)(?: (?:for you|about {_THIS}|please|here))*(?=$|[,.!?;:\-])",
    rf"i(?:'ve| have)(?: got)? (?:a|an|one|some) (?:\w+ )?(?:problem|issue|question|inquiry|enquiry)s?(?: (?:with|about) {_THIS})?(?=$|[,.!?;:\-])",
    rf"(?:my name is|my name's|this is|i am|i'm|it's) (?-i:{_NAME})(?: here)?(?=$|[,.!?;:\-]| and\b)",
    r"(?:i am|i'm|i have been|i've been|as|being) (?:a|an|your|one of your)\b[^,.!?;:\n]{0,30}\b(?:customer|client|user|subscriber|member)s?\b[^,.!?;:\n]{0,40}[,.!?;:]",
    r"(?:this is |it(?:'s| is) |i(?:'m| am) (?:writing|calling) )?(?:about |regarding |re:? ?|concerning |for )?(?:my |the |our )?"
    r"(?:order|ticket|case|reference|ref|booking|customer|account|invoice)(?: (?:number|no\.?|id|ref))?(?: is|:| #|#)? ?#?(?-i:[A-Za-z]{0,4}[\d\[][\w\]\-/]{3,20})(?=$|[\s,.!?;:])",
    r"thank(?:s| you)(?: (?:so much|very much|a lot|in advance))?(?: for (?:reading|your (?:time|help|patience|attention)))?(?=$|[,.!?;:])",
    r"and\b|so\b|but\b",
)
_AFTER_EN = (
    r"(?:(?:many|kind|big|huge|best|ok|okay|with|and|please and) )*(?:thanks|thank you|thank u|thx|tks|ty|cheers|ta|tysm)"
    r"(?: (?:so much|very much|much|a lot|a bunch|a million|kindly|again|you|all|guys|team|in advance|sir|dear|ahead|already|everyone"
    rf"|for (?:reading|everything|any|all|helping|looking|understanding|the|your)(?: [\w']+){{0,6}}))*(?:[ ,.!\-]+(?-i:{_NAME}))?",
    r"(?:any|some|your|all) (?:kind of )?(?:help|assistance|advice|support|info|information|guidance)(?: (?:on|with|in) (?:this|that|it))? (?:is|would be|will be|'d be) (?:very |really |much |greatly |highly )*(?:appreciated|welcome|great|nice|good|helpful)",
    r"(?:much|greatly|really) appreciated|i(?:'d| would| will|'ll)? (?:really |greatly |very much )?appreciate (?:it|(?:your|any|the|some) (?:quick |prompt |kind )*(?:help|assistance|support|reply|response|advice|time))(?: (?:with|on) (?:this|that))?",
    r"(?:please |kindly |pls |plz )+(?:help(?: me| us)?(?: out)?|advise|assist(?: me)?|reply|respond|answer|(?:get|come) back to me|let me know|look into (?:this|it)|fix (?:this|it)|sort (?:this|it)(?: out)?|resolve (?:this|it)|check|explain|hurry(?: up)?|do something)"
    r"(?: (?:as soon as (?:possible|you can)|asap|soon|quickly|urgently|today|immediately|with (?:this|that|it)))*",
    r"(?:can|could|would) (?:you|someone|anyone) (?:please |kindly )*(?:help(?: me)?(?: out)?|assist(?: me)?|advise|look into (?:this|it))(?: (?:with (?:this|that|it)|please))*",
    r"(?:i(?:'m| am)? )?(?:look(?:ing)? forward|hop(?:e|ing)|wait(?:ing)?|await(?:ing)?)(?: (?:to|for))?(?: (?:hear(?:ing)?|get(?:ting)?|receiv(?:e|ing)))?(?: (?:back|from|for|a|an|the|you|your))*"
    r"(?: (?:soon|reply|response|answer|prompt reply|quick (?:reply|response|answer)))+",
    r"(?:i )?(?:look(?:ing)? forward to) (?:hearing|hear|your|a)(?: [\w']+){0,4}",
    rf"(?:(?:with|best|kind|kindest|warm|warmest|many) )*(?:regards|wishes)(?:[ ,.\-]+(?-i:{_NAME}))?",
    rf"(?:yours|your)? ?(?:sincerely|faithfully|truly|respectfully)(?: yours)?(?:[ ,.\-]+(?-i:{_NAME}))?",
    r"have (?:yourself )?a (?:nice|good|great|lovely|wonderful|pleasant|blessed)(?: rest of (?:the|your))? (?:day|one|evening|week|weekend|time|afternoon|morning)(?: (?:ahead|too))?",
    r"sent from (?:my|a|the) [\w ]{2,30}|get outlook for \w+|(?:bye|goodbye|take care|all the best|best|god bless(?: you)?)",
    r"(?:as soon as possible|asap|a\.s\.a\.p|(?:it(?:'s| is) )?(?:very )?urgent(?:ly)?|please|pls|plz|let me know|i need (?:some |your )?help(?: (?:with (?:this|that|it)|please))?)",
)
_NUMBER = r"[:： 是为]{0,3}[A-Za-z]{0,4}[\d\[][\w\]\-]{3,24}"
_SOON = r"(?:尽快|尽早|早日|赶紧|赶快|抓紧|马上|立刻|立即|及时|快点?|速速?)"
_BEFORE_ZH = (
    r"(?:你们?好|您们?好|大家好|各位好?|哈喽|哈啰|嗨|喂|亲爱的|亲|hi|hello|(?:早上|上午|中午|下午|晚上)好|早安|早|晚安|尊敬的(?:客服|领导|商家))(?:们|呀|啊|哈|哦)*",
    r"(?:人工)?(?:客服|小姐姐|小哥哥|老师|同志|师傅|管家|店家|老板)(?:们|小姐姐|小哥哥|老师|同志)?(?:你们?好|您们?好|在吗|好)?(?=[ ,，。！!?？~～]|我|请|想|麻烦|你|您)",
    r"(?:请问|想问|打扰)?(?:一下)?(?:有人|客服|你们?|您|人工)?(?:在不在|在吗|在么|在嘛)",
    r"有(?:没有)?人(?:在)?(?:吗|么|嘛)?(?=[ ,，。！!?？~～])",
    r"(?:不好意思|抱歉|对不起|冒昧)?[ ,，]?(?:打扰|麻烦|打搅|辛苦|拜托|劳烦|劳驾)(?:到)?(?:您|你|你们|各位|了|啦)*(?:一下|下)?(?:了)?(?=[ ,，。！!?？~～]|$)",
    r"不好意思|抱歉|冒昧(?:地)?",
    r"(?:麻烦|劳烦|拜托|烦请|请|能不能|能否|可不可以|可以|希望|想)?(?:您|你|你们)?(?:能不能|能否|可不可以|可以|能)?(?:帮忙|帮|给)(?:一下)?(?:我|我们|忙)?(?:看|查|问|处理|解决|核实|了解)(?:看|询|问|一下|一查|一看|下|个问题)+",
    r"(?:麻烦|劳烦|烦请)(?:您|你|你们)?(?:看|查|问|处理|核实|解答)(?:询|看)?(?:一下|下)?",
    r"(?:我)?(?:想|要|需要|来)?(?:请问|咨询|询问|请教|了解|反映|反馈|问|说|跟你们说)(?:一下|下)(?:关于)?",
    r"(?:我|这边|这里)?(?:想|要|需要)?(?:请问|咨询|询问|请教|反映|反馈|问|说|有)(?:您|你们?)?(?:一?个|一?件|点|些)(?:小)?(?:问题|事情|事儿?|情况)(?:想)?(?:请教|咨询|问|反映)?(?:一下|下)?(?:您|你们?)?",
    r"(?:麻烦|请问|想请问|我想问|想问|请教)(?:您|你们?|一下|下|大家)*",
    r"(?:我)?(?:是|作为)(?:你们|贵公司|咱们|你们家?|贵司)?(?:家|的|公司|这)*(?:一个|一位|一名)?(?:多年|忠实|新|老|资深)(?:的)?(?:用户|客户|会员|顾客)(?:了)?",
    r"(?:我|本人|免贵)(?:是|叫|姓)(?:[\u4e00-\u9fff]{1,3})(?:先生|女士|小姐)?(?=[ ,，。！!?？~～])",
    rf"(?:我的?)?(?:订单|工单|单|快递单|运单|会员|客户|账户|流水)(?:编)?号(?:码)?{_NUMBER}",
    r"(?:谢谢|多谢|感谢)(?:您|你们?|了|啦)?(?=[ ,，。！!?？~～])|(?:那个|就是|嗯|呃|额|哎|唉|是这样的?|情况是这样的?)(?=[ ,，。！!?？~～:：])",
    r"辛苦(?:了|您|你们?)+",
)
_AFTER_ZH = (
    r"(?:提前|先|非常|十分|万分|不胜|表示|好的|那|真的)*(?:谢谢|多谢|感谢|谢了|谢啦|谢过|感激不尽|感激|3q|thx|thanks|thank you)(?:大家|各位|客服|您|你们?|了|啦|哈|啊|亲|老师|支持|配合|帮助|的|帮忙)*",
    r"(?:麻烦|辛苦|拜托|劳烦|打扰|有劳|给(?:您|你们?)添麻烦)(?:您|你们?|各位|大家|客服|了|啦|哈|一下)*",
    rf"(?:麻烦|请|烦请|拜托|劳烦|希望|盼|望|求|还请|务必|期待|期盼|敬请|恳请|(?<!还)能不能|(?<!还)能否)+(?:您|你们?|贵公司|贵司|客服|能|可以|给|帮|帮忙|我|{_SOON}|一个|个)*"
    r"(?:处理|回复|答复|解决|帮助|帮忙|告知|看看|看|核实|查查?|回应|重视|解答|回电|联系|指教|指点|给个说法)(?:我|下|一下|好吗|吧|谢谢|的|了)*",
    r"(?:一直)?(?:在线)?(?:等待|等候|等着|恭候|静候|坐等|等|期待|期盼|盼)(?:着|您|你们?|贵公司)*(?:的)?(?:尽快|早日)?(?:好消息|回复|答复|回音|处理|佳音|解决)",
    r"(?:在线)?(?:急等|等急|坐等|在线等|等着呢?)(?:[ ,，]*(?:挺|很|非常|好|有点)?急+的?)?|(?:真的|很|非常|挺|比较)?(?:着急|急+)(?:的|死了|用)?(?=$|[ ,，。！!])",
    r"(?:最后)?(?:祝|祝愿)(?:您|你们?|大家|贵公司|各位|工作|生活|生意|身体)+[\u4e00-\u9fff]{0,8}",
    r"此致|敬礼|顺颂商祺|顺祝商祺|再见|拜拜|祝好|工作顺利|帮帮忙|帮个忙|求助|求救|救命",
    r"(?:发自|来自)(?:我的)?(?:[\w ]{0,12}手机|iphone|ipad|安卓)",
)
_SIGNS = r"\s,.!?;:，。！？；：、…~～\-—()（）\"'“”"
_SOFT = "[啊呀哈呢哦嘛吧哟喔噢]"
_BEFORE = re.compile(
    rf"[{_SIGNS}]*(?:(?i:{'|'.join(f'(?:{one})(?=$|[^A-Za-z])' for one in _BEFORE_EN)})|(?i:{'|'.join(_BEFORE_ZH)}){_SOFT}*)[{_SIGNS}]*"
)
_AFTER = re.compile(
    rf"(?:(?:^|(?<=[{_SIGNS}]))(?i:{'|'.join(_AFTER_EN)})|(?i:{'|'.join(_AFTER_ZH)}){_SOFT}*)[{_SIGNS}]*$"
)
_SAID = re.compile(r"[^\W_]")


def matter(text: str) -> str:
    """Return the text without the courtesies at its ends, as it is where it says nothing else.

    Width and script are folded as in `normalise`, case is kept.
    """
    plain = to_simplified(unicodedata.normalize("NFKC", text)).replace("\u2019", "'").strip()
    left = _without_end(_without_start(plain)).strip(" ,;:，；：-")
    return left if _SAID.search(left) else text


def _without_start(text: str) -> str:
    for _ in range(_ROUNDS):
        found = _BEFORE.match(text, 0, _REACH)
        if not found or not found.end():
            break
        text = text[found.end() :]
    return text


def _without_end(text: str) -> str:
    for _ in range(_ROUNDS):
        found = _AFTER.search(text, max(0, len(text) - _REACH))
        if not found or found.start() == len(text):
            break
        text = text[: found.start()]
    return text
