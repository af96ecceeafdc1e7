"""The forest without its accounts: partitions, sites, domain controllers, policies and the zones of DNS."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lab.directory import names
from lab.intranet import DOMAIN

FOREST, CHILD = "example.com", "child.example.com"
CHILD_SID = "S-1-5-21-1004336348-1177238915-725345543"
ROOT, CHILD_ROOT = names.of_domain(FOREST), names.of_domain(CHILD)
CONFIGURATION = f"CN=Configuration,{ROOT}"
SERVICES = f"CN=Directory Service,CN=Windows NT,CN=Services,{CONFIGURATION}"
SITE = "Default-First-Site-Name"
SETTINGS = f"CN=Password Settings Container,CN=System,{ROOT}"
MINUTES = 600_000_000  # a minute, in 100 ns
DAYS = 1440 * MINUTES
# Service classes that stand under HOST/ where nobody has them: Active Directory's default.
MAPPED = (
    "alerter,appmgmt,cisvc,clipsrv,browser,dhcp,dnscache,replicator,eventlog,eventsystem,policyagent,oakley,dmserver,dns,"
    "mcsvc,fax,msiserver,ias,messenger,netlogon,netman,netdde,netddedsm,nmagent,plugplay,protectedstorage,rasman,"
    "rpclocator,rpc,rpcss,remoteaccess,rsvp,samss,scardsvr,scesrv,seclogon,scm,dcom,cifs,spooler,snmp,schedule,tapisrv,"
    "trksvr,trkwks,ups,time,wins,www,http,w3svc,iisadmin,msdtc"
)
Objects = dict[str, dict[str, list[Any]]]
# Short name -> host, domain, whether it is a global catalog.
CONTROLLERS: Mapping[str, tuple[str, str, bool]] = {
    "dc1": (f"dc1.{FOREST}", FOREST, True),
    "dc2": (f"dc2.{FOREST}", FOREST, True),
    "dc3": (f"dc3.{CHILD}", CHILD, False),
}


def controllers() -> dict[str, dict[str, Any]]:
    return {
        name: {
            "host": host,
            "domain": domain,
            "site": SITE,
            "catalog": catalog,
            "offset": 0,
            "answers": "yes",
            "behind": {},
        }
        for name, (host, domain, catalog) in CONTROLLERS.items()
    }


def objects() -> Objects:
    return {
        **_domain(FOREST, "EXAMPLE", DOMAIN),
        **_domain(CHILD, "CHILD", CHILD_SID),
        **_configuration(),
        **_password_settings(),
        **{name: {"objectClass": ["top", "domainDNS"]} for name in (_zones("Domain"), _zones("Forest"))},
    }


def _zones(kind: str) -> str:
    return f"DC={kind}DnsZones,{ROOT}"


def _domain(domain: str, netbios: str, sid: str) -> Objects:
    root = names.of_domain(domain)
    containers = ("Users", "Computers", "Managed Service Accounts", "System")
    return {
        root: {
            "objectClass": ["top", "domain", "domainDNS"],
            "objectSid": [sid],
            "lockoutThreshold": [5],
            "lockoutDuration": [-30 * MINUTES],
            "lockOutObservationWindow": [-30 * MINUTES],
            "maxPwdAge": [-42 * DAYS],
            "minPwdAge": [-1 * DAYS],
            "minPwdLength": [7],
            "fSMORoleOwner": [f"CN=NTDS Settings,{_server('dc3' if domain == CHILD else 'dc1')}"],
        },
        **{f"CN={name},{root}": {"objectClass": ["top", "container"]} for name in containers},
        f"OU=Domain Controllers,{root}": {"objectClass": ["top", "organizationalUnit"]},
        f"CN={netbios},CN=Partitions,{CONFIGURATION}": {
            "objectClass": ["top", "crossRef"],
            "objectCategory": [f"CN=Cross-Ref,CN=Schema,{CONFIGURATION}"],
            "nCName": [root],
            "dnsRoot": [domain],
            "nETBIOSName": [netbios],
            "systemFlags": [3],  # a domain
        },
    }


def _server(name: str) -> str:
    return f"CN={name.upper()},CN=Servers,CN={SITE},CN=Sites,{CONFIGURATION}"


def _configuration() -> Objects:
    above = (
        CONFIGURATION,
        f"CN=Sites,{CONFIGURATION}",
        f"CN=Partitions,{CONFIGURATION}",
        f"CN=Services,{CONFIGURATION}",
    )
    found: Objects = {name: {"objectClass": ["top", "container"]} for name in above}
    found[f"CN=Windows NT,CN=Services,{CONFIGURATION}"] = {"objectClass": ["top", "container"]}
    found[f"CN=Schema,{CONFIGURATION}"] = {"objectClass": ["top", "dMD"]}
    found[SERVICES] = {"objectClass": ["top", "nTDSService"], "sPNMappings": [f"host={MAPPED}"]}
    found[f"CN={SITE},CN=Sites,{CONFIGURATION}"] = {"objectClass": ["top", "site"]}
    found[f"CN=Servers,CN={SITE},CN=Sites,{CONFIGURATION}"] = {"objectClass": ["top", "serversContainer"]}
    for name, (host, domain, catalog) in CONTROLLERS.items():
        account = f"CN={name.upper()},OU=Domain Controllers,{names.of_domain(domain)}"
        found[_server(name)] = {
            "objectClass": ["top", "server"],
            "dNSHostName": [host],
            "serverReference": [account],
        }
        found[f"CN=NTDS Settings,{_server(name)}"] = {
            "objectClass": ["top", "applicationSettings", "nTDSDSA"],
            "objectCategory": [f"CN=NTDS-DSA,CN=Schema,{CONFIGURATION}"],
            "hasMasterNCs": [names.of_domain(domain), CONFIGURATION, f"CN=Schema,{CONFIGURATION}"],
            "options": [1 if catalog else 0],
        }
    for name, partition in (
        ("Enterprise Configuration", CONFIGURATION),
        ("Enterprise Schema", f"CN=Schema,{CONFIGURATION}"),
        ("DomainDnsZones", _zones("Domain")),
        ("ForestDnsZones", _zones("Forest")),
    ):
        found[f"CN={name},CN=Partitions,{CONFIGURATION}"] = {
            "objectClass": ["top", "crossRef"],
            "objectCategory": [f"CN=Cross-Ref,CN=Schema,{CONFIGURATION}"],
            "nCName": [partition],
            "dnsRoot": [names.domain_of(partition)],
            "systemFlags": [5 if partition.startswith("DC=") else 1],
        }
    return found


def _password_settings() -> Objects:
    """A fine-grained password policy that is in effect for nobody."""
    return {
        SETTINGS: {"objectClass": ["top", "msDS-PasswordSettingsContainer"]},
        f"CN=Strict,{SETTINGS}": {
            "objectClass": ["top", "msDS-PasswordSettings"],
            "msDS-PasswordSettingsPrecedence": [10],
            "msDS-LockoutThreshold": [3],
            "msDS-LockoutDuration": [-60 * MINUTES],
            "msDS-LockoutObservationWindow": [-60 * MINUTES],
            "msDS-MaximumPasswordAge": [-30 * DAYS],
        },
    }
