"""read_dns_registration and write_dns_registration in the engine, one after the other."""

from pathlib import Path

import pytest

from lab.windows.worker import Engine
from tests.payloads import cases
from tests.payloads.exchange import Call, ask


@pytest.mark.parametrize("path", cases.files("dns_registration", "write"), ids=cases.sentence)
def test_what_was_written_is_read_in_the_same_request(engine: Engine, path: Path) -> None:
    case = cases.case(path)
    _, read = ask(engine, case.given, case.call, Call("read_dns_registration")).answers
    assert read["data"] == case.left["dns_registration"]
