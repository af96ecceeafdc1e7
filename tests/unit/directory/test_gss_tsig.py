"""How a key is agreed on, over real sockets; the tokens are made up: tests/samba has real ones."""

import dns.message
import dns.name
import dns.rdataclass
import dns.rdatatype
import dns.rdtypes.ANY.TKEY
import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.directory import gss_tsig
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.errors import DirectoryError
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.gss_tsig import ROUNDS, negotiated
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.logon import Logon
from ansible_collections.nlb.kerberos.plugins.module_utils.model.servers import Server

from tests.unit.directory.dns_over_tcp import answering

LOGON = Logon("writer@example.com", "a password")


class Context:
    """Complete after as many tokens of the server as it needs."""

    def __init__(self, needs):
        self.needs, self.tokens = needs, []

    @property
    def complete(self):
        return len(self.tokens) >= self.needs

    def step(self, token):
        self.tokens.append(token)
        return None if self.complete else b"more"


@pytest.fixture
def agreed(monkeypatch):
    """reply, the context needs so many tokens -> the key, what the server was sent, and the context."""

    def negotiate(reply, needs=1):
        context, seen = Context(needs), []
        monkeypatch.setattr(gss_tsig, "begun", lambda *_: (context, b"first"))

        def answer(wire):
            seen.append(dns.message.from_wire(wire))
            return reply(seen[-1])

        with answering(answer) as server:
            return negotiated(LOGON, server, "dc1.example.com", "EXAMPLE.COM", 0.5), seen, context

    return negotiate


def tkey(error=0, token=b"of the server"):
    def reply(query):
        found = dns.message.make_response(query)
        (asked,) = query.additional[0]
        any_class, kind = dns.rdataclass.ANY, dns.rdatatype.TKEY
        rdata = dns.rdtypes.ANY.TKEY.TKEY(any_class, kind, asked.algorithm, 0, 0, 3, error, token)
        found.find_rrset(found.answer, query.question[0].name, any_class, kind, create=True).add(rdata, 0)
        return found.to_wire()

    return reply


@pytest.mark.parametrize("needs", [1, 2])
def test_tokens_go_back_and_forth_until_there_is_a_key(agreed, needs):
    key, seen, context = agreed(tkey(), needs)
    assert key.secret is context
    assert context.tokens == [b"of the server"] * needs
    assert [query.additional[0][0].key for query in seen] == [b"first", b"more"][:needs]


def test_the_name_of_the_key_ends_like_no_zone(agreed):
    """Samba 4.17 does not accept what a key signs whose name ends like the zone."""
    key, (query,), _ = agreed(tkey())
    assert key.name == query.question[0].name
    assert not key.name.is_subdomain(dns.name.from_text("com."))


@pytest.mark.parametrize(("error", "word"), [(17, "BADKEY"), (20, "BADNAME"), (99, "99")])
def test_a_server_that_does_not_accept_the_ticket_is_told(agreed, error, word):
    with pytest.raises(DirectoryError, match=rf"does not agree on a key for secure updates \({word}\)"):
        agreed(tkey(error))


def test_a_server_without_secure_updates_is_told(agreed):
    def refused(query):
        found = dns.message.make_response(query)
        found.set_rcode(dns.rcode.REFUSED)
        return found.to_wire()

    with pytest.raises(DirectoryError, match=r"\(REFUSED\)"):
        agreed(refused)


@pytest.mark.parametrize("answer", [None, b"no message of DNS"])
def test_no_answer_that_can_be_read(agreed, answer):
    with pytest.raises(DirectoryError, match="does not answer the request for a key"):
        agreed(lambda query: answer)


def test_an_answer_to_another_question_is_not_taken(agreed):
    with pytest.raises(DirectoryError, match="another question"):
        agreed(lambda query: (query.id ^ 1).to_bytes(2, "big") + tkey()(query)[2:])


def test_it_ends_where_the_server_never_has_enough(agreed):
    with pytest.raises(DirectoryError, match="has not agreed on a key"):
        agreed(tkey(), ROUNDS + 1)


def test_nobody_listens(monkeypatch):
    monkeypatch.setattr(gss_tsig, "begun", lambda *_: (Context(1), b"first"))
    with pytest.raises(DirectoryError, match=r"127\.0\.0\.1:9: it does not answer"):
        negotiated(LOGON, Server("127.0.0.1", 9), "dc1", "EXAMPLE.COM", 0.5)
