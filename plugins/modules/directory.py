#!/usr/bin/python
# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: directory
short_description: Audit what the directory and DNS have of a farm
version_added: 0.1.0
author: The nlb.kerberos contributors (!UNKNOWN)
description:
  - Asks domain controllers who holds the farm's service principal names and how the accounts are, and DNS servers where
    the names lead. That is the same for all nodes, so one task a farm is enough, on one of its nodes.
  - The questions are sent by the machine that the task runs on. The node is asked once, over the host's own connection,
    for its domain and for the DNS servers that it uses.
  - Changes nothing. What could not be read is reported as "could not check", never as compliant. A node that does not
    answer, a domain controller that does not, and an account that is refused spoil what depends on them alone.
  - A refused password is tried once in a run.
options:
  farm:
    description:
      - The farm's description, as in C(inventory/example). The host must be one of its nodes.
      - The default is the host's variable C(kerberos_farm).
    type: dict
  concerns:
    description: Only these concerns; all of the whole farm where it is not given. Those of a node are left out.
    type: list
    elements: str
  user:
    description:
      - The account that asks the domain controllers, C(DOMAIN\name) or C(name@domain). A name alone is an account of
        the farm's domain. An ordinary user of the domain is enough.
      - The default is the account that connects to the node, once the node has accepted it, and only where its name
        has the domain.
    type: str
  password:
    description: Its password. It is sent to domain controllers alone.
    type: str
  writer_user:
    description: The account that is to write. Nothing is written; what it may write is read, so that a plan is true.
    type: str
  writer_password:
    description: Its password.
    type: str
  tickets:
    description:
      - Asks for tickets to the farm's names, and shows them to each node and at each virtual address (the concern
        C(ticket)), in place of the other concerns of the whole farm. It comes after the audits of the nodes.
      - Without O(probe_user) and O(probe_password) nothing is asked, and its controls are not applicable.
    type: bool
    default: false
  nodes:
    description: With O(tickets), tickets are shown to these nodes alone, and at no virtual address. By default to all.
    type: list
    elements: str
  probe_user:
    description: The account that asks for tickets, written as O(user). It needs no right.
    type: str
  probe_password:
    description: Its password. It is sent to domain controllers alone.
    type: str
  bindings:
    description:
      - For each node where its site answers, a list of C(scheme), C(address) (empty for each of the node) and C(port).
      - The default is what the audits of the nodes have said before in the same run.
    type: dict
    default: {}
  own_addresses:
    description: The addresses of the node that the task is for. The default is those of O(farm).
    type: list
    elements: str
attributes:
  check_mode:
    description: Never changes anything.
    support: full
  diff_mode:
    description: There is no difference to show.
    support: none
extends_documentation_fragment:
  - nlb.kerberos.connection
  - nlb.kerberos.own_connection
requirements:
  - sansldap, pyspnego and dnspython on the machine that the task runs on, and gssapi for O(tickets); what needs a
    missing one is "could not check"
"""

EXAMPLES = r"""
- name: Ask the directory once, on the farm's first node
  nlb.kerberos.directory:
    user: "{{ kerberos_directory_user | default(omit) }}"
    password: "{{ kerberos_directory_password | default(omit) }}"
  register: kerberos_directory
  run_once: true

- name: Show tickets to the nodes, after their audits
  nlb.kerberos.directory:
    tickets: true
    probe_user: "{{ kerberos_probe_user }}"
    probe_password: "{{ kerberos_probe_password }}"
  register: kerberos_tickets
  run_once: true

- name: Ask the directory from a jump host, which connects to the node by itself
  nlb.kerberos.directory:
    user: svc-audit@example.com
    password: "{{ kerberos_directory_password }}"
    node:
      host: web1.example.com
      user: admin@EXAMPLE.COM
      password: "{{ node_password }}"
  delegate_to: jump.example.com
  run_once: true
"""

RETURN = r"""
farm:
  description: The farm's name.
  returned: success
  type: str
  sample: intranet
findings:
  description: Every finding that is neither compliant nor "not applicable".
  returned: success
  type: list
  elements: dict
counts:
  description: How many findings of each control are in which state.
  returned: success
  type: dict
not_applicable:
  description: Why a control is not applicable, for each that is so for all of its subjects.
  returned: success
  type: dict
drifted:
  description: The concerns with drift that a fix would change.
  returned: success
  type: list
  elements: str
  sample: []
views:
  description: What is compared with other farms; empty.
  returned: success
  type: dict
path:
  description: What is known of the path of a ticket, by role, such as C(holders).
  returned: success
  type: dict
known:
  description: What the audits and fixes of the nodes use, where the description leaves it out.
  returned: success
  type: dict
  contains:
    holder:
      description: The account that all of the farm's service principal names are registered on, with its C(account) and
        C(sid). V(null) where that is not one account, or not known.
      type: dict
    holder_problem:
      description: Why it is not known.
      type: str
    password_set:
      description: When the service account got its present password.
      type: str
      sample: "2026-01-10T12:00:00+00:00"
    accounts:
      description: The accounts of the description, with their SIDs and the SIDs of their groups in the domain.
      type: list
      elements: dict
"""

from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.engine.directory_entry import run


def _registry() -> Any:
    from ansible_collections.nlb.kerberos.plugins.module_utils.concerns import registry

    return registry


def main() -> None:
    run(_registry)


if __name__ == "__main__":
    main()
