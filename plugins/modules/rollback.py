#!/usr/bin/python
# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: rollback
short_description: Roll back what runs have changed on a node
version_added: 0.1.0
author: The nlb.kerberos contributors (!UNKNOWN)
description:
  - Restores the former value of each setting that the runs have changed, where it still has the value that they set.
    Several runs are rolled back as one change.
  - A setting that another administrator or program has changed since, or another run, is a conflict. It is reported and
    not changed.
  - When all of it is restored and proved, that is noted in the node's journal. A run that is rolled back on this node
    already is not rolled back again; one whose rollback failed or was killed is.
  - In check mode it shows what would be restored.
options:
  undoes:
    description: The runs to roll back, from M(nlb.kerberos.journal). A node that they did not change is not changed.
    type: list
    elements: str
    required: true
  of:
    description:
      - C(nodes), what the runs have changed on the node. C(farm), what they have changed in the directory and DNS, by
        the journal of this node, the farm's first one.
    type: str
    choices: [nodes, farm]
    default: nodes
  closes:
    description: Whether nothing of the runs is left to be rolled back after this, so that it is noted in the journal.
    type: bool
    default: true
  farm:
    description: The farm's description, with O(of=farm). By default C(kerberos_farm).
    type: dict
  user:
    description: Who asks the directory, with O(of=farm). By default the user and password of the connection.
    type: str
  password:
    description: Its password.
    type: str
  writer_user:
    description: The account that writes, with O(of=farm).
    type: str
  writer_password:
    description: Its password.
    type: str
extends_documentation_fragment:
  - nlb.kerberos.connection
  - nlb.kerberos.node
  - nlb.kerberos.run
"""

EXAMPLES = r"""
- name: Roll back one run, in a play that has drained the node with the same run before
  nlb.kerberos.rollback:
    own_addresses: [10.0.0.11]
    undoes: [20261123T071812Z-4f2a91]
    run: "{{ kerberos_start.run }}"
"""

RETURN = r"""
changes:
  description: What was restored, or would be in check mode.
  returned: success
  type: list
  elements: dict
recycles:
  description: Whether what was restored, or would be, may restart applications or worker processes.
  returned: success
  type: bool
conflicts:
  description: What was not changed, and why.
  returned: success
  type: list
  elements: str
findings:
  description: Every finding of the run's concerns that is neither compliant nor "not applicable", after the rollback.
  returned: success
  type: list
  elements: dict
"""
