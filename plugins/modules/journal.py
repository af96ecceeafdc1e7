#!/usr/bin/python
# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: journal
short_description: Read what was changed on a node, and by which runs
version_added: 0.1.0
author: The nlb.kerberos contributors (!UNKNOWN)
description:
  - Reads the journal on the node, where every change is recorded before it is made. Changes nothing.
extends_documentation_fragment:
  - nlb.kerberos.connection
  - nlb.kerberos.node
"""

EXAMPLES = r"""
- name: Read the journal
  nlb.kerberos.journal:
    own_addresses: [10.0.0.11]
  register: kerberos_journal
"""

RETURN = r"""
runs:
  description: The runs that were not rolled back on this node, as far as a rollback has proved it, the oldest first.
  returned: success
  type: list
  elements: str
known:
  description:
    - The runs that have changed this node, the oldest first, each with its run, time, who, changes, whether it has
      C(finished) here, the runs that it C(undoes), the run that has rolled it back here (C(undone_by)), and those that
      have begun to (C(begun_by)).
  returned: success
  type: list
  elements: dict
unreadable:
  description: The files that are no valid entries, with the reason. They do not hide the others.
  returned: success
  type: list
  elements: str
entries:
  description:
    - All valid entries, the oldest first, each with its run, time, concern, arguments and changes.
    - C(recycles) of an entry is whether its rollback may restart applications or worker processes.
  returned: success
  type: list
  elements: dict
"""
