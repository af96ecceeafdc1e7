"""The .NET Framework 4.6.2, as Windows PowerShell on Server 2016 has it at hand, and the library of IIS."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from lab.windows import catalogue
from tests.payloads.static.command_catalogue import RECORDED


@cache
def _types() -> Mapping[str, Mapping[str, Any]]:
    framework = catalogue.load(RECORDED / "dotnet-framework-4.6.2-api.json.gz")
    iis = catalogue.load(RECORDED / "microsoft-web-administration.json")["types"]
    return {name.lower(): one for name, one in {**framework, **iis}.items()}


@cache
def _accelerators() -> Mapping[str, str]:
    names: Mapping[str, str] = catalogue.load(RECORDED / "accelerators.json")["accelerators"]
    return names


def find_type(name: str) -> str | None:
    """The lower-case full name of what PowerShell means by ``[name]``; of an array or a generic, the outer type.

    None where there is no such type, or a type argument is unknown.
    """
    bare = re.sub(r"\[[,\]]*\]$", "", name.strip())
    generic = re.fullmatch(r"([^\[]+)\[(.+)\]", bare)
    if generic:
        arguments = _split(generic[2])
        known = all(find_type(argument) for argument in arguments)
        return _known(f"{generic[1]}`{len(arguments)}") if known else None
    return _accelerators().get(bare.lower(), "").lower() or _known(bare)


def _known(name: str) -> str | None:
    lower = name.lower()
    # [void] is a type everywhere and has no members to record.
    return next((full for full in (lower, f"system.{lower}") if full in _types() or full == "system.void"), None)


def _split(arguments: str) -> list[str]:
    """At the commas outside brackets."""
    return re.findall(r"(?:[^,\[\]]|\[[^\]]*\])+", arguments)


def has_static(type_name: str, member: str, arguments: int | None) -> bool:
    """Whether the type or one of its bases has it; ``arguments`` is None for a field, a property or a constant."""
    found = [text for one in _ancestry(type_name) for text in _signatures(one, member)]
    if arguments is None:
        return any(text.startswith(("static field", "static property", "enum ")) for text in found)
    return any(takes(text.removeprefix("static "), arguments) for text in found if text.startswith("static "))


def has_constructor(type_name: str, arguments: int) -> bool:
    return any(takes(text, arguments) for text in _signatures(type_name, "new"))


@cache
def _instance_members() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for one in _types().values():
        for name, signatures in one["members"].items():
            found.setdefault(name.lower(), []).extend(text for text in signatures if not text.startswith("static"))
    return {name: tuple(signatures) for name, signatures in found.items()}


def has_instance(member: str, arguments: int | None) -> bool:
    """Whether any type has an instance member of that name (and that many arguments); get_Name() is a property's."""
    if arguments == 0 and member.lower().startswith("get_"):
        return has_instance(member[4:], None)
    found = _instance_members().get(member.lower(), ())
    if arguments is None:
        return any(text.startswith(("property", "field")) for text in found)
    return any(takes(text, arguments) for text in found)


def takes(signature: str, arguments: int) -> bool:
    """Whether a signature such as ``(System.String, params System.Object[])`` takes so many arguments."""
    if not signature.startswith("("):
        return False
    inside = re.sub(r"<[^()]*>", "", signature[1:-1])
    parameters = [text.strip() for text in re.sub(r"\[,*\]", "", inside).split(",") if text.strip()]
    if parameters and parameters[-1].startswith("params "):
        return arguments >= len(parameters) - 1
    return arguments == len(parameters)


def _ancestry(type_name: str) -> Iterator[str]:
    name = type_name.lower()
    while name in _types():
        yield name
        name = str(_types()[name].get("base", "system.object" if name != "system.object" else "")).split("<")[0].lower()


def _signatures(type_name: str, member: str) -> list[str]:
    members: Mapping[str, list[str]] = _types().get(type_name.lower(), {}).get("members", {})
    return next((signatures for name, signatures in members.items() if name.lower() == member.lower()), [])
