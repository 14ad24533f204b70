"""Alarms by concept: a thing and what happens to it, in whatever words; beside the lists of set phrases.

Written like those lists: Chinese patterns set apart by white space, English ones by " / ".
"""

from __future__ import annotations

_DEVICE = "(?:充电|插头|插座|插排|电源|适配器|电池|电芯|喇叭|音箱|摄像头|镜头|路由|盒子|机器|机子|机身|设备|外壳|壳子|后盖|底座|线皮|线头|数据线|充电线|接口|主板|背面|底部|柜|桌布|桌子|桌面|窗帘|沙发|床单|地毯|墙)"
_HOT = "(?:烤[焦黄黑糊坏熟]|烤胶|烙|煎|熔|化(?:了|掉|开|成)|变形|发?黑(?!屏|白|色|名|科|猫|友|板|夜|暗)|熏|燎|焦(?!距|点|虑|急|躁|头)|烧(?:了|坏|出|着|穿|黑|起)|着(?:了|啦|起来|火))"
_CHILD = "(?:娃|小孩|孩子|宝宝|婴儿|儿子|女儿|小朋友|孙子|孙女|囡|老二|老大|小子|闺女|猫|狗)"
_BODY = "(?:手|手指|指头|拇指|胳膊|脸|脚|腿|眼睛?|额头|头|嘴|舌头|皮肤|身上)"
_HURT = "(?:麻|疼|痛|肿|伤|破|流血|出血|口子|起泡|泡(?!沫)|红了一|脱皮|蛰|刺|弹开|弹了|酥|激灵|发抖|抽了)"
_BANG = "(?:[嘭砰嘣][地的]?一|[\"“'「][嘭砰嘣啪][\"”'」]|[嘭砰嘣][!,。的地]|[噼劈]里?啪|[滋嗞呲嘶]{2}|[滋嗞呲嘶]啦)"
_ME = "(?:我|俺|自己|本人|咱)"

SAFETY_ZH = rf"""
(?:有火|火光|着火|火[!]|救命) (?<![睡等找看摸听记开对接穿带拿跟顺随陪抱粘跑玩走])着[啦了咯][!,。着] 着[啦了]快 消防(?!栓|证|局(?:的?发票|采购)|工程) 总闸|拉了?闸|推不上闸 (?:下楼|楼下|逃|跑)(?:出|站|了)?.{{0,6}}(?:味|烟|火)
(?:[烤烧](?:焦|糊|胶|皮|塑料|橡胶|电线)|焦|糊|橡皮|塑料|电线|漆包线|臭鸡蛋|煤气).{{0,3}}的?(?:味|臭|气味) (?:味儿?|气味|味道).{{0,4}}(?:呛|刺|熏|冲鼻|不对劲|辣眼) {_DEVICE}[^,。!?]{{0,8}}{_HOT} (?:烤|烧|熔|烫|燎)[^,。!?]{{0,8}}(?:铜丝|铜线|线芯|洞|桌布|窗帘|地板|沙发)
(?:露|裸)(?:着|出|了)?.{{0,3}}(?:铜丝|铜线|芯|电线|金属丝) (?:摸|碰|拔|插)[^,。!?]{{0,14}}{_HURT} 摸到[^。!?]{{0,10}}激灵 {_BODY}[^,。!?]{{0,8}}(?:麻|被?蛰|激灵|弹开|触到|打了一下|被打)
(?:被|给)(?:弹开|弹了|打了一下|电了|电着|电得|电麻|咬了一口) (?:手|手指|指头|拇指|胳膊|脸|脚|腿)[^,。!?]{{0,6}}(?:口子|缝.{{0,2}}针|流血|血流) (?:充|插|开机|通电|拔)[^。!?]{{0,12}}{_BANG} {_BANG}[^。!?]{{0,12}}(?:震|跳|灭|断电|火|烟|黑|炸|碎|裂)
(?:一亮一亮|蓝光|火光|亮了一下|闪了?一下火|打火花?)[^。!?]{{0,6}}(?:闪|嗞|滋|响|插|充) (?:嗞|滋|嘶|噗){{2}}.{{0,3}}响 (?:插|拔|通电|充电).{{0,6}}打火
(?:鼓|胀|肿|顶|拱|撑)(?:成|得|出|起|了).{{0,6}}(?:馒头|气球|大包|包|来|球|变形|关不上|合不上|裂) 软乎乎|发鼓 (?:热|烫|烧)(?:得|的|到)(?:能|可以|都能|快|要|跟|像).{{0,6}}(?:烙|煎|烤|摊|熟|炸|煮|火|炭|炉|熨)
(?:[五六七八九]十|[5-9]\d|1\d\d)(?:多|几|来)?度(?!电|假|数|角|视|广|旋) {_CHILD}[^。!?]{{0,16}}(?:嘴里|塞进|吞|咽|舔|含|噎|卡住|咬|抠下) (?:咽|吞)(?:下去|进去|到肚)
(?:掉|砸|塌|坠|脱落)(?:下|落|了)?[^,。!?]{{0,10}}(?:身上|床上|脚面|孩子|我[爸妈]) (?:掉|砸|塌|坠|脱落)(?:下|落)[^。!?]{{0,12}}(?:差(?:一?点|一?巴掌)|砸[着到中]?) (?:烫|烧|划|割|砸|崩|炸|弹|电)(?:着|到|伤|坏|破)(?:了)?[^,。!?]{{0,3}}(?:{_CHILD}|{_BODY}(?!机|续|感|册|工|游|部|等|发)|{_ME}(?!们))
(?:人|{_ME}|{_CHILD}|老人|店员|客人)[^。!?]{{0,4}}(?:送了?医|进了?医院|上了?医院|急诊|晕(?:倒|过去|厥)|昏(?:倒|迷|过去)|抽搐|窒息) 冒(?:了|着|出)?.{{0,3}}[烟火] (?:起|失|走|闹)(?:了|过)?火(?!车|锅|热)
(?:煤|天然)?气(?:泄)?漏 一氧化碳 毒(?:死|到|倒|气|烟) (?:纽扣电池|电池|磁铁|磁珠|小?零件|螺丝)[^。!?]{{0,14}}(?:吃(?:进|了|下)|吞|咽|嘴里|肚子|抠) 人[^,。!?]{{0,4}}(?:倒地|倒下|摔倒|没反应|不动了|昏了) (?:燶|焦)味 扑(?:亲|中|到)(?:个|我|人|头)
"""

