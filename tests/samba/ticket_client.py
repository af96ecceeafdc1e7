"""Shows tickets of Samba where the package gssapi is: with the system's Python, in Samba's namespace.

Its argument: JSON with user, password, and what to show: name -> [scheme, host, address, port]; or farm: the arguments
of read_tickets. It prints what came of it as JSON.
"""

import json
import sys

from ansible_collections.nlb.kerberos.plugins.module_utils.directory import negotiate
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.errors import DirectoryError
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.key_distribution_center import NoTicketError
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.logon import Logon
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.sessions import Sessions
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.tickets import Tickets, prove_password
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.tickets.read import read_tickets
from ansible_collections.nlb.kerberos.plugins.module_utils.model.servers import Server

KDC, REALM = Server("10.0.0.5", 389), "EXAMPLE.COM"
negotiate.ANSWER = 1.0  # seconds


def outcome(tickets, scheme, host, address, port):
    try:
        ticket = tickets.ticket(host)
    except NoTicketError as error:
        return ["no ticket", error.code]
    shown = negotiate.show(tickets, Server(address, port), negotiate.Request(host, scheme, "/"))
    return [shown.outcome, shown.code, shown.status, ticket.encryption, bool(shown.certificate)]


def of_farm(logon, arguments):
    with Sessions(logon.user, logon.password, domain="example.com", domain_controllers=["10.0.0.5"]) as sessions:
        return read_tickets(sessions, arguments, {})


def of_each(logon, show):
    try:
        prove_password(logon, KDC, REALM, 5)
        with Tickets(logon, KDC, REALM, 5) as tickets:
            return {name: outcome(tickets, *one) for name, one in show.items()}
    except DirectoryError as error:
        return {"error": str(error), "kind": type(error).__name__}


given = json.loads(sys.argv[1])
known = Logon(given["user"], given["password"])
print(json.dumps(of_farm(known, given["farm"]) if "farm" in given else of_each(known, given["show"])))
