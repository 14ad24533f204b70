"""Articles of an electricity and water company, how its customers ask for them, and what they ask that none answers.

Written before the score that tells "none of the articles" was taught anything, and never taught from: the measure of
what it does for a company it has not seen.
"""

from __future__ import annotations

ARTICLES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "meter": (
        ("怎么上报电表读数？", "电表上的数字往哪里填", "抄表员没来我自己怎么报度数"),
        (
            "How do I submit a meter reading?",
            "where do I type in the numbers on my meter",
            "nobody came to read the meter, can I send it myself",
        ),
    ),
    "move": (
        ("搬家了怎么办理过户？", "我下个月搬走，电费账户怎么结清", "新房子的水电怎么转到我名下"),
        (
            "What do I do when I move house?",
            "I'm leaving my flat next month, how do I close the account",
            "put the electricity of my new home in my name",
        ),
    ),
    "outage": (
        ("停电了怎么查什么时候恢复？", "整栋楼都黑了，多久能来电", "我们小区没电了在哪看进度"),
        (
            "How do I check when power comes back after an outage?",
            "the whole street is dark, how long will it take",
            "no electricity here, where is the status map",
        ),
    ),
    "planned": (
        ("计划停电会提前通知吗？", "检修停电的公告在哪里看", "下周要停电吗怎么提前知道"),
        (
            "Are planned cuts announced in advance?",
            "where are maintenance shutdowns published",
            "will I be told before you switch us off for works",
        ),
    ),
    "instalments": (
        ("电费太高可以分期付吗？", "一次付不起能不能拆成几个月交", "申请分期缴费要什么条件"),
        (
            "Can I pay a high bill in instalments?",
            "I cannot afford it all at once, can it be split over months",
            "payment plan conditions",
        ),
    ),
    "direct_debit": (
        ("怎么开通银行自动代扣？", "想让银行卡每月自己交电费", "代扣的银行卡换了怎么改"),
        (
            "How do I set up direct debit?",
            "let my bank pay the electricity by itself each month",
            "I have a new bank account, update the debit",
        ),
    ),
    "tariff_night": (
        ("峰谷电价是什么时段？", "晚上几点以后用电便宜", "怎么申请峰谷分时电价"),
        (
            "When does the night tariff apply?",
            "from what hour is power cheaper in the evening",
            "switch me to the off-peak rate",
        ),
    ),
    "tiers": (
        ("阶梯电价怎么计算？", "第二档从多少度开始", "为什么用多了单价就变贵"),
        (
            "How is the tiered price calculated?",
            "from how many kilowatt hours does the second step start",
            "why does each unit cost more when I use more",
        ),
    ),
    "invoice": (
        ("怎么开电费发票？", "公司报销要抬头的电费票", "电子发票发到哪个邮箱"),
        (
            "How do I get an invoice for my bill?",
            "I need a receipt with my company's name for expenses",
            "to which mailbox is the e-invoice sent",
        ),
    ),
    "high_bill": (
        ("电费突然变高怎么核查？", "这个月没怎么用，账单却翻倍了", "怀疑电表跑得太快怎么办"),
        (
            "My bill is suddenly high, how is it checked?",
            "hardly used anything this month and it doubled",
            "I think my meter runs too fast",
        ),
    ),
    "leak": (
        ("家里水管漏水怎么报修？", "水表后面在滴水谁来修", "墙里好像有水声，找谁看"),
        (
            "How do I report a leaking pipe?",
            "it drips behind the water meter, who repairs it",
            "I hear running water in the wall",
        ),
    ),
    "water_quality": (
        ("自来水发黄能喝吗？", "早上放出来的水浑浊", "水里有股漂白粉的味道正常吗"),
        (
            "Is yellow tap water safe?",
            "cloudy water from the tap in the morning",
            "does a smell of chlorine mean anything",
        ),
    ),
    "pressure": (
        ("水压太低怎么办？", "六楼的水小得洗不了澡", "热水器因为水流小打不着"),
        (
            "What can I do about low water pressure?",
            "on the sixth floor the shower barely runs",
            "the water comes too weakly for the boiler to start",
        ),
    ),
    "solar": (
        ("屋顶光伏怎么并网？", "自己装了太阳能板，多的电卖给你们", "光伏上网要哪些材料"),
        (
            "How do I connect rooftop solar to the grid?",
            "I put up panels and want to sell you what is left over",
            "papers needed for feeding in",
        ),
    ),
    "charger": (
        ("家里装充电桩要怎么申请？", "车位上想拉一根线给电动车充电", "物业让我找你们办充电桩报装"),
        (
            "How do I apply for a car charger at home?",
            "I want a wallbox on my parking space",
            "who approves a line for charging my electric car",
        ),
    ),
    "capacity": (
        ("跳闸了要不要增容？", "开空调和烤箱就断电", "家里功率不够想加大"),
        (
            "The breaker trips, do I need more capacity?",
            "it goes off when oven and air conditioner run together",
            "raise the power limit of my home",
        ),
    ),
    "smart": (
        ("智能电表显示离线怎么办？", "手机上看不到每天用电量了", "电表不上传数据"),
        (
            "What if the smart meter shows offline?",
            "the app shows no daily usage any more",
            "my meter sends nothing",
        ),
    ),
    "discount": (
        ("低保户有电费减免吗？", "家里有呼吸机能优惠吗", "困难家庭怎么申请免费电量"),
        (
            "Is there a discount for low incomes?",
            "we run a ventilator at home, is there relief",
            "how can a household in need get free units",
        ),
    ),
    "deposit": (
        ("开户押金什么时候退？", "销户之后预存的钱能取回来吗", "租客的保证金退到哪里"),
        (
            "When is the opening deposit returned?",
            "do I get back the money I paid in advance after closing",
            "where does a tenant's security go",
        ),
    ),
    "late": (
        ("逾期缴费有违约金吗？", "晚交了几天会罚多少", "忘记交电费会被掐电吗"),
        (
            "Is there a fee for paying late?",
            "I was some days overdue, what is the penalty",
            "will you cut me off because I forgot to pay",
        ),
    ),
    "appointment": (
        ("怎么预约上门服务？", "师傅几点来，能改时间吗", "约好的检修没人来"),
        (
            "How do I book a home visit?",
            "can the technician come at another hour",
            "nobody turned up for the repair we agreed",
        ),
    ),
    "password": (
        ("网上营业厅忘记密码怎么办？", "手机号换了登不进去", "账号被锁了怎么解"),
        (
            "I forgot my password for the portal",
            "my phone number changed and I can't get in",
            "my login is blocked",
        ),
    ),
}
UNANSWERED: dict[str, tuple[str, ...]] = {
    "zh": (
        "你们招聘电工吗",
        "充电宝在营业厅能借吗",
        "电费可以用积分抵扣吗",
        "水电费能开在两个人名下吗",
        "燃气灶打不着火找谁",
        "暖气什么时候开始供",
        "楼上装修把我家电线打断了怎么赔",
        "打雷把电视打坏了你们赔不赔",
        "我想把电线杆从家门口移走",
        "路灯坏了归你们修吗",
        "你们的股票代码是多少",
        "营业厅停车收费吗",
        "变压器噪音太大睡不着",
        "高压线离房子多远才安全",
        "能给我推荐一款省电的空调吗",
        "水费里的污水处理费怎么来的",
        "井盖丢了很危险",
        "你们工作人员态度恶劣我要投诉",
        "用水桶接的雨水能浇菜吗",
        "宽带和电费能一起交吗",
        "我要捐款给困难家庭",
        "电工证在哪里考",
        "游泳池注水要报备吗",
        "你们公司成立多少年了",
    ),
    "en": (
        "are you hiring electricians",
        "can I borrow a power bank in your office",
        "do you have loyalty points for bills",
        "can two people be named on one account",
        "my gas stove does not light",
        "when does district heating start",
        "the neighbour's builder cut my cable, who is liable",
        "lightning broke my television, do you pay",
        "please move the pole in front of my house",
        "the street lamp outside is broken",
        "what is your stock symbol",
        "is parking free at your branch",
        "the transformer hums so loudly I cannot sleep",
        "how far must a high-voltage line be from a house",
        "which air conditioner would you recommend",
        "what is the sewage charge for",
        "a manhole cover is missing",
        "your man at the counter was rude",
        "may I use rain water in the garden",
        "can broadband and electricity be on one bill",
        "I would like to donate to families in need",
        "where can I take the electrician's exam",
        "must I tell you before filling my pool",
        "how old is your company",
    ),
}
