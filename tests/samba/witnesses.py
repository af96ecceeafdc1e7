"""Who sees what a ticket comes to on the lab's farm: our own probe, and curl, which knows nothing of this project."""

from __future__ import annotations

from lab import intranet
from lab.samba.client import Client
from lab.samba.farm import Farm
from lab.samba.plan import ALICE, PASSWORD
from tests.samba import test_tickets

SHOWN = (*(intranet.own_addresses(number)[0] for number in (1, 2, 3)), intranet.VIRTUAL[0])


def probed(of_lab: Farm) -> dict[str, tuple[str, ...]]:
    """What our probe makes of it, by name, at each of the four addresses."""
    show = {f"{name} {at}": ["http", name, at, 80] for name in intranet.NAMES for at in SHOWN}
    found = test_tickets.client(of_lab.domain, rf"EXAMPLE\{ALICE}", PASSWORD, {"show": show})
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
