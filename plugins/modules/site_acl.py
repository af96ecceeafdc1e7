#!/usr/bin/python
# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: site_acl
short_description: Grant a site's pools and readers read access to its folders
version_added: 0.1.0
author: The nlb.kerberos contributors (!UNKNOWN)
description:
  - On every NLB node the identities of the application pools (ACL-1) and the readers (ACL-2) can read and execute
    the site's folders, and every file and folder below with explicit entries, such as C(web.config) (ACL-4).
  - Otherwise a user whose ticket was accepted is still refused, with 401.3 or 500.19, on one node and perhaps not on
    another.
  - The effective right is checked, through all groups, inherited or explicit. Where it cannot be determined, because of
    a group that the node cannot query, a conditional entry or a central access policy, it is "could not check".
  - Fixes a missing right with one entry that allows to read and execute, in the DACL of the folder or file that lacks
    it. Owners, audit entries and all other entries stay as they are.
  - A deny entry (ACL-3) is removed with O(remove_deny) only, and readers are added to a protected DACL with
    O(change_restricted) only. DACLs that are not in canonical order, and content on shares, are reported and not
    changed.
  - Readers need no right to what request filtering hides, such as C(App_Data) and C(bin).
  - Where C(web.config) or C(bin) inherits a change, ASP.NET restarts the application.
options:
  site:
    description: The name of the site in IIS. All of its applications and virtual directories are checked.
    type: str
    required: true
  service_account:
    description:
      - The account that the site's pools should run as, C(DOMAIN\name), C(name@domain) or a SID.
      - It is checked in addition to the present identities of the pools, so that the content is ready before these
        change.
    type: str
  readers:
    description:
      - Groups or users that read the site, each as C(DOMAIN\name), C(name@domain) or a SID; what every
        Windows has by its English name, such as C(Everyone).
      - Every member of a group must have access, so the right must come from the group itself.
    type: list
    elements: str
  remove_deny:
    description:
      - Remove explicit entries that deny a pool's identity or a reader the rights that it needs.
      - An administrator may have denied them on purpose, so this is done on request only. Inherited entries are only
        reported.
    type: bool
    default: false
  change_restricted:
    description:
      - Also grant a right that an administrator may have withheld on purpose.
      - That is the right of a reader to a folder or file with a protected DACL, other than the site's own folder; and
        the right to execute for an identity that can read.
      - Without this option both are only reported.
    type: bool
    default: false
  change_identity:
    description:
      - Whether O(service_account) replaces every other account that a pool of the site runs as (POOL-1).
      - Then a right that such an account lacks is only reported, and granted to the service account only.
    type: bool
    default: false
  objects:
    description:
      - The maximum number of files and folders that are checked, from V(1) to V(1000000).
      - All others are "could not check".
    type: int
    default: 10000
extends_documentation_fragment:
  - nlb.kerberos.connection
  - nlb.kerberos.node
  - nlb.kerberos.run
  - nlb.kerberos.concern
  - nlb.kerberos.clients
  - nlb.kerberos.own_connection
"""

EXAMPLES = r"""
- name: Grant the site's pools and readers read access to its folders
  nlb.kerberos.site_acl:
    own_addresses: [10.0.0.11]
    site: Intranet
    service_account: EXAMPLE\svc-intranet
    readers: [EXAMPLE\Intranet Users]

- name: The same, and remove the deny entries
  nlb.kerberos.site_acl:
    own_addresses: [10.0.0.11]
    site: Intranet
    service_account: EXAMPLE\svc-intranet
    readers: [EXAMPLE\Intranet Users]
    remove_deny: true

- name: Only report what would be changed in a large site
  nlb.kerberos.site_acl:
    own_addresses: [10.0.0.11]
    site: Intranet
    readers: [EXAMPLE\Intranet Users]
    objects: 200000
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
    - control: ACL-3
      subject: deny entry for EXAMPLE\Trainees on C:\inetpub\intranet
      state: drift
      found: denied
      wanted: no such entry
      remedy: on request
      reason: it applies to EXAMPLE\Intranet Users
counts:
  description: How many findings of each control are in which state.
  returned: success
  type: dict
  sample: {ACL-1: {compliant: 2}, ACL-2: {compliant: 1}}
changes:
  description:
    - What was changed, or would be in check mode.
    - First the drift that is fixed, then each DACL before and after, in SDDL.
  returned: success
  type: list
  elements: dict
  sample:
    - control: ACL-2
      subject: EXAMPLE\Intranet Users on C:\inetpub\intranet
      before: nothing
      after: read and execute
    - control: ACL-2
      subject: DACL of C:\inetpub\intranet
      before: D:PAI(A;OICI;FA;;;S-1-5-18)
      after: D:PAI(A;OICI;FA;;;S-1-5-18)(A;OICI;0x1200a9;;;S-1-5-21-1004336348-1177238915-682003330-1131)
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
    from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.site_acl import concern

    return concern


def main() -> None:
    run("site_acl", _concern)


if __name__ == "__main__":
    main()
