"""Words that a mail carries in a wrapping: a signature, an invitation, a page beside an excuse."""

import base64

import pytest

from intake.mail.parse import parse_mail

# "Content-Type: text/plain; charset=utf-8", an empty line and 签名的正文。, signed with a key made for this and
# thrown away (openssl cms -sign -nodetach -nocerts -noattr, the second with -stream -indef).
SIGNED = (
    "MIIBBQYJKoZIhvcNAQcCoIH3MIH0AgEBMQ0wCwYJYIZIAWUDBAIBME4GCSqGSIb3DQEHAaBBBD9Db250ZW50LVR5cGU6IHRleHQvcGxhaW47IGNoYXJzZXQ9dXRm"
    "LTgNCg0K562+5ZCN55qE5q2j5paH44CCDQoxgY8wgYwCAQEwJDAMMQowCAYDVQQDDAFhAhQ9bq2mE9+MeQtj7Qg+EKMIPi1DLzALBglghkgBZQMEAgEwCgYIKoZIz"
    "j0EAwIESDBGAiEAy+1vxBiVlGXCOvXBB1IH6RS4OPHJkNP8mCBZ3QXOfoQCIQCWb2+pmqU3VW1fcmV1EUv41gzY9PTftawKpceKf6Qy9A==",
    "MIAGCSqGSIb3DQEHAqCAMIACAQExDTALBglghkgBZQMEAgEwgAYJKoZIhvcNAQcBoIAkgAQ/Q29udGVudC1UeXBlOiB0ZXh0L3BsYWluOyBjaGFyc2V0PXV0Zi04"
    "DQoNCuetvuWQjeeahOato+aWh+OAgg0KAAAAAAAAMYGOMIGLAgEBMCQwDDEKMAgGA1UEAwwBYQIUPW6tphPfjHkLY+0IPhCjCD4tQy8wCwYJYIZIAWUDBAIBMAoGC"
    "CqGSM49BAMCBEcwRQIhAOJQgENk7GZxbP6K/2dJT8JzRGZr/sS7W/atkbtlpdoGAiBZW/Byvd3UiaEccl9R6L7wCZseYhMmFJeoANFsc0iIvgAAAAAAAA==",
)
SIGNED_HEAD = (
    b"From: a@b.example\r\nContent-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\r\n"
    b"Content-Transfer-Encoding: base64\r\n\r\n"
)


@pytest.mark.parametrize("signed", SIGNED, ids=["definite", "streamed"])
def test_an_opaque_signature_shows_what_it_signs_and_stays_attached(signed: str) -> None:
    mail = parse_mail(SIGNED_HEAD + signed.encode())

    assert mail.text.strip() == "签名的正文。"
    assert [file.filename for file in mail.attachments] == ["smime.p7m"]


@pytest.mark.parametrize("cut", range(0, 260, 7))
def test_a_damaged_signature_is_only_attached_or_read_as_far_as_it_goes(cut: int) -> None:
    raw = base64.b64decode(SIGNED[0])

    mail = parse_mail(SIGNED_HEAD + base64.encodebytes(raw[:cut] + b"\xff" + raw[cut + 1 :]))

    assert mail.error is None
    assert [file.filename for file in mail.attachments] == ["smime.p7m"]


def test_a_signature_within_signatures_without_end_is_not_followed_for_ever() -> None:
    inner = b"Content-Type: text/plain\r\n\r\nx"
    for _ in range(40):
        octets = b"\x04\x83" + len(inner).to_bytes(3, "big") + inner
        content = b"\x30\x80\x06\x09" + bytes.fromhex("2a864886f70d010701") + b"\xa0\x80" + octets
        inner = (
            b"Content-Type: application/pkcs7-mime\r\n\r\n\x30\x80\x06\x09"
            + bytes.fromhex("2a864886f70d010702")
            + b"\xa0\x80\x30\x80\x02\x01\x01\x31\x00"
            + content
        )

    mail = parse_mail(b"From: a@b.example\r\n" + inner)

    assert mail.error is None
    assert len(mail.attachments) == 4


INVITATION = """From: a@b.example
Content-Type: text/calendar; method=REQUEST; charset=utf-8

BEGIN:VCALENDAR
BEGIN:VTIMEZONE
DTSTART:19700101T000000
END:VTIMEZONE
BEGIN:VEVENT
SUMMARY:上门检修\\, 路由器
DTSTART;TZID=Asia/Shanghai:20240506T100000
DTEND:20240506T030000Z
LOCATION:3号楼
DESCRIPTION;ALTREP="x":请在家
 等候\\n谢谢
END:VEVENT
END:VCALENDAR
"""


def test_a_mere_invitation_says_what_when_and_where() -> None:
    mail = parse_mail(INVITATION.encode())

    assert mail.text == "上门检修, 路由器\n2024-05-06 10:00 – 2024-05-06 03:00 UTC\n3号楼\n请在家等候\n谢谢"
    assert [file.content_type for file in mail.attachments] == ["text/calendar"]


@pytest.mark.parametrize(
    "excuse",
    [
        "Your mail program does not support HTML.",
        "This message is in HTML format; your reader cannot display it.",
        "您的邮件客户端不支持HTML格式邮件。",
        "Diese Nachricht kann nicht angezeigt werden, da Ihr Programm kein HTML kann.",
    ],
)
def test_an_excuse_for_a_page_is_not_the_text(excuse: str) -> None:
    raw = (
        "From: a@b.example\nContent-Type: multipart/alternative; boundary=q\n\n"
        f"--q\nContent-Type: text/plain; charset=utf-8\n\n{excuse}\n--q\nContent-Type: text/html\n\n<p>real words</p>\n--q--\n"
    )

    assert parse_mail(raw.encode()).text == "real words"


def test_a_file_name_with_half_of_its_extended_marks_is_read() -> None:
    raw = "From: a@b.example\nContent-Disposition: attachment; filename*=utf-8'%E7%8E%8B.pdf\n\nx"

    assert parse_mail(raw.encode()).attachments[0].filename == "王.pdf"
