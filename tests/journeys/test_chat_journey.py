"""From a customer's words in the chat to the product's owner, and back into the same window."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.running import PHONE, Person, Running


def test_a_chat_about_a_double_charge_reaches_a_person_and_comes_back(
    running: Running, somebody: Callable[..., Person]
) -> None:
    """Bot, person, ticket in the right hands with a clock, answer at once, on a phone."""
    agent = somebody("luyao")
    agent.page.goto("/console/?view=all")
    customer = somebody(size=PHONE)
    window = customer.page
    window.goto("/chat")
    expect(window.locator("#chat")).to_contain_text("机器人", timeout=20_000)

    window.fill("#chat textarea", "帆盘又扣了我25块，我上个月就关了自动续费，怎么又扣款两次！")
    window.press("#chat textarea", "Enter")
    expect(window.locator("#chat")).to_contain_text("HF-", timeout=20_000)

    row = agent.page.locator("[data-row]", has_text="自动续费")
    expect(row).to_be_visible(timeout=20_000)
    row.locator("a").first.click()
    desk = agent.page
    expect(desk.locator("#side")).to_contain_text("林知夏")
    expect(desk.locator("#side")).to_contain_text("投诉专席")
    expect(desk.locator("#head [data-sla]")).to_be_visible()
    assert desk.locator("#label-product").input_value() == "DRV"

    desk.fill("#composer-text", "您好，已核实多扣了 25 元，退款两个工作日内原路返回。")
    desk.press("#composer-text", "Control+Enter")
    expect(window.locator("#chat")).to_contain_text("退款两个工作日内原路返回", timeout=15_000)
    expect(window.locator("#chat")).to_contain_text("陆遥")

    window.fill("#chat textarea", "请问具体哪一天到账？")
    window.press("#chat textarea", "Enter")
    expect(desk.locator("#thread")).to_contain_text("具体哪一天到账", timeout=15_000)
    assert customer.complaints == []
    assert agent.complaints == []


def test_words_of_a_visitor_who_writes_and_reloads_are_still_there(
    running: Running, somebody: Callable[..., Person]
) -> None:
    """A reload, or the phone's sleep, loses nothing."""
    window = somebody(language="en").page
    window.goto("/chat")
    window.fill("#chat textarea", "What is the gap between 2T and 5T of FanDrive?")
    window.press("#chat textarea", "Enter")
    expect(window.locator("#chat")).to_contain_text("What is the gap", timeout=20_000)

    window.reload()

    expect(window.locator("#chat")).to_contain_text("What is the gap", timeout=20_000)
    expect(window.locator("#chat")).to_contain_text("machine", timeout=20_000)
