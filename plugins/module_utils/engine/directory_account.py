# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
r"""With which account the directory is asked. A password that may be wrong there is never tried: it would bring an
account of the domain nearer to its lock-out.

The account of the connection is one of the domain only where its name says so. A name alone, such as Administrator, is
an account of the node as well as of the domain, with another password in each.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ..directory.errors import DirectoryError
from ..directory.logon import Logon
from ..facts.node_clock.clock import Clock
from .clock_of_node import NO_ANSWER

DIRECTORY, PROBE = "kerberos_directory", "kerberos_probe"  # the beginnings of two variables each
OWN = "set kerberos_directory_user and kerberos_directory_password"


@dataclass(frozen=True)
class Given:
    """What the run was given. user, password: for the directory.

    connection_user, connection_password: what Ansible connects to the node with. probe_user, probe_password: of the
    account that asks for tickets.
    """

    user: str = ""
    password: str = field(default="", repr=False)
    connection_user: str = ""
    connection_password: str = field(default="", repr=False)
    probe_user: str = ""
    probe_password: str = field(default="", repr=False)


@dataclass
class Node:
    """What the farm's first node has said of itself, once it has answered: it has accepted the connection's account."""

    asked: bool = False
    accepted: bool = False
    computer_name: str = ""
    domain: str = ""
    clock: Clock = field(default_factory=lambda: Clock(NO_ANSWER))


def logon(given: Given, node: Node, domain: str) -> Logon:
    """domain: as described; empty: that of the node. Raises DirectoryError with what to do."""
    if given.user and given.password:
        return Logon(_in_domain(given.user, domain or node.domain, DIRECTORY), given.password)
    if given.user or given.password:
        raise DirectoryError(_half(DIRECTORY, given.user))
    return _of_connection(given, node)


def probe(given: Given, node: Node, domain: str) -> Logon:
    """Who asks for tickets: nobody but the account that was given for it. Raises DirectoryError with what to do."""
    if not (given.probe_user and given.probe_password):
        raise DirectoryError(_half(PROBE, given.probe_user))
    return Logon(_in_domain(given.probe_user, domain or node.domain, PROBE), given.probe_password)


def _half(variables: str, user: str) -> str:
    lacks, has = ("password", "user") if user else ("user", "password")
    return f"{variables}_{has} is set and {variables}_{lacks} is not; set both"


def _in_domain(user: str, domain: str, variables: str) -> str:
    if "\\" in user or "@" in user:
        return user
    if not domain:
        raise DirectoryError(
            f"{variables}_user: found {user}, and the domain is not known; write name@domain, or set "
            "kerberos_farm.directory.domain"
        )
    return f"{user}@{domain}"


def _of_connection(given: Given, node: Node) -> Logon:
    user = given.connection_user
    if not user or not given.connection_password:
        raise DirectoryError(f"the connection to the nodes has no password for the directory; {OWN}")
    if not node.accepted:
        raise DirectoryError(
            "the account that Ansible connects with is not tried on a domain controller, because the farm's first node "
            f"has not accepted it in this run; {OWN}"
        )
    where = (user.rpartition("\\")[0] or user.partition("@")[2]).casefold()
    if not where:
        raise DirectoryError(
            f"the account that Ansible connects with, {user}, is not tried on a domain controller: the name has no "
            f"domain, so it may be an account of the node alone; write it as name@domain, or {OWN}"
        )
    if where == "." or (where.partition(".")[0] == node.computer_name.casefold() and where != node.domain.casefold()):
        raise DirectoryError(
            f"the account that Ansible connects with, {user}, is not tried on a domain controller: it is an account of "
            f"the node alone; {OWN}"
        )
    return Logon(user, given.connection_password)
