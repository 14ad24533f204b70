"""Whether the files of a company fit together: unknown names, duplicates, gaps. Every problem is found, not the first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from ticketing.company.values import Metric

if TYPE_CHECKING:
    from ticketing.company.reading import Company

UNKNOWN = "unknown"
_BRACES = re.compile(r"{(\w+)}")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a data file: where, and what to do."""

    file: str
    entry: str
    field: str
    reason: str

    def __str__(self) -> str:
        """``file: entry: field: reason``, as an installer reads it."""
        return ": ".join(part for part in (self.file, self.entry, self.field, self.reason) if part)


def find_problems(company: Company) -> list[Problem]:
    """Every problem between the entries and files of `company`, in file order."""
    checks: tuple[Callable[[Company], Iterator[Problem]], ...] = (
        _check_duplicates,
        _check_products,
        _check_aliases,
        _check_people,
        _check_service_levels,
        _check_routing,
        _check_knowledge,
        _check_texts,
        _check_examples,
    )
    return [problem for check in checks for problem in check(company)]


def _check_duplicates(company: Company) -> Iterator[Problem]:
    lists: tuple[tuple[str, str, Iterable[str]], ...] = (
        ("products.yaml", "code", (one.code for one in company.products)),
        ("staff.yaml", "login", (one.login for one in company.staff)),
        ("teams.yaml", "code", (one.code for one in company.teams)),
        ("calendars.yaml", "code", (one.code for one in company.calendars)),
        ("topics.yaml", "topics code", (one.code for one in company.topics)),
        ("topics.yaml", "tags code", (one.code for one in company.tags)),
        ("sla.yaml", "priorities code", (one.code for one in company.service_levels.priorities)),
        ("routing.yaml", "rules code", (one.code for one in company.routing.rules)),
        ("routing.yaml", "signals code", (one.code for one in company.routing.signals)),
        ("articles.yaml", "code", (one.code for one in company.articles)),
        ("macros.yaml", "code", (one.code for one in company.macros)),
        ("texts.yaml", "code", (one.code for one in company.texts)),
        ("examples.yaml", "text", (one.text for one in company.examples)),
    )
    for file, field, values in lists:
        for value, times in Counter(values).items():
            if times > 1:
                yield Problem(file, value, field, f"stands there {times} times; keep one")


def _check_products(company: Company) -> Iterator[Problem]:
    codes = {one.code for one in company.products}
    owners = {one.login for one in company.staff if one.role == "product_owner"}
    for product in company.products:
        for code in (*product.components, *product.covers):
            if code not in codes:
                yield Problem("products.yaml", product.code, "components", f"there is no product {code}")
        if product.kind == "bundle" and not product.components:
            yield Problem("products.yaml", product.code, "components", "a bundle needs its components")
        if not product.ownership:
            yield Problem("products.yaml", product.code, "ownership", "every product needs an owner")
        for held in product.ownership:
            for field, login in (("owner", held.owner), ("deputy", held.deputy)):
                if login not in owners:
                    reason = f"{login} is not a product_owner of staff.yaml"
                    yield Problem("products.yaml", product.code, field, reason)
        for month in product.active_months:
            if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", month):
                yield Problem("products.yaml", product.code, "active_months", f"{month} is not YYYY-MM")


def _check_aliases(company: Company) -> Iterator[Problem]:
    codes = {one.code for one in company.products}
    shared = {one.word.lower() for one in company.ambiguous}
    for word in company.ambiguous:
        for code in word.products:
            if code not in codes:
                yield Problem("products.yaml", word.word, "ambiguous", f"there is no product {code}")
    owner_of: dict[str, str] = {}
    for product in company.products:
        for alias in product.aliases:
            other = owner_of.setdefault(alias.lower(), product.code)
            if other != product.code and alias.lower() not in shared:
                reason = f"{alias} also belongs to {other}; put it under `ambiguous` or take one away"
                yield Problem("products.yaml", product.code, "aliases", reason)


def _check_people(company: Company) -> Iterator[Problem]:
    teams = {one.code for one in company.teams}
    logins = {one.login for one in company.staff}
    calendars = {one.code for one in company.calendars}
    for person in company.staff:
        for team in person.teams:
            if team not in teams:
                yield Problem("staff.yaml", person.login, "teams", f"there is no team {team}")
    for team in company.teams:
        if team.lead not in logins:
            yield Problem("teams.yaml", team.code, "lead", f"{team.lead} is not in staff.yaml")
        if team.calendar not in calendars:
            yield Problem("teams.yaml", team.code, "calendar", f"there is no calendar {team.calendar}")


