"""Shows tickets of Samba where the package gssapi is: with the system's Python, in Samba's namespace.

Its argument: JSON with user, password, and what to show: name -> [scheme, host, address, port]. It prints what came of
each as JSON.
"""

import json
import sys

from ansible_collections.nlb.kerberos.plugins.module_utils.directory import negotiate
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.errors import DirectoryError
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.key_distribution_center import NoTicketError
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.logon import Logon
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.tickets import Tickets, prove_password
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


given = json.loads(sys.argv[1])
logon = Logon(given["user"], given["password"])
try:
    prove_password(logon, KDC, REALM, 5)
    with Tickets(logon, KDC, REALM, 5) as tickets:
        print(json.dumps({name: outcome(tickets, *one) for name, one in given["show"].items()}))
except DirectoryError as error:
    print(json.dumps({"error": str(error), "kind": type(error).__name__}))
