"""The module that every job finds in its runspace: bodies of the stand-ins under the param blocks Windows has."""

import json
import re
from pathlib import Path

from . import param_block, parameter_sets

HERE = Path(__file__).parent
CATALOGUE = HERE / "recorded" / "commands.json"

_FUNCTION = re.compile(r"^function (?P<name>\w+-\w+) \{(?P<body>[^\n]*\}|.*?^\})$", re.MULTILINE | re.DOTALL)
_PROGRAM = re.compile(r"^function (\w+\.exe) \{$", re.MULTILINE)
SYSTEM_FOLDER = "C:\\Windows\\System32"


def compose() -> str:
    """All stand-ins as one module's text; only commands and programs of Windows are visible outside it."""
    recorded = json.loads(CATALOGUE.read_text(encoding="utf-8"))
    commands: dict[str, str] = {name: one["parameter_sets"] for name, one in recorded.items()}
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted((HERE / "standins").rglob("*.psm1")))
    programs = _PROGRAM.findall(text)
    composed = _FUNCTION.sub(lambda found: _with_parameters(found, commands), text)
    composed = _PROGRAM.sub(lambda found: f"function {_body_of(found[1])} {{", composed)
    visible = f"Export-ModuleMember -Function {', '.join([*commands, *map(_body_of, programs)])} -Alias *"
    return "\n".join(
        ["param($State, $Root, $Machine)", "Set-StrictMode -Version 3", composed, *map(_placed, programs), visible]
    )


def _placed(program: str) -> str:
    """A file that Get-Command finds as an application, and what runs where it is called by its full path."""
    path = f"{SYSTEM_FOLDER}\\{program}"
    return f"Add-Program '{program}'; Set-Alias -Name '{path}' -Value '{_body_of(program)}'"


def _body_of(program: str) -> str:
    """The function's name: not the program's, which no command of PowerShell has."""
    return f"program.{program}"


def _with_parameters(found: re.Match[str], commands: dict[str, str]) -> str:
    name, body = found["name"], found["body"]
    if name not in commands:
        return found[0]
    sets = parameter_sets.parse(commands[name])
    return f"function {name} {{\n{param_block.render(sets, _emulated(body, sets))}\n{body}"


def _emulated(body: str, sets: tuple[parameter_sets.ParameterSet, ...]) -> frozenset[str]:
    """A body knows the parameters it names; where one changes nothing, a comment in the body has the reason."""
    named = {name.lower() for name in re.findall(r"\$(\w+)", body)}
    return frozenset(name for one in sets for name in one.parameters if name in named)
