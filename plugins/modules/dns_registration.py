#!/usr/bin/python
# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: dns_registration
short_description: Register only a node's own addresses in DNS
version_added: 0.1.0
author: The nlb.kerberos contributors (!UNKNOWN)
description:
  - On every NLB node the adapter with the node's own addresses registers in DNS, the cluster's adapter does not, and no
    virtual address is registered.
  - Otherwise clients are sent to a computer that cannot decrypt their ticket, and get C(KRB_AP_ERR_MODIFIED).
  - Fixes the adapters' registration (DNS-1), C(SkipAsSource) of the addresses, now and for the next start (DNS-2), and
    the registry values that override them (DNS-3). Policies, the DNS Server role and lines of the hosts file (DNS-6)
    are reported and not changed.
  - Windows reads these registry values when it starts. Until the node was restarted they are reported as pending.
  - Adapters of other networks are not changed. Where an own address is missing on the node, or another computer has it
    too, nothing is changed at all.
options:
  virtual_addresses:
    description: The addresses of every NLB cluster that the node is in. No node may register them.
    type: list
    elements: str
    required: true
  names:
    description: The virtual names of the farm, as clients use them. No hosts file should have them.
    type: list
    elements: str
    required: true
extends_documentation_fragment:
  - nlb.kerberos.connection
  - nlb.kerberos.node
  - nlb.kerberos.run
  - nlb.kerberos.concern
  - nlb.kerberos.own_connection
"""

EXAMPLES = r"""
- name: Register only the node's own addresses
  nlb.kerberos.dns_registration:
    own_addresses: [10.0.0.11]
    virtual_addresses: [10.0.0.50]
    names: [intranet.example.com, intranet]

- name: The same from a jump host, the only computer that can reach the nodes
  nlb.kerberos.dns_registration:
    own_addresses: [10.0.0.11]
    virtual_addresses: [10.0.0.50]
    names: [intranet.example.com, intranet]
    node:
      host: web1.example.com
      user: EXAMPLE\admin
      password: "{{ admin_password }}"
      ca: /etc/ssl/certs/example-ca.pem
  delegate_to: jump.example.com
"""

RETURN = r"""
findings:
  description: Every finding that is neither compliant nor "not applicable", after the change.
  returned: success
  type: list
  elements: dict
  sample:
    - control: DNS-1
      subject: registration of adapter NLB
      state: drift
      found: true
      wanted: false
      remedy: fix
      reason: "the cluster's adapter registers: the node's name resolves to the cluster, and another node may answer"
counts:
  description: How many findings of each control are in which state.
  returned: success
  type: dict
  sample: {DNS-1: {compliant: 2}}
changes:
  description: What was changed, or would be in check mode.
  returned: success
  type: list
  elements: dict
  sample: [{control: DNS-1, subject: registration of adapter NLB, before: true, after: false}]
written:
  description: Whether something may have been written. Where it is false, the failure has changed nothing.
  returned: failure, over the host's own connection
  type: bool
run:
  description: The run that these changes have in the node's journal.
  returned: success
  type: str
  sample: 20261123T071812Z-4f2a91
"""

from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.engine.module_entry import run


def _concern() -> Any:
    from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.dns_registration import concern

    return concern


def main() -> None:
    run("dns_registration", _concern)


if __name__ == "__main__":
    main()
