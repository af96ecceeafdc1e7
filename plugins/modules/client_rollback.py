#!/usr/bin/python
# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: client_rollback
short_description: Roll back what runs have changed on one client
version_added: 0.1.0
author: The nlb.kerberos contributors (!UNKNOWN)
description:
  - Gives each value that the runs have set its former one, where it still has the one that they set. Several runs are
    rolled back as one change.
  - A value that another administrator or program has changed since, or another run, is a conflict. It is reported and
    not changed.
  - Where the settings of a user that the runs have changed are not loaded now, nothing is rolled back.
  - A computer with another name than that of the description is not asked.
options:
  undoes:
    description: The runs to roll back, as M(nlb.kerberos.client_fix) has returned them.
    type: list
    elements: str
    required: true
  run:
    description:
      - Identifier of the playbook run, for the client's journal, from M(nlb.kerberos.client_start).
      - Generated where it is not given.
    type: str
  journal_copy:
    description: A folder on the controller where a copy of each journal entry is written before the client is changed.
    type: path
attributes:
  check_mode:
    description: Can run in check mode and return what it would change, without changing anything.
    support: full
  diff_mode:
    description: Shows each value before and after.
    support: full
extends_documentation_fragment:
  - nlb.kerberos.client
  - nlb.kerberos.connection
"""

EXAMPLES = r"""
- name: Roll back one run
  nlb.kerberos.client_rollback:
    undoes: [20261123T071812Z-4f2a91]
"""

RETURN = r"""
changes:
  description: What was restored, or would be in check mode.
  returned: success
  type: list
  elements: dict
conflicts:
  description: What was not restored, and why.
  returned: success
  type: list
  elements: str
findings:
  description: Every finding that is neither compliant nor "not applicable", after the rollback.
  returned: success
  type: list
  elements: dict
"""
