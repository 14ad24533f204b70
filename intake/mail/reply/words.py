"""How mail programs introduce history, language by language; data only.

A new language or program is one more entry here. Entries are separated by "|".
"""

from __future__ import annotations


def _listed(text: str) -> tuple[str, ...]:
    return tuple(" ".join(entry.split()) for entry in text.split("|") if entry.strip())


# What stands between the date, the name and the quotation: "On … X wrote:", "X 于 … 写道：".
WRITTEN: dict[str, tuple[str, ...]] = {
    "en": _listed("wrote | writes | sent | said | posted | replied | has written | written by"),
    "de": _listed("schrieb | schrieben | hat geschrieben | geschrieben | schreibt"),
    "fr": _listed("a écrit | écrit | a ecrit | écrivait | à écrit"),
    "es": _listed("escribió | escribio | ha escrito | escribe"),
    "ca": _listed("va escriure | ha escrit | escrigué"),
    "gl": _listed("escribiu"),
    "eu": _listed("idatzi du | igorleak hau idatzi zuen"),
    "it": _listed("ha scritto | scritto | scrisse | scriveva"),
    "pt": _listed("escreveu | escreveram | escrevi"),
    "nl": _listed("schreef | geschreven | schreven"),
    "sv": _listed("skrev | skrivit"),
    "da": _listed("skrev | skrevet"),
    "nb": _listed("skrev | skreiv | skrevet"),
    "fi": _listed("kirjoitti | kirjoittivat"),
    "is": _listed("skrifaði | ritaði"),
    "et": _listed("kirjutas"),
    "lv": _listed("rakstīja | raksta"),
    "lt": _listed("rašė | parašė"),
    "pl": _listed("napisał | napisała | napisał(a) | napisal | pisze | napisali"),
    "be": _listed("піша | напісаў | напісала"),
    "mk": _listed("напиша"),
    "cs": _listed("napsal | napsala | napsal(a) | píše | psal"),
    "sk": _listed("napísal | napísala | napísal(a) | píše"),
    "sl": _listed("je napisal | je napisala | piše"),
    "hr": _listed("je napisao | je napisala | je napisao/la | napisao je | napisala je | piše"),
    "hu": _listed("írta | ezt írta | a következőt írta"),
    "ro": _listed("a scris"),
    "bg": _listed("написа"),
    "ru": _listed("писал | писала | писал(а) | написал | написала | написал(а) | пишет | написано"),
    "uk": _listed("написав | написала | написав(ла) | пише | писав | писала | пишуть"),
    "sr": _listed("је написао | је написала | написао | пише"),
    "tr": _listed("şunu yazdı | şunları yazdı | yazdı | yazdi"),
    "el": _listed("έγραψε | έγραψαν"),
    "he": _listed("כתב | כתבה | מאת"),
    "ar": _listed("كتب | كتبت"),
    "fa": _listed("نوشت"),
    "vi": _listed("đã viết | viết"),
    "th": _listed("เขียนว่า | เขียน"),
    "id": _listed("menulis"),
    "ms": _listed("menulis"),
    "af": _listed("geskryf | het geskryf"),
    "sw": _listed("aliandika"),
    "fil": _listed("isinulat ni"),
    "sq": _listed("shkroi"),
    "hi": _listed("ने लिखा"),
    "bn": _listed("লিখেছেন"),
    "ta": _listed("எழுதியது"),
    "ka": _listed("წერდა | დაწერა"),
    "hy": _listed("գրել է"),
    "kk": _listed("жазды"),
    "cy": _listed("ysgrifennodd"),
    "ga": _listed("scríobh"),
    "la": _listed("scripsit"),
    "eo": _listed("skribis"),
}
# Written without spaces around them.
WRITTEN_CJK = _listed("""
    写道 | 寫道 | 写道说 | 写于 | 寫於 | 编写 | 編寫 | 的发言 | 的信中說 | 写到 | 寫到 | 说道 | 說道 | 提到 | 写信说 | 來信 | 来信 | 撰写 | 撰寫 | 发来邮件 | のメッセージ | さんは書きました | が書きました |
    は書きました | 書きました | のメール | さんからのメール | 작성 | 님이 작성 | 썼습니다 | 님이 쓴 글 | 쓴 글 | 보낸 메시지
""")
# First words of such a line, to know where a wrapped one begins.
FIRST_WORDS = _listed("""
    on | at | in article | quoting | le | el | am | il giorno | il | em | op | den | på | pe | w dniu |
    dnia | dne | dňa | v | dana | στις | vào | pada | a | no dia | em dom | ha | an | la | tarih | в | у
    | на | nr. | kuupäeval | kirjutas | kontakt | missatge de | mensaje de | în | pe | om | o | dne | w | wiadomość napisana przez | ο | mnamo | noong | ngày | lúc | els | dia | u | ב | في | в вс | am so
""")
FIRST_WORDS_CJK = _listed("在 | 于 | 於 | 自 | 引用 | 当")
# Weekday and month beginnings that start a date without digits in front.
DATE_WORDS = _listed("""
    mon | tue | wed | thu | fri | sat | sun | lun | mar | mer | mié | jeu | jue | ven | vie | sam | sáb
    | dim | dom | man | tir | ons | tor | fre | lør | søn | lör | sön | mån | tis | ma | di | wo | do |
    vr | za | zo | pn | pon | wt | śr | czw | pt | sob | niedz | пн | вт | ср | чт | пт | сб | вс | нд |
    to | ke | pe | la | su | ti | jan | feb | apr | may | jun | jul | aug | sep | oct | nov | dec | seg
    | ter | qua | qui | sex | 周 | 週 | 星期 | 礼拜
""")
# Capitalised words that begin no name: "Ihr Kollege schrieb:".
NO_NAMES = frozenset(
    _listed("""
    my | our | your | his | her | their | the | this | that | a | an | i | he | she | they | we | who | one | ihr | ihre | mein | meine
    | unser | unsere | der | die | das | ein | eine | er | sie | ich | herr | frau | mon | ma | mes | votre | notre | le | la | les | un
    | une | monsieur | madame | mi | su | el | los | il | lo | mio | suo | meu | minha | o | os | de | het | mijn | min | din | mitt
""")
)
# Between rules or followed by a colon: "-----Original Message-----".
ORIGINAL = _listed("""
    original message | original messages | original mail | reply to message | quoted message | quoted text | previous message | earlier message | original e-mail | original email | original | original
    appointment | original text | reply message | replied message | reply separator | original meeting |
    urspr. nachricht | ursprüngliche nachricht | originalnachricht | original-nachricht | original
    nachricht | ursprüngliche mitteilung | message d'origine | mail original | courriel original | message d'origine de | courrier original | e-mail d'origine | message d’origine | message original |
    message initial | mensaje original | missatge original | mensagem original | messaggio originale |
    messaggio original | oorspronkelijk bericht | origineel bericht | oprindelig meddelelse | oprindelig
    besked | original besked | opprinnelig melding | opprinnelig e-post | ursprungligt meddelande |
    originalmeddelande | ursprungligt mail | alkuperäinen viesti | alkuperäinen viesti | oryginalna
    wiadomość | wiadomość oryginalna | treść oryginalnej wiadomości | původní zpráva | původní mail | originální zpráva | originálna správa | izvorno sporočilo | originalna poruka | izvorna poruka | оригинална порука | оригинално писмо | оригинално съобщение | оригинальное письмо | algne kiri | algne sõnum | sākotnējais ziņojums | pradinis laiškas | originalus laiškas | upprunaleg skilaboð | původní e-mail |
    pôvodná správa | eredeti üzenet | mesaj original | mesajul original | исходное сообщение |
    оригинальное сообщение | исходное письмо | вихідне повідомлення | оригінальне повідомлення |
    orijinal mesaj | özgün ileti | αρχικό μήνυμα | thư gốc | tin nhắn gốc | pesan asli | 원본 메시지 | 원본 메일
    | 원본 이메일 | 원본메시지 | 元のメッセージ | 元のメール | オリジナルメッセージ | original-nachricht von | 原始邮件 | 原邮件信息 | 原始邮件信息 | 回复的原始邮件 | 被回复的邮件 | 被回复邮件 | 原始的邮件 | 原郵件資訊 | 原來的信件 | 原始來信 | 原信內容 | 原信内容 | 以下是引用 | 以下是原邮件 | 以下为引用内容 | 回复原文 | 来信原文 | 來信原文 | 原始郵件 | 原始信件 | 原始消息
    | 原始訊息 | 邮件原件 | 郵件原件 | 原邮件 | 原郵件 | 原信件 | 回复的原邮件 | 回复的邮件 | 回复邮件 | 答复邮件 | 回覆的郵件 | 回覆郵件 | 源邮件 | 来源邮件 |
    原件 | 原文 | 邮件原文 | 原始内容 | 历史邮件 | 以下是原始邮件 | 以下为原邮件 | 引用邮件 | 引用原文 | 引用内容 | 原始信息 | 回复邮件信息 | 回复的信息 | 原信息 |
    历史消息 | 原始来信
""")
# The same for mails passed on: "Begin forwarded message:".
FORWARDED = _listed("""
    forwarded message | forwarded mail | forwarded email | forwarded e-mail | begin forwarded message |
    forwarded by | forwarded | weitergeleitete nachricht | anfang der weitergeleiteten nachricht |
    anfang der weitergeleiteten e-mail | weitergeleitete mail | message transféré | message transmis |
    début du message réexpédié | début du message transféré | debut du message reexpedie | mensaje
    reenviado | inicio del mensaje reenviado | missatge reenviat | mensagem reencaminhada | mensagem
    encaminhada | início da mensagem reencaminhada | início da mensagem encaminhada | messaggio
    inoltrato | inizio messaggio inoltrato | inizio del messaggio inoltrato | doorgestuurd bericht |
    begin doorgestuurd bericht | vidarebefordrat meddelande | vidarebefordrat brev | vidarebefordrat
    mejl | videresendt meddelelse | videresendt besked | videresendt melding | start på videresendt
    besked | start på videresendt melding | välitetty viesti | edelleenlähetetty viesti | välitetty
    viesti alkaa | przekazana wiadomość | wiadomość przekazana | přeposlaná zpráva | preposlaná správa |
    továbbított üzenet | mesaj redirecționat | пересылаемое сообщение | пересланное сообщение | начало
    переадресованного сообщения | переслане повідомлення | iletilen mesaj | thư được chuyển tiếp | tin
    nhắn được chuyển tiếp | 전달된 메시지 | 전달된 메일 | 転送されたメッセージ | 転送メッセージ | 転送メール | 转发的消息 | 转发消息 | 轉寄的訊息 | 轉發的訊息 | 已转发的消息 | 转发的信件 | 轉寄的信件 | 以下は転送されたメッセージ | 转发邮件信息 |
    转发的邮件 | 转发邮件 | 转发的原邮件 | 已转发邮件 | 转发信息 | 已转发的邮件 | 被转发邮件信息 | 开始转发的邮件 | 下面是被转发的邮件 | 以下是转发的邮件 | 轉寄郵件 |
    轉寄的郵件 | 轉寄訊息 | 轉寄信件 | 已轉寄郵件 | 開始轉寄郵件 | 以下是轉寄的郵件 | 轉發的郵件 | 轉發郵件
""")
# The field names of a copied header, by what they name.
LABELS: dict[str, tuple[str, ...]] = {
    "from": _listed("""
        from | sender | von | absender | de | expéditeur | expediteur | remitente | da | mittente |
        van | afzender | från | avsändare | fra | afsender | avsender | lähettäjä | od | nadawca |
        odesílatel | odosielateľ | feladó | de la | expeditor | от | от кого | отправитель | від |
        від кого | kimden | gönderen | από | αποστολέας | từ | người gửi | dari | pengirim | จาก |
        보낸사람 | 보낸 사람 | 보낸이 | 발신 | 발신자 | 差出人 | 送信者 | 送信元 | 发件人 | 發件人 | 寄件者 | 寄件人 | 发信人 | 發信人 | 来自 |
        發送者 | 发送人 | 发送者 | 发自 | מאת | من | 從 | 自 | 由 | 寄件方 | 发件方 | 寄信人 | 寄信者 | 发件者 | 發件者 | šalje | pošiljatelj | пошиљалац | шаље | подател | изпраща | одесилател | saatja | kellelt | nuo | siuntėjas | no | sūtītājs | frá | sendandi | nork | daripada | प्रेषक | از | फ्रॉम | gửi từ | nguoi gui | дасылае | ад | од | posiljatelj | von/from
    """),
    "date": _listed("""
        date | sent | sent at | date sent | sent on | datum | gesendet | gesendet am | envoyé |
        envoyé le | envoye | date d'envoi | message du | enviado | enviado el | enviado em | enviada
        | enviada em | fecha | fecha de envío | data | inviato | data invio | inviata | verzonden |
        verstuurd | skickat | skickad | sendt | dato | lähetetty | päivämäärä | pvm | päiväys | aika
        | data wysłania | wysłano | wysłane | odesláno | odoslané | dátum | küldve | elküldve |
        trimis | дата | отправлено | дата отправки | надіслано | дата надсилання | tarih |
        gönderilen | gönderme tarihi | gönderildi | στάλθηκε | ημερομηνία | ngày | đã gửi | ngày gửi
        | tanggal | terkirim | dikirim | วันที่ | 보낸날짜 | 보낸 날짜 | 날짜 | 일자 | 日時 | 送信日時 | 日付 | 送信日 |
        发送时间 | 發送時間 | 时间 | 時間 | 日期 | 发送日期 | 發送日期 | 寄件日期 | 寄信日期 | 傳送日期 | 发件时间 | 发信时间 | 發信時間 | 寄件時間 |
        送出时间 | 传送日期 | 傳送時間 | 傳送的時間 | 收件时间 | תאריך | نشلح | التاريخ | 发信日期 | 送信時刻 | 发送於 | 傳送 | 已傳送 | 已发送 | 发送 | send time | sent time | sent date | 寄送日期 | 寄送時間 | 发布时间 | 邮件日期 | 寄出日期 | 寄出時間 | 發信日期 | 发送日期时间 | 寄件时间 | изпратено | изпратено на | poslano | послато | saadetud | kuupäev | išsiųsta | data ir laikas | nosūtīts | datums | dagsetning | bidalia | dihantar | tarikh | भेजा गया | दिनांक | ارسال شده | تاریخ | تم الإرسال | تاريخ الإرسال | تاريخ | נשלח | ส่ง | ส่งเมื่อ | испратено | դատա | geskuur | gestuur | expédié le
    """),
    "to": _listed("""
        to | recipient | recipients | an | empfänger | à | a | pour | destinataire | destinataires |
        per | para | destinatario | destinatarios | aan | ontvanger | till | til | modtager | mottaker |
        vastaanottaja | kenelle | do | adresat | komu | címzett | către | catre | кому | куда |
        получатель | одержувач | kime | alıcı | προς | đến | tới | kepada | untuk | ถึง | 받는사람 | 받는
        사람 | 받는이 | 수신 | 수신자 | 宛先 | 宛て先 | 收件人 | 收件者 | 收信人 | 收信者 | 接收人 | 送达 | אל | إلى | 收件人员 | 收信者 | 至 | 到 | 傳送至 | 收件方 | 收件帳號 | 发送给 | 寄給 | prima | primatelj | za | prejemnik | за | до | adressaat | kellele | kam | gavējas | gavėjas | viðtakandi | nori | प्रति | به | إلى | परति | 받는 이 | recipient(s)
    """),
    "cc": _listed("""
        cc | copy | kopie | kopie an | copie | copie à | cópia | copia | con copia | per conoscenza | kopia | kopi |
        kopio | dw | do wiadomości | másolat | копия | копія | bilgi | κοιν | κοινοποίηση | đồng gửi
        | tembusan | สำเนา | 참조 | 抄送 | 抄送人 | 副本 | 抄送者 | 副本抄送 | bcc | 密送 | 密件抄送 | 密件副本 | 暗送 | bilgi
        (cc) | עותק | 抄送至 | 抄送给 | cci | 抄 | 另抄送 | 副本送 | 密抄 | 密件抄送人 | κοιν. | kópía | nuorašas | kopija | koopia | másolatot kap | kópia | копие | ख़ास | نسخة | رونوشت | skryta kopie | blind copy | blindkopie
    """),
    "subject": _listed("""
        subject | re | title | thema | betreff | betr | objet | sujet | asunto | assumpte | assunto |
        oggetto | onderwerp | ämne | emne | aihe | otsikko | temat | předmět | predmet | tárgy |
        subiect | тема | konu | θέμα | chủ đề | tiêu đề | subjek | perihal | เรื่อง | หัวข้อ | 제목 |
        件名 | 题名 | 主题 | 主題 | 主旨 | 标题 | 標題 | 题目 | 邮件主题 | 郵件主旨 | נושא | الموضوع | 邮件标题 | 郵件標題 | 信件主旨 | 信件標題 | predmet | zadeva | относно | предмет | teema | pealkiri | tema | temats | efni | gaia | tajuk | विषय | موضوع | الموضوع | naslov | наслов | onderwerp van het bericht | ogg
    """),
    "other": _listed("""
        reply-to | reply to | antwort an | répondre à | responder a | rispondi a | organization |
        organisation | priority | priorität | importance | importancia | wichtigkeit | prioridad |
        anlagen | attachments | attachment | pièces jointes | archivos adjuntos | allegati |
        bijlagen | bilagor | vedhæftede filer | newsgroups | message-id | in-reply-to | references |
        mailing list | 重要性 | 附件 | 优先级 | 回复 | 回复至 | 回覆至 | 答复 | 返信先 | 添付ファイル | 重要度 | 첨부 | 첨부파일 | 参照 |
        resent-from | x-mailer | mailed-by | signed-by | sensitivity | categories | 类别 | 密级 | 紧急程度 | 优先程度 | 緊急程度 | 重要度 | 敏感度 | 正文 | 附　件 | 备注 | flag | follow up flag | anlage | anhang | załączniki | přílohy | prílohy | mellékletek | вложения | вкладення | ekler | 첨부 파일
    """),
}
