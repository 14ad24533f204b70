"""English phrases behind `lexicon.py`: data only, over normalised text (lower case, straight apostrophes).

Regular expressions without unbounded repetition, whole words each, one a line or set apart by " / ".
"""

from __future__ import annotations

_KIN = "(?:kid|child|son|daughter|toddler|baby|boy|girl|brother|sister|grandson|granddaughter|grandchild|grandkid|nephew|niece|teen|teenager|little one|youngest|eldest|twins?|children|grandchildren|stepson|stepdaughter)(?:s|'s)?"
_YOUNG = "(?:[3-9]|1[0-7]|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)"
_SPENT = "(?:bought|buy|buying|purchased?|purchasing|spent|spend|spending|ordered|subscribed|charged|paid|pay|paying|used my|using my|clicked|signed|tapped|topped|ran up|racked|upgraded|took my|got hold|got into|ordering|accidentally|by accident|without (?:my|our|asking|permission)|in-app)"
_KEPT = "(?:photos?|pictures?|pics|files?|folders?|videos?|data|documents?|docs|backups?|recordings?|clips|footage|invoices|everything|albums?|notes|contacts|customers?|client list|customer list|library|libraries|memories|thesis|records|images?|archive|work|uploads|scans|contracts|music)"
_BODY = "(?:hand|hands|finger|fingers|thumb|arm|leg|foot|toe|head|face|eye|eyes|skin|palm|wrist|back|ear|ears|knee|lip|mouth|cheek)s?"
_THING = "(?:battery|batteries|case|casing|cover|device|speaker|router|camera|box|power bank|charger|adapter|plug|pack|unit|cell|housing|lid)"
_OTHERS = "(?:strangers?'?s?|someone else'?s?|somebody else'?s?|other people'?s?|other (?:customers?|users?|families|shops?|tenants?|merchants?|households?|accounts?)'?s?|another (?:customer|user|family|household|shop|company|tenant|merchant|person|account|man|woman|house|home)'?s?|a different (?:customer|user|family|person|shop|company|house)'?s?|neighbou?rs?'?s?|people i (?:don'?t|do not|have never)|(?:someone|somebody|a person|a man|a woman|anyone) (?:i|we) (?:don'?t|do not|have never)|unknown (?:person|people|man|woman|device|user|login|viewer|account))"
_PRIVATE = "(?:data|information|info|details|address|phone number|number|email|id|passport|video|videos|footage|photos|pictures|clips|recordings|messages|conversations|camera|feed|home|house|bedroom|bill|invoices|orders?|customer list|contacts|password|name)"
_SITE = "(?:twitter|facebook|instagram|tiktok|reddit|youtube|linkedin|weibo|douyin|threads|social media|social|the internet|online|forums?|google|trustpilot|app store|x\\.com|my blog|my channel|wechat)"

