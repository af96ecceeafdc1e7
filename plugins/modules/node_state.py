#!/usr/bin/python
# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: node_state
short_description: Ask a node of a farm about itself, before another one is drained
version_added: 0.1.0
author: The nlb.kerberos contributors (!UNKNOWN)
description:
  - Asks one node, in one request that only reads, whether it is converged and with which hosts, whether the site's
    pools run there, and which run holds its lease.
  - The results for all nodes of a farm are the option O(nlb.kerberos.drain#module:states) of M(nlb.kerberos.drain),
    which decides with them whether a node may be drained.
  - A node that cannot be asked does not make the task fail, and does not become unreachable. Its result has
    RV(asked=false), and RV(problem) says why.
  - Delegated to a node, the task asks that one, with its connection and its description.
options:
  farm:
    description: The description of the farm. The default is the C(kerberos_farm) of the node that is asked.
    type: dict
  timeout:
    description: Seconds after which a node that does not answer counts as one that cannot be asked.
    type: int
    default: 30
extends_documentation_fragment:
  - nlb.kerberos.connection
attributes:
  check_mode:
    description: Changes nothing, in check mode or without it.
    support: full
  diff_mode:
    description: There is no diff, because nothing is changed.
    support: none
"""

EXAMPLES = r"""
- name: Take the node's lease, so that another run which asks this node sees it
  nlb.kerberos.lease:
    own_addresses: "{{ kerberos_farm.nodes[inventory_hostname].own_addresses }}"
    run: "{{ kerberos_start.run }}"
    state: held

- name: Ask every node of the farm about itself
  nlb.kerberos.node_state:
  delegate_to: "{{ item }}"
  loop: "{{ kerberos_farm.nodes.keys() | list }}"
  register: kerberos_states
"""

RETURN = r"""
node:
  description: The name of the node in the inventory.
  returned: success
  type: str
  sample: web2
time:
  description: When it was asked, by the controller's clock, UTC.
  returned: success
  type: str
  sample: "2026-11-23 07:18:12"
asked:
  description: Whether it has answered.
  returned: success
  type: bool
problem:
  description: Why it could not be asked. Empty where it has answered.
  returned: success
  type: str
state:
  description: Its state in the cluster, such as V(converged), V(draining) or V(stopped). V(null) where it is in no
    cluster that is known to have the farm's virtual addresses, or in several.
  returned: success
  type: str
  sample: converged
cluster:
  description: The cluster with the farm's virtual addresses, as this node sees it. V(null) as with RV(state).
  returned: success
  type: dict
  contains:
    name:
      description: Its name.
      type: str
    addresses:
      description: Its virtual addresses.
      type: list
      elements: str
    host:
      description: The number of this host, its priority. V(null) where it is not known.
      type: int
    status:
      description: StatusCode of MicrosoftNLB_Node. V(null) where it is not known.
      type: int
    converged_with:
      description: The numbers of the hosts that it has converged with. V(null) where they are not known.
      type: list
      elements: int
left_addresses:
  description: Virtual addresses that it has on an adapter without Network Load Balancing.
  returned: success
  type: list
  elements: str
held_by:
  description: The run that holds its lease. V(null) where none does.
  returned: success
  type: str
serves:
  description: Whether the services of IIS, the site of the description, and the pools of all of its applications
    run. V(null) where that is not known.
  returned: success
  type: bool
serves_not:
  description: Why it does not serve, or is not known to.
  returned: success
  type: str
  sample: pool Intranet is Stopped
unanswered:
  description: Of a site that does not serve, the applications that answer no request, by their paths. Empty where that
    is not known.
  returned: success
  type: list
  elements: str
  sample: [/]
"""