SAFETY_EN = r"""
(?:on|a|big|small|house|electrical|open) fire(?! (?:tv|stick|sale|wall|drill|station|department requires)) / sm[o0]?k(?:e|es|ed|ing|in)?(?= (?:come?s?|comm?ing|out|from|everywhere|and|pour|is|was|rising)|[.,!]) / smoe?k(?:e|ing)? com\w{1,6} out
(?:swell(?:ed|s|ing)?|swollen|balloon(?:ed|ing)?|puff(?:ed|ing)|bulg(?:ed|es|ing))(?: up| out|$| like| and|,|\.) / blew up like / like a balloon
(?:plastic|casing|cable|charger|adapter|plug|wire|cover|case|insulation)s?[^.!?]{0,20}(?:drip|melt|soften|warp|bubbl|char|scorch|burn|black|brown|crack)\w{0,5} / (?:drip|melt|warp|bubbl|scorch|char)\w{0,4}[^.!?]{0,24}(?:plastic|casing|cable|charger|adapter|plug|carpet|table|desk|shelf|wall)
(?:wall|carpet|table|shelf|desk|curtain|floor|sofa|bed|counter|socket|outlet)s?[^.!?]{0,30}(?:scorch|char|burn|sing|black|brown|melt|hole)\w{0,5} / (?:turned|gone|went|is|are) (?:black|brown) (?:from|with|around|near)
(?:missed|nearly hit|almost hit|just missed|inches from|landed (?:on|next to)|fell (?:on|next to|onto|right))[^.!?]{0,20}(?:crib|cot|bed|head|baby|child|kid|son|daughter|me|him|her|dog|cat|foot) / (?:mount|bracket|shelf|holder|arm)[^.!?]{0,16}(?:gave way|snapped|came off|broke off|fell|failed|let go)
(?:spat|spit|spray(?:ed)?|squirt(?:ed)?|shot|hiss(?:ed|es)?|ooz(?:ed|es)|leak(?:ed|s|ing)?)[^.!?]{0,24}(?:face|eyes?|hand|skin|acid|fluid|liquid|something at|battery|out of the) / (?:batter(?:y|ies)|cell|power ?bank)[^.!?]{0,20}(?:hiss|spat|vent|pop|burst|smok|leak|swell|split|expand)\w{0,4}
(?:numb|tingl\w{2,3}|jolt(?:ed)?|zap(?:ped)?|shock(?:ed)? me|buzz(?:ed)? my)[^.!?]{0,20}(?:arm|hand|finger|when i|touch) / (?:arm|hand|finger)s?[^.!?]{0,20}(?:numb|tingl\w{2,3}|burn(?:ed|t)|blister\w{0,3}|bleed\w{0,3}|cut open|swollen|zapped)
(?:lights?|power|electricity|breaker)[^.!?]{0,20}(?:tripped|went out in the whole|blew|short(?:ed)?) / (?:smell\w{0,3}|stench|odou?r|whiff|fumes)[^.!?]{0,30}(?:burn|cook|electric|melt|hot|gas|chemical|singe|plastic|rubber)\w{0,5}
(?:toddler|baby|child|kid|son|daughter|dog|cat|puppy|infant)s?[^.!?]{0,24}(?:swallow|chok|electrocut|burn|cut|hurt|injur|shock|ate|in (?:his|her|its) mouth)\w{0,5} / fire (?:brigade|dept|department|crew|fighters?|truck|engine|alarm)(?! department requires) / (?:kids|everyone|we) (?:ran|had to leave|evacuated|got out)
(?:plug|switch|turn|unplug)(?:s|ged|ging|ed|ing)?[^.!?]{0,40}(?:crackl|buzz|hiss|popp|spark|arc)(?:e|es|s|ed|ing)?(?![a-z]) / eyes?(?: \w{1,6}){0,2} (?:sting|burn|sore|watering|swollen|red raw)\w{0,3}
(?:caught|catch(?:es|ing)?|went up in|set) (?:alight|light(?= |[.,!]|$)(?! sensor)|flames?) / (?:insulation|sheath(?:ing)?|cable|cord|wire|lead|flex)[^.!?]{0,16}(?:worn|wearing|frayed|fraying|stripped|split|chewed|peel\w{0,3}|crack\w{0,3}|cut)[^.!?]{0,24}(?:bare|wire|copper|live|metal|exposed) / (?:bare|exposed|live) (?:wires?|copper|metal|conductors?)
(?:hot enough to|so hot (?:it|that|i)|too hot to|red hot|burning hot|boiling|scalding) / (?:degrees|celsius|°c)[^.!?]{0,16}(?:case|shell|surface|casing|touch|housing)
"""

