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
  - Refuses to drain where no node would be left to serve the clients; while another node is not converged; where this
    node sees fewer hosts than the farm has nodes; and where the cluster does not have the virtual addresses.
  - Starts only a node that this module has stopped. A marker on the node shows that. It is written before the stop, to
    C(%ProgramData%\nlb.kerberos\drained.json). It remains after a run that is killed, and the next run takes over.
  - A node that another administrator or program has stopped counts as drained, and stays stopped.
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
    description: The number of nodes of the farm. The default is that of the host's C(kerberos_farm).
    type: int
  timeout:
    description: Seconds for open connections to end. Those that are left then are closed.
    type: int
    default: 120
  run:
    description:
      - Identifier of the playbook run, from M(nlb.kerberos.farm), for the node's lease and the drain marker.
      - Generated where it is not given.
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
    nodes: 3
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
  description: The node's state in the cluster as it was found, such as V(Converged), V(Draining) or V(Stopped).
  returned: success
  type: str
  sample: Converged(default)
after:
  description: Its state now. In check mode the same as RV(before).
  returned: success
  type: str
  sample: Stopped
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
  returned: success
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
run:
  description: The run of this drain or start.
  returned: success
  type: str
  sample: 20261123T071812Z-4f2a91
"""
