#!/usr/bin/python
# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
from __future__ import annotations

DOCUMENTATION = r"""
module: password_proof
short_description: Prove the service account's password once, before any node gets it
version_added: 0.1.0
author: The nlb.kerberos contributors (!UNKNOWN)
description:
  - Windows locks an account after a few wrong passwords, and every pool and node would try one. So the password is
    tried by one request for a ticket (AS-REQ) to the domain controller that M(nlb.kerberos.directory) has asked for
    the account, and only where at least three attempts are left until it is locked.
  - Fails where the password is refused, and where fewer attempts are left. Then no node is to get it.
  - Needs the Python package gssapi on the controller. Without it, and where the directory could not be read, nothing
    is tried here (RV(ignore:not_proved)), and the password is proved on one pool of one node as before.
  - Takes what M(nlb.kerberos.directory) has registered as C(kerberos_directory) on this host. Sends no request to a
    node.
options:
  password:
    description: The password, from C(kerberos_service_password).
    type: str
    required: true
attributes:
  check_mode:
    description: Tries nothing.
    support: full
"""

EXAMPLES = r"""
- name: Prove the password once
  nlb.kerberos.password_proof:
    password: "{{ kerberos_service_password }}"
"""

RETURN = r"""
proved:
  description: Whether a domain controller has accepted it.
  returned: success
  type: bool
not_proved:
  description: Why it was not tried; empty where it was accepted.
  returned: success
  type: str
"""
