"""Who may open which address: one row a route. A route without a row fails ``test_rights``.

Columns: nobody signed in · agent of the case's team · lead · owner of the case's product · administrator ·
agent of another team · owner of another product · committee. Words: ``ok`` let in (what follows may still be refused as
bad input), ``in`` led to the sign-in, or the status that is answered.
"""

from __future__ import annotations

ROLES = ("nobody", "agent", "lead", "owner", "admin", "stranger", "other_owner", "committee")

EVERYBODY = "ok  ok  ok  ok  ok  ok  ok  ok"
ADMINS = "in  403 403 403 ok  403 403 403"
RULES = "in  403 ok  403 ok  403 403 403"
DESK = "in  ok  ok  403 403 ok  403 403"
CASE = "in  ok  ok  ok  403 404 404 403"
CASE_WORK = "in  ok  ok  403 403 404 403 403"
LEADS = "in  403 ok  403 403 403 403 403"
BACKLOG = "in  403 ok  ok  403 403 ok  ok"
BACKLOG_ROW = "in  403 ok  ok  403 403 404  ok"
BACKLOG_ACT = "in  403 ok  ok  403 403 404 403"
REVIEW = "in  404 ok  ok  403 404 404 ok"
REVIEWS = "in  ok  ok  ok  403 ok  ok  ok"
API_LIST = "401 ok  ok  ok  ok  ok  ok  ok"
API_CASE = "401 ok  ok  ok  404 404 404 404"
API_BACKLOG = "401 ok  ok  ok  404 ok  404  ok"

VERDICTS: dict[str, str] = {
    # operations: only the figures are not for everybody
    "health.alive": EVERYBODY,
    "health.ready": EVERYBODY,
    "health.metrics": "404 404 404 404 ok  404 404 404",
    "static": EVERYBODY,
    "versioned_static": EVERYBODY,
    # sign-in, language
    "auth.sign_in": EVERYBODY,
    "auth.sign_in_now": "401 401 401 401 401 401 401 401",
    "auth.sign_out": "in  in  in  in  in  in  in  in",
    "language.set_language": EVERYBODY,
    # what one should see: everybody's own
    "notices.notices": "in  ok  ok  ok  ok  ok  ok  ok",
    "notices.read_all": "in  ok  ok  ok  ok  ok  ok  ok",
    "me.me": "in  ok  ok  ok  ok  ok  ok  ok",
    "me.save": "in  ok  ok  ok  ok  ok  ok  ok",
    # customers: whoever has the secret address
    "portal.home": EVERYBODY,
    "portal.chat": EVERYBODY,
    "portal.chat_frame": EVERYBODY,
    "portal.widget": EVERYBODY,
    "portal.widget_demo": EVERYBODY,
    "portal.ticket": EVERYBODY,
    "portal.ticket_file": EVERYBODY,
    "portal.write": EVERYBODY,
    "portal.solution": EVERYBODY,
    "portal.outcome": EVERYBODY,
    "portal.survey": EVERYBODY,
    "portal.give": EVERYBODY,
    "portal_chat.open_session": EVERYBODY,
    "portal_chat.turns": EVERYBODY,
    "portal_chat.say": EVERYBODY,
    "portal_chat.language": EVERYBODY,
    "portal_chat.upload": EVERYBODY,
    "portal_chat.file": EVERYBODY,
    "portal_chat.survey": EVERYBODY,
    "portal_chat.outcome": EVERYBODY,
    # agents
    "console.queue": DESK,
    "console.queue_part": DESK,
    "console.take_next": DESK,
    "console.calls": DESK,
    "console.outcome": CASE_WORK,
    "console.ticket": CASE,
    "console.thread_part": CASE,
    "console.file": CASE,
    "console.as_sent": CASE_WORK,
    "console.write": CASE,
    "console.assign": CASE_WORK,
    "console.correct": CASE_WORK,
    "console.merge": CASE_WORK,
    "console.undo": CASE_WORK,
    "console.decide_proposal": CASE_WORK,
    "console.confirm_customer": CASE_WORK,
    "console.return_customer": CASE_WORK,
    "console.erase_customer": LEADS,
    "console.reopen": CASE_WORK,
    "console.resolve": CASE_WORK,
    "console.set_status": CASE_WORK,
    "console.acknowledge": CASE,
    "console.arbitrate": "in  403 ok  403 403 403 403 403",
    "console.imports": DESK,
    "console.upload": DESK,
    "console.one_import": DESK,
    "console.import_state": DESK,
    "console.read_differently": DESK,
    "console.start_import": DESK,
    "console.discard_import": DESK,
    "console.rejects": DESK,
    "console.undo_import": DESK,
    "console.settle_columns": DESK,
    # product owners and leads
    "product.board": BACKLOG,
    "product.themes": BACKLOG,
    "product.theme": BACKLOG_ROW,
    "product.item": BACKLOG_ROW,
    "product.edit": BACKLOG_ACT,
    "product.item_tickets": BACKLOG_ROW,
    "product.document": BACKLOG_ROW,
    "product.reviews": REVIEWS,
    "product.review_of": REVIEW,
    "product.ask_review": BACKLOG_ACT,
    "product.give_opinion": REVIEW,
    "product.cast_vote": REVIEW,
    "product.decide": BACKLOG_ACT,
    "product.step": BACKLOG_ACT,
    "product.release_form": BACKLOG_ACT,
    "product.release_now": BACKLOG_ACT,
    "product.confirm": BACKLOG_ACT,
    "product.propose": BACKLOG_ACT,
    "product.merge_preview": BACKLOG_ACT,
    "product.merge": BACKLOG_ACT,
    "product.take_out": BACKLOG_ACT,
    "product.undo": BACKLOG_ACT,
    "reports.overview": BACKLOG,
    "reports.take_away": BACKLOG,
    # administrators; leads read the rules
    "admin.overview": ADMINS,
    "admin.health": ADMINS,
    "admin.outbox": ADMINS,
    "admin.open_outbox": ADMINS,
    "admin.decide": ADMINS,
    "admin.journal": ADMINS,
    "admin.raw": ADMINS,
    "admin.run": ADMINS,
    "admin.people": ADMINS,
    "admin.person": ADMINS,
    "admin.new_person": ADMINS,
    "admin.add_person": ADMINS,
    "admin.save_person": ADMINS,
    "admin.renew_password": ADMINS,
    "admin.end_sessions": ADMINS,
    "admin.set_active": ADMINS,
    "admin.products": RULES,
    "admin.product": RULES,
    "admin.save_product": ADMINS,
    "admin.add_owner": ADMINS,
    "admin.set_users": ADMINS,
    "admin.levels": RULES,
    "admin.calendar": RULES,
    "admin.save_calendar": ADMINS,
    "admin.routing": RULES,
    "admin.articles": RULES,
    "admin.article": RULES,
    "admin.new_article": ADMINS,
    "admin.add_article": ADMINS,
    "admin.save_article": ADMINS,
    "admin.approve": ADMINS,
    "admin.macros": RULES,
    "admin.macro": RULES,
    "admin.new_macro": ADMINS,
    "admin.add_macro": ADMINS,
    "admin.save_macro": ADMINS,
    "admin.topics": RULES,
    "admin.keys": ADMINS,
    "admin.add_key": ADMINS,
    "admin.end_key": ADMINS,
    "admin.audit": ADMINS,
    # the classifiers: figures and versions for leads and administrators, words of cases for leads alone
    "learning.watching_now": RULES,
    "learning.models": RULES,
    "learning.model": RULES,
    "learning.train": RULES,
    "learning.decider": RULES,
    "learning.activate": RULES,
    "learning.roll_back": RULES,
    "learning.labels": LEADS,
    "learning.answer": LEADS,
    "learning.skip": LEADS,
    "learning.undo": LEADS,
    # programs: the role is that of the key's person
    "api.openapi": EVERYBODY,
    "api.list_tickets": API_LIST,
    "api.open_ticket": API_LIST,
    "api.read_ticket": API_CASE,
    "api.add_message": API_CASE,
    "api.backlog": API_BACKLOG,
    "api.themes": API_LIST,
}