def _check_service_levels(company: Company) -> Iterator[Problem]:
    levels = company.service_levels
    calendars = {one.code for one in company.calendars}
    teams = {one.code for one in company.teams}
    for priority in levels.priorities:
        missing = set(get_args(Metric)) - {one.metric for one in priority.targets}
        if missing:
            yield Problem("sla.yaml", priority.code, "targets", f"{', '.join(sorted(missing))} is missing")
        for target in priority.targets:
            if target.calendar not in calendars:
                yield Problem(
                    "sla.yaml", priority.code, "calendar", f"there is no calendar {target.calendar}"
                )
    known = {one.code for one in levels.priorities}
    for code in sorted({"P1", "P2", "P3", "P4"} - known):
        yield Problem("sla.yaml", "priorities", code, "is missing")
    for level in levels.ladder:
        for team in level.teams:
            if team not in teams:
                yield Problem("sla.yaml", f"ladder {level.level}", "teams", f"there is no team {team}")
        for login in level.people:
            if login not in {one.login for one in company.staff}:
                yield Problem("sla.yaml", f"ladder {level.level}", "people", f"{login} is not in staff.yaml")


def _check_routing(company: Company) -> Iterator[Problem]:
    teams = {one.code for one in company.teams}
    allowed = {
        "topic": {one.code for one in company.topics},
        "product": {one.code for one in company.products} | {UNKNOWN},
        "signal": {one.code for one in company.routing.signals},
    }
    for rule in company.routing.rules:
        for field, known in allowed.items():
            for code in getattr(rule.when, field):
                if code not in known:
                    yield Problem("routing.yaml", rule.code, f"when.{field}", f"there is no {field} {code}")
        for field, codes in (
            ("team", (rule.team,)),
            ("consult", rule.consult),
            ("escalate", (rule.escalate,)),
        ):
            for code in codes:
                if code and code not in teams:
                    yield Problem("routing.yaml", rule.code, field, f"there is no team {code}")
    if not company.routing.rules or any(vars(company.routing.rules[-1].when).values()):
        yield Problem(
            "routing.yaml",
            "rules",
            "when",
            "the last row must ask nothing, so that every case goes somewhere",
        )


def _check_knowledge(company: Company) -> Iterator[Problem]:
    products = {one.code for one in company.products}
    topics = {one.code for one in company.topics}
    for tag in company.tags:
        for code in (tag.topic, *tag.by_type.values()):
            if code not in topics:
                yield Problem("topics.yaml", tag.code, "topic", f"there is no topic {code}")
    for topic in company.topics:
        if "default" not in topic.severity:
            yield Problem("topics.yaml", topic.code, "severity", "needs a `default`")
    for article in company.articles:
        if article.product is not None and article.product not in products:
            yield Problem("articles.yaml", article.code, "product", f"there is no product {article.product}")
        if article.topic not in topics:
            yield Problem("articles.yaml", article.code, "topic", f"there is no topic {article.topic}")
        for field, asked in (("paraphrases", article.paraphrases), ("keywords", article.keywords)):
            if not asked.zh or not asked.en:
                yield Problem("articles.yaml", article.code, field, "needs zh and en")
    for macro in company.macros:
        for code in macro.topics:
            if code not in topics:
                yield Problem("macros.yaml", macro.code, "topics", f"there is no topic {code}")


def _check_texts(company: Company) -> Iterator[Problem]:
    pairs = [("texts.yaml", one.code, "text", one.zh, one.en) for one in company.texts]
    pairs += [("macros.yaml", one.code, "body", one.body.zh, one.body.en) for one in company.macros]
    pairs += [
        ("sla.yaml", f"ladder {one.level}", "message", one.message.zh, one.message.en)
        for one in company.service_levels.ladder
    ]
    for file, entry, field, zh, en in pairs:
        if set(_BRACES.findall(zh)) != set(_BRACES.findall(en)):
            yield Problem(file, entry, field, "zh and en must use the same words in braces")


def _check_examples(company: Company) -> Iterator[Problem]:
    products = {one.code for one in company.products} | {UNKNOWN}
    tags = {one.code for one in company.tags}
    for number, group in enumerate(company.example_groups, 1):
        entry = f"group {number} ({group.product} {group.type} {group.topic})"
        if group.product not in products:
            yield Problem("examples.yaml", entry, "product", f"there is no product {group.product}")
        if group.topic not in tags:
            yield Problem("examples.yaml", entry, "topic", f"there is no tag {group.topic}")
        if not group.zh and not group.en:
            yield Problem("examples.yaml", entry, "zh", "has no texts")
