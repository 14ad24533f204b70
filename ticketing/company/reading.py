"""Reads a company's folder of YAML files into one checked `Company`, or says everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from ticketing.company.checking import Problem, find_problems
from ticketing.company.records import (
    AmbiguousWord,
    Article,
    Example,
    ExampleGroup,
    Macro,
    Product,
    Profile,
    StaffMember,
    Tag,
    Team,
    Text,
    Topic,
    WorkCalendar,
)
from ticketing.company.service_levels import Routing, ServiceLevels
from ticketing.errors import BadInput

DEMO_FOLDER = Path(__file__).parent / "hefan"

# file → top-level key → (field of Company, type); "" = the whole file is one entry
FILES: dict[str, dict[str, tuple[str, Any]]] = {
    "company.yaml": {"": ("profile", Profile)},
    "products.yaml": {"products": ("products", Product), "ambiguous": ("ambiguous", AmbiguousWord)},
    "staff.yaml": {"staff": ("staff", StaffMember)},
    "teams.yaml": {"teams": ("teams", Team)},
    "calendars.yaml": {"calendars": ("calendars", WorkCalendar)},
    "topics.yaml": {"topics": ("topics", Topic), "tags": ("tags", Tag)},
    "sla.yaml": {"": ("service_levels", ServiceLevels)},
    "routing.yaml": {"": ("routing", Routing)},
    "articles.yaml": {"articles": ("articles", Article)},
    "macros.yaml": {"macros": ("macros", Macro)},
    "texts.yaml": {"texts": ("texts", Text)},
    "examples.yaml": {"groups": ("example_groups", ExampleGroup)},
}


class CompanyError(BadInput):
    """A company's files cannot be used; `problems` lists every place and what to do there."""

    code = "bad_company"

    def __init__(self, folder: Path, problems: list[Problem]) -> None:
        lines = "\n".join(f"  {problem}" for problem in problems)
        super().__init__(
            f"{folder}: {len(problems)} problem(s) in the company's files\n{lines}", folder=str(folder)
        )
        self.problems = problems


@dataclass(frozen=True)
class Company:
    """Everything the files of a company say."""

    profile: Profile
    products: tuple[Product, ...]
    ambiguous: tuple[AmbiguousWord, ...]
    staff: tuple[StaffMember, ...]
    teams: tuple[Team, ...]
    calendars: tuple[WorkCalendar, ...]
    topics: tuple[Topic, ...]
    tags: tuple[Tag, ...]
    service_levels: ServiceLevels
    routing: Routing
    articles: tuple[Article, ...]
    macros: tuple[Macro, ...]
    texts: tuple[Text, ...]
    example_groups: tuple[ExampleGroup, ...]

    def product(self, code: str) -> Product:
        """The product with this code; KeyError when there is none."""
        return {one.code: one for one in self.products}[code]

    def topic(self, code: str) -> Topic:
        """The main topic with this code; KeyError when there is none."""
        return {one.code: one for one in self.topics}[code]

    def text(self, code: str) -> Text:
        """The sentence with this code; KeyError when there is none."""
        return {one.code: one for one in self.texts}[code]

    @property
    def examples(self) -> tuple[Example, ...]:
        """Every training text with its labels, in file order."""
        tags = {one.code: one for one in self.tags}
        topics = {one.code: one for one in self.topics}
        return tuple(_expand(self.example_groups, tags, topics))


def read_company(folder: Path = DEMO_FOLDER) -> Company:
    """Read and check every file in `folder`; raises `CompanyError` with all problems found."""
    problems: list[Problem] = []
    fields: dict[str, Any] = {}
    for file, parts in FILES.items():
        content = _load(folder / file, problems)
        if content is not None:
            fields |= _read_parts(file, parts, content, problems)
    if problems:
        raise CompanyError(folder, problems)
    company = Company(**fields)
    problems = find_problems(company)
    if problems:
        raise CompanyError(folder, problems)
    return company