SELF_HARM_ZH = r"""
(?:绳子|刀片?|炭|农药|老鼠药|安眠药)[^。!?]{0,8}(?:准备|买|备|拿|磨)(?:好|了|来) (?:准备|买|备)(?:好|了)?[^。!?]{0,4}(?:绳子|炭|农药|老鼠药|安眠药) (?:吃|喝|吞)了?(?:很多|好多|太多|一堆|一大把|不少).{0,4}(?:药|安定|酒和药) 活不动 (?:替我)?照顾好?我(?:妈|爸|孩子|儿子|女儿|老婆|家人|爹|娘|父母)(?!的?(?:账|设备|摄像|号)) (?:没|没有|不|何)必要?(?:再)?活(?!动|络|跃|期) (?:走|去世|不在|没|死)了?[^。!?]{0,16}(?:想|要|就|不如)(?:去|跟着|跟)(?:陪|找|见|着)?(?:她|他|妈|爸|孩子|奶奶|爷爷)(?:$|去|一起|[,。!])
(?:要是|如果|等|哪天|万一)?我(?:要是|如果)?(?:不在|没|死|走)了[^。!?]{0,6}(?:你们|他们|大家|就)[^。!?]{0,4}(?:高兴|满意|开心|清净|解脱|好了|省心) (?:没人|谁)(?:会)?(?:想|记得|在意|惦记|发现)我
(?:又|刚|再|天天|昨晚|今天|已经)割(?:了|破|伤)?(?:手|腕|脉|自己|胳膊) 割了(?:手(?!机|册|工)|腕|脉|胳膊|自己) 要我死 (?:想|要|去|就|叫我|逼我|等我?)死(?!机|锁|磕|心|循环|你们的心|活)(?:了|你|给|咗)?(?:先|才|你哋|你们)?(?:肯|满意|开心|会理|甘心)
活(?!动|络|跃|期|儿|鱼|虾|性|塞|页)(?:着|得|下去)?.{0,6}(?:拖累|累赘|多余|包袱|负担|没用|白活|受罪|折磨|意思|意义|劲) (?:觉得|感觉)?.{0,3}(?:我|自己)(?:就)?是(?:个)?(?:拖累|累赘|多余|负担|废人) 药[^。!?]{0,8}(?:摆|数|倒|放|拿|备|囤)(?:在|好|出来|了|手) (?:吃|喝|吞)(?:下|了|完)(?:这|那)?(?:一|半|整)?(?:瓶|把|板|盒)
(?:站|坐|爬|走)(?:在|上|到|去|着)?[^,。!?]{0,8}(?:(?:天台|楼顶|窗台|铁轨|楼边|顶楼|桥栏|围栏)[^。!?]{0,12}(?:下去|跳|再见|退|不|你们|$|[!。,])|阳台[^。!?]{0,12}(?:下去|跳(?!舞|绳)|再见|退钱|你们)) (?:我)?(?:就|(?<!方)便|要|想|马上|现在就)(?:跳|往下|下去)(?!\d|载|单|架|一步|个|次|家|月|年|去买) 想跳(?!过|转|舞|槽|绳|出|到|广告|集)
(?:今晚|今天|明天|天亮|这个月|此刻)(?:过后|以后|之后|过去)?[^。!?]{0,12}(?:永远|再也).{0,12} (?:睡|闭)(?:过去|着|上眼|死).{0,6}(?:再也|永远|别|不|不要)(?:再)?(?:醒|睁) (?:再也|永远)(?:别|不|不想|不要)(?:再)?醒 (?:最后|临死|临走)(?:一条|一次|跟|和|给|说).{0,10}(?:消息|短信|一声|再见|道别|告别|留言|遗言)
(?:爸|妈|孩子|老婆|老公|家人|大家|各位)[^。!?]{0,4}对不起[^。!?]{0,12}(?:最后|走了|先走|撑|来世|下辈子|照顾) 下辈子(?!再也不买|再也不用|都不) 来世再 (?:撑|熬|捱|扛|坚持)不(?:下去|住了|落去|到明天) 不想再?(?:捱|熬|撑|扛|忍|挣扎)(?:下去|了|落去)? (?:过|活)不(?:下去|成)了?
(?:没有?|少|缺)(?:了)?我[^。!?]{0,8}(?:更好|好过|轻松|清净|解脱|省心|幸福) 我(?:要是)?(?:死|走|没|消失)(?:了|咗)[^。!?]{0,10}(?:不会|心疼|在乎|伤心|哭|难过|高兴|满意|解脱|发现) (?:反正)?我死了 不如(?:死|跳|走)(?:了|咗|掉|左)? (?:一瓶|整瓶|一把|整板|几十片|囤的?).{0,4}(?:药|安眠|安定)
(?:结束|了结|终结)(?:我|这|自己|所有|一切|痛苦|生命) (?:绝望|崩溃)[^。!?]{0,8}(?:死|活|跳|走|结束) (?:轻|自)(?:生|杀|尽|残|缢|刎)(?!式) 遗嘱?都?写好
"""

SELF_HARM_EN = r"""
(?:no|any|a|the|what'?s the) (?:point|use|sense|reason) (?:in|of|to|for) (?:me )?(?:being (?:here|alive)|living|going on|carry(?:ing)? on|go(?:ing)? on|existing|my life|stay(?:ing)? alive|wak(?:e|ing) up)
(?:won'?t|will not|will never|never|not going to) (?:hear from|see|talk to) me(?: or \w{1,8})? (?:again|any ?more|ever) / hear from me or anyone / (?:this is|it'?s) (?:my )?(?:goodbye|farewell|the end for me|my last (?:message|day|night|words)) / (?:goodbye|farewell)[^.!?]{0,12}(?:forever|everyone|world|cruel)
(?:end|ending|take|taking|took) (?:it all|my (?:own )?life|things for good|myself) / (?:kill|killing|hang|hanging|shoot|shooting|drown|drowning|poison|hurt|hurting|harm|harming|cut|cutting) (?:my ?self|me myself) / suicid\w{1,3}(?! squad| door| prices?) / unaliv\w{1,3}
(?:don'?t|dont|do not|no longer|didn'?t|never) (?:want|wanna|wish|deserve) (?:to )?(?:live|be alive|be here|wake up|exist|go on|be around)(?! in| with| chat| near) / (?:better off|easier|happier) (?:dead|without me|if i (?:was|were) (?:dead|gone)|if i died)
(?:want|wanna|ready|going|about|ought|rather|might as well|wish i (?:could|was|were)) (?:to )?(?:die|dead|jump off|be dead|disappear forever|end it)(?! for| laughing| of laughter| to see) / (?:pills|rope|razor|blade|knife|noose|bridge|ledge|roof|rooftop|balcony|tracks)[^.!?]{0,40}(?:ready|lined|next to me|in my hand|right now|tonight|jump|goodbye|over with)
(?:standing|sitting|waiting|i'?m|up) on (?:the|a|my) (?:bridge|ledge|roof|rooftop|edge|balcony|tracks|window ?sill) / (?:i )?cut (?:myself|my wrists?|my arms?) / (?:overdos\w{1,3}|swallow(?:ed)? (?:all|the|a bottle of|my) pills|took (?:all|the whole|a bottle of)[^.!?]{0,12}pills)
(?:nobody|no ?one) (?:would |will )?(?:miss me|notice if i (?:was|were) gone|care if i) / (?:can'?t|cannot|can not) (?:go on|do this|take (?:it|this|life)|live like this|carry on|keep living) (?:any ?more|anymore|any longer)(?! with (?:this|your) (?:app|product|router|service)) / (?:nothing|no reason|nobody) (?:left )?to live for / (?:life|living) (?:is|isn'?t|is not)(?: \w{1,6})? (?:worth|over|pointless|meaningless|too much|unbearable)
just want (?:it|everything|this|the pain)(?: all)? to (?:stop|end|be over) / last straw[^.!?]{0,24}(?:life|live|end|die) / worthless[^.!?]{0,16}(?:dead|die|gone|live)
"""

