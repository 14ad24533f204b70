"""Lines that programs add on their own: advertisements and "reply above this line"; data only."""

from __future__ import annotations

# "Sent from my iPhone" and its kin, as regular expressions for a whole line (case ignored).
DEVICE_LINES: tuple[str, ...] = (
    r"(?:sent|written|posted|typed) (?:from|via|by|with|using|on) (?:my|a|an|the|our) [^,.;:!?]{2,50}",
    r"sent (?:from|via|by|with|using)(?: the)? (?:[\w+&'’®™./-]+ ){0,3}?(?:iphone|ipad|ipod|android|samsung|galaxy|"
    r"blackberry|windows|outlook|mail|mailbird|gmail|inbox|yahoo|aol|proton\w*|tutanota|spark|sparrow|airmail|"
    r"postbox|thunderbird|nine|bluemail|mobile|phone|smartphone|tablet|huawei|xiaomi|honor|oppo|vivo|nokia|"
    r"foxmail|netease|qq\w*|acompli|cloudmagic|newton|edison|boxer|hey|superhuman|zoho|front|missive|verizon|"
    r"at&t|t-mobile|rogers|workspace|icloud|mailbox|polymail|mac|macbook|ios|htc|lg|sony|lenovo|k-9|fairemail|"
    r"dingtalk|wecom|lark|feishu)\b.{0,80}",
    r"sent from (?:a|an) [^,.;:!?]{2,50}",
    r"(?:get|download) (?:outlook|bluemail|nine|spark|mymail|edison|aqua mail|k-9)(?: mail)? for .{2,120}",
    r"sent (?:securely |safely )?(?:from|with|using|via) (?:tuta\w*|em client|fastmail|mailmate|coremail|mymail|aqua ?mail|"
    r"posteo|mailfence|startmail|tutao|网易.{0,10}|qq邮箱.{0,10}|coremail app)",
    r"(?:typed|sent|written) (?:with|by|from) (?:my )?thumbs?.{0,40}",
    r"(?:sent|scanned) from .{0,30}https?://\S+",
    r".{0,40}www\.(?:avast|avg)\.com|.{0,40}scanned by .{2,40}antivirus.{0,30}",
    r"this (?:e-?mail|message) (?:has been|was) (?:checked|scanned) (?:for|by) .{2,80}|diese e-?mail wurde .{0,40}(?:viren|virus).{0,60}",
    r".{0,60}l['’]absence de virus.{0,80}|est[ea] (?:correo|e-?mail|mensaje|mensagem).{0,60}virus.{0,60}|"
    r"(?:это письмо |сообщение )?проверено на вирусы.{0,60}|(?:此|该|本)(?:邮件|電子郵件|郵件)已.{0,30}(?:扫描|掃描|病毒|查毒).{0,40}",
    r"von (?:meinem|meiner|unterwegs)\b.{0,50}gesendet.{0,30}",
    r"gesendet (?:von|mit|über|aus) .{2,80}",
    r"diese nachricht wurde von mein.{2,60} gesendet.{0,40}",
    r"holen sie sich outlook .{2,80}",
    r"outlook für .{2,80}",
    r"envoyé (?:de|à partir de|depuis|avec|via) .{2,80}",
    r"envoyée? (?:de|depuis) .{2,80}",
    r"(?:télécharger|obtenir|obtenez) outlook .{2,80}",
    r"enviado (?:desde|do|de|a partir do|via|com) .{2,80}",
    r"(?:obtener|obtén|obter|baixar) (?:o )?outlook .{2,80}",
    r"inviato (?:da|dal|dalla|con) .{2,80}",
    r"(?:scarica|ottieni) outlook .{2,80}",
    r"enviat (?:des de|des del|amb) .{2,80}",
    r"(?:verstuurd|verzonden) (?:vanaf|vanuit|met|via) .{2,80}",
    r"(?:download|haal|ontvang) outlook .{2,80}",
    r"skickat från .{2,80}",
    r"hämta outlook .{2,80}",
    r"sendt (?:fra|med) .{2,80}",
    r"(?:hent|få|skaff) outlook .{2,80}",
    r"lähetetty .{2,60}",
    r"hanki outlook .{2,80}",
    r"wysłan[eoy] z .{2,80}",
    r"pobierz (?:program |aplikację )?outlook .{2,80}",
    r"odesláno z .{2,80}",
    r"odoslané z .{2,80}",
    r"(?:získat|stáhnout|získať|stiahnuť|prevzeti|preuzmi|descarcă|descărcați|obțineți|λήψη|завантажити|изтеглете) "
    r"(?:aplikaci )?(?:το |если )?outlook .{2,80}",
    r"(?:elküldve|küldve) .{2,60}|.{2,40} küldve|az outlook letöltése .{2,40}",
    r"(?:изпратено|испратено) от .{2,60}|послато (?:са|с) .{2,60}",
    r"(?:poslano|poslato) (?:s|sa|iz|z|preko|putem) .{2,60}|saadetud minu .{2,40}|išsiųsta iš .{2,40}|nosūtīts no .{2,40}",
    r"ios için outlook.{2,40}|outlook.{0,10}(?:'u|’u) (?:edinin|indirin).{0,40}",
    r"(?:εστάλη|απεστάλη) από .{2,60}|(?:נשלח|נכתב) (?:מ|מה|באמצעות|דרך).{2,60}|(?:أُرسلت?|ارسلت?|تم الإرسال|مرسل) من .{2,60}",
    r"dihantar (?:dari|daripada) .{2,60}|ส่งจาก.{2,60}|मेरे .{2,40} से भेजा गया|ارسال شده از .{2,60}",
    r".{0,20}outlook.{0,20}(?:を入手|をダウンロード|をゲット)|.{0,10}(?:ios|android) ?(?:版|用|용) ?outlook.{0,30}|outlook.{0,20}(?:받기|다운로드)",
    r"trimis (?:de pe|din|de la) .{2,80}",
    r"отправлено (?:с|из|через) .{2,80}",
    r"скачать outlook .{2,80}",
    r"надіслано (?:з|із|через) .{2,80}",
    r"отримати outlook .{2,80}",
    r".{2,40}(?:dan|den|tan|ten) gönderildi",
    r"στάλθηκε από .{2,80}",
    r"(?:đã )?gửi từ .{2,80}",
    r"dikirim dari .{2,80}",
    r".{0,40}から送信(?:されました)?。?",
    r".{0,30}outlook (?:for|voor|pour|para|per|für|til|för) (?:ios|android|mac|windows).{0,80}",
    r".{0,40}에서 (?:보냄|전송|보낸 메일|보냈습니다).{0,20}",
    r"(?:发自|發自|寄自|發信自|发送自|發送自|寫自|写自)[^。，,！!？?；;]{1,40}",
    r"[（(【\[]?(?:从|從|自|由|用|使用|通过|透過|经由)[^。，,！!？?；;]{1,40}(?:发送|發送|傳送|发出|寄出|传送|送出)。?[)）】\]]?",
    r"(?:来自|來自)[^。，,！!？?；;]{0,20}(?:outlook|邮箱|信箱|手机|手機|邮件|郵件|客户端|企业微信|钉钉|飞书|iphone|ipad|android|outlook|mail|"
    r"大师|foxmail|app|平板|电脑)[^。，,！!？?；;]{0,20}",
    r"(?:获取|取得|下载|下載|获得)[^。，,！!？?；;]{0,20}outlook.{0,80}",
    r"(?:签名|簽名|本邮件)由.{2,20}(?:定制|提供|生成)",
    r"(?:此邮件|本邮件|该邮件|此郵件)(?:发自|发送自|由|来自)[^。]{2,40}",
    r"(?:随时随地|从我的).{0,20}(?:iphone|ipad|android|手机).{0,10}",
)
# Legal notices: how a paragraph of them begins, or words that only they have.
NOTICES: tuple[str, ...] = (
    r"\W*(?:confidential(?:ity)?(?: notice| note)?|disclaimer|legal notice|privileged (?:and|&) confidential|important notice)\s*[:.\n]",
    r"\W*th(?:is|e) (?:information (?:contained )?in this |contents? of this )?(?:e-?mail|message|communication|transmission)\b"
    r"[^\n]{0,40}(?:\n[^\n]{0,200})?(?:confidential|privileged|intended (?:only |solely )?for|intended recipient|solely for)",
    r"\W*(?:any|all) (?:views?|opinions?|unauthori[sz]ed)[^\n]{0,60}(?:expressed|presented|review|use|disclos)",
    r"\W*if you (?:are not|have received|received) (?:the |this )(?:intended|named|e-?mail|message|communication)",
    r"\W*please (?:consider|think about) (?:the|our) environment|\W*(?:save|think) (?:paper|before you print)|"
    r"\W*bitte (?:denken|prüfen) sie (?:an|der) |\W*pensez à l['’]environnement|\W*antes de imprimir",
    r"\W*information security notice|\W*\w{2,20} information security notice",
    r"\W*diese (?:e-?mail|nachricht)[^\n]{0,60}(?:\n[^\n]{0,100})?(?:vertraulich|rechtlich geschützt|ausschließlich für)",
    r"\W*(?:ce|cet) (?:message|e-?mail|courriel|courrier)[^\n]{0,80}(?:\n[^\n]{0,100})?(?:confidentiel|intention exclusive)",
    r"\W*(?:este|esta) (?:mensaje|correo|mensagem|e-?mail)[^\n]{0,80}(?:\n[^\n]{0,100})?(?:confidencia|exclusivamente)",
    r"\W*(?:questo|le informazioni)[^\n]{0,80}(?:\n[^\n]{0,100})?(?:riservat|confidenzial)|\W*(?:dit bericht|de informatie)[^\n]{0,80}vertrouwelijk",
    r"\W*(?:данное|это) (?:сообщение|письмо)[^\n]{0,80}конфиденциальн|\W*niniejsza wiadomość[^\n]{0,80}(?:poufn|przeznaczon)",
    r"\W*(?:免责|免責|保密|法律|郑重)(?:声明|聲明|提示|条款)",
    r"\W*(?:声明[:：]\s*)?(?:本|此|该|這封|这封)(?:电子|電子)?(?:邮件|郵件|信件|邮件及其附件)[^\n]{0,40}(?:保密|机密|機密|仅限|僅限|仅供|僅供|法律保护|专供|保密信息)",
    r"\W*(?:如|若)您?(?:误收|誤收|不是|并非|並非|非)[^\n]{0,20}(?:收件人|收件者|本邮件|此邮件|本郵件)",
    r"\W*(?:请|請)(?:考虑|考慮)?(?:环境|環境|节约|節約)[^\n]{0,10}(?:打印|列印|用纸|影响)|\W*このメール(?:には|は)[^\n]{0,40}(?:機密|秘密)|"
    r"\W*本メール[^\n]{0,40}(?:機密|秘密|受信者)|\W*이 (?:메일|이메일|메시지)[^\n]{0,40}(?:기밀|비밀)",
)
# A help desk's own line above which answers are to be written.
ANSWER_ABOVE: tuple[str, ...] = (
    r"(?:please |kindly )?(?:type|write|enter|add|put|make|leave)? ?(?:your |a )?(?:reply|respon[sd]e?|answer|write|type|"
    r"comment)s? (?:\w+ ){0,3}?above (?:this|the) (?:line|message|dashed line)",
    r"(?:please )?do not (?:write|type|edit|reply|enter|remove)[^\n]{0,30} (?:below|under|beneath) this line",
    r"(?:antworten|schreiben) sie (?:bitte )?(?:über|oberhalb) dieser zeile",
    r"bitte (?:über|oberhalb) dieser (?:linie|zeile)",
    r"(?:répondre|répondez|écrire|écrivez|tapez).{0,30}au-dessus de cette ligne",
    r"(?:responda|escriba|responder|por favor).{0,40}(?:encima|arriba) de esta línea",
    r"(?:responda|escreva).{0,30}acima desta linha",
    r"(?:rispondi|scrivi).{0,30}sopra questa (?:linea|riga)",
    r"(?:beantwoord|typ|antwoord).{0,40}boven deze (?:lijn|regel)",
    r"请?.{0,6}(?:在|于)[此本这該该][一条條]?(?:行|线|線|分割线|分隔线)(?:文字)?(?:之|以)?(?:上|前)[方面边]?.{0,4}(?:输入|回复|填写|书写|答复|撰写|回覆)",
    r"(?:請|请)?(?:在|於)[此本這][一條]?(?:行|線)(?:之|以)?上[方面]?.{0,4}(?:輸入|回覆|填寫|回復)",
    r"(?:请|請)?(?:勿|不要)(?:在此线以下|在此行以下|编辑|删除|修改).{0,10}(?:以下|下方|此线|此行)",
    r"この(?:行|線)(?:より|の)上(?:に|で).{0,10}(?:返信|入力|記入)",
)
