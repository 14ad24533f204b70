"""How fast a mail is read, beside the standard library's parser alone (which decodes nothing).

Run: python tests/benchmarks/bench_mail_parse.py [FOLDER]. Prints mails per second of both, over the mails
of FOLDER (default: the sibling data folder when present) and over one typical mail, and the ratio; the
budget is 0.5.
"""

import base64
import email
import email.policy
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from intake.mail.parse import parse_mail  # noqa: E402

LEAST_SECONDS = 1.5
LARGEST = 400_000


def typical_mail() -> bytes:
    """A reply from a web mailer: both forms of the text and a photograph."""
    text = "机器还是开不了机，昨天晚上又试了三次。\n请尽快安排师傅上门。\n\n" * 3
    html = "".join(f"<p>{line}</p>" for line in text.splitlines())
    history = "客户服务中心 <support@example.com> 于2024年5月5日周日 09:12写道：\n\n> 您的工单已受理。\n"
    parts = [
        ("text/plain; charset=utf-8", (text + history).encode()),
        ("text/html; charset=utf-8", f"<div>{html}</div><div class=gmail_quote>{history}</div>".encode()),
        ("image/jpeg; name=photo.jpg", bytes(range(256)) * 120),
    ]
    body = "".join(
        f"--b\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        f"{base64.encodebytes(data).decode()}\r\n"
        for kind, data in parts
    )
    return (
        "From: =?utf-8?B?546L5bCP5piO?= <w@qq.example>\r\nTo: support@example.com\r\n"
        "Subject: =?utf-8?B?5Zue5aSN77ya6Lev55Sx5Zmo?=\r\nMessage-ID: <1@qq.example>\r\n"
        "Date: Mon, 06 May 2024 10:20:30 +0800\r\nMIME-Version: 1.0\r\n"
        f'Content-Type: multipart/mixed; boundary="b"\r\n\r\n{body}--b--\r\n'
    ).encode()


def standard(raw: bytes) -> object:
    """What the budget compares with."""
    return email.message_from_bytes(raw, policy=email.policy.default)


def rate(read: Callable[[bytes], object], mails: list[bytes]) -> float:
    """Mails per second."""
    read(mails[0])
    start, count = time.process_time(), 0
    while time.process_time() - start < LEAST_SECONDS:
        for raw in mails:
            read(raw)
        count += len(mails)
    return count / (time.process_time() - start)


def main() -> None:
    """Print the ratios."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "data" / "mail"
    corpora = {"one typical mail": [typical_mail()]}
    if folder.is_dir():
        files = [path for path in sorted(folder.rglob("*")) if path.suffix in {".eml", ".msg", ".txt"}]
        corpora[f"mails of {folder.name}"] = [
            raw for raw in (path.read_bytes() for path in files) if len(raw) < LARGEST
        ]
    for name, mails in corpora.items():
        ours, theirs = rate(parse_mail, mails), rate(standard, mails)
        print(f"{name}: ours {ours:.0f}/s, standard parser {theirs:.0f}/s, ratio {ours / theirs:.2f}")


if __name__ == "__main__":
    main()
