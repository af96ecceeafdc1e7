#!/usr/bin/python
# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: windows_authentication
short_description: Enable Windows authentication in IIS, and decrypt tickets with the service account's key
version_added: 0.1.0
author: The nlb.kerberos contributors (!UNKNOWN)
description:
  - On every NLB node each application of the site has Windows authentication on and anonymous authentication off
    (AUTH-1), offers Negotiate before NTLM (AUTH-2), and decrypts with the key of the account that the service principal
    name is registered on (AUTH-3).
  - Otherwise no client is asked for a ticket, or the node that a user is sent to cannot decrypt it, and answers
    KRB_AP_ERR_MODIFIED.
  - Where Windows authentication is off, or anonymous authentication is on, that may be so on purpose, and is changed on
    request only, see O(anonymous_off).
  - Nothing that makes clients show tickets is written (AUTH-1, AUTH-2) where the node would not decrypt them (AUTH-3),
    or where that is not known because O(spn_holder) is missing.
  - The effective value at each application is checked, with the location tags of C(applicationHost.config), and with
    C(web.config) where its section is unlocked. Where the value cannot be determined, it is "could not check".
  - Virtual directories, and paths with their own location tag, are checked too. Drift there is reported and not
    changed, because an administrator may have set it on purpose. Drift that they inherit is reported for the
    application.
  - Fixes with location tags of C(applicationHost.config), one write a node. A value that a C(web.config) sets is
    reported with its file, and not changed.
  - No setting that changes which key decrypts is written while O(spn_holder) is missing, or is not the
    O(service_account).
  - A change of the providers after which a place below would have one of them twice, so that IIS answers 500.19 there,
    is refused.
  - Extended protection (AUTH-4), and applications, sites, ports and other programs under the same names with another
    key (AUTH-5), are only reported. So is who answers for O(names) in place of the site (SITE-1); while none of them
    reaches it, nothing is changed.
options:
  site:
    description: The name of the site in IIS. All of its applications are checked.
    type: str
    required: true
  names:
    description: The names that clients use. Other sites that answer for them are checked too.
    type: list
    elements: str
    required: true
  virtual_addresses:
    description: All addresses of the farm's NLB cluster, IPv4 and IPv6, which the names lead to.
    type: list
    elements: str
    required: true
  service_account:
    description: The account that the site's pools should run as, C(DOMAIN\name), C(name@domain) or a SID.
    type: str
  spn_holder:
    description:
      - The account that C(HTTP/<name>) of these names is registered on, as C(setspn -Q) shows it.
      - Without it, the key that decrypts is reported and not changed.
    type: str
  spn_holder_sid:
    description: The SID of O(spn_holder), where the directory has been asked. Accounts are compared by it.
    type: str
  spn_holder_problem:
    description: Why O(spn_holder) is not known, for the reasons of findings.
    type: str
  password_changed:
    description:
      - When the service account's password was last changed, with a time zone, such as V(2026-11-23T08:00:00Z).
      - Where a worker process logged on before that, nothing that makes clients show tickets is written.
    type: str
  anonymous_off:
    description:
      - Switch anonymous authentication off where it is on, and Windows authentication on where it is off.
      - Health checks of a load balancer, login pages and public folders may need it, so it is done on request only.
    type: bool
    default: false
extends_documentation_fragment:
  - nlb.kerberos.connection
  - nlb.kerberos.node
  - nlb.kerberos.run
  - nlb.kerberos.concern
  - nlb.kerberos.own_connection
"""

EXAMPLES = r"""
- name: Enable Windows authentication, and decrypt tickets with the service account's key
  nlb.kerberos.windows_authentication:
    own_addresses: [10.0.0.11]
    site: Intranet
    names: [intranet.example.com, intranet]
    virtual_addresses: [10.0.0.50]
    service_account: EXAMPLE\svc-intranet
    spn_holder: EXAMPLE\svc-intranet

- name: The same, and switch anonymous authentication off
  nlb.kerberos.windows_authentication:
    own_addresses: [10.0.0.11]
    site: Intranet
    names: [intranet.example.com, intranet]
    virtual_addresses: [10.0.0.50]
    service_account: EXAMPLE\svc-intranet
    spn_holder: EXAMPLE\svc-intranet
    anonymous_off: true

- name: Only report what would be changed
  nlb.kerberos.windows_authentication:
    own_addresses: [10.0.0.11]
    site: Intranet
    names: [intranet.example.com]
    virtual_addresses: [10.0.0.50]
    service_account: EXAMPLE\svc-intranet
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
    - control: AUTH-5
      subject: Reports/ at port 8080
      state: drift
      found: EXAMPLE\svc-reports
      wanted: EXAMPLE\svc-intranet
      remedy: report
      reason: HTTP/host contains no port and no path, so all tickets for it are issued for one account
counts:
  description: How many findings of each control are in which state.
  returned: success
  type: dict
  sample: {AUTH-1: {compliant: 3}, AUTH-3: {compliant: 1, drift: 1}}
changes:
  description:
    - What was changed, or would be in check mode.
    - Where the decrypting key changes, the key first, then the setting.
  returned: success
  type: list
  elements: dict
  sample:
    - control: AUTH-3
      subject: decrypting key of Intranet/
      before: WEB1$
      after: EXAMPLE\svc-intranet
    - control: AUTH-3
      subject: useAppPoolCredentials of Intranet/
      before: false
      after: true
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
    from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.windows_authentication import concern

    return concern


def main() -> None:
    run("windows_authentication", _concern)


if __name__ == "__main__":
    main()
