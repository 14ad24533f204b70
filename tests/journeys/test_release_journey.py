"""One problem told through three doors becomes one theme, one item, one release; everybody hears of it where they spoke."""

from __future__ import annotations

import json
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.running import Person, Running, eventually

NEWS_ZH = "帆盘 6.3 起每次自动续费前五天都会提醒您，并写明金额和取消办法。"
NEWS_EN = "From version 6.3 FanDrive reminds you five days before every renewal and says how to cancel."
HEADER = "来电时间,来电号码,客户姓名,产品,问题分类,问题描述,处理结果,处理状态,坐席工号,备注"
CALL = "2026/3/5 9:07,13800002345,赵敏,帆盘,自动续费,帆盘自动续费关了还在扣钱，每个月都要打电话来投诉,登记待回电,未解决,1032,"


def test_a_release_is_told_to_everybody_where_they_spoke(
    running: Running, somebody: Callable[..., Person], tmp_path: Path
) -> None:
    """Chat, mail and hotline in; one theme; told in the window, by mail, and on the call list; a *no* reopens."""
    window = _complain_by_chat(somebody)
    _complain_by_mail(running)
    assert _complain_by_phone(running, tmp_path)["created"] == 1
    lead = somebody("shenqing").page
    for words in ("自动续费又扣了我", "renewal again", "自动续费关了还在扣钱"):
        _say_what_it_is(lead, words)
    owner = somebody("linzhixia").page

    theme = eventually(lambda: _theme_of_three(owner), seconds=150, why="no theme with three customers")
    owner.goto(theme)
    _propose_accept_plan(owner)
    _release(owner)

    expect(window.locator("#chat")).to_contain_text("每次自动续费前五天", timeout=90_000)
    news = eventually(
        lambda: [m for m in running.relay.to("tom@customer.example") if "five days before" in str(m)],
        seconds=90,
        why="the mail with the news did not leave",
    )[0]
    assert news["In-Reply-To"] == "<renewal@customer.example>"
    lead.goto("/console/calls")
    expect(lead.locator("article", has_text="赵敏").last).to_contain_text("每次自动续费前五天")

    window.get_by_role("button", name="没").last.click()
    eventually(lambda: _is_open_again(lead), why="a customer's no did not open the ticket again")


def _complain_by_chat(somebody: Callable[..., Person]) -> Page:
    window = somebody().page
    window.goto("/chat")
    window.fill("#chat textarea", "帆盘自动续费又扣了我25块，投诉！我的电话13900005678，我要找人工")
    window.press("#chat textarea", "Enter")
    expect(window.locator("#chat")).to_contain_text("HF-", timeout=20_000)
    return window


def _complain_by_mail(running: Running) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"] = "Tom Hill <tom@customer.example>", "care@hefan.example"
    mail["Subject"], mail["Message-ID"] = "FanDrive renewal again", "<renewal@customer.example>"
    mail.set_content(
        "This is a complaint: FanDrive took the auto-renewal fee again although I turned renewal off."
    )
    running.send_mail(mail)


def _complain_by_phone(running: Running, folder: Path) -> dict[str, object]:
    log = folder / "热线日志.csv"
    log.write_bytes(f"{HEADER}\r\n{CALL}\r\n".encode("gb18030"))
    found: dict[str, object] = json.loads(running.voc("hotline", "import", str(log), "--json"))
    return found


def _say_what_it_is(desk: Page, words: str) -> None:
    """The lead opens the ticket and sets type, product and topic where the classifier was not sure."""
    desk.goto("/console/?view=all")
    row = desk.locator("[data-row]", has_text=words).first
    expect(row).to_be_visible(timeout=30_000)
    address = row.locator("a").first.get_attribute("href") or ""
    for label, value in (("type", "complaint"), ("product", "DRV"), ("topic", "renewal")):
        desk.goto(address)
        if desk.locator(f"#label-{label}").input_value() != value:
            with desk.expect_navigation():
                desk.select_option(f"#label-{label}", value)


def _theme_of_three(owner: Page) -> str:
    owner.goto("/product/themes")
    for link in owner.locator("a[href*='/product/themes/']").all():
        address = link.get_attribute("href") or ""
        owner.goto(address)
        main = owner.locator(".headline__main b").first
        if (
            main.count()
            and int(main.inner_text()) >= 3
            and "续费" in owner.locator("h2.item-title").inner_text()
        ):
            return address
        owner.goto("/product/themes")
    return ""


def _propose_accept_plan(owner: Page) -> None:
    owner.click("[data-opens=propose-dialog]")
    owner.fill("#propose-reason", "三个渠道都在投诉，法规也要求扣费前提醒")
    owner.locator("#propose-dialog button.btn--primary").click()
    owner.wait_for_url("**/product/**")
    if "/items/" not in owner.url:
        owner.get_by_role("link", name="打开").first.click()
    owner.click("[data-opens=accepted]")
    owner.fill("#why-accepted", "扣费前显著提醒也是法规要求")
    owner.fill("#accepted-problem", "客户关闭自动续费后仍被扣款，事先没有提醒")
    owner.select_option("#accepted-cause", "design")
    if owner.locator("#accepted-override").count():
        owner.fill("#accepted-override", "证据虽少但风险高")
    owner.locator("#accepted button.btn--primary").click()
    owner.click("[data-opens=planned]")
    owner.fill("#planned-acceptance", "每次扣费前五天提醒，写明金额和取消办法")
    owner.fill("#planned-planned_on", "2027-01-15")
    owner.fill("#planned-target_percent", "50")
    owner.locator("#planned button.btn--primary").click()


def _release(owner: Page) -> None:
    owner.locator("a[href$='/release']").first.click()
    owner.fill("[name=version]", "6.3.0")
    owner.fill("#f-zh", NEWS_ZH)
    owner.fill("#f-en", NEWS_EN)
    for box in owner.locator("[name=checklist]").all():
        box.check()
    owner.locator("aside button.btn--primary").click()
    owner.wait_for_url("**/items/*")


def _is_open_again(lead: Page) -> bool:
    lead.goto("/console/?view=all&q=自动续费又扣了我")
    return lead.locator("[data-row]", has_text="自动续费又扣了我").count() > 0
