# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  waivers:
    description:
      - Drift that is accepted, and what is accepted though it could not be checked.
      - It is reported as waived, and not changed.
    type: list
    elements: dict
    suboptions:
      control:
        description: The control, such as V(DNS-1).
        type: str
        required: true
      reason:
        description: Why it is accepted.
        type: str
        required: true
      owner:
        description: The person or the team that answers for it.
        type: str
        required: true
      ticket:
        description: The ticket or the change in which it was decided.
        type: str
      approved_by:
        description: Who has approved it.
        type: str
      subject:
        description: The subject as findings name it, with C(*) and C(?) as wildcards. What could not be checked is only
          accepted where a subject is named.
        type: str
        default: '*'
      until:
        description: The last day of the waiver, such as V(2027-01-31). Without it, the waiver does not expire.
        type: str
"""
