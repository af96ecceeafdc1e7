"""read_authentication in the engine: which locations there are, and whose web.config has a say."""

import re
from typing import Any

import pytest

from lab.facts import authentication
from lab.windows.worker import Engine
from tests.payloads.authentication.node import (
    APPLICATION_HOST,
    REPORTS,
    ROOT,
    SECTION,
    SHOW,
    node,
    read,
    web_config,
    write,
)
from tests.payloads.exchange import Answer, ask

PROBLEMS = {
    "a locked section": (SECTION.format(""), "a web.config has a section that is locked: IIS answers 500.19"),
    "damaged": ("<configuration>", "a web.config cannot be read: .*Configuration file is not well-formed XML"),
    "not there": (None, ""),
    "another section": ("<configuration><system.web /></configuration>", ""),
}


@pytest.mark.parametrize("problem", PROBLEMS.values(), ids=PROBLEMS)
def test_a_web_config_that_cannot_be_used_is_reported_for_its_site_only(
    engine: Engine, problem: tuple[str | None, str]
) -> None:
    text, expected = problem
    state = node(**web_config(text))
    answer = read(engine, state)
    found = {location["location"]: location for location in answer.data["locations"]}
    for location in (ROOT, REPORTS):
        assert re.fullmatch(expected, found[location]["problem"]), found[location]["problem"]
        assert found[location]["windows"] == authentication.of(state, "/")["windows"]
    assert found["Default Web Site/"]["problem"] == ""
    assert answer.state == state


TAG = '<location path="{0}"><system.webServer>{1}</system.webServer></location>'
OFF = '<security><authentication><windowsAuthentication enabled="false" /></authentication></security>'
OTHER = '<staticContent><clientCache cacheControlMode="NoControl" /></staticContent>'


def with_tags(engine: Engine, *tags: str, **further: Any) -> dict[str, Any]:
    """A healthy node, with these location tags at the end of its applicationHost.config."""
    text = ask(engine, node(), SHOW).data["text"]
    given = text.replace("</configuration>", "".join(tags) + "</configuration>")
    files = {APPLICATION_HOST: given, **further.pop("files", {})}
    return node(iis_configuration={"files": files}, **further)


LOCATIONS = {
    "a folder": (TAG.format("Intranet/docs", OFF), ["Intranet/docs"]),
    "in another case": (TAG.format("INTRANET/docs", OFF), ["Intranet/docs"]),
    "a folder in a folder": (TAG.format("Intranet/docs/old", OFF), ["Intranet/docs/old"]),
    "two tags of one folder": (
        TAG.format("Intranet/docs", OFF) + TAG.format("Intranet/docs", OTHER),
        ["Intranet/docs"],
    ),
    "below an application": (TAG.format("Intranet/reports/2025", OFF), ["Intranet/reports/2025"]),
    "beside an application": (TAG.format("Intranet/reports2", OFF), ["Intranet/reports2"]),
    "of another section": (TAG.format("Intranet/docs", OTHER), []),
    "an application": (TAG.format("Intranet/Reports", OFF), []),
    "a site": (TAG.format("Intranet", OTHER), []),
    "no site": (TAG.format("Gone/docs", OFF), []),
    "everywhere": ("<location><system.webServer /></location>", []),
}


@pytest.mark.parametrize("location", LOCATIONS.values(), ids=LOCATIONS)
def test_a_location_with_one_of_the_sections_is_a_location_of_its_own(
    engine: Engine, location: tuple[str, list[str]]
) -> None:
    tag, expected = location
    state = with_tags(engine, tag)
    answer = read(engine, state)
    below = [location for location in answer.data["locations"] if location["path"] != location["application"]]
    assert [location["location"] for location in below] == expected
    for location in below:
        assert location["application"] == ("/reports" if location["path"] == "/reports/2025" else "/")
        assert (location["windows"]["enabled"], location["problem"], location["anonymous"]) == (False, "", False)
    assert answer.state == state


IN_2025 = "inetpub/reports/2025/web.config"


def archived(physical_path: str, **further: Any) -> dict[str, Any]:
    """A node with a virtual directory of the site's root, whose section for Windows authentication is unlocked."""
    state = node(**further)
    directory = {"path": "/archive", "physical_path": physical_path, "user_name": ""}
    state["iis"]["sites"][-1]["applications"][0]["virtual_directories"].append(directory)
    for location in state["authentication"]["locations"][1:]:
        location["unlocked"] = ["windows"]
    authentication.below(state, "/", "archive")
    return state


