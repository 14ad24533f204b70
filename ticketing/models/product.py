"""The catalogue: products, their other names, bundles, versions, owners over time, and active users."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ticketing.db import Model, text_enum

if TYPE_CHECKING:
    from ticketing.models.staff import Staff


class ProductKind(StrEnum):
    SOFTWARE = "software"
    HARDWARE = "hardware"
    BUNDLE = "bundle"
    SERVICE = "service"


class Product(Model):
    __tablename__ = "product"
    is_setting = True

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(16), unique=True)
    kind: Mapped[ProductKind] = mapped_column(text_enum(ProductKind))
    name_zh: Mapped[str] = mapped_column(sa.String(80))
    name_en: Mapped[str] = mapped_column(sa.String(80))
    retired: Mapped[bool] = mapped_column(default=False)

    aliases: Mapped[list[ProductAlias]] = relationship(cascade="all, delete-orphan")
    owners: Mapped[list[ProductOwner]] = relationship(
        cascade="all, delete-orphan", order_by="ProductOwner.valid_from"
    )

    def name(self, language: str) -> str:
        """The product's name in ``zh`` or ``en``."""
        return self.name_zh if language == "zh" else self.name_en


class ProductAlias(Model):
    """Another name or a usual misspelling. Two products may share one: then the bot asks."""

    __tablename__ = "product_alias"
    is_setting = True
    __table_args__ = (sa.UniqueConstraint("product_id", "alias"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(sa.ForeignKey("product.id", ondelete="CASCADE"))
    alias: Mapped[str] = mapped_column(sa.String(80))


class BundlePart(Model):
    __tablename__ = "bundle_part"

    bundle_id: Mapped[int] = mapped_column(sa.ForeignKey("product.id", ondelete="CASCADE"), primary_key=True)
    component_id: Mapped[int] = mapped_column(
        sa.ForeignKey("product.id", ondelete="CASCADE"), primary_key=True
    )


class ProductVersion(Model):
    __tablename__ = "product_version"
    __table_args__ = (sa.UniqueConstraint("product_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(sa.ForeignKey("product.id", ondelete="CASCADE"))
    version: Mapped[str] = mapped_column(sa.String(40))
    released_on: Mapped[date]


class ProductOwner(Model):
    """Who owns a product in which days; on leave, the deputy acts."""

    __tablename__ = "product_owner"
    is_setting = True

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(sa.ForeignKey("product.id", ondelete="CASCADE"), index=True)
    staff_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"), index=True)
    deputy_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]

    staff: Mapped[Staff] = relationship(foreign_keys=[staff_id])
    deputy: Mapped[Staff | None] = relationship(foreign_keys=[deputy_id])


class Exposure(Model):
    """Active users of a product in one month: the denominator of every rate. Missing is n/a, never 0."""

    __tablename__ = "exposure"

    product_id: Mapped[int] = mapped_column(sa.ForeignKey("product.id", ondelete="CASCADE"), primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    active_users: Mapped[int]
