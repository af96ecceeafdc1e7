#!/usr/bin/python
# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: machine_account
short_description: Check that no node is called by a name of the farm
version_added: 0.1.0
author: The nlb.kerberos contributors (!UNKNOWN)
description:
  - The computer account of a node holds C(HOST/<its name>), which stands for C(HTTP/) as well. Where that is a name of
    the farm, tickets for it are issued for this one node, and no other node can decrypt them (HOST-3).
  - This module only reads, and changes nothing.
  - Only an audit of all nodes shows whether two of them have one computer name.
options:
  names:
    description: The names that clients use.
    type: list
    elements: str
    required: true
  inventory_name:
    description: The name of the node in the inventory, which should be none of O(names) either.
    type: str
extends_documentation_fragment:
  - nlb.kerberos.connection
  - nlb.kerberos.node
  - nlb.kerberos.run
  - nlb.kerberos.concern
  - nlb.kerberos.own_connection
"""

EXAMPLES = r"""
- name: Check that the node is not called by a name of the farm
  nlb.kerberos.machine_account:
    own_addresses: [10.0.0.11]
    names: [intranet.example.com, intranet]
  register: named
  failed_when: named.findings | length > 0
"""

RETURN = r"""
findings:
  description: Every finding that is neither compliant nor "not applicable".
  returned: success
  type: list
  elements: dict
  sample:
    - control: HOST-3
      subject: computer name and intranet
      state: drift
      found: INTRANET.example.com
      wanted: another name than those of the farm
      remedy: report
      reason: this node has a name of the farm as its own
counts:
  description: How many findings of each control are in which state.
  returned: success
  type: dict
  sample: {HOST-3: {compliant: 2}}
changes:
  description: Always empty.
  returned: success
  type: list
  elements: dict
run:
  description: The run of this task.
  returned: success
  type: str
  sample: 20261123T071812Z-4f2a91
"""

from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.engine.module_entry import run


def _concern() -> Any:
    from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.machine_account import concern

    return concern


def main() -> None:
    run("machine_account", _concern)


if __name__ == "__main__":
    main()
