# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  node:
    description:
      - Connect to the node with this, from wherever the task runs, instead of over the host's own connection.
      - For nodes that only a jump host can reach. Delegate the task to that host, or to C(localhost).
      - Needs Python 3.11 and C(pywinrm) there. A proxy from environment variables is not used.
    type: dict
    suboptions:
      host:
        description: The node's own name or address, never one of the cluster's.
        type: str
        required: true
      port:
        description: The port of WinRM. The default is V(5986) for V(https) and V(5985) for V(http).
        type: int
      user:
        description: An administrator of the node.
        type: str
        required: true
      password:
        description: Its password. Not needed for V(kerberos), which uses a ticket obtained with C(kinit).
        type: str
      transport:
        description:
          - How to authenticate.
          - V(ntlm) works while Kerberos is broken, and encrypts its messages over V(http) too.
          - V(basic) needs V(https). V(kerberos) needs C(pywinrm[kerberos]).
        type: str
        choices: [basic, ntlm, kerberos]
        default: ntlm
      scheme:
        description: Whether to connect over TLS.
        type: str
        choices: [https, http]
        default: https
      ca:
        description:
          - A file with the certificate of the authority that issued the node's certificate.
          - It is on the machine that connects.
        type: path
      validate_certificates:
        description: Whether a certificate that is not trusted, or is for another name, is refused.
        type: bool
        default: true
  _payloads:
    description: Set by the action plugin together with O(node). Do not set it.
    type: dict
requirements:
  - python >= 3.11 and pywinrm on the machine that connects
notes:
  - With O(node) the module runs where the task runs. A file or folder that an option names is one there.
"""
