"""New text is told from history in twenty languages and many programs."""

import pytest

from intake.mail.quoting import reply_text

ATTRIBUTIONS = {
    "en": "On Mon, May 6, 2024 at 10:20 AM Ann Lee <ann@example.com> wrote:",
    "en apple": "On May 6, 2024, at 10:20 AM, Ann Lee <ann@example.com> wrote:",
    "en thunderbird": "On 06/05/2024 10:20, Ann Lee wrote:",
    "en wrapped": "On Mon, May 6, 2024 at 10:20 AM Ann Lee With A Long Name <\nann.with.a.long.name@example.com> wrote:",
    "en wrapped twice": "On Mon, May 6, 2024 at 10:20 AM, Ann Lee\n<ann@example.com>\nwrote:",
    "en gmt": "2024-05-06 10:20 GMT+02:00 Ann Lee <ann@example.com>:",
    "en zoho": "---- On Mon, 06 May 2024 10:20:30 +0800 Ann Lee <ann@example.com> wrote ---",
    "en outlook": "From: Ann Lee <ann@example.com>\nSent: Monday, May 6, 2024 10:20 AM\nTo: Bob\nSubject: RE: router",
    "en outlook no address": "From: Ann Lee\nSent: Monday, May 6, 2024 10:20 AM\nTo: Bob\nSubject: RE: router",
    "en outlook mobile": "Get Outlook for iOS<https://aka.ms/o0ukef>\n________________________________\n"
    "From: Ann Lee <ann@example.com>\nSent: Monday, May 6, 2024 10:20:30 AM\nTo: Bob <b@example.com>\nSubject: Re: x",
    "en yahoo": "On Monday, May 6, 2024 at 10:20:30 AM GMT+8, Ann Lee <ann@example.com> wrote: ",
    "en samsung": "-------- Original message --------\nFrom: Ann Lee <ann@example.com> \nDate: 5/6/24  10:20  (GMT+08:00) ",
    "en proton": "------- Original Message -------\nOn Monday, May 6th, 2024 at 10:20 AM, Ann Lee <ann@example.com> wrote:",
    "en proton new": "On Monday, May 6th, 2024 at 10:20 AM, Ann Lee <ann@example.com> wrote:",
    "en bare address": "On Mon, 6 May 2024 10:20, <ann@example.com> wrote:",
    "de gmail": "Am Mo., 6. Mai 2024 um 10:20 Uhr schrieb Ann Lee <ann@example.com>:",
    "de thunderbird": "Am 06.05.24 um 10:20 schrieb Ann Lee:",
    "de apple": "Am 06.05.2024 um 10:20 schrieb Ann Lee <ann@example.com>:",
    "de outlook": "Von: Ann Lee <ann@example.com>\nGesendet: Montag, 6. Mai 2024 10:20\nAn: Bob\nBetreff: AW: x",
    "de divider": "-----Ursprüngliche Nachricht-----\nVon: Ann",
    "de gmx": 'Gesendet: Montag, 06. Mai 2024 um 10:20 Uhr\nVon: "Ann Lee" <ann@example.com>\nAn: bob@example.com\nBetreff: x',
    "fr gmail": "Le lun. 6 mai 2024 à 10:20, Ann Lee <ann@example.com> a écrit :",
    "fr thunderbird": "Le 06/05/2024 à 10:20, Ann Lee a écrit :",
    "fr outlook": "De : Ann Lee <ann@example.com>\nEnvoyé : lundi 6 mai 2024 10:20\nÀ : Bob\nObjet : RE: x",
    "fr nbsp": "Le\xa006/05/2024 à 10:20, Ann Lee a\xa0écrit\xa0:",
    "es gmail": "El lun, 6 may 2024 a las 10:20, Ann Lee (<ann@example.com>) escribió:",
    "es outlook": "De: Ann Lee <ann@example.com>\nEnviado: lunes, 6 de mayo de 2024 10:20\nPara: Bob\nAsunto: x",
    "es apple": "El 6 may 2024, a las 10:20, Ann Lee <ann@example.com> escribió:",
    "ca": "Missatge de Ann Lee <ann@example.com> del dia dl., 6 de maig 2024 a les 10:20:",
    "ca va": "El dl., 6 maig 2024, 10:20, Ann Lee <ann@example.com> va escriure:",
    "it gmail": "Il giorno lun 6 mag 2024 alle ore 10:20 Ann Lee <ann@example.com> ha scritto:",
    "it outlook": "Da: Ann Lee <ann@example.com>\nInviato: lunedì 6 maggio 2024 10:20\nA: Bob\nOggetto: R: x",
    "pt gmail": "Em seg., 6 de mai. de 2024 às 10:20, Ann Lee <ann@example.com> escreveu:",
    "pt outlook": "De: Ann Lee <ann@example.com>\nEnviado: segunda-feira, 6 de maio de 2024 10:20\nPara: Bob\nAssunto: x",
    "nl gmail": "Op ma 6 mei 2024 om 10:20 schreef Ann Lee <ann@example.com>:",
    "nl apple": "Op 6 mei 2024, om 10:20 heeft Ann Lee <ann@example.com> het volgende geschreven:",
    "nl outlook": "Van: Ann Lee <ann@example.com>\nVerzonden: maandag 6 mei 2024 10:20\nAan: Bob\nOnderwerp: x",
    "sv gmail": "Den mån 6 maj 2024 kl 10:20 skrev Ann Lee <ann@example.com>:",
    "sv apple": "6 maj 2024 kl. 10:20 skrev Ann Lee <ann@example.com>:",
    "da gmail": "Den man. 6. maj 2024 kl. 10.20 skrev Ann Lee <ann@example.com>:",
    "nb gmail": "man. 6. mai 2024 kl. 10:20 skrev Ann Lee <ann@example.com>:",
    "nb apple": "6. mai 2024 kl. 10:20 skrev Ann Lee <ann@example.com>:",
    "fi gmail": "ma 6. toukok. 2024 klo 10.20 Ann Lee (ann@example.com) kirjoitti:",
    "fi apple": "Ann Lee <ann@example.com> kirjoitti 6.5.2024 kello 10.20:",
    "fi outlook": "Lähettäjä: Ann Lee <ann@example.com>\nLähetetty: maanantai 6. toukokuuta 2024 10.20\nAihe: x",
    "pl gmail": "pon., 6 maj 2024 o 10:20 Ann Lee <ann@example.com> napisał(a):",
    "pl apple": "Wiadomość napisana przez Ann Lee <ann@example.com> w dniu 06.05.2024, o godz. 10:20:",
    "pl thunderbird": "W dniu 6.05.2024 o 10:20, Ann Lee pisze:",
    "cs gmail": "po 6. 5. 2024 v 10:20 odesílatel Ann Lee <ann@example.com> napsal:",
    "cs outlook": "Od: Ann Lee <ann@example.com>\nOdesláno: pondělí 6. května 2024 10:20\nKomu: Bob\nPředmět: x",
    "hu gmail": "Ann Lee <ann@example.com> ezt írta (időpont: 2024. máj. 6., H, 10:20):",
    "ro gmail": "În lun., 6 mai 2024 la 10:20, Ann Lee <ann@example.com> a scris:",
    "ru gmail": "пн, 6 мая 2024 г. в 10:20, Ann Lee <ann@example.com>:",
    "ru apple": "6 мая 2024 г., в 10:20, Ann Lee <ann@example.com> написал(а):",
    "ru yandex": '06.05.2024, 10:20, "Ann Lee" <ann@example.com>:',
    "ru mail.ru": "Понедельник, 6 мая 2024, 10:20 +03:00 от Ann Lee <ann@example.com>:",
    "ru mail.ru old": "Mon, 06 May 2024 10:20:51 +0400 от Ann Lee <ann@example.com>:",
    "ru outlook": "От: Ann Lee <ann@example.com>\nОтправлено: 6 мая 2024 г. 10:20\nКому: Bob\nТема: x",
    "uk gmail": "пн, 6 трав. 2024 р. о 10:20 Ann Lee <ann@example.com> пише:",
    "uk apple": "6 трав. 2024 р. о 10:20 Ann Lee <ann@example.com> написав(ла):",
    "bg": "На пн, 6.05.2024 г. в 10:20 Ann Lee <ann@example.com> написа:",
    "tr gmail": "Ann Lee <ann@example.com>, 6 May 2024 Pzt, 10:20 tarihinde şunu yazdı:",
    "el gmail": "Στις Δευ 6 Μαΐ 2024 στις 10:20 π.μ., ο/η Ann Lee <ann@example.com> έγραψε:",
    "he gmail": "\u202b\u202aAnn Lee\u202c\u200f <\u202aann@example.com\u202c\u200f> ב-יום ב׳, 6 במאי 2024 ב-10:20 כתב:",
    "ja gmail": "2024年5月6日(月) 10:20 Ann Lee <ann@example.com>:",
    "ja apple": "2024/05/06 10:20、Ann Lee <ann@example.com>のメール:",
    "ja outlook": "差出人: Ann Lee <ann@example.com>\n送信日時: 2024年5月6日 10:20\n宛先: Bob\n件名: RE: x",
    "ko gmail": "2024년 5월 6일 (월) 오전 10:20, Ann Lee <ann@example.com>님이 작성:",
    "ko apple": "2024. 5. 6. 오전 10:20, Ann Lee <ann@example.com> 작성:",
    "ko outlook": "보낸 사람: Ann Lee <ann@example.com>\n보낸 날짜: 2024년 5월 6일 10:20\n받는 사람: Bob\n제목: x",
    "vi gmail": "Vào Th 2, 6 thg 5, 2024 vào lúc 10:20 Ann Lee <ann@example.com> đã viết:",
    "id gmail": "Pada Sen, 6 Mei 2024 10.20, Ann Lee <ann@example.com> menulis:",
    "th gmail": "ในวันที่ จ. 6 พ.ค. 2024 10:20 Ann Lee <ann@example.com> เขียนว่า:",
    "hr": "pon, 6. svi 2024. u 10:20 Ann Lee <ann@example.com> napisao je:",
    "sl": "V V pon., 6. maj 2024 ob 10:20 je oseba Ann Lee <ann@example.com> napisala:",
    "et": "Kontakt Ann Lee (<ann@example.com>) kirjutas kuupäeval E, 6. mai 2024 kell 10:20:",
    "blackberry": "From: Ann Lee <ann@example.com>\nDate: Mon, 6 May 2024 10:20:30 +0000\nTo: <bob@example.com>\nSubject: x",
    "lotus": "Ann Lee <ann@example.com> wrote on 05/06/2024 10:20:30 AM:",
    "reply marker": "##- Please type your reply above this line -##\n\nYour request (1001) was updated.",
    "reply marker 2": "--- Reply above this line ---",
    "forward": "---------- Forwarded message ---------\nFrom: Ann Lee <ann@example.com>\nDate: Mon, 6 May 2024\nSubject: x\nTo: Bob",
}
NEW = "It still does not work.\n\nPlease send somebody tomorrow."


