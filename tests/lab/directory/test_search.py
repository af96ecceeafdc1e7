"""What the lab's directory finds, and how it says that it does not."""

from __future__ import annotations

from datetime import datetime

import pytest
import sansldap
from sansldap import LDAPResultCode as Code
from sansldap import SearchScope

from lab.directory import accounts, healthy
from lab.directory.accounts import SERVICE_ACCOUNT, user
from lab.directory.forest import CHILD_ROOT, CONFIGURATION, ROOT, SERVICES
from lab.directory.security import sid
from lab.directory.wired import WiredDirectory
from lab.intranet import ACCOUNT_SID, DOMAIN
from tests.lab.directory.client import Answer, Client

BASE, ONE = SearchScope.BASE, SearchScope.ONE_LEVEL


def names(answer: Answer) -> set[str]:
    assert answer.code == 0, answer.text
    return set(answer.entries)


@pytest.mark.parametrize(
    "given",
    [
        "(servicePrincipalName=HTTP/intranet)",
        "(SERVICEPRINCIPALNAME=http/INTRANET.example.com)",
        "(|(servicePrincipalName=HTTP/none)(servicePrincipalName=HTTP/intranet))",
        "(&(objectClass=user)(servicePrincipalName=HTTP/*)(!(sAMAccountName=*$)))",
        "(servicePrincipalName=*p/intr*.ex*.com)",
        "(sAMAccountName=SVC-Intranet)",
        "(userPrincipalName=svc-intranet@EXAMPLE.COM)",
        "(&(sAMAccountName=svc-*)(userAccountControl:1.2.840.113556.1.4.803:=66048))",
        "(&(sAMAccountName=svc-*)(userAccountControl:1.2.840.113556.1.4.804:=65537))",
        f"(objectSid={ACCOUNT_SID})",
        "(objectSid={})".format("".join(f"\\{octet:02x}" for octet in sid(ACCOUNT_SID))),
        "(&(objectCategory=person)(msDS-SupportedEncryptionTypes=24))",
        "(&(msDS-SupportedEncryptionTypes>=24)(msDS-SupportedEncryptionTypes<=24))",
        "(distinguishedName=cn=SVC-intranet, ou=service accounts, dc=EXAMPLE,dc=com)",
    ],
)
def test_the_service_account_is_found(bound: Client, given: str) -> None:
    assert names(bound.search(ROOT, given)) == {SERVICE_ACCOUNT}


@pytest.mark.parametrize(
    "given",
    [
        "(servicePrincipalName=HTTP/intrane)",
        "(&(sAMAccountName=svc-intranet)(!(noSuchAttribute=1)))",  # undefined, and so is its contrary
        "(userAccountControl:1.2.840.113556.1.4.803:=2)",
        "(objectSid=S-1-5-21-1-2-3-4)",
        "(sAMAccountName=*svc-intranet*intranet)",
    ],
)
def test_nothing_is_found(bound: Client, given: str) -> None:
    assert names(bound.search(ROOT, given)) == set()


def test_members_are_found_through_groups_in_groups(lab: WiredDirectory, bound: Client) -> None:
    outer = f"CN=Outer,CN=Users,{ROOT}"
    state = lab.directory.file.read()
    state["objects"][outer] = accounts.group("Outer", f"{DOMAIN}-1170", accounts.LOCAL, accounts.WEB_SERVERS)
    lab.directory.file.write(state)
    found = names(bound.search(ROOT, f"(memberOf:1.2.840.113556.1.4.1941:={outer})"))
    assert found == {accounts.WEB_SERVERS, *(accounts.computer(number) for number in (1, 2, 3))}
    groups = bound.search(accounts.computer(1), attributes=["tokenGroups"], scope=BASE)
    assert set(groups.entries[accounts.computer(1)]["tokenGroups"]) == {
        sid(f"{DOMAIN}-{number}") for number in (515, 1161, 1170)
    }


def test_scopes(bound: Client) -> None:
    container = f"OU=Service Accounts,{ROOT}"
    assert names(bound.search(container, scope=BASE)) == {container}
    assert names(bound.search(container, scope=ONE)) == {SERVICE_ACCOUNT}
    assert names(bound.search(container)) == {container, SERVICE_ACCOUNT}


