"""Secure dynamic updates of Samba's DNS, with the system's Python, which has gssapi, in Samba's namespace.

It is given {user, password, steps} as JSON, and prints for each step what came of it, or the error's kind and text.
"""

import json
import sys

from ansible_collections.nlb.kerberos.plugins.module_utils.directory import dns_update, gss_tsig
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.dns_session import DnsSession
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.errors import DirectoryError
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.logon import Logon
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.sessions import Sessions
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.dns_records.write import write_dns_records
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.dns_zones.read import read_dns_zones
from ansible_collections.nlb.kerberos.plugins.module_utils.model.servers import Server

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


STEPS = {function.__name__: function for function in (write, send, ask, zones)}
given = json.load(sys.stdin)
answers = []
with Sessions(given["user"], given["password"], domain=ZONE, domain_controllers=[ADDRESS], seconds=5) as known:
    for step, arguments in given["steps"]:
        try:
            answers.append(STEPS[step](known, **arguments))
        except DirectoryError as error:
            answers.append([type(error).__name__, str(error)])
print(json.dumps(answers))
