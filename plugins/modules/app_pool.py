#!/usr/bin/python
# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: app_pool
short_description: Run a site's application pools as one account, with the rights that it needs
version_added: 0.1.0
author: The nlb.kerberos contributors (!UNKNOWN)
description:
  - On every NLB node the pools of all applications of a site run as the service account that tickets are issued for
    (POOL-1). Otherwise a node decrypts with another account's key, and answers KRB_AP_ERR_MODIFIED.
  - The account may log on and impersonate, and the readers may access the node from the network (POOL-3). A missing
    right is granted to the account itself; no account is removed. Rights that a group policy sets or denies are
    reported.
  - The services of IIS, the site and its pools run (POOL-4), the pools serve no other site (POOL-5), and no worker
    process logged on before the account got its password (POOL-6). A stopped service is reported, and not started.
  - After a change of an identity, the node sends one request to the site itself, and the pool must get a worker process
    that runs as the account.
  - The identity of a pool is changed only with O(change_identity) and a password, because logins of SQL Server,
    permissions on shares and private keys of certificates may belong to the present account. Where another key would
    decrypt tickets after the change, O(spn_holder) must be the service account.
  - Before that, the configuration of IIS is copied to C(%ProgramData%\nlb.kerberos\configuration) on the node, readable
    by administrators only. A rollback takes the former password from there; it never leaves the node.
  - A pool that also serves another site, and a configuration that is shared with other servers, are reported and not
    changed.
  - A change of identity, and POOL-6, end worker processes; drain the node before.
options:
  site:
    description: The name of the site in IIS. The pools of all of its applications are checked.
    type: str
    required: true
  service_account:
    description:
      - The account that the site's pools should run as, C(DOMAIN\name) or C(name@domain).
      - A name that ends in C($) is that of a group managed service account, which needs no password.
    type: str
  readers:
    description:
      - Groups or users that read the site, each as C(DOMAIN\name), C(name@domain) or a SID; what every Windows has by
        its English name, such as C(Everyone).
    type: list
    elements: str
  change_identity:
    description: Give a pool another identity where it is not the service account.
    type: bool
    default: false
  password:
    description:
      - The service account's password. It is sent to a node only to be set there. No password is ever compared.
      - With it, POOL-6 sets the password again before it ends worker processes.
    type: str
  password_is_another:
    description:
      - That O(password) is not the one whose logon has failed on this node, or that the account was unlocked since.
      - After such a failure nothing that logs on with that account is written without it. Set it for one run only.
    type: bool
  password_refused:
    description:
      - That the logon of the O(service_account) has failed on another node of the farm, after a run had set its
        password there. Nothing that logs on with that account is written then, unless O(password_is_another).
    type: bool
  spn_holder:
    description:
      - The account that C(HTTP/<name>) of the farm's names is registered on, as C(setspn -Q) shows it.
      - Without it, no change of identity is made that would change the key that decrypts tickets.
    type: str
  spn_holder_sid:
    description: The SID of O(spn_holder), where the directory has been asked. Accounts are compared by it.
    type: str
  spn_holder_problem:
    description: Why O(spn_holder) is not known, for the reasons of findings.
    type: str
  password_changed:
    description:
      - When the service account's password was last changed, with a time zone, such as V(2026-11-23T08:00:00Z),
        not in the future.
      - Without it, POOL-6 is not applicable.
    type: str
  anonymous_off:
    description:
      - Whether M(nlb.kerberos.windows_authentication) turns Windows authentication on later in the same run, as its
        option of this name says.
      - Where it does, the pool decrypts from then on, and POOL-6 counts that.
    type: bool
    default: false
extends_documentation_fragment:
  - nlb.kerberos.connection
  - nlb.kerberos.node
  - nlb.kerberos.run
  - nlb.kerberos.concern
  - nlb.kerberos.clients
  - nlb.kerberos.own_connection
"""

EXAMPLES = r"""
- name: Grant the pool's account the rights it needs, start stopped pools, and report pools with another identity
  nlb.kerberos.app_pool:
    own_addresses: [10.0.0.11]
    site: Intranet
    service_account: EXAMPLE\svc-intranet
    readers: [EXAMPLE\Intranet Users]

- name: Run the site's pools as the service account
  nlb.kerberos.app_pool:
    own_addresses: [10.0.0.11]
    site: Intranet
    service_account: EXAMPLE\svc-intranet
    change_identity: true
    password: "{{ kerberos_service_password }}"
    spn_holder: EXAMPLE\svc-intranet

- name: Only report which worker processes logged on before the password was changed
  nlb.kerberos.app_pool:
    own_addresses: [10.0.0.11]
    site: Intranet
    service_account: EXAMPLE\svc-intranet
    password_changed: "2026-11-23T08:00:00Z"
  check_mode: true
  diff: true
"""

RETURN = r"""
findings:
  description: Every finding that is neither compliant nor "not applicable", after the change.
  returned: success
  type: list
  elements: dict
  sample:
    - control: POOL-1
      subject: identity of pool Intranet
      state: drift
      found: ApplicationPoolIdentity
      wanted: EXAMPLE\svc-intranet
      remedy: on request
      reason: ApplicationPoolIdentity is a different account on every node, ...
counts:
  description: How many findings of each control are in which state.
  returned: success
  type: dict
  sample: {POOL-1: {compliant: 1}, POOL-3: {compliant: 3}}
changes:
  description:
    - What was changed, or would be in check mode.
    - First the drift that is fixed, then the trustees of each right before and after.
  returned: success
  type: list
  elements: dict
  sample:
    - control: POOL-4
      subject: state of pool Intranet
      before: Stopped
      after: Started
written:
  description: Whether something may have been written. Where it is false, the failure has changed nothing.
  returned: failure, over the host's own connection
  type: bool
run:
  description: The run that these changes have in the node's journal.
  returned: success
  type: str
  sample: 20261123T071812Z-4f2a91
"""

from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.engine.module_entry import run


def _concern() -> Any:
    from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.app_pool import concern

    return concern


def main() -> None:
    run("app_pool", _concern)


if __name__ == "__main__":
    main()
