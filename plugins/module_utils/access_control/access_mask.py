# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Access masks of files and folders: their bits, their SDDL text, and their names."""

from __future__ import annotations

import re

SYNCHRONIZE = 0x100000
READ_CONTROL = 0x20000
WRITE_DAC = 0x40000
READ = 0x120089  # FILE_GENERIC_READ
READ_AND_EXECUTE = 0x1200A9  # FILE_GENERIC_READ | FILE_GENERIC_EXECUTE
FULL_CONTROL = 0x1F01FF  # FILE_ALL_ACCESS

# What the generic bits mean for a file (MS-DTYP 2.4.3, winnt.h).
_GENERIC = {0x10000000: FULL_CONTROL, 0x20000000: 0x1200A0, 0x40000000: 0x120116, 0x80000000: 0x120089}

# In the order of their bits, as Windows writes them: GXGR rather than GRGX.
_BITS = {
    "CC": 0x1, "DC": 0x2, "LC": 0x4, "SW": 0x8, "RP": 0x10, "WP": 0x20, "DT": 0x40, "LO": 0x80, "CR": 0x100,
    "SD": 0x10000, "RC": READ_CONTROL, "WD": WRITE_DAC, "WO": 0x80000,
    "GA": 0x10000000, "GX": 0x20000000, "GW": 0x40000000, "GR": 0x80000000,
}  # fmt: skip
_FILE = {"FA": FULL_CONTROL, "FR": 0x120089, "FW": 0x120116, "FX": 0x1200A0}
_REGISTRY = {"KA": 0xF003F, "KR": 0x20019, "KW": 0x20006, "KX": 0x20019}
_LABEL = {"NW": 0x1, "NR": 0x2, "NX": 0x4}
_TOKENS = {**_BITS, **_FILE, **_REGISTRY, **_LABEL}
_COMPOSED = {mask: token for token, mask in _FILE.items()}

_WORDS = {
    0: "nothing",
    FULL_CONTROL: "full control",
    0x1301BF: "modify",
    0x1201BF: "read, execute and write",
    READ_AND_EXECUTE: "read and execute",
    0x12019F: "read and write",
    0x120089: "read",
    0x1201B6: "execute and write",
    0x1200A0: "execute",
    0x100020: "execute",  # ExecuteFile of .NET
    0x120116: "write",
    0x100116: "write",  # Write of .NET
    0x120000: "read permissions",
    0x20000: "read permissions",
}


def mapped(mask: int) -> int:
    """The mask with its generic bits replaced by what they mean for a file."""
    specific = mask & 0x0FFFFFFF
    for generic, meaning in _GENERIC.items():
        if mask & generic:
            specific |= meaning
    return specific


def parse(text: str) -> int:
    """The mask of SDDL's rights text: two-letter tokens one after the other, or one number.

    Raises ValueError for anything else. A decimal number with a leading zero is refused: C readers take it as octal.
    """
    if re.fullmatch(r"0[xX][0-9a-fA-F]+|0|[1-9][0-9]*", text):
        mask = int(text, 0)
        if mask >= 1 << 32:
            raise ValueError(f"{text} is more than 32 bits")
        return mask
    if text[:1].isdigit():
        raise ValueError(f"{text} is no number")
    mask = 0
    for token in re.findall("..?", text, re.DOTALL):
        if token not in _TOKENS:
            raise ValueError(f"{token} is no right")
        mask |= _TOKENS[token]
    return mask


def compose(mask: int) -> str:
    """SDDL's rights text as Windows writes it: one token, tokens for single bits, or else a number."""
    if mask in _COMPOSED:
        return _COMPOSED[mask]
    tokens = [token for token, bit in _BITS.items() if mask & bit]
    return "".join(tokens) if sum(_BITS[token] for token in tokens) == mask else hex(mask)


def words(mask: int) -> str:
    """The rights of the mask, as Windows' dialogs name them.

    Rights that lack only SYNCHRONIZE have another name: most programs cannot open a file with them. A deny entry
    of .NET lacks it on purpose: use words(mask | SYNCHRONIZE) there.
    """
    specific = mapped(mask)
    if specific in _WORDS:
        return _WORDS[specific]
    if specific | SYNCHRONIZE in _WORDS:
        return f"{_WORDS[specific | SYNCHRONIZE]} without synchronize"
    return f"special rights 0x{specific:x}"
