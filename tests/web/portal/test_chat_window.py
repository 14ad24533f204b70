"""The chat in a real browser: both languages to a person, small screens, large text, everybody's senses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from tests.web.portal.conftest import PHONE, Portal, Watched
from ticketing.db import db
from ticketing.models import Message, Ticket

AXE = Path(__file__).parent.parent / "vendor" / "axe.min.js"
SMALL = """[...document.querySelectorAll(".chat button, .chat a, .chat textarea")].filter(e => e.checkVisibility())
  .map(e => [e.className, e.getBoundingClientRect()]).filter(([, box]) => box.height < 44 || box.width < 24).map(([name]) => name)"""
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)
Visit = Callable[..., Watched]
pytestmark = pytest.mark.browser


def said_on(portal: Portal, ticket_no: str) -> list[str]:
    """Everything the customer said on a ticket."""

    def work() -> list[str]:
        statement = (
            sa.select(Message.body)
            .join(Ticket)
            .where(Ticket.ticket_no == ticket_no)
            .order_by(Message.sequence)
        )
        return list(db.session.scalars(statement))

    return portal.inside(work)


def serious(watched: Watched) -> list[tuple[str, list[str]]]:
    """What axe finds."""
    watched.page.evaluate(AXE.read_text(encoding="utf-8"))
    found = watched.page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [(one["id"], [str(node["target"]) for node in one["nodes"]]) for one in found]


@pytest.mark.parametrize(
    ("language", "machine", "person", "question"),
    [
        ("zh", "机器人", "转人工", "帆盘会员怎么关自动续费"),
        ("en", "machine", "Talk to a person", "How do I turn off auto-renewal of FanDrive Plus?"),
    ],
)
def test_a_visitor_gets_from_the_greeting_to_a_person(
    visit: Visit, portal: Portal, language: str, machine: str, person: str, question: str
) -> None:
    watched = visit(language=language)
    watched.hears(machine)
    watched.says(question)
    watched.page.locator(".bubble__source").wait_for()

    watched.page.locator(".chat__person").click()

    ticket_no = watched.ticket_no()
    assert person in watched.page.locator(".chat__person").inner_text()
    assert watched.page.locator(".place").is_visible()
    assert question in said_on(portal, ticket_no)[0]
    assert watched.complaints == []


def test_a_person_is_offered_below_every_answer(visit: Visit) -> None:
    watched = visit()

    watched.says("你好")
    watched.page.locator(".bubble--mine").wait_for()

    watched.page.locator(".replies .chip--person").wait_for()
    assert watched.page.locator(".chat__person").is_visible()


def test_choices_belong_to_the_newest_line_only(visit: Visit) -> None:
    watched = visit()
    watched.says("会员怎么关自动续费")
    chip = watched.page.locator(".replies .chip:not(.chip--person)").first
    chip.wait_for()
    label = chip.inner_text()

    chip.click()

    expect(watched.page.locator(".bubble--mine")).to_have_count(2)
    watched.page.locator(".bubble--mine").last.get_by_text(label).wait_for()
    assert watched.page.locator(".replies").count() <= 1


def test_an_agent_appears_by_name(visit: Visit, portal: Portal) -> None:
    watched = visit()
    watched.says("转人工")
    ticket_no = watched.ticket_no()

    portal.answer(ticket_no, "您好，我是陆遥，我来处理。")

    watched.hears("我来处理")
    watched.page.locator(".chat__status").get_by_text("陆遥").wait_for()
    assert not watched.page.locator(".place").is_visible()


def test_a_solved_chat_offers_a_person_again(visit: Visit, portal: Portal) -> None:
    watched = visit(size=PHONE)
    watched.says("转人工")
    number = watched.ticket_no()
    portal.answer(number, "已经处理好了")
    watched.hears("已经处理好了")
    expect(watched.page.locator(".chat__person")).to_have_count(0)

    portal.resolve(number)

    watched.page.locator(".bubble--ask .scale label").nth(4).click()
    send = watched.page.locator(".bubble--ask .btn--primary")
    expect(send).to_be_in_viewport()
    send.click()
    watched.hears("感谢您的评价")
    expect(watched.page.locator(".chat__person")).to_be_visible()
    assert watched.complaints == []


def test_words_of_the_customer_are_never_markup(visit: Visit) -> None:
    watched = visit()

    watched.says("<img src=x onerror=alert(1)> https://hefan.example/a?b=1&c=2")

    watched.page.locator(".bubble--mine a").wait_for()
    assert watched.mine() == ["<img src=x onerror=alert(1)> https://hefan.example/a?b=1&c=2"]
    assert watched.page.locator(".bubble--mine img").count() == 0
    assert watched.complaints == []


def test_a_picture_goes_to_the_ticket(visit: Visit, portal: Portal) -> None:
    watched = visit()
    files = [{"name": "扣费截图.png", "mimeType": "image/png", "buffer": PICTURE}]
    watched.page.set_input_files(".chat input[type=file]", files)
    watched.page.locator(".chat__foot .chip").get_by_text("KB").wait_for()
    watched.says("扣费截图在这里，转人工")

    ticket_no = watched.ticket_no()

    assert watched.page.locator(".bubble--mine img").get_attribute("alt") == "扣费截图.png"
    kept = portal.inside(
        lambda: [
            one.filename
            for message in db.session.scalars(
                sa.select(Message).join(Ticket).where(Ticket.ticket_no == ticket_no)
            )
            for one in message.attachments
        ]
    )
    assert kept == ["扣费截图.png"]
    assert watched.complaints == []


def test_a_program_is_refused_with_a_reason_and_the_words_stay(visit: Visit) -> None:
    watched = visit()
    watched.page.fill(".chat__input", "请看附件")

    files = [
        {"name": "virus.exe", "mimeType": "application/octet-stream", "buffer": b"MZ\x90\x00" + b"0" * 99}
    ]
    watched.page.set_input_files(".chat input[type=file]", files)

    watched.page.locator(".chat__trouble").get_by_text("virus.exe").wait_for()
    assert watched.page.input_value(".chat__input") == "请看附件"


def test_enter_of_an_input_method_does_not_send(visit: Visit) -> None:
    watched = visit()
    watched.page.fill(".chat__input", "zhuan")

    watched.page.evaluate(
        """document.querySelector(".chat__input").dispatchEvent(
             new KeyboardEvent("keydown", {key: "Enter", isComposing: true, bubbles: true, cancelable: true}))"""
    )

    watched.page.wait_for_timeout(200)
    assert watched.mine() == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_phone_shows_everything_in_reach(visit: Visit, language: str) -> None:
    watched = visit(language=language, size=PHONE)
    watched.says("会员怎么关自动续费")
    watched.page.locator(".replies .chip").first.wait_for()

    assert watched.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert (
        watched.page.evaluate("document.querySelector('.chat').getBoundingClientRect().bottom - innerHeight")
        <= 1
    )
    assert watched.page.evaluate(SMALL) == []


@pytest.mark.parametrize("path", ["/", "/chat", "/chat/frame"])
def test_axe_finds_nothing(visit: Visit, path: str) -> None:
    watched = visit(path)
    if path != "/":
        watched.says("转人工")
        watched.ticket_no()

    assert serious(watched) == []
    assert watched.complaints == []


def test_the_language_can_be_changed_inside_the_frame(visit: Visit) -> None:
    watched = visit("/chat?language=zh")
    watched.says("你好")
    watched.page.locator(".bubble--mine").wait_for()

    watched.page.locator('form[action="/language"] button').click()

    watched.page.get_by_role("button", name="Talk to a person").first.wait_for()
    watched.page.locator(".bubble--mine").wait_for()
    assert watched.mine() == ["你好"]
