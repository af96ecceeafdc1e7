"""read_authentication and write_authentication in the engine, over a real applicationHost.config."""

import copy
import re
from typing import Any

import pytest

from lab.facts import authentication, iis
from lab.windows.worker import Engine
from tests.payloads import cases
from tests.payloads.exchange import Answer, Call, ask

INETSRV = "Windows/System32/inetsrv"
APPLICATION_HOST = f"{INETSRV}/config/applicationHost.config"
REDIRECTION = f"{INETSRV}/config/redirection.config"
WEB_CONFIG = "inetpub/intranet/web.config"
ROOT, REPORTS = "Intranet/", "Intranet/reports"
FILE = r"[NlbKerberos.Lab.IisServer]::Find('C:\Windows\System32\inetsrv\config\applicationHost.config')"
SHOW = Call("show", script=f"@{{ text = [IO.File]::ReadAllText({FILE}) }}")


def node(**further: Any) -> dict[str, Any]:
    """A node of which nothing but IIS is known."""
    state = {**cases.node(), "iis": iis.iis()}
    computer = state["computer"]["name"]
    return {**state, "authentication": authentication.healthy(computer), **further}


def write(*locations: dict[str, Any], read_from: dict[str, Any] | None = None) -> Call:
    """read_from: the state of the node as it was read; a node in good health where none is given."""
    read = (read_from or node())["authentication"]["locations"]
    return Call(
        "write_authentication", {"locations": [authentication.as_read(location, read) for location in locations]}
    )


def read(engine: Engine, state: dict[str, Any]) -> Answer:
    return ask(engine, state, Call("read_authentication"))


def test_a_node_without_iis_is_no_node_that_asks_nobody(engine: Engine) -> None:
    answer = read(engine, cases.node())
    assert answer.error["message"].startswith("IIS is not installed on this node: there is no C:\\Windows")


def web_config(text: str | None) -> dict[str, Any]:
    return {} if text is None else {"iis_configuration": {"files": {WEB_CONFIG: text}}}


SECTION = """<configuration><system.webServer><security><authentication>
    <windowsAuthentication enabled="true" {0} /></authentication></security></system.webServer></configuration>"""
PROBLEMS = {
    "a locked section": (SECTION.format(""), "a web.config has a section that is locked: IIS answers 500.19"),
    "damaged": ("<configuration>", "a web.config cannot be read: .*Configuration file is not well-formed XML"),
    "not there": (None, ""),
    "another section": ("<configuration><system.web /></configuration>", ""),
}


