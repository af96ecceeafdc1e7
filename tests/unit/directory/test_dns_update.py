"""Updates over real sockets, signed with a key that both sides have: what is sent, and what each answer means."""

import dns.message
import dns.name
import dns.rcode
import dns.tsig
import dns.update
import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.directory import dns_update
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.dns_update import (
    ChangedSinceError,
    Update,
)
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.errors import DirectoryError, OutcomeUnknownError
from ansible_collections.nlb.kerberos.plugins.module_utils.model.servers import Server

from tests.unit.directory.dns_over_tcp import answering

NAME = "web1.example.com"
KEY = dns.tsig.Key("a-key.", b"both sides have it", dns.tsig.HMAC_SHA256)
UPDATE = Update(
    "example.com",
    NAME,
    {"A": ["10.0.0.77"], "AAAA": []},
    added=[("A", "10.0.0.11"), ("AAAA", "2001:db8::1:1")],
    removed=[("A", "10.0.0.77")],
)


def sent(reply, update=UPDATE):
    """The messages that the server got. reply: message -> its answer, or None."""
    seen = []

    def answer(wire):
        seen.append(dns.message.from_wire(wire, keyring=KEY))
        return reply(seen[-1])

    with answering(answer) as server:
        try:
            dns_update.send(update, KEY, server, 0.5)
        finally:
            assert len(seen) == 1  # whatever comes back, it is sent once
    return seen


def code(number, tsig_error=0):
    def reply(query):
        found = dns.message.make_response(query, tsig_error=tsig_error)
        found.set_rcode(number)
        return found.to_wire()

    return reply


def test_it_is_signed_and_asks_first_whether_all_is_as_it_was_read():
    (message,) = sent(code(dns.rcode.NOERROR))
    assert message.had_tsig
    assert [rrset.to_text() for rrset in message.prerequisite] == [
        f"{NAME}. 0 IN A 10.0.0.77",
        f"{NAME}. NONE AAAA",
    ]
    assert [rrset.to_text() for rrset in message.update] == [
        f"{NAME}. 1200 IN A 10.0.0.11",
        f"{NAME}. 1200 IN AAAA 2001:db8::1:1",
        f"{NAME}. 0 NONE A 10.0.0.77",
    ]


@pytest.mark.parametrize("number", [dns.rcode.NXRRSET, dns.rcode.YXRRSET, dns.rcode.NXDOMAIN, dns.rcode.YXDOMAIN])
def test_someone_was_faster(number):
    with pytest.raises(ChangedSinceError, match=f"since they were read .{dns.rcode.to_text(number)}.; nothing was"):
        sent(code(number))


@pytest.mark.parametrize(
    ("number", "error", "words"),
    [
        (dns.rcode.REFUSED, 0, r"the account may not write this record.*\(REFUSED\)"),
        (dns.rcode.SERVFAIL, 0, r"belongs to another one \(SERVFAIL\)"),
        (dns.rcode.NOTAUTH, 0, r"reading only.*\(NOTAUTH\)"),
        (dns.rcode.NOTIMP, 0, r"takes no dynamic updates \(NOTIMP\)"),
        (dns.rcode.NOTZONE, 0, r"not in the zone \(NOTZONE\)"),
        (dns.rcode.FORMERR, 0, r"cannot read the update \(FORMERR\)"),
        (dns.rcode.NOTAUTH, dns.rcode.BADSIG, r"has not accepted the signature \(BADSIG\)"),
        (dns.rcode.NOTAUTH, dns.rcode.BADKEY, r"does not know the key any more.*\(BADKEY\)"),
        (dns.rcode.NOTAUTH, dns.rcode.BADTIME, r"differ by more than 5 minutes \(BADTIME\)"),
        (11, 0, r"has not made the update"),
    ],
)
def test_a_refusal_says_why(number, error, words):
    with pytest.raises(DirectoryError, match=words) as raised:
        sent(code(number, error))
    assert not isinstance(raised.value, ChangedSinceError | OutcomeUnknownError)


@pytest.mark.parametrize("answer", [None, b"", b"no message of DNS", dns.message.make_query(NAME, "A", id=1).to_wire()])
def test_without_an_answer_that_can_be_read_the_outcome_is_not_known(answer):
    with pytest.raises(OutcomeUnknownError, match=f"no answer to the update of {NAME}; it may have been made"):
        sent(lambda query: answer)


def test_where_nobody_listens_nothing_was_sent():
    with pytest.raises(DirectoryError, match="takes no connection") as raised:
        dns_update.send(UPDATE, KEY, Server("127.0.0.1", 9), 0.5)
    assert not isinstance(raised.value, OutcomeUnknownError)
