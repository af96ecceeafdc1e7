"""write_authentication in the engine, where another administrator writes the same file."""

import pytest

from lab.facts import authentication
from lab.windows.worker import Engine
from tests.payloads.authentication.node import REPORTS, ROOT, SHOW, node, write
from tests.payloads.exchange import ask


def test_nothing_is_written_where_one_setting_has_changed_since_it_was_read(engine: Engine) -> None:
    state = node()
    authentication.of(state, "/")["windows"]["enabled"] = False
    call = write({"location": REPORTS, "anonymous": True}, {"location": ROOT, "windows": {"enabled": True}})
    before, refused, after = ask(engine, state, SHOW, call, SHOW).answers
    assert "enabled of Intranet/ is False since it was read as True" in refused["error"]["message"]
    assert after["data"] == before["data"], "nothing is written, also where nothing has changed"


ANONYMOUS = '<anonymousAuthentication enabled="false"'


@pytest.mark.parametrize("late", [False, True], ids=["before our commit", "after our commit"])
def test_another_change_of_the_same_setting_is_not_overwritten(engine: Engine, late: bool) -> None:
    ours = '<anonymousAuthentication enabled="true"'
    rival = {"replaced": ours if late else ANONYMOUS, "by": ANONYMOUS if late else ours, "late": late}
    state = node(iis_configuration={"rivals": 1, "rival": rival})
    before = "written as True" if late else "read as False"
    done, shown = ask(engine, state, write({"location": ROOT, "anonymous": True}), SHOW).answers
    assert (
        done["error"]["message"]
        == f"anonymous of Intranet/ is {not late} since it was {before}: it was changed meanwhile"
    )
    assert shown["data"]["text"].count("changed by another administrator") == 1


def test_what_a_faster_one_makes_of_what_is_not_asked_for_stays(engine: Engine) -> None:
    rival = {"replaced": 'useAppPoolCredentials="true"', "by": 'useAppPoolCredentials="false"'}
    state = node(iis_configuration={"rivals": 1, "rival": rival})
    answer = ask(engine, state, write({"location": ROOT, "windows": {"enabled": False}}))
    assert answer.data == {}
    root, reports = (authentication.of(answer.state, path)["windows"] for path in ("/", "/reports"))
    assert (root["enabled"], root["use_app_pool_credentials"]) == (False, False)
    assert (reports["enabled"], reports["use_app_pool_credentials"]) == (True, False)


@pytest.mark.parametrize(("rivals", "tries"), [(3, 4), (4, 4)])
def test_another_change_of_the_file_is_not_overwritten(engine: Engine, rivals: int, tries: int) -> None:
    state = node(iis_configuration={"rivals": rivals})
    answer = ask(engine, state, write({"location": ROOT, "anonymous": True}), SHOW)
    done, shown = answer.answers
    assert shown["data"]["text"].count("changed by another administrator") == rivals
    assert ("error" in done) is (rivals >= tries)
    assert authentication.of(answer.state, "/")["anonymous"] is (rivals < tries)
    if rivals >= tries:
        assert "has changed on disk" in done["error"]["message"]
