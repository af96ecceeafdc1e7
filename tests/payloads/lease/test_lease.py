"""read_lease and write_lease in the engine: taken only as it was read, in a folder that only administrators own."""

import pytest

from lab.windows.worker import Engine
from tests.changes import changed
from tests.payloads import cases
from tests.payloads.exchange import Call, ask
from tests.payloads.leases import FREE, OURS, RELEASE, TAKE

FOREIGN_FOLDER = "$null = New-Item -Path C:\\ProgramData\\nlb.kerberos -ItemType Directory -Force\n@{}"
LINK = (
    "$null = New-Item -Path C:\\Elsewhere -ItemType Directory\n"
    "$target = (Get-Item -LiteralPath C:\\Elsewhere).FullName\n"
    "$null = New-Item -Path C:\\ProgramData\\nlb.kerberos -ItemType SymbolicLink -Value $target\n"
    "@{}"
)

DAMAGED = "Set-Content -LiteralPath C:\\ProgramData\\nlb.kerberos\\lease.json -Value '{0}'\n@{{}}"
ACCESS = (
    "$acl = Get-Acl -LiteralPath C:\\ProgramData\\nlb.kerberos\n"
    "$acl.SetSecurityDescriptorSddlForm('O:BAG:BAD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA){0}')\n"
    "Set-Acl -LiteralPath C:\\ProgramData\\nlb.kerberos -AclObject $acl\n@{{}}"
)
RELEASE_DAMAGED = Call("write_lease", {**FREE, "expected": FREE})


def test_nobody_holds_a_node_that_was_never_written_to(engine: Engine) -> None:
    assert ask(engine, cases.node(), Call("read_lease")).data == FREE


def test_what_was_taken_is_read_in_the_next_request_and_given_back(engine: Engine) -> None:
    taken = ask(engine, cases.node(), TAKE)
    assert taken.data == {}
    assert taken.state == changed(cases.node(), {"lease": OURS})
    assert ask(engine, taken.state, Call("read_lease")).data == OURS
    assert ask(engine, taken.state, RELEASE).state == cases.node()


def test_it_is_prolonged_by_its_holder(engine: Engine) -> None:
    longer = {**OURS, "until": "2026-01-01 12:01:00"}
    state = changed(cases.node(), {"lease": OURS})
    assert ask(engine, state, Call("write_lease", {**longer, "expected": OURS})).state["lease"] == longer


def test_the_permit_of_a_drain_stays_in_it(engine: Engine) -> None:
    drained = {**OURS, "drained": True}
    state = changed(cases.node(), {"lease": OURS})
    permitted = ask(engine, state, Call("write_lease", {**drained, "expected": OURS}))
    assert permitted.state["lease"] == drained
    assert ask(engine, permitted.state, Call("read_lease")).data == drained
    late = ask(engine, permitted.state, Call("write_lease", {**OURS, "expected": OURS}))
    assert "has taken this node" in late.answers[0]["error"]["message"], "it was read without the permit"
    assert ask(engine, permitted.state, Call("write_lease", {**FREE, "expected": drained})).state == cases.node()


@pytest.mark.parametrize("field", ["run", "until"])
def test_one_that_somebody_took_meanwhile_is_left_alone_and_nothing_follows(engine: Engine, field: str) -> None:
    theirs = {**OURS, field: "20260101T120001Z-b" if field == "run" else "2026-01-01 12:09:00"}
    state = changed(cases.node(), {"lease": theirs})
    late = Call("write_lease", {**OURS, "expected": OURS if field == "until" else FREE})
    answer = ask(engine, state, late, Call("write_dns_registration", {"disable_dynamic_update": 1}), stop=True)
    assert len(answer.answers) == 1
    assert f"run {theirs['run']} has taken this node" in answer.answers[0]["error"]["message"]
    assert answer.state == state


def test_a_folder_of_another_owner_is_refused(engine: Engine) -> None:
    answer = ask(engine, cases.node(), Call("prepare", script=FOREIGN_FOLDER), TAKE)
    expected = "C:\\ProgramData\\nlb.kerberos does not belong to the Administrators but to O:S-1-5-21-1-2-3-1105: "
    assert answer.answers[1]["error"]["message"] == expected + "look at it, then remove it"
    assert answer.state == cases.node()


def test_a_folder_that_leads_elsewhere_is_refused(engine: Engine) -> None:
    answer = ask(engine, cases.node(), Call("prepare", script=LINK), TAKE)
    assert answer.answers[1]["error"]["message"] == "C:\\ProgramData\\nlb.kerberos is a link: remove it"
    assert answer.state == cases.node()


@pytest.mark.parametrize(
    "text",
    ["", '{"run": ', '{"run": "a", "until": "b"}', '{"run": 1, "until": null, "drained": 0}', "[]", "null"],
    ids=["empty", "cut", "incomplete", "other types", "a list", "null"],
)
def test_one_that_is_damaged_is_none_and_is_replaced(engine: Engine, text: str) -> None:
    state = changed(cases.node(), {"lease": OURS})
    damaged = Call("damage", script=DAMAGED.format(text))
    answer = ask(engine, state, damaged, Call("read_lease"), TAKE, Call("read_lease"))
    assert [one["data"] for one in answer.answers[1:]] == [FREE, {}, OURS]
    again = ask(engine, state, damaged, RELEASE_DAMAGED, Call("read_lease"))
    assert [one["data"] for one in again.answers[1:]] == [{}, FREE]


@pytest.mark.parametrize(
    "rights", ["(A;OICI;FA;;;BU)", "(A;OICI;0x1301bf;;;AU)", "(A;CI;0x100116;;;BU)"], ids=["all", "change", "create"]
)
def test_a_folder_that_others_may_write_to_is_refused_and_what_is_in_it_not_read(engine: Engine, rights: str) -> None:
    state = changed(cases.node(), {"lease": OURS})
    loosened = Call("loosen", script=ACCESS.format(rights))
    answer = ask(engine, state, loosened, Call("read_lease"), TAKE)
    assert answer.answers[1]["data"] == FREE
    expected = "others than Administrators and SYSTEM may write to C:\\ProgramData\\nlb.kerberos: look at it"
    assert answer.answers[2]["error"]["message"].startswith(expected)


def test_a_folder_that_others_may_read_is_not(engine: Engine) -> None:
    state = changed(cases.node(), {"lease": OURS})
    loosened = Call("loosen", script=ACCESS.format("(A;OICI;0x1200a9;;;S-1-5-21-1-2-3-1105)"))
    assert ask(engine, state, loosened, Call("read_lease")).answers[1]["data"] == OURS
