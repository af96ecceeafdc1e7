"""Two faults at once on a node: what is reported, what hides what, and what a fix leaves.

Faults of different steps are reported exactly as each of them alone. Those that meet in one setting may be reported
otherwise (an identity is named in what it cannot read), so there the controls are compared.
"""

from __future__ import annotations

from lab.faults import Fault

# Found only once the other one is fixed: an address or a process that is not there has no setting.
_HIDDEN = {
    ("dns_registration/own-address-skipped", "dns_registration/own-address-missing"): "DNS-2",
    ("site_acl/readers-lack-access", "site_acl/moved-file-inherited"): "ACL-4",
    ("site_acl/readers-lack-access-below", "site_acl/moved-file-inherited"): "ACL-4",
    ("site_acl/readers-denied", "site_acl/moved-file-inherited"): "ACL-4",
    ("site_acl/moved-file-inherited", "site_acl/pool-lacks-access"): "ACL-4",
    ("site_acl/moved-file-inherited", "site_acl/pool-lacks-access-groups-unknown"): "ACL-4",
    ("app_pool/built-in-identity", "app_pool/old-worker-process"): "POOL-6",
    ("app_pool/another-account", "app_pool/old-worker-process"): "POOL-6",
    ("app_pool/old-worker-process", "app_pool/batch-logon-removed-and-stopped"): "POOL-6",
    # The right explains the logon that failed until it is granted; the pool is not started for the other fault.
    ("app_pool/site-kept-stopped", "app_pool/batch-logon-removed-and-stopped"): "POOL-2",
    ("app_pool/batch-logon-removed-and-stopped", "app_pool/shared-with-another-site"): "POOL-2",
    ("app_pool/built-in-identity", "windows_authentication/machine-key-of-application"): "AUTH-5",
    ("app_pool/built-in-identity", "windows_authentication/application-in-another-pool"): "AUTH-5",
    ("app_pool/built-in-identity", "windows_authentication/machine-key-of-folder"): "AUTH-5",
    ("app_pool/interrupted", "windows_authentication/machine-key-of-application"): "AUTH-5",
    ("app_pool/interrupted", "windows_authentication/application-in-another-pool"): "AUTH-5",
    ("app_pool/interrupted", "windows_authentication/machine-key-of-folder"): "AUTH-5",
    ("windows_authentication/machine-key", "windows_authentication/machine-key-of-application"): "AUTH-5",
    ("windows_authentication/machine-key", "windows_authentication/application-in-another-pool"): "AUTH-5",
    ("windows_authentication/machine-key-of-application", "windows_authentication/key-set-by-web-config"): "AUTH-5",
    ("windows_authentication/application-in-another-pool", "windows_authentication/key-set-by-web-config"): "AUTH-5",
    ("windows_authentication/machine-key", "windows_authentication/machine-key-of-folder"): "AUTH-5",
    ("windows_authentication/key-set-by-web-config", "windows_authentication/machine-key-of-folder"): "AUTH-5",
}
# What asks no client for a ticket decrypts none.
_NOT_ASKING = ("disabled", "not-installed", "not-in-use", "public-application")
_OTHER_KEY = ("machine-key-of-application", "application-in-another-pool", "machine-key-of-folder")
_CONCERN = "windows_authentication"
_HIDDEN |= {(f"{_CONCERN}/{key}", f"{_CONCERN}/{off}"): "AUTH-5" for key in _OTHER_KEY for off in _NOT_ASKING}
_HIDDEN[(f"{_CONCERN}/another-site-on-the-host-name", f"{_CONCERN}/not-installed")] = "AUTH-5"
_HIDDEN |= {("app_pool/account-unknown", f"{_CONCERN}/{key}"): "AUTH-5" for key in _OTHER_KEY}
# What would be registered by an adapter that registers nothing.
_HIDDEN |= {
    ("dns_registration/own-address-skipped", "dns_registration/further-address"): "DNS-2",
}
# How old a logon is does not matter where the computer's key decrypts, and no fix changes that, or none.
_HIDDEN |= {
    (f"app_pool/{logon}", f"windows_authentication/{key}"): "POOL-6"
    for logon in ("old-worker-process", "old-logon", "logon-not-shown", "stored-password-old-running")
    for key in ("key-set-by-web-config", "not-installed")
}
# With NTLM alone, or with an account of another domain, these are the same.
_SAME = {
    f"{_CONCERN}/application-in-another-pool": f"{_CONCERN}/ntlm-alone-with-another-key",
    f"{_CONCERN}/machine-key-of-folder": f"{_CONCERN}/ntlm-alone-above-another-key",
    "app_pool/another-account": f"{_CONCERN}/account-spelled-alike",
}
_HIDDEN |= {(one, _SAME[other]): control for (one, other), control in _HIDDEN.items() if other in _SAME}
_HIDDEN |= {(_SAME[one], other): control for (one, other), control in _HIDDEN.items() if one in _SAME}
# Where an own address of the description is missing, or another computer's too, what the node registers in DNS is not
# changed.
NOT_CHANGED = ("dns_registration/own-address-missing", "dns_registration/own-address-duplicate"), "DNS-"
APART = ("DNS-", "NLB-")  # controls that no other fault touches
TRACES = ("EVENT-1", "LOG-1")  # what logs have of before a fix is no evidence after it
Reported = set[tuple[str, str]]


