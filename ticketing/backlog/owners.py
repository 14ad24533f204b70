"""Who answers for a product on a day; when the owner is away or gone, the deputy."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from ticketing.db import db
from ticketing.feedback.days import company_zone
from ticketing.models import ProductOwner, Staff


def owner_of(product_id: int, at: datetime) -> Staff | None:
    """The product's owner on the company's date of this moment, the deputy if they left, or none."""
    on = at.astimezone(company_zone()).date()
    statement = (
        sa.select(ProductOwner)
        .where(
            ProductOwner.product_id == product_id,
            ProductOwner.valid_from <= on,
            sa.or_(ProductOwner.valid_to.is_(None), ProductOwner.valid_to >= on),
        )
        .order_by(ProductOwner.valid_from.desc(), ProductOwner.id.desc())
    )
    row = db.session.scalars(statement.limit(1)).first()
    if row is None:
        return None
    return row.staff if row.staff.active or row.deputy is None else row.deputy
