"""Parameter sets as Get-Command writes them: ``[-Path] <string[]> [-Force] [<CommonParameters>]``."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

COMMON = "[<CommonParameters>]"

_PARAMETER = re.compile(
    r"""\[\[-(?P<position_optional>\w+)\]\s<(?P<t1>[^>]+)>\]  # positional, optional
      | \[-(?P<position>\w+)\]\s<(?P<t2>[^>]+)>             # positional, mandatory
      | \[-(?P<optional>\w+)(?:\s<(?P<t3>[^>]+)>)?\]        # by name, optional; a switch without a type
      | -(?P<mandatory>\w+)(?:\s<(?P<t4>[^>]+)>)?           # by name, mandatory""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Parameter:
    """One parameter in one set; ``type`` is empty for a switch, ``position`` is None where only the name binds."""

    name: str
    type: str
    mandatory: bool
    position: int | None


@dataclass(frozen=True)
class ParameterSet:
    """The parameters that may be given together."""

    parameters: Mapping[str, Parameter] = field(default_factory=dict)

    def accepts(self, names: Iterable[str], positional: int, piped: bool = False) -> bool:
        """Whether arguments by these lower-case names and so many without a name bind, mandatory ones included.

        ``piped``: one mandatory parameter may come through the pipeline.
        """
        given = set(names)
        places = [p.name.lower() for p in self._places() if p.name.lower() not in given]
        missing = {name for name, p in self.parameters.items() if p.mandatory} - given - set(places[:positional])
        return given <= self.parameters.keys() and positional <= len(places) and len(missing) <= piped

    def _places(self) -> list[Parameter]:
        placed = [(p.position, p) for p in self.parameters.values() if p.position is not None]
        return [p for _, p in sorted(placed, key=lambda pair: pair[0])]


def parse(text: str) -> tuple[ParameterSet, ...]:
    """The sets of one command, in the order given; the first is the default one.

    ValueError where a part of the text is no parameter.
    """
    whole = text if text.rstrip().endswith(COMMON) else f"{text} {COMMON}"
    return tuple(_parse_set(part) for part in whole.split(COMMON)[:-1])


def _parse_set(text: str) -> ParameterSet:
    rest = _PARAMETER.sub("", text).strip()
    if rest:
        raise ValueError(f"not the syntax of parameters: {rest!r} in {text!r}")
    parameters: dict[str, Parameter] = {}
    places = 0
    for found in _PARAMETER.finditer(text):
        place = found["position"] or found["position_optional"]
        name = place or found["optional"] or found["mandatory"]
        kind = found["t1"] or found["t2"] or found["t3"] or found["t4"] or ""
        mandatory = bool(found["position"] or found["mandatory"])
        parameters[name.lower()] = Parameter(name, kind, mandatory, places if place else None)
        places += bool(place)
    return ParameterSet(parameters)