SAFETY = rf"""
(?:outlet|socket|plug|wall|port|connector|pins?|cable)[^.!?]{{0,16}}(?:black|brown|charred|burnt|burned|melt\w{{0,3}}|scorch\w{{0,3}}|sparks?|sparking|smok\w{{1,3}}|glow\w{{0,3}})
shocks? (?:every|each|when|off|if|whenever|as soon)
(?:fell|falls|dropped|came down|broke off|popped off|flew off|shot off)[^.!?]{{0,40}}(?:{_BODY}|son|daughter|kid|child|baby|toddler|wife|husband|customer|cat|dog|crib|cot|me) / gash\w{{0,3}}
(?:ate|eaten|chewed|bit|licked|sucked)[^.!?]{{0,24}}(?:battery|batteries|cable|wire|cord|magnet|screw|part|piece) / (?:breaker|fuse|rcd)s? (?:trips?|tripped|keeps?|goes|blew|blows|went)
(?:skin|eye) (?:irritation|rash|burns?) / (?:came|come|comes|coming|stuff) (?:black|white|thick|grey) smoke
(?:house|home|shop|room|kitchen|building|flat) (?:filled|full|fills|nearly|almost|could)[^.!?]{{0,16}}(?:smoke|fire|burn\w{{0,3}}|flames) / (?:went|goes|with a|a|big|loud) bang
(?:bright |blue |white |sudden )flash(?:es)? / flash of light / glow(?:ing|ed|s) (?:red|orange|hot) / red glow
(?:liquid|fluid|goo|goop|gunk|residue|substance)[^.!?]{{0,24}}(?:batter(?:y|ies)|leak\w{{0,3}}|device|coming out|skin|oozing)
batter(?:y|ies)[^.!?]{{0,24}}(?:liquid|fluid|goo|ooz\w{{1,3}}|residue) / (?:brown|discolou?red|warped) (?:and|from the heat|plug|socket|plastic)
(?:sharp|jagged) (?:edge|edges|glass|metal|piece|pieces|corner) / shatter(?:ed|ing)?[^.!?]{{0,30}}(?:glass|cut|face|hand|everywhere|eyes?)
smok(?:e|es|ed|ing|y)(?! (?:deal|detector|alarm|sensor|test|free|signal|screen|break|room|area|and mirrors|hot deal|gun))
fires?(?! (?:sale|up|away|tv|stick|wall|fox|works|the |at|off|alarm|station|department requires|events?|webhooks?|in my belly|door|twice|once|when|on every|callbacks?)) / flames? / ablaze
alight / ignit(?:e|ed|es|ion|ing) / combust\w{{0,6}} / caught (?:fire|alight) / went up in
burn(?:s|t|ed|ing)?(?! (?:through|out|rate|up data|my data|money|cash|a (?:cd|dvd|hole in my|bridge)|cds?|dvds?|question|bridges|down chart|calories)) / scorch\w{{0,4}} / singed / charred
blacken(?:ed|ing)? / melt(?:s|ed|ing)? / scald\w{{0,3}} / blister(?:s|ed|ing)? / boiling hot
explo(?:de|ded|des|ding|sion)(?! (?:in popularity|of (?:users|interest|growth|emails|requests|tickets))) / blew up(?! (?:my phone|on|in popularity|our)) / blown up / blow up
burst(?:ed|ing)?(?= (?:open|into|apart|in (?:my|his|her)|and)|[,.!]|$) / (?:loud |huge |big )(?:bang|pop|crack) / popp(?:ed|ing) and
sparks?(?! (?:joy|interest|my|jobs?|cluster|plan|an idea)) / sparking / sparked(?! (?:interest|my|debate|joy|a)) / arc(?:ed|ing) / electrocut\w{{1,4}}
electric(?:al)? (?:shock|current|jolt|burn|fire|smell)s? / shocked (?:me|him|her|us|my|our|when touch\w*)(?! (?:how|that|to))
(?:a|an|got|gets?|gave|giving|gives|nasty|mild|small|bad|static|got a) shocks?(?: (?:from|when|by|off|touching|every|through|me|him|her)|[,.!]|$) / shocks? (?:me|him|her|us|my|when|you)
zapp?(?:ed|s|ing)? / jolt(?:ed|s)? / tingl\w{{1,4}} / short[- ]circuit\w{{0,3}} / shorted out / live wires? / (?:bare|exposed|frayed) (?:wires?|cables?|copper)
tripp?(?:ed|s|ing)? (?:the|my|our|a) (?:breaker|fuse|rcd|circuit|switch|power) / bl[eo]w(?:n|s)? (?:the|a|my|our) fuse
(?:swollen|swelling|swelled|swell|bulg(?:ed?|ing|es)|bloated|puffed|puffy|puffing|ballooned|expanded|inflated|inflating)[^.!?]{{0,40}}{_THING}s?
{_THING}s?[^.!?]{{0,30}}(?:swollen|swelling|swelled|swell|bulg(?:ed?|ing|es)|bloated|puffed|puffy|puffing|ballooned|expanded|inflated|inflating|hissing|leak(?:s|ed|ing)?(?! (?:data|info))|warped|deformed)
(?:acid|battery fluid|electrolyte|corrosive|chemical)(?: is| was| are)?(?: leak\w{{0,3}}| coming| burn\w{{0,3}})? / leak(?:s|ed|ing)? (?:acid|fluid|liquid|battery|brown|something) / hissing
sizzl\w{{1,3}} / fizz(?:ing|ed) / too hot(?: to| for)?
(?:so|very|extremely|really|burning|red|white|scorching|boiling|dangerously|insanely|crazy|piping|super|way too|unbearably) hot(?! (?:deal|offer|topic|price|spot|key|swap|item|seller))
hot (?:to|enough)(?: the)? ?(?:touch|hold|handle|burn|fry|cook|boil)? / can'?t (?:even )?(?:touch|hold) (?:it|the) / (?:burn|burned|burnt) (?:my|his|her|our|their)
smell\w{{0,3}}[^.!?]{{0,24}}(?:burn\w{{0,3}}|plastic|rubber|smoke|electric\w{{0,3}}|wires?|chemical|acrid|gas|hot|fishy|melting|weird|funny|off)
(?:burn\w{{0,3}}|plastic|rubber|electrical|acrid|chemical|smoky|strange|weird|funny|odd|pungent|toxic)(?: \w{{1,9}})? (?:smell|odou?r|stench|fumes) / fumes / acrid / stinks? of
injur(?:y|ed|ies|ing|e)
(?:hurt|hurting|hurts) (?:me|my (?!sales|business|feelings|wallet|eyes to)|him|her|himself|herself|someone|somebody|our (?:kid|child|son|daughter|baby)|a (?:customer|child|person)|badly)
(?:got|was|were|been|be|is|are|badly|someone|gets?) (?:seriously |badly |really |almost |nearly )?hurt / wound(?:ed|s)? / bleed(?:s|ing)? / bled
blood(?! (?:pressure|type|test|boil|sugar|oxygen)) / bruis(?:e|ed|es|ing) / stitches / fractur\w{{1,3}} / concuss\w{{2,4}}
(?:broke|broken|cut|cuts|sliced|slashed|pinched|crushed|grazed|scratched|pierced|gashed|stabbed) (?:my|his|her|our|their|a|the) (?:\w{{1,8}} )?{_BODY}
(?:hit|landed on|fell on|struck|dropped on|smashed)(?: \w{{1,6}})? (?:my|his|her|our|a|the|on the) (?:\w{{1,8}} )?(?:{_BODY}|son|daughter|kid|child|baby|wife|husband|customer|person|cat|dog|crib|cot|bed)
(?:fell|fallen|falling|came|comes|coming|drops?|dropped|collaps\w{{1,3}}) (?:off|from|down|out|on|onto)(?: \w{{1,6}}){{0,3}} (?:wall|ceiling|shelf|mount|bracket|head|crib|cot|bed|baby|child|son|daughter|foot|customer)
(?:to|in|at|from|into) (?:the )?(?:hospital|emergency room|er|a&e|icu|clinic)(?! (?:wifi|network|account|uses?|we run)) / hospitali[sz]ed / emergency (?:room|services|ward|department)
ambulance / paramedics? / (?:call(?:ed|ing)?|dial(?:ed|led)?) (?:911|999|112) / faint(?:ed|ing)? / unconscious / passed out / collapsed / seizure / poison\w{{0,3}} / allergic / rash
carbon monoxide / (?:can'?t|couldn'?t|hard to|trouble|difficulty|struggl\w{{2,3}} to) breath\w{{1,3}} / (?:see|saw|visit|went to) (?:a|the|my) doctor / urgent care / first aid
(?<!atm )(?<!machine )swallow(?:ed|ing|s)?(?! (?:\w{{1,7}} ){{0,3}}(?:cost|price|fee|pride|charge|card)) / chok(?:ed|ing) / ingest(?:ed|ing)?
(?:put|puts|putting|has|had|got) (?:\w{{1,7}} ){{1,4}}in (?:his|her|their) mouth / suffocat\w{{2,3}} / strangl\w{{2,3}} / gag(?:ged|ging)
dangerous(?! (?:goods|precedent))(?:ly)?(?! (?:low|close|cheap)) / danger(?! zone) / hazard(?:ous|s)? / unsafe(?! (?:site|website|link|connection|url)) / not safe(?: to| for|[,.!]|$)
(?:is|are) (?:it|this|that|they) safe / safety (?:issue|hazard|risk|problem|concern|incident|recall|defect)s? / gas leak / toxic(?! (?:people|culture|community|chat|comments?))
(?:could|might|would|may) (?:have |easily have |easily )?(?:kill(?:ed)?|died?|burn(?:ed|t)?|set|been killed|started a|cause a fire|seriously)
(?:almost|nearly|near(?:ly)?|narrowly) (?:burn\w{{0,3}}|kill\w{{0,3}}|set|caught|died?|electrocuted|lost (?:my|a|his|her) (?:finger|hand|eye|house|home)|chok\w{{1,3}}|blinded|fell)
evacuat\w{{1,3}} / fire (?:brigade|department came|engine|fighters?|extinguisher|service|risk|hazard) / extinguish\w{{0,3}} / life[- ]threatening / deadly / lethal
fatal(?! (?:error|exception|flaw|bug|crash)) / (?:killed|kills|kill) (?:someone|somebody|us|a child|my (?:child|son|daughter|baby|family))
"""

HEAT = r"""
overheat\w{0,3}
(?:runs?|running|gets?|getting|got|feels?|is|was|became|becomes|stays?)(?: (?:quite|rather|a bit|a little|pretty|very|really|so|too|extremely|noticeably))? (?:hot|warm)(?! (?:deal|offer|topic|spot|welcome))
hot after / heats? up / heating up
"""

