#!/usr/bin/python
# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: rollback
short_description: Roll back what a run has changed on a node
version_added: 0.1.0
author: The nlb.kerberos contributors (!UNKNOWN)
description:
  - Restores the former value of each setting that the run has changed, where it still has the value that the run set.
  - A setting that another administrator or program has changed since is a conflict. It is reported and not changed.
options:
  undoes:
    description: The run to roll back, from M(nlb.kerberos.journal). A node that it did not change is not changed.
    type: str
    required: true
extends_documentation_fragment:
  - nlb.kerberos.connection
  - nlb.kerberos.node
  - nlb.kerberos.run
"""

EXAMPLES = r"""
- name: Roll back one run
  nlb.kerberos.rollback:
    own_addresses: [10.0.0.11]
    undoes: 20261123T071812Z-4f2a91
"""

RETURN = r"""
changes:
  description: What was restored, or would be in check mode.
  returned: success
  type: list
  elements: dict
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
