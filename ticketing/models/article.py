"""Approved answers (knowledge base) and canned replies (macros)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ticketing.db import Model

if TYPE_CHECKING:
    from ticketing.models.product import Product


class Article(Model):
    """One FAQ entry in both languages. The bot answers only from approved ones."""

    __tablename__ = "article"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(60), unique=True)
    product_id: Mapped[int | None] = mapped_column(sa.ForeignKey("product.id"), index=True)
    question_zh: Mapped[str]
    question_en: Mapped[str]
    paraphrases: Mapped[list[Any]] = mapped_column(default=list)
    answer_zh: Mapped[str]
    answer_en: Mapped[str]
    approved: Mapped[bool] = mapped_column(default=True)
    updated_at: Mapped[datetime]
    offered: Mapped[int] = mapped_column(default=0)
    helped: Mapped[int] = mapped_column(default=0)

    product: Mapped[Product | None] = relationship()

    def question(self, language: str) -> str:
        """The question in ``zh`` or ``en``."""
        return self.question_zh if language == "zh" else self.question_en

    def answer(self, language: str) -> str:
        """The answer in ``zh`` or ``en``."""
        return self.answer_zh if language == "zh" else self.answer_en


class Macro(Model):
    """A canned reply in both languages."""

    __tablename__ = "macro"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(60), unique=True)
    title_zh: Mapped[str] = mapped_column(sa.String(120))
    title_en: Mapped[str] = mapped_column(sa.String(120))
    body_zh: Mapped[str]
    body_en: Mapped[str]
