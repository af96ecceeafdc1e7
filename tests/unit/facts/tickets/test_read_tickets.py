"""Who is asked for tickets, and where they are shown; the tickets themselves are tests/samba/test_tickets.py's."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.errors import DirectoryError, LogonRefusedError
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.key_distribution_center import NoTicketError
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.negotiate import Shown
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.tickets import Ticket
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.tickets import places, read, shape
from ansible_collections.nlb.kerberos.plugins.module_utils.model.answer_shape import mismatch
from ansible_collections.nlb.kerberos.plugins.module_utils.model.servers import Server
from ansible_collections.nlb.kerberos.plugins.module_utils.model.shown_ticket import Outcome

NODES = {"web1": ["10.0.0.11"], "web2": ["10.0.0.12", "2001:db8::12"]}
ARGUMENTS = shape.read(
    ["intranet", "other"], ["10.0.0.50"], NODES, "", {"scheme": "http", "port": 81, "path": "/"}
).arguments
NODE = {"read_machine_account": {"name": "WEB1", "domain": "example.com"}}


class Sessions:
    """gives: domain controller -> name -> the code of its refusal; an error in place of all of it is raised."""

    def __init__(self, **gives: Any) -> None:
        self._gives = gives
        self.asked: list[str] = []

    def controllers(self, domain: str) -> tuple[Server, ...]:
        assert domain == "example.com"
        return tuple(Server(name, 389) for name in self._gives)

    @contextmanager
    def tickets(self, one: Server, domain: str) -> Iterator[Any]:
        self.asked.append(one.host)
        gives = self._gives[one.host]
        if isinstance(gives, Exception):
            raise gives

        def ticket(name: str) -> Ticket:
            if name in gives:
                raise NoTicketError(f"{one.host}: no ticket", gives[name])
            return Ticket(18, 3)

        yield SimpleNamespace(ticket=ticket, host=one.host)


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, str]]:
    """(domain controller, name, server) of each ticket that was shown. The first address of web2 is silent."""
    found: list[tuple[str, str, str]] = []

    def show(tickets: Any, server: Server, request: Any) -> Shown:
        found.append((tickets.host, request.host, str(server)))
        return Shown(Outcome.SILENT if server.host == "10.0.0.12" else Outcome.ACCEPTED)

    monkeypatch.setattr(read, "Places", lambda tickets, port: places.Places(tickets, port, show))
    monkeypatch.setattr(read, "module", lambda name: None)
    return found


def answer(sessions: Sessions) -> dict[str, Any]:
    found = read.read_tickets(sessions, ARGUMENTS, NODE)  # type: ignore[arg-type]
    assert mismatch(found, shape.SHAPE, shape.PAYLOAD) is None
    return found


def test_the_first_domain_controllers_tickets_are_shown_to_each_node_and_address(shown: Any) -> None:
    found = answer(Sessions(dc1={}, dc2={}))
    assert {one[0] for one in shown} == {"dc1"}
    assert [(one["name"], one["node"], one["address"]) for one in found["shown"]] == [
        (name, *place)
        for name in ("intranet", "other")
        for place in (("web1", "10.0.0.11"), ("web2", "2001:db8::12"), ("", "10.0.0.50"))
    ]
    assert [one["controller"] for one in found["controllers"]] == ["dc1", "dc2"]


def test_a_silent_address_is_waited_for_once(shown: Any) -> None:
    answer(Sessions(dc1={}))
    assert [server for *_, server in shown].count("10.0.0.12:81") == 1


def test_a_name_without_a_ticket_is_not_shown(shown: Any) -> None:
    found = answer(Sessions(dc1={"other": 7}))
    assert {one["name"] for one in found["shown"]} == {"intranet"}
    assert [one["code"] for one in found["controllers"][0]["tickets"]] == [None, 7]


def test_where_the_first_is_silent_the_next_ones_are_shown(shown: Any) -> None:
    found = answer(Sessions(dc1=DirectoryError("dc1 is silent"), dc2={}))
    assert {one[0] for one in shown} == {"dc2"}
    assert [one["problem"] for one in found["controllers"]] == ["dc1 is silent", ""]


def test_a_refused_password_is_not_tried_on_the_next_one(shown: Any) -> None:
    sessions = Sessions(dc1=LogonRefusedError("refused"), dc2={})
    assert (answer(sessions)["problem"], sessions.asked, shown) == ("refused", ["dc1"], [])


def test_from_a_node_nothing_is_asked(shown: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: "WEB2.example.com")
    sessions = Sessions(dc1={})
    assert "which is a node of the farm" in answer(sessions)["problem"]
    assert sessions.asked == []


def test_without_a_domain_nobody_is_asked(shown: Any) -> None:
    found = read.read_tickets(Sessions(dc1={}), ARGUMENTS, {})  # type: ignore[arg-type]
    assert "kerberos_farm.directory.domain" in found["problem"]


def test_without_the_package_it_could_not_be_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    def module(name: str) -> None:
        raise DirectoryError(f"the Python package {name} is not installed")

    monkeypatch.setattr(read, "module", module)
    assert answer(Sessions(dc1={}))["problem"] == "the Python package gssapi is not installed"