@pytest.mark.parametrize("attribution", ATTRIBUTIONS.values(), ids=ATTRIBUTIONS.keys())
@pytest.mark.parametrize("mark", ["", "> "], ids=["bare", "quoted"])
def test_text_above_an_attribution_is_the_reply(attribution: str, mark: str) -> None:
    old = "\n".join(mark + line for line in ("Dear Bob,", "", "have you tried turning it off?", "", "Ann"))

    assert reply_text(f"{NEW}\n\n{attribution}\n\n{old}\n") == NEW


@pytest.mark.parametrize(
    "line",
    [
        "Sent from my iPhone",
        "Sent from my Samsung Galaxy smartphone.",
        "Sent from Yahoo Mail on Android",
        "Sent from Mail for Windows",
        "Get Outlook for Android<https://aka.ms/x>",
        "Sent via the Samsung Galaxy S21 5G",
        "Von meinem iPhone gesendet",
        "Gesendet von Mail für Windows 10",
        "Envoyé de mon iPhone",
        "Enviado desde mi iPhone",
        "Inviato da iPhone",
        "Enviado do meu iPhone",
        "Verstuurd vanaf mijn iPhone",
        "Skickat från min iPhone",
        "Sendt fra min iPhone",
        "Lähetetty iPhonesta",
        "Wysłane z iPhone'a",
        "Отправлено с iPhone",
        "iPhoneから送信",
        "나의 iPhone에서 보냄",
        "Sent from Outlook for iOS<https://aka.ms/o0ukef>",
        "Sent with Proton Mail secure email.",
        "Sent from my BlackBerry 10 smartphone on the Bell network.",
        "Odesláno z iPhonu",
        "Gesendet mit der GMX Mail App",
    ],
)
def test_device_line_is_not_part_of_the_reply(line: str) -> None:
    assert reply_text(f"{NEW}\n\n{line}\n") == NEW
    assert (
        reply_text(f"{NEW}\n\n{line}\n\nOn Mon, May 6, 2024 at 10:20 AM Ann <a@example.com> wrote:\n> old\n")
        == NEW
    )


