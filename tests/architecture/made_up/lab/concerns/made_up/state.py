"""The banner of a healthy node."""

from __future__ import annotations

from lab import intranet

STATE = {"made_up": lambda number: {"banner": intranet.NAMES[0]}}