def test_attributes_that_are_made_when_asked_for(lab: WiredDirectory, bound: Client) -> None:
    asked = ["msDS-User-Account-Control-Computed", "allowedAttributesEffective", "canonicalName", "msDS-ResultantPSO"]
    found = bound.search(SERVICE_ACCOUNT, attributes=asked, scope=BASE).entries[SERVICE_ACCOUNT]
    assert found == {
        "msDS-User-Account-Control-Computed": [b"0"],
        "canonicalName": [b"example.com/Service Accounts/svc-intranet"],
    }
    lab.directory.change(SERVICE_ACCOUNT, lockoutTime=["2026-01-01T00:00:00+00:00"])
    shown = bound.search(SERVICE_ACCOUNT, attributes=asked[:1], scope=BASE).entries[SERVICE_ACCOUNT]
    assert shown[asked[0]] == [b"0"]  # the lock has ended by itself
    lab.directory.change(SERVICE_ACCOUNT, lockoutTime=["2999-01-01T00:00:00+00:00"])
    shown = bound.search(SERVICE_ACCOUNT, attributes=asked[:1], scope=BASE).entries[SERVICE_ACCOUNT]
    assert shown[asked[0]] == [b"16"]


def test_only_an_administrator_may_write_service_principal_names(lab: WiredDirectory) -> None:
    with Client(lab.addresses["dc1"], lab.ports.ldap) as client:
        client.negotiate("EXAMPLE\\administrator", lab.password)
        found = client.search(SERVICE_ACCOUNT, attributes=["allowedAttributesEffective"], scope=BASE)
    assert b"servicePrincipalName" in found.entries[SERVICE_ACCOUNT]["allowedAttributesEffective"]


def test_a_fine_grained_password_policy(lab: WiredDirectory, bound: Client) -> None:
    policy = f"CN=Strict,CN=Password Settings Container,CN=System,{ROOT}"
    lab.directory.change(policy, **{"msDS-PSOAppliesTo": [SERVICE_ACCOUNT]})
    found = bound.search(SERVICE_ACCOUNT, attributes=["msDS-ResultantPSO"], scope=BASE)
    assert found.entries[SERVICE_ACCOUNT] == {"msDS-ResultantPSO": [policy.encode()]}


def test_groups_of_a_token_are_made_for_one_object_only(bound: Client) -> None:
    answer = bound.search(ROOT, "(sAMAccountName=svc-intranet)", ["tokenGroups"])
    assert answer.code == Code.OPERATIONS_ERROR
    assert answer.text.startswith("00002120: SvcErr")


def test_a_domain_refers_to_the_partitions_below_it(bound: Client) -> None:
    answer = bound.search(ROOT, "(sAMAccountName=svc-intranet)")
    assert f"ldap://child.example.com/{CHILD_ROOT}" in answer.references
    assert f"ldap://example.com/{CONFIGURATION}" in answer.references
    local = sansldap.LDAPControl("1.2.840.113556.1.4.1339", True, None)
    assert bound.search(ROOT, "(sAMAccountName=svc-intranet)", controls=[local]).references == []


def test_another_domain_is_a_referral(bound: Client) -> None:
    answer = bound.search(CHILD_ROOT)
    assert (answer.code, answer.referrals) == (Code.REFERRAL, [f"ldap://child.example.com/{CHILD_ROOT}"])
    assert answer.text.startswith("0000202B: RefErr: DSID-")


def test_an_object_that_is_not_there(bound: Client) -> None:
    answer = bound.search(f"CN=nobody,CN=Users,{ROOT}", scope=BASE)
    assert answer.code == Code.NO_SUCH_OBJECT
    assert answer.text.endswith(f"best match of:\n\t'CN=Users,{ROOT}'\n\0")
    assert bound.search("", "(sAMAccountName=svc-intranet)").code == Code.NO_SUCH_OBJECT
    assert bound.search("nonsense").code == Code.INVALID_DN_SYNTAX


