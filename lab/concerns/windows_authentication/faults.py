"""Faults of a site's Windows authentication, and of the key that decrypts its tickets."""

from __future__ import annotations

import copy
from typing import Any

from lab.facts import authentication, http_service
from lab.fault import Fault
from lab.intranet import DOMAIN, SERVICE_ACCOUNT, SITE
from lab.node_files import NodeState

DECRYPTION = "5"  # the step of the ticket's path
ROOT, REPORTS = "Intranet/", "Intranet/reports"
IMAGES, YEAR = "Intranet/images", "Intranet/reports/2025"  # folders below them
OTHER_POOL, OTHER_SITE, OTHER_PORT = "Reports", "Reports", 8080
OTHER_ACCOUNT = r"EXAMPLE\svc-reports"


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


def _other_account_for_an_application(state: NodeState, number: int) -> None:
    """In a pool that serves another site too, and so is not changed."""
    _other_pool(state)
    first, site = state["iis"]["sites"]
    first["applications"][0]["pool"] = OTHER_POOL
    next(one for one in site["applications"] if one["path"] == "/reports")["pool"] = OTHER_POOL


def _other_site_on_the_name(state: NodeState, number: int) -> None:
    _other_pool(state)
    site = copy.deepcopy(state["iis"]["sites"][0])
    site["name"] = OTHER_SITE
    site["bindings"] = [{"protocol": "http", "information": f"*:{OTHER_PORT}:intranet"}]
    site["applications"][0]["pool"] = OTHER_POOL
    state["iis"]["sites"].append(site)
    state["authentication"]["locations"].append(
        authentication.location(OTHER_SITE, "/", enabled=True, use_app_pool_credentials=True)
    )


def _web_config_decides(state: NodeState, number: int) -> None:
    """In the site's root folder, so that its applications inherit it, wherever their own folders are."""
    _everywhere(state, use_app_pool_credentials=False)
    for path in ("/", "/reports"):
        authentication.of(state, path).update(unlocked=["windows"], from_web_config=["windows"])


def _locked_section(state: NodeState, number: int) -> None:
    authentication.of(state, "/reports")["problem"] = "a web.config has a section that is locked: IIS answers 500.19"


def _ntlm_first(state: NodeState, number: int) -> None:
    _everywhere(state, providers=["NTLM", "Negotiate"])


def _kerberos_only(state: NodeState, number: int) -> None:
    _everywhere(state, providers=["Negotiate:Kerberos"])


def _anonymous(state: NodeState, number: int) -> None:
    authentication.of(state, "/reports")["anonymous"] = True


def _public_folder(state: NodeState, number: int) -> None:
    authentication.below(state, "/", "images")["anonymous"] = True


def _computer_decrypts_for_a_folder(state: NodeState, number: int) -> None:
    authentication.below(state, "/reports", "2025")["windows"]["use_app_pool_credentials"] = False


def _extended_protection(state: NodeState, number: int) -> None:
    _everywhere(state, token_checking="Require")


def _off(state: NodeState, number: int) -> None:
    _windows(state, "/reports", enabled=False)


def _not_installed(state: NodeState, number: int) -> None:
    state["authentication"]["installed"] = False
    for location in state["authentication"]["locations"]:
        location["module"] = False


def _not_in_use(state: NodeState, number: int) -> None:
    authentication.of(state, "/reports")["module"] = False


def _public_application(state: NodeState, number: int) -> None:
    _windows(state, "/reports", enabled=False)
    authentication.of(state, "/reports")["anonymous"] = True


def _twice_below(state: NodeState, number: int) -> None:
    """The folder has its provider behind the inherited ones: a legal order, until the site gets the same provider."""
    _windows(state, "/", providers=["NTLM"])
    images = authentication.below(state, "/", "images")
    images["windows"]["providers"] = ["NTLM", "Negotiate"]
    images["added"] = ["Negotiate"]


def _damaged_tag(state: NodeState, number: int) -> None:
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


def _reporting_services(state: NodeState, number: int) -> None:
    """On a German Windows, at a strong wildcard, which comes before the names of IIS."""
    service = http_service.process(2212, "ReportingServicesService.exe", "ReportServer", r"NT SERVICE\ReportServer")
    http_service.register(state, ["HTTP://+:80/REPORTS/"], service)
    state["netsh"] = {"language": "de"}


def _computer_decrypts(state: NodeState, number: int) -> None:
    _everywhere(state, use_app_pool_credentials=False)


def _computer_decrypts_for_an_application(state: NodeState, number: int) -> None:
    _windows(state, "/reports", use_app_pool_credentials=False)


def _on_both(control: str, subject: str) -> tuple[tuple[str, str], ...]:
    return tuple((control, f"{subject} of {location}") for location in (ROOT, REPORTS))


KEY = "decrypting key"

