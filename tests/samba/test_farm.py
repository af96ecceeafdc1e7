"""Real tickets on the whole farm of the lab: curl as a client that knows nothing of this project, and our own probe.

Both must see the same. Two domain controllers with what each has of its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.sessions import Sessions
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.directory import question
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.directory.directory import Directory
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.directory.read import read_directory

from lab import healthy, intranet
from lab.facts.process_activation import PASSWORD as SERVICE_PASSWORD
from lab.faults import BY_NAME
from lab.node_files import States
from lab.samba import farm
from lab.samba.baked import environment
from lab.samba.client import Client
from lab.samba.farm import Farm
from lab.samba.plan import ALICE, PASSWORD
from lab.samba.sites import INSTEAD, REALM
from lab.site import keytabs
from tests.samba import test_tickets
from tests.samba.conftest import not_here
from tests.samba.states import READER
from tests.samba.wire_rows import (
    FULL,
    NO_TICKET,
    OURS,
    ROWS,
    SHORT,
    SPN,
    WEB1,
    WORKS,
    Change,
    Row,
    initial,
    moved,
    names,
)

pytestmark = pytest.mark.xdist_group("samba")

SHOWN = (*(intranet.own_addresses(number)[0] for number in (1, 2, 3)), intranet.VIRTUAL[0])
OF_CURL = {WORKS: "200", "not asked for": "200", "unavailable": "503"}  # else 401
Directed = Callable[[Sequence[Change]], None]
PORT = 8081  # of a site beside that of the node


@pytest.fixture(scope="module")
def of_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Farm]:
    if why := farm.lacking():
        not_here(why)
    lab = tmp_path_factory.mktemp("lab")
    started = Farm(lab, tmp_path_factory.mktemp("samba") / "farm")
    yield started
    started.close()


@pytest.fixture
def nodes(of_lab: Farm) -> States:
    """All healthy."""
    (of_lab.lab / INSTEAD).unlink(missing_ok=True)
    states = States(of_lab.lab)
    for number in (1, 2, 3):
        states.write(intranet.name(number), healthy.node(number))
    return states


@pytest.fixture(scope="module")
def directory(of_lab: Farm) -> Directed:
    """Brings dc1 to what it began with, but for these changes; writes nothing where that is so already."""
    last: list[Sequence[Change]] = []

    def directed(changes: Sequence[Change]) -> None:
        if last != [list(changes)]:
            of_lab.domain.change("dc1", *initial(), *changes)
            last[:] = [list(changes)]

    return directed


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.number} {row.title}")
def test_what_clients_see(of_lab: Farm, nodes: States, directory: Directed, row: Row) -> None:
    for node, faults in row.faults.items():
        state = nodes.read(node)
        for fault in faults:
            BY_NAME[fault].inject(state, int(node.removeprefix("web")))
        nodes.write(node, state)
    (of_lab.lab / INSTEAD).write_text(json.dumps(row.instead), encoding="utf-8")
    directory(row.directory)
    expected = {FULL: row.seen, SHORT: (row.short,) * 4 if row.short else row.seen}
    assert probed(of_lab) == expected
    assert asked_by_curl(of_lab) == {name: tuple(map(of_curl, seen)) for name, seen in expected.items()}


def of_curl(seen: str) -> str:
    return OF_CURL.get(seen, "401")


def probed(of_lab: Farm) -> dict[str, tuple[str, ...]]:
    """What our probe makes of it, by name, at each of the four addresses."""
    show = {f"{name} {at}": ["http", name, at, 80] for name in intranet.NAMES for at in SHOWN}
    found = test_tickets.client(of_lab.domain, rf"EXAMPLE\{ALICE}", PASSWORD, show)
    return {
        name: tuple(" ".join(str(part) for part in found[f"{name} {at}"][:2] if part is not None) for at in SHOWN)
        for name in intranet.NAMES
    }


def asked_by_curl(of_lab: Farm, controller: str = "dc1") -> dict[str, tuple[str, ...]]:
    """Status by name at each of the four addresses, with tickets of this domain controller."""
    curl = client_of(of_lab, controller)
    assert curl.log_on(ALICE, PASSWORD) == ""
    return {name: tuple(curl.ask(at, name) for at in SHOWN) for name in intranet.NAMES}


def client_of(of_lab: Farm, controller: str) -> Client:
    return Client(of_lab.domain.inside, of_lab.domain.folder, controller)


@pytest.mark.usefixtures("nodes")
def test_each_domain_controller_gives_tickets_for_what_it_has_itself(of_lab: Farm, directory: Directed) -> None:
    directory([])
    of_lab.domain.replicate("dc2", "dc1")
    directory(moved(WEB1))
    assert asked_by_curl(of_lab, "dc1") == dict.fromkeys(intranet.NAMES, ("401",) * 4)
    assert asked_by_curl(of_lab, "dc2") == dict.fromkeys(intranet.NAMES, ("200",) * 4)
    of_lab.domain.replicate("dc2", "dc1")
    assert asked_by_curl(of_lab, "dc2") == dict.fromkeys(intranet.NAMES, ("401",) * 4)


@pytest.mark.usefixtures("nodes")
def test_a_domain_controller_that_dies_between_remove_and_add_leaves_nobody(of_lab: Farm, directory: Directed) -> None:
    directory([])
    of_lab.domain.replicate("dc2", "dc1")
    directory([[OURS, SPN, "delete", names()]])
    of_lab.domain.kill("dc1")
    assert "Cannot contact any KDC" in client_of(of_lab, "dc1").log_on(ALICE, PASSWORD)
    assert asked_by_curl(of_lab, "dc2") == dict.fromkeys(intranet.NAMES, ("200",) * 4)
    of_lab.domain.start("dc1")
    assert holders(of_lab) == []
    assert probed(of_lab) == dict.fromkeys(intranet.NAMES, (NO_TICKET,) * 4)
    directory([])
    assert asked_by_curl(of_lab) == dict.fromkeys(intranet.NAMES, ("200",) * 4)


def holders(of_lab: Farm) -> list[str]:
    """Of the farm's names, as an audit reads them on dc1."""
    with Sessions(
        *(READER, PASSWORD),
        domain="example.com",
        domain_controllers=[f"127.0.0.1:{of_lab.domain.ports['ldap']}"],
        global_catalogs=[f"127.0.0.1:{of_lab.domain.ports['catalog']}"],
    ) as sessions:
        answer = read_directory(sessions, question.read(intranet.NAMES, [], []).arguments, {})
    found = Directory.from_answer(answer)
    assert found.problem == ""
    return [one.name for one in found.holders]


