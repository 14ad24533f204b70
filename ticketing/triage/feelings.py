"""How the writer of a case feels: what the words tell, and what the kind of the case says of them. Pure."""

from __future__ import annotations

from ticketing.models import Sentiment, TicketType

_BY_KIND = {TicketType.COMPLAINT: Sentiment.NEGATIVE, TicketType.PRAISE: Sentiment.POSITIVE}


def noted(told: Sentiment, kind: TicketType | None) -> Sentiment:
    """What the words tell; where they tell nothing the kind does, and who complains in kind words is not pleased."""
    sarcastic = (kind, told) == (TicketType.COMPLAINT, Sentiment.POSITIVE)
    if kind is not None and (told == Sentiment.NEUTRAL or sarcastic):
        return _BY_KIND.get(kind, told)
    return told
