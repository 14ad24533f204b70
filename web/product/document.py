"""The requirement document drafted from an item (``domain.md`` §6.9), to be printed and reviewed."""

from __future__ import annotations

from flask import render_template

from ticketing.backlog import items, queries
from ticketing.clock import now
from web.auth import roles
from web.product.blueprint import READERS, blueprint, day_of, viewer
from web.product.effects import effect_of
from web.product.reach import reach_of


@blueprint.get("/items/<item_no>/document")
@roles(*READERS)
def document(item_no: str) -> str:
    """A draft with everything that is known; what is missing is named, so that nobody signs it unseen."""
    who, at = viewer(), now()
    row = items.get(item_no, who.product_ids)
    page = queries.item_page(row, at)
    lacking = [name for name in ("problem", "acceptance", "root_cause") if not getattr(row, name)]
    return render_template(
        "product/document.html",
        item=row,
        evidence=page.evidence,
        counts=page.evidence.counts,
        decision=page.decisions[-1] if page.decisions else None,
        decisions=page.decisions,
        effect=effect_of(row, at),
        reach=reach_of(row),
        lacking=lacking,
        answers=page.answers,
        day_of=day_of,
        at=at,
    )