@pytest.mark.parametrize("problem", PROBLEMS.values(), ids=PROBLEMS)
def test_a_web_config_that_cannot_be_used_is_said_of_its_site_alone(
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


FAILURES = {
    "the file is damaged": ({"files": {APPLICATION_HOST: "<configuration>"}}, "is not well-formed XML"),
    "the file is gone": ({"files": {APPLICATION_HOST: None}}, "Cannot read configuration file"),
    "the account has no rights": ({"denied": True}, "insufficient permissions"),
    "the configuration system is gone": ({"files": {f"{INETSRV}/nativerd.dll": None}}, "is not registered"),
}


@pytest.mark.parametrize("failure", FAILURES.values(), ids=FAILURES)
@pytest.mark.parametrize("call", [Call("read_authentication"), write({"location": ROOT, "anonymous": True})])
def test_what_cannot_be_read_is_an_error_and_not_nothing(
    engine: Engine, call: Call, failure: tuple[dict[str, Any], str]
) -> None:
    configuration, text = failure
    state = node(iis_configuration=configuration)
    answer = ask(engine, state, call)
    assert text in answer.error["message"] or "80040154" in answer.error["message"]
    assert answer.state == state


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


def tags(text: str) -> dict[str, list[str]]:
    """Location -> the settings that stand in its tags, without blanks."""
    found: dict[str, list[str]] = {}
    for location, inner in re.findall(r'<location path="([^"]*)"[^>]*>(.*?)</location>', text, re.DOTALL):
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


def test_a_case_of_the_name_is_no_difference(engine: Engine) -> None:
    answer = ask(engine, node(), write({"location": "INTRANET/Reports", "anonymous": True}))
    assert authentication.of(answer.state, "/reports")["anonymous"] is True


def test_an_application_that_is_gone_is_said_before_anything_is_written(engine: Engine) -> None:
    state = node()
    gone = authentication.location("Intranet", "/gone")
    call = write(
        {"location": ROOT, "anonymous": True},
        {"location": "Intranet/gone", "anonymous": True},
        read_from={"authentication": {"locations": [*state["authentication"]["locations"], gone]}},
    )
    answer = ask(engine, state, call)
    assert answer.error["message"] == "IIS has no application Intranet/gone any more"
    assert answer.state == state


def test_what_is_not_written_here_is_refused(engine: Engine) -> None:
    answer = ask(engine, node(), write({"location": ROOT, "windows": {"token_checking": "None"}}))
    assert answer.error["message"] == "token_checking of Intranet/ is nothing that is written here"


def test_a_setting_without_what_it_was_read_as_is_refused(engine: Engine) -> None:
    location = {"location": ROOT, "expected": {"anonymous": False}, "windows": {"enabled": False}}
    state = node()
    answer = ask(engine, state, Call("write_authentication", {"locations": [location]}))
    assert answer.error["message"] == "as what was enabled of Intranet/ read?"
    assert answer.state == state


MEANWHILE = {
    "enabled": ({"enabled": False}, "enabled of Intranet/ is False since it was read as True"),
    "key": (
        {"use_app_pool_credentials": False},
        "use_app_pool_credentials of Intranet/ is False since it was read as True",
    ),
    "providers": (
        {"providers": ["NTLM", "Negotiate"]},
        "providers of Intranet/ is NTLM,Negotiate since it was read as Negotiate,NTLM",
    ),
    "no providers": ({"providers": []}, "providers of Intranet/ is  since it was read as Negotiate,NTLM"),
}


@pytest.mark.parametrize("meanwhile", MEANWHILE.values(), ids=MEANWHILE)
def test_what_somebody_has_changed_since_it_was_read_is_not_overwritten(
    engine: Engine, meanwhile: tuple[dict[str, Any], str]
) -> None:
    changed, said = meanwhile
    state = node()
    authentication.of(state, "/")["windows"].update(changed)
    wanted = {"enabled": True, "use_app_pool_credentials": True, "providers": ["Negotiate"]}
    before, refused, after = ask(
        engine,
        state,
        SHOW,
        write({"location": REPORTS, "anonymous": True}, {"location": ROOT, "windows": wanted}),
        SHOW,
    ).answers
    assert refused["error"]["message"] == f"{said}: somebody changed it"
    assert after["data"] == before["data"], "nothing is written, also where nothing has changed"


ANONYMOUS = '<anonymousAuthentication enabled="false"'


@pytest.mark.parametrize("late", [False, True], ids=["before our commit", "after our commit"])
def test_somebody_who_was_faster_with_the_same_setting_is_not_overwritten(engine: Engine, late: bool) -> None:
    ours = '<anonymousAuthentication enabled="true"'
    rival = {"replaced": ours if late else ANONYMOUS, "by": ANONYMOUS if late else ours, "late": late}
    state = node(iis_configuration={"rivals": 1, "rival": rival})
    before = "written as True" if late else "read as False"
    done, shown = ask(engine, state, write({"location": ROOT, "anonymous": True}), SHOW).answers
    assert (
        done["error"]["message"] == f"anonymous of Intranet/ is {not late} since it was {before}: somebody changed it"
    )
    assert shown["data"]["text"].count("somebody else was here") == 1


def test_what_a_faster_one_makes_of_what_is_not_asked_for_stays(engine: Engine) -> None:
    rival = {"replaced": 'useAppPoolCredentials="true"', "by": 'useAppPoolCredentials="false"'}
    state = node(iis_configuration={"rivals": 1, "rival": rival})
    answer = ask(engine, state, write({"location": ROOT, "windows": {"enabled": False}}))
    assert answer.data == {}
    root, reports = (authentication.of(answer.state, path)["windows"] for path in ("/", "/reports"))
    assert (root["enabled"], root["use_app_pool_credentials"]) == (False, False)
    assert (reports["enabled"], reports["use_app_pool_credentials"]) == (True, False)


@pytest.mark.parametrize(("rivals", "tries"), [(3, 4), (4, 4)])
def test_somebody_who_was_faster_is_not_overwritten(engine: Engine, rivals: int, tries: int) -> None:
    state = node(iis_configuration={"rivals": rivals})
    answer = ask(engine, state, write({"location": ROOT, "anonymous": True}), SHOW)
    done, shown = answer.answers
    assert shown["data"]["text"].count("somebody else was here") == rivals
    assert ("error" in done) is (rivals >= tries)
    assert authentication.of(answer.state, "/")["anonymous"] is (rivals < tries)
    if rivals >= tries:
        assert "has changed on disk" in done["error"]["message"]


def test_shared_configuration_is_not_written(engine: Engine) -> None:
    redirection = """<configuration><configSections><section name="configurationRedirection" /></configSections>
        <configurationRedirection enabled="true" path="\\\\files\\iis" /></configuration>"""
    state = node(iis_configuration={"files": {REDIRECTION: redirection}})
    answer = ask(engine, state, write({"location": ROOT, "anonymous": True}))
    assert answer.error["message"].startswith("this node shares its configuration in \\\\files\\iis: one write would")
    assert answer.state == state


def test_a_web_config_is_never_touched(engine: Engine) -> None:
    text = SECTION.format('useAppPoolCredentials="false"')
    state = node(**web_config(text))
    for location in state["authentication"]["locations"][1:]:
        location.update(unlocked=["windows"])
    before = copy.deepcopy(state)
    answer = ask(engine, state, write({"location": ROOT, "anonymous": True}))
    assert answer.data == {}
    assert answer.state["iis_configuration"] == before["iis_configuration"]
