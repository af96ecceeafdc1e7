"""Faults of the application pool's identity, of its user rights, and of the state of site and pool."""

from __future__ import annotations

from typing import Any

from lab.facts import process_activation, user_rights
from lab.facts.iis import FOLDER, REPORTS
from lab.fault import Fault
from lab.intranet import ACCOUNT_SID, DOMAIN, READERS, SERVICE_ACCOUNT, SITE
from lab.node_files import NodeState

OLD, OLD_SID, OLD_PASSWORD = r"EXAMPLE\svc-old", f"{DOMAIN}-1121", "Autumn 25!"
IIS_IUSRS = "S-1-5-32-568"
TIER = f"{DOMAIN}-1150"  # a group of the domain
POLICY = "Server baseline"

# Steps of the ticket's path.
SERVER, KEY, LOGON = "6", "5", "6"

# The service account is checked beside the pool's identity where that is another one: a row that other nodes lack.

KEYS = tuple(("AUTH-3", f"decrypting key of Intranet/{path}") for path in ("", "reports"))
IDENTITY = ("POOL-1", f"identity of pool {SITE}")
REFUSED = ("POOL-2", f"failed logon of pool {SITE}")
FORMER = ("POOL-2", f"stored password of pool {SITE}")
BATCH = ("POOL-3", f"right to log on as a batch job of {SERVICE_ACCOUNT} in pool {SITE}")


def _pool(state: NodeState) -> dict[str, Any]:
    found: dict[str, Any] = next(pool for pool in state["iis"]["pools"] if pool["name"] == SITE)
    return found


