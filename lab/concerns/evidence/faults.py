"""What failed tickets leave in the logs of a node, a client or a domain controller: alone, and beside their fault."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from lab import intranet
from lab.concerns.app_pool.faults import FAULTS as OF_POOLS
from lab.concerns.app_pool.faults import OLD, OLD_SID
from lab.concerns.site_acl.faults import FAULTS as OF_FOLDERS
from lab.facts import events, request_log, ticket_requests
from lab.fault import Fault, Reported
from lab.node_files import NodeState

DENIED, NO_CREDENTIALS = 0x8009030C, 0x8009030E
NAME = intranet.NAMES[0]
THIRD = OLD.rpartition("\\")[2]
REFUSED: Reported = (("LOG-1", f"401.1 with {DENIED:#x}"),)
READ_REFUSED: Reported = (("LOG-1", "401.3"),)


def _event_4(state: NodeState, number: int) -> None:
    event = events.not_decrypted("2026-01-31 07:40:12", "web1$", f"HTTP/{NAME}")
    state["events"]["events"].append(event)


def _event_4_of_holder(state: NodeState, number: int) -> None:
    account = intranet.SERVICE_ACCOUNT.rpartition("\\")[2]
    state["events"]["events"].append(events.not_decrypted("2026-01-31 07:40:12", account, f"HTTP/{NAME}"))


def _event_3(state: NodeState, number: int) -> None:
    """Only where somebody has set LogLevel."""
    fields = {"LogonSession": "", "ErrorCode": "0x7", "TargetName": f"HTTP/{NAME}@EXAMPLE.COM"}
    noise = {**fields, "ErrorCode": "0x19", "TargetName": "krbtgt/EXAMPLE.COM@EXAMPLE.COM"}
    state["events"]["events"] += [
        events.event(events.KERBEROS, 3, "2026-01-31 07:40:12", fields),
        events.event(events.KERBEROS, 3, "2026-01-31 07:40:11", noise),
    ]


def _logon_refused(state: NodeState, number: int) -> None:
    for time in ("2026-01-31 07:41:10", "2026-01-31 07:41:12", "2026-01-31 07:42:00"):
        request_log.add(state, request_log.SITE_LOG, request_log.line(time, f"401 1 {DENIED}"))
    ordinary = request_log.line("2026-01-31 07:42:30", f"401 1 {NO_CREDENTIALS}")
    request_log.add(state, request_log.SITE_LOG, ordinary)


def _read_refused(state: NodeState, number: int) -> None:
    line = request_log.line("2026-01-31 07:43:00", "401 3 5", request_log.USER, "/reports/")
    request_log.add(state, request_log.SITE_LOG, line)


def _nothing_shown(state: NodeState, number: int) -> None:
    for second in range(3):
        time = f"2026-01-31 07:44:0{second}"
        request_log.add(state, request_log.SITE_LOG, request_log.line(time, "401 2 5", client="10.0.1.78"))


def _pool_offline(state: NodeState, number: int) -> None:
    line = "2026-01-31 07:45:00 10.0.1.77 51000 10.0.0.50 80 HTTP/1.1 GET / - 503 2 AppOffline Intranet"
    request_log.add(state, request_log.ERROR_LOG, line)


def _on_client(name: str, number: str, title: str, inject: Callable[[NodeState, int], None], subject: str) -> Fault:
    return Fault(f"evidence/{name}", number, title, inject, (("EVENT-1", subject),), fixed=False, beside="client")


def _several_holders(state: NodeState, number: int) -> None:
    fields = {"LogonSession": "", "ErrorCode": "0x8", "TargetName": f"HTTP/{NAME}@EXAMPLE.COM"}
    state["events"]["events"].append(events.event(events.KERBEROS, 3, "2026-01-31 07:40:12", fields))


def _third_account(state: NodeState, number: int) -> None:
    event = events.not_decrypted("2026-01-31 07:40:12", THIRD, f"HTTP/{NAME}")
    state["events"]["events"].append(event)


def _several_names(state: NodeState, number: int) -> None:
    """Others are no name of the farm."""
    for principal in (f"HTTP/{NAME}", "MSSQLSvc/sql1.example.com"):
        fields = {"Name": principal, "Type": "DS_SERVICE_PRINCIPAL_NAME", "Binary": ""}
        state["events"]["events"].append(events.event(events.KDC, 11, "2026-01-31 07:40:12", fields))


def _no_key(state: NodeState, number: int) -> None:
    fields = {
        "Target": f"HTTP/{NAME}",
        "Account": intranet.SERVICE_ACCOUNT.rpartition("\\")[2],
        "ID": "8",
        "RequestedEtypes": "18 17",
        "AvailableEtypes": "23",
        "Binary": "",
    }
    state["events"]["events"].append(events.event(events.KDC, 27, "2026-01-31 07:40:12", fields))


def _no_such_name(state: NodeState, number: int) -> None:
    """Only where somebody has set KdcExtraLogLevel."""
    event = ticket_requests.refused("2026-01-31 07:40:12", "anna", f"HTTP/{NAME}", "0x7")
    state["ticket_requests"]["events"].append(event)


def _no_auditing(state: NodeState, number: int) -> None:
    state["ticket_requests"]["events"] = []


def _key_of_third(state: NodeState, number: int) -> None:
    own = [one for one in state["ticket_requests"]["events"] if one["time"] != ticket_requests.PROBED]
    another = ticket_requests.issued(ticket_requests.PROBED, ticket_requests.PROBE, THIRD, OLD_SID)
    state["ticket_requests"]["events"] = [*own, *[another] * len(intranet.NAMES)]


def _on_controller(
    name: str, number: str, title: str, inject: Callable[[NodeState, int], None], subjects: tuple[str, ...]
) -> Fault:
    reported = tuple(("EVENT-1", subject) for subject in subjects)
    return Fault(f"evidence/{name}", number, title, inject, reported, fixed=False, beside="domain controller")


def _logged(name: str, of: tuple[Fault, ...], cause: str, reported: Reported) -> Fault:
    """The fault of this name, after users have met it. Its fix makes what was logged before it no evidence."""
    (fault,) = (one for one in of if one.name == cause)
    log = _read_refused if reported == READ_REFUSED else _logon_refused

    def inject(state: NodeState, number: int) -> None:
        fault.inject(state, number)
        log(state, number)

    undone = fault.reported if fault.fixed else ()
    return replace(
        fault,
        name=name,
        title=f"{fault.title}, and the log has who was refused",
        inject=inject,
        reported=(*fault.reported, *reported),
        undone=undone,
    )


FAULTS = (
    Fault(
        "evidence/event-4",
        "150",
        "the System log has a Kerberos event 4 for a name of the farm, from a node's computer account",
        _event_4,
        (("EVENT-1", f"event 4 for HTTP/{NAME} from web1$"),),
        fixed=False,
    ),
    Fault(
        "evidence/event-4-of-the-holder",
        "151",
        "the System log has a Kerberos event 4 from the account that holds the name",
        _event_4_of_holder,
        (("EVENT-1", f"event 4 for HTTP/{NAME} from svc-intranet"),),
        fixed=False,
    ),
    Fault(
        "evidence/event-3",
        "152",
        "the System log has a Kerberos event 3: no account held the name",
        _event_3,
        (("EVENT-1", f"event 3 (0x7) for HTTP/{NAME}"),),
        fixed=False,
    ),
    Fault(
        "evidence/logon-refused",
        "153",
        "the log of the site has 401.1, the logon was refused",
        _logon_refused,
        REFUSED,
        fixed=False,
    ),
    Fault(
        "evidence/nothing-but-challenges",
        "154",
        "the log of the site has a client that was asked three times, and never showed anything",
        _nothing_shown,
        (("LOG-1", "clients with only 401.2"),),
        fixed=False,
    ),
    Fault(
        "evidence/pool-offline",
        "155",
        "the log of http.sys has requests that no pool took",
        _pool_offline,
        (("LOG-1", "503 AppOffline"),),
        fixed=False,
    ),
    _on_client(
        "event-4-on-a-client",
        "164",
        "a client has a Kerberos event 4 for a name of the farm, from a node's computer account",
        _event_4,
        f"event 4 for HTTP/{NAME} from web1$",
    ),
    _on_client(
        "event-4-of-the-holder-on-a-client",
        "165",
        "a client has a Kerberos event 4 from the account that holds the name",
        _event_4_of_holder,
        f"event 4 for HTTP/{NAME} from svc-intranet",
    ),
    _on_client(
        "event-4-of-a-third-account-on-a-client",
        "166",
        "a client has a Kerberos event 4 from an account that neither is a computer's nor holds the name",
        _third_account,
        f"event 4 for HTTP/{NAME} from {THIRD}",
    ),
    _on_client(
        "event-3-on-a-client",
        "167",
        "a client has a Kerberos event 3: several accounts held the name",
        _several_holders,
        f"event 3 (0x8) for HTTP/{NAME}",
    ),
    _on_controller(
        "event-11-on-a-domain-controller",
        "171",
        "a domain controller has event 11: several accounts hold a name of the farm",
        _several_names,
        (f"event 11 for HTTP/{NAME}",),
    ),
    _on_controller(
        "event-27-on-a-domain-controller",
        "172",
        "a domain controller has event 27: the account of a name of the farm has no key of a type that is asked for",
        _no_key,
        (f"event 27 for HTTP/{NAME}",),
    ),
    _on_controller(
        "request-refused-on-a-domain-controller",
        "173",
        "a domain controller has event 4769 of a refused ticket: no account held the name",
        _no_such_name,
        (f"event 4769 (0x7) for HTTP/{NAME}",),
    ),
    replace(
        _on_controller(
            "requests-not-audited",
            "174",
            "a domain controller does not audit requests for tickets",
            _no_auditing,
            ("requests for tickets (event 4769)",),
        ),
        checked=False,
    ),
    _on_controller(
        "tickets-of-a-third-account",
        "175",
        "a domain controller encrypts the tickets with the key of an account that is not to hold the names",
        _key_of_third,
        tuple(f"key of tickets for HTTP/{name}" for name in intranet.NAMES),
    ),
    _logged("evidence/readers-lack-access", OF_FOLDERS, "site_acl/readers-lack-access", READ_REFUSED),
    _logged("evidence/readers-denied", OF_FOLDERS, "site_acl/readers-denied", READ_REFUSED),
    _logged("evidence/readers-not-from-network", OF_POOLS, "app_pool/network-logon-removed", REFUSED),
)
