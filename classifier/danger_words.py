"""The phrases behind `lexicon.py`: data only, written over normalised text (lower case, simplified).

Each line is a regular expression without unbounded repetition. Recall comes before precision: a false
alarm costs a minute of a person's time, a missed one may cost a house.
"""

from __future__ import annotations

SAFETY = (
    r"冒.{0,2}烟|燶|冒火|冒黑烟|着火|起火|失火|火灾|燃烧|烧起来|自燃|烧焦|烧糊|烧坏|烧黑|烧穿|烧熔|焦味|糊味|焦糊|烟味|爆炸|炸了|炸开|爆燃|爆裂|鼓包|电池.{0,4}鼓",
    r"触电|电到|电了一下|被电|漏电|电击|麻手|带电|打火花|冒火花|火花|短路|跳闸.{0,6}(?:烫|味|烟)|电弧|烫伤|烫手|烫到|烧伤|灼伤|很烫|太烫|烫得|滚烫|发烫|高温|过热|熔化|融化|化了.{0,3}外壳",
    r"受伤|伤到|割伤|划伤|砸伤|砸到|流血|骨折|住院|急诊|送医|中毒|窒息|漏液|有毒|人身安全|安全隐患|危险|要命|出人命|死人",
    r"\b(?:smok(?:e|es|ed|ing|y)|fires?|flames?|burn(?:s|t|ed|ing)?|burning smell|scorch\w{0,4}|charred|melt(?:s|ed|ing)?|explo(?:de|ded|des|ding|sion)|caught fire|blew up|blown up|blow up)\b",
    r"\b(?:sparks?|sparking|sparked|electrocut\w{1,4}|electric shock|shocked me|got (?:a )?shock\w{0,3}|shocks? (?:me|him|her|us|my)|short circuit\w{0,3}|swollen battery|battery (?:is )?(?:swollen|swelling|bulging|leaking)|overheat\w{0,3}|too hot to touch|red hot|very hot)\b",
    r"\b(?:injur(?:y|ed|ies|ing)|hurt (?:me|my|him|her|himself|herself|someone)|wounded|bleeding|hospital|emergency room|burn(?:ed|t) (?:my|his|her)|dangerous|hazard(?:ous)?|unsafe|not safe|safety (?:issue|hazard|risk|problem)|gas leak|toxic|fumes)\b",
)

SELF_HARM = (
    r"自杀|自尽|轻生|寻死|寻短见|想死|去死算了|死了算了|不想活|不想做人|唔想做人|没意思活|活不下去|活着没意思|活着没意义|没有活下去|不如死|结束生命|结束自己|了结自己|跳楼|割腕|上吊|烧炭|遗书|自残|自伤|伤害自己|吃安眠药|喝农药|生无可恋|想不开|离开这个世界|死给你们看|同归于尽|没有活路|逼死",
    r"\b(?:suicid\w{1,4}|kill(?:ing)? myself|end my (?:own )?life|end it all|ending it all|take my (?:own )?life|hang myself|hurt(?:ing)? myself|harm(?:ing)? myself|cut(?:ting)? myself|self[- ]?harm\w{0,3}|want to die|wanna die|better off dead|don'?t want to live|no reason to live|can'?t go on(?: living)?|not worth living|jump off|overdos\w{1,3}|nothing to live for|wish i (?:was|were) dead)\b",
)

MONEY_THEFT = (
    r"盗刷|被盗(?:刷|用|了|号)|被刷了|账号被盗|账户被盗|号被盗|盗号|盗用|未经(?:我|本人)?(?:的)?(?:同意|授权|允许|许可).{0,8}(?:扣|支付|付款|转|刷|消费|开通)|不是(?:我|本人).{0,3}(?:付|刷|买|操作|消费|转|下单|开通|充)|非本人(?:操作|消费|交易)|莫名.{0,6}(?:转走|转账|少了|被转)|钱.{0,4}(?:被转走|被偷|被盗|被骗|不翼而飞|不见了|没了|全没)|(?:卡|余额|账户|银行卡|钱包).{0,8}(?:被转走|被偷|被盗|被清空|不翼而飞)|诈骗|电信诈骗|骗走|被骗了?\d|被骗.{0,4}(?:块|元|万|钱)|陌生.{0,6}(?:交易|扣款|消费|转账)|异地.{0,4}(?:消费|登录|刷)|偷.{0,2}钱|偷扣|盗扣",
    r"\b(?:stolen|stole (?:my|from)|steal(?:ing)? (?:my|from|money)|fraud(?:ulent\w{0,2}|ster)?|unauthori[sz]ed|scammed|scammers?|i (?:did not|didn'?t|never) (?:authori[sz]e|make (?:this|that|the|these|any)|approve|do (?:this|that)|recogni[sz]e)|(?:don'?t|do not) recogni[sz]e (?:this|that|the|a|these|any) (?:payment|transaction|charge|purchase|withdrawal|transfer)|without my (?:permission|consent|knowledge|authori[sz]ation|approval)|hacked|hijacked|compromised|identity theft|phish(?:ing|ed)|someone (?:else )?(?:used|is using|has used|took|logged|withdrew|accessed) |money (?:is |has |was )?(?:gone|missing|vanished|disappeared|drained)|account (?:was |has been |is )?(?:emptied|drained|taken over)|cleaned out|cloned card)\b",
)

