"""The commands Windows has: Windows PowerShell 5.1 as read off a machine, and modules known from documentation only."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from lab.windows import catalogue, parameter_sets
from lab.windows.parameter_sets import ParameterSet

RECORDED = Path(__file__).with_name("recorded")
WINDOWS_POWERSHELL = RECORDED / "windows-powershell-5.1-commands.json.gz"
PROGRAMS = RECORDED / "windows-programs.json"
DOCUMENTED = RECORDED / "windows-documented-commands.json.gz"

# Every cmdlet and every function with [CmdletBinding()] takes these, in 5.1.
COMMON_PARAMETERS = frozenset(
    {
        *("verbose", "debug", "erroraction", "warningaction", "informationaction", "errorvariable", "warningvariable"),
        *("informationvariable", "outvariable", "outbuffer", "pipelinevariable"),
    }
)


@cache
def commands() -> Mapping[str, tuple[ParameterSet, ...]]:
    """Parameter sets by lower-case name; what was read off a machine wins over what is documented."""
    return {
        command.name.lower(): parameter_sets.parse(command.parameter_sets)
        for path in (DOCUMENTED, WINDOWS_POWERSHELL)
        for command in catalogue.commands(path)
    }


@cache
def programs() -> frozenset[str]:
    """How payloads may call them, in small letters: what PowerShell finds for a bare name depends on the path."""
    return frozenset(rf"$env:systemroot\system32\{name}" for name in catalogue.load(PROGRAMS)["programs"])


@cache
def aliases() -> frozenset[str]:
    """Those that modules of 5.1 export; the engine knows more by itself."""
    modules = catalogue.load(WINDOWS_POWERSHELL)["Modules"]
    return frozenset(alias.lower() for module in modules for alias in module["ExportedAliases"])
