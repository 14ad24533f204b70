"""A customer's mail program, our SMTP door, an agent, the relay, and the customer's answer again."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from playwright.sync_api import expect

from tests.running import Person, Running, eventually


def test_a_mail_is_answered_on_its_thread(running: Running, somebody: Callable[..., Person]) -> None:
    """Acknowledged once, answered by a person, and the reply to that lands on the same ticket."""
    mail = EmailMessage()
    mail["From"] = "Ann Lee <ann.lee@customer.example>"
    mail["To"] = "care@hefan.example"
    mail["Subject"] = "FanDrive charged me twice"
    mail["Message-ID"] = "<first@customer.example>"
    mail.set_content(
        "I turned auto-renewal off in May, and FanDrive charged my card twice again today. Refund please!"
    )

    running.send_mail(mail)

    acknowledged = eventually(
        lambda: running.relay.to("ann.lee@customer.example"), seconds=120, why="no acknowledgement"
    )[0]
    assert acknowledged["Auto-Submitted"] == "auto-replied"
    assert "charged" not in str(acknowledged["Subject"])
    agent = somebody("shenqing", language="en")
    agent.page.goto("/console/?view=all")
    agent.page.locator("[data-row]", has_text="FanDrive charged me twice").locator("a").first.click()
    agent.page.fill(
        "#composer-text", "Dear Ann, both charges are being refunded; you will see it within two days."
    )
    agent.page.press("#composer-text", "Control+Enter")
    expect(agent.page.locator("#thread")).to_contain_text("both charges are being refunded", timeout=15_000)

    answer = eventually(
        lambda: [one for one in running.relay.to("ann.lee@customer.example") if not one["Auto-Submitted"]],
        why="the reply did not leave",
    )[0]
    assert answer["In-Reply-To"] == "<first@customer.example>"
    assert "both charges are being refunded" in answer.get_body(("plain",)).get_content()

    back = EmailMessage()
    back["From"] = "Ann Lee <ann.lee@customer.example>"
    back["To"] = str(answer["Reply-To"])
    back["Subject"] = f"Re: {answer['Subject']}"
    back["Message-ID"] = "<second@customer.example>"
    back["In-Reply-To"] = str(answer["Message-ID"])
    back.set_content(
        "It has not arrived yet, can you look again?\n\nOn Monday care wrote:\n> Dear Ann, both charges …"
    )
    running.send_mail(back)

    expect(agent.page.locator("#thread")).to_contain_text("It has not arrived yet", timeout=20_000)
    assert agent.complaints == []


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301"
    "0100c9fe92ef0000000049454e44ae426082"
)


@contextmanager
def spy() -> Iterator[tuple[str, list[str]]]:
    """Somebody else's web server, which remembers every picture it is asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.end_headers()
            self.wfile.write(PIXEL)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        serving = threading.Thread(target=server.serve_forever)
        serving.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", asked
        finally:
            server.shutdown()
            serving.join(10)


def test_a_mails_pictures_tell_nobody_who_reads_it(running: Running, somebody: Callable[..., Person]) -> None:
    """Its own picture is shown at once, one from elsewhere only when the agent asks, and no script runs."""
    with spy() as (elsewhere, asked):
        mail = EmailMessage()
        mail["From"], mail["To"] = "Bo <bo.wu@customer.example>", "care@hefan.example"
        mail["Subject"], mail["Message-ID"] = "FanCam pictures are green", "<pictures@customer.example>"
        mail.set_content("see the picture")
        mail.add_alternative(
            f'<p>see <img src="cid:own@x" alt="own"><img src="{elsewhere}/who.png?id=7" alt="far"></p>'
            "<script>document.title = 'hacked'</script>",
            subtype="html",
        )
        mail.get_payload()[1].add_related(PIXEL, "image", "png", cid="<own@x>", disposition="inline")
        running.send_mail(mail)
        agent = somebody("shenqing", language="en")
        eventually(lambda: running.relay.to("bo.wu@customer.example"), seconds=120, why="not taken in")
        agent.page.goto("/console/?view=all")
        agent.page.locator("[data-row]", has_text="FanCam pictures are green").locator("a").first.click()
        with agent.context.expect_page() as opened:
            agent.page.get_by_text("Show as it was sent").first.click()
        shown = opened.value
        shown.wait_for_load_state("networkidle")

        assert shown.locator("img[alt=own]").evaluate("one => one.naturalWidth") == 1
        assert asked == [] and shown.title() != "hacked"
        shown.get_by_role("link", name="Load them for this mail").click()
        shown.wait_for_load_state("networkidle")
        eventually(lambda: asked, why="the picture was not loaded")
        assert asked == ["/who.png?id=7"]
        assert shown.locator("img[alt=far]").evaluate("one => one.naturalWidth") == 1
