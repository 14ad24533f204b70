"""The routing matrix as rows, and the topic tree, as the company's data files set them."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ticketing.db import Model


class Route(Model):
    """One row of the matrix: the first row whose conditions all hold decides."""

    __tablename__ = "route"
    is_setting = True

    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(unique=True)
    conditions: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Field → list of accepted values: type, phase, topic, kind, severity, signal, channel, product."""
    team_code: Mapped[str] = mapped_column(sa.String(16))
    to_owner: Mapped[bool] = mapped_column(default=False)
    """The product's owner is named on the ticket and told at once."""
    consult: Mapped[list[Any]] = mapped_column(default=list)
    escalate: Mapped[str] = mapped_column(sa.String(40), default="")
    reason: Mapped[str] = mapped_column(sa.String(60))
    reason_zh: Mapped[str] = mapped_column(sa.String(200))
    reason_en: Mapped[str] = mapped_column(sa.String(200))


class Topic(Model):
    """A topic of the controlled tree with its names and usual severity."""

    __tablename__ = "topic"
    is_setting = True

    code: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    name_zh: Mapped[str] = mapped_column(sa.String(80))
    name_en: Mapped[str] = mapped_column(sa.String(80))
    severity: Mapped[str] = mapped_column(sa.String(8), default="S3")
    by_type: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Ticket type → severity where it differs: a question about charges is no wrong charge."""


class Setting(Model):
    """Company-wide words and numbers from ``company.yaml`` (name, promise texts, prefix)."""

    __tablename__ = "setting"
    is_setting = True

    name: Mapped[str] = mapped_column(sa.String(60), primary_key=True)
    value: Mapped[dict[str, Any]] = mapped_column(default=dict)
