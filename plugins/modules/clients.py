#!/usr/bin/python
# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: clients
short_description: Audit what browsers on one client do with the names of farms, and the tickets that failed there
version_added: 0.1.0
author: The nlb.kerberos contributors (!UNKNOWN)
description:
  - Reads in one request and one PowerShell process what decides on a Windows client whether a browser sends a ticket
    (security zones, logon setting, lists of Edge, Chrome and Firefox), for each user whose settings are loaded, and
    what the client resolves for the names (ZONE-1 to ZONE-3, DNS-10).
  - In the same request it reads events 3 and 4 of Kerberos for these names in the System log of the client (EVENT-1).
    They count from the last fix of the nodes on, where their audits have told it in this run.
  - Changes nothing. What could not be read is reported as "could not check", never as compliant.
  - A computer with another name than that of the description is not asked.
options:
  readings:
    description: A folder on the controller where the full readings of the client are written, farm by farm.
    type: path
attributes:
  check_mode:
    description: Never changes anything.
    support: full
  diff_mode:
    description: There is no difference to show.
    support: none
extends_documentation_fragment:
  - nlb.kerberos.computer
  - nlb.kerberos.client
  - nlb.kerberos.connection
"""

EXAMPLES = r"""
- name: Audit the client
  nlb.kerberos.clients:
  register: kerberos_client_audit
"""

RETURN = r"""
farms:
  description: For each of the client's farms what RV(nlb.kerberos.audit#module:findings) and its neighbours have for a
    node, and RV(nlb.kerberos.audit#module:held).
  returned: success
  type: dict
"""
