"""Accounts and groups of the lab's forest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lab import intranet
from lab.directory.forest import CHILD, CHILD_ROOT, CHILD_SID, CONFIGURATION, CONTROLLERS, FOREST, ROOT, Objects
from lab.directory.values import NEVER
from lab.intranet import ACCOUNT_SID, DOMAIN, READERS_SID

NORMAL, COMPUTER, CONTROLLER, NO_EXPIRY = 0x200, 0x1000, 0x82000, 0x10000  # of userAccountControl
GLOBAL, LOCAL, UNIVERSAL = -0x7FFFFFFE, -0x7FFFFFFC, -0x7FFFFFF8  # of groupType: each of them for security
AES = 0x18
SERVICE_ACCOUNTS = f"OU=Service Accounts,{ROOT}"
SERVICE_ACCOUNT = f"CN=svc-intranet,{SERVICE_ACCOUNTS}"
SET = "2026-01-10T12:00:00+00:00"  # the last change of the service account's password
ADMINISTRATOR, READER = "administrator", "auditor"  # they log on with the lab's password
WEB_SERVERS = f"CN=Web Servers,CN=Users,{ROOT}"
PROTECTED_USERS = f"CN=Protected Users,CN=Users,{ROOT}"
FIRST_NODE = 2000  # RID of the first node, less 1


def objects(nodes: int) -> Objects:
    computers = {computer(number): _computer(number) for number in range(1, nodes + 1)}
    return {
        f"OU=Service Accounts,{ROOT}": {"objectClass": ["top", "organizationalUnit"]},
        SERVICE_ACCOUNT: _service_account(),
        f"CN=Administrator,CN=Users,{ROOT}": user("Administrator", f"{DOMAIN}-500", FOREST, adminCount=[1]),
        f"CN=auditor,CN=Users,{ROOT}": user(READER, f"{DOMAIN}-1140", FOREST),
        f"CN=gmsa-intranet,CN=Managed Service Accounts,{ROOT}": _managed_account(),
        **computers,
        **{
            f"CN={name.upper()},OU=Domain Controllers,{_root(of[1])}": _controller(name)
            for name, of in CONTROLLERS.items()
        },
        **_groups(list(computers)),
        f"CN=Administrator,CN=Users,{CHILD_ROOT}": user("Administrator", f"{CHILD_SID}-500", CHILD),
        f"CN=FILES1,CN=Computers,{CHILD_ROOT}": computer_account("files1", CHILD, f"{CHILD_SID}-1601"),
    }


def computer(number: int) -> str:
    """Name of a node's computer account."""
    return f"CN={intranet.name(number).upper()},CN=Computers,{ROOT}"


def user(name: str, sid: str, domain: str, **more: list[Any]) -> dict[str, list[Any]]:
    return {
        "objectClass": ["top", "person", "organizationalPerson", "user"],
        "objectCategory": [f"CN=Person,CN=Schema,{CONFIGURATION}"],
        "sAMAccountName": [name],
        "userPrincipalName": [f"{name.lower()}@{domain}"],
        "objectSid": [sid],
        "sAMAccountType": [805306368],
        "primaryGroupID": [513],
        "userAccountControl": [NORMAL | NO_EXPIRY],
        "pwdLastSet": [SET],
        "accountExpires": [NEVER],
        "badPwdCount": [0],
        "lockoutTime": [0],
        "msDS-KeyVersionNumber": [3],
        **more,
    }


def computer_account(name: str, domain: str, sid: str) -> dict[str, list[Any]]:
    classes = ("HOST", "RestrictedKrbHost", "TERMSRV", "WSMAN")
    host = f"{name}.{domain}"
    return {
        **user(f"{name.upper()}$", sid, domain),
        "objectClass": ["top", "person", "organizationalPerson", "user", "computer"],
        "objectCategory": [f"CN=Computer,CN=Schema,{CONFIGURATION}"],
        "sAMAccountType": [805306369],
        "primaryGroupID": [515],
        "userAccountControl": [COMPUTER],
        "userPrincipalName": [],
        "dNSHostName": [host],
        "servicePrincipalName": [f"{of}/{form}" for of in classes for form in (name.upper(), host)],
        "msDS-SupportedEncryptionTypes": [28],
    }


