"""HTML to blocks of text: a check against markup bombs, the tree, and one walk over it.

The parser is quadratic in the attributes of one tag and in open elements, so both are bounded before it runs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from selectolax.lexbor import LexborNode

from dragoman.errors import ReadingError
from dragoman.reading.blocks import ends_sentence

MAX_HTML = 5_000_000
"""Characters of one page; real pages of news sites have up to 2 million, scripts included."""
MAX_TAG = 4_000
"""Characters of one tag; a longer one (an image in the address, thousands of attributes) loses its attributes."""
MAX_DEPTH = 500
"""Elements open at a time; real pages stay below 100. 100 000 take the parser 12 seconds, 500 nothing."""
MAX_WORK = 20_000_000
"""Sum over all tags of the elements then open; real pages stay below 2 million."""
MAX_COPIES = 1_000_000
"""The same of unclosed `b`, `i`, `font` and the like, which the parser copies into every following block."""

TAG = re.compile(r"<(?:(?P<comment>!--)|(?P<close>/)?(?P<name>[a-zA-Z][a-zA-Z0-9:-]{0,40}))")
RAW = frozenset(("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"))


def names(words: str) -> frozenset[str]:
    """Names of elements, written in a row."""
    return frozenset(re.findall(r"\w+", words))


VOID = names("area base br col embed hr img input link meta param source track wbr")
SELF_CLOSING = names("a p li dt dd tr td th option optgroup tbody thead tfoot html head body button")
FORMATTING = names("a b big code em font i nobr s small strike strong tt u")
BLOCK = names(
    "address article aside blockquote center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2"
    " h3 h4 h5 h6 header hr li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul"
)
SILENT = names(
    "script style noscript template svg math head iframe object embed video audio canvas button select input textarea"
    " nav footer"
)
OUTSIDE = "outside"
STICKY = ("title", "caption", "related", "boilerplate", "skip")
"""Kinds that hold for all that is inside: a paragraph in the box of another story belongs to that story."""
TAG_KINDS = {
    "figcaption": "caption",
    "li": "list",
    "aside": "related",
    "h2": "heading",
    "h3": "heading",
    "h4": "heading",
    "h5": "heading",
    "h6": "heading",
}
"""Kinds that tags have inside running text unless the profile says otherwise."""

SPACES = re.compile("[ \t\r\n\f\v]+")
INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
SHORT_LINE = 60
"""Characters below which a line before `<br>` that ends no sentence goes on in the next."""

Piece = tuple[str, str]
"""Kind (of `PASSAGE_KINDS`, or `text` and `heading`, which the rules decide) and text of a block."""


SAVE_TEXT = "save its text as plain text"


def tame(source: str, name: str) -> str:
    """The page with the attributes of overlong tags dropped; an error if it is too big or too tangled to be parsed."""
    if len(source) > MAX_HTML:
        raise ReadingError(name, f"the page has {len(source):,} characters, at most {MAX_HTML:,} are read", SAVE_TEXT)
    out: list[str] = []
    kept = position = work = copies = 0
    opened: Counter[str] = Counter()
    depth = formatting = 0
    while found := TAG.search(source, position):
        position, cut = tag_end(source, found)
        if cut:
            out += [source[kept : found.end()], ">"]
            kept = position
        tag = (found["name"] or "").lower()
        if not tag or tag in VOID or tag in RAW:
            continue
        if tag not in SELF_CLOSING:
            step = 1 if not found["close"] else -1 if opened[tag] else 0
            opened[tag] += step
            depth += step
            formatting += step if tag in FORMATTING else 0
        work += depth
        copies += formatting
        if depth > MAX_DEPTH or work > MAX_WORK or copies > MAX_COPIES:
            raise ReadingError(name, f"the page nests over {MAX_DEPTH} elements or leaves too many open", SAVE_TEXT)
    return "".join(out) + source[kept:] if out else source


def tag_end(source: str, found: re.Match[str]) -> tuple[int, bool]:
    """Where a comment, a tag or the raw text of a script ends, and whether the tag is too long to be kept whole."""
    if found["comment"]:
        end = source.find("-->", found.end())
        return (end + 3 if end >= 0 else len(source)), False
    end = quoted_end(source, found.end())
    cut = end - found.start() > MAX_TAG and crowded(source[found.end() : end])
    tag = found["name"].lower()
    if tag in RAW and not found["close"]:
        close = re.compile(rf"</{tag}", re.I).search(source, end)
        end = close.start() if close and not cut else end
        return (len(source) if close is None else end), cut
    return end, cut


def quoted_end(source: str, start: int) -> int:
    """The place after the `>` that ends a tag; those inside quoted attributes do not."""
    end = source.find(">", start)
    if end < 0:
        return len(source)
    inside = source[start:end]
    if inside.count('"') % 2 == 0 and inside.count("'") % 2 == 0:
        return end + 1
    position = start
    while found := QUOTE_OR_END.search(source, position):
        if found[0] == ">":
            return found.end()
        close = source.find(found[0], found.end())
        if close < 0:
            return len(source)
        position = close + 1
    return len(source)


QUOTE_OR_END = re.compile("[\"'>]")


def crowded(inside: str) -> bool:
    """The inside of an overlong tag is attributes, not the text that an odd quotation mark made it swallow."""
    return "<" not in inside or inside.count("=") > MAX_TAG or len(inside.split()) > MAX_TAG


def walk(root: LexborNode, kinds: Mapping[int, str]) -> list[Piece]:
    """The blocks of text under `root`. `kinds`: the kind that begins at a node, by `mem_id`; `skip` leaves it out."""
    out: list[Piece] = []
    buffer: list[str] = []

    def flush(kind: str) -> None:
        """The buffer ends here as a block."""
        if kind not in ("skip", OUTSIDE):
            out.extend((kind, piece) for piece in split_lines("".join(buffer)))
        buffer.clear()

    for event, node, kind in events(root, kinds):
        tag = node.tag or ""
        if tag == "-text":
            buffer.append(SPACES.sub(" ", node.text_content or ""))
        elif tag == "br":
            buffer.append("\n" if event == "enter" else "")
        elif tag in BLOCK or node.mem_id in kinds:
            flush(kind)
    flush(OUTSIDE)
    return out


def events(root: LexborNode, kinds: Mapping[int, str]) -> Iterator[tuple[str, LexborNode, str]]:
    """Every node entered and left, in order, with the kind of the text that stands *before* the event."""
    node: LexborNode | None = root
    stack = [OUTSIDE]
    while node is not None:
        tag = node.tag or ""
        yield "enter", node, stack[-1]
        kind = kind_of(node, tag, kinds, stack[-1])
        if kind != "silent" and node.child is not None:
            stack.append(kind)
            node = node.child
            continue
        while True:
            if node.mem_id == root.mem_id:
                return
            if node.next is not None:
                node = node.next
                break
            node = node.parent
            if node is None:
                return
            yield "leave", node, stack.pop()


def kind_of(node: LexborNode, tag: str, kinds: Mapping[int, str], outer: str) -> str:
    """The kind inside a node: as the profile says, else as the tag says inside running text, else that around it."""
    own = kinds.get(node.mem_id)
    if tag in SILENT or tag == "-comment":
        return "silent"
    if outer in STICKY:
        return own if own in ("boilerplate", "skip") else outer
    if own is not None:
        return own
    if tag == "aside" and outer == OUTSIDE:
        return "skip"
    return TAG_KINDS.get(tag, outer) if outer == "text" else outer


def split_lines(text: str) -> list[str]:
    """The lines of a block as paragraphs: `<br>` after a finished sentence or long line ends one."""
    lines = [" ".join(INVISIBLE.sub("", line).strip().split(" ")) for line in text.split("\n")]
    out: list[str] = []
    finished = True
    for line in lines:
        line = SPACES.sub(" ", line).strip()
        if not line:
            finished = True
        elif finished or not out:
            out.append(line)
            finished = ends_sentence(line[-12:]) or len(line) >= SHORT_LINE
        else:
            out[-1] += " " + line
            finished = ends_sentence(line[-12:]) or len(out[-1]) >= SHORT_LINE
    return out
