#!/usr/bin/python
# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: proof
short_description: Prove that a node is as good as before a change, and serves
version_added: 0.1.0
author: The nlb.kerberos contributors (!UNKNOWN)
description:
  - Compares the audits of one node before and after a change, finding by finding, by control and subject. It fails
    where the node is worse, and its message names every finding. It sends no request to the node.
  - Worse is drift where there was none, drift in what was changed, "could not check" where that control could be
    checked for that subject, and what held before and is not found any more. What could not be checked before either is
    not worse.
  - It also fails where the node does not serve, or is not known to (RV(nlb.kerberos.audit#module:serves)). Where the
    farm's description names no site, that is not known of any node, and does not count.
  - That the node is drained by a run is no drift, because its start ends it. Of a node that an earlier run has left
    drained, nothing that a fix would change may be left, because what that run had changed is not known.
options:
  before:
    description: The result of M(nlb.kerberos.audit) of all concerns, with O(nlb.kerberos.audit#module:held=true), just
      before the change.
    type: dict
    required: true
  after:
    description: The same after the change.
    type: dict
    required: true
  state:
    description: The result of M(nlb.kerberos.node_state) after the change. The default is what O(after) says of the
      site.
    type: dict
  results:
    description:
      - The results of the modules that have changed the node, or were to. Their C(changes) are what was changed.
      - The default are the variables of the host that the roles of this collection register, C(<concern>_result).
    type: list
    elements: dict
  drift:
    description: Whether drift counts. V(false) after a rollback, which restores drift.
    type: bool
    default: true
  tickets_before:
    description:
      - The result of M(nlb.kerberos.directory) with C(tickets) of the farm before the fix. A ticket that the node
        accepted then must be accepted after it.
    type: dict
  tickets_after:
    description:
      - The same of this node after the fix. Where the fix has changed the key that the node decrypts with, every ticket
        must be accepted. Without it no ticket was shown, and nothing is proved by one.
    type: dict
  failure:
    description: Why the change has failed, if it has. Then RV(starts) is true only where nothing was changed on the
      node.
    type: str
attributes:
  check_mode:
    description: Changes nothing, in check mode or without it.
    support: full
  diff_mode:
    description: There is no diff, because nothing is changed.
    support: none
"""

EXAMPLES = r"""
- name: Audit the node before its fix
  nlb.kerberos.audit:
    held: true
  register: kerberos_before

- name: Fix one concern
  ansible.builtin.include_role:
    name: nlb.kerberos.app_pool

- name: Audit the node after its fix
  nlb.kerberos.audit:
    held: true
  register: kerberos_proof

- name: Prove the fix
  nlb.kerberos.proof:
    before: "{{ kerberos_before }}"
    after: "{{ kerberos_proof }}"
"""

RETURN = r"""
unproved:
  description: A sentence for each finding that is worse, and for a node that does not serve.
  returned: always
  type: list
  elements: str
  sample: ["POOL-4 pool Intranet: found Stopped, expected Started; before the change: no drift"]
starts:
  description: Whether M(nlb.kerberos.drain) should start the node again. It is proved, a run has drained it, and where
    O(failure) is given, nothing was changed on it since it was drained by this run.
  returned: always
  type: bool
"""
