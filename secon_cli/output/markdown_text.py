"""A person's text in Markdown as blocks of a document: paragraphs, lists, headings, quotations and code.

Everything in it is data: HTML stays literal text, pictures become their description, and a link leads only to a web or
mail address. `markdown-it-py` reads it, which rich brings along.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from secon_cli.output.document import Block, Code, Heading, Item, Items, Line, Paragraph, Span

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

_ADDRESSES = ("http://", "https://", "mailto:")


def markdown_blocks(text: str, level: int = 3) -> list[Block]:
    """The blocks of a text; its highest heading becomes one of `level`."""
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

    # Nesting is bounded by the reader itself (`maxNesting`).
    root = SyntaxTreeNode(MarkdownIt("commonmark", {"html": False}).parse(text))
    depths = [int(node.tag[1:]) for node in root.walk() if node.type == "heading"]
    return list(_blocks(root.children, level - min(depths, default=1)))


def _blocks(nodes: Sequence["SyntaxTreeNode"], deeper: int, indent: int = 0) -> Iterator[Block]:
    for node in nodes:
        match node.type:
            case "heading":
                yield Heading(_line(node), min(int(node.tag[1:]) + deeper, 6))
            case "paragraph":
                yield Paragraph(_line(node), indent, tight=False)
            case "bullet_list" | "ordered_list":
                items = []
                for item in node.children:
                    # What an item says first is its text; an item may also begin with a list or with code.
                    has_text = bool(item.children) and item.children[0].type == "paragraph"
                    text, inner = (_line(item.children[0]), item.children[1:]) if has_text else ("", item.children)
                    items.append(Item(text, inner=list(_blocks(inner, deeper))))
                yield Items(items, node.type == "ordered_list", indent)
            case "blockquote":
                yield from _blocks(node.children, deeper, indent + 4)
            case "fence" | "code_block":
                yield Code(node.content.rstrip("\n").split("\n"))


def _line(node: "SyntaxTreeNode") -> Line:
    return tuple(span for inline in node.children for span in _spans(inline.children))


def _spans(nodes: Sequence["SyntaxTreeNode"], *, strong: bool = False, url: str | None = None) -> Iterator[Span]:
    for node in nodes:
        match node.type:
            case "text":
                if node.content:
                    yield Span(node.content, strong=strong, is_data=True, url=url)
            case "softbreak" | "hardbreak":
                yield Span(" ", strong=strong, is_data=True)
            case "code_inline":
                yield Span(node.content, is_data=True, is_code=True)
            case "image":
                yield Span(node.content, strong=strong, is_data=True)
            case "link":
                target = str(node.attrs.get("href", ""))
                safe = target if target.lower().startswith(_ADDRESSES) else None
                yield from _spans(node.children, strong=strong, url=safe)
            case _:
                yield from _spans(node.children, strong=strong or node.type in {"strong", "em"}, url=url)
