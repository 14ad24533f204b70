"""A company's files become rows. Safe to run again after every edit: rows are found by their code.

What a file no longer names is kept when history points at it (products are retired, staff deactivated);
routes and service levels are replaced as a whole. Running clocks keep the promise they were started with.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

import sqlalchemy as sa

from ticketing.company.promises import load_promises
from ticketing.company.reading import Company
from ticketing.company.records import Product as ProductRecord
from ticketing.db import Model, db
from ticketing.models import (
    Article,
    BundlePart,
    Calendar,
    Exposure,
    Macro,
    Product,
    ProductAlias,
    ProductKind,
    ProductOwner,
    ProductVersion,
    Role,
    Route,
    Setting,
    Staff,
    Team,
    Topic,
)

Row = TypeVar("Row", bound=Model)


def load_company(
    company: Company, *, at: datetime, password_of: Callable[[str], str] | None = None
) -> dict[str, int]:
    """Write a company into the open transaction; returns how many of each kind it has.

    Args:
        password_of: gives the password hash of a *new* member of staff by login; without it nobody new
            can sign in until ``voc user add`` sets a password.
    """
    with db.session.no_autoflush:  # rows are filled in after they are found
        return _load(company, at, password_of)


def _load(company: Company, at: datetime, password_of: Callable[[str], str] | None) -> dict[str, int]:
    _settings(company)
    _calendars(company)
    teams = _teams(company)
    staff = _staff(company, teams, at, password_of)
    products = _products(company, staff)
    _topics(company)
    load_promises(company)
    _routes(company)
    _knowledge(company, products, at)
    db.session.flush()
    return {
        "products": len(company.products),
        "staff": len(company.staff),
        "teams": len(company.teams),
        "routes": len(company.routing.rules),
        "articles": len(company.articles),
    }


def _settings(company: Company) -> None:
    profile = company.profile
    values = {
        "company": {
            "name_zh": profile.name.zh,
            "name_en": profile.name.en,
            "ticket_prefix": profile.prefix,
            "hotline": profile.hotline,
            "mail": profile.mail,
            "timezone": profile.timezone,
        },
        "texts": {text.code: {"zh": text.zh, "en": text.en} for text in company.texts},
        "signals": {one.code: {"zh": one.name.zh, "en": one.name.en} for one in company.routing.signals},
        "priorities": {
            one.code: {"zh": one.name.zh, "en": one.name.en} for one in company.service_levels.priorities
        },
    }
    for name, value in values.items():
        db.session.merge(Setting(name=name, value=value))


def _calendars(company: Company) -> None:
    for record in company.calendars:
        row = _found(Calendar, Calendar.code, record.code)
        row.name_zh, row.name_en, row.timezone = record.name.zh, record.name.en, record.timezone
        row.weekly = {day: [list(window) for window in windows] for day, windows in record.weekly.items()}
        row.closed = [day.isoformat() for day in record.closed_days]
        row.open = {day.isoformat(): [list(w) for w in hours] for day, hours in record.open_days.items()}
        row.complete_until = max(record.known_years) if record.known_years else 9999


def _teams(company: Company) -> dict[str, Team]:
    rows = {}
    for record in company.teams:
        row = rows[record.code] = _found(Team, Team.code, record.code)
        row.name_zh, row.name_en, row.calendar_code = record.name.zh, record.name.en, record.calendar
    db.session.flush()
    return rows


def _staff(
    company: Company,
    teams: dict[str, Team],
    at: datetime,
    password_of: Callable[[str], str] | None,
) -> dict[str, Staff]:
    rows = {}
    for record in company.staff:
        row = db.session.scalar(sa.select(Staff).where(Staff.login == record.login))
        if row is None:
            hashed = password_of(record.login) if password_of is not None else ""
            row = Staff(login=record.login, created_at=at, password_hash=hashed)
            db.session.add(row)
        row.name, row.name_en, row.role = record.name, record.name_en, Role(record.role)
        row.languages, row.capacity, row.active = list(record.languages), record.capacity, True
        row.language = row.language or record.languages[0]
        row.teams = [teams[code] for code in record.teams]
        rows[record.login] = row
    db.session.flush()
    return rows


def _products(company: Company, staff: dict[str, Staff]) -> dict[str, Product]:
    rows = {}
    for record in company.products:
        row = rows[record.code] = _found(Product, Product.code, record.code)
        row.kind, row.retired = ProductKind(record.kind), False
        row.name_zh, row.name_en = record.name.zh, record.name.en
        db.session.flush()
        _aliases(row, company, record)
        _versions(row, record)
        _ownership(row, record, staff)
        for month, users in record.active_months.items():
            db.session.merge(
                Exposure(product_id=row.id, month=date.fromisoformat(f"{month}-01"), active_users=users)
            )
    for record in company.products:
        for part in record.components:
            db.session.merge(BundlePart(bundle_id=rows[record.code].id, component_id=rows[part].id))
    named = [record.code for record in company.products]
    db.session.execute(sa.update(Product).where(Product.code.not_in(named)).values(retired=True))
    return rows


def _aliases(row: Product, company: Company, record: ProductRecord) -> None:
    shared = [one.word for one in company.ambiguous if record.code in one.products]
    wanted = dict.fromkeys([*record.aliases, *shared])
    row.aliases = [one for one in row.aliases if one.alias in wanted]
    known = {one.alias for one in row.aliases}
    row.aliases.extend(ProductAlias(alias=alias) for alias in wanted if alias not in known)


def _versions(row: Product, record: ProductRecord) -> None:
    known = set(
        db.session.scalars(sa.select(ProductVersion.version).where(ProductVersion.product_id == row.id))
    )
    for version in record.versions:
        if version.name not in known:
            db.session.add(
                ProductVersion(product_id=row.id, version=version.name, released_on=version.released)
            )


def _ownership(row: Product, record: ProductRecord, staff: dict[str, Staff]) -> None:
    """Each ownership ends the day before the next begins; old decisions keep the old name."""
    held = sorted(record.ownership, key=lambda one: one.valid_from)
    ends = [one.valid_from - timedelta(days=1) for one in held[1:]]
    row.owners = [
        ProductOwner(
            staff_id=staff[one.owner].id,
            deputy_id=staff[one.deputy].id,
            valid_from=one.valid_from,
            valid_to=end,
        )
        for one, end in zip(held, [*ends, None], strict=True)
    ]


def _topics(company: Company) -> None:
    for record in company.topics:
        others = {kind: level for kind, level in record.severity.items() if kind != "default"}
        db.session.merge(
            Topic(
                code=record.code,
                name_zh=record.name.zh,
                name_en=record.name.en,
                severity=record.severity["default"],
                by_type=others,
            )
        )


def _routes(company: Company) -> None:
    db.session.execute(sa.delete(Route))
    for position, rule in enumerate(company.routing.rules, start=1):
        when = {name: list(values) for name, values in vars(rule.when).items() if values}
        db.session.add(
            Route(
                position=position,
                conditions=when,
                team_code=rule.team,
                to_owner=rule.owner,
                consult=list(rule.consult),
                escalate=rule.escalate or "",
                reason=rule.code,
                reason_zh=rule.reason.zh,
                reason_en=rule.reason.en,
            )
        )


def _knowledge(company: Company, products: dict[str, Product], at: datetime) -> None:
    for record in company.articles:
        row = _found(Article, Article.code, record.code)
        row.product_id = products[record.product].id if record.product else None
        row.question_zh, row.question_en = record.question.zh, record.question.en
        row.answer_zh, row.answer_en = record.answer.zh, record.answer.en
        keywords = [" ".join(record.keywords.zh), " ".join(record.keywords.en)]
        row.paraphrases = [*record.paraphrases.zh, *record.paraphrases.en, *keywords]
        row.approved = True
        if db.session.is_modified(row):  # what customers said of it counts until its words change
            row.updated_at = at
    for macro in company.macros:
        saved = _found(Macro, Macro.code, macro.code)
        saved.title_zh, saved.title_en = macro.title.zh, macro.title.en
        saved.body_zh, saved.body_en = macro.body.zh, macro.body.en


def _found(kind: type[Row], column: Any, code: str) -> Row:
    """The row with this code, or a new one with the code set."""
    row = db.session.scalar(sa.select(kind).where(column == code))
    if row is None:
        row = kind(**{column.key: code})
        db.session.add(row)
    return row