@pytest.mark.parametrize(
    ("text", "enabled", "from_web_config", "problem"),
    [
        (None, True, [], ""),
        (SECTION.format('useKernelMode="false"').replace('"true"', '"false"', 1), False, ["windows"], ""),
        ("<configuration>", True, [], "a web.config cannot be read: .*"),
    ],
    ids=["none", "its own", "damaged"],
)
def test_a_virtual_directory_has_the_web_config_of_its_own_folder(
    engine: Engine, text: str | None, enabled: bool, from_web_config: list[str], problem: str
) -> None:
    files = {"iis_configuration": {"files": {IN_2025: text}}} if text else {}
    answer = read(engine, archived(r"C:\inetpub\reports\2025", **files))
    found = {location["location"]: location for location in answer.data["locations"]}
    location = found["Intranet/archive"]
    assert (location["windows"]["enabled"], location["from_web_config"]) == (enabled, from_web_config)
    assert re.fullmatch(problem, location["problem"])
    for other in (ROOT, REPORTS):
        assert (found[other]["windows"]["enabled"], found[other]["problem"]) == (True, "")


def test_a_virtual_directory_without_its_folder_could_not_be_checked(engine: Engine) -> None:
    state = archived(r"C:\gone")
    authentication.of(state, "/archive")["problem"] = "the folder is not there"
    found = {location["location"]: location["problem"] for location in read(engine, state).data["locations"]}
    assert found["Intranet/archive"].startswith("a folder is not there, or cannot be reached from this session")
    assert found[ROOT] == ""


def test_a_location_without_a_folder_could_not_be_checked_where_a_web_config_has_a_say(engine: Engine) -> None:
    allowed = TAG.format("Intranet/health", OFF).replace("path=", 'overrideMode="Allow" path=')
    answer = read(engine, with_tags(engine, allowed))
    (location,) = [one for one in answer.data["locations"] if one["path"] == "/health"]
    assert location["problem"].startswith("a folder is not there, or cannot be reached from this session")


def test_a_folder_that_has_no_value_of_its_own_follows_its_application(engine: Engine) -> None:
    state = node()
    authentication.below(state, "/", "docs")["anonymous"] = True
    answer = ask(engine, state, write({"location": ROOT, "windows": {"enabled": False}, "anonymous": True}))
    found = {location["location"]: location for location in answer.state["authentication"]["locations"]}
    assert (found["Intranet/docs"]["windows"]["enabled"], found["Intranet/docs"]["anonymous"]) == (False, True)
    assert (found[REPORTS]["windows"]["enabled"], found[REPORTS]["anonymous"]) == (True, False)


def test_a_tag_that_cannot_be_read_is_a_problem_of_its_location_only(engine: Engine) -> None:
    state = node()
    state["authentication"]["locations"].append(authentication.damaged("Default Web Site", "/old", "/"))
    answer = read(engine, state)
    assert answer.data == {**state["authentication"], "locations": sorted_as_read(answer, state)}
    assert answer.state == state


def sorted_as_read(answer: Answer, state: dict[str, Any]) -> list[dict[str, Any]]:
    order = [location["location"] for location in answer.data["locations"]]
    return sorted(state["authentication"]["locations"], key=lambda one: order.index(one["location"]))


MODULES = "<modules>{0}</modules>"
REMOVED = MODULES.format('<remove name="WindowsAuthenticationModule" />')


@pytest.mark.parametrize(
    ("tag", "used"),
    [
        (TAG.format("Intranet", REMOVED), [False, False]),
        (TAG.format("Intranet/reports", REMOVED), [True, False]),
        (TAG.format("Intranet", MODULES.format("<clear />")), [False, False]),
        (TAG.format("Default Web Site", REMOVED), [True, True]),
    ],
    ids=["of the site", "of an application", "cleared", "of another site"],
)
def test_installed_is_not_in_use_everywhere(engine: Engine, tag: str, used: list[bool]) -> None:
    answer = read(engine, with_tags(engine, tag))
    assert answer.data["installed"] is True
    found = {location["location"]: location["module"] for location in answer.data["locations"]}
    assert [found[location] for location in (ROOT, REPORTS)] == used


def test_a_web_config_may_take_the_module_out_of_use(engine: Engine) -> None:
    text = f"<configuration><system.webServer>{REMOVED}</system.webServer></configuration>"
    found = {one["location"]: one["module"] for one in read(engine, node(**web_config(text))).data["locations"]}
    assert (found[ROOT], found[REPORTS]) == (False, False)
