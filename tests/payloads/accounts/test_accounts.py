"""read_accounts in the engine: names, SIDs and tokens as the stand-ins know them."""

from typing import Any

import pytest

from lab.windows.worker import Engine
from tests.changes import changed
from tests.payloads import cases
from tests.payloads.exchange import Answer, Call, ask

CASES = cases.load("accounts/read")
ARGUMENTS = {"site": "intranet", "accounts": []}


def node(case: dict[str, Any]) -> dict[str, Any]:
    """The node of the cases, with a site, as ``given`` changes it."""
    return changed({**cases.node(), **cases.read("payloads/site_acl/content")}, case.get("given", {}))


def answered(engine: Engine, case: dict[str, Any]) -> Answer:
    """In the same request, before the call: what is to happen that Windows does now and then."""
    provoke = Call("provoke", script=f"& (Get-Module -Name NlbKerberosNode) {{ {case.get('provoke', '')} }}\n@{{}}")
    answer = ask(engine, node(case), provoke, Call("read_accounts", {**ARGUMENTS, **case.get("arguments", {})}))
    return Answer(answer.node, answer.answers[1:], answer.state)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_read_tells(engine: Engine, case: dict[str, Any]) -> None:
    answer = answered(engine, case)
    assert {name: answer.data[name] for name in case["expected"]} == case["expected"]
    assert answer.state == node(case)


def test_accounts_come_in_one_order_and_each_once(engine: Engine) -> None:
    """Those that are given, those of the site's pools, those that folders are opened as."""
    case: dict[str, Any] = {
        "given": {
            "iis.sites.0.applications.0.virtual_directories.0.user_name": "EXAMPLE\\editor",
            "iis.sites.0.applications.0.virtual_directories.1.user_name": "example\\SVC-intranet",
        },
        "arguments": {"accounts": ["EXAMPLE\\Staff"]},
    }
    told = [account["name"] for account in answered(engine, case).data["accounts"]]
    assert told == ["EXAMPLE\\Staff", "EXAMPLE\\svc-intranet", "EXAMPLE\\editor"]


def test_an_unknown_site_is_an_error(engine: Engine) -> None:
    answer = ask(engine, node({}), Call("read_accounts", {**ARGUMENTS, "site": "Default Web Site"}))
    assert answer.error["message"] == "IIS has no site Default Web Site"


def test_a_node_without_iis_is_an_error(engine: Engine) -> None:
    answer = ask(engine, cases.node(), Call("read_accounts", ARGUMENTS))
    assert answer.error["message"].startswith("IIS is not installed on this node")