SELF_HARM = r"""
(?:last|final) (?:night|day|hour|evening)s?(?: (?:alive|on earth|for me|ever|i have)) / (?:is|be) my (?:last|final) (?:night|day|hour|evening)(?: here|[.!]|$) / (?:find|found|identify|bury) my (?:body|corpse)
reason (?:left )?to (?:keep (?:living|going|on)|stay alive|be here|exist|carry on|wake up) / end(?:ing)? everything
(?:don'?t|do not|can'?t) see (?:a|any|the) (?:point|future|reason)(?: (?:in|to|any ?more|for me|left)|[,.!]|$)
(?:want|wish|need|ready for) (?:it|this|everything|it all|the pain|life) (?:all )?(?:to be over|to (?:just )?(?:end|stop))
(?:thinking|thoughts|thought|talking) (?:about|of) (?:ending (?:it|things|everything)|killing|dying|death|jumping|hurting)
(?:the|my|enough|a box of|all these|some) (?:pills|tablets|razor|knife|rope)(?: \w{1,6}){0,3} (?:in front|ready|in my hand|next to me|here|beside me|to my)
(?:end|ending) it (?:tonight|today|now|soon|here) / (?:i )?(?:have|got|see|with) no (?:hope|future|reason)(?: left)? (?:left|to (?:go on|live)|any ?more|in life) / (?:just )?let me die
rather (?:be dead|die) / make (?:it|the pain) (?:all )?stop forever / suicid\w{1,5} / kill(?:ing)? (?:myself|my self|meself) / kms
(?:end|ending|ended) (?:it all|my (?:own )?life|everything tonight|myself|this life|my suffering|my misery|the pain) / tak(?:e|ing) my (?:own )?life / hang(?:ing)? myself
(?:hurt|harm|cut|injur|burn)(?:e|ing|ting)? (?:myself|my wrists?|my arms?) / self[- ]?harm\w{0,3} / off(?:ing)? myself / unalive / shoot(?:ing)? myself / drown(?:ing)? myself
poison(?:ing)? myself
(?:want(?:ed|ing)?|wanna|going|gonna|ready|about|plan(?:ning)?|like|decided|prefer|hope|wish|rather|just|might as well|should|would) (?:to )?(?:just )?(?:die|be dead|not exist|disappear (?:forever|for good)|stop existing|stop living|jump(?= off| from| out|[,.!]|$))(?! (?:of|laughing|for|hard|trying|to try|to get|in (?:and|right)|ship|plans?|to))
wanna die / better off (?:dead|without me|if i)
wish i (?:was|were|could|wasn'?t|weren'?t|had|hadn'?t|just)(?: \w{1,8})? ?(?:dead|die|died|alive|born|here|disappear|vanish|never woke|exist|wake up|asleep forever)
(?:don'?t|do not|dont|no longer|didn'?t|not)(?: even| really)? (?:want|wanna|wish|care|feel like)(?: to)? (?:live|living|be alive|exist|existing|wake up|be here|go on living|go on|be around|if i (?:live|die))(?: any ?more)?
(?:no|lost (?:all|the|my)|without(?: any)?) (?:reason|point|will|desire|strength|purpose)(?: left)? (?:to|in|for) (?:live|living|life|go on|going on|be alive|being alive|carry on|continue|keep going|staying alive)
(?:can'?t|cannot|can not|cant) (?:go on|carry on|live|keep going|face (?:another|tomorrow|life)|cope|keep living|bear (?:to live|living|life)|do life|do this life)
(?:tired|sick|done|fed up|exhausted) (?:of|with|from) (?:living|life|being alive|existing|my life|this life) / not worth living / nothing (?:left )?to live for / worth living
what'?s the point (?:of|in) (?:living|life|going on|being alive)
life (?:is|has|isn'?t|feels) (?:\w{1,9} )?(?:pointless|meaningless|over|unbearable|no meaning|worth it|hopeless|not worth|no point|worthless)
jump(?:ing|ed)? (?:off|from|out of|in front|under|into) (?:a|an|the|my|this|of a|of the|your)(?! call| meeting) / overdos\w{1,3} / slit(?:ting)? my
(?:took|taken|take|taking|swallow(?:ed|ing)?|down(?:ed)?) (?:all |a bottle|a whole|the whole|my whole|too many|the bottle|a handful|every)[^.!?]{0,16}(?:pills|tablets|meds|medication|bottle|sleeping)
sleeping pills / bottle of pills / (?:final|last) (?:goodbye|message|words|note) / goodbye (?:world|everyone|forever|cruel) / this is goodbye(?! forever to your)
won'?t be (?:here|around|alive) / not be (?:here|around|alive) (?:tomorrow|much longer|any ?more|next|by|when)
(?:world|everyone|family|kids|they|you all)[^.!?]{0,16}better (?:off )?without me / (?:nobody|no one) (?:would|will) (?:miss|care|notice)[^.!?]{0,12}(?:me|gone|dead|i)
(?:give|giving|given|gave) up on (?:life|living|everything) / (?:i am|i'm|im|i feel|feeling|feel) (?:\w{1,10} )?(?:suicidal|worthless|a burden|hopeless|so hopeless)
burden (?:to|on) (?:everyone|my family|them|others) / (?:see|there'?s|there is|is) no (?:other )?way out / (?:driv\w{1,3}|push\w{0,3}) me (?:to (?:suicide|the edge|end|kill)|over the edge)
(?:rope|noose|razor|ledge|bridge|gun) (?:ready|in my|around my|to my) / standing on (?:a|the) (?:bridge|roof|ledge|rooftop) / stop breathing / end up dead / find me dead
my (?:death|blood) (?:is|will be)? ?on (?:you|your) / depressed / severe depression / my will is / thoughts of (?:dying|death|ending)
"""

VIOLENCE = r"""
(?:kill|murder|shoot|stab|strangle|slaughter|lynch)(?:ing)? (?:you|your|him|her|them|the (?:agent|rep|technician|driver|guy|staff|ceo)|that (?:agent|rep|guy|man|woman)|every(?:one|body)|all of you|someone at)
(?:beat|punch|smash|hit|break|slap|kick)(?:ing)? (?:you|your (?:face|head|legs|neck|teeth|bones|staff|agents?|skull|arms?|fingers)|him|the (?:agent|technician|driver|rep))(?: up)?
burn (?:down )?your (?:office|shop|store|building|place|house|headquarters|company) / burn (?:you|your \w{1,10}|it all|the place) down
(?:bomb|blow up|set fire to|torch) (?:your|the (?:office|building|shop|store)|you) / (?:i|we) know where you (?:live|work|are)
(?:bring|bringing|come with|coming with|show up with|got|have|buy) (?:a|my|the) (?:gun|knife|bat|rifle|hammer|axe|machete) / hurt you / make you (?:bleed|pay with|suffer physically)
you(?:'re| are) (?:all )?(?:dead|going to die|gonna die) / (?:beat|kick) (?:the \w{1,5} out of|your \w{1,5}) / watch your back / come (?:for|after) (?:you|your family) / find you and
throw (?:acid|a brick|a bomb|petrol)
"""

