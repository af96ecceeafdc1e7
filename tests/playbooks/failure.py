"""A failure at one request of a run in one process, as the test and that process hand it over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# Holds what one_process.install takes, as JSON.
IN_ONE_PROCESS = "NLB_KERBEROS_TEST_ONE_PROCESS"


@dataclass(frozen=True)
class Request:
    """number: in its run, from 1. payloads: in order. serving: the nodes that served before it."""

    number: int
    node: str
    payloads: Sequence[str]
    serving: Sequence[str]


@dataclass(frozen=True)
class Failure:
    """kind: one of KINDS. at: the number of the request that it begins with."""

    kind: str
    at: int


STOPS_THE_POOL = "the pool stops after the request"
# Kind -> whether the request is carried out, and whether it goes on for every later request to the same node.
KINDS = {
    "the connection breaks before the request arrives": (False, False),
    "the connection breaks before the answer arrives": (True, False),
    "the node is lost before the request arrives": (False, True),
    "the node is lost before the answer arrives": (True, True),
    "the password is refused": (False, True),
    "the last payload fails": (False, False),
    STOPS_THE_POOL: (True, False),
    "the request hangs before it arrives": (False, False),
    "the request hangs after it was carried out": (True, False),
}
