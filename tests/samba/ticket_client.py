"""Shows tickets of Samba where the package gssapi is: with the system's Python, in Samba's namespace.

On stdin: JSON with user, password, and what to show: name -> [scheme, host, address, port]; or farm: its
description, which is audited. It prints what came of it as JSON.
"""

import json
import sys

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import farm_named, farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.directory import negotiate
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.errors import DirectoryError
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.key_distribution_center import NoTicketError
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.logon import Logon
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.tickets import Tickets, prove_password
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.directory_account import Given
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.directory_task import audit_farm
from ansible_collections.nlb.kerberos.plugins.module_utils.model.servers import Server
from ansible_collections.nlb.kerberos.plugins.module_utils.node.exchange import Answer, Reply

KDC, REALM = Server("10.0.0.5", 389), "EXAMPLE.COM"
negotiate.ANSWER = 1.0  # seconds


def outcome(tickets, scheme, host, address, port):
    try:
        ticket = tickets.ticket(host)
    except NoTicketError as error:
        return ["no ticket", error.code]
    shown = negotiate.show(tickets, Server(address, port), negotiate.Request(host, scheme, "/"))
    return [shown.outcome, shown.code, shown.status, ticket.encryption, bool(shown.certificate)]


def node(calls, stop=False):
    """The farm's first node, which says its domain."""
    told = {"name": "WEB1", "host_name": "web1", "domain": "example.com", "member": True}
    about = {"computer_name": "WEB1", "domain": "example.com", "time": "2026-01-31T08:00:00Z"}
    return Reply(about, tuple(Answer(call.payload, told) for call in calls))


def of_farm(logon, description):
    probe = Given(probe_user=logon.user, probe_password=logon.password)
    return audit_farm(farm_of(description), farm_named(["ticket"]), node, probe)


def of_each(logon, show):
    try:
        prove_password(logon, KDC, REALM, 5)
        with Tickets(logon, KDC, REALM, 5) as tickets:
            return {name: outcome(tickets, *one) for name, one in show.items()}
    except DirectoryError as error:
        return {"error": str(error), "kind": type(error).__name__}


given = json.load(sys.stdin)
known = Logon(given["user"], given["password"])
print(json.dumps(of_farm(known, given["farm"]) if "farm" in given else of_each(known, given["show"])))
