"""What unlabelled bytes most likely are, by counting the commonest characters of each language.

Detection libraries fail on the short texts of mail headers; a few dozen characters that make up half of
any Chinese, Japanese, Korean or Russian text decide better.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_SAMPLE = 4000  # bytes looked at; the first paragraphs tell
_COMMON: dict[str, frozenset[str]] = {
    "gb18030": frozenset(
        "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运请您谢收邮客服订单费款退换货修坏查询账户话机网络号码登录密网线断连接坏修理退款产品使用问题公司测试附件截图补充说明合同票抬头错麻烦重王张李陈刘"
        "店酒餐厅送味菜饭吃喝汤肉鱼鸡牛羊猪蛋奶茶糖油米粉香瓜豆早晚午夜昨周末节假春夏秋冬云雨雪风晴冷热温暖湿干净脏臭甜辣苦酸咸软硬厚薄宽短轻快慢旧红绿蓝黄黑紫灰屏幕键盘鼠标耳麦摄镜拍照片视频音播歌曲读写按钮插"
        "拔孔池芯卡存储调装卸搜索击页升级版寄递包裹箱袋瓶盒套双支台辆层楼室厨房卫浴床桌椅柜灯窗墙锁钥车站铁飞航班租宿宾游景江河湖岛桥村镇县省京沪广深杭武汉医病药疼痛血压孕婴童妈爸爷哥姐弟妹叔阿姨朋友伙伴校考"
        "课堂银贷息税价优惠券折扣赠促销抢购评星差投诉举赔偿歉态耐恶劣推荐喜欢讨厌满希谁啥咋吗呢吧啊哦嗯呀哈嘛哪咱俩替岁组怕忘醒睡跑跳坐躺拿扔丢偷骗冒伪质检验证扫描印刷固移联讯流速稳繁维护障限延迟误赶紧抓催骑消"
        "改签续缴逾欠划冻绑注激授"
        "，。！？：；、“”（）"
    ),
    "big5": frozenset(
        "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將兩高間由問很最重並物手應向頭文體相見被利什二等產或新己制身果加西月話合回特代內信表化老給世位次度門任常先海通教原東聲提立及比員解水名真論處走義各入幾口認條平系氣題活更別打女變四總何電數安少報才結反受目太量再感建務做接必場件計管期市直資命山金指許統區保至形社便空決治展科司五基眼書非則聽白卻界達光放強即像難請您謝收郵客服訂單費款退換貨修壞查詢帳戶網路號碼登錄密謝產品使用測試附件協助票據開立編號申編尚"
        "，。！？：；、「」（）"
    ),
    "cp932": frozenset(
        "のにはをたがでてとしれさいるもすなこんまくかっりあうきらそどせよけおみめつやえちわ"
        "。、ー・「」ンスルトリイラアクシドレジタテフロカムメサバマコプ日本人年大会国様者社御願致申上"
        "見積書件山田太郎村佐藤鈴木高橋渡辺伊小林加吉川松井京都東区市県電話番号住所株式会社注文商品送料返交換修理不良故障請求確認連絡回答問合担当部課長殿先週曜火水金土時分前後客用品名届配到着"
    ),
    "euc_jp": frozenset(
        "のにはをたがでてとしれさいるもすなこんまくかっりあうきらそどせよけおみめつやえちわ"
        "。、ー・「」ンスルトリイラアクシドレジタテフロカムメサバマコプ日本人年大会国様者社御願致申上"
        "見積書件山田太郎村佐藤鈴木高橋渡辺伊小林加吉川松井京都東区市県電話番号住所株式会社注文商品送料返交換修理不良故障請求確認連絡回答問合担当部課長殿先週曜火水金土時分前後客用品名届配到着"
    ),
    "cp949": frozenset(
        "이다는을에의가하고은를지도로한기사시리어자있해서그들인것나대정아수일라만보부게으전스니구원제안과여장니다"
        "합습세요면주상들없했었되생동성신국조무거때문같년월우와네예감확발송배환불취소결완료겠님드립됐될받반품교고객센터처오늘언왜뭐좋죄탁빠른답변"
        "번호입력류접속로그인비밀설치업데이트화전배리장수견문영종등실사용량격품질색크치교매구금액카드현은행계좌영증명청"
    ),
}
_EVERYDAY = frozenset().union(
    *_COMMON.values(),
    "абвгдежзийклмнопрстуфхцчшщъыьэюяАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЭЮЯёЁіїєґІЇЄҐ«»–—“”’…№",
    "àáâãäåæçèéêëìíîïñòóôõöøùúûüýßÀÁÂÄÅÆÇÈÉÊËÍÎÑÓÔÖØÙÚÛÜ¿¡°€",
    "ąćęłńóśźżĄĆĘŁŃŚŹŻáčďéěíňřšťúůýžČĎĚŇŘŠŤŮŽőűŐŰăâîșțşţğıİœ",
    "αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ",
    "אבגדהוזחטיכלמנסעפצקרשתםןץףך",
    "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءأإئؤ،",
    "กขคงจชซญณดตถทธนบปพฟภมยรลวศษสหอะาำิีึืุูเแโใไ่้๊์ั็",
)
_CODEC = {"big5": "cp950"}


class _Alphabet(NamedTuple):
    """How words of an alphabet look, its ten commonest letters, and the share of them that convinces."""

    word: re.Pattern[str]
    common: frozenset[str]
    enough: float


_CYRILLIC = _Alphabet(re.compile("[А-Яа-яЁёІіЇїЄєҐґ]+"), frozenset("оеаинтсрвл"), 0.35)
_GREEK = _Alphabet(re.compile("[Ά-ώ]+"), frozenset("αοιετσνηυρ"), 0.45)
_HEBREW = _Alphabet(re.compile("[א-ת]+"), frozenset("יוהלאתםבשרמ"), 0.45)
_ARABIC = _Alphabet(re.compile("[ء-ي]+"), frozenset("ايلمنوتهرب"), 0.5)
_ALPHABETS: dict[str, _Alphabet] = {
    "cp1251": _CYRILLIC,
    "koi8-r": _CYRILLIC,
    "iso-8859-5": _CYRILLIC,
    "cp866": _CYRILLIC,
    "cp1253": _GREEK,
    "cp1255": _HEBREW,
    "cp1256": _ARABIC,
}
_CASE_JUMP = re.compile("[а-яёіїά-ώ][А-ЯЁІЇΑ-Ω]")
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_INSIDE_WORD = re.compile(
    rb"(?<![\x80-\xff])(?:(?<=[A-Za-z])[\x80-\xff]{1,2}(?=[A-Za-z\s.,;:!?]|$)|(?<![A-Za-z])[\x80-\xff](?=[a-z\s]))"
)
# The share of common characters above which a wide encoding is believed.
_ENOUGH, _ENOUGH_AGAINST_LABEL, _SURE = 0.30, 0.45, 0.6
_SHORTEST_SURE = 4  # bytes
# Lead bytes of GB 2312 level 1, Big5 level 1, JIS level 1 with kana, KS X 1001 hangul, and of punctuation.
_FIRST_LEVEL: dict[str, frozenset[int]] = {
    "gb18030": frozenset([*range(0xB0, 0xD8), 0xA1, 0xA3]),
    "big5": frozenset([*range(0xA4, 0xC7), 0xA1, 0xA2]),
    "cp932": frozenset([*range(0x88, 0x99), 0x81, 0x82, 0x83]),
    "euc_jp": frozenset([*range(0xB0, 0xD0), 0xA1, 0xA3, 0xA4, 0xA5]),
    "cp949": frozenset([*range(0xB0, 0xC9), 0xA1, 0xA3]),
}
_FIRST_LEVEL_WEIGHT, _NEARLY_ALL = 0.5, 0.95
_WIDE_RUN = re.compile("[^\\x00-\\x7f]+")
_MOST_DOUBTFUL = 12  # letters; more of them do not turn into UTF-8 by chance
_ONE_SCRIPT = frozenset({0x01, 0x02, 0x03})  # Latin letters with marks
_NO_LETTERS = frozenset({0x05, 0x06, 0x0E, 0x0F})  # phonetic signs, accents alone, Syriac and what follows it
_HAS_VOWELS = frozenset({0x07, 0x08, 0x09})  # Greek and Cyrillic
_VOWELS = frozenset("аеёиоуыэюяіїєαεηιουωάέήίόύώ")


def guess_encoding(raw: bytes, *, western_likely: bool) -> str | None:
    """Return the most likely Python codec of bytes that are not UTF-8, None when none is convincing.

    `western_likely` asks for stronger evidence before contradicting a Western label: lone accented
    letters between ASCII ones stay Western.
    """
    sample = raw[:_SAMPLE]
    scores = {name: _share_of_common(sample, name) for name in _COMMON}
    best = max(
        scores, key=lambda name: scores[name] + _FIRST_LEVEL_WEIGHT * _share_of_first_level(sample, name)
    )
    # the second byte of Big5 and Shift_JIS often is a letter: near certainty goes before the look of words
    if has_lone_letters(sample) and (scores[best] < _SURE or len(sample) < _SHORTEST_SURE):
        return None
    other = max(_ALPHABETS, key=lambda name: _alphabet_score(sample, name))
    alphabetic = _alphabet_score(sample, other)
    # no alphabet's words look like first-level characters throughout, unless nearly all their letters are common
    if alphabetic < _SURE and best == "gb18030" and _share_of_first_level(sample, best) >= _NEARLY_ALL:
        alphabetic = 0.0
    if scores[best] >= (_ENOUGH_AGAINST_LABEL if western_likely else _ENOUGH) and (
        alphabetic <= scores[best] or scores[best] >= _SURE
    ):
        return _CODEC.get(best, best)
    if alphabetic > 0:
        return other
    if western_likely:
        return None
    # rare names and technical words: what the standards put first is still what people write
    if scores[best] > 0 and _share_of_first_level(sample, best) >= _NEARLY_ALL:
        return _CODEC.get(best, best)
    return "gb18030" if _is_chinese_shaped(sample) else None


def is_doubtful_utf8(text: str) -> bool:
    """Whether a few letters read as UTF-8 make no word of any language, so that another encoding may say more.

    "谢谢" in GBK also is UTF-8 for "лл": two scripts in one word, or no vowel in several letters, tell it.
    """
    runs = _WIDE_RUN.findall(text[:_SAMPLE])
    if not runs or sum(map(len, runs)) > _MOST_DOUBTFUL or max(text) > "\u07ff":
        return False
    return all(_is_no_word(run) for run in runs)


def _is_no_word(run: str) -> bool:
    blocks = {ord(char) >> 7 for char in run}
    if len(run) < 2:
        return False
    if blocks & _NO_LETTERS:
        return True
    if len(blocks) > 1 and not blocks <= _ONE_SCRIPT:
        return True
    return blocks <= _HAS_VOWELS and not any(char in _VOWELS for char in run.lower())


def share_of_everyday(text: str) -> float:
    """Return how much of the text outside ASCII (0..1) is what people write all the time, in any language."""
    wide = [char for char in text[:_SAMPLE] if char > "\x7f"]
    return sum(char in _EVERYDAY for char in wide) / len(wide) if wide else 0.0


def has_lone_letters(sample: bytes) -> bool:
    """Return whether most runs of high bytes are one or two letters inside ASCII words, as in Western text."""
    inside = len(_INSIDE_WORD.findall(sample))
    return inside * 2 > len(_HIGH_RUN.findall(sample))


def _share_of_first_level(sample: bytes, name: str) -> float:
    """The share (0..1) of double bytes where the standard keeps its commonest characters and its punctuation."""
    text = _decode_leniently(sample, _CODEC.get(name, name))
    wide = [char for char in text if char > "\x7f"]
    leads = [char.encode(_CODEC.get(name, name), "replace") for char in wide]
    first = _FIRST_LEVEL[name]
    return sum(len(lead) == 2 and lead[0] in first for lead in leads) / len(leads) if leads else 0.0


def _share_of_common(sample: bytes, name: str) -> float:
    text = _decode_leniently(sample, _CODEC.get(name, name))
    wide = [char for char in text if char > "\x7f"]
    broken = sum(char == "\ufffd" for char in wide)
    if not wide or broken * 20 > len(wide):
        return 0.0
    common = _COMMON[name]
    return sum(char in common for char in wide) / len(wide)


def _decode_leniently(sample: bytes, codec: str) -> str:
    return sample.decode(codec, "replace")


def _alphabet_score(sample: bytes, name: str) -> float:
    """The share of the alphabet's commonest letters if the text is made of words in it, else 0."""
    text = _decode_leniently(sample, name)
    alphabet = _ALPHABETS[name]
    words = alphabet.word.findall(text)
    letters = sum(map(len, words))
    wide = sum(char > "\xbf" for char in text)
    if not words or letters < 4 or letters * 10 < wide * 9 or letters < 3 * len(words):
        return 0.0
    if len(_CASE_JUMP.findall(text)) * 8 > len(words):
        return 0.0
    common = sum(char in alphabet.common for word in words for char in word.lower())
    upper = sum(char.isupper() for word in words for char in word[1:])
    share = common / letters - (0.2 if upper * 2 > letters else 0.0)
    return share if share > alphabet.enough else 0.0


def _is_chinese_shaped(sample: bytes) -> bool:
    """Whether the bytes are pairs as GB2312 has them: rare names and technical words score low."""
    text = _decode_leniently(sample, "gb18030")
    wide = [char for char in text if char > "\x7f"]
    han = sum("\u4e00" <= char <= "\u9fff" for char in wide)
    return bool(wide) and "\ufffd" not in wide[:-1] and han * 10 >= len(wide) * 7
