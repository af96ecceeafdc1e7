"""What is sent, and what is made of the outcome, by what the lab's DNS servers say before and after."""

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.directory import gss_tsig, library
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.dns_update import (
    ChangedSinceError,
)
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.errors import DirectoryError, OutcomeUnknownError
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.logon import Logon
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.dns_records import shape, write
from ansible_collections.nlb.kerberos.plugins.module_utils.model.answer_shape import mismatch

from lab import intranet
from lab.dns import zones

NODE, OWN, STALE = "web1.example.com", list(intranet.own_addresses(1)), "10.0.0.77"


class Sent:
    """In place of a negotiation and of an update, which the lab's DNS takes none of: what was sent, and what becomes
    of it."""

    def __init__(self, dns, monkeypatch):
        self.dns, self.updates, self.negotiated = dns, [], 0
        self.error, self.done = None, True
        monkeypatch.setattr(write, "_key", self.key)
        monkeypatch.setattr(write, "send", self.send)

    def key(self, *_):
        self.negotiated += 1
        return "a key"

    def send(self, update, key, server, seconds):
        self.updates.append(update)
        if self.done:
            node = self.dns.state["objects"][zones.node_of(update.name)]
            gone = [address for _, address in update.removed]
            node["dnsRecord"] = [one for one in node["dnsRecord"] if one["data"] not in gone]
            node["dnsRecord"] += [{"type": kind, "data": address, "ttl": 1200} for kind, address in update.added]
            self.dns.state = dict(self.dns.state)  # the lab reads a state anew where it is another one
        if self.error:
            raise self.error


@pytest.fixture
def sent(dns, monkeypatch):
    return Sent(dns, monkeypatch)


def written(dns, *changes, name=NODE, sessions=None):
    """changes: added, removed; for web1, then for web2."""
    names = [name, *(f"web{number}.example.com" for number in range(2, 1 + len(changes)))]
    updates = [
        {
            "server": dns.server("dc1"),
            "host": "dc1.example.com",
            "zone": "example.com",
            "name": one,
            "added": list(added),
            "removed": list(removed),
        }
        for one, (added, removed) in zip(names, changes, strict=True)
    ]
    call = shape.write(updates, "example.com")
    assert all(mismatch(one, shape.UPDATE) is None for one in call.arguments["updates"])
    return write.write_dns_records(sessions, call.arguments, {})["written"]


def test_an_update_has_what_differs_and_all_that_was_there(dns, sent):
    assert written(dns, ([STALE, OWN[1]], [OWN[0]])) == [NODE]
    (update,) = sent.updates
    assert update.before == {"A": OWN[:1], "AAAA": OWN[1:]}
    assert (update.added, update.removed) == ([("A", STALE)], [("A", OWN[0])])


def test_one_negotiation_serves_all_names_of_a_server(dns, sent):
    assert written(dns, ([STALE], []), ([STALE], [])) == [NODE, "web2.example.com"]
    assert sent.negotiated == 1


def test_what_is_done_already_asks_for_no_logon(dns, sent):
    assert written(dns, (OWN, [STALE])) == []
    assert (sent.negotiated, sent.updates) == (0, [])


@pytest.mark.parametrize("error", [OutcomeUnknownError("no answer"), ChangedSinceError("by replication")])
def test_what_is_there_afterwards_counts_and_not_what_was_said(dns, sent, error):
    sent.error = error
    assert written(dns, ([STALE], [])) == [NODE]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OutcomeUnknownError("no answer; it may have been made"), "no answer; it may have been made"),
        (ChangedSinceError("someone has changed it"), "someone has changed it"),
        (None, "has answered that it was made, and it has not changed"),
    ],
)
def test_what_is_not_there_afterwards_was_not_written(dns, sent, error, words):
    sent.error, sent.done = error, False
    with pytest.raises(DirectoryError, match=f"the record of {NODE} could not be written: .*{words}"):
        written(dns, ([STALE], []))


def test_the_first_failure_ends_it(dns, sent):
    sent.error, sent.done = DirectoryError("refused"), False
    with pytest.raises(DirectoryError, match="refused"):
        written(dns, ([STALE], []), ([STALE], []))
    assert len(sent.updates) == 1


def test_a_name_is_not_left_without_an_address(dns, sent):
    with pytest.raises(DirectoryError, match="would be left without an address"):
        written(dns, ([], OWN))
    assert sent.updates == []


def test_an_alias_that_is_there_now_is_not_written(dns, sent):
    alias = {"type": "CNAME", "data": "web2.example.com", "ttl": 60, "stamp": 0}
    dns.state["objects"][zones.node_of(NODE)] = zones.node([alias], zones.SYSTEM)
    with pytest.raises(DirectoryError, match="has an alias there now"):
        written(dns, ([STALE], []))


def test_a_zone_that_the_server_does_not_hold_is_not_written(dns, sent):
    with pytest.raises(DirectoryError, match="does not hold its zone, or answers REFUSED"):
        written(dns, ([STALE], []), name="web1.example.org")


class Accepted:
    """Connections of an account that a domain controller has accepted."""

    domain, realm = "example.com", "EXAMPLE.COM"
    logon = Logon("writer@example.com", "a password")

    def controllers(self, domain):
        return (domain,)

    def first(self, controllers):
        return self


def test_a_server_that_agrees_on_no_key_is_not_written(dns, monkeypatch):
    """As the lab's, which has no tickets."""
    monkeypatch.setattr(write, "module", lambda name: None)
    monkeypatch.setattr(gss_tsig, "begun", lambda *_: (None, b"a token"))
    with pytest.raises(DirectoryError, match=r"could not be written: .* does not agree on a key .*\(REFUSED\)"):
        written(dns, ([STALE], []), sessions=Accepted())


def test_without_gssapi_nobody_logs_on(dns, monkeypatch):
    plain = library.importlib.import_module

    def missing(name):
        if name == "gssapi":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return plain(name)

    monkeypatch.setattr(library.importlib, "import_module", missing)
    with pytest.raises(DirectoryError, match="could not be written: the Python package gssapi is not installed for"):
        written(dns, ([STALE], []))
