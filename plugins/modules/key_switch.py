#!/usr/bin/python
# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: key_switch
short_description: Plan in which order nodes get the service account's key, and the account the farm's names
version_added: 0.1.0
author: The nlb.kerberos contributors (!UNKNOWN)
description:
  - A ticket is accepted where a node decrypts with the key of the account that holds the name. Between two changes that
    is not so for some of them. This module plans an order in which nothing that works today stops working.
  - Where no account holds a name, or several do, no ticket is issued, and clients use NTLM. Then all nodes come first
    and the names last. So it is where another account holds a name whose key no node decrypts with.
  - Where some nodes accept tickets by the key of the present holder, the name is moved only if SPN-2 is requested
    (C(kerberos_farm.on_request)). Then the other nodes come first, then the names, then at once these nodes.
  - A node that lets clients in without a ticket somewhere, by NTLM or everybody, comes after the names of another
    account. Once it asks for tickets, those for that account would be refused.
  - A name is refused where the key of any node or the holder is not known, and where only the present holder has
    delegation that an application may use, unless SPN-2 is requested. It is refused in any case where a node accepts
    tickets by the key of the present holder, and no fix gives it another one.
  - Takes what M(nlb.kerberos.directory) and M(nlb.kerberos.audit) have registered on the hosts of the play. Sends no
    request to a node. Use it with C(run_once), as C(playbooks/fix_kerberos.yml) does.
options:
  writes:
    description: Whether this run has an account that may write names. Else names of a wrong holder are handed off.
    type: bool
    default: false
  says:
    description: Whether to print the order, and what users notice in between.
    type: bool
    default: false
attributes:
  check_mode:
    description: Never changes anything. O(ignore:held_back) is what it would be once the nodes are changed.
    support: full
"""

EXAMPLES = r"""
- name: Plan in which order nodes and names are changed
  nlb.kerberos.key_switch:
    says: true
  run_once: true
  register: kerberos_switch
"""

RETURN = r"""
asked:
  description: When the directory was asked whose result this follows from.
  returned: success
  type: str
holder:
  description: The service account, with its name and SID; none where it is not known.
  returned: success
  type: dict
moved:
  description: The names that the service account is to get.
  returned: success
  type: list
  elements: str
refused:
  description: Name -> why it does not get it, in any order.
  returned: success
  type: dict
before:
  description: The nodes that are changed before the names.
  returned: success
  type: list
  elements: str
after:
  description: The nodes that are changed after the names.
  returned: success
  type: list
  elements: str
notices:
  description: What users notice in between, as sentences.
  returned: success
  type: list
  elements: str
held_back:
  description: Name -> why it must not be written as things are now.
  returned: success
  type: dict
"""
