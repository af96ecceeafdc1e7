"""The newest events 4769 of a domain controller's Security log, with the fields of current ones in their order."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from lab import intranet
from lab.facts.events import TIME
from lab.facts.process_activation import NOW
from lab.node_files import NodeState

ISSUED, AES256, NONE = "0x0", "0x12", "0xffffffff"
NOBODY = "S-1-0-0"  # in the place of the account where a ticket was refused
PROBE, PROBED = "svc-probe", "2026-01-31 07:59:40"  # who has asked for tickets just now, and when


def issued(time: str, user: str, account: str, sid: str, encryption: str = AES256) -> dict[str, Any]:
    return _event(time, user, account, sid, ISSUED, encryption)


def refused(time: str, user: str, principal: str, code: str) -> dict[str, Any]:
    return _event(time, user, principal, NOBODY, code, NONE)


def _event(time: str, user: str, service: str, sid: str, status: str, encryption: str) -> dict[str, Any]:
    fields = {
        "TargetUserName": f"{user}@EXAMPLE.COM",
        "TargetDomainName": "EXAMPLE.COM",
        "ServiceName": service,
        "ServiceSid": sid,
        "TicketOptions": "0x40810000",
        "TicketEncryptionType": encryption,
        "IpAddress": "::ffff:10.0.1.77",
        "IpPort": "49272",
        "Status": status,
        "LogonGuid": "{f85c455e-c66e-205c-6b39-f6c60a7fe453}",
        "TransmittedServices": "-",
        "RequestTicketHash": "nl2eYuAWS0zaoVpOBWmRgnqdG073o8wvUsGRmW9mK0k=",
        "ClientAdvertizedEncryptionTypes": "AES256-CTS-HMAC-SHA1-96 AES128-CTS-HMAC-SHA1-96",
    }
    return {"time": time, "fields": [{"name": name, "value": value} for name, value in fields.items()]}


def healthy() -> dict[str, Any]:
    """Of users who open the site and other services, and of the account that asks for tickets."""
    name, sid = intranet.SERVICE_ACCOUNT.rpartition("\\")[2], intranet.ACCOUNT_SID
    granting, files = ("krbtgt", f"{intranet.DOMAIN}-502"), ("files1$", f"{intranet.DOMAIN}-1301")
    events = [
        issued("2026-01-31 07:30:02", "anna", *granting),
        issued("2026-01-31 07:30:03", "anna", name, sid),
        issued("2026-01-31 07:30:40", "berta", name, sid),
        issued("2026-01-31 07:31:10", "anna", *files),
        refused("2026-01-31 07:31:11", "anna", "krbtgt/EXAMPLE.COM", "0x20"),
        issued(PROBED, PROBE, *granting),
        issued(PROBED, PROBE, name, sid),
        issued(PROBED, PROBE, name, sid),
    ]
    return {"events": events, "problem": ""}


def read(state: NodeState, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """As read_ticket_requests.ps1. The clock of the lab stands still, and so no log takes too long."""
    since = f"{datetime.strptime(NOW, TIME) - timedelta(hours=arguments['hours']):{TIME}}"
    answer: dict[str, Any] = {
        "time": NOW,
        "since": since,
        "read_since": since,
        "count": 0,
        "problem": "",
        "requests": [],
    }
    if problem := state["ticket_requests"]["problem"]:
        return {**answer, "problem": problem}
    every = [one for one in state["ticket_requests"]["events"] if one["time"] >= since]
    wanted = {name.casefold() for name in arguments["wanted"]}
    for one in sorted(every, key=lambda one: str(one["time"]))[::-1]:
        answer["count"] += 1
        request = _told(one)
        if wanted & {request["service"].casefold(), request["user"].casefold()}:
            answer["requests"].append(request)
        if answer["count"] >= arguments["most"] or len(answer["requests"]) >= arguments["most_told"]:
            return {**answer, "read_since": one["time"]}
    return answer


def _told(one: Mapping[str, Any]) -> dict[str, str]:
    fields = {field["name"]: field["value"] for field in one["fields"]}
    return {
        "time": one["time"],
        "user": fields["TargetUserName"].partition("@")[0],
        "service": fields["ServiceName"],
        "sid": fields["ServiceSid"],
        "status": fields["Status"],
        "encryption": fields["TicketEncryptionType"],
    }


PAYLOADS = {"read_ticket_requests": read}
