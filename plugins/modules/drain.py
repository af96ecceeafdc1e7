#!/usr/bin/python
# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: drain
short_description: Drain a node of its cluster before a change recycles worker processes, and start it again
version_added: 0.1.0
author: The nlb.kerberos contributors (!UNKNOWN)
description:
  - Drains the node with Network Load Balancing, which sends it no new connections and waits for the open ones to end,
    and then stops it. Or starts it, and waits until it is converged.
  - Decides with what every node of the farm has said of itself (O(states)), because over WinRM a node cannot be
    relied on to know the other hosts of its cluster.
  - Refuses to drain where no other node has said, in the last 120 seconds, that it is converged together with this one
    and serves the site, or at least the applications that this one serves; while another node is not converged and this
    one serves; while another run holds the lease of a node; where a node of the farm is missing in O(states); and where
    the cluster does not have the virtual addresses. What is not known of a node counts as not serving.
  - The run must hold the lease of this node (M(nlb.kerberos.lease), O(nlb.kerberos.lease#module:state=held)) since
    before the nodes were asked. So at least one of two runs on two nodes sees the lease of the other one.
  - A drained node has a permit in its lease. Without it the modules of the same run that may restart worker processes
    refuse to write (their option O(nlb.kerberos.app_pool#module:drain)). A start ends it.
  - Called again by the same run, with O(states) from after the drain, it starts the node again, and fails, where no
    other node serves any more.
  - Starts only a node that this module has stopped. A marker on the node shows that. It is written before the stop, to
    C(%ProgramData%\nlb.kerberos\drained.json). It remains after a run that is killed, and the next run takes over.
  - A node that another administrator or program has stopped counts as drained, and stays stopped.
  - A start asks no other node. It fails where the node is known to have converged alone, although the farm has others.
options:
  state:
    description: The wanted state. V(started) does nothing on a node that was not drained by this module.
    type: str
    required: true
    choices: [drained, started]
  virtual_addresses:
    description:
      - The farm's virtual addresses. They identify the cluster, if the node is in several.
      - The default is those of the host's C(kerberos_farm).
    type: list
    elements: str
  nodes:
    description:
      - The nodes of the farm by their names in the inventory, this one included.
      - The default are those of the host's C(kerberos_farm).
    type: list
    elements: str
  states:
    description:
      - What each node of the farm has said of itself, this one included, from M(nlb.kerberos.node_state).
      - A drain of a node that is converged needs it. Nodes that are not in O(nodes) are ignored.
    type: list
    elements: dict
  timeout:
    description: Seconds for open connections to end. Those that are left then are closed.
    type: int
    default: 120
  run:
    description:
      - Identifier of the playbook run, from M(nlb.kerberos.farm), for the node's lease and the drain marker.
      - Generated where it is not given, which is enough for a start.
    type: str
extends_documentation_fragment:
  - nlb.kerberos.connection
  - nlb.kerberos.node
attributes:
  diff_mode:
    description: There is no diff; RV(before) and RV(after) show the change.
    support: none
"""

EXAMPLES = r"""
- name: Drain the node
  nlb.kerberos.drain:
    own_addresses: [10.0.0.11]
    virtual_addresses: [10.0.0.50]
    nodes: [web1, web2, web3]
    states: "{{ kerberos_states.results }}"
    state: drained
    run: "{{ kerberos_start.run }}"

- name: Start the node again, where kerberos_farm describes the farm
  nlb.kerberos.drain:
    own_addresses: "{{ kerberos_farm.nodes[inventory_hostname].own_addresses }}"
    state: started
    run: "{{ kerberos_start.run }}"
"""

RETURN = r"""
before:
  description: The node's state in the cluster as it was found, such as V(converged), V(draining) or V(stopped).
  returned: success
  type: str
  sample: converged
after:
  description: Its state now. In check mode the same as RV(before).
  returned: success
  type: str
  sample: stopped
connections:
  description: The number of open connections before, where the driver reports it.
  returned: success
  type: int
  sample: 12
connections_left:
  description: The number of open connections now.
  returned: success
  type: int
  sample: 0
drained_by:
  description: The run of the drain marker that the node has now. V(null) where it has none, so that no run starts it.
  returned: success, and after a failure where the node could be read
  type: str
  sample: 20261123T071812Z-4f2a91
seconds:
  description: How long the drain or the start took.
  returned: success
  type: float
  sample: 12.4
note:
  description: A remark, such as which older run had left the node drained.
  returned: success
  type: str
  sample: this node has no drain marker, so it is not started
written:
  description: Whether a request that writes was sent. Where it is false, the failure has changed nothing.
  returned: failure
  type: bool
run:
  description: The run of this drain or start.
  returned: success
  type: str
  sample: 20261123T071812Z-4f2a91
"""
