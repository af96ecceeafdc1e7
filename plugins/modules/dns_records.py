#!/usr/bin/python
# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: dns_records
short_description: Remove wrong records of the farm's nodes from DNS
version_added: 0.1.0
author: The nlb.kerberos contributors (!UNKNOWN)
description:
  - Fixes DNS-4 of a farm as a whole, and reads again to verify it.
  - Runs for the farm's first node, whose journal and lease it uses. Where that node is not reached, nothing is written.
  - Without O(writer_user) nothing is written, and the findings have the commands for somebody else.
  - The passwords are tried once. They are in no journal and in no result.
options:
  farm:
    description: The farm's description. By default C(kerberos_farm).
    type: dict
  own_addresses:
    description: The own addresses of the node that the task runs for. By default as the farm is described.
    type: list
    elements: str
  user:
    description:
      - Who asks the directory, as C(DOMAIN\name) or C(name@domain); a name alone is one of the farm's domain.
      - By default the user and password of the connection, once the node has accepted them.
    type: str
  password:
    description: Its password.
    type: str
  writer_user:
    description: The account that writes. Least rights are in C(docs/dns_records.md).
    type: str
  writer_password:
    description: Its password.
    type: str
  run:
    description: Identifier of the playbook run, for the node's journal. By default the task is a run of its own.
    type: str
  journal_copy:
    description: A folder on the controller where a copy of each journal entry is written before anything is changed.
    type: path
extends_documentation_fragment:
  - nlb.kerberos.connection
requirements:
  - sansldap, pyspnego and dnspython on the controller, and gssapi to write
"""

EXAMPLES = r"""
- name: Remove wrong records of the farm's nodes from DNS
  nlb.kerberos.dns_records:
    writer_user: svc-farm-writer@example.com
    writer_password: "{{ vaulted }}"
"""

RETURN = r"""
farm:
  description: The name of the farm.
  returned: success
  type: str
changes:
  description: What was changed, or would be in check mode.
  returned: success
  type: list
  elements: dict
findings:
  description: Every finding of the concern that is neither compliant nor "not applicable", after the change.
  returned: success
  type: list
  elements: dict
run:
  description: The run, as in the node's journal.
  returned: success
  type: str
"""
