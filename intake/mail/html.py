"""HTML mail as plain text with its quotations marked."""

from __future__ import annotations

import re
from collections.abc import Collection

from selectolax.lexbor import LexborHTMLParser, LexborNode

# From this much HTML on only the beginning is turned into text and shown; nobody reads a megabyte.
MAX_HTML = 2_000_000
_IS_HTML = re.compile(
    r"<(?:html|body|div|p|br|table|span|blockquote|a|font|b|i|ul|h\d)\b[^>]*>", re.IGNORECASE
)

_BLOCKS = frozenset(
    {
        "address",
        "article",
        "blockquote",
        "body",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
        "caption",
    }
)
_PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "pre", "blockquote"})
_SILENT = frozenset(
    {
        "script",
        "style",
        "head",
        "title",
        "template",
        "noscript",
        "svg",
        "math",
        "object",
        "select",
        "-comment",
        "textarea",
        "iframe",
        "xml",
    }
)
# Tags that nothing closes, or that close each other: they do not make a page deeper.
_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "wbr",
        "p",
        "li",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "tbody",
        "thead",
        "tfoot",
        "option",
        "o:p",
    ]
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]{0,30})[^<>]*>?")
_FEW_TAGS = 1500
_DEEPEST_TAG = 300
_WHITE = re.compile(r"[ \t\r\n\f]+")
RULE = "-" * 40
CUT_LINE = "\ue000"  # a line of its own: from here on everything is history
MAYBE_QUOTED = "\ue001"  # begins lines of an indented block that nothing marks as a quotation
_DEEPEST_QUOTE = 9
_MAX_NODES = 200_000


def looks_like_html(text: str) -> bool:
    """Whether text labelled as plain is HTML after all."""
    start = text[:500].lstrip().lower()
    return start.startswith(("<!doctype html", "<html", "<div", "<body", "<p>", "<table", "<meta")) and bool(
        _IS_HTML.search(text[:2000])
    )


def limit_depth(html: str) -> str:
    """Return HTML with opening tags below a depth of 300 left out: parsers need the square of the depth."""
    if html.count("<") < _FEW_TAGS:
        return html
    pieces: list[str] = []
    depth = position = 0
    for tag in _TAG.finditer(html):
        if tag[1]:
            depth -= depth > 0
        elif tag[2].lower() not in _VOID:
            depth += 1
            if depth > _DEEPEST_TAG:
                pieces.append(html[position : tag.start()])
                position = tag.end()
                depth -= 1
    pieces.append(html[position:])
    return "".join(pieces)


def parse_html(html: str) -> LexborNode | None:
    """Return the body element, None when there is nothing to read."""
    parser = LexborHTMLParser(html[:MAX_HTML].replace("\x00", ""))
    return parser.body or parser.root


def html_to_text(html: str) -> str:
    """Return what HTML says as plain text; quotations get "> ", rules a line of hyphens."""
    body = parse_html(html)
    return node_to_text(body) if body is not None else ""


def node_to_text(root: LexborNode, cuts: Collection[int] = (), unmarked_quotes: Collection[int] = ()) -> str:
    """Return the text below an element, in one pass without recursion.

    Before the elements in `cuts` a line CUT_LINE is written; lines in `unmarked_quotes` (identities of
    blockquotes) begin with MAYBE_QUOTED instead of "> ".
    """
    writer = _Writer(cuts, unmarked_quotes)
    node: LexborNode | None = root
    for _ in range(_MAX_NODES):
        if node is None:
            break
        silent = writer.open(node)
        child = None if silent else node.child
        if child is not None:
            node = child
            continue
        while node is not None:
            writer.close(node)
            if node.mem_id == root.mem_id:
                node = None
            elif node.next is not None:
                node = node.next
                break
            else:
                node = node.parent
    return writer.text()


class _Writer:
    """Collects lines; knows the depth of quotation and whether white space counts."""

    def __init__(self, cuts: Collection[int], unmarked_quotes: Collection[int]) -> None:
        self.cuts = cuts
        self.unmarked_quotes = unmarked_quotes
        self.lines: list[str] = []
        self.line: list[str] = []
        self.marks: list[str] = []
        self.preformatted = 0
        self.lists: list[int] = []

    def open(self, node: LexborNode) -> bool:
        """Begin a node; True when nothing below it is to be read."""
        tag = node.tag or ""
        if tag == "-text":
            self.add(node.text_content or "")
            return True
        if tag in _SILENT:
            return True
        if self.cuts and node.mem_id in self.cuts:
            self.break_line()
            self.lines.append(CUT_LINE)
        if tag in _BLOCKS:
            self.break_line()
            if tag in _PARAGRAPHS:
                self.blank()
        self._open_special(tag, node)
        return False

    def _open_special(self, tag: str, node: LexborNode) -> None:
        if tag == "br":
            self.break_line(forced=True)
        elif tag == "hr":
            self.break_line()
            self.lines.append(self.mark + RULE)
        elif tag == "blockquote":
            self.marks.append(MAYBE_QUOTED if node.mem_id in self.unmarked_quotes else "> ")
        elif tag == "pre":
            self.preformatted += 1
        elif tag in ("ul", "ol"):
            self.lists.append(0 if tag == "ol" else -1)
        elif tag == "li":
            self._bullet()
        elif tag in ("td", "th") and self.line:
            self.line.append(" ")
        elif tag == "img":
            self.line.append((node.attributes.get("alt") or "")[:200])

    def _bullet(self) -> None:
        if self.lists and self.lists[-1] >= 0:
            self.lists[-1] += 1
            self.line.append(f"{self.lists[-1]}. ")
        else:
            self.line.append("- ")

    def close(self, node: LexborNode) -> None:
        """End a node."""
        tag = node.tag or ""
        if tag in _BLOCKS:
            self.break_line()
            if tag in _PARAGRAPHS:
                self.blank()
        if tag == "blockquote" and self.marks:
            self.marks.pop()
            if self.lines and not self.marks:
                self.lines.append("")
        elif tag == "pre":
            self.preformatted -= 1
        elif tag in ("ul", "ol") and self.lists:
            self.lists.pop()

    @property
    def mark(self) -> str:
        """What the current line begins with."""
        return "".join(self.marks[:_DEEPEST_QUOTE])

    def add(self, text: str) -> None:
        """Add text to the current line."""
        if not self.preformatted:
            self.line.append(_WHITE.sub(" ", text))
            return
        first, *rest = text.split("\n")
        self.line.append(first)
        for line in rest:
            self.break_line(forced=True)
            self.line.append(line)

    def break_line(self, *, forced: bool = False) -> None:
        """End the current line; an empty one only when forced."""
        text = "".join(self.line)
        text = text.rstrip() if self.preformatted else _WHITE.sub(" ", text).strip(" ")
        self.line = []
        if text or forced:
            self.lines.append((self.mark + text).rstrip())

    def blank(self) -> None:
        """Separate paragraphs by one empty line."""
        mark = self.mark.rstrip()
        if self.lines and self.lines[-1] != mark:
            self.lines.append(mark)

    def text(self) -> str:
        """All lines, runs of empty ones shortened."""
        self.break_line()
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self.lines)).strip("\n")
