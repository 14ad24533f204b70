"""What logs write into cells of known meaning (directions, states, answers), from ``words.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import yaml

from classifier.text.normalise import fold

_BREAK = re.compile(r"[(（\[【,，;；:：/\-—–]")
_SAYS_OPEN = re.compile(
    r"^(?:未|没|尚|待|正在|暂|需|等|转|挂起|继续|已(?:受理|登记|派|转|接|分|升级|提交|上报|通知|安排|预约))|中$|跟进|升级"
    r"|\b(?:not|un\w+|awaiting|waiting|pending|progress|open|escalat\w*|assigned|ongoing|under|hold|new|follow)\b"
)
_SAYS_RESOLVED = re.compile(
    r"^已|(?:完毕|完结|办结|结案|解决|完成|关闭|归档|办毕|了结)$|\b(?:resolved|closed|completed?|solved|fixed|done|finished|settled|answered)\b"
)
_SAYS_DIRECTION = {
    "inbound": re.compile(r"呼入|来电|来话|进线|\b(?:inbound|incoming)\b"),
    "outbound": re.compile(r"呼出|外呼|去电|去话|外拨|\b(?:outbound|outgoing)\b"),
    "internal": re.compile(r"内部|内线|分机互拨|\binternal\b"),
}
_SAYS_ABANDONED = re.compile(
    r"放弃|弃呼|漏接|未接|未应答|无应答|无人(?:接听|应答)|呼损|排队超时|振铃超时|等待超时"
    r"|\b(?:aban\w*|missed|unanswered|no[ _]?answer|queue timeout|gave up|hung up in queue)\b"
)
_LONGEST = 60  # characters of the longest word that says anything; notes need not be folded to the end
_FILE = Path(__file__).parent / "words.yaml"


def plain(text: str) -> str:
    """Return the text folded (width, case, script) with single spaces and without end punctuation."""
    return " ".join(fold(text).split()).strip(" .。:：;；,，!！")


@lru_cache(maxsize=1)
def _written() -> Mapping[str, object]:
    written = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    assert isinstance(written, dict)
    return written


@lru_cache(maxsize=32)
def words(group: str) -> frozenset[str]:
    """Return the folded words of a plain group: resolved, open, said_yes, said_no, abandoned, silent, ..."""
    listed = _written()[group]
    assert isinstance(listed, list)
    return frozenset(plain(str(word)) for word in listed)


@lru_cache(maxsize=4)
def _meanings(group: str) -> Mapping[str, str]:
    table = _written()[group]
    assert isinstance(table, dict)
    return {plain(str(word)): str(meaning) for meaning, listed in table.items() for word in listed}


def begins_said(group: str, text: str) -> bool:
    """Return whether the cell says one of the group's words before any bracket, dash or comma."""
    return is_said(group, text) or is_said(group, _BREAK.split(text, maxsplit=1)[0])


@lru_cache(maxsize=4096)
def read_state(text: str) -> str | None:
    """Return open or resolved as a cell of a state says it, in a known word or in the manner of one; else None."""
    if not 0 < len(text) <= _LONGEST:
        return None
    for state in ("open", "resolved"):
        if begins_said(state, text):
            return state
    said = plain(text)
    if _SAYS_OPEN.search(said):
        return "open"
    return "resolved" if _SAYS_RESOLVED.search(said) else None


@lru_cache(maxsize=4096)
def says_abandoned(text: str) -> bool:
    """Return whether a cell of any column says that nobody took the call, in a known word or in the manner of one."""
    if not 0 < len(text) <= _LONGEST or text.isdigit():
        return False
    return is_said("abandoned", text) or _SAYS_ABANDONED.search(plain(text).replace("_", " ")) is not None


def is_said(group: str, text: str) -> bool:
    """Return whether the cell says, as a whole, one of the group's words."""
    return 0 < len(text) <= _LONGEST and _is_word(group, text)


@lru_cache(maxsize=4096)
def _is_word(group: str, text: str) -> bool:
    return plain(text) in words(group)


@lru_cache(maxsize=4096)
def read_direction(text: str) -> str | None:
    """Return inbound, outbound or internal; None when the cell says something else or nothing."""
    said = plain(text)
    known = _meanings("directions").get(said)
    if known or not 0 < len(text) <= _LONGEST:
        return known
    manners = [way for way, pattern in _SAYS_DIRECTION.items() if pattern.search(said)]
    return manners[0] if len(manners) == 1 else None


@lru_cache(maxsize=4096)
def read_satisfaction(text: str) -> int | None:
    """Return the grade 1 (worst) to 5 (best) that a cell states in figures or words, else None."""
    said = plain(text).removesuffix("分").removesuffix("星").strip()
    if said in {"1", "2", "3", "4", "5"}:
        return int(said)
    found = _meanings("satisfaction").get(plain(text))
    return int(found) if found else None


def ends_resolved(text: str) -> bool:
    """Return whether a note closes by saying that the matter is settled."""
    said = plain(text[-_LONGEST:])
    return said.endswith(tuple(words("resolved_in_text")))


def is_footer(cells: list[str], width: int) -> bool:
    """Return whether a row is a total or signature line below the table: it starts so and is mostly empty."""
    filled = [cell for cell in cells if cell and not cell.isspace()]
    if not filled or len(filled) * 2 > width:
        return False
    said = plain(filled[0])
    start = said.replace(":", " ").replace("/", " ").split()
    return said in words("footers") or (bool(start) and start[0] in words("footers"))
