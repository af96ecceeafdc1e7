"""One entry of an access control list, from SDDL and back."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lab.access_control import names

FLAGS = ("OI", "CI", "NP", "IO", "ID")  # in the order in which Windows prints them
INHERITANCE = frozenset(FLAGS[:4])
PAIR = re.compile("..")


@dataclass(frozen=True)
class Entry:
    """kind: A, D and their conditional forms XA, XD. trustee: SID or short name, as it was given.

    rest: condition of a conditional entry, with its semicolon.
    """

    kind: str
    flags: frozenset[str]
    mask: int
    trustee: str
    rest: str = ""

    @classmethod
    def of(cls, text: str) -> Entry:
        """Raises ValueError where this is no entry, without its brackets, of the kinds that files have."""
        fields = text.split(";", 6)
        if len(fields) < 6 or fields[0] not in ("A", "D", "XA", "XD") or fields[3] or fields[4]:
            raise ValueError(f"found ({text}), expected an entry such as A;OICI;FA;;;SY")
        flags = frozenset(PAIR.findall(fields[1]))
        if flags - set(FLAGS):
            raise ValueError(f"found ({text}), expected flags of {' '.join(FLAGS)}")
        return cls(fields[0], flags, _mask(fields[2]), fields[5], "".join(f";{field}" for field in fields[6:]))

    @property
    def denies(self) -> bool:
        return self.kind in ("D", "XD")

    @property
    def inherited(self) -> bool:
        return "ID" in self.flags

    @property
    def text(self) -> str:
        flags = "".join(flag for flag in FLAGS if flag in self.flags)
        return f"({self.kind};{flags};{_rights(self.mask)};;;{self.trustee}{self.rest})"

    def with_flags(self, *flags: str) -> Entry:
        return replace(self, flags=frozenset(flags))


def _mask(text: str) -> int:
    if text.startswith("0x"):
        return int(text, 16)
    mask = 0
    for name in PAIR.findall(text):
        if name not in names.RIGHTS:
            raise ValueError(f"found rights {text}, expected a number or some of {' '.join(names.RIGHTS)}")
        mask |= names.RIGHTS[name]
    return mask


def _rights(mask: int) -> str:
    for name, rights in names.OF_FILES.items():
        if mask == rights:
            return name
    letters = {name: rights for name, rights in names.LETTERS.items() if mask & rights}
    return "".join(letters) if letters and sum(letters.values()) == mask else f"0x{mask:x}"
