"""The param block of a stand-in, from what Windows itself shows of the command."""

from .parameter_sets import Parameter, ParameterSet

# Types that exist wherever the engine runs; any other (enumerations of CIM modules, sessions) is taken as it comes.
_TYPES = frozenset(
    {
        *("string", "bool", "byte", "char", "uint16", "int", "uint32", "long", "uint64", "double", "timespan"),
        *("datetime", "guid", "uri", "version", "pscredential", "securestring", "psobject", "scriptblock", "hashtable"),
    }
)
# [CmdletBinding(SupportsShouldProcess)] brings these; declared twice they would be an error.
_SHOULD_PROCESS = frozenset({"whatif", "confirm"})


def render(sets: tuple[ParameterSet, ...], emulated: frozenset[str]) -> str:
    """``[CmdletBinding()] param(...)`` and the refusal of what the body does not know.

    ``emulated``: lower-case names of the parameters the body knows.
    """
    names: dict[str, list[tuple[int, Parameter]]] = {}
    for number, one in enumerate(sets):
        for name, parameter in one.parameters.items():
            names.setdefault(name, []).append((number, parameter))
    declared = [_declare(names[name]) for name in names if name not in _SHOULD_PROCESS]
    return f"{_binding(names.keys() >= _SHOULD_PROCESS)} param({', '.join(declared)})\n{_refusal(emulated)}"


def _binding(should_process: bool) -> str:
    return f"[CmdletBinding(DefaultParameterSetName = '0'{', SupportsShouldProcess' if should_process else ''})]"


def _declare(uses: list[tuple[int, Parameter]]) -> str:
    attributes = " ".join(_attribute(number, parameter) for number, parameter in uses)
    parameter = uses[0][1]
    return f"{attributes} [{_type(parameter.type)}] ${{{parameter.name}}}"


def _attribute(number: int, parameter: Parameter) -> str:
    mandatory = ", Mandatory" if parameter.mandatory else ""
    position = "" if parameter.position is None else f", Position = {parameter.position}"
    return f"[Parameter(ParameterSetName = '{number}'{mandatory}{position})]"


def _type(name: str) -> str:
    if not name:
        return "switch"
    return name if name.removesuffix("[]").lower() in _TYPES else "object"


def _refusal(emulated: frozenset[str]) -> str:
    known = ", ".join(f"'{name}'" for name in sorted(emulated))
    return (
        f"foreach ($given in $PSBoundParameters.Keys) {{ if ($given -notin @({known}) -and "
        '$given -notin [Management.Automation.PSCmdlet]::CommonParameters) { throw "not emulated: -$given" } }'
    )