MONEY_THEFT = r"""
(?:payments?|transactions?|charges?|purchases?|withdrawals?|transfers?|orders?)(?: (?:that|which|i|we))* (?:know nothing about|knew nothing about|(?:have )?no idea about|(?:am |was )?not aware of|never heard of|have nothing to do with)
(?:money|funds?|savings|cash|balance|deposit|payout|\$ ?\d+|£ ?\d+|€ ?\d+)(?: \w{1,8}){0,4} (?:has been|have been|was|were|been|got|just got) (?:taken|withdrawn|moved|spent|stolen|transferred (?:to|out|away)|siphoned|removed) (?:from|out|by|without|and|to)?
(?:taken|withdrawn|removed|moved) (?:from|out of) my (?:account|card|wallet|bank|balance) (?:without|by|and i|but i|that i)
used (?:my|our) (?:card|account|identity|wallet|details|name) (?:without|to (?:buy|pay|order|open)) / using my (?:card|account|identity) to / stolen / stole / thief / thieves
theft(?! (?:included|cover\w{0,3}|protect\w{0,4}|insur\w{0,4})) / steal(?:ing|s)? (?:my|from|money|our|funds|cash|customers?'?) / robbed / fraud(?:ulent\w{0,2}|ster|sters|s)?
unauthori[sz]ed / scam(?:med|mers?|ming)? / swindl\w{1,3} / embezzl\w{1,3} / conned
(?:i|we) (?:did not|didn'?t|never|have never|haven'?t|had not) (?:ever )?(?:authori[sz]ed?|make|made|approved?|do|done|recogni[sz]ed?|order(?:ed)?|agree to|sign up for) (?:this|that|the|these|those|any|it|such)(?: \w{1,12}){0,2}(?: (?:payments?|transactions?|charges?|purchases?|withdrawals?|transfers?|orders?))?
(?:don'?t|do not|didn'?t|cannot|can'?t) recogni[sz]e (?:\w{1,9} )?(?:\w{1,9} )?(?:payments?|transactions?|charges?|purchases?|withdrawals?|transfers?|orders?|it|them)
(?:payments?|transactions?|charges?|purchases?|withdrawals?|transfers?|orders?) (?:that |which )?(?:i|we) (?:did not|didn'?t|never|don'?t|do not|have never)
(?:wasn'?t|was not|weren'?t|not) (?:me|us|made by (?:me|us)|my (?:purchase|order|payment|transaction|transfer))
without my (?:permission|consent|knowledge|authori[sz]ation|approval|okay)(?=[^.!?]{0,40}(?:money|paid|pay|charg|card|transfer|bought|account)|[.,!]|$) / hack(?:ed|er|ers|ing)
hijack\w{0,3} / compromised / identity theft / phish\w{1,4} / skimm(?:ed|ing) / cloned / impersonat\w{1,4}
(?:pretend\w{0,3}|claim\w{0,3}|pos(?:ed|ing)) (?:to be|as) (?:you|your|from|customer|support|an agent)
(?:someone|somebody|a stranger|strangers?|thieves|they|he|she|who|crooks?|an unknown person) (?:else )?(?:has |have |is |had )?(?:used|using|took|taken|taking|withdrew|withdrawn|emptied|drained|spent|spending|transferred|cleaned|bought|charged|made (?:a )?(?:payment|purchase)s?|paid|ordered)(?: \w{1,8}){0,4} (?:my|our|from my|with my|on my|using my|money|account|card|wallet|balance|funds)
(?:money|funds?|savings|balance|takings|payout|deposit|wallet|account|card|cash)[^.!?]{0,24}(?:gone|missing|vanished|disappeared|drained|emptied|cleaned out|taken over|wiped out|siphoned|transferred (?:out|away|to (?:a|an|some|another))|stolen|zero|used by|maxed out)
(?:drained|emptied|cleaned out|wiped out|raided|siphoned)(?: \w{1,8}){0,3} (?:account|card|wallet|balance|savings)
(?:strange|suspicious|unknown|unfamiliar|unexplained|mysterious|foreign) (?:payments?|transactions?|charges?|purchases?|withdrawals?|transfers?|debits?)
(?:qr|payment) code[^.!?]{0,24}(?:replaced|swapped|not mine|tampered|changed by)
my card (?:was|has been|is being|got) (?:used|charged) (?:in|by|at|for|without|abroad)[^.!?]{0,30}(?:never|not|didn'?t|abroad|someone|country|city|without)?
"""

DATA_LOSS = rf"""
data loss / (?:lost|lose|losing|loss of|lost access to)(?: \w{{1,9}}){{0,4}} {_KEPT}
{_KEPT}(?! (?:quota|title))[^.?!]{{0,36}}(?:vanished|disappeared|(?:is|are|was|were|all|just|have|has|simply|completely|be|been|now|suddenly)(?: \w{{1,8}})? (?:gone|missing|deleted|wiped|erased|lost|corrupt\w{{0,4}}|empty|destroyed|overwritten|nowhere|blank|unrecoverable|irretrievable)|went missing|wiped|erased|gone$|gone[,.!]|nowhere to|no longer (?:there|exist|in)|0 bytes|zero bytes|0 ?kb|not there any ?more|got (?:deleted|wiped|lost|erased))
(?:deleted|wiped|erased|corrupted|destroyed|overwrote|overwritten|lost|nuked|purged|trashed)(?: (?:all|my|our|the|of|every|everything|entire|whole|half|years|years'|months|worth))+(?: \w{{1,12}}){{0,2}} ?(?:{_KEPT}|account|drive|cloud|photos)
(?:deleted|wiped|erased|lost|destroyed|ate) everything
(?:folder|album|cloud|drive|trash|recycle bin|gallery|backup|bin|storage)s? (?:is|was|are|were|shows?|came back|turned out|appears?) (?:now |completely |suddenly |all |totally )?(?:empty|wiped|blank|zero|nothing)
(?:nothing|none|not a (?:single )?(?:photo|file)|only (?:half|empty|a few))[^.!?]{{0,24}}(?:left|restored|recovered|came back|survived|remains)
(?:cannot|can'?t|unable to|couldn'?t|could not|failed to)(?: \w{{1,9}}){{0,2}} (?:recover|retrieve|get back|restore|find) (?:any of |all of |all |any )?(?:my|our|the|them)(?: \w{{1,9}}){{0,2}} ?(?:{_KEPT})
(?:ten|five|two|three|four|six|seven|eight|nine|twenty|\d{{1,2}}|many) years (?:of|worth)[^.!?]{{0,30}}(?:gone|lost|deleted|vanished|wiped|erased|disappeared)
where (?:did|have|are|has) (?:all )?(?:my|our) {_KEPT} (?:go|gone|disappear\w{{0,2}})
"""

