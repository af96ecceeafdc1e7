# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""One DNS server, and what it answers for the names that it is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ...directory.dns_session import PORT, DnsAnswer, DnsSession
from ...directory.errors import DirectoryError
from ...model.servers import Server


@dataclass
class AskedServer:
    """used: see SHAPE. zones: those that it holds, for whose names it is asked for itself."""

    session: DnsSession
    name: str = ""
    used: bool = False
    zones: set[str] = field(default_factory=set)

    @property
    def address(self) -> str:
        return str(Server(self.session.host, None if self.session.port == PORT else self.session.port))

    def answer(self, names: Mapping[str, str], zones: Mapping[str, str]) -> dict[str, Any]:
        """One of servers in SHAPE. names: as described -> in full. zones: of a name in full; empty where not known.

        One that nobody uses is not asked for names of other zones than its own: it need not know them.
        """
        own = {name: full for name, full in names.items() if self.used or zones[full] in self.zones}
        problem, answers = "", []
        try:
            answers = [self._of_name(name, full, zones[full]) for name, full in own.items()]
        except DirectoryError as error:
            problem = str(error)
        return {
            "server": self.address,
            "name": self.name,
            "used": self.used,
            "names": list(own),
            "problem": problem,
            "answers": answers,
        }

    def _of_name(self, name: str, full: str, zone: str) -> dict[str, Any]:
        """Addresses of both kinds. The code is that of the kind that was answered worst; to have none is no error."""
        authoritative = zone in self.zones
        answers = [self.session.ask(full, kind, recursion=not authoritative) for kind in ("A", "AAAA")]
        if authoritative and (alias := self._followed(answers)):
            answers = alias
        ttls = [record.ttl for answer in answers for record in answer.records]
        codes = [answer.code for answer in answers]
        return {
            "name": name,
            "asked": full,
            "zone": zone,
            "authoritative": authoritative,
            "code": next((code for code in codes if code not in ("NOERROR", "NXDOMAIN")), codes[0]),
            "addresses": [*answers[0].values("A"), *answers[1].values("AAAA")],
            "cname": list(dict.fromkeys(alias for answer in answers for alias in answer.aliases())),
            "ttl": min(ttls, default=None),
        }

    def _followed(self, answers: Sequence[DnsAnswer]) -> list[DnsAnswer]:
        """An authoritative server leaves an alias into another zone to who asks: that is asked as a client would."""
        ends = [answer for answer in answers if answer.aliases() and not (answer.values("A") or answer.values("AAAA"))]
        if len(ends) < len(answers):
            return []
        target = ends[0].aliases()[-1]
        further = [self.session.ask(target, kind) for kind in ("A", "AAAA")]
        return [
            DnsAnswer(more.code, answer.authoritative, (*answer.records, *more.records))
            for answer, more in zip(answers, further, strict=True)
        ]
