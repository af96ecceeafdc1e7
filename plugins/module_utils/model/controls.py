# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The controls, by the identifiers that results, reports, waivers and documents use. An identifier is never reused."""

from __future__ import annotations

from dataclasses import dataclass

from .finding import Remedy


@dataclass(frozen=True)
class Control:
    id: str
    concern: str
    holds: str  # "holds when ..."
    remedy: Remedy
    remark: str = ""


CONTROLS = (
    Control(
        "DNS-1",
        "dns_registration",
        "the adapter with the node's own addresses registers in DNS, the cluster's does not",
        Remedy.FIX,
        "adapters of other networks: not applicable",
    ),
    Control(
        "DNS-2",
        "dns_registration",
        "no node registers a virtual address, each registers its own (SkipAsSource)",
        Remedy.FIX,
    ),
    Control(
        "DNS-3",
        "dns_registration",
        "no global switch, policy or DNS server role on the node overrules DNS-1 and DNS-2",
        Remedy.FIX,
        "the switches are fixed; a policy or the role is named",
    ),
    Control(
        "DNS-6",
        "dns_registration",
        "no hosts file on a node overrides a farm name",
        Remedy.REPORT,
        "nodes do that on purpose; clients are unaffected",
    ),
    Control("DNS-9", "dns_registration", "every node uses the same DNS servers and suffixes", Remedy.REPORT),
    Control(
        "NLB-1",
        "load_balancing",
        "every node is in one converged cluster with the virtual addresses, set up alike, and none converges alone",
        Remedy.REPORT,
    ),
    Control(
        "ACL-1",
        "site_acl",
        "the pool's identity can read and execute the site folder (effective right, inherited or not)",
        Remedy.FIX,
    ),
    Control("ACL-2", "site_acl", "every reader group can too, else IIS answers 401.3", Remedy.FIX),
    Control("ACL-3", "site_acl", "no deny entry reaches them", Remedy.ON_REQUEST),
    Control(
        "ACL-4",
        "site_acl",
        "web.config and everything below with a list of its own is readable too",
        Remedy.FIX,
        "the walk is bounded, and the bound reported",
    ),
    Control(
        "ACL-5", "site_acl", "effective rights are the same on every node", Remedy.REPORT, "fixed by ACL-1 to ACL-4"
    ),
    Control(
        "POOL-1",
        "app_pool",
        "every pool of the site runs as the service account, which tickets are made for",
        Remedy.ON_REQUEST,
        "needs its password, and spn_holder where the decrypting key changes",
    ),
    Control(
        "POOL-3",
        "app_pool",
        "the pool's account may log on and impersonate, the readers may access the node from the network",
        Remedy.FIX,
        "a right that a group policy sets, and a denial, are named",
    ),
    Control(
        "POOL-4",
        "app_pool",
        "site and pools run, with the same bindings and applications on every node",
        Remedy.FIX,
        "what runs is fixed; differences between nodes are named",
    ),
    Control("POOL-5", "app_pool", "the pool serves no other site", Remedy.REPORT, "else it is left alone"),
    Control(
        "POOL-6",
        "app_pool",
        "no worker process is older than the service account's password",
        Remedy.FIX,
        "needs password_changed; cannot be rolled back",
    ),
    Control(
        "AUTH-1",
        "windows_authentication",
        "every application of the site has Windows authentication, installed and on, and anonymous authentication off",
        Remedy.ON_REQUEST,
        "it is switched on by any fix, anonymous authentication off on request",
    ),
    Control(
        "AUTH-2",
        "windows_authentication",
        "every application offers Negotiate before NTLM, and no Negotiate:Kerberos in kernel mode",
        Remedy.FIX,
    ),
    Control(
        "AUTH-3",
        "windows_authentication",
        "every application decrypts with the key of the account that holds the service principal name",
        Remedy.FIX,
        "needs spn_holder",
    ),
    Control("AUTH-4", "windows_authentication", "extended protection fits how TLS ends", Remedy.REPORT),
    Control(
        "AUTH-5",
        "windows_authentication",
        "everything that answers for the farm's names decrypts with one key",
        Remedy.REPORT,
        "applications of the site, other sites and ports",
    ),
)

IDENTIFIERS = tuple(control.id for control in CONTROLS)