WITHOUT_TOKEN = frozenset({"api", "portal_chat"})
"""Blueprints whose unsafe requests carry no form token: a key, or a secret address and JSON, stands for it."""

FORMS: dict[str, dict[str, str]] = {
    "admin.approve": {"approved": "1"},
    "admin.decide": {"decision": "send"},
    "admin.set_active": {"active": "1"},
    "console.outcome": {"status": "reached"},
    "console.assign": {"how": "claim"},
    "console.resolve": {"code": "answered"},
    "console.set_status": {"status": "scheduled"},
    "console.write": {"kind": "note", "body": "x", "seen": "9"},
    "console.correct": {"type": "enquiry"},
    "console.merge": {"into": "other_ticket_no"},
    "console.decide_proposal": {"other": "other_ticket_no", "same": "no"},
    "learning.answer": {"ticket": "ticket_no", "field": "type", "label": "enquiry"},
    "learning.skip": {"ticket": "ticket_no", "field": "type"},
    "learning.decider": {"decider": "person"},
    "portal.solution": {"solved": "yes"},
    "portal.outcome": {"helped": "yes"},
    "portal.write": {"body": "x"},
    "portal.give": {"score": "5"},
    "product.merge": {"into": "other_theme_no"},
    "product.give_opinion": {"department": "rd", "stance": "in_favour", "text": "x"},
    "product.cast_vote": {"vote": "in_favour"},
    "console.arbitrate": {"product": "DRV", "why": "x"},
}
"""What an unsafe request must say to get as far as the question of rights; a name of the world's is filled in."""

VISITOR = "visitor-of-the-test"
BODIES: dict[str, object] = {
    "api.open_ticket": {"customer": {"email": "x@example.com"}, "text": "x"},
    "api.add_message": {"text": "x"},
    "portal_chat.open_session": {"visitor": VISITOR, "language": "en", "page": ""},
    "portal_chat.say": {"text": "x", "client_id": "x"},
    "portal_chat.language": {"language": "en"},
    "portal_chat.survey": {"token": "s" * 40, "score": 5},
    "portal_chat.outcome": {"helped": True},
}
"""The same for requests in JSON."""
