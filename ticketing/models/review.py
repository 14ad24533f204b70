"""Before a major item is accepted: what each department says of it, and how the committee votes."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ticketing.db import Model, text_enum

if TYPE_CHECKING:
    from ticketing.models.staff import Staff


class Department(StrEnum):
    """Those whose opinion a major item needs (``domain.md`` §1.2, review of the plan by departments)."""

    CS = "cs"
    RD = "rd"
    FINANCE = "finance"
    MARKETING = "marketing"


class Stance(StrEnum):
    IN_FAVOUR = "in_favour"
    ON_CONDITIONS = "on_conditions"
    AGAINST = "against"


class Opinion(Model):
    """One department's word in one round of review; said again it replaces the earlier one."""

    __tablename__ = "opinion"
    __table_args__ = (sa.UniqueConstraint("item_id", "round", "department"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(sa.ForeignKey("item.id", ondelete="CASCADE"))
    round: Mapped[int]
    department: Mapped[Department] = mapped_column(text_enum(Department))
    stance: Mapped[Stance] = mapped_column(text_enum(Stance))
    text: Mapped[str]
    staff_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    at: Mapped[datetime]

    staff: Mapped[Staff] = relationship()


class Vote(Model):
    """One committee member's vote in one round of review; it stands."""

    __tablename__ = "vote"
    __table_args__ = (sa.UniqueConstraint("item_id", "round", "staff_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(sa.ForeignKey("item.id", ondelete="CASCADE"))
    round: Mapped[int]
    staff_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"))
    in_favour: Mapped[bool]
    why: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]

    staff: Mapped[Staff] = relationship()
