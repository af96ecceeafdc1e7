"""What the faults of Windows authentication change in a node's state."""

from __future__ import annotations

import copy
from typing import Any

from lab.facts import authentication, http_service, process_activation
from lab.intranet import DOMAIN, SERVICE_ACCOUNT, SITE
from lab.node_files import NodeState

OTHER_POOL, OTHER_SITE, OTHER_PORT = "Reports", "Reports", 8080
OTHER_ACCOUNT = r"EXAMPLE\svc-reports"
ALIKE, ALIKE_PASSWORD = "svc-intranet@example.partner.test", "Spring 26!"


def _windows(state: NodeState, path: str, **settings: Any) -> None:
    authentication.of(state, path)["windows"].update(settings)


def _everywhere(state: NodeState, **settings: Any) -> None:
    for path in ("/", "/reports"):
        _windows(state, path, **settings)


def _other_pool(state: NodeState) -> None:
    """A pool with a separate account, which may read the site like the farm's account."""
    pools = {pool["name"]: pool for pool in state["iis"]["pools"]}
    state["iis"]["pools"].append(
        {
            **copy.deepcopy(pools[SITE]),
            "name": OTHER_POOL,
            "user_name": OTHER_ACCOUNT,
            "worker_processes": [],
        }
    )
    known = state["accounts"]["accounts"]
    known.append({**copy.deepcopy(known[0]), "name": OTHER_ACCOUNT, "sid": f"{DOMAIN}-1122"})


def other_account_for_an_application(state: NodeState, number: int) -> None:
    """In a pool that serves another site too, and so is not changed."""
    _other_pool(state)
    first, site = state["iis"]["sites"]
    first["applications"][0]["pool"] = OTHER_POOL
    next(one for one in site["applications"] if one["path"] == "/reports")["pool"] = OTHER_POOL


def other_site_on_the_name(state: NodeState, number: int) -> None:
    _other_pool(state)
    site = copy.deepcopy(state["iis"]["sites"][0])
    site["name"] = OTHER_SITE
    site["bindings"] = [{"protocol": "http", "information": f"*:{OTHER_PORT}:intranet"}]
    site["applications"][0]["pool"] = OTHER_POOL
    state["iis"]["sites"].append(site)
    state["authentication"]["locations"].append(
        authentication.location(OTHER_SITE, "/", enabled=True, use_app_pool_credentials=True)
    )


def web_config_decides(state: NodeState, number: int) -> None:
    """In the site's root folder, so that its applications inherit it, wherever their own folders are."""
    _everywhere(state, use_app_pool_credentials=False)
    for path in ("/", "/reports"):
        authentication.of(state, path).update(unlocked=["windows"], from_web_config=["windows"])


def locked_section(state: NodeState, number: int) -> None:
    authentication.of(state, "/reports")["problem"] = "a web.config has a section that is locked: IIS answers 500.19"


def ntlm_first(state: NodeState, number: int) -> None:
    _everywhere(state, providers=["NTLM", "Negotiate"])


def ntlm_alone_with_another_key(state: NodeState, number: int) -> None:
    """NTLM works whatever the key is, which is not changed: the pool is another site's too."""
    other_account_for_an_application(state, number)
    _windows(state, "/reports", providers=["NTLM"])


def ntlm_alone_above_another_key(state: NodeState, number: int) -> None:
    """The folder inherits the providers of its application, and has a key of its own."""
    _windows(state, "/reports", providers=["NTLM"])
    computer_decrypts_for_a_folder(state, number)


def account_spelled_alike(state: NodeState, number: int) -> None:
    """Of a partner's domain, whose DNS name begins like the short name of this one."""
    known = state["accounts"]["accounts"]
    known.append({**copy.deepcopy(known[0]), "name": ALIKE, "sid": "S-1-5-21-3000000001-3000000002-3000000003-1120"})
    accepted = {"name": ALIKE, "password": process_activation.token(ALIKE_PASSWORD)}
    state["process_activation"]["accounts"].append(accepted)
    pool = next(pool for pool in state["iis"]["pools"] if pool["name"] == SITE)
    process_activation.run_as(state, pool, ALIKE, ALIKE_PASSWORD)


