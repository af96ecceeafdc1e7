# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Masks security identifiers, alone and in security descriptors, so that they do not identify an account.

What decides about a right is kept: which identifiers are equal, which are well-known ones of Windows, which are of one
domain, and which is that of a pool, because it is computed from the pool's name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...access_control.sids import pool_sid

SID = r"S-1-(?:0x[0-9a-f]+|[0-9]+)(?:-[0-9]+)+"
# Windows assigns small numbers to well-known identifiers; one that is a hash of a name, or random, is larger.
LARGE = 1 << 16
FIRST_OF_A_DOMAIN = 1000  # relative identifiers below are those of Windows, such as 513, Domain Users
KEPT = ("S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464",)  # NT SERVICE\TrustedInstaller
DOMAIN = re.compile(r"(S-1-5-21-(?!0-0-0(?:-|$))[0-9]+-[0-9]+-[0-9]+)(?:-([0-9]+))?")
POOL = "S-1-5-82-"
# An entry up to its seventh field, which conditional entries and resource attributes have.
SIX_FIELDS = re.compile(r"\((?:[^;()]*;){6}")


class MaskedSids:
    def __init__(self) -> None:
        self._domains: dict[str, str] = {}
        self._accounts: dict[str, str] = {}
        self._pools: dict[str, str] = {}
        self._others: dict[str, str] = {}
        self._conditions: dict[str, str] = {}

    def pool(self, name: str, mask: str) -> None:
        """From now on, the mask of this pool's identifier is the identifier of a pool named mask."""
        self._pools[pool_sid(name)] = pool_sid(mask)

    def text(self, text: str) -> str:
        """Every identifier in a text, such as a DACL in SDDL; SDDL's short names, such as DU, are those of Windows."""
        return re.sub(SID, lambda found: self.mask(found[0]), self._without_conditions(text), flags=re.IGNORECASE)

    def mask(self, sid: str) -> str:
        sid = sid.upper()
        if sid in KEPT:
            return sid
        if sid.startswith(POOL):
            # Perhaps of a pool that was removed: its mask is the identifier of a pool that does not exist either.
            return self._pools.get(sid) or self._others.setdefault(sid, pool_sid(f"gone{len(self._others) + 1}"))
        if of_domain := DOMAIN.fullmatch(sid):
            return self._of_domain(of_domain[1], of_domain[2])
        large = [index for index, part in enumerate(sid.split("-")) if part.isdigit() and int(part) >= LARGE]
        return self._others.setdefault(sid, self._numbered(sid, large)) if large else sid

    def _of_domain(self, domain: str, relative: str | None) -> str:
        mask = self._domains.setdefault(domain, f"S-1-5-21-1000000000-1000000000-{1000000001 + len(self._domains)}")
        if relative is None:
            return mask
        if int(relative) < FIRST_OF_A_DOMAIN:
            return f"{mask}-{relative}"
        number = FIRST_OF_A_DOMAIN + len(self._accounts) + 1
        return self._accounts.setdefault(f"{domain}-{relative}", f"{mask}-{number}")

    def _numbered(self, sid: str, large: Sequence[int]) -> str:
        """The number of parts is kept, and so are the parts that Windows assigns."""
        number = str(LARGE + len(self._others))
        return "-".join(number if index in large else part for index, part in enumerate(sid.split("-")))

    def _without_conditions(self, text: str) -> str:
        """A condition has attributes of users and files. It is never evaluated, so any other one can replace it."""
        start = 0
        while entry := SIX_FIELDS.search(text, start):
            end = _end(text, entry.end())
            condition = text[entry.end() : end]
            mask = self._conditions.setdefault(condition, f"(Exists condition{len(self._conditions) + 1})")
            text = text[: entry.end()] + mask + text[end:]
            start = entry.end() + len(mask)
        return text


def _end(text: str, start: int) -> int:
    """The end of the entry that start is in. Parentheses between quotation marks do not count."""
    depth, quoted = 1, False
    for index in range(start, len(text)):
        character = text[index]
        if character == '"':
            quoted = not quoted
        elif not quoted:
            depth += {"(": 1, ")": -1}.get(character, 0)
        if depth == 0:
            return index
    return len(text)
