"""Files of nlb.kerberos on a node that are damaged, or that others may have written: no read fails because of one."""

from typing import Any

import pytest

from lab import healthy, intranet
from lab.facts import cluster
from lab.windows.worker import Engine
from tests.changes import changed
from tests.payloads import cases
from tests.payloads.exchange import Call, ask

FOLDER = "C:\\ProgramData\\nlb.kerberos"
TEXTS = pytest.mark.parametrize(
    "text", ["", "{", "[]", "7", '{"x": 1}'], ids=["empty", "cut", "list", "number", "other"]
)
EARLIER = {"started": "2026-01-05 06:00:00", "values": [{"setting": "disable_dynamic_update", "before": 1}]}
MARKER = {"cluster.marker": {"run": "20260101T120000Z-a", "time": "2026-01-01 12:00:00"}}
CLUSTER = Call("read_cluster", {"virtual_addresses": [], "connections": False})
LOOSE = Call(
    "loosen",
    script=f"$acl = Get-Acl -LiteralPath {FOLDER}\n"
    "$acl.SetSecurityDescriptorSddlForm('O:BAG:BAD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;BU)')\n"
    f"Set-Acl -LiteralPath {FOLDER} -AclObject $acl\n@{{}}",
)


def damage(file: str, text: str) -> Call:
    return Call("damage", script=f"Set-Content -LiteralPath '{FOLDER}\\{file}' -Value '{text}'\n@{{}}")


def remove(file: str) -> Call:
    """The lab does not read a damaged file back."""
    return Call("remove", script=f"Remove-Item -LiteralPath '{FOLDER}\\{file}'\n@{{}}")


def marker(engine: Engine, first: Call) -> Any:
    state = changed(cluster.joined(healthy.node(1), [healthy.node(2)]), MARKER)
    calls = (first, CLUSTER, remove("drained.json"))
    return ask(engine, state, *calls, addresses=intranet.own_addresses(1)).answers[1]["data"]["marker"]


@TEXTS
def test_a_damaged_drain_marker_is_none(engine: Engine, text: str) -> None:
    assert marker(engine, damage("drained.json", text)) == {"run": None, "time": None}


def test_a_drain_marker_that_others_may_have_written_is_none(engine: Engine) -> None:
    assert marker(engine, LOOSE) == {"run": None, "time": None}


@TEXTS
def test_a_damaged_record_of_dns_registration_is_a_problem_of_it_alone(engine: Engine, text: str) -> None:
    state = changed(cases.node(), {"dns_registration.earlier": {**EARLIER, "problem": None}})
    file, call = "dns_registration.json", Call("read_dns_registration")
    read = ask(engine, state, damage(file, text), call, remove(file)).answers[1]
    assert read["data"]["earlier"] == {
        "started": None,
        "values": [],
        "problem": f"what the last change has left is not known, because {FOLDER}\\dns_registration.json is damaged",
    }


def test_a_journal_that_others_may_have_written_is_refused(engine: Engine) -> None:
    state = changed(cases.node(), {"journal.entries": [{"id": "a", "text": "{}"}]})
    answer = ask(engine, state, LOOSE, Call("read_journal")).answers[1]
    assert answer["error"]["message"].startswith(f"others than Administrators and SYSTEM may write to {FOLDER}: ")


def test_an_empty_entry_hides_no_other(engine: Engine) -> None:
    entries = [{"id": "a", "text": ""}, {"id": "b", "text": "{}"}]
    state = changed(cases.node(), {"journal.entries": [{"id": "a", "text": "x"}, entries[1]]})
    answer = ask(engine, state, damage("journal\\a.json", ""), Call("read_journal")).answers[1]
    assert [entry["id"] for entry in answer["data"]["entries"]] == ["a", "b"]
    assert answer["data"]["entries"][0]["text"].strip() == ""