_MEANS = "(?:刀(?!片服|锋|具|郎|路|闸|塔)|斧头?|铁?棍|棒子|锤子|砖头?|枪(?!机|版)|汽油|炸药|炸弹|油漆|硫酸|家伙|钢管|扳手|电棍)"
_KIN = "(?:女儿|儿子|孩子|老婆|老公|爸妈|爹妈|家人|父母)"
_WILL = "i'?ll|we'?ll|i will|we will|i'?m going to|i am going to|we'?re going to|gonna|i'?m gonna|i want to|i'?d love to|i swear|i might|i could|i should|i feel like|i'?m about to|(?:some|any)(?:body|one) (?:should|ought to|will|needs to)|before i|or i|until i|let me|next time|don'?t make me|so help me|make sure|tempted to|gonna|i'?d|i would|come over (?:there )?and|come (?:down|round|there) and"
_YOURS = "(?:你们|你|他们|她|他|客服|经理|老板|师傅|坐席|公司|总部|营业厅|门店|店|仓库|机房|办公室|大楼|全家|那个.{1,4})"

VIOLENCE_ZH = rf"""
(?:带|提|拿|拎|抄|扛|揣|操|抡)(?:了|着|上|好|起|把)?[^,。!?]{{0,3}}{_MEANS}[^。!?]{{0,8}}(?:找|来|去|上门|过去|等|砍|捅|打|砸|见|伺候|{_YOURS}) {_MEANS}[^,。!?]{{0,4}}(?:磨|备|准备|带|买)(?:好|快|上|来|齐)了? 磨(?:好|快)?了?刀 (?:泼|浇|洒)(?:你们?|上|点)?.{{0,3}}(?:汽油|油漆|硫酸|大?粪|开水)
(?:把|将)?{_YOURS}[^,。!?]{{0,6}}(?:炸|烧|砸|铲|掀|夷)(?:了|掉|平|光|毁|烂|翻|成|个)(?!锅|单) (?:炸|烧|砸)(?:了|掉|平|光|毁|烂|翻)?[^,。!?]{{0,2}}(?:你们|你)(?:的|家|那|公司|店|总部|仓库|机房) (?:一把火|放把火|点把火|纵火) (?:去|来|带人)[^,。!?]{{0,8}}砸(?:店|场|摊|门|招牌)
走(?:夜|黑|山)路[^。!?]{{0,4}}(?:当心|小心|注意|怕|看) (?:当心|小心|注意)(?:点|些)?[^。!?]{{0,4}}(?:走夜路|夜路|狗命|小命|脑袋|你的腿|家人|老婆|老公|孩子上学|人身安全|你全家) (?:下班|出门|回家|放学)(?:的)?(?:路上|时候|以后|后)?[^,。!?]{{0,6}}(?:等着|等你|见(?!面会)|小心|当心|堵|别让我|弄|跟着你) (?:门口|楼下|路上|车库|停车场)[^,。!?]{{0,3}}(?:蹲|堵|截|埋伏|等着)(?:点|着)?(?:你|那个|你们|客服)
(?:知道|查到|打听到|摸清|找得到|人肉到)了?(?:你|他|她|那个.{{1,4}}|客服.{{0,4}})(?:们)?(?:家|住|孩子|老婆|老公|爸妈|爹妈|老家|女儿|儿子|车牌|租)(?:住|在|里|门|几|哪|是|上|的地址|地址|号)? 道上(?:的|混|有人|朋友|兄弟|规矩) 黑社会 (?:叫|喊|找|约|带)(?:几个|一帮|帮|些|上|点)?(?:兄弟|弟兄|哥们|小弟|社会上的?人?|混混|人)[^,。!?]{{0,8}}(?:收拾|弄|打|堵|砸|会会|教训|修理|上门|办|过去平)
见(?:一|1)[次个回面][打揍砍骂弄](?:一|1) 让[^,。!?]{{0,8}}(?:躺着|爬着|横着|抬着|站不|走不)(?:出|进|走|回|着|起)? 躺着(?:出来|出去|进医院) (?:揍|抽|扇|捶|踹|锤|削|掐|勒)(?:死|烂|扁)?(?:你|他|她|那个)(?!们?(?:电话|热线)) (?:揍|扁)(?:死|一顿|烂|扁) 打(?:你|他|她|你们|得你|到你)(?:一顿|满地|半死|个半|脸|耳光|到|得) 打[^,。!?]{{0,3}}(?:找牙|满脸|住院|进医院|进icu|残废|瘸)
(?:干掉|做掉|做了|办了|宰了?|剐了?|活埋|毒死|勒死|撕了|劈了?|崩了?|毙了?|撞死)(?:你|他|她|那个|你们)(?!的(?:货|单|作业)) (?:卸|剁|砍|断|打断|敲断|折断|挑断?)(?:了)?(?:你|他|她)?[^,。!?]{{0,3}}(?:胳膊|手筋|脚筋|狗腿|手脚|腿|一条腿|手指|爪子)(?!机|表) 扒了?(?:你|他|她|你们)的?皮 脑袋?(?:开花|搬家) 人头落地 送(?:你|他|她|你们)(?:上西天|归西|上路|去见阎王|下去|一程) (?:陪葬|偿命|拿命|抵命|要人命|出人命) (?:开车|车子?)[^,。!?]{{0,4}}(?:撞|碾)(?:死|进|向|你|他|她|烂|翻) 给(?:你|他|她|你们)[^,。!?]{{0,3}}(?:颜色(?:看|瞧|尝)|放血|松松骨|收尸)
(?:手里|身上|家里|包里)?(?<!没)(?<!式)有(?:把|支)?(?:真|猎|气|土)?(?:枪(?!机|战|械|版)|刀(?!片|具)|家伙)[^。!?]{{0,6}}(?:别|等|信|你们|小心|惹) 弄不死(?:你|他|她) 洗干?净?.{{0,3}}脖子 (?:开|驾)[^,。!?]{{0,3}}车[^,。!?]{{0,3}}(?:冲|撞|碾)(?:进|到|烂|死|了|你|他|她) 血债|血偿|血洗 (?:盯|跟)(?:踪|着|上)(?:你|他|她|那个)[^,。!?]{{0,6}}(?:下班|回家|出门|上学|到家) {_KIN}[^,。!?]{{0,10}}(?:幼儿园|学校|上学|上班|住)[^。!?]{{0,4}}(?:我(?:都|也|全)?|都|全)(?:知道|清楚|摸|查)
(?:腿|手|胳膊|头|脑袋|牙|肋骨|脖子|爪子)(?:都)?(?:给|帮|替)?(?:你们?|他们?|她)?(?:打断|打折|打烂|拧断|拧下来|砍|剁|敲碎|打掉|打爆|卸) (?:剁|砍|断|敲断|折断|拧断)(?:了|掉)?(?:谁|你|他|她|那.{{1,4}}|哪个)的?(?:手(?!机|续|表)|腿|头|爪|胳膊|脖子) (?:跟|和|与|同)(?:你|他|她)们?(?:公司)?拼(?:了|命|到底|个) 大不了[^。!?]{{0,6}}(?:死|坐牢|进去蹲|同归) (?:尝尝?|吃|挨|欠|讨|找)[^,。!?]{{0,3}}(?:拳头|揍|老拳|耳光|打(?!折|印|折扣|包|车|卡|电话|客服|听|开)|死(?!机|了|循环|鱼|肉|虾)) (?<!头)皮痒(?:了|是)
别(?:怪|逼)我[^。!?]{{0,5}}(?:动手|动粗|下手|不客气|翻脸|走极端|心狠|发疯|杀|砍|无情) (?:不|绝不|不会|饶不|轻饶不)(?:放过|饶|轻饶|饶了|了)(?:你|他|她|那个) 碰(?:到|见|上)[^。!?]{{0,6}}(?:弄|打|揍|砍|废)(?:你|他|她|一次) (?:炸弹|炸药|雷管)[^,。!?]{{0,6}}(?:放|埋|装|备|藏|寄|带) (?:放|埋|装|寄|藏|扔)[^,。!?]{{0,6}}(?:炸弹|炸药|燃烧瓶) 收尸|上坟 要(?:你|他|她|谁)们?的?(?:狗|小)?命 (?:捅|砍|打|撞|弄|杀|炸|烧|废|剁)(?:死|了|伤)?(?:谁|哪个|一个算一个|一双|全家) 谁[^,。!?]{{0,6}}(?:我)?(?:就)?(?:捅|砍|打死|弄死|废(?!话|物|品|纸|料)|剁(?!手节)|跟他拼) 单挑|枪毙(?!片) 撕(?:烂|了|碎)(?:你|他|她) (?:把|将)(?:你|他|她)们?[^,。!?]{{0,4}}(?:送进|打进|打到)(?:医院|icu|太平间|火葬场) (?:送|进)(?:火葬场|太平间) (?:迟早|早晚|总有一天|一定|肯定)(?:会|能|要)?(?:找到|逮到|抓到|堵到|弄|收拾|报复|算账)(?:你|他|她|那) (?:别|祈祷|最好)[^,。!?]{{0,6}}被我(?:逮|抓|碰|堵|遇|找)(?:到|住|着|上) (?:下班|今天|明天|晚上)?(?:别|不许|不准)走[^。!?]{{0,8}}(?:门口|等着|见|我来) (?:记住|记下|记着)(?:了)?(?:你|他|她)[^,。!?]{{0,6}}(?:脸|样子|长相|名字|声音|工号)[^。!?]{{0,10}}(?:找|等|算|报|弄|迟早|早晚) 报复(?:你|他|她|社会) 什么(?:事)?都(?:干|做)得出来
"""

