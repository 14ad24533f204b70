"""Themes: mentions about the same underlying issue of one product, whatever the channel or language.

Product and topic are the aligned vocabulary, so a Chinese and an English complaint about the same topic
of one product meet in one theme. Sub-themes are made by people (``split``): a machine only follows the
words they were given, and everything else stays in the base theme. Merges and splits can be taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

import sqlalchemy as sa

from classifier.text.normalise import fold
from ticketing.db import db
from ticketing.errors import BadInput, NotFound, Refused
from ticketing.models import (
    Item,
    ItemStatus,
    Mention,
    Product,
    Staff,
    Theme,
    ThemeChange,
    ThemeStatus,
    Ticket,
    Topic,
)
from ticketing.tickets.reference import next_number

LONGEST_TITLE = 200
CHUNK = 5_000
"""Ids a statement: databases limit how many values one may carry."""


Known = dict[tuple[int, str], list[Theme]]
"""Themes by product and topic, read once for a batch of tickets."""


def join(ticket: Ticket, text: str, *, at: datetime, known: Known | None = None) -> Theme:
    """The theme this ticket's words belong to; the first of a product and topic makes it.

    Raises:
        BadInput: the ticket has no product or no topic yet.
    """
    if ticket.product_id is None or not ticket.topic:
        raise BadInput("set product and topic first: they say which theme it is", field="topic")
    key = (ticket.product_id, ticket.topic)
    themes = (known or {}).get(key) or _read(*key) or [_found(*key, at)]
    if known is not None:
        known[key] = themes
    candidates = [theme for theme in themes if theme.status != ThemeStatus.MERGED]
    return choose(candidates, text) if candidates else survivor(themes[0])


def choose(candidates: Sequence[Theme], text: str) -> Theme:
    """The sub-theme whose words the text clearly holds, else the base theme; never a coin's toss."""
    plain = fold(text)
    hits = {theme.id: _hits(theme, plain) for theme in candidates}
    best = max(hits.values())
    leaders = [theme for theme in candidates if best and hits[theme.id] == best]
    if len(leaders) == 1:
        return leaders[0]
    bases = [theme for theme in candidates if not theme.keywords]
    return min(bases or candidates, key=lambda theme: theme.id)


def _hits(theme: Theme, plain: str) -> int:
    return sum(word in plain for word in fold(theme.keywords).split())


def _read(product_id: int, topic: str) -> list[Theme]:
    same = sa.select(Theme).where(Theme.product_id == product_id, Theme.topic == topic)
    return list(db.session.scalars(same.order_by(Theme.id)))


def _found(product_id: int, topic: str, at: datetime) -> Theme:
    product = db.session.get_one(Product, product_id)
    row = db.session.get(Topic, topic)
    title_zh = f"{product.name_zh} · {row.name_zh if row else topic}"
    title_en = f"{product.name_en} · {row.name_en if row else topic}"
    return _new_theme(product_id, topic, title_zh, title_en, "", at)


def _new_theme(
    product_id: int, topic: str, title_zh: str, title_en: str, keywords: str, at: datetime
) -> Theme:
    theme = Theme(
        theme_no=f"TH-{next_number('theme'):05d}",
        product_id=product_id,
        topic=topic,
        title_zh=title_zh[:LONGEST_TITLE],
        title_en=title_en[:LONGEST_TITLE],
        status=ThemeStatus.CANDIDATE,
        keywords=keywords,
        created_at=at,
    )
    db.session.add(theme)
    db.session.flush()
    return theme


def touch(theme_id: int, mentioned_at: datetime | None = None) -> None:
    """Something in this theme changed: its gate is looked at again."""
    theme = db.session.get_one(Theme, theme_id)
    theme.checked_at = None
    if mentioned_at is not None:
        theme.last_mention_at = max(theme.last_mention_at or mentioned_at, mentioned_at)


def confirm(theme: Theme, *, title_zh: str = "", title_en: str = "") -> None:
    """A person says these belong together, and may give the theme its proper name.

    Raises:
        Refused: it was merged into another theme.
    """
    if theme.status == ThemeStatus.MERGED:
        raise Refused("this theme was merged: confirm the one it lives on in", code="merged")
    theme.status = ThemeStatus.CONFIRMED
    theme.title_zh = title_zh.strip()[:LONGEST_TITLE] or theme.title_zh
    theme.title_en = title_en.strip()[:LONGEST_TITLE] or theme.title_en


def merge(theme: Theme, into: Theme, *, by: Staff | None, at: datetime, why: str = "") -> ThemeChange:
    """Move every mention of ``theme`` to ``into``; both keep their numbers and the move can be undone.

    A backlog item follows its mentions when the other theme has none.

    Raises:
        Refused: the same theme, another product, one of them merged already, or both have an item.
    """
    if theme.id == into.id:
        raise Refused("a theme cannot be merged into itself", code="same_theme")
    if ThemeStatus.MERGED in (theme.status, into.status):
        raise Refused("one of them is merged already", code="merged")
    if theme.product_id != into.product_id:
        raise Refused("two products' themes stay two: their owners decide apart", code="other_product")
    _carry_item(theme, into)
    twins = sa.select(Mention.ticket_id).where(Mention.theme_id == into.id)
    staying = sa.select(Mention.id).where(Mention.theme_id == theme.id, Mention.ticket_id.not_in(twins))
    change = _move(list(db.session.scalars(staying)), theme, into, "merge", by, at, why)
    theme.status, theme.merged_into_id = ThemeStatus.MERGED, into.id
    return change