PRIVACY_LEAK = rf"""
my (?:private|personal|intimate|family) (?:photos?|pictures|videos?|data|details|information|files|footage)[^.!?]{{0,20}}(?:online|public|web|internet|out there|leaked|visible|everywhere)
(?:someone|somebody|a man|a woman|a voice|a stranger|stranger)(?: \w{{1,8}}){{0,2}} (?:spoke|talked|talking|speaking|yelled|shouted|whispered|laughed|said|says)(?: \w{{1,8}}){{0,4}} (?:through|from|via|over|on|out of) (?:the|my|our) (?:camera|speaker|cam|monitor|device)
(?:someone|somebody|a person|another person|people|a family|some family|some guy|a couple)'?s? (?:kitchen|living room|bedroom|house|home|hallway|garage|garden|yard|baby|kid|photos|face|invoice|invoices|private)\b[^.!?]{{0,40}}(?:isn'?t mine|not mine|instead|in my|on my|appear\w{{0,3}}|shows?|not ours)?
privacy (?:is|was|has|have|violat\w{{2,4}}|breach\w{{0,3}}|invasion|invaded|problem|concern|issue|nightmare|incident|at risk|scandal|gone|leak\w{{0,3}}|[,.!?])
(?:violat\w{{1,4}}|invad\w{{1,3}}|invasion|breach|loss|worried about|concerned about|where is|respect)(?: of)? (?:my |our |of my |the )?privacy
leak(?:s|ed|ing)?(?: out)?(?: of| all)? (?:my|our|personal|customers?|private|user|data|information|details|names|onto|to|online)
{_PRIVATE}[^.!?]{{0,20}}(?:leak(?:s|ed|ing)?|exposed|sold|breached|published|made public|public now|visible to (?:every|other|any|strangers|all|the)|on the (?:internet|web|dark web)|posted online|ended up (?:online|with|on|in)|available to (?:any|every|other)|shared with (?:third|other|strangers|someone|people|every|a|an|your)|handed (?:to|over)|given (?:to|out)|sent to (?:the wrong|another|someone|somebody|a different|other|a stranger)|went to (?:another|someone|the wrong|a stranger|a different|other)|in the hands of|are public|is public)
data (?:breach|leak)\w{{0,2}} / breach(?:ed)? of (?:data|privacy|confidential\w{{0,4}}) / (?:spy(?:ing|ed)?|spies|snoop\w{{0,3}}|eavesdrop\w{{0,4}}|peep\w{{0,3}})(?: on)?
(?:see|saw|seen|seeing|view|viewed|watch|watched|watching|shows?|showed|showing|got|get|getting|received|receiving|open(?:s|ed)?|hear|heard|hearing|access|displays?|contains?|belongs? to|logged (?:in(?:to)? )?as|instead of)(?: \w{{1,9}}){{0,4}} {_OTHERS}(?! (?:question|issue|problem|word|matter|plan|option|day|time|way|thing|phone number to))
{_OTHERS}(?: \w{{1,9}}){{0,4}} (?:see|sees|saw|seen|watch|watches|watching|view|viewing|viewed|access|accessed|accessing|accesses|logged|log|logs|viewer|talking|spoke|speaks?|speaking|in my|on my|appears?|appeared|listed|living room|bedroom|house|home|kitchen|camera|feed|clips?|footage|photos|videos|files?|invoices?|orders?|data|details|address|name|messages|room|account|documents?|bill|know|knew|knows|downloaded|opened|called|control\w{{0,4}})
(?:watch(?:ing|ed)?|listening to|recording|filming|tracking|stalk(?:ing|ed)) (?:me|us|my (?:child|kid|baby|daughter|son|family|wife|home|house|bedroom)|our (?:home|house|child|kid|bedroom|conversation))
(?:heard|hear|hearing) (?:a |an |some |someone |somebody |it )(?:\w{{1,9}} ){{0,2}}(?:voices?|man|woman|people|person|talk\w{{0,3}}|laugh\w{{0,3}}|breathing|speak\w{{0,3}}|cough\w{{0,3}}|whisper\w{{0,3}}|cry\w{{0,3}})
voices? (?:from|through|coming|came|out of|in)
(?:talk(?:ed|ing|s)?|sp[eo]ke|speak(?:s|ing)?|said|whisper\w{{0,3}}|laugh\w{{0,3}}) (?:to|at|through|from|with) (?:my (?:child|kid|baby|daughter|son|wife)|us|me) (?:through|from|via|over|at night)
(?:mov(?:ed|es|ing)|turn(?:ed|s|ing)|rotat(?:ed|es|ing)|pann?(?:ed|s|ing)|switch(?:ed|es)(?: itself)?(?: on)?|came|follow(?:ed|s|ing)|spoke|talks?|talked|start(?:ed|s) (?:moving|talking|recording|turning|speaking))(?: \w{{1,6}}){{0,2}} (?:by itself|on its own|itself|by its own|all by itself|alone at night)
(?:hacked|hacker|broke) into(?: \w{{1,6}})? (?:camera|account|home|feed|system) / camera[^.!?]{{0,16}}(?:hacked|hijacked|compromised|taken over|controlled by)
who (?:else )?(?:has|had|can|is|gave|could|sees)(?: \w{{1,8}}){{0,3}} (?:access|watching|see my|seeing|view my|my (?:number|address|details|data|phone)|listening)
(?:how|where|who|why) (?:do|did|does|on earth did|the hell did)(?: \w{{1,9}}){{1,3}} (?:get|know|have|find|got|obtain|share|give|sell)(?: out)? (?:my|our)(?: \w{{1,9}})? ?(?:number|address|details|name|data|phone|email|information)
(?:calls?|texts?|emails?|callers?|caller|scammers?|salesm[ae]n|stranger|marketers?|telemarketers?|people)[^.!?]{{0,30}}(?:knew|knows|know|who knew|quoting|had|has) (?:my|our|exactly|everything|all)(?: \w{{1,9}})? ?(?:name|address|order|details|number|purchase|camera|account|about)?
(?:your|an|one of your|the) (?:staff|employees?|agents?|technicians?|reps?|support|company|engineers?)(?: \w{{1,9}}){{0,3}} (?:looked at|looking at|look at|watched|watching|view(?:ed)?|read|reading|browsed|texted me|messaged me|added me|contacted me privately|saved|copied|shared|sold|kept|photographed)(?: \w{{1,6}}){{0,2}} ?(?:my|our|me|private)?
(?:sold|expos(?:ed|ing)|shar(?:ed|ing)|disclos(?:ed|ing)|published|posted|gave (?:out|away)|giving (?:out|away)|leaked|selling|handed over|uploaded|collecting|tracking) (?:my|our|customers?'?|personal|private|people'?s)(?: \w{{1,9}}){{0,2}} ?{_PRIVATE}
doxx\w{{0,3}}
without (?:my|our|any) (?:consent|permission|knowledge)[^.!?]{{0,24}}(?:record\w{{0,3}}|shar\w{{1,3}}|upload\w{{0,3}}|collect\w{{0,3}}|publish\w{{0,3}}|film\w{{0,3}}|access\w{{0,3}})
(?:record\w{{0,3}}|shar\w{{1,3}}|upload\w{{0,3}}|collect\w{{0,3}}|publish\w{{0,3}}|film\w{{0,3}}|access\w{{0,3}}|listen\w{{0,3}})[^.!?]{{0,24}}without (?:my|our|any|asking|telling) ?(?:consent|permission|knowledge)?
not (?:my|mine|our|ours)(?: own)? (?:camera|house|home|living room|clips?|photos|files|kitchen|bedroom|data|account|customers?|invoices?)
wrong (?:person|customer|recipient|address)[^.!?]{{0,20}}(?:got|received|sent|has) (?:my|our)
(?:login|sign[- ]?in|logged in|signed in|session)s? from (?:a |an |some |another )?(?:unknown|strange|foreign|different|unfamiliar|country|city|place|device)
"""