FAULTS = (
    Fault(
        "windows_authentication/machine-key",
        "32",
        "a node decrypts with its machine key",
        _computer_decrypts,
        _on_both("AUTH-3", KEY),
        step=DECRYPTION,
    ),
    Fault(
        "windows_authentication/machine-key-of-application",
        "32",
        "a node decrypts with its machine key for one application of the site",
        _computer_decrypts_for_an_application,
        (("AUTH-3", f"{KEY} of {REPORTS}"), ("AUTH-5", f"application {REPORTS}")),
        step=DECRYPTION,
    ),
    Fault(
        "windows_authentication/application-in-another-pool",
        "38",
        "one application of the site in a pool of another account",
        _other_account_for_an_application,
        (
            ("AUTH-3", f"{KEY} of {REPORTS}"),
            ("AUTH-5", f"application {REPORTS}"),
            ("POOL-1", f"identity of pool {OTHER_POOL}"),
            ("POOL-5", f"sites of pool {OTHER_POOL}"),
        ),
        (
            ("POOL-4", "pool of application /reports"),
            ("POOL-4", f"logon of pool {OTHER_POOL}"),
        ),
        step=DECRYPTION,
        fixed=False,
    ),
    Fault(
        "windows_authentication/another-site-on-the-host-name",
        "39",
        "another site on the same host name, with another port and another account",
        _other_site_on_the_name,
        (("AUTH-5", f"{OTHER_SITE}/ at port {OTHER_PORT}"),),
        step=DECRYPTION,
        fixed=False,
    ),
    Fault(
        "windows_authentication/key-set-by-web-config",
        "40",
        "web.config sets which key decrypts, because the section is unlocked",
        _web_config_decides,
        _on_both("AUTH-3", KEY),
        step=DECRYPTION,
        fixed=False,
    ),
    Fault(
        "windows_authentication/locked-section-in-web-config",
        "40",
        "web.config has a section that is locked",
        _locked_section,
        (
            *((control, REPORTS) for control in ("AUTH-1", "AUTH-2", "AUTH-3", "AUTH-4")),
            ("AUTH-5", f"applications of {SITE}"),
        ),
        step=DECRYPTION,
        fixed=False,
        checked=False,
    ),
    Fault(
        "windows_authentication/ntlm-first",
        "41",
        "NTLM before Negotiate",
        _ntlm_first,
        _on_both("AUTH-2", "providers"),
        step=DECRYPTION,
    ),
    Fault(
        "windows_authentication/kerberos-provider-in-kernel-mode",
        "42",
        "Negotiate:Kerberos with kernel mode on",
        _kerberos_only,
        _on_both("AUTH-2", "providers"),
        step=DECRYPTION,
    ),
    Fault(
        "windows_authentication/anonymous-enabled",
        "43",
        "anonymous authentication is on",
        _anonymous,
        (("AUTH-1", f"anonymous authentication of {REPORTS}"),),
        step=DECRYPTION,
    ),
    Fault(
        "windows_authentication/extended-protection-required",
        "44",
        "extended protection is required, and TLS is terminated in front of the node",
        _extended_protection,
        _on_both("AUTH-4", "extended protection"),
        step=DECRYPTION,
        fixed=False,
    ),
    Fault(
        "windows_authentication/disabled",
        "66",
        "Windows authentication is off",
        _off,
        (("AUTH-1", f"Windows authentication of {REPORTS}"),),
        step=DECRYPTION,
    ),
    Fault(
        "windows_authentication/not-installed",
        "66",
        "Windows authentication is not installed",
        _not_installed,
        (("AUTH-1", "Windows authentication of IIS"),),
        step=DECRYPTION,
        fixed=False,
    ),
    Fault(
        "windows_authentication/not-in-use",
        "87",
        "the module of Windows authentication is not in use in one application",
        _not_in_use,
        (("AUTH-1", f"Windows authentication of {REPORTS}"),),
        step=DECRYPTION,
        fixed=False,
    ),
    Fault(
        "windows_authentication/public-application",
        "88",
        "one application is public, perhaps on purpose",
        _public_application,
        (("AUTH-1", f"Windows authentication of {REPORTS}"), ("AUTH-1", f"anonymous authentication of {REPORTS}")),
        step=DECRYPTION,
    ),
    Fault(
        "windows_authentication/damaged-tag-of-another-site",
        "86",
        "a location tag of another site on the host name cannot be read",
        _damaged_tag,
        (("AUTH-5", f"{OTHER_SITE}/old at port {OTHER_PORT}"),),
        step=DECRYPTION,
        fixed=False,
        checked=False,
    ),
    Fault(
        "windows_authentication/another-program-on-the-host-name",
        "89",
        "another program than IIS answers for the farm's names",
        _reporting_services,
        (("AUTH-5", "HTTP://+:80/REPORTS/ of service ReportServer"),),
        step=DECRYPTION,
        fixed=False,
    ),
    # Last: a folder inherits from its application, with the other faults injected there.
    Fault(
        "windows_authentication/machine-key-of-folder",
        "32",
        "a node decrypts with its machine key for one folder of an application",
        _computer_decrypts_for_a_folder,
        (("AUTH-3", f"{KEY} of {YEAR}"), ("AUTH-5", f"folder {YEAR}")),
        step=DECRYPTION,
        fixed=False,
    ),
    Fault(
        "windows_authentication/anonymous-enabled-in-folder",
        "43",
        "anonymous authentication is on in one folder of an application",
        _public_folder,
        (("AUTH-1", f"anonymous authentication of {IMAGES}"),),
        step=DECRYPTION,
        fixed=False,
    ),
    Fault(
        "windows_authentication/provider-twice-below",
        "85",
        "NTLM alone, and a folder below that adds Negotiate, which would be there twice",
        _twice_below,
        (("AUTH-2", f"providers of {ROOT}"), ("AUTH-2", f"providers of {IMAGES}")),
        step=DECRYPTION,
        fixed=False,
    ),
)
