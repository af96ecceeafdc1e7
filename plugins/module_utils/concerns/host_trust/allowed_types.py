# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether the node allows the encryption type of its tickets (SPN-4): AES256, or AES128 of an account limited to it.

The policy "Network security: Configure encryption types allowed for Kerberos" is a value of the registry; another one,
of Kerberos itself, counts where there is no policy. Without both all but DES is allowed.
"""

from __future__ import annotations

from ...facts.encryption_types.encryption_types import AES256, COMMON_TYPE, words
from ...model.finding import Finding, Remedy, State
from ...model.ticket_path import Step
from .host import Host

CONTROL, SUBJECT, WANTED = COMMON_TYPE.id, "encryption types that this node allows", "AES256 among them"
KERBEROS = r"HKLM:\SYSTEM\CurrentControlSet\Control\Lsa\Kerberos"
VALUE = "Parameters SupportedEncryptionTypes"  # of that key, as the commands name it
POLICY = "the policy 'Network security: Configure encryption types allowed for Kerberos'"


def finding(host: Host) -> Finding:
    by_policy = host.types_by_policy is not None
    types = host.types_by_policy if by_policy else host.own_types
    if types is None:
        return Finding(CONTROL, SUBJECT, State.COMPLIANT, "not set: AES and RC4", WANTED)
    found = words(types) or f"none that is known: {types}"
    if not types:
        reason = "the value names no type at all: what Windows allows then is not documented"
        return Finding(CONTROL, SUBJECT, State.UNKNOWN, found, WANTED, reason=reason)
    if types & AES256:
        return Finding(CONTROL, SUBJECT, State.COMPLIANT, found, WANTED)
    where = POLICY if by_policy else rf"SupportedEncryptionTypes in {KERBEROS}\Parameters"
    there = f"Set-Location {KERBEROS}"
    return Finding(
        CONTROL,
        SUBJECT,
        State.DRIFT,
        found,
        WANTED,
        remedy=Remedy.HAND_OFF,
        reason=(
            f"{where} allows this node {found} alone: it refuses tickets that are encrypted with AES256, as those of "
            "an account with AES keys are, and cannot ask for such tickets itself. Allow AES128 and AES256"
        ),
        step=Step.NODE,
        commands=() if by_policy else (there, f"Remove-ItemProperty {VALUE}"),
        undo=() if by_policy else (there, f"New-ItemProperty {VALUE} -PropertyType DWord -Value {types}"),
    )
