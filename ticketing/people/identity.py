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
    verified: frozenset[IdentityKind] = frozenset()
    batch: str = ""
    """Code of the import that speaks of them: taking it back forgets whom nobody else knows."""
    tier: Tier = Tier.STANDARD
    """What the door knows of their standing; only used for somebody new."""


People = dict[tuple[IdentityKind, str], Customer]


def look_up(senders: Iterable[Sender]) -> People:
    """Everybody who is known by one of these addresses: one question for a whole batch of messages."""
    by_kind: dict[IdentityKind, set[str]] = {}
    for sender in senders:
        for kind, value in (*sender.addresses.items(), *sender.claimed.items()):
            by_kind.setdefault(kind, set()).add(value)
    if not by_kind:
        return {}
    wanted = [sa.and_(Identity.kind == kind, Identity.value.in_(values)) for kind, values in by_kind.items()]
    found = sa.select(Identity).where(sa.or_(*wanted)).options(joinedload(Identity.customer))
    return {(row.kind, row.value): row.customer for row in db.session.scalars(found)}


def known(sender: Sender, people: People) -> Customer | None:
    """The customer behind these addresses among ``people``, from ``look_up``.

    When the addresses belong to different customers, the strongest kind decides (account, phone, mail,
    visitor) and the others stay where they are: two people are never merged by a message.
    """
    addresses = sender.addresses
    return next(
        (people[kind, addresses[kind]] for kind in _STRENGTH if (kind, addresses.get(kind, "")) in people),
        None,
    )


def identify(sender: Sender, *, at: datetime, people: People | None = None) -> Customer:
    """The known customer behind these addresses, or a new one; new addresses are added to them.

    So are claimed ones that nobody has yet; a claim to somebody else's address changes nothing
    (``claims.note`` keeps it for an agent to decide).

    With ``people``, from ``look_up``, nobody else is asked for; whoever is new is added there.
    """
    people = look_up([sender]) if people is None else people
    customer = known(sender, people)
    if customer is None:
        customer = Customer(
            name=sender.name[:200],
            language=sender.language or "zh",
            tier=sender.tier,
            created_at=at,
            extra={"import_batch": sender.batch} if sender.batch else {},
        )
        db.session.add(customer)
    elif sender.name and not customer.name:
        customer.name = sender.name[:200]
    for kind, value in (*sender.addresses.items(), *sender.claimed.items()):
        if (kind, value) not in people:
            verified = kind in sender.verified
            db.session.add(Identity(customer=customer, kind=kind, value=value, verified=verified))
            people[kind, value] = customer
    db.session.flush()
    return customer


def normalise_email(address: str) -> str:
    """Lower case, trimmed: the form addresses are stored and compared in."""
    return address.strip().lower()
