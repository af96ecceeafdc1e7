#!/usr/bin/python
# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: load_balancing
short_description: Check whether a node is converged in the farm's one cluster
version_added: 0.1.0
author: The nlb.kerberos contributors (!UNKNOWN)
description:
  - A node of the farm is in one cluster of Network Load Balancing, converged, with every virtual address, and answers
    for none of the addresses outside of the cluster (NLB-1). The cluster has no other address, and its port rules let
    clients reach the site. Its state in clusters of other farms does not matter.
  - This module only reads, and changes nothing. The cluster's configuration is its administrator's responsibility.
    M(nlb.kerberos.drain) drains and starts a node.
  - Only an audit of all nodes shows whether they are in the same cluster and converged with each other. A node says
    what it knows itself; it asks no other host.
options:
  site:
    description: The name of the site in IIS. The cluster's port rules must let clients reach its ports.
    type: str
  virtual_addresses:
    description: All addresses of the farm's NLB cluster, IPv4 and IPv6, which the names lead to.
    type: list
    elements: str
    required: true
  drain:
    description: Whether the farm uses Network Load Balancing. With V(false), a node without it is compliant.
    type: bool
    default: true
extends_documentation_fragment:
  - nlb.kerberos.connection
  - nlb.kerberos.node
  - nlb.kerberos.run
  - nlb.kerberos.concern
  - nlb.kerberos.own_connection
"""

EXAMPLES = r"""
- name: Check whether the node is converged
  nlb.kerberos.load_balancing:
    own_addresses: [10.0.0.11]
    virtual_addresses: [10.0.0.50]
  register: balanced
  failed_when: balanced.findings | length > 0
"""

RETURN = r"""
findings:
  description: Every finding that is neither compliant nor "not applicable".
  returned: success
  type: list
  elements: dict
  sample:
    - control: NLB-1
      subject: state in cluster intranet.example.com
      state: drift
      found: stopped
      wanted: converged
      remedy: report
      reason: this node accepts no clients, so the others serve them
counts:
  description: How many findings of each control are in which state.
  returned: success
  type: dict
  sample: {NLB-1: {compliant: 4}}
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
    from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.load_balancing import concern

    return concern


def main() -> None:
    run("load_balancing", _concern)


if __name__ == "__main__":
    main()
