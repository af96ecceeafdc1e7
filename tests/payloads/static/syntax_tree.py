"""Facts about scripts, as the engine's own parser sees them; all scripts in one process."""

import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

SCRIPT = Path(__file__).with_name("syntax_tree.ps1")


@dataclass(frozen=True)
class Element:
    """A part of a command after its name: a parameter, an argument, both (``-Name:value``), or a splatted variable."""

    kind: str
    name: str | None
    text: str | None
    count: int | None
    secret: bool


@dataclass(frozen=True)
class Command:
    """``name`` is None for a script block that is called; ``fed``: something is piped into it."""

    line: int
    name: str | None
    fed: bool
    fed_secret: bool
    elements: tuple[Element, ...]


@dataclass(frozen=True)
class Function:
    name: str
    parameters: tuple[str, ...]


@dataclass(frozen=True)
class Member:
    """None: ``arguments`` where nothing is called, ``type`` for an instance, ``name`` where it is computed."""

    line: int
    static: bool
    type: str | None
    name: str | None
    arguments: int | None


@dataclass(frozen=True)
class Spot:
    """Something that stands in a line: a type's name, a piece of syntax."""

    line: int
    what: str


@dataclass(frozen=True)
class SyntaxTree:
    """All that the rules ask about one script."""

    name: str
    errors: tuple[Spot, ...]
    head: str
    functions: tuple[Function, ...]
    commands: tuple[Command, ...]
    types: tuple[Spot, ...]
    members: tuple[Member, ...]
    new_syntax: tuple[Spot, ...]
    exits: tuple[Spot, ...]
    jumps: tuple[Spot, ...]
    long_strings: tuple[Spot, ...]

    @cached_property
    def own(self) -> Mapping[str, Function]:
        """The functions it defines, by lower-case name."""
        return {function.name.lower(): function for function in self.functions}


@dataclass(frozen=True)
class Parsed:
    """The trees, and the aliases this engine has."""

    trees: Mapping[str, SyntaxTree]
    aliases: frozenset[str]


def parse(executable: Path, scripts: Mapping[str, str]) -> Parsed:
    """Raises CalledProcessError where the engine does not get through its own script."""
    request = json.dumps([{"name": name, "text": text} for name, text in scripts.items()])
    command = [str(executable), "-NoProfile", "-NonInteractive", "-File", str(SCRIPT)]
    done = subprocess.run(command, input=request.encode("ascii") + b"\n", capture_output=True, check=True)
    answer = json.loads(done.stdout)
    trees = {name: _tree(name, facts) for name, facts in answer["scripts"].items()}
    return Parsed(trees, frozenset(alias.lower() for alias in answer["aliases"]))


def _tree(name: str, facts: Mapping[str, Any]) -> SyntaxTree:
    return SyntaxTree(
        name=name,
        errors=_spots(facts["errors"]),
        head="\n".join(facts["head"]),
        functions=tuple(Function(one["name"], tuple(one["parameters"])) for one in facts["functions"]),
        commands=tuple(_command(one) for one in facts["commands"]),
        types=tuple(Spot(one["line"], one["type"]) for one in facts["types"]),
        members=tuple(Member(**one) for one in facts["members"]),
        new_syntax=_spots(facts["new_syntax"]),
        exits=_spots(facts["exits"]),
        jumps=_spots(facts["jumps"]),
        long_strings=_spots(facts["long_strings"]),
    )


def _command(facts: Mapping[str, Any]) -> Command:
    elements = tuple(Element(**element) for element in facts["elements"])
    return Command(facts["line"], facts["name"], facts["fed"], facts["fed_secret"], elements)


def _spots(facts: list[Mapping[str, Any]]) -> tuple[Spot, ...]:
    return tuple(Spot(one["line"], one["what"]) for one in facts)
