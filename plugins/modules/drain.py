#!/usr/bin/python
# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: drain
short_description: Take a node out of its cluster while a change recycles it, and let it in again
version_added: 0.1.0
author: The nlb.kerberos contributors (!UNKNOWN)
description:
  - Drains the node with Network Load Balancing, which sends it no new clients and waits for its connections to end,
    and stops it. Or starts it, and waits until it is converged.
  - Refuses to drain where nobody would be left to serve the clients; while another node is not converged; where this
    node sees fewer hosts than the farm has nodes; and where the cluster does not have the virtual addresses.
  - Starts only a node that it has stopped. A mark on the node says so, written before the stop,
    C(%ProgramData%\nlb.kerberos\drained.json). It survives a run that is killed, and the next run takes over.
  - A node that somebody else has stopped counts as drained, and stays stopped.
options:
  state:
    description: What the node should be. V(started) does nothing on a node that was not drained by this module.
    type: str
    required: true
    choices: [drained, started]
  virtual_addresses:
    description:
      - The farm's virtual addresses. They tell which cluster is meant, if the node is in several.
      - Without it, those of the host's C(kerberos_farm).
    type: list
    elements: str
  nodes:
    description: How many nodes the farm has. Without it, as many as the host's C(kerberos_farm) describes.
    type: int
  timeout:
    description: Seconds for open connections to end. What is left then is cut off.
    type: int
    default: 120
  run:
    description:
      - Identifier of the playbook run, from M(nlb.kerberos.farm), which holds the node's lease and is on the mark.
      - Made up where it is not given.
    type: str
extends_documentation_fragment:
  - nlb.kerberos.connection
  - nlb.kerberos.node
attributes:
  diff_mode:
    description: There is no diff; RV(before) and RV(after) say what happened.
    support: none
"""

EXAMPLES = r"""
- name: Send the node no clients
  nlb.kerberos.drain:
    own_addresses: [10.0.0.11]
    virtual_addresses: [10.0.0.50]
    nodes: 3
    state: drained
    run: "{{ kerberos_start.run }}"

- name: Let it take its share again, where kerberos_farm describes the farm
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
  description: How many connections were open before, where the driver tells.
  returned: success
  type: int
  sample: 12
connections_left:
  description: How many are open now.
  returned: success
  type: int
  sample: 0
drained_by:
  description: The run whose mark is on the node now. V(null) where it is not ours to start.
  returned: success
  type: str
  sample: 20261123T071812Z-4f2a91
seconds:
  description: How long the drain or the start took.
  returned: success
  type: float
  sample: 12.4
note:
  description: What else is to be known, such as which older run had left the node drained.
  returned: success
  type: str
  sample: there is no mark of ours on this node
run:
  description: The run that this was done under.
  returned: success
  type: str
  sample: 20261123T071812Z-4f2a91
"""
