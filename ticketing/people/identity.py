"""Who is this sender: one candidate or a new customer, never a guess among several."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa

from ticketing.db import db
from ticketing.models import Customer, Identity, IdentityKind, Tier

_STRENGTH = [IdentityKind.ACCOUNT, IdentityKind.PHONE, IdentityKind.EMAIL, IdentityKind.VISITOR]


@dataclass(frozen=True)
class Sender:
    """What a door knows of the person: normalised addresses by kind, a name, a language."""

    addresses: dict[IdentityKind, str] = field(default_factory=dict)
    name: str = ""
    language: str = ""
    verified: frozenset[IdentityKind] = frozenset()
    batch: str = ""
    """Code of the import that speaks of them: taking it back forgets whom nobody else knows."""
    tier: Tier = Tier.STANDARD
    """What the door knows of their standing; only used for somebody new."""


def identify(sender: Sender, *, at: datetime) -> Customer:
    """The known customer behind these addresses, or a new one; new addresses are added to them.

    When the addresses belong to different customers, the strongest kind decides (account, phone, mail,
    visitor) and the others stay where they are: two people are never merged by a message.
    """
    known = _known(sender)
    customer = next((known[kind] for kind in _STRENGTH if kind in known), None)
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
    for kind, value in sender.addresses.items():
        if kind not in known:
            verified = kind in sender.verified
            customer.identities.append(Identity(kind=kind, value=value, verified=verified))
    db.session.flush()
    return customer


def _known(sender: Sender) -> dict[IdentityKind, Customer]:
    if not sender.addresses:
        return {}
    pairs = [
        sa.and_(Identity.kind == kind, Identity.value == value) for kind, value in sender.addresses.items()
    ]
    rows = db.session.scalars(sa.select(Identity).where(sa.or_(*pairs)))
    return {row.kind: row.customer for row in rows}


def normalise_email(address: str) -> str:
    """Lower case, trimmed: the form addresses are stored and compared in."""
    return address.strip().lower()