DATA_LOSS = (
    r"(?:数据|照片|相片|文件|资料|视频|录像|备份|相册|图片|记录|内容|文档|文件夹|发票|聊天记录|通讯录|云盘|硬盘)[^，。！？,.!?]{0,10}(?:全没|没了|丢了|丢失|不见了|全丢|消失|被删|删光|删掉了|清空|损坏|找不到了|找不回|空了|空的|不翼而飞|都没有了|少了|毁了)",
    r"(?:丢|弄丢|删|误删|丢失|清空)了?(?:我|了|我们)?(?:的|所有|全部|重要)?.{0,4}(?:数据|照片|文件|资料|备份|相册|录像|文档)|数据丢失|文件丢失|照片丢失|资料丢失|回收站.{0,4}(?:空|没)|恢复不了.{0,4}(?:数据|照片|文件)|全没了|都没了|数据.{0,3}(?:没|丢)",
    r"\b(?:data loss|lost (?:all |my |our |the |every |some )*(?:data|photos?|pictures?|files?|videos?|folders?|documents?|backups?|memories|work|recordings?|footage|everything)|(?:photos?|pictures?|files?|folders?|videos?|data|documents?|backups?|recordings?|invoices?|everything)[^.?!]{0,24}(?:vanished|disappeared|gone|missing|deleted|wiped|erased|lost|corrupt\w{0,4}|empty)|(?:deleted|wiped|erased|corrupted) (?:all |my |our |the )+(?:\w{1,12} )?(?:data|photos?|pictures?|files?|videos?|folders?|documents?|backups?|account)|(?:folder|album|cloud|drive|account|trash|recycle bin) (?:is |was |are )?(?:now )?(?:empty|wiped))\b",
)

PRIVACY_LEAK = (
    r"隐私|泄露|泄漏|泄密|信息外泄|个人信息|偷拍|偷看|偷窥|窥视|监视我|监听|窃听|别人家|别人的(?:录像|画面|客厅|照片|文件|视频|订单|信息|发票|相册|资料)|陌生人?.{0,8}(?:看到|画面|说话|声音|访问|登录|客厅|录像)|(?:看到|出现|显示|变成|收到)了?(?:别人|他人|其他人|其他用户|别的用户|陌生).{0,3}(?:的|家)|自己(?:转头|转动|转|说话|动)|有人.{0,3}说话|半夜.{0,8}(?:转|说话|声音)|被人(?:看|偷看|监控|拍)|人肉|卖.{0,3}(?:信息|资料|电话)|(?:电话|号码|信息|资料|地址).{0,6}(?:被卖|被泄|泄|给了别人|外流)|不停.{0,4}骚扰电话|摄像头.{0,6}(?:被黑|被入侵|被控制)",
    r"\b(?:privacy|leak(?:s|ed|ing)? (?:of )?(?:my|our|personal|customer|private|user|data|information)|(?:data|information|details|numbers?|address) (?:was |were |has been |have been |is |got )?(?:leaked|exposed|sold|shared)|data breach|breach(?:ed)? of (?:data|privacy)|personal (?:data|information|details)|spy(?:ing|ed)? on|spies|eavesdrop\w{0,4}|stranger'?s?|strangers|someone else'?s|somebody else'?s|another (?:customer|user|person|family)'?s?|other people'?s|watch(?:ing|ed) (?:me|us|my)|heard (?:a |some )?(?:voice|someone|man|woman|people)|moved? by itself|turn(?:ed|s) by itself|gdpr|pipl|doxx\w{0,3}|sold my|exposed my|shared my (?:data|details|number|address|information))\b",
)