def _site(state: NodeState, name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(site for site in state["iis"]["sites"] if site["name"] == name)
    return found


def _binding_missing(state: NodeState, number: int) -> None:
    del _site(state, SITE)["bindings"][-1]


def _stopped(state: NodeState, number: int) -> None:
    _pool(state).update(state="Stopped", worker_processes=[])


def _logon_failed(state: NodeState, number: int) -> None:
    """The account was locked then, and is not any more: Windows remembers the logon that failed."""
    _stopped(state, number)
    state["logons"]["refused"] = [SITE]


def _stored_password_old(state: NodeState, number: int) -> None:
    """The password was changed in the domain, and not in IIS; then the pool had to log on."""
    _logon_failed(state, number)
    _store_former(state)


def _old_process_and_password(state: NodeState, number: int) -> None:
    """The password was changed in the domain, and not in IIS; the pool has not logged on since."""
    _old_process(state, number)
    _store_former(state)


def _store_former(state: NodeState) -> None:
    stored = next(one for one in state["process_activation"]["passwords"] if one["pool"] == SITE)
    stored["password"] = process_activation.token(OLD_PASSWORD)


def _site_kept_stopped(state: NodeState, number: int) -> None:
    _site(state, SITE)["state"] = "Stopped"
    state["iis"]["manual_sites"] = [SITE]
    _pool(state)["worker_processes"] = []


def _built_in(state: NodeState, number: int) -> None:
    process_activation.run_as(state, _pool(state), None)


def _another_account(state: NodeState, number: int) -> None:
    state["accounts"]["accounts"].append({"name": OLD, "sid": OLD_SID, "groups": [f"{DOMAIN}-513"]})
    token = process_activation.token(OLD_PASSWORD)
    state["process_activation"]["accounts"].append({"name": OLD, "password": token})
    process_activation.run_as(state, _pool(state), OLD, OLD_PASSWORD)


def _unknown_account(state: NodeState, number: int) -> None:
    """The service account is described without the $ of a managed one."""
    account = next(one for one in state["accounts"]["accounts"] if one["name"] == SERVICE_ACCOUNT)
    account["name"] = f"{SERVICE_ACCOUNT}$"
    _built_in(state, number)


def _old_process(state: NodeState, number: int) -> None:
    old = "2025-12-24 18:00:00"
    _pool(state)["worker_processes"] = [{"id": 912, "started": old, "logged_on": old}]


def _old_logon(state: NodeState, number: int) -> None:
    """It was recycled after the password had changed, and Windows kept the logon."""
    _pool(state)["worker_processes"] = [
        {"id": 916, "started": "2026-01-12 06:00:05", "logged_on": "2025-12-24 18:00:00"}
    ]


def _logon_not_shown(state: NodeState, number: int) -> None:
    _pool(state)["worker_processes"][0]["logged_on"] = None
    state["logons"]["shown"] = False


def _service_stopped(state: NodeState, number: int) -> None:
    next(service for service in state["iis"]["services"] if service["name"] == "WAS")["state"] = "Stopped"
    next(service for service in state["iis"]["services"] if service["name"] == "W3SVC")["state"] = "Stopped"
    for pool in state["iis"]["pools"]:
        pool["worker_processes"] = []


def _pool_unread(state: NodeState, number: int) -> None:
    state["process_activation"]["unreadable"] = [SITE]


def _interrupted(state: NodeState, number: int) -> None:
    """A run ended between both changes of an identity that it wrote away and back."""
    _pool(state).update(identity_type="ApplicationPoolIdentity", worker_processes=[])
    state["configuration"]["unfinished"] = [{"pool": SITE, "account": SERVICE_ACCOUNT}]
    state["lease"] = {"run": "interrupted", "until": "2026-01-01 00:00:00", "drained": False}


def _batch_right_removed_by_policy(state: NodeState, number: int) -> None:
    _batch_right_removed(state, number)
    state["user_rights"]["policies"].append({"right": "SeBatchLogonRight", "source": POLICY})


def _batch_right_removed_and_rsop_off(state: NodeState, number: int) -> None:
    _batch_right_removed_by_policy(state, number)
    state["user_rights"]["rsop"] = "off"


def _batch_right_removed(state: NodeState, number: int) -> None:
    user_rights.trustees(state, "SeBatchLogonRight").remove(IIS_IUSRS)


def _batch_right_removed_and_secedit_warns(state: NodeState, number: int) -> None:
    _batch_right_removed(state, number)
    state["user_rights"]["secedit_warns"] = True


def _batch_right_removed_and_stopped(state: NodeState, number: int) -> None:
    _batch_right_removed(state, number)
    _stopped(state, number)
    state["logons"]["refused"] = [SITE]


def _batch_right_denied(state: NodeState, number: int) -> None:
    user_rights.trustees(state, "SeDenyBatchLogonRight").append(ACCOUNT_SID)


def _batch_right_denied_to_a_group(state: NodeState, number: int) -> None:
    user_rights.trustees(state, "SeDenyBatchLogonRight").append(TIER)
    state["user_rights"]["policies"].append({"right": "SeDenyBatchLogonRight", "source": POLICY})


def _network_access_removed(state: NodeState, number: int) -> None:
    user_rights.trustees(state, "SeNetworkLogonRight")[:] = ["S-1-5-32-544"]


def _pool_of_two_sites(state: NodeState, number: int) -> None:
    _site(state, "Default Web Site")["applications"][0]["pool"] = SITE


FAULTS = (
    Fault(
        "app_pool/binding-missing",
        "31",
        "a binding of the site is missing on a node",
        _binding_missing,
        (("SITE-1", "site that answers for intranet"),),
        (("POOL-4", "bindings of the site"),),
        step="4",
        fixed=False,
    ),
    Fault(
        "app_pool/pool-stopped",
        "31",
        "the site's pool is stopped",
        _stopped,
        (("POOL-4", f"state of pool {SITE}"),),
        step=SERVER,
    ),
    Fault(
        "app_pool/logon-failed",
        "106",
        "the site's pool could not log on while its account was locked, and is stopped",
        _logon_failed,
        (REFUSED, ("POOL-4", f"state of pool {SITE}")),
        step=SERVER,
        undone=(("POOL-4", f"state of pool {SITE}"),),
    ),
    Fault(
        "app_pool/stored-password-old",
        "46",
        "IIS has the password from before it was changed in the domain, and the pool is stopped because of it",
        _stored_password_old,
        (FORMER, REFUSED, ("POOL-4", f"state of pool {SITE}")),
        step=SERVER,
        restored=False,  # the former password
        undone=(("POOL-4", f"state of pool {SITE}"),),
    ),
    Fault(
        "app_pool/stored-password-old-running",
        "45",
        "IIS has the password from before it was changed in the domain, and the pool runs until it logs on again",
        _old_process_and_password,
        (("POOL-6", f"worker processes of pool {SITE}"), FORMER),
        step=KEY,
        restored=False,
    ),
    Fault(
        "app_pool/site-kept-stopped",
        "107",
        "the site is stopped, and is not to start by itself",
        _site_kept_stopped,
        (("POOL-4", f"state of site {SITE}"),),
        step=SERVER,
        fixed=False,
    ),
    Fault(
        "app_pool/built-in-identity", "34", "the pool has a built-in identity", _built_in, (IDENTITY, *KEYS), step=KEY
    ),
    Fault(
        "app_pool/another-account",
        "35",
        "the pool runs as another account",
        _another_account,
        (IDENTITY, *KEYS),
        step=KEY,
    ),
    Fault(
        "app_pool/account-unknown",
        "105",
        "the node does not know the service account, and the pool has a built-in identity",
        _unknown_account,
        (
            IDENTITY,
            *KEYS,
            BATCH,
            ("POOL-3", f"right to impersonate a client of {SERVICE_ACCOUNT} in pool {SITE}"),
            *(("ACL-1", f"service account {SERVICE_ACCOUNT} on {folder}") for folder in (FOLDER, REPORTS)),
        ),
        step=KEY,
        fixed=False,
        checked=False,
    ),
    Fault(
        "app_pool/old-worker-process",
        "37",
        "the password changed, the worker process was not recycled",
        _old_process,
        (("POOL-6", f"worker processes of pool {SITE}"),),
        step=KEY,
        restored=False,  # it has ended
    ),
    Fault(
        "app_pool/old-logon",
        "80",
        "the password changed, and the worker process was recycled with the logon it had",
        _old_logon,
        (("POOL-6", f"worker processes of pool {SITE}"),),
        step=KEY,
        restored=False,
    ),
    Fault(
        "app_pool/logon-not-shown",
        "81",
        "Windows does not show when a worker process logged on",
        _logon_not_shown,
        (("POOL-6", f"worker processes of pool {SITE}"),),
        step=KEY,
        fixed=False,
        checked=False,
    ),
    Fault(
        "app_pool/services-stopped",
        "82",
        "the services that run IIS are stopped",
        _service_stopped,
        (
            ("POOL-4", "service W3SVC"),
            ("POOL-4", "service WAS"),
            ("POOL-4", f"state of site {SITE}"),
            ("POOL-4", f"state of pool {SITE}"),
        ),
        step=SERVER,
        fixed=False,
    ),
    Fault(
        "app_pool/pool-unread",
        "83",
        "the state of the pool cannot be read",
        _pool_unread,
        (REFUSED, ("POOL-4", f"state of pool {SITE}"), ("POOL-6", f"worker processes of pool {SITE}")),
        step=SERVER,
        fixed=False,
        checked=False,
    ),
    Fault(
        "app_pool/interrupted",
        "84",
        "a run ended while it wrote the same identity again",
        _interrupted,
        (IDENTITY, *KEYS),
        step=KEY,
        restored=False,  # to what an interruption left
    ),
    Fault(
        "app_pool/batch-logon-removed-by-policy",
        "48",
        "a group policy removed the right to log on as a batch job",
        _batch_right_removed_by_policy,
        (BATCH,),
        step=LOGON,
        fixed=False,
    ),
    Fault(
        "app_pool/batch-logon-removed",
        "48",
        "the right to log on as a batch job was removed",
        _batch_right_removed,
        (BATCH,),
        step=LOGON,
    ),
    Fault(
        "app_pool/batch-logon-removed-and-stopped",
        "48",
        "the right to log on as a batch job was removed, and the pool is stopped because of it",
        _batch_right_removed_and_stopped,
        (BATCH, ("POOL-4", f"state of pool {SITE}")),
        step=LOGON,
    ),
    Fault(
        "app_pool/batch-logon-removed-secedit-warns",
        "95",
        "the right to log on as a batch job was removed, and secedit ends with warnings",
        _batch_right_removed_and_secedit_warns,
        (BATCH,),
        step=LOGON,
    ),
    Fault(
        "app_pool/batch-logon-removed-policies-unknown",
        "98",
        "the right to log on as a batch job was removed, and Windows does not show which policies set rights",
        _batch_right_removed_and_rsop_off,
        (BATCH,),
        step=LOGON,
    ),
    Fault(
        "app_pool/batch-logon-denied",
        "49",
        "the right to log on as a batch job is denied",
        _batch_right_denied,
        (BATCH,),
        step=LOGON,
        fixed=False,
    ),
    Fault(
        "app_pool/batch-logon-denied-groups-unknown",
        "97",
        "a group of the domain is denied the right to log on as a batch job, and the pool's groups are not known",
        _batch_right_denied_to_a_group,
        (BATCH,),
        step=LOGON,
        fixed=False,
        checked=False,
    ),
    Fault(
        "app_pool/network-logon-removed",
        "51",
        "readers may not access the node from the network",
        _network_access_removed,
        (("POOL-3", f"right to access this computer from the network of {READERS}"),),
        step=LOGON,
    ),
    Fault(
        "app_pool/shared-with-another-site",
        "65",
        "the pool serves another site too",
        _pool_of_two_sites,
        (("POOL-5", f"sites of pool {SITE}"),),
        fixed=False,
    ),
)
