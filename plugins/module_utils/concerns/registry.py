# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""All concerns: those of a node, in the order in which a fix takes them, of the whole farm, and of computers beside it.

A concern that nodes answer, and the directory, clients or domain controllers as well, has a face of each scope, with
one name and the same controls.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..farm.computer import KINDS, Kind
from ..farm.description import Farm
from ..model.controls import identifiers
from ..model.finding import Remedy
from . import contract
from .account_state import in_directory as account_state
from .app_pool import concern as app_pool
from .browser_policy import concern as browser_policy
from .contract import Concern
from .dns_records import concern as dns_records
from .dns_registration import concern as dns_registration
from .evidence import concern as evidence
from .evidence import on_client as logs_of_clients
from .evidence import on_domain_controller as logs_of_controllers
from .host_trust import concern as host_trust
from .host_trust import in_directory as clocks_of_controllers
from .load_balancing import concern as load_balancing
from .machine_account import concern as machine_account
from .machine_account import in_directory as names_of_accounts
from .site_acl import concern as site_acl
from .spn import concern as spn
from .ticket import concern as ticket
from .windows_authentication import concern as windows_authentication

CONCERNS: tuple[Concern, ...] = (
    dns_registration,
    load_balancing,
    machine_account,
    host_trust,
    evidence,
    site_acl,
    app_pool,
    windows_authentication,
)
# What DNS answers is known before the directory is asked: a name may be an alias.
FARM_CONCERNS: tuple[Concern, ...] = (dns_records, spn, account_state, clocks_of_controllers, names_of_accounts, ticket)
# Of clients and of domain controllers.
COMPUTER_CONCERNS: tuple[Concern, ...] = (browser_policy, logs_of_clients, logs_of_controllers)
FIXED_OF_CLIENT: Concern = browser_policy  # the one of them that a fix can change something of
AFTER_NODES = (ticket.NAME,)  # those of the farm that use what the nodes' audits have said
EVERY_CONCERN = (*CONCERNS, *FARM_CONCERNS, *COMPUTER_CONCERNS)
NAMES = tuple(dict.fromkeys(concern.NAME for concern in EVERY_CONCERN))
OTHER_FACES = {contract.FARM: "_in_directory", **{kind.name: f"_on_{kind.field}" for kind in KINDS}}
# Those of which no part asks the directory or DNS.
NODES_ALONE = tuple(c.NAME for c in CONCERNS if c.NAME not in {other.NAME for other in FARM_CONCERNS})
CONTROLS = tuple(
    dict.fromkeys(control for concern in EVERY_CONCERN for control in (*concern.CONTROLS, *concern.FARM_CONTROLS))
)
IDENTIFIERS = identifiers(CONTROLS)
OF_USERS = frozenset(control.id for control in CONTROLS if control.of_users)
OF_THE_KEY = frozenset(control.id for control in CONTROLS if control.of_the_key)
NO_FIX = (Remedy.REPORT, Remedy.HAND_OFF)
FIXED_OF_FARM = tuple(c.NAME for c in FARM_CONCERNS if c.WRITES)
# Those that a fix can fix something of: each has a role, and a tag in the playbook.
FIXED = (*(c.NAME for c in CONCERNS if any(control.remedy not in NO_FIX for control in c.CONTROLS)), *FIXED_OF_FARM)


def face(concern: Concern) -> str:
    """What its recordings and its cases are named after: where nodes have a concern of its name too, not that alone."""
    of_nodes = any(other.NAME == concern.NAME for other in CONCERNS)
    return concern.NAME + (OTHER_FACES.get(concern.SCOPE, "") if of_nodes else "")


FACES = {face(concern): concern for concern in EVERY_CONCERN}


def named(names: Sequence[str], where: str = "concerns") -> list[Concern]:
    """The nodes' concerns of these names, in the order of a fix. Raises ValueError, to be shown to the user."""
    return contract.named(names, CONCERNS, where, (*FARM_CONCERNS, *COMPUTER_CONCERNS))


def farm_named(names: Sequence[str], where: str = "concerns", after_nodes: bool | None = None) -> list[Concern]:
    """The whole farm's concerns of these names. Raises ValueError, to be shown to the user.

    after_nodes: only those that come after the nodes' audits, or only the others; None: all of them.
    """
    known = contract.named(names, FARM_CONCERNS, where, (*CONCERNS, *COMPUTER_CONCERNS))
    return [one for one in known if after_nodes is None or after_nodes is (one.NAME in AFTER_NODES)]


def computer_named(names: Sequence[str], kind: Kind, where: str = "concerns") -> list[Concern]:
    """Those of these names that are asked of this kind of computer. Raises ValueError, to be shown to the user."""
    known = contract.named(names, COMPUTER_CONCERNS, where, (*CONCERNS, *FARM_CONCERNS))
    return [one for one in known if kind.name == one.SCOPE]


def farm_of(description: Any) -> Farm:
    """The farm of an administrator's description. Raises ValueError, to be shown to the user."""
    return Farm.from_description(description, CONTROLS)
