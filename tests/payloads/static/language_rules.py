"""Rules about the language: 5.1 understands it, and nothing ends more than the payload's own work."""

from collections.abc import Iterator

from tests.payloads.static.finding import Finding
from tests.payloads.static.syntax_tree import SyntaxTree

BOOTSTRAP = "bootstrap"


def findings(tree: SyntaxTree) -> Iterator[Finding]:
    for spot in tree.errors:
        yield Finding("parse", spot.line, spot.what)
    for spot in tree.new_syntax:
        yield Finding("newer_syntax", spot.line, spot.what)
    for spot in tree.jumps:
        yield Finding("jump", spot.line, f"{spot.what} outside a loop of its own")
    for spot in tree.long_strings:
        yield Finding("long_string", spot.line, "goes over several lines, and loses their indentation on the way")
    for command in tree.commands:
        if command.name is not None and command.name.lower() == "write-host":
            yield Finding("write_host", command.line, "reaches the controller as part of the answer")
    if tree.name != BOOTSTRAP:
        yield from _of_payloads(tree)


def _of_payloads(tree: SyntaxTree) -> Iterator[Finding]:
    for spot in tree.exits:
        yield Finding("exit", spot.line, "ends the other calls of the request too")
    if "data:" not in tree.head and "arguments:" not in tree.head:
        yield Finding("head", 1, "the first comment has neither data: nor arguments:")
