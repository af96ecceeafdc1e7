"""The site's servers: one for each address and port, each request answered by the state of its address just then."""

from __future__ import annotations

import base64
import os
import socket
import ssl
import threading
from collections.abc import Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from lab.site.acceptor import accept
from lab.site.state import State, StateOf

NO_REPLAY_CACHE = {"KRB5RCACHENAME": "none:"}  # else a file for each computer, which tickets of other runs are in
SILENCE = 60.0  # seconds, longer than anybody waits


class Site:
    """listen: address and port of each, with certificate and key (paths of PEM files) where it is https.

    state_of: see state.py. It is called in a thread of each request.
    """

    def __init__(self, listen: Sequence[Mapping[str, Any]], state_of: StateOf, realm: str) -> None:
        os.environ |= NO_REPLAY_CACHE
        self.ended = threading.Event()
        self._servers = [_Server(one, self, state_of, realm) for one in listen]
        self._threads = [threading.Thread(target=server.serve_forever, args=(0.05,)) for server in self._servers]
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        self.ended.set()
        for server in self._servers:
            server.shutdown()
            server.server_close()
        for thread in self._threads:
            thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, listen: Mapping[str, Any], site: Site, state_of: StateOf, realm: str) -> None:
        self.address, self.realm, self.site, self._state_of = str(listen["address"]), realm, site, state_of
        self.address_family = socket.AF_INET6 if ":" in self.address else socket.AF_INET
        self.certificate, self._tls = b"", None
        if "certificate" in listen:
            self.certificate = ssl.PEM_cert_to_DER_cert(_first(Path(listen["certificate"]).read_text("ascii")))
            self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._tls.load_cert_chain(listen["certificate"], listen["key"])
        super().__init__((self.address, int(listen["port"])), _Request)

    def server_bind(self) -> None:
        """Without a question to DNS for its own name."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        socket.socket.bind(self.socket, self.server_address)
        self.server_name, self.server_port = self.address, self.socket.getsockname()[1]

    def state(self) -> State:
        return self._state_of(self.address)

    def finish_request(self, request: Any, client_address: Any) -> None:
        if self._tls is not None:
            request = self._tls.wrap_socket(request, server_side=True)
        super().finish_request(request, client_address)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is none."""


class _Request(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "Lab", ""

    def handle(self) -> None:
        match self.server.state().get("broken"):
            case None:
                super().handle()
            case "noise":
                self.wfile.write(b"220 lab ESMTP\r\n")
            case "silent":
                self.server.site.ended.wait(SILENCE)

    def do_GET(self) -> None:
        state = self.server.state()
        if "negotiate" in state:
            self._negotiate(state["negotiate"])
        elif "offers" in state:
            self._answer(401, [("WWW-Authenticate", offer) for offer in state["offers"]])
        else:
            self._answer(int(state["status"]), list(state.get("headers", {}).items()))

    def _negotiate(self, of: Mapping[str, Any]) -> None:
        scheme, _, text = self.headers.get("Authorization", "").partition(" ")
        further = [("WWW-Authenticate", "NTLM")] if of.get("ntlm") else []
        if scheme.casefold() != "negotiate":
            self._answer(401, [("WWW-Authenticate", "Negotiate"), *further])
            return
        service = f"HTTP/{self.headers.get('Host', '').rpartition(':')[0] or self.headers.get('Host', '')}"
        found = accept(base64.b64decode(text), of, service, self.server.realm, self.server.certificate)
        proof = ("WWW-Authenticate", f"Negotiate {base64.b64encode(found.token).decode()}".strip())
        if not found.user:
            self._answer(401, [proof, *further])
        else:
            self._answer(403 if of.get("user_refused") else 200, [proof], found.user)

    def _answer(self, status: int, headers: Sequence[tuple[str, str]], user: str = "") -> None:
        body = f"{self.server.address} {user}\n".encode()
        self.send_response(status)
        for name, value in (*headers, ("Content-Length", str(len(body)))):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the name in the class above
        """Says nothing."""


def _first(text: str) -> str:
    end = "-----END CERTIFICATE-----"
    return text[text.index("-----BEGIN") : text.index(end) + len(end)]
