"""The stand-ins know the parameters Windows knows, and report it where they do nothing about one."""

from typing import Any

import pytest

from lab.windows.worker import Engine
from tests.payloads import cases
from tests.payloads.exchange import Call, ask

REFUSE = {case["script"]: case for case in cases.read("standins/standins_refuse")}
SHOW = {case["script"]: case for case in cases.read("standins/standins_show")}


@pytest.mark.parametrize("case", REFUSE.values(), ids=REFUSE)
def test_what_windows_refuses_is_refused(engine: Engine, case: dict[str, str]) -> None:
    answer = ask(engine, cases.node(), Call("test", script=case["script"]))
    assert answer.error["message"].startswith(case["message"])
    assert answer.state == cases.node()


def test_an_argument_of_another_type_is_refused(engine: Engine) -> None:
    answer = ask(engine, cases.node(), Call("test", script="Get-DnsClient -InterfaceIndex LAN"))
    assert answer.error["id"] == "ParameterArgumentTransformationError,Get-DnsClient"


@pytest.mark.parametrize("case", SHOW.values(), ids=SHOW)
def test_what_windows_shows_is_shown(engine: Engine, case: dict[str, Any]) -> None:
    script = f"$shown = & {{ {case['script']} }}\n@{{ shown = $shown }}"
    assert ask(engine, cases.node(), Call("test", script=script)).data == {"shown": case["shown"]}
