"""Who is this sender: one candidate or a new customer, never a guess among several."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ticketing.db import db
from ticketing.models import Customer, Identity, IdentityKind, Tier

_STRENGTH = [IdentityKind.ACCOUNT, IdentityKind.PHONE, IdentityKind.EMAIL, IdentityKind.VISITOR]


@dataclass(frozen=True)
class Sender:
    """What a door knows of the person: normalised addresses by kind, a name, a language."""

    addresses: dict[IdentityKind, str] = field(default_factory=dict)
    name: str = ""
    language: str = ""
    claimed: dict[IdentityKind, str] = field(default_factory=dict)
    """What they wrote of themselves and nothing proves: it never says that they are somebody known."""
    vouched: bool = True
    """False where anybody could have written these addresses: they find whom they name, and prove nothing."""
    batch: str = ""
    """Code of the import that speaks of them: taking it back forgets whom nobody else knows."""
    tier: Tier = Tier.STANDARD
    """What the door knows of their standing; only used for somebody new."""


People = dict[tuple[IdentityKind, str], Identity]


def look_up(senders: Iterable[Sender]) -> People:
    """Whose each of these addresses is: one question for a whole batch of messages."""
    by_kind: dict[IdentityKind, set[str]] = {}
    for sender in senders:
        for kind, value in (*sender.addresses.items(), *sender.claimed.items()):
            by_kind.setdefault(kind, set()).add(value)
    if not by_kind:
        return {}
    wanted = [sa.and_(Identity.kind == kind, Identity.value.in_(values)) for kind, values in by_kind.items()]
    found = sa.select(Identity).where(sa.or_(*wanted)).options(joinedload(Identity.customer))
    return {(row.kind, row.value): row for row in db.session.scalars(found)}


def known(sender: Sender, people: People) -> Customer | None:
    """The customer behind these addresses among ``people``, from ``look_up``, be they only typed.

    When the addresses belong to different customers, the strongest kind decides (account, phone, mail,
    visitor) and the others stay where they are: two people are never merged by a message.
    """
    return next((row.customer for row in _rows(sender, people)), None)


def identify(
    sender: Sender, *, at: datetime, people: People | None = None, by_secret: bool = False
) -> Customer:
    """The known customer behind these addresses, or a new one; new addresses are added to them.

    An address that somebody only typed is not theirs by that: the message that comes from it is its owner's,
    who takes it over. Unless it came ``by_secret``, as the answer to what we sent there for the one who had
    typed it: that proves it, if nothing proved another address of theirs before.

    Claimed addresses that nobody has yet are added to whoever has proven none; a claim to somebody else's
    address changes nothing (``claims.note`` keeps it for an agent to decide).

    With ``people``, from ``look_up``, nobody else is asked for; whoever is new is added there.
    """
    people = look_up([sender]) if people is None else people
    trusting = by_secret or not sender.vouched
    if not trusting:
        _free(_rows(sender, people), people)
    customer = known(sender, people)
    if customer is None:
        customer = _new(sender, at)
    elif sender.name and not customer.name:
        customer.name = sender.name[:200]
    for kind, value in sender.addresses.items():
        row = people.get((kind, value))
        if row is None:
            people[kind, value] = _add(customer, kind, value, verified=sender.vouched)
        elif by_secret and not row.verified and row.customer is customer and not _has_proven(customer):
            row.verified = True
    new = [pair for pair in sender.claimed.items() if pair not in people]
    if new and not _has_proven(customer):
        for kind, value in new:
            people[kind, value] = _add(customer, kind, value, verified=False)
    db.session.flush()
    return customer


def _rows(sender: Sender, people: People) -> list[Identity]:
    """The addresses that somebody has, strongest kind first."""
    pairs = ((kind, sender.addresses.get(kind, "")) for kind in _STRENGTH)
    return [people[pair] for pair in pairs if pair in people]


def _free(rows: Iterable[Identity], people: People) -> None:
    """Addresses that were only typed are nobody's again."""
    typed = [row for row in rows if not row.verified]
    for row in typed:
        del people[row.kind, row.value]
        db.session.expire(row.customer, ["identities"])
    if typed:
        db.session.execute(sa.delete(Identity).where(Identity.id.in_([row.id for row in typed])))


def _has_proven(customer: Customer) -> bool:
    return any(one.verified and one.kind != IdentityKind.VISITOR for one in customer.identities)


def _new(sender: Sender, at: datetime) -> Customer:
    customer = Customer(
        name=sender.name[:200],
        language=sender.language or "zh",
        tier=sender.tier,
        created_at=at,
        extra={"import_batch": sender.batch} if sender.batch else {},
    )
    db.session.add(customer)
    return customer


def _add(customer: Customer, kind: IdentityKind, value: str, *, verified: bool) -> Identity:
    row = Identity(customer=customer, kind=kind, value=value, verified=verified)
    db.session.add(row)
    return row


def normalise_email(address: str) -> str:
    """Lower case, trimmed: the form addresses are stored and compared in."""
    return address.strip().lower()
