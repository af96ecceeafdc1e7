"""A node whose applicationHost.config is read and written, and what is asked of it."""

from typing import Any

from lab.facts import authentication
from lab.windows.worker import Engine
from tests.payloads import cases
from tests.payloads.exchange import Answer, Call, ask

INETSRV = "Windows/System32/inetsrv"
APPLICATION_HOST = f"{INETSRV}/config/applicationHost.config"
WEB_CONFIG = "inetpub/intranet/web.config"
ROOT, REPORTS = "Intranet/", "Intranet/reports"

FILE = r"[NlbKerberos.Lab.IisServer]::Find('C:\Windows\System32\inetsrv\config\applicationHost.config')"
SHOW = Call("show", script=f"@{{ text = [IO.File]::ReadAllText({FILE}) }}")

SECTION = """<configuration><system.webServer><security><authentication>
    <windowsAuthentication enabled="true" {0} /></authentication></security></system.webServer></configuration>"""


def node(**further: Any) -> dict[str, Any]:
    """A node of which nothing but IIS is known."""
    return {**cases.node_of("authentication"), **further}


def web_config(text: str | None) -> dict[str, Any]:
    return {} if text is None else {"iis_configuration": {"files": {WEB_CONFIG: text}}}


def read(engine: Engine, state: dict[str, Any]) -> Answer:
    return ask(engine, state, Call("read_authentication"))


def write(*locations: dict[str, Any], read_from: dict[str, Any] | None = None) -> Call:
    """read_from: the state of the node as it was read; a healthy node where none is given."""
    read = (read_from or node())["authentication"]["locations"]
    return Call(
        "write_authentication", {"locations": [authentication.as_read(location, read) for location in locations]}
    )
