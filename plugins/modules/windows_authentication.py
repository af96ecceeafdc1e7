#!/usr/bin/python
# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: windows_authentication
short_description: Let IIS ask for a ticket, and decrypt it with the service account's key
version_added: 0.1.0
author: The nlb.kerberos contributors (!UNKNOWN)
description:
  - On every NLB node each application of the site has Windows authentication on and anonymous authentication off
    (AUTH-1), offers Negotiate before NTLM (AUTH-2), and decrypts with the key of the account that holds the service
    principal name (AUTH-3).
  - Otherwise nobody is asked for a ticket, or the node that a user happens to reach cannot decrypt it, and answers
    KRB_AP_ERR_MODIFIED.
  - What counts is the value in effect at each application, with the location tags of C(applicationHost.config) and with
    C(web.config) where it may have a say. Where that cannot be told it is "could not check".
  - Virtual directories, and paths with a location tag of their own, are looked at as well. What is wrong there is named
    and left alone, because somebody set it, perhaps on purpose. What only comes from the application is said of that.
  - Fixes by location tags of C(applicationHost.config), one write a node. What a C(web.config) sets is named, with its
    file, and left alone.
  - Nothing that changes whose key decrypts is written while O(spn_holder) is missing, or is not the O(service_account).
  - Extended protection (AUTH-4), and applications, sites and ports under the same names with another key (AUTH-5), are
    named only.
options:
  site:
    description: The name of the site in IIS. All of its applications are looked at.
    type: str
    required: true
  names:
    description: The names that clients use. Other sites that answer for them are looked at too.
    type: list
    elements: str
    required: true
  virtual_addresses:
    description: The cluster's virtual addresses.
    type: list
    elements: str
    required: true
  service_account:
    description: The account that the site's pools should run as, C(DOMAIN\name), C(name@domain) or a SID.
    type: str
  spn_holder:
    description:
      - The account that holds C(HTTP/) and the names, as C(setspn -Q) shows it.
      - Without it, whose key decrypts is reported and not changed.
    type: str
  anonymous_off:
    description:
      - Switch anonymous authentication off where it is on.
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
- name: Let IIS ask for a ticket, and decrypt it with the service account's key
  nlb.kerberos.windows_authentication:
    own_addresses: [10.0.0.11]
    site: Intranet
    names: [intranet.example.com, intranet]
    virtual_addresses: [10.0.0.50]
    service_account: EXAMPLE\svc-intranet
    spn_holder: EXAMPLE\svc-intranet

- name: The same, and let nobody in without being asked who he is
  nlb.kerberos.windows_authentication:
    own_addresses: [10.0.0.11]
    site: Intranet
    names: [intranet.example.com, intranet]
    virtual_addresses: [10.0.0.50]
    service_account: EXAMPLE\svc-intranet
    spn_holder: EXAMPLE\svc-intranet
    anonymous_off: true

- name: Only tell what would be changed
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
      reason: HTTP/host carries no port and no path, so tickets for all of it are made for one account
counts:
  description: How many findings of each control are in which state.
  returned: success
  type: dict
  sample: {AUTH-1: {compliant: 3}, AUTH-3: {compliant: 1, drift: 1}}
changes:
  description:
    - What was changed, or would be in check mode.
    - Where a key is another one afterwards, that first, then the setting.
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
run:
  description: The run that the node's journal has these changes under.
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
