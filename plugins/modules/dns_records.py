#!/usr/bin/python
# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: dns_records
short_description: Remove wrong addresses from the DNS records of a farm's nodes
version_added: 0.1.0
author: The nlb.kerberos contributors (!UNKNOWN)
description:
  - Removes virtual addresses, and those that a node registers no more, from the node's own record (DNS-4), by secure
    dynamic updates, on each DNS server that holds the zone and has it wrong, where an account that may do so is given
    (O(writer_user)). What it does not write is handed off, with the commands that do it, and those that take it back.
  - An update is made only if the server still has exactly the records that were read just before. Afterwards they are
    read again, and that alone counts.
  - Never writes a name of the farm, because its records must be static; nor a static record, nor one of another
    account, nor one in a zone that takes updates that are not secure.
  - Nodes register themselves. Run M(nlb.kerberos.dns_registration) before this one.
  - The journal and the lease are on the node that the task is for, which must be the farm's first. Where it is not
    reached, nothing is written.
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
      - The account that writes, C(DOMAIN\name) or C(name@domain). It needs the right to write the nodes' records.
        Without it everything is handed off.
    type: str
  writer_password:
    description: Its password. It is sent to domain controllers alone.
    type: str
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
    description: Shows the addresses of each record before and after.
    support: full
extends_documentation_fragment:
  - nlb.kerberos.connection
  - nlb.kerberos.own_connection
requirements:
  - sansldap, pyspnego and dnspython on the machine that the task runs on
  - gssapi there, without which everything is handed off
"""

EXAMPLES = r"""
- name: Remove wrong addresses of the farm's nodes, on the farm's first node
  nlb.kerberos.dns_records:
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
    - control: DNS-4
      subject: A of web1.example.com on dc1.example.com
      before: [10.0.0.11, 10.0.0.50]
      after: [10.0.0.11]
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
    run_fix("dns_records", _registry)


if __name__ == "__main__":
    main()