def _load(path: Path, problems: list[Problem]) -> Any:
    """The content of a YAML file, or None with a problem noted. Any: YAML may hold anything."""
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)  # it is the safe one
    except FileNotFoundError:
        problems.append(Problem(path.name, "", "", "the file is missing"))
    except UnicodeDecodeError:
        problems.append(Problem(path.name, "", "", "is not UTF-8; save it as UTF-8"))
    except yaml.YAMLError as error:
        problems.append(Problem(path.name, "", "", f"is not YAML: {' '.join(str(error).split())}"))
    else:
        if isinstance(content, dict):
            return content
        problems.append(Problem(path.name, "", "", "must hold keys and values; see the comment at its head"))
    return None


def _read_parts(
    file: str, parts: Mapping[str, tuple[str, Any]], content: dict[str, Any], problems: list[Problem]
) -> dict[str, Any]:
    if "" in parts:
        name, kind = parts[""]
        return {name: _validate(kind, content, lambda where: _name_whole(file, where, content), problems)}
    for key in content.keys() - parts.keys():
        problems.append(Problem(file, str(key), "", f"unknown; the file has {', '.join(parts)}"))
    read = {}
    for key, (name, kind) in parts.items():
        entries = content.get(key)
        if not isinstance(entries, list):
            problems.append(Problem(file, key, "", "must be a list of entries"))
            continue
        read[name] = _validate(tuple[kind, ...], entries, _namer(file, entries), problems)
    return read


def _validate(
    kind: Any, value: Any, name: Callable[[tuple[Any, ...]], Problem], problems: list[Problem]
) -> Any:
    """`value` as `kind`, or None with every problem noted. Any: types and YAML values pass through."""
    try:
        return TypeAdapter(kind).validate_python(value)
    except ValidationError as error:
        for fault in error.errors(include_url=False):
            place = name(tuple(fault["loc"]))
            problems.append(Problem(place.file, place.entry, place.field, _say(fault["type"], fault["msg"])))
    return None


def _namer(file: str, entries: list[Any]) -> Callable[[tuple[Any, ...]], Problem]:
    def name(where: tuple[Any, ...]) -> Problem:
        return Problem(file, _entry_name(entries, where[0]), _dotted(where[1:]), "")

    return name


def _name_whole(file: str, where: tuple[Any, ...], content: dict[str, Any]) -> Problem:
    """For a file that is one entry: name the item of a list by its code where there is one."""
    if len(where) > 1 and isinstance(where[1], int) and isinstance(content.get(where[0]), list):
        entry = _entry_name(content[where[0]], where[1])
        return Problem(file, f"{where[0]} {entry}", _dotted(where[2:]), "")
    return Problem(file, "", _dotted(where), "")


def _entry_name(entries: list[Any], index: int) -> str:
    entry = entries[index] if isinstance(index, int) and index < len(entries) else None
    if isinstance(entry, dict):
        for key in ("code", "login", "word", "level", "channel", "grade", "team"):
            if entry.get(key):
                return str(entry[key])
    return f"entry {index + 1}"


def _dotted(where: tuple[Any, ...]) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else str(part) for part in where)


def _say(kind: str, message: str) -> str:
    if kind in ("missing", "missing_argument", "missing_keyword_only_argument"):
        return "is missing"
    if kind in ("unexpected_keyword_argument", "extra_forbidden"):
        return "is not a known field; see the comment at the head of the file"
    return message.removeprefix("Value error, ")


def _expand(
    groups: tuple[ExampleGroup, ...], tags: Mapping[str, Tag], topics: Mapping[str, Topic]
) -> Iterator[Example]:
    for group in groups:
        tag = tags.get(group.topic)
        topic = tag.topic_of(group.type) if tag else group.topic
        severity = group.severity or (topics[topic].severity_of(group.type) if topic in topics else "S4")
        for language, texts in (("zh", group.zh), ("en", group.en)):
            for text in texts:
                yield Example(
                    text, language, group.type, group.product, topic, group.topic, group.phase, severity
                )