VIOLENCE_EN = rf"""
(?:{_WILL})[^.!?]{{0,30}}\b(?:kill|murder|shoot|shot|stab|strangle|chok|hurt|harm|beat|punch|slap|kick|knock|smash|break|snap|hunt|bury|bash|thrash|batter|attack|assault|gut|destroy|crush|drown|poison|end|fight|whip|hang)(?:e|ed|ing|s)?(?: \w{{1,9}}){{0,4}}? (?:you(?= down| all| both| people| guys| bastards?|[.,!]|$| if| when| and| for| like| with)|him(?= |[.,!]|$)|every one of you|each of you|someone(?! (?:an|a|up|off))|somebody(?! (?:an|a|up|off))|her(?=[.,!]|$| if| when| and| for| with)|(?:that|the|this|your|every|an?)(?: \w{{1,9}}){{0,2}} (?:agent|rep|manager|technician|courier|driver|guy|man|woman|idiot|moron|bastard|person|staff|boss|ceo|operator|clerk|engineer|team|owner|ceo|wife|husband|daughter|son|face|head|teeth|legs?|neck|jaw|skull|bones?)s?|the lot of you|all of you|one of you)
(?:i|we)(?:'m| am|'re| are|'ll| will)[^.!?]{{0,24}} with (?:a|my|the) (?:\w{{1,8}} )?(?:bat|knife|gun|hammer|crow ?bar|axe|machete|shotgun|rifle|pistol|tire iron|tyre iron|blade|chain|brick)(?!s? (?:set|holder|block|massage|drill)) / (?:won'?t|will not|not|never)(?: be)? (?:be )?(?:going|go|coming|come|make it|making it) home (?:tonight|today|alive|again|to) / (?:or|call and|more time and|again and|now or|then) (?:i'?ll|i will|i'm gonna) (?:cut|stab|shoot|hit|hurt|kill|slap|punch|beat|end|gut) (?:you|him|her|them|someone|somebody)(?= |[.,!]|$)(?! up tomorrow) / (?:hire|need|call|get) (?:some )?(?:security|bodyguards?)(?=[.,!]|$| because| when| for when| before i) / (?:fire|petrol)[- ]?bomb / burn (?:the|this|that|your|it)(?: \w{{1,8}}){{0,3}} (?:to the ground|to ashes|to cinders) / (?:your|his|her|their) blood (?:will|on|all over) / (?:close to|feel like|capable of|dream of|tempted to|thinking of|ready to) (?:kill|strangl|shoot|stab|punch|hurt|murder|hitt|beat|smash|chok|slap)(?:ing|e)? (?:you|him|her|your|the|that|someone|one of|whoever) / (?:wait|waiting) for (?:you|him|her) (?:after|outside|when)
set(?:ting)? (?:your|his|her|the)(?: \w{{1,9}}){{1,2}} (?:on fire|alight|ablaze) / set(?:ting)? fire to (?:your|his|her|the|you) / you(?:'re| are)(?: all)?(?: a)? dead(?: man| men| meat| woman|[.,!]|$) / (?:hunt|track|chase) (?:you|him|her|your \w{{1,9}}) down / get(?:s|ting)? (?:a|my|the) (?:beating|kicking|bullet|hiding|punch|slap|fist|knife in) / knife in (?:the|your|his|her) (?:guts?|back|belly|neck|ribs|chest|throat|side|stomach|eye) / never walk(?:s|ing)? again / there (?:will|'ll|is going to) be (?:blood|bodies|bloodshed|violence)
i (?:know|have|found|got|looked up) (?:your name and )?(?:i know |i have )?your (?:home )?(?:address|kids?|family|wife|daughter|number plate|school run)(?! (?:in|on|is|for|wrong|book|as)) / (?:or|and|then) your (?:family|kids|children|wife|daughter|son|mother) (?:pays?|suffers?|dies?|bleeds?|is next|are next|gets? (?:it|hurt)|will (?:pay|suffer|die|cry|miss)) / bring (?:an ambulance|body bags?|a coffin|your coffin) / deserves? to (?:be (?:shot|killed|beaten|hanged|stabbed|burned|lynched)|die|bleed|burn|suffer)
(?:bring|bringing|come|coming|turn(?:ing)? up|show(?:ing)? up|be there|drive over|over there|down there|your office|your shop|your door)[^.!?]{{0,30}} with (?:a|my|the|some) (?:\w{{1,10}} )?(?:bat|knife|gun|hammer|crow ?bar|axe|machete|shotgun|rifle|pistol|petrol|gasoline|can of (?:petrol|gas)|chain ?saw|boys|mates)
(?:know|knows|knew|found out|find out|finding out) where (?:you|he|she|they|your \w{{1,10}}|that \w{{1,10}}) (?:all )?(?:live|lives|work|works|park|parks|sleep|sleeps|go to school|goes to school) / (?:you|they|he|she|your \w{{1,10}})(?:'ll| will| shall| are going to| gonna)(?: all)? (?:burn|bleed|die|hang|be dead|pay with (?:your|his|her|their) (?:life|lives|blood)|regret being born|end up (?:dead|in (?:the )?hospital|in a coffin))
(?:someone|somebody|people|anyone|one of you|your (?:staff|agents?|people|team|driver|technician)|you)(?: \w{{1,10}}){{0,4}} (?:is|are|will|gonna|'s|'re)(?: going to| gonna)? (?:get|be|end up) (?:seriously )?(?:hurt|killed|beaten|shot|stabbed|injured|sorry you were born) / (?:someone|somebody|people) (?:will|is going to|are going to|is gonna) (?:die|get killed|bleed)
(?:bomb|explosives?|grenade|petrol bomb|molotov|pipe bomb|dynamite)s?[^.!?]{{0,20}}(?:under|in|at|to|into|inside|for|through|outside) (?:your|the) (?:office|head ?quarters|building|shop|store|house|car|door|van|company|warehouse) / (?:smash|wreck|trash|torch|demolish|burn|flatten)(?:ing)? (?:up )?(?:every|all|all of|the|your)(?: \w{{1,8}}){{0,2}} (?:windows?|office|shop|store|showroom|faces?|cars?|van|building|doors?|skulls?|premises)(?: of your| in your)?
(?:kill|murder|shoot|stab|strangle|gut|skin|hang|bury|drown|batter|cripple|maim)(?:ing)? (?:whoever|anyone|any one|somebody|every last|every single|the (?:person|people|idiot|one|manager|moron|bastard|next)|those|these|all|one of (?:you|your))(?! (?:process|task|session|app|service|tab|job)\w{{0,2}})
(?:won'?t|will not|not|never|isn'?t going to|not going to)(?: be)? (?:leave|leaving|walk|walking|make it|making it|get|getting) (?:out |home |away |back )?(?:of there |of here )?(?:alive|on (?:his|her|their|your) (?:own )?(?:two )?feet|in one piece|again in (?:his|your) life) / (?:break|crack|snap|smash|shatter|bust)(?:ing)? (?:your|his|her|their|every)(?: \w{{1,8}}){{0,2}} (?:legs?|necks?|arms?|jaws?|fingers?|knee ?caps?|bones?|ribs?|nose|teeth|skull|spine)
(?:put|putting|send|sending|land) (?:you|him|her|them|someone|somebody|one of you|your \w{{1,10}}) (?:in|into|to) (?:the |a )?(?:hospital|ground|coffin|wheelchair|intensive care|grave|morgue|ambulance|a ?& ?e) / look(?:ing)? over your shoulder / (?:with|keep) one eye open / better watch (?:out|yourself|it when) / (?:watch out|careful|be afraid) (?:when|where|on) (?:you|your way)
(?:i have|i'?ve got|i own|i bought|got|have|loaded|loading) (?:a|my|the|two|some)? ?(?:gun|rifle|firearm|shotgun|pistol|handgun|machete)s?(?![- ](?:shaped|metal|mount|colou?r|game|sound|for the (?:game|kids)))
(?:rip|tear|cut|chop|bite)(?:ping|ing|ting)? (?:your|his|her|their) (?:head|throat|heart|tongue|arms?|face|limbs?|balls|hands?|fingers?)(?: off| out)? / slit (?:your|his|her|their|a) throats? / run (?:you|him|her|them|your \w{{1,10}}) (?:over|down) with / (?:drive|driving|ram|ramming|crash) (?:my|a|the) (?:car|truck|van|lorry)[^.!?]{{0,10}} (?:into|through) your / blood (?:on your hands|will (?:flow|be spilled|be on)|on your floor) / (?:dig|choose|pick)(?:ging)? your (?:own )?(?:grave|coffin)
(?:wait|waiting|be waiting) for (?:you|him|her|your \w{{1,10}}) (?:outside|in the (?:car park|parking lot|dark|alley)|after work|when (?:you|he|she) leaves?) / (?:acid|petrol|boiling water)[^.!?]{{0,10}} (?:in|on|over|at) (?:your|his|her) (?:face|door|car|desk)
"""

