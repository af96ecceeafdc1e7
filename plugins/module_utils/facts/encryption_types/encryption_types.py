# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Encryption types of Kerberos, as msDS-SupportedEncryptionTypes and policies number them, and their control.

The directory answers it for the account, each node for itself: a part of it each.
"""

from __future__ import annotations

from ...model.controls import Control
from ...model.finding import Remedy
from ...model.ticket_path import Step

DES, RC4, AES128, AES256 = 0x3, 0x4, 0x8, 0x10
AES = AES128 | AES256
NAMES = {0x1: "DES-CBC-CRC", 0x2: "DES-CBC-MD5", RC4: "RC4", AES128: "AES128", AES256: "AES256"}

COMMON_TYPE = Control(
    "SPN-4",
    "the account has a key of a type that domain controllers, nodes and clients use (AES), and every node allows that "
    "type",
    Remedy.HAND_OFF,
    step=Step.TICKET,
)


def words(types: int) -> str:
    """Empty where there is none that Windows knows by name."""
    return ", ".join(name for bit, name in NAMES.items() if types & bit)
