#!/usr/bin/python
# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: domain_controller_preflight
short_description: Check whether a domain controller's logs can be read
version_added: 0.1.0
author: The nlb.kerberos contributors (!UNKNOWN)
description:
  - Asks one domain controller whether it can be reached, is the computer that is described, and lets the account read
    what M(nlb.kerberos.domain_controllers) reads there. It parses the payloads and looks up their commands there, runs
    the reads, and checks that their answers look as expected.
  - Shows a row that says whether it is ready, or what is missing and for which controls. What it lacks fails no
    task. See C(docs/preflight.md).
  - Changes nothing.
attributes:
  check_mode:
    description: Never changes anything there. A recording is written in check mode too.
    support: full
  diff_mode:
    description: There is no difference to show.
    support: none
extends_documentation_fragment:
  - nlb.kerberos.computer
  - nlb.kerberos.recording
  - nlb.kerberos.domain_controller
  - nlb.kerberos.connection
"""

EXAMPLES = r"""
- name: Check whether the domain controller is ready
  nlb.kerberos.domain_controller_preflight:
"""

RETURN = r"""
readiness:
  description: Whether it can be audited, V(ready) or V(not ready).
  returned: where it was asked
  type: str
  sample: ready
computer:
  description: The computer that answered.
  returned: where it has answered
  type: str
  sample: DC1.example.com
powershell:
  description: The version of its PowerShell.
  returned: where it has answered
  type: str
  sample: 5.1.17763.1
"""
