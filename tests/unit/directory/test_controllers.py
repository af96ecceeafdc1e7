"""Domain controllers by DNS, and as they are described."""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import dns.flags
import dns.message
import dns.rcode
import dns.rrset
import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.directory import controllers
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.errors import DirectoryError
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.sessions import Sessions
from ansible_collections.nlb.kerberos.plugins.module_utils.model.servers import Server

NAME = "_ldap._tcp.dc._msdcs.example.com."
Answer = Callable[[Any], Any]


@contextmanager
def dns_server(answer: Answer) -> Iterator[str]:
    """Its address with its port. answer: from a question to an answer; None: it is silent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listener:
        listener.bind(("127.0.0.1", 0))

        def serve() -> None:
            with suppress(OSError):
                while True:
                    data, sender = listener.recvfrom(4096)
                    if (found := answer(dns.message.from_wire(data))) is not None:
                        listener.sendto(found.to_wire(), sender)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"127.0.0.1:{listener.getsockname()[1]}"


def records(*of: str, name: str = NAME, code: int = dns.rcode.NOERROR) -> Answer:
    def answer(question: Any) -> Any:
        found = dns.message.make_response(question)
        found.set_rcode(code)
        if of and str(question.question[0].name) == name:
            found.answer.append(dns.rrset.from_text(name, 600, "IN", "SRV", *of))
        return found

    return answer


def test_those_of_the_highest_priority_come_first() -> None:
    given = ("10 100 389 dc3.example.com.", "0 50 389 DC2.example.com.", "0 100 389 dc1.example.com.")
    with dns_server(records(*given)) as server:
        found = controllers.of_domain("example.com", [server], 2)
    assert found == (Server("dc1.example.com"), Server("dc2.example.com"), Server("dc3.example.com"))


def test_global_catalogs_have_records_of_their_own() -> None:
    with dns_server(records("0 100 3268 dc1.example.com.", name="_ldap._tcp.gc._msdcs.example.com.")) as server:
        assert controllers.catalogs_of_forest("example.com", [server], 2) == (Server("dc1.example.com"),)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (records(code=dns.rcode.NXDOMAIN), r"DNS \(127.0.0.1\) has no record _ldap._tcp.dc._msdcs.example.com"),
        (records(), "has no record"),
        (records("0 0 0 ."), "DNS names no server"),
        (records(code=dns.rcode.SERVFAIL), "has not answered"),
        (lambda question: None, r"no DNS server \(127.0.0.1\) has answered"),
    ],
)
def test_without_an_answer_the_error_says_what_to_do(answer: Answer, words: str) -> None:
    with dns_server(answer) as server, pytest.raises(DirectoryError, match=words) as caught:
        controllers.of_domain("example.com", [server], 0.5)
    assert "kerberos_farm.directory.domain_controllers" in str(caught.value)


def test_a_name_that_dns_cannot_have_is_an_error_in_words() -> None:
    with pytest.raises(DirectoryError, match="has not answered"):
        controllers.of_domain("x" * 64 + ".example.com", ["127.0.0.1:1"], 0.5)


def test_without_the_package_described_ones_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "dns", None)
    monkeypatch.setitem(sys.modules, "dns.resolver", None)
    with pytest.raises(DirectoryError, match=r"dnspython is not installed .*; or name them in kerberos_farm"):
        controllers.of_domain("example.com", [], 1)
    described = Sessions("u", "p", domain="example.com", domain_controllers=["dc1.example.com"])
    assert described.controllers("Example.com") == (Server("dc1.example.com", 389),)


@pytest.mark.parametrize(("protocol", "port", "catalog"), [("ldap", 389, 3268), ("ldaps", 636, 3269)])
def test_the_ports_are_those_of_the_protocol(protocol: str, port: int, catalog: int) -> None:
    known = Sessions("u", "p", domain="example.com", protocol=protocol, domain_controllers=["dc1", "dc2:3890"])
    assert known.controllers("example.com") == (Server("dc1", port), Server("dc2", 3890))
    assert known.catalogs("example.com") == (Server("dc1", catalog), Server("dc2", catalog))


def test_described_global_catalogs_are_the_only_ones() -> None:
    known = Sessions("u", "p", domain="example.com", domain_controllers=["dc1"], global_catalogs=["[2001:db8::5]:3290"])
    assert known.catalogs("example.com") == (Server("2001:db8::5", 3290),)


def test_described_domain_controllers_are_those_of_the_farms_domain_alone() -> None:
    answer = records("0 0 389 dc3.child.example.com.", name="_ldap._tcp.dc._msdcs.child.example.com.")
    with dns_server(answer) as server:
        known = Sessions("u", "p", domain_controllers=["dc1"], dns_servers=[server])
        assert known.controllers("example.com") == (Server("dc1", 389),)
        assert known.controllers("child.example.com") == (Server("dc3.child.example.com", 389),)