OUTAGE = (
    r"大面积|全部(?:都)?(?:不能用|断了|断网|瘫痪|挂了|连不上|打不开)|所有(?:人|店|门店|设备|用户|客户).{0,6}(?:不能|断|挂|打不开|连不上|用不了|收不到|崩)|都(?:挂了|崩了|瘫痪)|全线|瘫痪|宕机|服务器(?:挂|崩|炸)|整个.{0,6}(?:小区|公司|店|区|系统).{0,6}(?:断|挂|不能|瘫|崩)|三天两头崩|又崩了|集体(?:掉线|断网)|(?:大家|同事|邻居|群里).{0,6}(?:都|也)(?:不能|断|挂|打不开|连不上|用不了)",
    r"\b(?:outages?|everyone(?: here| else)?(?: is| has)? (?:down|affected|offline|can'?t)|whole (?:office|building|street|area|city|system|company|site) (?:is |went )?(?:down|offline|out)|all (?:our |of our |my )?(?:shops?|stores?|devices|users|customers|sites|offices) (?:are |is )?(?:down|offline|affected|out)|(?:service|servers?|system|platform|website|site|api)(?: is| are| has been)? (?:completely |totally |all )?down(?: again| for everyone)?|nationwide|down (?:for )?everyone|down again)\b",
)

WRONG_CHARGE = (
    r"(?:重复|多|乱|误|错|偷偷|擅自|莫名其妙|无缘无故|私自|自动|强行|又|再次|反复)(?:地|给我|把我)?.{0,2}(?:扣|收)(?:了|我|费|款|钱|取|的)|扣(?:了)?(?:我)?(?:两|2|三|3|好几|多)(?:次|遍|笔|份|回)|扣(?:了)?双份|双重(?:扣|收)|乱收费|乱扣费|扣费.{0,6}(?:不对|有误|错误|异常)|(?:关|取消|退订|注销|解约)(?:了|掉|过).{0,14}(?:还|又|仍|继续|怎么)[^，。]{0,6}(?:扣|收费|收钱)|没(?:有)?(?:开通|订购|买|用|同意).{0,8}(?:扣|收费|收钱)|(?:怎么|为什么|凭什么|干嘛)又?(?:扣|收)(?:了)?我?.{0,3}(?:钱|费|款|\d)|多收|多扣|盗扣|吸费",
    r"\b(?:charged (?:me )?(?:again|twice|double|two times|three times|extra|wrongly|incorrectly|full|after)|(?:double|duplicate|wrong|incorrect|unexpected|extra|mystery)[- ](?:charged?|charges|billing|billed|payments?)|overcharg\w{1,3}|billed (?:me )?(?:again|twice|double|wrongly|for something)|still (?:being |getting )?(?:charged|billed)|keep(?:s)? (?:charging|billing)|was charged (?:for|when|even|although|though)|charged for (?:each|both|nothing|something)|taken (?:twice|two payments))\b",
)

THREAT = (
    r"1231[5]|1234[5]|12300|12321|12381|12378|工信部|消协|消费者协会|消保委|市场监管|监管局|监管部门|工商局|工商|信访|网信办|通管局|通信管理局|银保监|投诉到|向.{0,8}(?:投诉|举报|反映)你|举报你|告你|告到|去告|要告|起诉|上诉|法院|打官司|法庭|律师|律师函|仲裁|法律途径|法律手段|走法律|诉讼|维权|报警|报公安|(?:叫|找|打给)警察|去派出所|打110",
    r"曝光|媒体|记者|电视台|新闻|315|三一五|黑猫|小红书|微博|抖音|知乎|发朋友圈|发网上|发到网上|挂网上|挂到网上|让大家(?:都)?(?:看看|知道)|让网友|上热搜|找你们(?:总部|老板|领导|董事长|总经理|ceo)|总部投诉|越级|拉横幅|没完|走着瞧|后果自负|不会善罢甘休|别怪我",
    r"\b(?:lawyers?|attorneys?|solicitors?|legal action|take (?:you|this|them) to court|small claims|sue|suing|lawsuit|court|ombudsman|regulators?|regulatory|consumer (?:protection|council|rights|association|affairs)|trading standards|better business bureau|bbb|fcc|ftc|ofcom|attorney general|class action|report(?:ing)? (?:you|this|your company) to|go(?:ing)? to the (?:press|media|police|papers|news)|the (?:press|media)|journalists?|reporters?|newspaper|go public|going public|social media|twitter|facebook|tiktok|reddit|trustpilot|one[- ]star reviews?|bad reviews?|tell everyone|post (?:this|it) (?:online|everywhere)|(?:call|calling|go to|going to|contact|inform|involve) the police|police report|expose you|name and shame|your (?:ceo|head office|headquarters|board)|chargeback|you('?ll| will) (?:regret|hear from))\b",
)