OUTAGE = r"""
outages? / everyone(?: here| else)?(?: is| has)? (?:down|affected|offline|can'?t) / whole (?:office|building|street|area|city|system|company|site) (?:is |went )?(?:down|offline|out)
all (?:our |of our |my )?(?:shops?|stores?|devices|users|customers|sites|offices) (?:are |is )?(?:down|offline|affected|out)
(?:service|servers?|system|platform|website|site|api)(?: is| are| has been)? (?:completely |totally |all )?down(?: again| for everyone)? / nationwide / down (?:for )?everyone / down again
"""

WRONG_CHARGE = r"""
charged (?:me |us |my card )?(?:again|twice|double|two times|three times|extra|wrongly|incorrectly|full|after)
(?:double|duplicate|wrong|incorrect|unexpected|extra|mystery)[- ](?:charged?|charges|billing|billed|payments?) / overcharg\w{1,3}
billed (?:me )?(?:again|twice|double|wrongly|for something) / still (?:being |getting )?(?:charged|billed|charging|billing|taking) / keeps? (?:charging|billing|taking money)
was charged (?:for|when|even|although|though) / charged for (?:each|both|nothing|something) / taken (?:twice|two payments) / (?:bills?|charges?) me after
(?:two|three|multiple) (?:charges|payments) (?:for|on) (?:the same|one|a single)
"""

THREAT = rf"""
courts?(?! (?:shoes|side|jester|room tv)) / (?:you(?:'ll| will)) be sorry / filing with (?:the|my)
(?:this|it|all this|the story|my (?:story|video))(?: is|'s| will be| goes| gets)? (?:going |go )?(?:straight |right |all over |viral )*(?:on|onto|to|over) {_SITE}
i(?:'ll| will|'m going to| am going to| shall|'m gonna) (?:post|tweet|share|put|publish|upload|spread|blast|write)[^.!?]{{0,40}}{_SITE}
lawyers?(?! (?:office|firm|plan|discount|ourselves|as customers)) / attorneys?(?! general'?s office invoice) / solicitors?(?! firm)
legal (?:action|proceedings|steps|recourse|advice|claim|team will|route|letter|remedies|counsel|notice|department will) / legally
take (?:you|this|them|it)(?: \w{{1,7}}){{0,2}} to (?:court|the|my|arbitration|tribunal) / (?:to|in|into) court / see you (?:all )?in court
court (?:case|order|date|action|claim|proceedings|summons) / small claims / sue / suing / sued / lawsuit / litigat\w{{1,4}} / arbitration / tribunal / press charges
file (?:a |an )?(?:formal |official )?(?:complaint|suit|lawsuit)(?: with| against| to|[,.!]|$) / file (?:a |an )?(?:claim|report|case|dispute) (?:with|against|to)
formal complaint (?:to|with) / ombudsman / regulators? / regulatory (?:body|authority|agency|complaint)
(?:consumer|customer) (?:protection|council|rights|association|affairs|watchdog|commission|forum|court|bureau|advocate|hotline|agency) / watchdog / trading standards / better business bureau
bbb / fcc / ftc / ofcom / cfpb / accc / attorney general / class action
(?:complain|complaint|complaining|escalat\w{{1,3}}|report(?:ing|ed)?|take this|taking this|going|go|write|writing|letter|reach(?:ing)? out|email\w{{0,3}}) (?:you |this |it |your company |all this |everything |about you |further |straight |directly |higher |up )*to (?:the|your|a|an|my|every|head|corporate|management|hq|ministry|government)(?: \w{{1,12}}){{0,2}} ?(?:authorit(?:y|ies)|government|ministry|press|media|papers?|newspapers?|police|tv|ceo|board|head office|headquarters|hq|boss|director|chairman|president|regulator|council|bureau|commission|agency|senator|mp|journalists?|reporter|office|union|higher ups|top|management|manager|1231[5])
report(?:ing)? (?:you|your company|this company|this to|you all|you guys|the company)
(?:the|my local|local|contact\w{{0,3}}|alert\w{{0,3}}|call\w{{0,3}}|tell\w{{0,3}}|inform\w{{0,3}}|talk\w{{0,3}} to|tip\w{{0,3}} off|to) (?:press|media(?! (?:library|player|server|files?|center|centre|tab|folder|type|box))|newspapers?|newsroom|papers|tv station|journalists?|reporters?|authorities|cops|consumer)
journalists? / reporters?(?! (?:said|badge)) / newspapers?(?! app) / go(?:ing)? (?:public|viral|to the (?:press|media|police|papers|news|top))
(?:post(?:ing|ed|s)?|put(?:ting)?|shar(?:e|ing)|blast(?:ing)?|writ(?:e|ing)|spread(?:ing)?|upload(?:ing)?|tweet(?:ing)?|rant(?:ing)?|complain(?:ing)?|warn(?:ing)?|review(?:ing)?|all over|blow(?:ing)? (?:up|this up)|drag(?:ging)?)[^.!?]{{0,30}}(?:on|all over|to|over|across|about you on|via) (?:every |all |my |the )*{_SITE}(?! (?:integration|login|button|feature|account settings|from the app|directly from))
(?:post|put|share|publish|spread|blast|screenshot) (?:this|it|all this|that|the (?:whole )?(?:story|conversation|chat|recording|video|screenshots)|everything|our (?:chat|conversation))(?: \w{{1,8}}){{0,2}} (?:online|everywhere|public\w{{0,2}}|on (?:every|all|social|the internet)|all over|for everyone)
(?:one|1|zero)[- ]star(?:s)?(?: reviews?)? / (?:bad|negative|terrible|scathing|public|worst|honest|horrible) reviews? / leave (?:a|you a) (?:\w{{1,9}} )?review / review bomb / trustpilot
tell (?:everyone|everybody|all my|the (?:whole )?world|my followers|every) / (?:warn|warning) (?:everyone|others|people|my|all|every) / my followers / \d+k? followers / name and shame
expos(?:e|ing) (?:you|your|this company|this) / hashtag / boycott\w{{0,3}}
(?:call|calling|called|get|getting|go to|going to|contact|contacting|inform|involve|involving|went to|report(?:ed|ing)? (?:it |this |you )?to|filed with|with) the (?:police|cops|authorities)
police report / (?:phone|ring|ringing|phoning) the police
your (?:ceo|head office|headquarters|board|boss|director|chairman|management) (?:will|is going|should|needs?|must|gets?|directly|about|and|[,.!]|$)
(?:your|the) (?:ceo|chairman|board of directors|head office|founder) / over your head / higher (?:up|authority|authorities|ups) / chargeback / charge back
(?:dispute|disputing|reverse|reversing)(?: \w{{1,9}}){{0,3}} (?:with|through|via) (?:my|the|our) (?:bank|card|credit)
you(?:'ll| will| are going to|'re going to|'re gonna| gonna) (?:regret|hear from|be sorry|pay for|see what|face|be hearing|lose your licen[cs]e) / (?:last|final) (?:warning|chance|notice)
or else
(?:consequences|or i(?:'ll| will) (?:take|report|go|call|sue|escalate|complain|post)|won'?t let (?:this|it) (?:go|drop|slide)|not (?:going to )?let (?:this|it) (?:go|drop|slide)|hear the last|haven'?t heard the last|make sure (?:everyone|the whole|nobody|no one|every)|ruin (?:you|your)|shut you down|fight (?:this|you) (?:to|until|all)|never (?:stop|rest) until|see (?:how|what) (?:the|your) (?:press|regulator|ceo|media|judge)|judge)
"""