_OFFICE = "(?:工信部|通管局|通信管理局|通讯局|消协|消委会?|消保委|消费者协会|消费者委员会|市监局?|市场监管局?|市场监督|工商局?|网信办|信访办?|物价局|质监局?|银保监|金融监管局?|发改委|税务局|公安局?|派出所|法院|仲裁委?|检察院|纪委|政府热线|市长热线|海关|监管局|监管部门|主管部门)"
_PRESS = "(?:都市频道|新闻频道|民生频道|电视台|报社|日报|晚报|都市报|报纸|记者|媒体|主播|大v|博主|自媒体|公众号|头条|焦点访谈|每周质量报告|帮忙团|1818|帮帮团|编辑部)"
_SITE = "(?:抖音|小红书|微博|知乎|快手|b站|视频号|朋友圈|微信群|业主群|贴吧|豆瓣|大众点评|点评|黑猫|论坛|各平台|各大平台|全平台|社交平台|脸书|连登|facebook|threads|dcard|ptt|ins)"
_TELL = "(?:曝光|挂|骂|避雷|差评|宣传|扩散|转发|直播|爆料|打包|同步|揭|评理|控诉|写|讲|投诉|维权|声讨|见|踢爆|吐槽)"

THREAT_ZH = rf"""
{_SITE}[^。!?]{{0,10}}让[^,。!?]{{0,8}}(?:别买|不要买|看清|都知道|看看|避开) {_SITE}[^。!?]{{0,14}}(?:怎么坑|坑人|嘴脸|挨个|逐个|直播你|骗人|丑事|见$|见!) (?:{_SITE}[、,和跟及]{{1,2}}){{1,3}}.{{0,8}}{_TELL} (?:曝光|挂(?!号)|避雷|扩散|爆料|揭露|控诉|声讨|踢爆|吐槽)[^。!?]{{0,8}}{_SITE} (?:[\d一二三四五六七八九十百千万几w]+)(?:个)?(?:粉丝?|关注|业主|群友|群成员|读者)[^。!?]{{0,16}}(?:坑|宣传|知道|看看|曝)
(?:粉丝?|读者|关注者)[^。!?]{{0,14}}(?:坑|曝|直播|看看|知道) {_PRESS}[^。!?]{{0,12}}(?:打包|发给|交给|感兴趣|版面|曝光|见|来采访|来拍|联系|爆料|等着|报道) (?:打包|交给|发给|寄给|爆给|捅给|联系|约|找|喊|叫|揾|认识)[^。!?]{{0,8}}{_PRESS} {_OFFICE}[^。!?]{{0,10}}(?:见|申诉|投诉|举报|页面|窗口|受理|说清楚|反映|等着|走一趟|传票|约谈|递|交材料)
(?:见官|上庭|出庭|传票|开庭|公证|取证|留证|证据(?:都|已|我)?(?:留|存|固定|保|公证|交|够|齐|在)|诉状|起诉书|律师[函信]|索赔函|法务(?:电话|部?联系|见)) (?:走|申请|提交|打算|准备)(?:劳动|商事)?(?:仲裁|诉讼|司法) 差评[^,。!?]{{0,10}}(?:准备|写好|一千|刷|同步|平台|等着|伺候|送上) (?:准备|写|刷|打|给|送)[^。!?]{{0,6}}差评 (?:一颗星|一星|打一分|零分)(?:伺候|送上|差评|没商量)
(?:算账|算总账|带人|叫人|堵|围|白布|横幅|静坐)[^,。!?]{{0,8}}(?:你们|公司|客服中心|总部|过去) (?:拉|挂|举)(?:白布|横幅) (?:去|到|来|在)你们?(?:公司|总部|店|门店|客服中心|单位)[^。!?]{{0,8}}(?:闹|拉|坐|堵|喊|找|算|讨) (?:砸|拆|掀|烧|端)(?:了|掉)?你们?(?:的|家)?(?:店|公司|招牌|摊|牌子|门)
(?:咱们?|我们|你们|大家)[^。!?]{{0,6}}(?:法庭|法院|公堂|派出所|{_OFFICE}|热搜|网上|黑猫|台上|媒体上|头条)见 (?<![\d])(?:12315|12300|12321|12345|12381)(?:我)?(?:打|找|投|报|说|见|举|上|走|哈|吧|了|等着|一打|已|投诉) (?:幺|一|要|么|1)(?:二|2|两)(?:三|3)(?:幺|一|要|么|1)(?:五|5)
(?:投诉|反映|举报|捅|告)[^。!?]{{0,4}}(?:集团|总部|总公司|一级一级|上级|你们?领导|你们?老板|ceo|董事长) (?:告|举报|投诉|起诉|检举)(?:死)?(?:你们?|他们?|贵)(?!一声|诉|知|怎么) (?:我|本人)(?:要|会|必|一定|打算|准备|想)告(?!诉|知|别|退|辞|一段|状态|警|示) (?:要|会|去|来)告(?:他|她|你|贵|他们|到)
(?:[\d一二两三四五]+|二十四|四十八|七十二)(?:个)?小时(?:内|之内|过了|不|后)[^。!?]{{0,12}}(?:投诉|举报|起诉|曝光|法|媒体|监管|消|12315|见) (?:最后|再)(?:给你们?)?(?:一次|一天|三天|通牒|警告|期限)(?:机会)?[^。!?]{{0,8}}(?:投诉|举报|起诉|否则|不然|曝|法|后果) (?:等着|准备)(?:收|接|吃|挨|上|被)(?:传票|律师|官司|罚|曝光|起诉|投诉|告|头条|热搜|差评)
(?:争议|拒付|调单)[^。!?]{{0,6}}(?:退款|银行|信用卡|发卡行) (?:银行|发卡行|信用卡)[^。!?]{{0,10}}(?:争议|拒付|撤销交易|调单) (?:偷税|漏税|霸王条款|虚假宣传|欺诈消费者)[^。!?]{{0,6}}(?:举报|投诉|查|告) (?:举报|投诉|检举)[^。!?]{{0,14}}(?:偷税|漏税|霸王条款|虚假宣传|欺诈)
"""