def test_the_mappings_of_host(bound: Client) -> None:
    found = bound.search(SERVICES, attributes=["sPNMappings"], scope=BASE).entries[SERVICES]
    assert b"http" in found["sPNMappings"][0].removeprefix(b"host=").split(b",")


def catalog(lab: WiredDirectory) -> Client:
    client = Client(lab.addresses["dc1"], lab.ports.catalog)
    assert client.negotiate("EXAMPLE\\auditor", lab.password).code == 0
    return client


def test_the_catalog_has_both_domains_but_not_every_attribute(lab: WiredDirectory) -> None:
    asked = ["servicePrincipalName", "dNSHostName", "msDS-SupportedEncryptionTypes", "pwdLastSet", "tokenGroups"]
    with catalog(lab) as client:
        found = client.search("", "(dNSHostName=*)", [*asked[:4]])
        files = found.entries[f"CN=FILES1,CN=Computers,{CHILD_ROOT}"]
        assert set(files) == {"servicePrincipalName", "dNSHostName"}
        assert accounts.computer(1) in found.entries
        assert names(client.search("", "(badPwdCount=0)")) == set()
        assert names(client.search("", "(sAMAccountName=files1$)")) == {f"CN=FILES1,CN=Computers,{CHILD_ROOT}"}
        assert found.references == []


def test_only_global_catalogs_listen_there(lab: WiredDirectory) -> None:
    with pytest.raises(OSError, match="refused"):
        Client(lab.addresses["dc3"], lab.ports.catalog)


def test_a_domain_controller_of_the_child_domain(lab: WiredDirectory) -> None:
    with Client(lab.addresses["dc3"], lab.ports.ldap) as client:
        assert client.negotiate("EXAMPLE\\auditor", lab.password).code == 0
        found = client.search(CHILD_ROOT, "(sAMAccountName=files1$)", ["msDS-SupportedEncryptionTypes"])
    assert found.entries == {f"CN=FILES1,CN=Computers,{CHILD_ROOT}": {"msDS-SupportedEncryptionTypes": [b"28"]}}


def test_a_domain_controller_may_be_behind(lab: WiredDirectory) -> None:
    state = lab.directory.file.read()
    state["controllers"]["dc2"]["behind"] = {
        SERVICE_ACCOUNT: {"servicePrincipalName": ["HTTP/intranet"]},
        accounts.computer(3): None,
        f"CN=gone,CN=Users,{ROOT}": user("gone", f"{DOMAIN}-1180", "example.com"),
    }
    lab.directory.file.write(state)
    seen = {}
    for controller in ("dc1", "dc2"):
        with Client(lab.addresses[controller], lab.ports.ldap) as client:
            client.negotiate("EXAMPLE\\auditor", lab.password)
            found = client.search(
                ROOT, "(|(servicePrincipalName=HTTP/*)(sAMAccountName=web3$)(cn=gone))", ["servicePrincipalName"]
            )
        seen[controller] = (len(found.entries[SERVICE_ACCOUNT]["servicePrincipalName"]), set(found.entries))
    assert seen["dc1"] == (2, {SERVICE_ACCOUNT, accounts.computer(3)})
    assert seen["dc2"] == (1, {SERVICE_ACCOUNT, f"CN=gone,CN=Users,{ROOT}"})


