"""Secure dynamic updates of Samba's DNS, with the system's Python, which has gssapi, in Samba's namespace.

It is given {user, password, steps} as a line of JSON, and prints for each step what came of it, or the error.
"""

import json
import sys

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.dns_records import concern as dns_records
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import EVERY_CONCERN, farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.directory import dns_update, gss_tsig
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.dns_session import DnsSession
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.errors import DirectoryError
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.logon import Logon
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.sessions import Sessions
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.directory_account import Given
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.fix_farm import fix_farm, undo_of_farm
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.run import Run
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.dns_records.write import write_dns_records
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.dns_zones.read import read_dns_zones
from ansible_collections.nlb.kerberos.plugins.module_utils.model.servers import Server

from lab import intranet
from tests.unit.emulated_node import EmulatedNode

ADDRESS, HOST, ZONE = "10.0.0.5", "dc1.example.com", "example.com"


def write(sessions, name, added, removed):
    update = {"server": ADDRESS, "host": HOST, "zone": ZONE, "name": name, "added": added, "removed": removed}
    return write_dns_records(sessions, {"updates": [update], "domain": ZONE}, {})["written"]


def send(sessions, host, **update):
    server = Server(ADDRESS)
    key = gss_tsig.negotiated(Logon(*sessions.credentials), server, host, ZONE.upper(), 5)
    dns_update.send(dns_update.Update(ZONE, **update), key, server, 5)


def ask(sessions, name):
    session = DnsSession(ADDRESS)
    return sorted(value for kind in ("A", "AAAA") for value in session.ask(name, kind, recursion=False).values(kind))


def zones(sessions, node):
    (found,) = read_dns_zones(sessions, {"names": [], "nodes": [node], "domain": ZONE}, {})["nodes"]
    return found


def run_of(number):
    return Run(f"run-{number}", f"2026-01-31T0{number}:00:00+00:00")


def fix(sessions, number):
    """Of the whole farm, as a playbook does it; the node with the journal is emulated. What still drifts of DNS-4."""
    result = fix_farm(FARM, dns_records, NODE.ask, given_to(sessions), run_of(number))
    drift = [f["subject"] for f in result["findings"] if f["control"] == "DNS-4" and f["state"] == "drift"]
    return [result["changed"], drift]


def undo(sessions, number, undoes):
    undo_of_farm(FARM, [f"run-{undoes}"], NODE.ask, given_to(sessions), run_of(number), EVERY_CONCERN)


def given_to(sessions):
    user, password = sessions.credentials
    return Given(user, password, writer_user=user, writer_password=password)


FARM = farm_of(
    intranet.description(3) | {"directory": {"domain": ZONE, "domain_controllers": [ADDRESS]}, "dns_servers": [ADDRESS]}
)
NODE = EmulatedNode()
STEPS = {function.__name__: function for function in (write, send, ask, zones, fix, undo)}


def answer(user, password, steps):
    with Sessions(user, password, domain=ZONE, domain_controllers=[ADDRESS], seconds=5) as known:
        for step, arguments in steps:
            try:
                yield STEPS[step](known, **arguments)
            except DirectoryError as error:
                yield [type(error).__name__, str(error)]


for line in sys.stdin:
    print(json.dumps(list(answer(**json.loads(line)))), flush=True)
