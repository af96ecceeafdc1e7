"""Rules about commands: they exist on Windows, their parameters too, and no secret is an argument."""

from collections.abc import Iterator
from dataclasses import dataclass

from lab.windows.parameter_sets import ParameterSet
from tests.payloads.static.command_catalogue import COMMON_PARAMETERS, aliases, commands, programs
from tests.payloads.static.finding import Finding
from tests.payloads.static.syntax_tree import Command, Element, SyntaxTree


@dataclass(frozen=True)
class Binding:
    """The lower-case names of the parameters given, and the arguments without a name."""

    names: tuple[str, ...]
    positional: tuple[Element, ...]


def findings(tree: SyntaxTree, engine_aliases: frozenset[str]) -> Iterator[Finding]:
    for command in tree.commands:
        yield from _secrets(command)
        if command.name is None:
            continue
        yield from _overwriting(command)
        own = tree.own.get(command.name.lower())
        known = commands().get(command.name.lower())
        if own:
            yield from _parameters(command, {name.lower() for name in own.parameters}, COMMON_PARAMETERS)
        elif known:
            yield from _fit(command, known)
        elif command.name.lower() not in programs():
            rule = "alias" if command.name.lower() in engine_aliases | aliases() else "command"
            yield Finding(rule, command.line, command.name or "a name that is known only at run time")


def _fit(command: Command, known: tuple[ParameterSet, ...]) -> Iterator[Finding]:
    wrong = list(_parameters(command, {name for one in known for name in one.parameters}, COMMON_PARAMETERS))
    yield from wrong
    if wrong:
        return
    binding = bind(command, known)
    names = set(binding.names) - COMMON_PARAMETERS
    if not any(one.accepts(names, len(binding.positional), command.fed) for one in known):
        given = " ".join([*(f"-{name}" for name in sorted(names)), *("<argument>" for _ in binding.positional)])
        yield Finding("parameter_set", command.line, f"no parameter set of {command.name} takes {given or 'nothing'}")


def _parameters(command: Command, names: set[str], common: frozenset[str]) -> Iterator[Finding]:
    """In full: what an abbreviation means can change with the next version."""
    for element in command.elements:
        if element.kind == "splat":
            yield Finding("splatting", command.line, f"{command.name}: the parameters do not stand here")
        elif element.name is not None and element.name.lower() not in names | common:
            yield Finding("parameter", command.line, f"{command.name} -{element.name}")


def bind(command: Command, known: tuple[ParameterSet, ...]) -> Binding:
    """Which parameters the elements give: the argument after a parameter belongs to it unless it is a switch."""
    switches = {name for one in known for name, parameter in one.parameters.items() if not parameter.type}
    switches |= {"verbose", "debug"}
    names: list[str] = []
    positional: list[Element] = []
    waiting = False
    for element in command.elements:
        if element.name is not None:
            names.append(element.name.lower())
            waiting = element.kind == "parameter" and element.name.lower() not in switches
        elif waiting:
            waiting = False
        else:
            positional.append(element)
    return Binding(tuple(names), tuple(positional))


def argument(command: Command, name: str) -> Element | None:
    """The argument given to a parameter by its name."""
    for parameter, value in zip(command.elements, (*command.elements[1:], None), strict=True):
        if parameter.name is not None and parameter.name.lower() == name:
            return parameter if parameter.kind == "both" else value
    return None


def _secrets(command: Command) -> Iterator[Finding]:
    """Module logging (event 4103) writes down every argument of a command, piped ones too."""
    if command.name is not None and (command.fed_secret or any(element.secret for element in command.elements)):
        yield Finding("secret", command.line, f"{command.name} is given a secret")


def _overwriting(command: Command) -> Iterator[Finding]:
    """5.1 deletes the old file and moves then: what ends in between leaves neither. FileInfo.Replace does both."""
    given = {element.name.lower() for element in command.elements if element.name is not None}
    if command.name is not None and command.name.lower() == "move-item" and "force" in given:
        yield Finding("overwriting", command.line, "Move-Item -Force deletes the old file first: use FileInfo.Replace")
