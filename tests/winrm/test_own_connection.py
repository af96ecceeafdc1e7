"""A module's own connection to a node: every transport, every cut of the wire."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.fix import fix_concern
from ansible_collections.nlb.kerberos.plugins.module_utils.model.call import Call
from ansible_collections.nlb.kerberos.plugins.module_utils.node.ask import Ask
from ansible_collections.nlb.kerberos.plugins.module_utils.node.connection_option import ConnectionOption as Option
from ansible_collections.nlb.kerberos.plugins.module_utils.node.errors import NodeError
from ansible_collections.nlb.kerberos.plugins.module_utils.node.own_connection import ask_of, command_line
from ansible_collections.nlb.kerberos.plugins.module_utils.node.winrm_errors import MAYBE_CHANGED

from lab import faults, healthy, intranet
from lab.node import Node
from lab.node_files import States
from lab.winrm.certificate import CertificateFiles
from lab.winrm.endpoint import Endpoint, Faults, Limits, Output
from lab.winrm.server import Server
from tests.unit.emulated_node import plan, run, scripts

READ = [Call("read_dns_registration")]
MESSAGES_OF_A_READ = 6  # Create, Command, Send, Receive, Signal, Delete
TO_THE_ANSWER = 4


@pytest.fixture
def states(tmp_path: Path, endpoint: Endpoint) -> States:
    """Node 1 of the lab, broken, behind the endpoint."""
    states = States(tmp_path)
    broken = healthy.node(1)
    for fault in ("own-adapter-not-registered", "own-address-skipped"):
        faults.BY_NAME[f"dns_registration/{fault}"].inject(broken, 1)
    states.write("web1", broken)
    endpoint.execute = Node("web1", states, None).execute
    return states


@pytest.fixture
def option(server: Server, endpoint: Endpoint, certificates: CertificateFiles, way: str) -> Option:
    transport, _, scheme = way.split()
    return Option.from_arguments(
        {
            "host": endpoint.address,
            "port": server.ports.https if scheme == "https" else server.ports.http,
            "user": endpoint.account.user,
            "password": endpoint.account.password,
            "transport": transport,
            "scheme": scheme,
            "ca": str(certificates.authority),
            "validate_certificates": True,
        }
    )


@pytest.fixture
def ask(option: Option, states: States) -> Ask:
    return ask_of(option, intranet.own_addresses(1), scripts())


def test_a_fix_over_every_connection(ask: Ask, states: States) -> None:
    assert len(fix_concern(plan(), ask, run()).changes) == 3
    assert not fix_concern(plan(), ask, run()).changes
    assert states.read("web1")["dns_registration"] == healthy.node(1)["dns_registration"]


def test_the_command_is_the_one_that_ansible_sends(ask: Ask, endpoint: Endpoint) -> None:
    lines: list[str] = []

    async def execute(line: str, stdin: bytes) -> Output:
        lines.append(line)
        return Output(b"", b"", 0)

    endpoint.execute = execute
    with pytest.raises(NodeError, match="the node printed nothing"):
        ask(READ)
    assert lines == [command_line(scripts()["bootstrap"])]
    assert len(lines[0]) < endpoint.limits.command_line


def test_a_request_of_many_pieces(ask: Ask, endpoint: Endpoint) -> None:
    reply = ask([Call("read_dns_registration", {"filler": "x" * 350_000})])
    assert not reply.answers[0].error
    assert endpoint.counters.messages == MESSAGES_OF_A_READ + 3


@pytest.mark.parametrize("effect", ["cut_before", "cut_after"])
@pytest.mark.parametrize("number", range(2, MESSAGES_OF_A_READ + 1))
def test_a_read_survives_one_cut_and_leaves_no_shell(ask: Ask, endpoint: Endpoint, effect: str, number: int) -> None:
    endpoint.limits = Limits(shells=1)
    endpoint.faults = Faults(**{effect: frozenset([number])})
    assert not ask(READ).answers[0].error
    if number <= TO_THE_ANSWER:  # after it, what the cut has left behind is Windows' to end
        assert not ask(READ).answers[0].error


def test_a_read_that_is_cut_twice_is_given_up(ask: Ask, endpoint: Endpoint) -> None:
    endpoint.faults = Faults(cut_after=frozenset(range(2, 100)))
    with pytest.raises(NodeError, match="the connection broke"):
        ask(READ)


def test_a_cut_before_anything_was_asked(ask: Ask, endpoint: Endpoint, option: Option) -> None:
    endpoint.faults = Faults(cut_before=frozenset([1]))
    with pytest.raises(NodeError, match="the connection broke") as error:
        ask(READ)
    assert option.where in str(error.value)


@pytest.mark.parametrize("effect", ["cut_before", "cut_after"])
@pytest.mark.parametrize("number", range(2, TO_THE_ANSWER + 1))
def test_a_write_is_not_repeated_and_its_error_shows_where_to_look(
    ask: Ask, endpoint: Endpoint, states: States, effect: str, number: int
) -> None:
    cut = Cut(ask, endpoint, effect, number)
    with pytest.raises(NodeError) as error:
        fix_concern(plan(), cut, run())
    assert str(error.value).endswith(MAYBE_CHANGED)
    endpoint.faults = Faults()
    fix_concern(plan(), ask, run())
    assert states.read("web1")["dns_registration"] == healthy.node(1)["dns_registration"]


class Cut:
    """An ask whose first request that writes is cut at this message of its own; nothing else is."""

    def __init__(self, ask: Ask, endpoint: Endpoint, effect: str, number: int) -> None:
        self.ask, self.endpoint, self.effect, self.number = ask, endpoint, effect, number

    def __call__(self, calls: Any, stop: bool = False) -> Any:
        if any(call.payload.startswith("write_") for call in calls):
            at = self.endpoint.counters.messages + self.number
            self.endpoint.faults = Faults(**{self.effect: frozenset([at])})
        return self.ask(calls, stop)


def test_a_computer_without_powershell(ask: Ask, endpoint: Endpoint) -> None:
    async def execute(line: str, stdin: bytes) -> Output:
        return Output(b"", b"'PowerShell' is not recognized as an internal or external command", 1)

    endpoint.execute = execute
    with pytest.raises(NodeError, match=r"PowerShell did not start \(exit code 1: 'PowerShell' is not recognized"):
        ask(READ)


def test_an_account_that_may_not_use_winrm(ask: Ask, endpoint: Endpoint) -> None:
    endpoint.faults = Faults(deny=True)
    with pytest.raises(NodeError, match="use an administrator of the node"):
        ask(READ)


def test_the_password_is_in_no_error(option: Option, states: States, endpoint: Endpoint) -> None:
    password = "canary-7f3a"
    for wrong in (Option(**{**vars(option), "password": password}), Option(**{**vars(option), "port": 1})):
        with pytest.raises(NodeError) as error:
            ask_of(wrong, intranet.own_addresses(1), scripts())(READ)
        assert password not in str(error.value)
        assert endpoint.account.password not in str(error.value)


def test_a_node_that_sends_more_than_an_answer_may_have_is_not_heard_to_its_end(
    ask: Ask, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ansible_collections.nlb.kerberos.plugins.module_utils.node.own_connection.ANSWER", 10_000)
    monkeypatch.setattr("ansible_collections.nlb.kerberos.plugins.module_utils.node.exchange.ANSWER", 10_000)

    async def execute(line: str, stdin: bytes) -> Output:
        return Output(b"x" * 1_000_000, b"", 0)

    endpoint.execute = execute
    with pytest.raises(NodeError, match=r"^the node's answer is larger than"):
        ask(READ)


def test_an_error_that_repeats_the_password_is_shown_without_it(ask: Ask, endpoint: Endpoint, option: Option) -> None:
    async def execute(line: str, stdin: bytes) -> Output:
        return Output(b"", f"no logon with {option.password}".encode(), 1)

    endpoint.execute = execute
    with pytest.raises(NodeError) as caught:
        ask(READ)
    assert "no logon with ********" in str(caught.value)
    assert str(option.password) not in str(caught.value)
