"""What servers and absent people write, language by language; data only, regular expressions, case ignored."""

from __future__ import annotations

# How the subject of a bounce begins.
BOUNCE_SUBJECTS: tuple[str, ...] = (
    r"un-?deliver(?:able|ed|y)|non-?deliver(?:able|y|ed)|not delivered|returned mail|returned (?:to sender|message)",
    r"mail (?:delivery|system|could not)[^a-z]*(?:fail|error|status|problem|sub|be|notif|return)",
    r"mail delivery (?:failed|failure|problem|error|status|report)",
    r"(?:message|mail|e-mail|email) (?:undeliver|not deliver|delivery (?:fail|status|err|prob)|status|"
    r"could not be delivered|rejected|returned|error)",
    r"delivery (?:status notification|failure|failed|notification|error|report|problem|has failed|unsuccessful|"
    r"delay)|deliver\w* (?:fail|error)|delayed delivery|failure notice|failed (?:mail|delivery|message)|"
    r"failure delivery",
    r"could not (?:deliver|send)|error sending|permanent delivery failure|rejected(?: mail|: )|"
    r"bounced?(?: mail| action)?\b|dsn:|user unknown|warning: (?:could not send|message)|delayed mail",
    r"mail failure|sorry, your (?:message|e-?mail)|\**message (?:you sent|has been) (?:blocked|delayed)|"
    r"mail (?:block|reject)|(?:your|the) (?:mail|message|e-?mail)[^a-z]+(?:could|can|was|has) ?not",
    r"(?:notice: )?(?:mail )?(?:delivery )?status of your (?:message|mail)|message status|notice: mail delivery|"
    r"notification of (?:failed|delivery)|non delivery|(?:address|recipient|user) (?:not found|rejected)|"
    r"(?:considered |blocked )?unsolicited bulk|considered (?:spam|unsolicited)|banned (?:contents|file)|problem delivering|unable to deliver|cannot deliver|mailbox (?:full|unavailable)|quota exceeded",
    r"unzustellbar|nicht zustellbar|unbestellbar|zustellung(?:sfehler| fehlgeschlagen| nicht)|"
    r"(?:zustellungs|übermittlungs|lieferungs)?(?:fehler|benachrichtigung)[^\n]{0,30}zustell|"
    r"übermittlung fehlgeschlagen|fehler bei der (?:zustellung|übermittlung)",
    r"onbestelbaar|niet (?:bezorgd|afgeleverd|besteld)|bezorging (?:is )?mislukt|bezorgingsfout|aflevering mislukt",
    r"(?:notification d['’])?(?:échec|echec|rapport) (?:de|d['’])|(?:non remis|impossible de remettre|non distribu|"
    r"remise impossible|message non (?:remis|délivré|distribué))",
    r"non recapitabile|mancat[oa] (?:recapito|consegna)|consegna (?:non riuscita|fallita)|recapito non riuscito|"
    r"impossibile recapitare",
    r"no se (?:puede|pudo|ha podido) entregar|error (?:de|en la) entrega|(?:fallo|falla) (?:de|en la) entrega|"
    r"no entregado|no entregable|entrega fallida|devuelto",
    r"não (?:é possível entregar|foi possível entregar|entregue|entregável)|falha (?:na|de) entrega|"
    r"mensagem não entregue|erro (?:na|de) entrega",
    r"kunde inte levereras|kan inte levereras|ej levererat|går inte att leverera|leverans(?:en)? misslyckades|olevererbart",
    r"kan ikke leveres|kunne ikke leveres|ikke leveret|ikke levert|levering (?:mislykkedes|mislyktes)",
    r"(?:ei voi(?:tu|da)? toimittaa|toimitus (?:epäonnistui|ei onnistunut)|toimittamaton|ei toimitettu)",
    r"niedostarczon|nie dostarczono|nie można dostarczyć|zwrot wiadomości|błąd dostarczania",
    r"nedoručiteln|nedoručen|nelze doručit|nedoručiteľn|doručení se nezdařilo",
    r"kézbesíthetetlen|nem kézbesíthető|sikertelen kézbesítés|nelivrabil|nu se poate livra|livrare eșuată",
    r"teslim edile(?:medi|mez|miyor)|iletilemedi|gönderilemedi",
    r"недоставлен|не доставлен|не удалось доставить|не удается доставить|невозможно доставить|сбой доставки|"
    r"ошибка доставки|возвращ[её]нное|не вдалося доставити|недоставлене",
    r"αδυναμία παράδοσης|δεν είναι δυνατή η παράδοση|μη παραδοτέο|לא ניתן למסירה|לא נמסרה|תעذر التسليم|تعذر التسليم|"
    r"غير قابل للتسليم|ไม่สามารถส่ง|không thể gửi|không gửi được|tidak terkirim|tidak dapat (?:dikirim|terkirim)",
    r"(?:【\w+】)?系统退信|退信|(?:被)?退回的(?:邮件|郵件|信件)|邮件(?:投递|发送|无法投递|被退回|退回|未送达|未能)|投递(?:失败|不成功|状态|未成功)|"
    r"发信失败|发送失败|无法(?:传递|投递|送达)|未(?:能)?(?:送达|传递|投递)|寄送失败|信件(?:退回|无法)",
    r"(?:郵件)?無法(?:傳遞|投遞|寄送|遞送|送達|傳送)|退件|未傳遞|未送達|傳送失敗|寄送失敗|投遞失敗|郵件(?:傳遞|傳送|遞送|投遞)(?:失敗|狀態)|傳遞失敗",
    r"配信不能|配信エラー|配信(?:に)?失敗|配達(?:できません|不能)|送信できません|送信エラー|エラーメール|メール(?:送信)?エラー|未配信|不達|"
    r"宛先不明",
    r"반송|전송 ?실패|배달(?:되지| 실패|할 수)|전달(?:되지| 실패)|발송 ?실패|수신 ?실패",
)
# Whole subjects that only servers write, under whatever name.
SURE_SUBJECTS: tuple[str, ...] = (
    r"failure notice|undelivered mail returned to sender|delivery status notification(?: \((?:failure|delay)\))?",
    r"returned mail: (?:see transcript for details|user unknown|host unknown.{0,80}|undeliverable mail|unknown mailer.{0,40})",
    r"mail delivery (?:failed|failure|system)(?:: returning message to sender)?|(?:notice: )?mail delivery status",
    r"系统退信(?:/systems bounce)?|delivery status notification \(失败\)|投递失败通知|退信通知",
)
# Anywhere in the subject of what a mail server sent.
BOUNCE_WORDS: tuple[str, ...] = (
    r"undeliver(?:able|ed)|could not be delivered|delivery (?:fail|status notif|has failed|delay)|returned mail",
    r"failure notice|mail failure|delivery failure|not delivered|\[?bounced?\]?(?:\b|:)|returning message|user unknown",
    r"退信|投递失败|无法投递|退件|無法投遞|配信|送达|送達|退回|unzustellbar|non remis|недостав|fehlgeschlagen|mislukt",
)
# In the first words of a bounce.
BOUNCE_BODIES: tuple[str, ...] = (
    r"this (?:message|is) (?:was created automatically by mail|an automatically generated delivery|"
    r"the (?:mail system|postfix program|qmail))",
    r"(?:message|mail|e-mail|email) (?:could not be|cannot be|can't be|was not|couldn't be|was undeliver|has not been)"
    r"\s?(?:delivered|able)?|permanent (?:fatal )?errors?|undeliverable|unable to deliver|delivery (?:has )?failed",
    r"delivery of (?:the|your) (?:e-?mail|message) was stopped|was considered unsolicited|"
    r"did not reach the following recipient|not delivered to|returned to (?:sender|you)|user unknown",
    r"unknown (?:user|recipient|local part)|no such (?:user|mailbox|recipient|address)|mailbox (?:full|unavailable|"
    r"not found|is full|quota)|recipient (?:rejected|address rejected|unknown)|remote host said|host said",
    r"(?:delivery|failed|undelivered|error)[^\n]{0,60}(?:recipient|address)|couldn['’]t be (?:delivered|found)|over quota",
    r"(?<![\d.])5\.\d\.\d{1,3}(?![\d.])|\b(?:550|551|552|553|554)[ -]|transcript of session|not listed in",
    r"退信|投递失败|无法投递|无法送达|被退回|无法发送到|未能(?:送达|投递|成功)|收件人(?:邮件)?地址|无法到达|邮箱不存在|无法传递|发送失败|未送达",
    r"無法(?:傳遞|投遞|寄達|送達|將您的郵件)|收件人不存在|配信できません|届けられません|送信できません|配信に失敗|お届けできません",
    r"fehler bei der (?:nachrichten)?zustell|konnte nicht (?:zugestellt|übermittelt)|nicht zugestellt|échec de la remise|"
    r"n['’]a pas pu être (?:remis|distribu|délivr)|error de entrega|no se pudo entregar|falha na entrega|"
    r"recapito non (?:è )?riuscito|bezorging aan|leverans misslyckades|nie można dostarczyć|не может быть (?:отправлено|доставлено)|"
    r"не удалось доставить|сбой доставки|배달하지 못|전달하지 못",
)
# Words that only a server's own report begins with, whoever it claims to be.
SERVER_SPEAKS: tuple[str, ...] = (
    r"this message was created automatically by (?:the )?(?:mail|e-?mail)|hi\. this is the [\w.-]{2,30}[ \w-]{0,30} (?:program|server)",
    r"this is the (?:mail system|postfix program|mail delivery agent|mail server) at|this is an automatically generated "
    r"delivery status|the following addresses had (?:permanent|delivery|fatal|transient)|transcript of session follows",
    r"i'm afraid i wasn't able to deliver your message|delivery (?:has failed )?to (?:these|the following) recipients?",
    r"did not reach the following recipient|was not delivered to:|has encountered delivery problems",
    r"以下是退信原因|系统退信|您的邮件被退回来了",
)
# How the subject of an automatic reply begins.
AUTO_SUBJECTS: tuple[str, ...] = (
    r"auto(?:matic|mated)?[ -]?(?:e-?mail[ -])?(?:reply|response|respon\w+|answer|antwort|svar|matisch antwoord)",
    r"auto(?:reply)?\s*:(?=\s*(?:re|aw|回复|答复)\b)|autoreply\s*:|yahoo! auto response",
    r"auto\s*:\s*(?=[^\n]{0,60}(?:out of (?:the )?office|away|vacation|leave|absence))",
    r"out[ -]of[ -](?:the[ -])?office|ooo\b|(?:i am |i'm )?(?:on|away on) (?:vacation|holiday|annual leave|maternity leave|sick leave)",
    r"vacation (?:reply|notice|message|response)|away from (?:the |my )?(?:office|mail|e-?mail|desk)|holiday (?:reply|notice)",
    r"i(?:'m| am) (?:currently )?(?:out of (?:the )?office|away)|[^\n:]{2,40} is out of (?:the )?office",
    r"abwesen\w*|automatische (?:e-?mail-?)?(?:antwort|abwesen\w*|reactie)|automatisch antwoord|afwezig\w*|niet aanwezig|"
    r"nicht (?:im büro|im haus|am platz|da\b)|urlaub\w*|außer haus|abwesend",
    r"r[ée]ponse automatique|absen(?:ce|t\(?e?\)?) ?(?:du bureau)?|message d['’]absence|notification d['’]absence|"
    r"(?:je suis )?en (?:vacances|congés?)|hors du bureau",
    r"respuesta autom[áa]tica|fuera de (?:la )?oficina|de vacaciones|ausente|ausencia|respuesta de ausencia",
    r"resposta autom[áa]tica|aus[êe]ncia(?: tempor[áa]ria)?|fora d[oe] escrit[óo]rio|de f[ée]rias",
    r"risposta automatica|fuori (?:sede|ufficio)|assen(?:te|za)\b|in ferie",
    r"autosvar|automatiskt svar|automatisk svar|fraværende|frav[æa]rsmelding|fravær|frånvar\w*|ej på plats",
    r"automaattinen vastaus|automaattivastaus|poissa(?:olo\w*)?\b|lomalla",
    r"autoodpowied|automatyczna odpowied|odpowied[źz] automatyczna|nieobecno[śs][ćc]|poza biurem",
    r"automatick[áa] odpov|mimo kancel[áa][řr]|nep[řr][íi]tomnost|automatikus v[áa]lasz|h[áa]zon k[íi]v[üu]l|"
    r"r[ăa]spuns automat|odsutnost|samodejni odgovor|automatski odgovor|автоматски одговор",
    r"otomatik (?:yan[ıi]t|cevap)|ofis d[ıi][şs][ıi]nda|αυτόματη απάντηση|εκτός γραφείου|απουσία",
    r"автоответ\w*|автоматический ответ|вне офиса|отсутстви[ея]|автоматична відповідь|автовідповід|автоматичен отговор",
    r"תגובה אוטומטית|מענה אוטומטי|مخارج المكتب|رد تلقائي|الرد التلقائي|خارج المكتب|پاسخ خودکار",
    r"ตอบกลับอัตโนมัติ|การตอบกลับอัตโนมัติ|(?:thư )?trả lời tự động|balasan otomatis|jawapan automatik|स्वचालित उत्तर",
    r"[【\[(（]?自动(?:回复|答复|应答|回信)|[【\[(（]?自動(?:回覆|回复|答覆|応答|返信|回信|回復)|(?:假期|休假|外出|离职|离线|出差)(?:时|時)?的?(?:自动|自動)?(?:回复|回覆|答复|通知)",
    r"外出(?:時|时)的?自(?:動|动)(?:回覆|答覆|回复|答复)|不在办公室|不在辦公室|不在通知|不在のお知らせ|不在のため|休暇中|離職通知",
    r"자동 ?(?:회신|응답|답장)|부재 ?중|휴가",
)
# How it ends, whatever stands before.
AUTO_SUBJECT_ENDS: tuple[str, ...] = (
    r"[\[(（【](?:自动回复|自动答复|自動回覆|out[ -]of[ -](?:the )?office|auto-?reply|automatic reply|abwesend|自動応答|ooo)[\])）】]",
    r"\b(?:is|am|'m) (?:currently )?(?:out of (?:the )?office|on (?:vacation|holiday|leave))",
    r"\bout of (?:the )?office \((?:return|until|back)[^)\n]{0,40}\)",
)
# In the first words of an automatic reply.
AUTO_BODIES: tuple[str, ...] = (
    r"(?:这是|這是|此为|本邮件为|本郵件為|此邮件为|此郵件為)[^\n。]{0,30}(?:自动|自動)(?:回复|回覆|应答|發送|发送|答复)",
    r"(?:假期|休假|外出)(?:自动|自動)(?:回复|回覆)|自动回复[:：]|(?:我|本人)(?:目前|现在|現在|正在|已)?(?:正在)?(?:休假|外出|出差|不在办公室)中?",
    r"(?:i am|i'm|i will be|we are) (?:currently )?(?:out of (?:the )?office|on (?:vacation|holiday|annual leave|leave|"
    r"maternity leave)|away (?:from|on|until))(?! chairs)",
    r"this is an auto(?:matic|mated|-)?[ -]?(?:reply|response|generated)|auto(?:mated|matic)[ -](?:reply|response) (?:from|to)|"
    r"(?:will|shall) not be reading my (?:e-?)?mail",
    r"ich bin (?:derzeit |zur zeit |momentan |bis )?(?:nicht im (?:büro|hause?)|abwesend|im urlaub|außer haus)|"
    r"dies ist eine automatisch",
    r"je suis (?:actuellement )?(?:absent|en congé|en vacances)|ceci est une réponse automatique",
    r"(?:estoy|estaré) (?:fuera de la oficina|de vacaciones|ausente)|esta es una respuesta automática",
    r"(?:estou|estarei) (?:fora do escrit|de férias|ausente)|(?:sono|sarò) (?:fuori ufficio|assente|in ferie)",
    r"ik ben (?:momenteel |tijdelijk )?(?:niet (?:aanwezig|op kantoor)|afwezig|met vakantie)|jag är (?:på semester|inte på kontoret)",
    r"(?:jestem|będę) (?:nieobecn|na urlopie)|я (?:сейчас )?(?:в отпуске|нахожусь в отпуске|отсутствую)|"
    r"自動(?:返信|応答)(?:メール)?(?:です|にて)|本メールは自動|このメールは自動|休暇(?:中|を)(?:のため|いただ)|부재중입니다|자동으로 발송",
)
# How the subject of a read receipt begins, and what it then says.
RECEIPT_SUBJECT = (
    r"\W*(?:read|read receipt|return receipt(?: \(displayed\))?|disposition notification|gelesen|lesebestätigung|empfangsbestätigung|"
    r"lu|accusé de lecture|confirmation de lecture|leído|confirmación de lectura|letto|conferma di lettura|lida|confirmação de leitura|"
    r"gelezen|leesbevestiging|läst|læst|lest|luettu|przeczytano|přečteno|прочтено|прочитано|okundu|"
    r"(?:邮件)?已读(?:回执)?|已讀(?:回條)?|(?:邮件|郵件)?(?:阅读|閱讀|读取|讀取)(?:回执|回條|收条)|開封(?:確認|通知|済み)|既読|읽음|수신 ?확인)\s*(?:[:：\-]|$)"
)
RECEIPT_BODY = (
    r"(?:your|the) (?:message|e?-?mail)\b[\s\S]{0,400}\b(?:was|has been) (?:read|displayed|opened)\b|this is a (?:return|read) receipt|"
    r"(?:ihre?|die) (?:nachricht|e-?mail)\b[\s\S]{0,400}wurde [^\n]{0,60}(?:gelesen|angezeigt|geöffnet)|"
    r"(?:votre|le) (?:message|courriel|mail)\b[\s\S]{0,400}a été (?:lu|affiché)|(?:su|el) (?:mensaje|correo)\b[\s\S]{0,400}(?:se leyó|fue leído|ha sido leído)|"
    r"(?:il|tuo|suo) messaggio\b[\s\S]{0,400}è stato (?:letto|visualizzato)|(?:sua|a) mensagem\b[\s\S]{0,400}foi (?:lida|exibida)|"
    r"(?:uw|het|je) bericht\b[\s\S]{0,400}is gelezen|ваше (?:сообщение|письмо)[\s\S]{0,400}прочи?т|"
    r"您?(?:发|發|寄|的)[^\n]{0,40}(?:邮件|郵件|信件)[\s\S]{0,300}已(?:于|於|经|經|被)?[^\n]{0,60}(?:阅读|閱讀|查看|读取|讀取|打开|显示|顯示)|"
    r"(?:メッセージ|メール)[\s\S]{0,300}(?:読まれ|開封され|表示され)ました|(?:메일|메시지)[\s\S]{0,300}(?:읽었습니다|확인하였습니다)"
)
