"""write_authentication in the engine: the fewest settings, where they belong, and never into a web.config."""

import copy
import re
from typing import Any

from lab.windows.worker import Engine
from tests.payloads.authentication.node import REPORTS, ROOT, SECTION, SHOW, node, web_config, write
from tests.payloads.exchange import ask


def tags(text: str) -> dict[str, list[str]]:
    """Location -> the settings that stand in its tags, without blanks."""
    found: dict[str, list[str]] = {}
    for location, inner in re.findall(r'<location path="([^"]+)"[^>]*>(.*?)</location>', text, re.DOTALL):
        inner = re.sub(r"\s+", " ", inner)
        settings = re.findall(r"<(?!/|system|security|authentication)[^>]+?>", inner)
        found.setdefault(location, []).extend(re.sub(r" ?/?>$", ">", one) for one in settings)
    return found


def written(engine: Engine, state: dict[str, Any], *locations: dict[str, Any]) -> dict[str, list[str]]:
    _, shown = ask(engine, state, write(*locations, read_from=state), SHOW, stop=True).answers
    return tags(shown["data"]["text"])


def default_everywhere() -> dict[str, Any]:
    """No location tag at all."""
    state = node()
    for location in state["authentication"]["locations"]:
        location["windows"].update(enabled=False, use_app_pool_credentials=False)
        location["anonymous"] = True
    return state


def test_the_fewest_attributes_are_written(engine: Engine) -> None:
    locations = [{"location": location, "windows": {"enabled": True}} for location in (REPORTS, ROOT)]
    found = written(engine, default_everywhere(), *locations)
    assert found == {"Intranet": ['<windowsAuthentication enabled="true">']}, "the application inherits it"


def test_what_is_not_asked_for_stays_also_where_it_was_inherited(engine: Engine) -> None:
    found = written(engine, default_everywhere(), {"location": ROOT, "windows": {"enabled": True}})
    assert found == {
        "Intranet": ['<windowsAuthentication enabled="true">'],
        "Intranet/reports": ['<windowsAuthentication enabled="false">'],
    }


def test_providers_are_written_anew_and_in_order(engine: Engine) -> None:
    locations = [
        {"location": location, "windows": {"providers": ["NTLM", "Negotiate"]}} for location in (ROOT, REPORTS)
    ]
    found = written(engine, default_everywhere(), *locations)
    directives = ["<providers>", "<clear>", '<add value="NTLM">', '<add value="Negotiate">']
    assert found == {"Intranet": ["<windowsAuthentication>", *directives]}


def test_nothing_is_written_where_nothing_differs(engine: Engine) -> None:
    state = node()
    before, _, after = ask(
        engine, state, SHOW, write({"location": ROOT, "windows": {"enabled": True}, "anonymous": False}), SHOW
    ).answers
    assert after["data"] == before["data"]


def test_a_web_config_is_never_touched(engine: Engine) -> None:
    text = SECTION.format('useAppPoolCredentials="false"')
    state = node(**web_config(text))
    for location in state["authentication"]["locations"][1:]:
        location.update(unlocked=["windows"])
    before = copy.deepcopy(state)
    answer = ask(engine, state, write({"location": ROOT, "anonymous": True}))
    assert answer.data == {}
    assert answer.state["iis_configuration"] == before["iis_configuration"]
