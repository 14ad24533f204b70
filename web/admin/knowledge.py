"""What the bot may answer and agents may insert: articles, canned replies; and the topic tree."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from ticketing.clock import now
from ticketing.db import db, unit_of_work
from ticketing.errors import NotFound
from ticketing.models import Article, Macro, Product, Topic
from web.admin.blueprint import ADMINS, READERS, blueprint, change, write_down
from web.admin.forms import Form, FormError
from web.auth import roles, signed_in
from web.ports import get_ports

LONGEST_ANSWER = 8_000
MOST_PARAPHRASES = 60


@blueprint.get("/articles")
@roles(*READERS)
def articles() -> str:
    """Every article with how often it was offered and helped."""
    statement = (
        sa.select(Article).options(joinedload(Article.product)).order_by(Article.approved, Article.code)
    )
    rows = db.session.scalars(statement).all()
    return render_template("admin/articles.html", articles=rows, may_edit=signed_in().role in ADMINS)


@blueprint.get("/articles/new")
@roles(*ADMINS)
def new_article() -> str:
    """An empty article."""
    return _article_page(None)


@blueprint.post("/articles/new")
@roles(*ADMINS)
def add_article() -> Response | tuple[str, int]:
    """A new article; the bot uses it once it is approved."""
    form, at = Form(request.form), now()
    try:
        code = form.code("code")
        values = _read_article(form)
        if db.session.scalar(sa.select(Article.id).where(Article.code == code)) is not None:
            form.fault("code", _("This code is taken."))
        form.check()
    except FormError as error:
        return _article_page(None, error.errors), 422
    with unit_of_work(get_ports()) as session:
        session.add(Article(code=code, approved=False, updated_at=at, **values))
        write_down(at, "article_added", f"article:{code}")
    flash(_("Kept as a draft: approve it when it is right."), "success")
    return redirect(url_for("admin.article", code=code), 303)


@blueprint.get("/articles/<code>")
@roles(*READERS)
def article(code: str) -> str:
    """One article in both languages."""
    return _article_page(_get(Article, code))


@blueprint.post("/articles/<code>")
@roles(*ADMINS)
def save_article(code: str) -> Response | tuple[str, int]:
    """Change the words. Approval stays as it is."""
    form, at = Form(request.form), now()
    row = _get(Article, code)
    try:
        values = _read_article(form)
        form.check()
    except FormError as error:
        return _article_page(row, error.errors), 422
    with unit_of_work(get_ports()):
        row = _get(Article, code)
        changed = change(row, values)
        row.updated_at = at
        write_down(at, "article_changed", f"article:{code}", changed)
    flash(_("Saved"), "success")
    return redirect(url_for("admin.article", code=code), 303)


@blueprint.post("/articles/<code>/approval")
@roles(*ADMINS)
def approve(code: str) -> Response:
    """Let the bot use it, or take it away from the bot."""
    form, at = Form(request.form), now()
    approved = form.choice("approved", ("0", "1")) == "1"
    form.check()
    with unit_of_work(get_ports()):
        row = _get(Article, code)
        row.approved = approved
        write_down(at, "article_approved" if approved else "article_withdrawn", f"article:{code}")
    flash(_("The bot answers with it now.") if approved else _("The bot no longer uses it."), "success")
    return redirect(url_for("admin.article", code=code), 303)


@blueprint.get("/macros")
@roles(*READERS)
def macros() -> str:
    """Canned replies."""
    rows = db.session.scalars(sa.select(Macro).order_by(Macro.code)).all()
    return render_template("admin/macros.html", macros=rows, may_edit=signed_in().role in ADMINS)


@blueprint.get("/macros/new")
@roles(*ADMINS)
def new_macro() -> str:
    """An empty canned reply."""
    return _macro_page(None)


@blueprint.post("/macros/new")
@roles(*ADMINS)
def add_macro() -> Response | tuple[str, int]:
    """A new canned reply."""
    form, at = Form(request.form), now()
    try:
        code = form.code("code")
        values = _read_macro(form)
        if db.session.scalar(sa.select(Macro.id).where(Macro.code == code)) is not None:
            form.fault("code", _("This code is taken."))
        form.check()
    except FormError as error:
        return _macro_page(None, error.errors), 422
    with unit_of_work(get_ports()) as session:
        session.add(Macro(code=code, **values))
        write_down(at, "macro_added", f"macro:{code}")
    flash(_("Saved"), "success")
    return redirect(url_for("admin.macros"), 303)


@blueprint.get("/macros/<code>")
@roles(*READERS)
def macro(code: str) -> str:
    """One canned reply."""
    return _macro_page(_get(Macro, code))


@blueprint.post("/macros/<code>")
@roles(*ADMINS)
def save_macro(code: str) -> Response | tuple[str, int]:
    """Change the words."""
    form, at = Form(request.form), now()
    row = _get(Macro, code)
    try:
        values = _read_macro(form)
        form.check()
    except FormError as error:
        return _macro_page(row, error.errors), 422
    with unit_of_work(get_ports()):
        changed = change(_get(Macro, code), values)
        write_down(at, "macro_changed", f"macro:{code}", changed)
    flash(_("Saved"), "success")
    return redirect(url_for("admin.macros"), 303)


@blueprint.get("/topics")
@roles(*READERS)
def topics() -> str:
    """The controlled tree that everything is sorted by."""
    rows = db.session.scalars(sa.select(Topic).order_by(Topic.code)).all()
    return render_template("admin/topics.html", topics=rows)


def _read_article(form: Form) -> dict[str, Any]:
    """An article's columns. Any: columns of every type."""
    products = {one.code: one.id for one in db.session.scalars(sa.select(Product))}
    chosen = form.choice("product", products, required=False)
    lines = form.text("paraphrases", longest=12_000, required=False, lines=True).splitlines()
    paraphrases = list(dict.fromkeys(line.strip() for line in lines if line.strip()))
    if len(paraphrases) > MOST_PARAPHRASES:
        form.fault("paraphrases", _("At most %(number)s lines.", number=MOST_PARAPHRASES))
    return {
        "product_id": products.get(chosen),
        "question_zh": form.text("question_zh", longest=300),
        "question_en": form.text("question_en", longest=300),
        "answer_zh": form.text("answer_zh", longest=LONGEST_ANSWER, lines=True),
        "answer_en": form.text("answer_en", longest=LONGEST_ANSWER, lines=True),
        "paraphrases": paraphrases,
    }


def _read_macro(form: Form) -> dict[str, Any]:
    """A canned reply's columns. Any: as above."""
    return {
        "title_zh": form.text("title_zh", longest=120),
        "title_en": form.text("title_en", longest=120),
        "body_zh": form.text("body_zh", longest=LONGEST_ANSWER, lines=True),
        "body_en": form.text("body_en", longest=LONGEST_ANSWER, lines=True),
    }


def _article_page(row: Article | None, errors: dict[str, str] | None = None) -> str:
    return render_template(
        "admin/article.html",
        article=row,
        products=db.session.scalars(sa.select(Product).order_by(Product.code)).all(),
        errors=errors or {},
        sent=request.form if errors else None,
        may_edit=signed_in().role in ADMINS,
    )


def _macro_page(row: Macro | None, errors: dict[str, str] | None = None) -> str:
    return render_template(
        "admin/macro.html",
        macro=row,
        errors=errors or {},
        sent=request.form if errors else None,
        may_edit=signed_in().role in ADMINS,
    )


def _get(kind: type[Any], code: str) -> Any:
    """The row of this code. Any: one helper for two tables."""
    row = db.session.scalar(sa.select(kind).where(kind.code == code))
    if row is None:
        raise NotFound("no such page")
    return row
