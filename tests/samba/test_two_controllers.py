"""Two domain controllers, each with what it has of its own, and one that dies half way."""

from __future__ import annotations

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.sessions import Sessions
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.directory import question
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.directory.directory import Directory
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.directory.read import read_directory

from lab import intranet
from lab.samba.farm import Farm
from lab.samba.plan import ALICE, PASSWORD
from tests.samba.conftest import Directed
from tests.samba.states import READER
from tests.samba.wire_rows import NO_TICKET, OURS, SPN, WEB1, moved, names
from tests.samba.witnesses import asked_by_curl, client_of, probed

pytestmark = pytest.mark.xdist_group("samba")


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
