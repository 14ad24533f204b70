"""Text that the sender's program wrapped for the way (format=flowed, RFC 3676)."""

from __future__ import annotations


def unflow(text: str, *, delete_space: bool) -> str:
    """Return the text with soft line breaks undone; quotes keep one ">" a level and a space.

    `delete_space` is the DelSp parameter: the space before a soft break was added by the program.
    """
    result: list[str] = []
    pending: list[str] = []
    pending_depth = 0
    for line in text.splitlines():
        depth = len(line) - len(line.lstrip(">"))
        content = line[depth:].removeprefix(" ")
        is_signature = content in ("-- ", "--")
        if pending and (pending_depth != depth or is_signature):
            result.append(_quoted(pending_depth, pending))
            pending = []
        goes_on = content.endswith(" ") and not is_signature
        pending.append(content[:-1] if goes_on and delete_space else content)
        pending_depth = depth
        if not goes_on:
            result.append(_quoted(depth, pending))
            pending = []
    if pending:
        result.append(_quoted(pending_depth, pending))
    return "\n".join(result)


def _quoted(depth: int, pieces: list[str]) -> str:
    content = "".join(pieces)
    return f"{'>' * depth} {content}" if depth else content
