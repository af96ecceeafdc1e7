"""Rules about .NET: types, constructors, static and instance members that 5.1 has on Server 2016."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tests.payloads.static import dotnet_api
from tests.payloads.static.command_rules import argument
from tests.payloads.static.finding import Finding
from tests.payloads.static.syntax_tree import Command, Member, SyntaxTree

MEMBERS = Path(__file__).with_name("members.json")


def findings(tree: SyntaxTree) -> Iterator[Finding]:
    for spot in tree.types:
        if dotnet_api.find_type(spot.what) is None:
            yield Finding("type", spot.line, f"[{spot.what}]")
    for command in tree.commands:
        if command.name is not None and command.name.lower() == "new-object":
            yield from _new_object(command)
    for member in tree.members:
        yield from _static(member) if member.static else _instance(member, unresolved(tree.name))


def _new_object(command: Command) -> Iterator[Finding]:
    type_name, values = argument(command, "typename"), argument(command, "argumentlist")
    if type_name is None or type_name.text is None:
        yield Finding("constructor", command.line, "New-Object without -TypeName and a name")
        return
    full = dotnet_api.find_type(type_name.text)
    count = 0 if values is None else values.count
    if full is None:
        yield Finding("type", command.line, type_name.text)
    elif count is not None and not dotnet_api.has_constructor(full, count):
        yield Finding("constructor", command.line, f"{type_name.text} with {count} arguments")


def _static(member: Member) -> Iterator[Finding]:
    full = dotnet_api.find_type(member.type) if member.type else None
    if full is None or member.name is None:
        return  # an unknown type is a finding of its own; a computed name is nothing to look up
    if member.name.lower() == "new" and member.arguments is not None:
        if not dotnet_api.has_constructor(full, member.arguments):
            yield Finding("constructor", member.line, f"[{member.type}]::new with {member.arguments} arguments")
    elif not dotnet_api.has_static(full, member.name, member.arguments):
        called = "" if member.arguments is None else f" with {member.arguments} arguments"
        yield Finding("static_member", member.line, f"[{member.type}]::{member.name}{called}")


def _instance(member: Member, listed: frozenset[str]) -> Iterator[Finding]:
    if member.name is None or dotnet_api.has_instance(member.name, member.arguments):
        return
    if member.arguments is not None or member.name.lower() not in listed:
        called = "" if member.arguments is None else f" with {member.arguments} arguments"
        yield Finding("member", member.line, f"{member.name}{called} is on no type and not in {MEMBERS.name}")


@cache
def _listed() -> Mapping[str, Mapping[str, Any]]:
    read: Mapping[str, Mapping[str, Any]] = json.loads(MEMBERS.read_text(encoding="utf-8"))
    return read


@cache
def _of_payloads() -> Mapping[str, list[str]]:
    """What the controller sends, by the payload: each list lies with the tests of its payload."""
    found: dict[str, list[str]] = {}
    for path in sorted(MEMBERS.parent.parent.glob(f"*/{MEMBERS.name}")):
        if path != MEMBERS:
            found |= json.loads(path.read_text(encoding="utf-8"))
    return found


def unresolved(script: str) -> frozenset[str]:
    """Properties known from elsewhere: what cmdlets return, and what the controller sends to this script."""
    known = [*_listed()["cmdlets"].values(), *_listed()["engine"].values()]
    return frozenset(name.lower() for names in known for name in names) | listed_for(script)


def listed_for(script: str) -> frozenset[str]:
    """What is listed for this script alone."""
    return frozenset(name.lower() for name in _of_payloads().get(script, ()))


def listed_payloads() -> frozenset[str]:
    return frozenset(_of_payloads())
