"""Which product is meant: named, ambiguous, several at once, or chosen when asked. Never guessed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from classifier.text.entities import ProductMention, distinct_products, product_candidates
from classifier.text.normalise import fold
from intake.chat.lines import line, product_options
from intake.chat.state import Asked, DialogueState, DialogueTools, Line, Phase, Step

MOST_CHOICES = 4
_PARTICLES = re.compile(r"[\W_]|我(?:说)?的?是?|就是|是|的|那个|这个|啊|吧|呀|it'?s|the|my|is|i mean")


def with_product(state: DialogueState, code: str) -> DialogueState:
    """The product now spoken of; all that were ever named stay noted."""
    products = tuple(dict.fromkeys((*state.products, code)))
    return replace(state, product=code, products=products, candidates=())


def note_products(
    state: DialogueState, mentions: Sequence[ProductMention], tools: DialogueTools
) -> tuple[DialogueState, tuple[Line, ...]]:
    """Keep what was named beyond doubt. Several products are several issues: the later ones wait for their turn."""
    certain = distinct_products(mentions)
    if not certain:
        return state, ()
    state = with_product(state, certain[0])
    later = tuple(code for code in certain[1:] if code not in state.issues)
    if not later:
        return state, ()
    names = [tools.product_name(code, state.language) for code in certain]
    joined = ("、" if state.language == "zh" else ", ").join(names)
    products = tuple(dict.fromkeys((*state.products, *later)))
    state = replace(state, issues=(*state.issues, *later), products=products)
    return state, (line("two_issues", state, count=len(names), products=joined),)


def must_ask_product(state: DialogueState, mentions: Sequence[ProductMention]) -> bool:
    """Whether an ambiguous name must be asked about; once only, and not when the context has settled it."""
    candidates = product_candidates(mentions)
    if len(candidates) < 2 or distinct_products(mentions) or state.product_asked:
        return False
    return state.product not in candidates  # named before: "会员" then means the product we speak of


def ask_product(state: DialogueState, mentions: Sequence[ProductMention], tools: DialogueTools) -> Step:
    """Offer at most four products and "something else"."""
    codes = product_candidates(mentions)[:MOST_CHOICES]
    state = replace(state, asked=Asked.PRODUCT, product_asked=True, candidates=codes, phase=Phase.SUGGESTING)
    return Step(state, (line("ask_product", state, product_options(codes, state, tools)),))


def is_bare_name(text: str, mentions: Sequence[ProductMention]) -> bool:
    """Whether a text names a product and says nothing else: it completes the question before, and is none itself."""
    if not distinct_products(mentions):
        return False
    plain = fold(text)
    for mention in sorted(mentions, key=lambda mention: -mention.start):
        plain = plain[: mention.start] + plain[mention.end :]
    return not _PARTICLES.sub("", plain)


def words_about(code: str, state: DialogueState, tools: DialogueTools) -> str:
    """What the customer last said about one product: of a text with several, only the part from its name on."""
    for text in reversed(state.heard[state.since :]):
        mentions = [mention for mention in tools.find_products(text) if len(mention.candidates) == 1]
        codes = [mention.candidates[0] for mention in mentions]
        if code not in codes:
            continue
        first = codes.index(code)
        other = next((m.start for m in mentions[first:] if m.candidates[0] != code), None)
        return fold(text)[mentions[first].start if first else 0 : other]
    return state.question
