"""The people who work here: roles, teams, sign-in sessions, notices."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ticketing.db import Model, text_enum


class Role(StrEnum):
    AGENT = "agent"
    LEAD = "lead"
    PRODUCT_OWNER = "product_owner"
    COMMITTEE = "committee"
    """Reads the backlog and votes; sees no case and no customer."""
    ADMIN = "admin"


class Availability(StrEnum):
    ONLINE = "online"
    AWAY = "away"
    OFFLINE = "offline"


class Team(Model):
    __tablename__ = "team"
    is_setting = True

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(16), unique=True)
    name_zh: Mapped[str] = mapped_column(sa.String(80))
    name_en: Mapped[str] = mapped_column(sa.String(80))
    calendar_code: Mapped[str] = mapped_column(sa.String(40))

    members: Mapped[list[Staff]] = relationship(secondary="team_member", back_populates="teams")

    def name(self, language: str) -> str:
        """The team's name in ``zh`` or ``en``."""
        return self.name_zh if language == "zh" else self.name_en


class TeamMember(Model):
    __tablename__ = "team_member"

    team_id: Mapped[int] = mapped_column(sa.ForeignKey("team.id", ondelete="CASCADE"), primary_key=True)
    staff_id: Mapped[int] = mapped_column(
        sa.ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class Staff(Model):
    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(sa.String(80), unique=True)
    name: Mapped[str] = mapped_column(sa.String(80))
    name_en: Mapped[str] = mapped_column(sa.String(80), default="")
    email: Mapped[str] = mapped_column(sa.String(320), default="")
    role: Mapped[Role] = mapped_column(text_enum(Role))
    language: Mapped[str] = mapped_column(sa.String(8), default="zh")
    languages: Mapped[list[Any]] = mapped_column(default=lambda: ["zh", "en"])
    password_hash: Mapped[str] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True)
    availability: Mapped[Availability] = mapped_column(text_enum(Availability), default=Availability.OFFLINE)
    capacity: Mapped[int] = mapped_column(default=8)
    given_at: Mapped[datetime | None]
    """When a ticket was last offered or given to them: of equals, the longest idle is next."""
    signature: Mapped[str] = mapped_column(default="")
    mail_about: Mapped[list[Any]] = mapped_column(default=list)
    """What they asked to be mailed about as well: see ``outbox.staff_mail.SUBJECTS``."""
    single_keys: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]

    teams: Mapped[list[Team]] = relationship(secondary="team_member", back_populates="members")

    def display_name(self, language: str) -> str:
        """The name to show in ``zh`` or ``en``."""
        return self.name_en if language == "en" and self.name_en else self.name


class StaffSession(Model):
    """A server-side sign-in: ending the row ends every copy of the cookie."""

    __tablename__ = "staff_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    staff_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    user_agent: Mapped[str] = mapped_column(sa.String(200), default="")

    staff: Mapped[Staff] = relationship()


class Notice(Model):
    """Something one member of staff should see: an escalation, a mention, an answer."""

    __tablename__ = "notice"
    __table_args__ = (sa.Index("ix_notice_staff_read", "staff_id", "read_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id", ondelete="CASCADE"))
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    read_at: Mapped[datetime | None]
