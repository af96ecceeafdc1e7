#!/usr/bin/python
# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: spn
short_description: Register the farm's service principal names on the service account alone
version_added: 0.1.0
author: The nlb.kerberos contributors (!UNKNOWN)
description:
  - A domain controller issues the ticket for C(HTTP/<name>) for the account that holds this service principal name.
    Where that is another one than the farm's service account, or none, or two, Kerberos fails on every node.
  - Moves, adds and removes the names in the directory, where an account that may do so is given (O(writer_user)). What
    it may not write is handed off, with the C(setspn) lines that do it, and those that take it back.
  - Everything is written on one domain controller, after it was read there and in the global catalog that nobody has
    changed it meanwhile. The other domain controllers are waited for up to a minute; what they do not show then is
    "pending".
  - The journal and the lease are on the node that the task is for, which must be the farm's first. Where it is not
    reached, nothing is written.
  - Never writes C(HOST/), nor a computer's own names. Nothing is added to a computer's account; a name of the farm is
    removed from one, and a rollback does not put it back.
  - A refused password is tried once in a run.
options:
  farm:
    description:
      - The farm's description, as in C(inventory/example). The host must be one of its nodes.
      - The default is the host's variable C(kerberos_farm).
    type: dict
  user:
    description:
      - The account that reads the directory, C(DOMAIN\name) or C(name@domain). An ordinary user of the domain is
        enough.
      - The default is the account that connects to the node, once the node has accepted it, and only where its name
        has the domain.
    type: str
  password:
    description: Its password. It is sent to domain controllers alone.
    type: str
  writer_user:
    description:
      - The account that writes, C(DOMAIN\name) or C(name@domain). It needs the right to write servicePrincipalName of
        the accounts concerned. Without it everything is handed off.
    type: str
  writer_password:
    description: Its password. It is sent to domain controllers alone.
    type: str
  held_back:
    description:
      - Names of the farm that must not be written now, each with the reason, as M(nlb.kerberos.key_switch) has them.
    type: dict
    default: {}
  own_addresses:
    description: The addresses of the node that the task is for. The default is those of O(farm).
    type: list
    elements: str
  run:
    description:
      - Identifier of the playbook run, for the node's journal.
      - It names files on the node, so it has letters, digits, dots, hyphens and underscores alone.
      - Generated where it is not given.
    type: str
  journal_copy:
    description: A folder on the controller where a copy of each journal entry is written before anything is changed.
    type: path
attributes:
  check_mode:
    description: Shows what would be written, by what the account that writes may change.
    support: full
  diff_mode:
    description: Shows each name and account before and after.
    support: full
extends_documentation_fragment:
  - nlb.kerberos.connection
  - nlb.kerberos.own_connection
requirements:
  - sansldap and pyspnego on the machine that the task runs on
"""

EXAMPLES = r"""
- name: Register the farm's names, on the farm's first node
  nlb.kerberos.spn:
    user: "{{ kerberos_directory_user | default(omit) }}"
    password: "{{ kerberos_directory_password | default(omit) }}"
    writer_user: "{{ kerberos_directory_writer_user | default(omit) }}"
    writer_password: "{{ kerberos_directory_writer_password | default(omit) }}"
  run_once: true
"""

RETURN = r"""
changes:
  description: What was fixed, or would be in check mode.
  returned: success
  type: list
  elements: dict
  sample:
    - control: SPN-2
      subject: HTTP/intranet
      before: [EXAMPLE\svc-old]
      after: [EXAMPLE\svc-intranet]
      irreversible: ""
findings:
  description: Every finding that is neither compliant nor "not applicable", after the change.
  returned: success
  type: list
  elements: dict
counts:
  description: How many findings of each control are in which state.
  returned: success
  type: dict
farm:
  description: The farm's name.
  returned: success
  type: str
  sample: intranet
run:
  description: The run of this task.
  returned: success
  type: str
  sample: 20261123T071812Z-4f2a91
"""

from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.engine.directory_entry import run_fix


def _registry() -> Any:
    from ansible_collections.nlb.kerberos.plugins.module_utils.concerns import registry

    return registry


def main() -> None:
    run_fix("spn", _registry)


if __name__ == "__main__":
    main()