def test_many_objects_come_in_pages(lab: WiredDirectory, bound: Client) -> None:
    state = lab.directory.file.read()
    for number in range(1200):
        name = f"CN=user{number},CN=Users,{ROOT}"
        state["objects"][name] = user(f"user{number}", f"{DOMAIN}-{5000 + number}", "example.com")
    state["objects"][accounts.WEB_SERVERS]["member"] = [
        f"CN=user{number},CN=Users,{ROOT}" for number in range(1200)
    ] * 2
    lab.directory.file.write(state)
    cut = bound.search(ROOT, "(sAMAccountName=user*)", ["cn"])
    assert (cut.code, len(cut.entries)) == (Code.SIZE_LIMIT_EXCEEDED, 1000)
    assert len(bound.search(ROOT, "(sAMAccountName=user*)", ["cn"], size_limit=7).entries) == 7
    found: set[str] = set()
    cookie, pages = b"", 0
    while pages == 0 or cookie:
        control = sansldap.PagedResultControl(critical=True, size=500, cookie=cookie)
        answer = bound.search(ROOT, "(sAMAccountName=user*)", ["cn"], controls=[control])
        found |= names(answer)
        (back,) = answer.controls
        assert isinstance(back, sansldap.PagedResultControl)
        cookie, pages = back.cookie, pages + 1
    assert (len(found), pages) == (1200, 3)
    first = bound.search(accounts.WEB_SERVERS, attributes=["member"], scope=BASE).entries[accounts.WEB_SERVERS]
    assert (first["member"], len(first["member;range=0-1499"])) == ([], 1500)
    rest = bound.search(accounts.WEB_SERVERS, attributes=["member;range=1500-*"], scope=BASE)
    assert len(rest.entries[accounts.WEB_SERVERS]["member;range=1500-*"]) == 900


def test_a_security_descriptor_without_the_control_is_not_shown_to_everybody(bound: Client) -> None:
    asked = ["nTSecurityDescriptor"]
    assert bound.search(SERVICE_ACCOUNT, attributes=asked, scope=BASE).entries == {SERVICE_ACCOUNT: {}}
    flags = sansldap.LDAPControl("1.2.840.113556.1.4.801", True, bytes.fromhex("3003020105"))
    found = bound.search(SERVICE_ACCOUNT, attributes=asked, scope=BASE, controls=[flags])
    (descriptor,) = found.entries[SERVICE_ACCOUNT]["nTSecurityDescriptor"]
    assert descriptor[:4] == b"\x01\x00\x04\x84"
    assert sid(f"{DOMAIN}-512") in descriptor


def test_who_may_read_a_managed_password(bound: Client) -> None:
    found = bound.search(ROOT, "(sAMAccountName=gmsa-intranet$)", ["msDS-GroupMSAMembership"])
    ((descriptor,),) = ([*entry["msDS-GroupMSAMembership"]] for entry in found.entries.values())
    assert sid(f"{DOMAIN}-1161") in descriptor


def test_an_unknown_critical_control_is_refused(bound: Client) -> None:
    unknown = sansldap.LDAPControl("1.2.3.4", True, None)
    assert bound.search(ROOT, controls=[unknown]).code == Code.UNAVAILABLE_CRITICAL_EXTENSION


def test_hostile_names_are_only_values(lab: WiredDirectory, bound: Client) -> None:
    hostile = 'sv*c)(,="\\ü\0'
    name = f"CN=hostile,CN=Users,{ROOT}"
    state = healthy.directory(1)
    state["objects"][name] = user(hostile, f"{DOMAIN}-1190", "example.com")
    lab.directory.file.write(state)
    assert names(bound.search(ROOT, sansldap.FilterEquality("sAMAccountName", hostile.encode()))) == {name}


def test_it_tells_the_time_of_its_clock(lab: WiredDirectory) -> None:
    state = lab.directory.file.read()
    state["controllers"]["dc2"]["offset"] = 420
    lab.directory.file.write(state)
    told = {}
    for controller in ("dc1", "dc2"):
        with Client(lab.addresses[controller], lab.ports.ldap) as client:
            (time,) = client.search("", attributes=["currentTime"], scope=BASE).entries[""]["currentTime"]
        told[controller] = datetime.strptime(time.decode(), "%Y%m%d%H%M%S.0Z")
    assert 419 <= (told["dc2"] - told["dc1"]).total_seconds() <= 425


@pytest.mark.parametrize("answers", ["silent", "no"])
def test_a_domain_controller_may_not_answer(lab: WiredDirectory, answers: str) -> None:
    state = lab.directory.file.read()
    state["controllers"]["dc2"]["answers"] = answers
    lab.directory.file.write(state)
    with Client(lab.addresses["dc2"], lab.ports.ldap) as client:
        client.socket.settimeout(0.3)
        with pytest.raises(TimeoutError if answers == "silent" else ConnectionError):
            client.search("", scope=BASE)
