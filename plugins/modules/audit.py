#!/usr/bin/python
# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: audit
short_description: Audit the Kerberos configuration of one node
version_added: 0.1.0
author: The nlb.kerberos contributors (!UNKNOWN)
description:
  - Reads all concerns of a node in one request and one PowerShell process, and compares them with the farm's
    description.
  - Changes nothing. What could not be read is reported as "could not check", never as compliant.
options:
  farm:
    description:
      - The farm's description, as in C(inventory/example). The host must be one of its nodes.
      - The default is the host's variable C(kerberos_farm). That takes less time on the controller, because only the
        node's own part of it is rendered.
    type: dict
  concerns:
    description: Only these concerns; all of them where it is not given.
    type: list
    elements: str
  readings:
    description: A folder on the controller where the full reading of the node is written, for diagnosis.
    type: path
  held:
    description: Whether the result also has the subjects that RV(findings) leaves out, for M(nlb.kerberos.proof).
    type: bool
    default: false
attributes:
  check_mode:
    description: Never changes anything.
    support: full
  diff_mode:
    description: There is no difference to show.
    support: none
extends_documentation_fragment:
  - nlb.kerberos.connection
"""

EXAMPLES = r"""
- name: Audit the node
  nlb.kerberos.audit:
  register: kerberos_audit
"""

RETURN = r"""
findings:
  description: Every finding that is neither compliant nor "not applicable".
  returned: success
  type: list
  elements: dict
counts:
  description: How many findings of each control are in which state.
  returned: success
  type: dict
not_applicable:
  description: Why a control is not applicable, for each that is so for all of its subjects.
  returned: success
  type: dict
drifted:
  description: The concerns with drift that a fix would change.
  returned: success
  type: list
  elements: str
  sample: [dns_registration]
serves:
  description: Whether the services of IIS, the site of the description, and the pools of all of its applications run.
    V(null) where that is not known, such as where O(concerns) has none that reads them.
  returned: success
  type: bool
serves_not:
  description: Why it does not serve, or is not known to.
  returned: success
  type: str
  sample: pool Intranet is Stopped
held:
  description: The subjects of each control that are compliant or "not applicable".
  returned: with O(held=true)
  type: dict
  sample: {POOL-1: [identity of pool Intranet]}
views:
  description: What is compared with the other nodes of the farm.
  returned: success
  type: dict
"""