def _computer(number: int) -> dict[str, list[Any]]:
    return computer_account(intranet.name(number), FOREST, f"{DOMAIN}-{FIRST_NODE + number}")


def _service_account() -> dict[str, list[Any]]:
    return {
        **user("svc-intranet", ACCOUNT_SID, FOREST),
        "servicePrincipalName": [f"HTTP/{name}" for name in reversed(intranet.NAMES)],
        "msDS-SupportedEncryptionTypes": [AES],
    }


def _managed_account() -> dict[str, list[Any]]:
    """A group managed service account that nothing runs as. Who may read its password: the farm's nodes."""
    return {
        **computer_account("gmsa-intranet", FOREST, f"{DOMAIN}-1160"),
        "objectClass": [
            *("top", "person", "organizationalPerson", "user", "computer"),
            "msDS-GroupManagedServiceAccount",
        ],
        "objectCategory": [f"CN=ms-DS-Group-Managed-Service-Account,CN=Schema,{CONFIGURATION}"],
        "servicePrincipalName": [],
        "sAMAccountName": ["gmsa-intranet$"],
        "msDS-GroupMSAMembership": [f"O:SYD:(A;;0xf01ff;;;{DOMAIN}-1161)"],
        "msDS-ManagedPasswordInterval": [30],
    }


def _controller(name: str) -> dict[str, list[Any]]:
    host, domain, _ = CONTROLLERS[name]
    sid = f"{CHILD_SID if domain == CHILD else DOMAIN}-{1000 + list(CONTROLLERS).index(name)}"
    account = computer_account(name, domain, sid)
    account["servicePrincipalName"] += [f"{of}/{host}" for of in ("ldap", "GC", "DNS")]
    return {**account, "userAccountControl": [CONTROLLER], "primaryGroupID": [516]}


def _root(domain: str) -> str:
    return CHILD_ROOT if domain == CHILD else ROOT


def _groups(computers: Iterable[str]) -> Objects:
    administrator = f"CN=Administrator,CN=Users,{ROOT}"
    return {
        f"CN=Domain Admins,CN=Users,{ROOT}": group("Domain Admins", f"{DOMAIN}-512", GLOBAL, administrator),
        f"CN=Domain Users,CN=Users,{ROOT}": group("Domain Users", f"{DOMAIN}-513", GLOBAL),
        f"CN=Domain Computers,CN=Users,{ROOT}": group("Domain Computers", f"{DOMAIN}-515", GLOBAL),
        f"CN=Domain Controllers,CN=Users,{ROOT}": group("Domain Controllers", f"{DOMAIN}-516", GLOBAL),
        f"CN=Read-only Domain Controllers,CN=Users,{ROOT}": {
            **group("Read-only Domain Controllers", f"{DOMAIN}-521", GLOBAL),
            "whenCreated": ["2016-03-14T09:00:00+00:00"],
        },
        PROTECTED_USERS: group("Protected Users", f"{DOMAIN}-525", GLOBAL),
        f"CN=Intranet Users,CN=Users,{ROOT}": group("Intranet Users", READERS_SID, GLOBAL),
        WEB_SERVERS: group("Web Servers", f"{DOMAIN}-1161", GLOBAL, *computers),
    }


def group(name: str, sid: str, kind: int, *members: str) -> dict[str, list[Any]]:
    return {
        "objectClass": ["top", "group"],
        "objectCategory": [f"CN=Group,CN=Schema,{CONFIGURATION}"],
        "sAMAccountName": [name],
        "objectSid": [sid],
        "groupType": [kind],
        "sAMAccountType": [268435456],
        "member": list(members),
    }