@pytest.mark.parametrize(
    "text",
    [
        "Sent from my desk, which is far easier than my phone.",
        "On Monday I wrote:\nplease call me back\nand nobody did.",
        "On the box it said: 5 V.\nThe device got 12 V.",
        "Steps:\n1. open the app\n2. press send:\nnothing happens at 10:20",
        "From: Shanghai\nTo: Beijing\nThe parcel was lost.",
        "Here is the log:\n\n2024-05-06 10:20:30 error:\nno connection",
        "I tried this -- and it failed.\n\nkthxbye",
        "Date of purchase: 6 May 2024\nModel: R100",
    ],
)
def test_ordinary_text_with_words_of_history_stays(text: str) -> None:
    assert text == reply_text(text)


def test_signature_below_its_mark_is_not_part_of_the_reply() -> None:
    assert reply_text(f"{NEW}\n\n-- \nBob Example\nHead of Everything\n+86 21 1234 5678\n") == NEW


def test_signature_between_reply_and_history_is_dropped() -> None:
    mail = f"{NEW}\n\n--\nBob\n\nOn Mon, May 6, 2024 at 10:20 AM Ann <ann@example.com> wrote:\n> old\n"

    assert reply_text(mail) == NEW


def test_list_footer_is_dropped() -> None:
    footer = "_______________________________________________\nrouter-users mailing list\nrouter-users@lists.example.com\n"

    assert reply_text(f"{NEW}\n\n{footer}") == NEW


def test_answer_below_the_quotation_is_the_reply() -> None:
    mail = f"On 06/05/2024 10:20, Ann Lee wrote:\n> Did you try\n> turning it off?\n\n{NEW}\n\n-- \nBob\n"

    assert reply_text(mail) == NEW


def test_pgp_armour_is_no_text() -> None:
    mail = (
        f"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n{NEW}\n-----BEGIN PGP SIGNATURE-----\n\niQ==\n"
        "-----END PGP SIGNATURE-----\n"
    )

    assert reply_text(mail) == NEW