REGULATOR = r"""
(?:ombudsman|trading standards|ofcom|bbb|better business bureau|consumer (?:council|affairs|protection \w{1,10}|commission|association|rights)|regulator|commission|ministry|attorney general|authority|bureau|department|12315|12345|12300|administration|office of)[^.!?]{0,50}(?:refer(?:s|red|ral|ring)|case (?:number|no|ref|id)|forward(?:s|ed|ing)?|on behalf of|requires? (?:you|your)|has (?:opened|received|accepted|asked)|within \d+ (?:business |working |calendar )?days|hereby|notice|investigat\w{1,4}|letter|slip|mediat\w{1,4}|written (?:reply|response)|inspection)
(?:we|this office|this authority|our office|the \w{1,12}) (?:have |has )?(?:received|accepted|registered) (?:a|the|an|this) (?:\w{1,10} )?(?:complaint|petition|referral)(?: \w{1,10}){0,2} (?:about|against|concerning|from|regarding|referr\w{1,3})
notice of (?:complaint|investigation|violation|referral|mediation) / complain(?:t|ant)(?:'s)? (?:reference|ref|no|number|id|name):?
regulatory (?:notice|referral|inquiry|enquiry|investigation|request) / (?:written|formal) (?:reply|response|statement)[^.!?]{0,20}(?:required|by|within|due|no later) / pursuant to
(?:you are|your company is) (?:hereby )?(?:required|requested|ordered|directed) to / referral slip / official referral
"""

RIGHTS = r"""
(?:delet(?:e|ed|ing|ion)|eras(?:e|ed|ing|ure)|remov(?:e|ed|ing|al)|wip(?:e|ed|ing)|destroy\w{0,3}|purg(?:e|ed|ing)|clear)(?: of)?(?: (?:all|every|any|my|our|the|of|personal|customer|account|stored|held|you have|trace|traces|bit|piece|private|and|everything))* (?:data|information|details|records|pii|profile|identity)(?: (?:you|that|about|on|from|held|and|i|associated|relating|in your|please|permanently|now|under)|[.,!?]|$)
(?:delete|erase|remove|wipe|purge) (?:everything|all|all that|whatever|anything) (?:you|your)(?: \w{1,9}){0,2} (?:have|hold|know|keep|store|collected|stored)(?: (?:on|about) me)?
(?:copy|copies|export|extract|access)(?: of| to)?(?: (?:all|every|any|the|my|our|of|everything|full))* (?:personal (?:data|information|details)|data (?:you|that|about|held|on me)|information (?:you|that|about|held|on me)|you (?:hold|have|keep|store))
(?:copy|copies) of (?:all )?(?:my|the|our)(?: \w{1,9})? (?:data|information|records|profile)
right (?:to be forgotten|of access|to erasure|to (?:access|delete|deletion|portability|object|rectif\w{2,8})|of (?:erasure|portability|rectification)) / subject access
(?:sar|dsar) (?:request)? / data (?:subject|portability|protection (?:officer|request|rights|act|law)) / gdpr / pipl / ccpa
(?:withdraw|revoke|retract)(?:ing|s)?(?: my| the| all| any)? (?:consent|permission) / forget me
(?:what|which)(?: \w{1,9}){0,2} (?:data|information|details) (?:do|does|did|have|are) (?:you|your company|hefan|they|your)(?: \w{1,9}){0,2} (?:hold|have|held|keep|store|stored|collect|collected|hold(?:ing)?|process)(?:ing)?
stop (?:processing|using|sharing|collecting|selling) my / (?:object|objection) to (?:the )?(?:processing|profiling|automated) / (?:opt out of|stop) (?:profiling|automated|data processing)
rectif(?:y|ication) (?:my|of my|of|the) / correct (?:my|the) personal (?:data|information) / under article \d+ / (?:close|delete) my account and (?:delete|erase|remove|wipe|all)
"""