def off_with_an_old_logon(state: NodeState, number: int) -> None:
    """Once Windows authentication is turned on, the former password would decrypt."""
    pool = next(pool for pool in state["iis"]["pools"] if pool["name"] == SITE)
    pool["worker_processes"][0].update(started="2025-12-24 18:00:00", logged_on="2025-12-24 18:00:00")
    public_root(state, number)
    public_application(state, number)


def public_root(state: NodeState, number: int) -> None:
    _windows(state, "/", enabled=False)
    authentication.of(state, "/")["anonymous"] = True


def kerberos_only(state: NodeState, number: int) -> None:
    _everywhere(state, providers=["Negotiate:Kerberos"])


def anonymous(state: NodeState, number: int) -> None:
    authentication.of(state, "/reports")["anonymous"] = True


def public_folder(state: NodeState, number: int) -> None:
    authentication.below(state, "/", "images")["anonymous"] = True


def computer_decrypts_for_a_folder(state: NodeState, number: int) -> None:
    authentication.below(state, "/reports", "2025")["windows"]["use_app_pool_credentials"] = False


def extended_protection(state: NodeState, number: int) -> None:
    _everywhere(state, token_checking="Require")


def off(state: NodeState, number: int) -> None:
    _windows(state, "/reports", enabled=False)


def not_installed(state: NodeState, number: int) -> None:
    state["authentication"]["installed"] = False
    for location in state["authentication"]["locations"]:
        location["module"] = False


def not_in_use(state: NodeState, number: int) -> None:
    authentication.of(state, "/reports")["module"] = False


def public_application(state: NodeState, number: int) -> None:
    _windows(state, "/reports", enabled=False)
    authentication.of(state, "/reports")["anonymous"] = True


def twice_below(state: NodeState, number: int) -> None:
    """The folder has its provider behind the inherited ones: a legal order, until the site gets the same provider."""
    _windows(state, "/", providers=["NTLM"])
    images = authentication.below(state, "/", "images")
    images["windows"]["providers"] = ["NTLM", "Negotiate"]
    images["added"] = ["Negotiate"]


def damaged_tag(state: NodeState, number: int) -> None:
    """Of another site, which has one of the farm's names at another port, and a pool with the farm's account."""
    _other_pool(state)
    state["iis"]["pools"][-1]["user_name"] = SERVICE_ACCOUNT
    site = copy.deepcopy(state["iis"]["sites"][0])
    site["name"] = OTHER_SITE
    site["bindings"] = [{"protocol": "http", "information": f"*:{OTHER_PORT}:intranet"}]
    site["applications"][0]["pool"] = OTHER_POOL
    state["iis"]["sites"].append(site)
    root = authentication.location(OTHER_SITE, "/", enabled=True, use_app_pool_credentials=True)
    state["authentication"]["locations"] += [root, authentication.damaged(OTHER_SITE, "/old", "/")]


def other_site_on_the_names(state: NodeState, number: int) -> None:
    """The described site has the name of a test alone, and the site that IIS comes with takes every other name."""
    site = next(one for one in state["iis"]["sites"] if one["name"] == SITE)
    site["bindings"] = [{"protocol": "http", "information": "*:80:test.example.com"}]


def binding_that_is_none(state: NodeState, number: int) -> None:
    """Of a site that has nothing to do with the farm."""
    site = copy.deepcopy(state["iis"]["sites"][0])
    site["name"], site["state"] = OTHER_SITE, "Started"
    site["bindings"] = [{"protocol": "http", "information": "*:8081"}]
    state["iis"]["sites"].append(site)
    state["authentication"]["locations"].append(authentication.location(OTHER_SITE, "/"))


def reporting_services(state: NodeState, number: int) -> None:
    """On a German Windows, at a strong wildcard, which comes before the names of IIS."""
    service = http_service.process(2212, "ReportingServicesService.exe", "ReportServer", r"NT SERVICE\ReportServer")
    http_service.register(state, ["HTTP://+:80/REPORTS/"], service)
    state["netsh"] = {"language": "de"}


def computer_decrypts(state: NodeState, number: int) -> None:
    _everywhere(state, use_app_pool_credentials=False)


def computer_decrypts_for_an_application(state: NodeState, number: int) -> None:
    _windows(state, "/reports", use_app_pool_credentials=False)
