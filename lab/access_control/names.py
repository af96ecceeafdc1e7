"""The short names of SDDL: two letters for a well-known SID or for a set of rights.

Source: Microsoft, "SID strings", "ACE strings" and "File security and access rights".
"""

from __future__ import annotations

from functools import cache

SIDS = {
    "WD": "S-1-1-0",
    "CO": "S-1-3-0",
    "CG": "S-1-3-1",
    "OW": "S-1-3-4",
    "NU": "S-1-5-2",
    "IU": "S-1-5-4",
    "SU": "S-1-5-6",
    "AN": "S-1-5-7",
    "ED": "S-1-5-9",
    "PS": "S-1-5-10",
    "AU": "S-1-5-11",
    "RC": "S-1-5-12",
    "SY": "S-1-5-18",
    "LS": "S-1-5-19",
    "NS": "S-1-5-20",
    "BA": "S-1-5-32-544",
    "BU": "S-1-5-32-545",
    "BG": "S-1-5-32-546",
    "PU": "S-1-5-32-547",
    "AO": "S-1-5-32-548",
    "SO": "S-1-5-32-549",
    "PO": "S-1-5-32-550",
    "BO": "S-1-5-32-551",
    "RE": "S-1-5-32-552",
    "RD": "S-1-5-32-555",
    "NO": "S-1-5-32-556",
    "IS": "S-1-5-32-568",
    "AC": "S-1-15-2-1",
}
OF_DOMAIN = {"DA": 512, "DU": 513, "DG": 514, "DC": 515, "DD": 516}  # the last number, after the domain's own SID
SHORT = {sid: name for name, sid in SIDS.items()}

FILE_ALL, FILE_READ, FILE_WRITE, FILE_EXECUTE = 0x1F01FF, 0x120089, 0x120116, 0x1200A0
OF_FILES = {"FA": FILE_ALL, "FR": FILE_READ, "FW": FILE_WRITE, "FX": FILE_EXECUTE}
GENERIC = {"GA": 0x10000000, "GX": 0x20000000, "GW": 0x40000000, "GR": 0x80000000}
# In the order in which Windows prints them. It has no letters for the right to synchronise.
LETTERS = {
    **{"CC": 0x1, "DC": 0x2, "LC": 0x4, "SW": 0x8, "RP": 0x10, "WP": 0x20, "DT": 0x40, "LO": 0x80, "CR": 0x100},
    **{"SD": 0x10000, "RC": 0x20000, "WD": 0x40000, "WO": 0x80000},
    **GENERIC,
}
RIGHTS = {**OF_FILES, **LETTERS}
MEANS = {
    GENERIC["GA"]: FILE_ALL,
    GENERIC["GR"]: FILE_READ,
    GENERIC["GW"]: FILE_WRITE,
    GENERIC["GX"]: FILE_EXECUTE,
}


def sid(text: str, domain: str) -> str:
    """The SID that a trustee's text stands for. Raises ValueError for a name that is not known here."""
    if text.startswith("S-1-"):
        return text
    if text in OF_DOMAIN:
        return f"{domain}-{OF_DOMAIN[text]}"
    if text not in SIDS:
        raise ValueError(f"found {text!r}, expected a SID or a short name such as BA")
    return SIDS[text]


@cache
def shown(text: str, domain: str) -> str:
    """A trustee's text as Windows prints it. Raises ValueError for a name that is not known here."""
    full = sid(text, domain)
    of_domain = {f"{domain}-{number}": name for name, number in OF_DOMAIN.items()}
    return SHORT.get(full) or of_domain.get(full, full)


def mapped(mask: int) -> int:
    """Generic rights as what they mean on files and folders."""
    for generic, rights in MEANS.items():
        if mask & generic:
            mask = mask & ~generic | rights
    return mask
