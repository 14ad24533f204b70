"""Every page a person can open, once: who opens it and how it is found. Pictures and checks walk this list."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page as BrowserPage

AGENT, LEAD, OWNER, ADMIN = "luyao", "shenqing", "linzhixia", "anran"


@dataclass(frozen=True)
class Place:
    """A page: its endpoint, who opens it (nobody = a customer), its address or the list that links to it.

    ``link`` is a part of the address that a link on ``address`` must have; the first such link is followed.
    ``grown`` pages need a company with a past: themes and items are not there on the first day. ``breaks`` is
    how the complaints begin of a page whose scripts fail on purpose.
    """

    endpoint: str
    login: str
    address: str
    link: str = ""
    ending: str = ""
    grown: bool = False
    breaks: str = ""

    @property
    def name(self) -> str:
        """A name for a file: the endpoint, and the view where there are several."""
        return self.endpoint.replace(".", "-").replace("_", "-")

    def open(self, page: BrowserPage) -> bool:
        """Go there; false when the list has no link to follow yet."""
        page.goto(self.address)
        if self.link:
            link = page.locator(f"main a[href*='{self.link}']:not([href$='/new'])").first
            if not link.count():
                return False
            page.goto((link.get_attribute("href") or "") + self.ending)
        page.wait_for_load_state("networkidle")
        return True


PLACES = (
    Place("portal.home", "", "/"),
    Place("portal.chat", "", "/chat"),
    Place("auth.sign_in", "", "/sign-in"),
    Place("portal.widget_demo", "", "/widget-demo", breaks="the shop's own "),
    Place("console.queue", AGENT, "/console/?view=all"),
    Place("console.ticket", AGENT, "/console/?view=all", link="/console/tickets/", grown=True),
    Place("console.calls", AGENT, "/console/calls"),
    Place("console.imports", AGENT, "/console/imports"),
    Place("console.one_import", AGENT, "/console/imports", link="/console/imports/", grown=True),
    Place("notices.notices", AGENT, "/notices/"),
    Place("me.me", AGENT, "/me/"),
    Place("reports.overview", LEAD, "/reports/"),
    Place("learning.watching_now", LEAD, "/learning/"),
    Place("learning.models", LEAD, "/learning/models"),
    Place("learning.model", LEAD, "/learning/models", link="/learning/models/", grown=True),
    Place("learning.labels", LEAD, "/learning/labels"),
    Place("product.board", OWNER, "/product/"),
    Place("product.reviews", OWNER, "/product/reviews"),
    Place("product.themes", OWNER, "/product/themes"),
    Place("product.theme", OWNER, "/product/themes", link="/product/themes/T", grown=True),
    Place("product.item", OWNER, "/product/", link="/product/items/", grown=True),
    Place("product.document", OWNER, "/product/", link="/product/items/", ending="/document", grown=True),
    Place("product.item_tickets", OWNER, "/product/", link="/product/items/", ending="/tickets", grown=True),
    Place("admin.overview", ADMIN, "/admin/"),
    Place("admin.people", ADMIN, "/admin/people"),
    Place("admin.person", ADMIN, "/admin/people", link="/admin/people/"),
    Place("admin.new_person", ADMIN, "/admin/people/new"),
    Place("admin.products", ADMIN, "/admin/products"),
    Place("admin.product", ADMIN, "/admin/products", link="/admin/products/"),
    Place("admin.topics", ADMIN, "/admin/topics"),
    Place("admin.routing", ADMIN, "/admin/routing"),
    Place("admin.levels", ADMIN, "/admin/levels"),
    Place("admin.calendar", ADMIN, "/admin/levels", link="/admin/calendars/"),
    Place("admin.articles", ADMIN, "/admin/articles"),
    Place("admin.article", ADMIN, "/admin/articles", link="/admin/articles/"),
    Place("admin.new_article", ADMIN, "/admin/articles/new"),
    Place("admin.macros", ADMIN, "/admin/macros"),
    Place("admin.macro", ADMIN, "/admin/macros", link="/admin/macros/"),
    Place("admin.new_macro", ADMIN, "/admin/macros/new"),
    Place("admin.keys", ADMIN, "/admin/keys"),
    Place("admin.audit", ADMIN, "/admin/audit"),
    Place("admin.journal", ADMIN, "/admin/journal"),
    Place("admin.outbox", ADMIN, "/admin/outbox"),
)

ELSEWHERE = {
    "portal.ticket": "a customer's own address; walked by tests/web/portal/test_ticket_page.py",
    "portal.survey": "a customer's own address; walked by tests/web/portal/test_ticket_page.py",
    "product.merge_preview": "a form between two themes; walked by tests/web/product",
    "product.review_of": "major items only; walked by tests/web/product",
    "product.release_form": "a form of one item; walked by tests/web/product",
}
"""Pages that no list links to, and who looks at them."""

PARTS = {
    "static",
    "versioned_static",
    "health.alive",
    "health.ready",
    "health.metrics",
    "portal.widget",
    "portal.chat_frame",
    "portal.ticket_file",
    "portal_chat.file",
    "portal_chat.turns",
    "admin.health",
    "console.queue_part",
    "console.thread_part",
    "console.file",
    "console.as_sent",
    "console.import_state",
    "console.rejects",
    "reports.take_away",
}
"""Answers to a GET that are no page of their own: data, files, fragments."""
