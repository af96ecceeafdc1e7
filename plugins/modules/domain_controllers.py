#!/usr/bin/python
# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: domain_controllers
short_description: Read what a domain controller has logged of tickets for the names of farms
version_added: 0.1.0
author: The nlb.kerberos contributors (!UNKNOWN)
description:
  - Reads in one request and one PowerShell process events 11, 16 and 27 of the Key Distribution Center in the System
    log of one domain controller, and the newest events 4769 of its Security log (EVENT-1).
  - They tell which tickets for these names were refused, and why. Of the tickets that this run has asked for (LIVE-1)
    they tell with which account's key they are encrypted, so that it comes after M(nlb.kerberos.directory) with
    O(nlb.kerberos.directory#module:tickets).
  - They count from the last fix of the nodes on, where their audits have told it in this run.
  - Changes nothing, and reads nothing else there. What could not be read is reported as "could not check", never as
    compliant.
  - A computer with another name than that of the description is not asked.
options:
  readings:
    description: A folder on the controller where its full readings are written, farm by farm.
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
  - nlb.kerberos.domain_controller
  - nlb.kerberos.connection
"""

EXAMPLES = r"""
- name: Read the logs of the domain controller
  nlb.kerberos.domain_controllers:
  register: kerberos_domain_controller_audit
"""

RETURN = r"""
farms:
  description: For each of its farms what RV(nlb.kerberos.audit#module:findings) and its neighbours have for a
    node, and RV(nlb.kerberos.audit#module:held).
  returned: success
  type: dict
"""
