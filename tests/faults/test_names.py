"""Each fault of the service principal names: fixed by an account that may, clean the second time, and rolled back."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.model.call import Call
from ansible_collections.nlb.kerberos.plugins.module_utils.node.errors import NodeError, NotWrittenError
from ansible_collections.nlb.kerberos.plugins.module_utils.node.exchange import Reply

from lab.concerns.spn.faults import FORMER_ACCOUNT, FULL, NAMES, SHORT
from lab.directory import situations
from lab.directory.accounts import SERVICE_ACCOUNT
from lab.directory.file import DirectoryState
from lab.faults import BY_NAME
from tests.faults.directory_in_process import directory
from tests.faults.names_in_process import PASSWORD, WRITER, Broken, NamesInProcess

RIGHT = {SERVICE_ACCOUNT: sorted(NAMES)}
FIXED = {
    **dict.fromkeys(
        ("nobody", "on-a-former-account", "on-a-node", "short-name-only", "host-names-on-a-computer"), True
    ),
    **dict.fromkeys(("typed-as-url", "on-two-accounts"), False),  # what is not put back
}
LEFT_ALONE = ("not-replicated", "no-aes-key", "name-of-a-node")


def fault(name: str) -> Broken:
    return BY_NAME[f"spn/{name}"].inject


@pytest.mark.parametrize("name", FIXED)
def test_a_fault_is_fixed_clean_then_and_rolled_back(name: str) -> None:
    names = NamesInProcess(fault(name))
    first = names.held()
    reported = names.reported()

    planned = names.fix(check=True)
    assert (names.held(), bool(planned["changes"])) == (first, True), "check mode writes nothing"
    result = names.fix()
    assert (names.held(), names.reported()) == (RIGHT, set())
    assert result["changes"] == planned["changes"]
    assert result["findings"] == []
    assert names.fix("run-2")["changed"] is False

    outcomes = names.undo("run-1")
    if FIXED[name]:
        assert (names.held(), names.reported()) == (first, reported)
    else:
        assert names.held() == (RIGHT if name == "on-two-accounts" else {})
        assert all("a rollback does not put it back" in text for one in outcomes for text in one.conflicts)
    assert bool(outcomes[0].conflicts) is not FIXED[name]


@pytest.mark.parametrize("name", LEFT_ALONE)
def test_what_is_not_for_a_run_is_left_alone(name: str) -> None:
    names = NamesInProcess(fault(name))
    first, reported = names.state, names.reported()
    assert names.fix()["changed"] is False
    assert (names.state, names.reported()) == (first, reported)
    assert names.node.entries() == []


def test_a_nodes_name_is_removed_on_request() -> None:
    names = NamesInProcess(fault("name-of-a-node"), requests=["SPN-3"])
    names.fix()
    assert (names.held(), names.reported()) == (RIGHT, set())


@pytest.mark.parametrize(
    ("without", "options", "words"),
    [
        ((), {"writes": False}, ""),
        ((FORMER_ACCOUNT,), {}, r"may not change the service principal names of EXAMPLE\svc-old"),
        ((SERVICE_ACCOUNT,), {}, r"may not change the service principal names of EXAMPLE\svc-intranet"),
        ((), {"held_back": dict.fromkeys(("intranet", "intranet.example.com"), "web2 has another key")}, "another key"),
    ],
    ids=["no writer", "no right on the former", "no right on the right one", "held back"],
)
@pytest.mark.parametrize("check", [True, False])
def test_what_may_not_be_written_is_handed_off(
    check: bool, without: tuple[str, ...], options: dict[str, object], words: str
) -> None:
    names = NamesInProcess(fault("on-a-former-account"), without=without)
    first = names.state
    result = names.fix(check=check, **options)
    assert (names.state, result["changed"]) == (first, False)
    handed = [finding for finding in result["findings"] if finding["control"] == "SPN-2"]
    assert {finding["remedy"] for finding in handed} == {"hand off"}
    assert all(words in finding["reason"] for finding in handed)
    assert handed[1]["commands"] == [
        r"setspn -D HTTP/intranet EXAMPLE\svc-old",
        r"setspn -S HTTP/intranet EXAMPLE\svc-intranet",
    ]
    assert handed[1]["undo"] == [
        r"setspn -D HTTP/intranet EXAMPLE\svc-intranet",
        r"setspn -S HTTP/intranet EXAMPLE\svc-old",
    ]


def unreachable(calls: Sequence[Call], stop: bool = False) -> Reply:
    raise NodeError("the node does not answer")


def lagging(state: DirectoryState, number: int) -> None:
    state["controllers"]["dc2"]["lags"] = True


@pytest.mark.parametrize("catalog", ["dc1", "dc2"])
@pytest.mark.parametrize("name", FIXED)
def test_what_is_not_replicated_in_time_is_pending(name: str, catalog: str) -> None:
    names = NamesInProcess(fault(name), lagging, catalog=catalog)
    result = names.fix()
    assert result["changed"] is True
    assert {finding["state"] for finding in result["findings"]} <= {"pending"}
    assert names.held() == RIGHT
    assert 50 < names.at <= 60
    assert names.fix("run-2")["changed"] is False


def test_a_second_controller_that_does_not_answer_does_not_stop_it() -> None:
    names = NamesInProcess(fault("on-a-former-account"), situations.second_controller_closes)
    assert {finding["state"] for finding in names.fix()["findings"]} == {"could not check"}
    assert names.held() == RIGHT


def test_where_the_journal_cannot_be_written_nothing_is() -> None:
    names = NamesInProcess(fault("on-a-former-account"))
    first, names.ask = names.state, names.node.ask_until_cut(0)
    with pytest.raises(NotWrittenError, match="nothing was changed: the connection broke"):
        names.fix()
    assert names.state == first


def test_where_the_first_node_is_not_reached_nothing_is_written() -> None:
    names = NamesInProcess(fault("on-a-former-account"))
    first, names.ask = names.state, unreachable
    with pytest.raises(NodeError, match="the node does not answer"):
        names.fix()
    assert names.state == first


def test_another_run_on_the_farm_is_waited_for() -> None:
    names = NamesInProcess(fault("on-a-former-account"))
    names.node.time_flies = False
    names.fix()
    after = names.state
    assert names.node.state["lease"]["run"] == "run-1"
    with pytest.raises(NodeError, match="run run-1 holds the lease of this node"):
        names.fix("run-2")
    assert names.state == after


def test_a_name_that_somebody_has_taken_since_it_was_read() -> None:
    """On the domain controller that the search had not seen."""
    names = NamesInProcess(fault("nobody"))
    state = names.state
    state["controllers"]["dc1"]["writes"] = {"skip": 0, "times": 100, "trouble": "not unique"}
    names.state = state
    with pytest.raises(
        NodeError, match=r"nothing was written; then, of HTTP/intranet.example.com, svc-intranet: .*8647"
    ):
        names.fix()
    assert names.held() == {}


def test_the_writers_password_is_nowhere() -> None:
    names = NamesInProcess(fault("on-a-former-account"))
    result = names.fix()
    outcomes = names.undo("run-1")
    shown = [result, outcomes, names.given(), names.node.state, [entry.text() for entry in names.node.entries()]]
    assert len(names.node.entries()) == 3
    assert all(PASSWORD not in str(one) for one in shown)


def test_the_names_of_one_change_are_told() -> None:
    names = NamesInProcess(fault("on-two-accounts"))
    result = names.fix()
    assert [(change["control"], change["subject"]) for change in result["changes"]] == [
        ("SPN-2", FULL),
        ("SPN-2", SHORT),
    ]
    assert result["diff"]["before"].count("svc-old") == 4, "of findings and of settings"


def test_a_writer_that_is_refused_is_tried_once() -> None:
    names = NamesInProcess(fault("on-a-former-account"))
    first, refused = names.state["objects"], directory().refused_logons()
    names.account = {"writer_user": WRITER, "writer_password": "another"}
    result = names.fix()
    assert result["changed"] is False
    assert directory().refused_logons() == refused + 1
    reasons = {finding["reason"] for finding in result["findings"] if finding["control"] == "SPN-2"}
    assert all("the user name or the password is wrong (kerberos_directory_writer_user, " in why for why in reasons)
    assert {name: of for name, of in names.state["objects"].items() if WRITER not in name} == {
        name: of for name, of in first.items() if WRITER not in name
    }


def test_half_an_account_is_none() -> None:
    names = NamesInProcess(fault("nobody"))
    names.account = {"writer_user": WRITER}
    (reason, *_) = [finding["reason"] for finding in names.fix()["findings"]]
    assert "kerberos_directory_writer_user is set and kerberos_directory_writer_password is not; set both" in reason


def test_the_account_that_reads_may_be_the_one_that_writes() -> None:
    names = NamesInProcess(fault("nobody"))
    counters = directory().lab.server.counters
    names.account |= {"user": WRITER, "password": PASSWORD}
    before = counters.connections
    names.fix(check=True)
    assert counters.connections - before == 3, "dc1, dc2 and the global catalog, once each"
    names.fix()
    assert names.held() == RIGHT


def test_a_rollback_without_the_account_that_writes_says_so() -> None:
    names = NamesInProcess(fault("on-a-former-account"))
    names.fix()
    names.account = {}
    with pytest.raises(ValueError, match=r"nothing was written: no account that is to write is given \(kerberos_dir"):
        names.undo("run-1")
    assert names.held() == RIGHT
