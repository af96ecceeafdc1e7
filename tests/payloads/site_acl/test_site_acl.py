"""read_site_acl and write_site_acl in the engine, over a tree of real files whose descriptors the stand-ins keep."""

from collections.abc import Mapping
from typing import Any

import pytest

from lab.windows.worker import Engine
from tests.changes import changed
from tests.payloads import cases
from tests.payloads.exchange import Answer, Call, ask

READ = cases.load("site_acl/read")
WRITE = cases.load("site_acl/write")
REFUSED = cases.load("site_acl/refused")

ARGUMENTS = {"site": "intranet", "objects": 1000}
SITE = "C:\\inetpub\\intranet"


def node(case: Mapping[str, Any]) -> dict[str, Any]:
    """The node of the cases as ``given`` changes it, with ``more`` objects, or ``many`` files like web.config."""
    state = changed({**cases.node(), **cases.read("payloads/site_acl/content")}, case.get("given", {}))
    objects = state["site_acl"]["objects"]
    objects += case.get("more", [])
    objects += [{**objects[7], "path": f"{SITE}\\z{number:02}.html"} for number in range(case.get("many", 0))]
    return state


def answered(engine: Engine, case: Mapping[str, Any], call: Call) -> Answer:
    """In the same request, before the call: what is to happen that Windows does now and then."""
    provoke = Call("provoke", script=f"& (Get-Module -Name NlbKerberosNode) {{ {case.get('provoke', '')} }}\n@{{}}")
    answer = ask(engine, node(case), provoke, call)
    return Answer(answer.node, answer.answers[1:], answer.state)


@pytest.mark.parametrize("case", READ.values(), ids=READ)
def test_the_read_tells(engine: Engine, case: dict[str, Any]) -> None:
    answer = answered(engine, case, Call("read_site_acl", {**ARGUMENTS, **case.get("arguments", {})}))
    assert {name: answer.data[name] for name in case["expected"]} == case["expected"]
    assert answer.state == node(case)


def test_an_unknown_site_is_an_error(engine: Engine) -> None:
    answer = ask(engine, node({}), Call("read_site_acl", {**ARGUMENTS, "site": "Default Web Site"}))
    assert answer.error["message"] == "IIS has no site Default Web Site"


def test_a_node_without_iis_is_an_error(engine: Engine) -> None:
    answer = ask(engine, cases.node(), Call("read_site_acl", ARGUMENTS))
    assert answer.error["message"].startswith("IIS is not installed on this node")


@pytest.mark.parametrize("case", WRITE.values(), ids=WRITE)
def test_the_write_changes_what_was_asked_and_what_windows_passes_on(engine: Engine, case: dict[str, Any]) -> None:
    answer = answered(engine, case, Call("write_site_acl", {"objects": case["arguments"]}))
    assert answer.data == {}
    assert answer.state == changed(node(case), case["changes"])


@pytest.mark.parametrize("case", WRITE.values(), ids=WRITE)
def test_the_former_lists_written_back_leave_no_trace(engine: Engine, case: dict[str, Any]) -> None:
    written = answered(engine, case, Call("write_site_acl", {"objects": case["arguments"]}))
    lists = {holder["path"]: holder["list"] for holder in _read(engine, written.state)}
    back = [
        {"path": change["path"], "expected": lists[change["path"]], "list": change["expected"]}
        for change in reversed(case["arguments"])
    ]
    assert ask(engine, written.state, Call("write_site_acl", {"objects": back})).state == node(case)


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_a_write_that_cannot_be_done_gives_back_what_it_has_done(engine: Engine, case: dict[str, Any]) -> None:
    answer = answered(engine, case, Call("write_site_acl", {"objects": case["arguments"]}))
    assert answer.error["message"] == case["message"]
    assert answer.state == changed(node(case), case.get("changes", {}))


def test_a_file_that_is_made_in_a_folder_inherits_from_it(engine: Engine) -> None:
    path = f"{SITE}\\app\\data\\new.txt"
    answer = ask(engine, node({}), Call("make", script=f"Set-Content -LiteralPath '{path}' -Value x\n@{{}}"))
    new = {"path": path, "container": False, "sddl": "O:BAG:DUD:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)"}
    assert answer.state["site_acl"]["objects"] == [*node({})["site_acl"]["objects"], new]


def _read(engine: Engine, state: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every object's list, by its path."""
    data = ask(engine, state, Call("read_site_acl", ARGUMENTS)).data
    held = [(holder["path"], holder["list"]) for holder in data["holders"]]
    held += [(path, group["list"]) for group in data["inheriting"] for path in group["paths"]]
    return [{"path": path, "list": data["lists"][number]} for path, number in held]
