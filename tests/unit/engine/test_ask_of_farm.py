"""Calls for the first node and for the directory, mixed: in order, and what one side does not answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.errors import DirectoryError
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.ask_of_farm import AskOfFarm
from ansible_collections.nlb.kerberos.plugins.module_utils.model.call import Call
from ansible_collections.nlb.kerberos.plugins.module_utils.node.errors import CallError, NodeError
from ansible_collections.nlb.kerberos.plugins.module_utils.node.exchange import Answer, Reply

DIRECTORY, RECORDS, COMPUTER, ADAPTERS = (
    Call("read_directory", {"names": ["intranet"]}),
    Call("read_dns_records"),
    Call("read_machine_account"),
    Call("read_dns_registration"),
)
SILENT = "dc1.example.com did not answer within 5 seconds"


class Node:
    """asked: the payloads of each request."""

    def __init__(self, failing: str = "") -> None:
        self.asked: list[list[str]] = []
        self.failing = failing

    def __call__(self, calls: Sequence[Call], stop: bool = False) -> Reply:
        self.asked.append([call.payload for call in calls])
        answers = []
        for call in calls:
            error = CallError(call.payload, "Access is denied") if call.payload == self.failing else None
            answers.append(Answer(call.payload, None if error else {"of": "node"}, error))
            if error and stop:
                break
        return Reply({"computer_name": "WEB1"}, tuple(answers))


class Readers(dict[str, Any]):
    """seen: what each reader was given."""

    def __init__(self, failing: str = "") -> None:
        self.seen: list[tuple[str, Mapping[str, Any], dict[str, Any]]] = []
        for call in (DIRECTORY, RECORDS):
            self[call.payload] = self._reader(call.payload, call.payload == failing)

    def _reader(self, payload: str, fails: bool) -> Any:
        def read(arguments: Mapping[str, Any], earlier: Mapping[str, Any]) -> Mapping[str, Any]:
            self.seen.append((payload, arguments, dict(earlier)))
            if fails:
                raise DirectoryError(SILENT)
            return {"of": payload}

        return read


def unreachable(calls: Sequence[Call], stop: bool = False) -> Reply:
    raise NodeError("the node does not answer")


def test_the_nodes_calls_are_one_request_and_answers_come_in_the_order_of_the_calls() -> None:
    node, readers = Node(), Readers()
    reply = AskOfFarm(node, readers)([DIRECTORY, COMPUTER, RECORDS, ADAPTERS])
    assert node.asked == [["read_machine_account", "read_dns_registration"]]
    assert [answer.payload for answer in reply.answers] == [
        *("read_directory", "read_machine_account", "read_dns_records", "read_dns_registration")
    ]
    assert reply.node == {"computer_name": "WEB1"}


def test_a_reader_is_given_its_arguments_and_all_that_was_answered_before() -> None:
    readers = Readers()
    AskOfFarm(Node(), readers)([RECORDS, DIRECTORY, COMPUTER])
    node = {"read_machine_account": {"of": "node"}}
    assert readers.seen == [
        ("read_dns_records", {}, node),
        ("read_directory", {"names": ["intranet"]}, {**node, "read_dns_records": {"of": "read_dns_records"}}),
    ]


@pytest.mark.parametrize("node", [unreachable, None])
def test_a_node_that_cannot_be_asked_spoils_its_own_calls_alone(node: Any) -> None:
    computer, directory = AskOfFarm(node, Readers())([COMPUTER, DIRECTORY]).answers
    assert isinstance(computer.error, NodeError)
    assert directory == Answer("read_directory", {"of": "read_directory"})


def test_the_reason_of_a_directory_that_cannot_be_asked_is_its_own_sentence() -> None:
    readers = Readers(failing="read_directory")
    directory, records = AskOfFarm(Node(), readers)([DIRECTORY, RECORDS]).answers
    assert str(directory.error) == SILENT
    assert records.data == {"of": "read_dns_records"}
    assert readers.seen[1][2] == {}, "what failed is not among what was answered"


def test_without_calls_for_a_node_no_node_is_asked() -> None:
    node = Node()
    assert AskOfFarm(node, Readers())([DIRECTORY]).answers[0].error is None
    assert node.asked == []


@pytest.mark.parametrize(
    ("calls", "node", "readers", "answered"),
    [
        ([COMPUTER, DIRECTORY, RECORDS], "", "read_directory", ["read_machine_account", "read_directory"]),
        ([COMPUTER, ADAPTERS, DIRECTORY], "read_machine_account", "", ["read_machine_account"]),
        ([DIRECTORY, COMPUTER, ADAPTERS], "read_machine_account", "", ["read_directory"]),
        ([COMPUTER, DIRECTORY], "", "", ["read_machine_account", "read_directory"]),
    ],
)
def test_a_request_that_ends_at_the_first_error_asks_nothing_after_it(
    calls: list[Call], node: str, readers: str, answered: list[str]
) -> None:
    given = Readers(readers)
    reply = AskOfFarm(Node(node), given)(calls, stop=True)
    assert [answer.payload for answer in reply.answers] == answered
    assert [answer.error is None for answer in reply.answers[:-1]] == [True] * (len(answered) - 1)
    if node:
        assert given.seen == [], "the directory is not changed where the node has failed"
