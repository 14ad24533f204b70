"""An elderly person who was talked into something, left confused or hurt; not one who is merely mentioned.

Written like the other lists: Chinese phrases set apart by white space, English ones by " / ".
"""

_OLD_ZH = "(?:老人|老年|老头|老太|长者|老伴|老两口|爷爷|奶奶|外公|外婆|姥姥|姥爷|阿婆|阿公|阿嫲|阿爷|大爷|大妈|(?<![0-9])[6-9][0-9](?:多|几|来)?岁|[六七八九]十(?:多|几|来|[一二三四五六七八九])*(?:岁|了)|年纪(?:很|这么|太)?大)"
_WON_OVER_ZH = "(?:推销|忽悠|骗|哄|诱导|误导|强制|强行|硬塞|套路|(?:糊里|稀里)糊涂|电话里答应)"
_HURT_ZH = "(?:不知情|不知道|听不清|听不懂|看不懂|搞不懂|弄不懂|不会用|(?:被|乱|多|天天|每月|一直|莫名)扣|摔(?:了|倒|伤)|受伤|烫伤|晕倒|吓(?:到|坏|得)|急(?:哭|得|坏))"

ZH = rf"""
{_OLD_ZH}.{{0,16}}(?:{_WON_OVER_ZH}|{_HURT_ZH}) {_WON_OVER_ZH}.{{0,6}}{_OLD_ZH}
(?:爸|妈|父亲|母亲|父母|岳父|岳母).{{0,12}}(?:被|给).{{0,10}}{_WON_OVER_ZH}
"""

_OLD_EN = r"(?:elderly(?: \w{1,9})?|pensioners?|senior citizens?|grandma|grandpa|grandmother|grandfather|grandparents?|gran|granny|nana|(?:old|aging|ageing|aged|older|frail) (?:mother|father|parents?|mum|mom|dad|man|woman|lady|aunt|uncle|couple|people)|(?:[6-9]\d|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?[- ]years?[- ]olds?)"
_WON_OVER_EN = r"(?:(?:talked|pressured|pushed|tricked|conned|lured|bullied)(?: \w{1,9}){0,2} into|pressured|tricked|conned|scammed|misled|cheated|took advantage of)"
_HURT_EN = r"(?:(?:is|was|are|were|got|gets|very|so) (?:confused|upset|frightened|scared|hurt|injured)|(?:does|did|do|could|can)(?: not|n'?t) (?:understand|know|agree|hear|read)|without (?:his|her|their) (?:knowledge|consent|agreement)|(?:fell|burn(?:ed|t)))"

EN = rf"""
{_OLD_EN}[^.?!]{{0,50}} (?:{_WON_OVER_EN}|{_HURT_EN}) / {_WON_OVER_EN}(?: \w{{1,9}}){{0,3}} {_OLD_EN}
(?:my|our|his|her) (?:mother|father|parents?|mum|mom|dad)[^.?!]{{0,20}} {_WON_OVER_EN}
"""
