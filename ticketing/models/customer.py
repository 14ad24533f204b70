"""Customers and the addresses they are known by."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ticketing.db import Model, text_enum


class Tier(StrEnum):
    STANDARD = "standard"
    VIP = "vip"


class IdentityKind(StrEnum):
    ACCOUNT = "account"
    PHONE = "phone"
    EMAIL = "email"
    VISITOR = "visitor"


class Customer(Model):
    __tablename__ = "customer"
    __table_args__ = (
        sa.Index(
            "ix_customer_testers",
            "id",
            sqlite_where=sa.text("tester = 1"),
            postgresql_where=sa.text("tester"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(200), default="")
    language: Mapped[str] = mapped_column(sa.String(8), default="zh")
    tier: Mapped[Tier] = mapped_column(text_enum(Tier), default=Tier.STANDARD)
    elder: Mapped[bool] = mapped_column(default=False)
    tester: Mapped[bool] = mapped_column(default=False)
    contact_allowed: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    erased_at: Mapped[datetime | None]
    extra: Mapped[dict[str, Any]] = mapped_column(default=dict)

    identities: Mapped[list[Identity]] = relationship(back_populates="customer", cascade="all, delete-orphan")

    def address(self, kind: IdentityKind) -> str | None:
        """The first address of this kind that is theirs, or none."""
        return next((one.value for one in self.own_addresses if one.kind == kind), None)

    @property
    def own_addresses(self) -> list[Identity]:
        """The addresses we take for theirs: the verified ones, or whatever they typed while none is."""
        addresses = [one for one in self.identities if one.kind != IdentityKind.VISITOR]
        return [one for one in addresses if one.verified] or addresses


class Identity(Model):
    """One normalised address (E.164 phone, lower-case mail, visitor key) of one customer.

    Verified means that something came from there: a mail, a call, an API client's word for its own customer.
    What a visitor typed is not, until the answer to what we sent there comes back.
    """

    __tablename__ = "identity"
    __table_args__ = (sa.UniqueConstraint("kind", "value"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(sa.ForeignKey("customer.id", ondelete="CASCADE"), index=True)
    kind: Mapped[IdentityKind] = mapped_column(text_enum(IdentityKind))
    value: Mapped[str] = mapped_column(sa.String(320))
    verified: Mapped[bool] = mapped_column(default=False)

    customer: Mapped[Customer] = relationship(back_populates="identities")
