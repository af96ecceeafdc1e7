"""Tickets of a real domain controller, shown to a site that has, or has not, their key: what the client sees of it."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sansldap

from lab.facts.process_activation import PASSWORD as SERVICE_PASSWORD
from lab.samba.baked import PYTHON, ROOT
from lab.samba.domain import Domain
from lab.site import keytabs
from tests.samba.states import PASSWORD, READER
from tests.samba.test_logons import tries_of

pytestmark = pytest.mark.xdist_group("samba")

CLIENT = Path(__file__).with_name("ticket_client.py")
PACKAGES = Path(sansldap.__file__).parents[1]
REALM, NAME = "EXAMPLE.COM", "intranet.example.com"
VERSIONS = range(1, 6)  # of keys, of which Samba has one
NEW = 99  # a key version that no ticket has
AES256 = 18

# What the site does -> what came of the ticket for NAME: outcome, KRB-ERROR, status of HTTP.
SITES: dict[str, tuple[dict[str, Any], tuple[str, int | None, str]]] = {
    "the key of the ticket": ({"negotiate": {"keytab": "right"}}, ("accepted", None, "200")),
    "the key of the ticket, and NTLM is offered beside it": (
        {"negotiate": {"keytab": "right", "ntlm": True}},
        ("accepted", None, "200"),
    ),
    "the ticket is accepted, and the user is not let in": (
        {"negotiate": {"keytab": "right", "user_refused": True}},
        ("accepted", None, "403"),
    ),
    "another account's key": ({"negotiate": {"keytab": "other"}}, ("refused", 31, "401")),
    "another account's key, as Windows says it": (
        {"negotiate": {"keytab": "other", "rewrite": {"31": 41}}},
        ("refused", 41, "401"),
    ),
    "no key for this name": ({"negotiate": {"keytab": "nameless"}}, ("refused", 35, "401")),
    "the key of a later password": ({"negotiate": {"keytab": "later"}}, ("refused", 44, "401")),
    "a clock that is ahead": ({"negotiate": {"error": 37}}, ("refused", 37, "401")),
    "a clock that is behind": ({"negotiate": {"error": 33}}, ("refused", 33, "401")),
    "NTLM alone": ({"offers": ["NTLM"]}, ("NTLM", None, "401")),
    "Negotiate that does not say what is wrong": ({"offers": ["Negotiate", "NTLM"]}, ("unauthorized", None, "401")),
    "an answer that the ticket's key has not made": (
        {"status": 200, "headers": {"WWW-Authenticate": "Negotiate oRQwEqADCgEAoQsGCSqGSIb3EgECAg=="}},
        ("not proved", None, "200"),
    ),
    "anonymous users are let in": ({"status": 200}, ("not asked for", None, "200")),
    "the pool is stopped": ({"status": 503}, ("unavailable", None, "503")),
    "another site": ({"status": 404}, ("status", None, "404")),
    "a redirect": ({"status": 302, "headers": {"Location": "https://x/"}}, ("redirect", None, "302")),
    "the connection is ended": ({"broken": "closed"}, ("broken off", None, "")),
    "something that is no web server": ({"broken": "noise"}, ("not HTTP", None, "")),
    "something that never answers": ({"broken": "silent"}, ("silent", None, "")),
}
ADDRESSES = {name: f"10.0.0.{number}" for number, name in enumerate(SITES, 11)}
RIGHT, WRONG = "the key of the ticket", "another account's key"
FARM: dict[str, Any] = {
    "name": "intranet",
    "names": [NAME],
    "virtual_addresses": [ADDRESSES["the key of the ticket, and NTLM is offered beside it"]],
    "directory": {"domain_controllers": ["10.0.0.5"]},
}
BOUND, PLAIN, NOBODY = "10.0.0.100", "10.0.0.101", "10.0.0.102"


@pytest.fixture(scope="module")
def outcomes(domain: Domain, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """All of them, by one client."""
    folder = tmp_path_factory.mktemp("site")
    own = f"HTTP/{NAME}"
    salt = keytabs.salt_of("svc-intranet", REALM)
    for name, password, names, versions in (
        ("right", SERVICE_PASSWORD, [own], VERSIONS),
        ("other", "another", [own], VERSIONS),
        ("nameless", "another", ["HTTP/web1.example.com"], VERSIONS),
        ("later", "another", [own], [NEW]),
    ):
        keytabs.write(folder / name, names, password, salt, realm=REALM, versions=versions)
    tls = {
        "certificate": str(domain.authority.with_name("cert.pem")),
        "key": str(domain.authority.with_name("key.pem")),
    }
    states = {ADDRESSES[name]: _with_paths(state, folder) for name, (state, _) in SITES.items()}
    states[BOUND] = _with_paths({"negotiate": {"keytab": "right", "bound": True}}, folder)
    states[PLAIN] = states[BOUND]
    config = folder / "site.json"
    listen = [*({"address": address, "port": 80} for address in states), {"address": BOUND, "port": 443, **tls}]
    config.write_text(json.dumps({"realm": REALM, "listen": listen, "addresses": states}), encoding="utf-8")
    for address in (*states, NOBODY):
        subprocess.run(domain.inside("ip", "address", "replace", f"{address}/24", "dev", "lo"), check=True)
    show = {name: ["http", NAME, address, 80] for name, address in ADDRESSES.items()}
    show["https"] = ["https", NAME, BOUND, 443]
    show["no https"] = ["https", NAME, PLAIN, 80]
    show["nothing listens"] = ["http", NAME, NOBODY, 80]
    show["nobody has the name"] = ["http", "nobody.example.com", PLAIN, 80]
    show["two accounts have the name"] = ["http", "twin", PLAIN, 80]
    show["the account has no key of AES"] = ["http", "keyless", PLAIN, 80]
    with serving(domain, config):
        found = client(domain, READER, PASSWORD, {"show": show})
        for name, nodes in (("farm", [RIGHT]), ("farm with a wrong key", [RIGHT, WRONG])):
            own = {f"web{number}": {"own_addresses": [ADDRESSES[of]]} for number, of in enumerate(nodes, 1)}
            found[name] = client(domain, READER, PASSWORD, {"farm": {**FARM, "nodes": own}})
        return found


@contextmanager
def serving(domain: Domain, config: Path) -> Iterator[None]:
    with subprocess.Popen(
        domain.inside(PYTHON, "-m", "lab.site", str(config)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as site:
        assert site.stdout is not None
        assert site.stdin is not None
        try:
            assert site.stdout.readline() == b"serving\n"
            yield
        finally:
            site.stdin.close()


def client(domain: Domain, user: str, password: str, asked: dict[str, Any]) -> dict[str, Any]:
    done = subprocess.run(
        domain.inside(PYTHON, str(CLIENT)),
        input=json.dumps({"user": user, "password": password, **asked}),
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'collections'}:{PACKAGES}"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert password not in done.stdout + done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _with_paths(state: dict[str, Any], folder: Path) -> dict[str, Any]:
    of = state.get("negotiate", {})
    return {**state, "negotiate": {**of, "keytab": str(folder / of["keytab"])}} if "keytab" in of else state


@pytest.mark.parametrize("name", SITES)
def test_what_a_site_does_is_told_apart(outcomes: dict[str, Any], name: str) -> None:
    _, expected = SITES[name]
    assert outcomes[name] == [*expected, AES256, False]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("https", ["accepted", None, "200", AES256, True]),
        ("no https", ["TLS", None, "", AES256, False]),
        ("nothing listens", ["refused connection", None, "", AES256, False]),
        ("nobody has the name", ["no ticket", 7]),
        ("two accounts have the name", ["no ticket", 7]),
        ("the account has no key of AES", ["no ticket", 14]),
    ],
)
def test_what_is_no_answer_of_a_site(outcomes: dict[str, Any], name: str, expected: list[Any]) -> None:
    assert outcomes[name] == expected


def test_of_a_farm_a_refusal_names_the_variables_and_the_password_is_tried_once(domain: Domain) -> None:
    before = tries_of(domain, "protected")
    farm = {**FARM, "nodes": {"web1": {"own_addresses": ["10.0.0.11"]}}}
    answer = client(domain, r"EXAMPLE\protected", "not-this-one", {"farm": farm})
    assert {finding["state"] for finding in answer["findings"]} == {"could not check"}
    assert "(kerberos_probe_user, kerberos_probe_password; Kerberos error 24)" in answer["findings"][0]["reason"]
    assert tries_of(domain, "protected") == before + 1


@pytest.mark.parametrize(
    ("user", "kind", "words"),
    [
        (r"EXAMPLE\alice", "LogonRefusedError", "the user name or the password is wrong"),
        (r"EXAMPLE\change", "LogonRefusedError", "must be changed"),
        ("auditor@other.example", "NoTicketError", "is not a user of EXAMPLE.COM"),
    ],
)
def test_a_refused_password_is_tried_once(domain: Domain, user: str, kind: str, words: str) -> None:
    wrong = user.endswith("alice")
    before = tries_of(domain, "alice")
    found = client(domain, user, "not-this-one" if wrong else PASSWORD, {"show": {}})
    assert found["kind"] == kind
    assert words in found["error"]
    assert tries_of(domain, "alice") == before + wrong


def test_a_farm_that_accepts_its_tickets_is_told_apart_from_one_whose_node_has_another_key(
    outcomes: dict[str, Any],
) -> None:
    right, wrong = outcomes["farm"], outcomes["farm with a wrong key"]
    assert right["findings"] == []
    assert right["counts"] == {"LIVE-1": {"compliant": 1}, "LIVE-2": {"compliant": 1}}
    (given,) = right["path"]["tickets_for"]
    assert given["names"] == FARM["names"]
    assert wrong["path"]["tickets_for"] == [given], "whoever has accepted them"
    assert READER.endswith(right["probe_user"])
    assert right["began"] < right["asked"]
    assert [(one["node"], one["address"]) for one in right["path"]["tickets"]] == [
        ("web1", ADDRESSES[RIGHT]),
        ("", FARM["virtual_addresses"][0]),
    ]
    (finding,) = wrong["findings"]
    assert (finding["subject"], finding["found"]) == (f"HTTP/{NAME} on web2", "Kerberos error 31")