def hidden(one: Fault, other: Fault) -> str | None:
    """The control that reports one of them only after the other one is fixed."""
    return _HIDDEN.get((one.name, other.name)) or _HIDDEN.get((other.name, one.name))


def wrong(one: Fault, other: Fault, found: Reported, expected: Reported) -> str:
    """What is reported of a node with both, against what is expected of each alone; empty where it fits."""
    later = hidden(one, other)
    if is_apart(one, other):
        kept = {fact for fact in expected if fact[0] != later}
        return "" if kept <= found <= expected else f"reported {sorted(found)}, expected {sorted(expected)}"
    controls = {control for control, _ in found}
    if strange := controls - {control for control, _ in expected}:
        return f"reported besides {sorted(strange)}"
    missing = [
        fault.name for fault in (one, other) if not {c for c, _ in fault.reported} - {later} <= {c for c, _ in found}
    ]
    return f"not reported: {', '.join(missing)}" if missing else ""


def not_fixed(number: int, one: Fault, other: Fault, found: Reported, after: Reported) -> str:
    """What is reported of the node of this number after a fix; empty where it is what no fix changes."""
    if new := {control for control, _ in after} - {control for control, _ in found} - {hidden(one, other)}:
        return f"a fix brought {sorted(new)}"
    pending = one.pending_on(number) | other.pending_on(number)
    if one.fixed and other.fixed:
        return f"not fixed: {sorted(after)}" if after != pending else ""
    expected = _left(number, found, one, other) | pending
    if is_apart(one, other) and after != expected:
        return f"after a fix reported besides {sorted(after - expected)}, not reported {sorted(expected - after)}"
    return ""


def is_apart(one: Fault, other: Fault) -> bool:
    kinds = [{control.startswith(APART) for control, _ in fault.reported} for fault in (one, other)]
    return kinds[0] != kinds[1] or all(control.startswith("DNS-") for f in (one, other) for control, _ in f.reported)


def _left(number: int, expected: Reported, *faults: Fault) -> Reported:
    if any(fault.fixed for fault in faults):
        expected = {fact for fact in expected if fact[0] not in TRACES}
    named = {fact for fault in faults if not fault.fixed for fact in fault.reported_on(number, alone=True)}
    alone = any(fault.name in NOT_CHANGED[0] for fault in faults)
    return {fact for fact in expected if fact in named or (alone and fact[0].startswith(NOT_CHANGED[1]))}