MINOR = (
    r"未成年|(?:我|孩子|小孩|儿子|女儿|娃|弟弟|妹妹|学生).{0,6}(?:才|今年|只有|刚)?(?<!\d)(?:[3-9]|1[0-7])(?:周)?岁(?!以上)|(?:才|今年|我|只有)(?:三|四|五|六|七|八|九|十|十一|十二|十三|十四|十五|十六|十七)岁|小学生|初中生|(?:孩子|小孩|儿子|女儿|娃|熊孩子|小朋友|学生|弟弟|妹妹).{0,12}(?:偷|误|乱|私自|自己|用我|拿我|充|付|买|点|打赏|开通|消费|花)(?:了|的)?|(?:用|拿)(?:了)?(?:妈妈|爸爸|爷爷|奶奶|大人|家长|父母|我妈|我爸)(?:的)?(?:手机|卡|账号|钱)",
    r"\b(?:minors?|under ?age|under 1[38]|(?:i am|i'm|im|he is|she is|he's|she's|aged?|only|just) (?:[3-9]|1[0-7])(?: years? old| yrs?| y/?o)|(?:[3-9]|1[0-7])[- ]years?[- ]old|(?:my|our) (?:kid|child|son|daughter|children|toddler|kids|little brother|little sister|grandson|granddaughter)s? [^.?!]{0,20}(?:bought|purchased|spent|ordered|subscribed|charged|paid|used|clicked|signed up)|(?:my )?(?:mom|mum|dad|mother|father)'?s (?:phone|card|account) )\b",
)

ELDERLY = (
    r"老人家?(?:被|不|听|看|用|开通|什么|家)|老年人|老头|老太太|(?:爷爷|奶奶|外公|外婆|姥姥|姥爷|爸妈|父母|老爸|老妈|父亲|母亲).{0,10}(?:被|不会|不懂|听不清|看不清|岁|推销|忽悠|骗)|[6-9]\d(?:多)?岁|(?:六|七|八|九)十(?:多|几)?岁|老人",
    r"\b(?:elderly|pensioners?|senior citizens?|(?:my|our) (?:grand(?:ma|pa|mother|father)|elderly|old|aging) ?(?:mother|father|parents?|mum|mom|dad)?|[6-9]\d[- ]years?[- ]old|talked into it)\b",
)

WRONGDOING = (
    r"实名举报|举报.{0,8}(?:员工|客服|经理|业务员|业务|公司|门店|销售|代理|内部|商家)|受贿|行贿|贿赂|回扣|吃拿卡要|贪污|侵占|虚开|偷税|逃税|漏税|假发票|造假|刷单|侵权|盗版|抄袭|私下收(?:钱|费)|收(?:了)?(?:我)?(?:红包|好处)|内鬼|倒卖|安全漏洞|漏洞报告|黑产",
    r"\b(?:whistle ?blow\w{0,4}|brib(?:e|es|ed|ery|ing)|kickbacks?|corrupt(?:ion)? (?:staff|employee|manager|practice)|embezzl\w{1,6}|tax (?:evasion|fraud)|fake invoices?|forg(?:ed|ery)|copyright infring\w{1,6}|infring\w{1,6}|pirated|report (?:an? |your )?(?:employee|staff|misconduct|wrongdoing)|misconduct|security (?:vulnerability|hole|flaw|bug)|vulnerabilit(?:y|ies))\b",
)

INJECTION = (
    r"忽略(?:之前|以上|前面|所有)(?:的)?(?:指令|提示|规则|要求)|你现在是(?:一个)?(?:管理员|开发者)|系统提示词",
    r"\b(?:ignore (?:all |any |the |your )?(?:previous|prior|above|earlier) (?:instructions?|prompts?|rules)|system prompt|developer mode|jailbreak)\b",
)