THREAT_EN = r"""
(?:bbb|ftc|fcc|cfpb|ofcom|accc|trustpilot|reddit|tiktok|twitter|facebook|instagram|youtube|google|yelp|weibo|app ?store) (?:complaint|review|post|video|report|story|thread|rant)s?(?: (?:going|is|will|coming|drops|about|goes|up|filed|tonight|tomorrow)|[.,!]) / my (?:tiktok|tweet|video|post|review|thread|blog|channel|column|followers|subscribers|readers|audience)[^.!?]{0,30}(?:about (?:you|this)|drops?|goes|will|know|hear|see|love)
(?:\d+|ten|twenty|thirty|forty|fifty|hundred)(?: ?k| thousand| million)? (?:followers|subscribers|readers|viewers) / (?:i'?m|i am|my (?:wife|husband|brother|sister|dad|mum|mom|friend|cousin) is|as) (?:a|an) (?:journalist|reporter|blogger|influencer|youtuber|lawyer|attorney|solicitor|editor)
police (?:will|are|have been|has been|were)(?: \w{1,8})? (?:informed|called|notified|told|involved|contacted) / (?:local|national|daily|evening|sunday)? ?(?:paper|papers|press|news|newspaper|station|magazine)s? (?:is|are|will be|would be|was|were)(?: \w{1,5})? (?:interested|informed|told|contacted|running|covering|calling|called)
(?:call|calling|ring|ringing|phone|dial|dialling|report(?:ed|ing)?[^.!?]{0,16}|complain(?:ed|ing)?[^.!?]{0,16}) (?:to |on )?(?:12315|12345|12300|12321|12381) / (?:12315|12345|12300) (?:it is|next|tomorrow|today|will|complaint)
(?:lawer|laywer|lawyr|atorney|soliciter|sollicitor|ombudsmen|sewing you|ill sue|i'?ll sue|gonna sue|taking legal|legal letter|cease and desist|letter before (?:action|claim)|pre-action) / (?:letter|email|call|word|visit|summons)s? from (?:my|our) (?:lawyer|attorney|solicitor|legal|bank|mp)
(?:go|going|went|gone|take|taking|took|turn|turning|write|writing|complain|complaining|escalate|escalating|speak|speaking|talk|talking)(?: \w{1,8}){0,3} (?:to|with) (?:my|the|our|your) (?:mp|senator|lawyer|attorney|solicitor|union|embassy|consulate|regulator|regulators|watchdog|ombudsman|ceo|board) / (?:bank|card (?:company|issuer|provider)) for (?:a )?(?:chargeback|reversal) / (?:with the|to the|a) bbb? / bbb? (?:complaint|report|case)
(?:screenshots?|recordings?|evidence|proof|receipts|emails?)[^.!?]{0,20}(?:saved|notari[sz]ed|ready|sent to|going to|for the (?:court|press|judge|lawyer)|with my (?:lawyer|solicitor)) / you leave me no (?:choice|option) / unless[^.!?]{0,40}(?:regulator|court|lawyer|press|media|police|ombudsman|authorities) / (?:regulators?|ombudsman) (?:hears?|will|is going)
(?:shame|drag|blast|plaster)(?:ing|ed)?[^.!?]{0,24}(?:over|on|across|online|everywhere|reddit|internet|media|trustpilot|groups?) / (?:everyone|every (?:merchant|customer|shop|neighbour|neighbor|parent|user)|the whole (?:city|town|street|neighbou?rhood|internet))[^.!?]{0,20}(?:know|knows|hear|hears|find out|learn)
"""