MINOR = rf"""
(?:[1-9]|1[0-2])(?:st|nd|rd|th)[- ]grader
(?:little |baby |kid |big )?(?:kid|kiddo|child|toddler|son|daughter|brother|sister|nephew|niece|grandson|granddaughter)(?: \w{{1,10}}){{0,3}} (?:bought|purchased|spent|ordered|subscribed|paid|clicked|tapped|pressed|signed up|upgraded|used my|took my)
minors / (?:a|am|is|was|he'?s|she'?s|i'?m|still|being|as) (?:a )?minor(?=[.,!?;]|$| (?:and|so|who|under|using|child|account|purchase|without|bought|paid|i|he|she|it'?s|my)\b)
under ?age(?:d)? / under (?:1[0-8]|eighteen|sixteen|the age) / not (?:yet )?(?:18|eighteen|an adult|of age|old enough)
(?:i am|i'm|im|i was|we are|we're) (?:only |just |still |like |actually |almost |nearly )*{_YOUNG}(?! (?:percent|%|days?|weeks?|months?|hours?|minutes?|times|miles|th|st|usd|dollars|euros|users|people|devices|calls?|shops|stores)\b)(?: (?:years? old|yrs?(?: old)?|y/?o|and|so|but|this year|now|too)|[.,!?]|$)
(?:he is|she is|he's|she's|they are|aged?|who is|who's|only|just|turned|is only|is just) {_YOUNG}(?: years? old| yrs?(?: old)?| y/?o| and |[.,!?]|$)(?! (?:days?|months?|weeks?|hours?))
{_YOUNG}[- ]years?[- ]olds? / {_YOUNG} ?(?:yo|y/o)
(?:my|our|the|a|his|her|their|neighbou?r'?s)(?: (?:little|young|younger|own|two|three|four|\w{{1,8}}[- ]year[- ]old|small|older|baby|teenage|\d{{1,2}}))* {_KIN}[^.?!]{{0,40}}{_SPENT}
{_SPENT}(?: \w{{1,9}}){{0,3}} by (?:my|our|a|his|her) (?:\w{{1,12}} )?{_KIN}
(?:my |her |his )?(?:mom|mum|mommy|mummy|dad|daddy|mother|father|parents?|grandma|grandpa|gran|nan|grandmother|grandfather)(?:'?s|s') (?:phone|card|account|credit card|bank card|money|wallet|password|ipad|tablet|login|credit|debit card|permission)(?! (?:number|no\b|address|holder))
(?:my )?(?:mom|mum|dad|mother|father|parents?) (?:doesn'?t|don'?t|do not|does not|didn'?t|did not|will|would|is going to|must not|can'?t|not) (?:know|kill me|find out|agree|allow|be (?:mad|angry)|ground)
(?:don'?t|please don'?t|do not|without) (?:tell(?:ing)?|asking) (?:my )?(?:mom|mum|dad|mother|father|parents?)
without (?:my )?(?:mom|mum|dad|mother|father|parents?|parental)(?:'s|'|s'|s)? ?(?:permission|consent|knowing|knowledge|approval)
(?:in|i'm in|start|started|am in) (?:the )?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|[1-9]th|[1-3](?:st|nd|rd)|10th|11th) grade / grade (?:[1-9]|10|11)(?: student)?
year [1-9] (?:at school|student|pupil) / (?:in|at|from) (?:primary|elementary|middle|junior high|secondary|high)(?: school)?
(?:middle|high|primary|elementary) school(?:er|ers| student| kid)? / schoolboy / schoolgirl / (?:pocket|birthday|lunch) money / (?:legal )?guardian
kids? (?:bought|purchased|spent|subscribed|charged|ordered|got)
"""

ELDERLY = r"""
(?:the |an |for |is |are )?elderly / pensioners? / senior citizens? / seniors?
(?:my|our|an|the|her|his) (?:\w{1,9} )?(?:grandma|grandpa|grandmother|grandfather|grandparents?|gran|granny|nana)
(?:elderly|old|aging|ageing|aged|older|frail) (?:mother|father|parents?|mum|mom|dad|man|woman|lady|aunt|uncle|couple|folks|people)
(?:(?<!\d)[6-9]\d|sixty|seventy|eighty|ninety|late (?:sixties|seventies|eighties))(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?[- ]years?[- ]olds?
in (?:his|her|their|my) (?:60s|70s|80s|90s|sixties|seventies|eighties|nineties) / (?:i am|i'm|he is|she is|he's|she's|who is|aged|aged? of) (?:6[5-9]|[789]\d)(?: and| years|[.,!?]|$)
(?:talked|pressured|pushed|tricked|conned) into (?:it|buying|signing|this|a) / dementia / alzheimer'?s / retiree / retired / hard of hearing / widow(?:er)? / care home
at (?:my|his|her) age
"""

WRONGDOING = r"""
cash (?:with no|without(?: a| any)?|and no|no) (?:receipt|invoice|paper\w{0,4}|bill) / (?:no|without(?: a)?) receipt[^.!?]{0,20}(?:cash|pocket)
(?:sells?|selling|sold|sold me|passing off)(?: \w{1,9}){0,2} (?:fakes?|counterfeits?|knock[- ]?offs?|refurb\w{0,6}|used|second[- ]hand)(?: \w{1,9}){0,3} as (?:new|genuine|original)
fake (?:units?|goods|devices?|parts?|copies|merchandise|stock)
us(?:ed|es|ing)(?: \w{1,9}){0,2} (?:photos?|pictures?|images?|logo|artwork|music|song|video|face|likeness|name|design|text)(?: \w{1,9}){0,6} without (?:my |our |any |asking|permission|consent|a licen[cs]e|credit|paying)
whistle ?blow\w{0,4} / brib(?:e|es|ed|ery|ing) / kickbacks? / corrupt(?:ion)?(?: (?:staff|employee|manager|practice)|[.,!]|$) / embezzl\w{1,6} / tax (?:evasion|fraud|dodg\w{1,3})
fake (?:invoices?|orders?|reviews?|receipts?|documents?|products?|accounts?|claims?) / falsif\w{2,6} / forg(?:ed|ery|ing|eries) / counterfeit\w{0,3} / infring\w{1,6} / pirat(?:ed|ing|acy)
plagiari\w{2,4}
(?:stole|copied|using|used|uses|ripped off)(?: \w{1,9}){0,3} (?:my|our) (?:logo|design|artwork|brand|trade ?mark|photos? without|code|music|copyright\w{0,3}|work without|content|pictures? (?:in|on|for)|song|illustration|patent)
(?:my|our)(?: \w{1,9}){0,2} (?:copyright\w{0,3}|trade ?marks?|patents?|intellectual property) / dmca / takedown / cease and desist
(?:report|reporting|denounce|turn in|blow the whistle on) (?:an? |your |one of your |the |some )*(?:employee|staff|misconduct|wrongdoing|agent|technician|manager|salesman|dealer|reseller|seller|colleague|insider|supervisor|rep|crime|illegal|corruption|fraud by|abuse)
misconduct / unethical / illegal(?:ly)?(?! character| argument)
(?:asked|asks|asking|demand(?:ed|s|ing)?|wanted|wants|took|takes|taking|pocket(?:ed|s|ing)?|accept(?:ed|s|ing)?|request(?:ed|s)?)(?: \w{1,9}){0,3} (?:cash (?:in hand|on the side|without|privately|under|off)|tip to|money under|under the table|off the books|side payment|private payment|bribes?)
under the table / cash (?:in hand|on the side) / off the books / insider
selling (?:customer|client|user|personal|people'?s|our)(?: \w{1,9})? (?:data|details|lists?|information|numbers|records) / money laundering
(?:sexual(?:ly)?|physically) (?:harass\w{0,4}|assault\w{0,3}) / harass(?:ed|ing|ment)(?= (?:by|me|my|a|from|her))/ groped
security (?:vulnerabilit(?:y|ies)|hole|flaw|bug|issue|researcher|weakness|report|disclosure|gap) / vulnerabilit(?:y|ies) / responsible disclosure / bug bounty / xss / sql injection / idor
exploit(?:able|ed)? / zero[- ]day / pyramid scheme / conflict of interest / nepotism / price[- ]fixing
"""

INJECTION = r"""
(?:ignore|disregard|forget|override) (?:all |any |the |your |of |everything |my )*(?:previous|prior|above|earlier|preceding|system)(?: \w{1,9})? ?(?:instructions?|prompts?|rules|messages?|guidelines)?
system prompt / developer mode / jailbreak / you are now (?:an? )?(?:admin\w{0,10}|developer|unrestricted|dan) / (?:reveal|print|show) your (?:instructions|prompt|system)
"""