def _carry_item(theme: Theme, into: Theme) -> None:
    item = _item_of(theme)
    if item is None or item.status == ItemStatus.DUPLICATE:
        return
    if _item_of(into) is not None:
        raise Refused("both have a backlog item: mark one as a duplicate of the other", code="two_items")
    item.theme_id = into.id


def _item_of(theme: Theme) -> Item | None:
    return db.session.scalar(sa.select(Item).where(Item.theme_id == theme.id))


def split(
    theme: Theme,
    mention_ids: Iterable[int],
    *,
    title_zh: str,
    title_en: str,
    keywords: str = "",
    by: Staff | None,
    at: datetime,
    why: str = "",
) -> Theme:
    """Take some mentions out into a theme of their own; later texts holding its keywords follow.

    Raises:
        BadInput: no mention chosen, a title missing.
        Refused: the theme was merged.
        NotFound: a mention is not of this theme.
    """
    if theme.status == ThemeStatus.MERGED:
        raise Refused("this theme was merged: split the one it lives on in", code="merged")
    wanted = set(mention_ids)
    if not wanted or len(wanted) > CHUNK:
        raise BadInput(f"choose 1 to {CHUNK} voices that belong elsewhere", field="mentions")
    for field, title in (("title_zh", title_zh), ("title_en", title_en)):
        if not title.strip():
            raise BadInput("name the new theme in both languages", field=field)
    own = sa.select(Mention.id).where(Mention.theme_id == theme.id, Mention.id.in_(wanted))
    if set(db.session.scalars(own)) != wanted:
        raise NotFound("one of these is not in this theme")
    words = " ".join(fold(keywords).split())
    new = _new_theme(theme.product_id, theme.topic, title_zh.strip(), title_en.strip(), words, at)
    _move(sorted(wanted), theme, new, "split", by, at, why)
    new.status = ThemeStatus.CONFIRMED
    return new


def undo(change: ThemeChange, *, by: Staff | None, at: datetime) -> None:
    """Take a merge or a split back: every mention it moved returns, as far as it is still there.

    Raises:
        Refused: taken back already, or it was itself an undoing.
    """
    if change.undone_at is not None or change.kind == "undo":
        raise Refused("this was taken back already", code="undone")
    theme = db.session.get_one(Theme, change.theme_id)
    other = db.session.get_one(Theme, change.other_id)
    moved = set(change.mention_ids)
    there = db.session.scalars(sa.select(Mention.id).where(Mention.theme_id == other.id))
    _move([one for one in there if one in moved], other, theme, "undo", by, at, "")
    change.undone_at = at
    if change.kind == "merge":
        theme.status, theme.merged_into_id = ThemeStatus.CANDIDATE, None
    elif not db.session.scalar(sa.select(Mention.id).where(Mention.theme_id == other.id).limit(1)):
        other.status, other.merged_into_id = ThemeStatus.MERGED, theme.id


def _move(
    mention_ids: list[int],
    theme: Theme,
    other: Theme,
    kind: str,
    by: Staff | None,
    at: datetime,
    why: str,
) -> ThemeChange:
    db.session.flush()
    for start in range(0, len(mention_ids), CHUNK):
        moving = sa.update(Mention).where(Mention.id.in_(mention_ids[start : start + CHUNK]))
        db.session.execute(moving.values(theme_id=other.id).execution_options(synchronize_session="fetch"))
    for one in (theme, other):
        newest = sa.select(sa.func.max(Mention.at)).where(Mention.theme_id == one.id)
        one.last_mention_at, one.checked_at = db.session.scalar(newest), None
    change = ThemeChange(
        kind=kind,
        theme_id=theme.id,
        other_id=other.id,
        mention_ids=mention_ids,
        staff_id=by.id if by is not None else None,
        why=why,
        at=at,
    )
    db.session.add(change)
    db.session.flush()
    return change


def lineage(theme: Theme) -> list[ThemeChange]:
    """Every merge, split and undoing this theme took part in, oldest first."""
    statement = (
        sa.select(ThemeChange)
        .where(sa.or_(ThemeChange.theme_id == theme.id, ThemeChange.other_id == theme.id))
        .order_by(ThemeChange.id)
    )
    return list(db.session.scalars(statement))


def survivor(theme: Theme) -> Theme:
    """The theme this one lives on in: follows merges to their end."""
    seen = {theme.id}
    while theme.merged_into_id is not None and theme.merged_into_id not in seen:
        seen.add(theme.merged_into_id)
        theme = db.session.get_one(Theme, theme.merged_into_id)
    return theme