MINOR_ZH = r"""
(?:小学|初中|幼儿园|学前班|[一二三四五六]年级)[^。!?]{0,12}(?:充|付|买|打赏|开通|订|刷|花|扣|下单|氪|点了|误触) (?:孩子|小孩|儿子|女儿|娃|孙子|孙女|弟弟|妹妹|侄子|外甥)[^。!?]{0,4}(?:才|今年|刚|只有)?(?:[3-9]|1[0-7]|[三四五六七八九]|十[一二三四五六七]?)(?:周|多)?岁[^。!?]{0,16}(?:充|付|买|打赏|开通|订|刷|花|扣|下单|氪|点)
"""

MONEY_THEFT_EN = r"""
(?:purchases?|charges?|payments?|transactions?|orders?|withdrawals?)[^.!?]{0,30}(?:never (?:made|been|heard|ordered|authori[sz]ed|bought|visited)|not (?:mine|made by me|by me)|did ?n'?t (?:make|authori[sz]e|order))
"""

PRIVACY_LEAK_ZH = r"""
(?:手机号|电话|号码|信息|资料|地址)[^。!?]{0,6}(?:给谁|卖给|卖了|给了谁|透露|外泄|流出) (?:别人|人家|他人|陌生人?)[^。!?]{0,6}(?:相(?:片|册)?|照片|文件|视频|录像|资料|画面)[^。!?]{0,8}(?:出现|跑到|混进|在我)
"""

PRIVACY_LEAK_EN = r"""
(?:private|personal|intimate|my|our)(?: \w{1,9}){0,2} (?:clips?|photos?|videos?|pictures?|footage|recordings?|data|details)[^.!?]{0,24}(?:on (?:a|some|the|another) (?:website|site|internet|web|forum|page|dark web)|leaked|for sale|published|public)
"""
