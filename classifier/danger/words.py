"""Figures of speech, features and trades that carry an alarming word and mean no harm: blanked before the alarms.

Written over normalised text (lower case, simplified). A phrase belongs here only where the whole of it is harmless
whatever stands around it.
"""

from __future__ import annotations

import re

from classifier.text.sieve import Phrases

_ZH = r"""
防火墙 火锅 火车 火热 火爆 (?:很|太|好|超|特别|最|正|一夜|突然)火(?=的|了|$|[,.!]) (?<![着起发失冒打点救灭大放上走引玩烧窜生])火了 红红火火 火速 火气 火大 发火 火眼金睛 热火 着火锅 烽火 烟火气 烟花 (?<!怕)人工智能 不要命地 没命地 拼命
爆[款单满棚灯料粉笑赞米仓] 引爆 爆炸(?:[头式性]|便宜|好[吃看用听]|多|棒|甜|香)
(?:信息|知识|人气|流量|销量|订单|气|群|心态|肺都?|消息|粉丝|弹幕|音效|效果|画质|全场|朋友圈|评论区)(?:都|要|快|直接|简直|被)*(?:要|快)?爆?炸(?:了|裂|锅|毛)? 炸[鸡串酱薯猪丸] 酷炫炸裂 炸裂(?:推荐|好|的?效果|的?音) 炸了锅
烟雾(?:报警|感应|传感|探测) 烟感(?:器|报警|探测|传感)? 漏电保护(?:器|开关|功能|的?认证)? (?:游戏|手游|网游)(?:里|中)?[^,.!]{0,6}(?:砍|杀|打)(?:人|怪|死) 找人打听 打听 (?:爽|燃|帅|赞|酷|美|强|好听|便宜|火|嗨|靓)爆(?:了|款)? 油烟(?:机)? 烟台 烟酒 香烟 (?:抽|吸|戒|电子)烟 烟草 烟灰缸 烟火秀
(?<!被)(?:笑|饿|困|急|气|烦|累|热|冷|忙|无聊|美|爽|羡慕|馋|渴|慢|卡|蠢|笨|坑|吵|难看|难用|尴尬|丑|爱|喜欢|高兴|开心|堵|挤|贵|便宜)死(?:我|人|个人|了|咗)+ 吓死(?:我|人)?
死(?:机|循环|链|锁|党|磕到底便宜|板|贵|活不|慢|卡|气白赖|皮赖|心塌地) 想死(?:你们|你|大家) 该死的? 要死要活 生死时速 跳楼(?:价|大?甩卖|机|促销|清仓) 自杀式(?:优惠|促销|降价) 杀价 秒杀 杀毒 (?:必|大)杀(?:技|器) 杀手锏
打死(?:我)?(?:也|都)不 打折 打断(?:一下|您|了我的) 命中 (?:续|救)命(?:神器|稻草)? 要(?:了)?(?:我|亲)?(?:的)?老?命了?(?=[,.!]|$) (?:发|退|高|低)烧(?:友)? 烧(?:录|脑|水|烤|饭|菜|钱|香|包|卖|鹅|腊|开|友) 红烧
燃烧(?:卡路里|脂肪|我的|青春) (?:充|来|没|停|断|通|家|省|关|耗|供)电了? 带电(?:池|源|脑|视|话|量|梯) 打火机 上头 隐私(?:政策|协议|设置|模式|条款|声明|权限|遮挡|遮蔽|区域|盖|开关|保护功能|空间|相册|密码|说明) 安全模式
安全(?:设置|中心|认证|证书|锁) 危险(?:网站|链接|提示) 泄洪
报警(?:器|功能|声音?|推送|音|信息|记录|消息|灵敏度?|设置|区域|提醒|通知|视频|图片?|灯|短信|提示|录像|模式|开关|系统|延迟|阈值|间隔|铃|主机|联动|服务|事件|时间|类型|电话怎么|图像|画面|弹窗|日志)
(?:移动|人形|哭声|声光|误|低电量?|烟雾|画面|侦测|自动|智能|一键|门窗|异常|防盗|离线|温度|联动|短信|语音|入侵|重复|频繁|乱|不断|不停|老是|一直|总是|设备|没有?|不|无法|开启|关闭|打开|怎么|收到|触发|停止|取消|撤销|延迟|推送)报警(?!你|他|抓|解决|处理|了?你|才)
(?:流|多|融|富|自|全|新|社交)?媒体(?:文件|库|中心|播放|服务器|格式|类型|流|卡|存储|账号|公司|行业|运营)
(?:我们?|本|公司)是(?:一?家|个|做)?.{0,4}(?:律所|律师事务所|律师|法院|医院|诊所|媒体|电视台|派出所|公安局|消防|工商局|市场监管局|消协|税务局|政府|报社|记者)(?=.{0,6}(?:采购|买|开票|客户|想|需要|用))
(?:律师事务所|律所|法律服务所)(?:用|需要|要|想|的|采购|客户|怎么|能|可以|开|发票|抬头)?
(?:法院|医院|法律|公安局?|派出所|消防|市场监管局?|工商局|电视台|报社|监管局|税务局|诊所|消协|海关)(?:发票|抬头|开票|客户|采购|版|系统|专线|项目|附近|旁边|对面|食堂|地址|工作|上班|门口|网络|优惠|招标)
(?:派出所|警方|警察|公安|法院|律师|物业)(?:办案|取证|调查|调解|那边|同志|叔叔|来)?(?:要求?|需要|要|让我?|调取|看|问我?)(?:我)?(?:提供|导出|拷贝|调取|调|看|出示|交|保存|录像|视频|监控|一份|的录像)
新闻发布会? 新闻(?:频道|联播|推送|客户端|app|资讯|页|栏|类|节目|直播|播报|播客|台|稿) (?:看|听|播|放|读|推|刷)(?:个)?新闻 社会新闻
(?:微博|抖音|小红书|知乎|微信|快手|b站|qq)(?:账号)?(?:登录|登陆|授权|绑定|分享|同步|播放|小程序|活动|优惠|直播间|看到你们|买的|上买|下单|店|旗舰店|种草|推荐|优惠券|链接|会员|抽奖|同款|官方号|功能|接口|视频)
3\.?15(?:活动|优惠|促销|特惠|折扣|大促) 曝光(?:度|时间|量|补偿|过|率|不足|参数|值|太|异常|模式|调|设置) (?:画面|图像|镜头|逆光|自动|夜间|视频|照片)曝光 律师函怎么发给(?:别人|对方|欠款)
陌生(?:人)?(?:来电|来访|人脸|面孔|人像)?(?:提醒|识别|检测|侦测|推送|模式|通知|报警|标记|拦截)[吗怎]? (?:有)?陌生人(?:时|经过|靠近|出现时?|来时?)(?:会|能|可以)?(?:提醒|报警|推送|通知) 小孩(?:子)?模式
(?:儿童|青少年|未成年(?:人)?)(?:模式|锁|保护|上网|手表|内容|版|频道|账号怎么) (?:给|为|帮|陪|替)(?:我家|我|家里)?(?:孩子|小孩|儿子|女儿|宝宝|娃|学生|老人)(?:买|订|开通|充|选|挑|用|看|装|设)
(?:老人|老年|长辈|长者|关怀|适老)(?:模式|机|版|字体|界面|优惠|卡|套餐) 老年(?:大学|活动) 学生(?:价|优惠|认证|证|会员|版|套餐|折扣|党) (?:盗版|防盗|盗铃) (?:会员|优惠|套餐|时长|积分)(?:被)?盗?不了 人肉(?:包子|馅)
偷(?:懒|笑|菜|乐|闲|着乐|个懒) 骗(?:到我的好评|我感动|眼泪) 非法字符 违法字符 侵权责任险 造假?不出 内鬼游戏 没完没了 血(?:赚|亏|压|氧|糖|缘|拼) (?:大|吐|良心)出血 流血(?:价|甩卖|大放送) 回血 满血 (?:老|新|泪)血 热血 断网 断臂
太炸了 炸不炸 炸裂(?:推荐|好|的?效果|的?音|[,!。]|$) 燃爆 爆炸(?:新闻|性|款) 围炉 (?:打|付|花|省|减|返)1[12]0(?=块|元|折|多)
致命(?:缺点|缺陷|伤|诱惑|错误) 杀青 上瘾
死亡(?:证明|证|笔记|日期) 社会性死亡 死亡率 自杀(?:率|论) 自杀回城
灭火(?:器|毯) 消防(?:面罩|安全日|验收|培训|演练|知识|宣传|通道|栓) 煤气灶 (?:发动机|车子?|引擎)打不着火 烧(?:没|光)?钱 卖爆了? (?:广告|短信|消息|信息)轰炸 (?<=[我得])(?:头|脑袋|脑子|脑壳)都?快?要炸了?
(?:服务器|网|群|直播间|弹幕|评论区)(?:都|又|直接|快)*炸了 (?:急诊|儿科|门诊)(?:科|室)?(?:又)?爆满 防窒息 (?:火灾|家财)险 (?:遗嘱|房产|婚前|财产|学历|委托)公证 公证遗嘱 (?:宝宝|娃|孩子)哭炸了 炸房子的道具
"""
_EN = r"""
firewalls? / fire ?sticks? / fire ?tvs? / fireplaces? / fire ?wire / (?:amazon|kindle) fire / fireworks? / firefox / firebase / fire sales? / fire up
under fire / (?:sale|deal|price|beat|music|song|design|feature|app|update|playlist|sound|bass)s? (?:is|are|was) (?:straight |pure |so |absolute )?fire
(?:on|catch(?:es|ing)?) fire with / (?:you|your team|team|guys|sales|she|he|support)(?:'?re| are| is|'s)? on fire / like wildfire / fired up
(?:got|was|be|been|get|getting) fired / fires? (?:the |an |a |our )?(?:event|webhook|callback|trigger|hook|twice|once)s?
(?:event|webhook|trigger|callback|hook|notification|alert|rule)s? (?:still |never |not |don'?t |doesn'?t |to )?fir(?:es?|ed|ing)
we are a fire (?:department|station) / burn(?:s|ed|t|ing)? (?:a |the |my |some )?(?:cds?|dvds?|discs?|disks?|isos?)
burn(?:ing)?(?: \w{1,10}){1,4} (?:to|on|onto)(?: a| an| the)? (?:cds?|dvds?|discs?|disks?|usb) / flame-? ?(?:red|orange|colou?r\w{0,3}) / court (?:sports|club|package|booking|hire|time)
break(?:ing)? (?:it|this|that|things?) down (?:for|into|by) / hit (?:you|me|him|us|them) up / shoot (?:me|us|you|him|her|them|someone|over)?(?: \w{1,8})? ?an? (?:e-?mail|mail|message|text|note|line|video|photo) / shoot(?:ing)? (?:video|footage|photos?|in 4k|in hd)
burning (?:questions?|desire|need) / burn(?:s|ed|t|ing)? through / burn(?:t|ed|ing)? out / burnout / burn-in / burn (?:rate|down)s? / screen burn
slow burn / burn(?:s|ing)? (?:my |up my |up )?(?:data|money|credits?|quota|cash|wallet)
smok(?:e|ing) (?:detector|alarm|sensor|test|signal|screen|area|deal|gun|hot deal|break)s? / smoke ?free / holy smoke / go up in smoke / up in smoke
(?:inbox|phone|sales|traffic|popularity|usage|orders|business|demand)(?: has| have| just| is)? (?:explod(?:ed|ing)|blew up|blowing up|blown up|on fire|exploding)
mind[- ]?blow(?:n|ing) / blow(?:s|n)? my mind / blew (?:me away|my mind) / blow(?:ing)? up my phone / explos(?:ion|ive) (?:of|growth|in)
sparks? (?:joy|of) / spark plan / sparkl\w{1,3} / apache spark
shock(?:ed|ing)?(?:ly)? (?:at|by|to (?:see|learn|find|hear)|that|how|low|good|value|absorb\w{0,4}|proof|price) / sticker shock / in shock
hot ?(?:deals?|offers?|topics?|spots?|keys?|swap\w{0,4}|items?|sellers?|fix\w{0,3}|take|line) / hot off / so hot right now
(?:you(?:'re| are)?|team|this|it|that|app|feature|design|price|deal)(?: guys)? (?:is |are |totally |absolutely )?kill(?:ing|ed|s) it
killer (?:feature|app|deal|price|sound|bass)s?
kill(?:s|ing)? (?:time|the (?:app|process|battery|mood|vibe|session|task|deal)|my (?:battery|mood|phone))(?! or me) / (?:is|are|was) killing me
would kill for / to die for / dying (?:to|for|of laughter|laughing) / die(?:d)? laughing / drop dead gorgeous
dead (?:on arrival|pixels?|zones?|spots?|link|line|easy|simple|slow|end|battery)s? / cut ?throat / suicide (?:squad|prices?) / deadlines?
dead ?lock\w{0,2} / bloodborne / bleeding edge / hurt(?:s|ing)? (?:my|our) (?:sales|business|feelings|wallet|brand|revenue|rating|conversion)
no hurt feelings / die ?hard / (?:bloated|bloat(?:ware)?) (?:app|software|code|firmware|ui) / toxic (?:people|culture|community|comments?)
battery (?:drain|life|percentage|saver)
(?:we are|we're|i work (?:at|in|for)|for|i am|i'm|our|at)(?: an?| the)? (?:\w{1,9} )?(?:hospital|law firm|law office|lawyer|attorney|court|police station|police department|clinic|newspaper|media company|tv station|journalist|reporter|solicitor|fire station|court house|judge)s?(?: and| so| with| here| that| needing| looking|,|\.)
(?:basketball|tennis|food|squash|badminton|volley\w{0,4}|sports?) courts? / court ?yard
press (?:the|and hold|ok|enter|power|any|reset|start|play|it|once|twice|button|both|on|f\d|down|release) / press(?:ed|ing)
media (?:player|server|files?|library|center|centre|tab|folder|type|box|streaming|storage|card|format|query)
social (?:media )?(?:login|sign[- ]?in|integration|share button|sharing)
(?:can|could|how (?:do|can|to)|possible to|able to|option to|want to|like to|easy to|let me|lets me|to) (?:i |we |you )?(?:share|post|upload|export|stream|cast|connect|link|log in|login|sign in|schedule) (?:\w{1,9} ){0,4}(?:to|on|with|via|from|through) (?:my )?(?:facebook|instagram|tiktok|twitter|youtube|reddit|social media|weibo|wechat)(?= |[.?]|$)(?! (?:about you|so every|and tell|to warn|unless|if you|until))
(?:saw|found|read|seen|heard)(?: \w{1,9}){0,4} (?:on|in|from) (?:facebook|instagram|tiktok|twitter|youtube|reddit|social media|the news|the newspaper)
facebook (?:ad|page|login) / reviews on (?:google|yelp|amazon) (?:are|is|look) / what shocks me is how (?:good|nice|cheap|easy) / news (?:app|feed|letter|channel|widget|flash|page) / the news (?:channel|app|tab|section)
police (?:asked|want|need|require|request|requested|report number for insurance)(?: \w{1,8}){0,6} (?:footage|recording|clip|video|export|evidence)
for the police / 24/7 support
minor (?:\w{1,9} )?(?:issue|bug|problem|update|thing|glitch|detail|inconvenience|point|version|change|typo|release|request|question|suggestion|complaint|annoyance|flaw|improvement|edit|scratch|delay|fix)s?
e minor / kids?'?s? (?:mode|profile|channel|lock|hours|content|account|section|plan|watch)s? / parental (?:control|lock)s?
(?:for|suitable for) (?:my |our )?(?:kids?|child|children|son|daughter|students?) / student (?:price|discount|plan|deal|id|verification|offer)s?
senior (?:developer|engineer|manager|discount|agent|staff|consultant|analyst|designer|executive)s? / elder(?:ly)?[- ]friendly / large print mode
privacy (?:policy|mode|settings?|shutter|mask|cover|notice|zone|page|statement|screen|terms|link|section)s?
(?:steal|stealing) (?:of a deal|the show|my heart) / it'?s a steal / a (?:real |total )?steal(?= at|[.,!]|$| for) / life ?hacks? / hackathons?
hack ?day / price hack / hair ?dryer / sue(?= from| in accounts| at| was| is)
fire (?:extinguisher|pit|drill|safety|blanket|door|noodle|brigade museum)s? / (?<!on )(?<!set )(?<!open )fire (?:that|the|your|this|those|these|all your) (?:\w{1,9} )?(?:manager|agent|guy|man|woman|rep|staff|lot|team|developer|person|people)s?
first aid (?:course|kit|box|training|certificate)s? / suicide (?:doors?|rates?|exclusion) / poison ivy
bleed(?:s|ing)? (?:\w{1,6} )?(?:money|cash|dry) / bled (?:me|us) dry / (?:chat|feed|thread|group) exploded
nappy explosion / diaper explosion / (?:don'?t|do not|never) smoke(?! (?:came|coming|is|was|and|but)) / (?:quote|bill|price|invoice|prices) (?:nearly|almost) killed me
(?:can'?t|cannot|could not|couldn'?t) live without (?:(?:my|the|this|your) )?(?:phone|wifi|app|tv|coffee|router|playlists?) / d(?:ie|ies|ied|ying) of (?:embarrassment|boredom|laughter|curiosity)
security (?:update|patch|camera|cameras|code|deposit|settings|system|guard)s? / exploit the (?:discount|offer)
"""


_BETWEEN = re.compile(r" / |\n")


def phrases(*, chinese: str = "", english: str = "") -> list[str]:
    """Return the phrases of two lists: Chinese ones set apart by white space, English ones (whole words) by " / "."""
    whole_words = (rf"\b(?:{phrase.strip()})(?!\w)" for phrase in _BETWEEN.split(english) if phrase.strip())
    return [*chinese.split(), *whole_words]


HARMLESS = Phrases(phrases(chinese=_ZH, english=_EN))
