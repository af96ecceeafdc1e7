"""A simulated node as its WinRM server sees it: where it listens, who may enter, and what runs its commands."""

from __future__ import annotations

import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Output:
    """What a command left behind."""

    stdout: bytes
    stderr: bytes
    exit_code: int


Execute = Callable[[str, bytes], Awaitable[Output]]
"""Runs one command: the command line as sent (command and arguments joined by blanks), and all of its stdin."""


@dataclass(frozen=True)
class Account:
    """The one account that may enter. `user` may carry a domain (`LAB\\admin`); case does not matter in it."""

    user: str
    password: str = field(repr=False)


@dataclass(frozen=True)
class Limits:
    """What Windows Server 2012 R2 and later allow by default."""

    command_line: int = 8191
    """Characters cmd.exe takes."""
    envelope: int = 500 * 1024
    """Bytes of one SOAP envelope, before encryption (MaxEnvelopeSizekb)."""
    shells: int = 30
    """Open shells of one user (MaxShellsPerUser)."""


@dataclass(frozen=True)
class Faults:
    """What goes wrong on purpose.

    Messages are the SOAP envelopes of an endpoint that passed authentication, numbered from 1 by its counters, so that
    a number means the same step under every authentication: a run is Create, Command, Send..., Receive, Signal, Delete.
    """

    cut_before: frozenset[int] = frozenset()
    """The connection is cut before these messages have any effect."""
    cut_after: frozenset[int] = frozenset()
    """The connection is cut when these messages have had their effect, but before the answer leaves."""
    delay: float = 0.0
    """Seconds every answer is held back."""
    patience: float = math.inf
    """Seconds after which a Receive ends without output, where the client would wait for longer."""
    deny: bool = False
    """The account's password is right, but it may not use WinRM (it is no administrator of the node)."""


@dataclass
class Counters:
    """What an endpoint has seen. Bytes are those of HTTP, inside TLS."""

    connections: int = 0
    requests: int = 0
    """HTTP requests, the handshake of authentication included."""
    messages: int = 0
    """SOAP envelopes that passed authentication."""
    refused_logons: int = 0
    """User names and passwords that were refused: Windows counts them, and locks the account after a few."""
    bytes_in: int = 0
    bytes_out: int = 0


@dataclass
class Endpoint:
    """Everything but the address may be replaced while the server runs: the next request sees it, and the next
    connection a new account.
    """

    address: str
    account: Account
    execute: Execute
    limits: Limits = Limits()
    faults: Faults = Faults()
    counters: Counters = field(default_factory=Counters)
