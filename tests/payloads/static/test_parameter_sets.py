"""Parameter sets are read from the text in which Windows writes them."""

from itertools import pairwise

import pytest

from lab.windows import module_text, parameter_sets
from lab.windows.parameter_sets import Parameter
from tests.payloads.static import command_catalogue

EXAMPLE = (
    "[[-Name] <string[]>] [-Force] [<CommonParameters>] "
    "[-Path] <string> [[-Value] <Object>] -Kind <int> -All [-Depth <uint32>] [<CommonParameters>]"
)


def test_a_parameter_is_read_with_its_type_place_and_need() -> None:
    first, second = parameter_sets.parse(EXAMPLE)
    assert list(first.parameters.values()) == [
        Parameter("Name", "string[]", mandatory=False, position=0),
        Parameter("Force", "", mandatory=False, position=None),
    ]
    assert list(second.parameters.values()) == [
        Parameter("Path", "string", mandatory=True, position=0),
        Parameter("Value", "Object", mandatory=False, position=1),
        Parameter("Kind", "int", mandatory=True, position=None),
        Parameter("All", "", mandatory=True, position=None),
        Parameter("Depth", "uint32", mandatory=False, position=None),
    ]


@pytest.mark.parametrize(
    ("names", "positional", "piped", "fits"),
    [
        ({"path", "kind", "all"}, 0, False, True),
        ({"kind", "all"}, 1, False, True),
        ({"kind", "all"}, 2, False, True),
        ({"kind", "all"}, 3, False, False),
        ({"kind", "all"}, 0, False, False),
        ({"kind", "all"}, 0, True, True),
        ({"path", "kind", "all", "name"}, 0, False, False),
    ],
)
def test_arguments_fit_a_set_or_not(names: set[str], positional: int, piped: bool, fits: bool) -> None:
    assert parameter_sets.parse(EXAMPLE)[1].accepts(names, positional, piped) is fits


def test_what_is_no_parameter_is_an_error() -> None:
    with pytest.raises(ValueError, match="not the syntax of parameters"):
        parameter_sets.parse("[-Path <string>] Path")


def test_every_recorded_command_can_be_read() -> None:
    assert len(command_catalogue.commands()) > 800


def test_every_stand_in_of_a_windows_command_gets_its_param_block() -> None:
    recorded = command_catalogue.commands().keys()
    lines = module_text.compose().splitlines()
    heads = [(line.split()[1].lower(), after) for line, after in pairwise(lines) if line.startswith("function ")]
    assert all(after.startswith("[CmdletBinding(") for name, after in heads if name in recorded)
