"""The faults that the lab can inject, each with all that must be said of it on the node that has it, and nothing else.

The numbers are those of the list of faults in docs/faults.md.
"""

from __future__ import annotations

from lab.faults import app_pool, dns_registration, load_balancing, site_acl, windows_authentication
from lab.faults.fault import Fault

FAULTS: tuple[Fault, ...] = (
    *dns_registration.FAULTS,
    *load_balancing.FAULTS,
    *site_acl.FAULTS,
    *app_pool.FAULTS,
    *windows_authentication.FAULTS,
)
BY_NAME = {fault.name: fault for fault in FAULTS}
