"""Every sentence of the bot, in Chinese and English. No refund, no date, no legal view: those are people's to give."""

from __future__ import annotations

from string import Formatter

_TEXTS: dict[str, tuple[str, str]] = {
    "greeting": (
        "您好，这里是{company}客服。我是AI助手（机器人），回答内容仅供参考；随时说“转人工”，就由客服人员接待您。",
        "Hello, this is {company} support. You are talking to an AI assistant (a machine); "
        "write 'agent' at any time to talk to a person.",
    ),
    "ask_problem": ("请问遇到了什么问题？", "What can we help you with?"),
    "nudge": (
        "可以用文字说说遇到的情况吗？比如哪个产品、出了什么问题。也可以直接说“转人工”。",
        "Could you tell me in words what happened, and with which product? Or just write 'agent' for a person.",
    ),
    "ask_product": ("请问您说的是哪个产品？", "Which product do you mean?"),
    "other": ("其他", "Something else"),
    "only_zh": ("这条答案目前只有中文：", "We have this answer in Chinese only so far:"),
    "only_en": ("这条答案目前只有英文：", "We have this answer in English only so far:"),
    "ask_solved": ("这样解决了吗？", "Did that solve it?"),
    "solved_yes": ("解决了", "Yes, solved"),
    "solved_no": ("没解决", "No, not solved"),
    "suggest": ("您想问的是下面哪一个？", "Is it one of these?"),
    "none_of_these": ("都不是", "None of these"),
    "miss_first": (
        "这个问题我没有可靠的答案，不想随便回答您。能换个说法，或者补充一下产品名称和出现的情况吗？",
        "I have no reliable answer to that and would rather not guess. Could you put it differently, or add the product "
        "and what you see?",
    ),
    "miss_product": (
        "这个问题我还没有可靠的答案。请问是哪个产品、出现了什么情况？",
        "I have no reliable answer to that yet. Which product is it about, and what do you see?",
    ),
    "not_helped": (
        "抱歉，还没有解决。能再说说现在是什么情况吗？我再找找，也可以直接转人工。",
        "I am sorry that it is not solved yet. What do you see now? I will look again, or write 'agent' for a person.",
    ),
    "offer_human": (
        "很抱歉还没帮上您。要我现在为您转人工吗？",
        "I am sorry that I have not been of help. Shall I get a person for you now?",
    ),
    "human_yes": ("转人工", "Yes, a person"),
    "human_wish": ("转人工", "I want to talk to a person"),
    "human_no": ("先不用", "Not now"),
    "go_on": ("好的，您请继续说。", "All right, please go on."),
    "sorry": (
        "给您添麻烦了，非常抱歉。您随时可以说“转人工”。",
        "I am sorry for the trouble. You can write 'agent' for a person at any time.",
    ),
    "glad": ("很高兴帮到您！还有别的问题吗？", "Glad to hear that! Is there anything else?"),
    "welcome": ("不客气！还有别的问题吗？", "You are welcome! Is there anything else?"),
    "bye": (
        "感谢您的咨询，再见！之后有问题随时回到这里。",
        "Thank you for writing, goodbye! Come back here whenever you need us.",
    ),
    "noted_suggestion": (
        "谢谢您的建议，已记录下来，会转给产品团队。还有要补充的吗？",
        "Thank you, I have noted your suggestion for the product team. Anything to add?",
    ),
    "noted_praise": (
        "谢谢您的肯定，我们会转达给同事！",
        "Thank you for the kind words, we will pass them on!",
    ),
    "two_issues": (
        "我记下了{count}件事：{products}。先看第一件，其余的不会漏掉。",
        "I have noted {count} matters: {products}. Let us take the first one now; the others are not forgotten.",
    ),
    "next_issue": ("接着看{product}的问题。", "Now to your question about {product}."),
    "ask_detail": (
        "非常抱歉给您带来不好的体验，我马上请专人处理。方便先说一句是哪个产品、发生了什么吗？不想说也可以直接“转人工”。",
        "I am sorry about this experience; a person will take it on. Could you say in a sentence which product it is and what "
        "happened? If you would rather not, just write 'agent'.",
    ),
    "private_numbers": (
        "为了您的安全，请不要在这里发送身份证号或银行卡号，处理问题不需要它们。",
        "For your safety, please do not send identity or bank card numbers here; nobody needs them to help you.",
    ),
    "connecting": (
        "正在为您转接人工客服。您说过的内容已一并转交，不用重复。",
        "I am connecting you with a person. All that you wrote goes along, so you need not repeat it.",
    ),
    "ahead": ("前面还有{ahead}位在排队。", "There are {ahead} before you in the queue."),
    "next_in_line": ("下一位就是您。", "You are next in line."),
    "wait": ("预计等待{wait}。", "The wait is about {wait}."),
    "closed_now": (
        "现在不在人工服务时间{hours}。您的情况已登记并转交同事，不用重复。",
        "Our people are not at their desks just now{hours}. Your case is registered with all that you wrote.",
    ),
    "hours": ("（服务时间：{hours}）", " (hours: {hours})"),
    "next_open": ("人工服务将于{next_open}开始。", "People are back {next_open}."),
    "leave_contact": (
        "如果方便，可以留下电话或邮箱，我们也能在那里联系您。",
        "If you like, leave a phone number or mail address, so that we can reach you there too.",
    ),
    "already_waiting": (
        "已经在为您联系人工客服，请稍候；您可以继续补充，内容都会转交。",
        "A person is already being called for you; feel free to add anything, it all goes along.",
    ),
    "already_noted": (
        "您的情况已经登记，不会漏掉；您可以继续补充，内容都会转交。",
        "Your case is registered and will not be forgotten; feel free to add anything, it all goes along.",
    ),
    "contact_noted": (
        "已记下您的联系方式：{contact}，客服会看到。",
        "Noted: {contact}. Our people will see it.",
    ),
    "advice_safety": (
        "请先确保人身安全：立即断开电源，不要再使用该设备，并远离可燃物。如有人受伤或起火，请马上拨打120或119。",
        "Safety first: unplug the device now, do not use it again and keep it away from anything that can burn. If somebody is "
        "hurt or there is a fire, call the emergency services at once.",
    ),
    "advice_self_harm": (
        "看到您这样说，我们很担心您，马上请同事联系您。如果您现在有危险，请立即拨打120或110，也可以拨打心理援助热线12356。",
        "We are worried about you and are getting a person right now. If you are in danger, please call the emergency services "
        "(120 or 110 in China) or the support line 12356.",
    ),
    "advice_money_theft": (
        "请先保护账户：尽快修改密码，并联系您的银行或支付平台。",
        "Please protect your account first: change the password and contact your bank or payment service.",
    ),
    "summary": ("会话小结", "Summary of the chat"),
    "summary_reason": ("转接原因：{reason}", "Reason: {reason}"),
    "summary_language": ("客户语言：{spoken}", "Customer's language: {spoken}"),
    "spoken_zh": ("中文", "Chinese"),
    "spoken_en": ("英文", "English"),
    "type_enquiry": ("咨询", "enquiry"),
    "type_complaint": ("投诉", "complaint"),
    "type_fault": ("报障", "fault report"),
    "type_request": ("业务办理", "service request"),
    "type_suggestion": ("建议", "suggestion"),
    "type_praise": ("表扬", "praise"),
    "type_whistle": ("举报", "report of wrongdoing"),
    "summary_product": ("产品：{products}", "Product: {products}"),
    "summary_unclear": ("产品：未确认（可能是{products}）", "Product: not confirmed (perhaps {products})"),
    "summary_unknown": ("产品：未提到", "Product: not named"),
    "summary_type": ("类型（机器判断）：{type}", "Type (by the machine): {type}"),
    "summary_signals": ("风险信号：{signals}", "Warning signs: {signals}"),
    "summary_facts": ("客户提供：{facts}", "Given by the customer: {facts}"),
    "summary_tried": (
        "机器人给过的答案（未解决）：{tried}",
        "Answers given by the bot (not solved): {tried}",
    ),
    "summary_not_tried": ("机器人给过的答案：无", "Answers given by the bot: none"),
    "summary_words": ("客户原话：", "The customer's words:"),
    "fact_order": ("订单号 {value}", "order {value}"),
    "fact_phone": ("电话 {value}", "phone {value}"),
    "fact_email": ("邮箱 {value}", "mail {value}"),
    "fact_version": ("版本 {value}", "version {value}"),
    "reason_requested": ("客户要求人工", "the customer asked for a person"),
    "reason_accepted": ("客户接受了转人工", "the customer accepted the offer of a person"),
    "reason_danger": ("必须由人处理的情况", "a matter that only people may handle"),
    "reason_complaint": ("投诉", "a complaint"),
    "reason_misses": ("机器人多次未能回答", "the bot could not answer several times"),
    "reason_upset": ("客户情绪不满", "the customer is upset"),
}
KEYS = tuple(_TEXTS)


def say(key: str, language: str, **values: object) -> str:
    """The sentence `key` in "zh" or "en" with its braces filled in."""
    zh, en = _TEXTS[key]
    return (zh if language == "zh" else en).format(**values)


def braces(key: str, language: str) -> set[str]:
    """The names that `say` must be given for a sentence."""
    zh, en = _TEXTS[key]
    return {name for _, name, _, _ in Formatter().parse(zh if language == "zh" else en) if name}
