#!/usr/bin/python
# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: run_check
short_description: Check, before any node is asked, that a run has nodes and that its tags and variables are known
version_added: 0.1.0
author: The nlb.kerberos contributors (!UNKNOWN)
description:
  - Ansible skips a play whose pattern matches no host, takes any tag, and says nothing of a variable that nothing uses.
    Such a run would end with the exit code 0, and nothing would have been checked.
  - Fails with one sentence where no host is matched, where a group, a tag or a variable C(kerberos_*) is not known, and
    where Python, ansible-core or pywinrm is missing or too old.
  - Sends no request to a node. The playbook C(start.yml), which all others begin with, uses it.
options:
  pattern:
    description: The pattern of hosts that the other plays of the run have. Required where O(asks_nodes).
    type: str
  nodes:
    description: The hosts that it matches, without C(--limit). Required where O(asks_nodes).
    type: list
    elements: str
  asks_nodes:
    description:
      - Whether the run asks nodes.
      - Where it does not, hosts are not checked, C(--limit) is refused, and the values of variables are checked, which
        M(nlb.kerberos.farm) does otherwise.
    type: bool
    default: true
  option:
    description: The variable that O(pattern) is of, for messages.
    type: str
    choices: [kerberos_hosts, kerberos_client_group]
    default: kerberos_hosts
attributes:
  check_mode:
    description: Never changes anything.
    support: full
"""

EXAMPLES = r"""
- name: Check hosts, tags and variables
  nlb.kerberos.run_check:
    pattern: intranet
    nodes: "{{ query('ansible.builtin.inventory_hostnames', 'intranet') }}"
"""

RETURN = r"""
matched:
  description: How many hosts the run is about, without C(--limit).
  returned: success
  type: int
  sample: 3
"""
