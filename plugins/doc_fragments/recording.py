# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  recording:
    description:
      - A folder on the controller where a recording of the answers is written, readable by its owner alone.
      - The recording can be used as a case in the tests of the concern without a change.
    type: path
  masked:
    description:
      - Whether names, addresses, users and identifiers are replaced in the recording.
      - Then the file is named after the host's position in the inventory.
    type: bool
    default: true
"""