WEAK = "[libdefaults]\n    permitted_enctypes = aes128-cts-hmac-sha1-96\n"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        pytest.param(["faketime", "-f", "+7m"], 37, id="53 its clock is 7 minutes fast"),
        pytest.param(["faketime", "-f", "-7m"], 33, id="53 its clock is 7 minutes slow"),
        pytest.param(["env", "KRB5_CONFIG={weak}"], 31, id="54 it takes no ticket of this encryption type"),
    ],
)
@pytest.mark.usefixtures("nodes")
def test_a_node_that_is_set_otherwise_refuses(
    of_lab: Farm, directory: Directed, tmp_path: Path, changed: list[str], code: int
) -> None:
    directory([])
    (tmp_path / "weak").write_text(WEAK, encoding="utf-8")
    site, keytab = tmp_path / "site.json", tmp_path / "keytab"
    salt = keytabs.salt_of("svc-intranet", REALM)
    keytabs.write(keytab, [f"HTTP/{FULL}"], SERVICE_PASSWORD, salt, realm=REALM, versions=test_tickets.VERSIONS)
    listen = [{"address": SHOWN[0], "port": PORT}]
    states = {SHOWN[0]: {"negotiate": {"keytab": str(keytab)}}}
    site.write_text(json.dumps({"realm": REALM, "listen": listen, "addresses": states}), encoding="utf-8")
    command = [*(word.format(weak=tmp_path / "weak") for word in changed), sys.executable, "-m", "lab.site", str(site)]
    with subprocess.Popen(
        of_lab.domain.inside(*command), stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment()
    ) as serving:
        assert serving.stdin is not None
        assert serving.stdout is not None
        try:
            assert serving.stdout.readline() == b"serving\n"
            show = {"it": ["http", FULL, SHOWN[0], PORT]}
            assert test_tickets.client(of_lab.domain, rf"EXAMPLE\{ALICE}", PASSWORD, show)["it"][:2] == [
                "refused",
                code,
            ]
            curl = client_of(of_lab, "dc1")
            assert curl.log_on(ALICE, PASSWORD) == ""
            assert curl.ask(SHOWN[0], FULL, PORT) == "401"
        finally:
            serving.stdin.close()
