"""One TCP connection of a client: requests in, answers out, until either side closes or a fault cuts it."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from .endpoint import Endpoint
from .gate import Gate, RefusedError
from .http_message import Head, Headers, HttpResponse, MalformedHeadError, objection, parse_head
from .shells import Shells


class Connection:
    def __init__(
        self,
        endpoint: Endpoint,
        shells: Shells,
        streams: tuple[asyncio.StreamReader, asyncio.StreamWriter],
        tls: bool,
    ) -> None:
        self._endpoint = endpoint
        self._shells = shells
        self._reader, self._writer = streams
        self._gate = Gate(endpoint.account, tls)

    async def run(self) -> None:
        self._endpoint.counters.connections += 1
        try:
            while await self._exchange():
                pass
        except (OSError, asyncio.IncompleteReadError):
            pass  # the client went away, as clients do when they have what they want
        except (asyncio.LimitOverrunError, MalformedHeadError):
            await self._send(HttpResponse(400))
        except asyncio.CancelledError:
            # Closing politely waits for the client's part of the end of TLS, and an idle client has none.
            self._writer.transport.abort()
            raise
        finally:
            self._writer.close()

    async def _exchange(self) -> bool:
        """One request and its answer; whether another may follow."""
        data = await self._reader.readuntil(b"\r\n\r\n")
        head = parse_head(data)
        body = await self._reader.readexactly(head.content_length)
        self._endpoint.counters.requests += 1
        self._endpoint.counters.bytes_in += len(data) + len(body)
        response = objection(head) or await self._respond(head, body)
        if response is None:
            self._writer.transport.abort()
            return False
        await self._send(response)
        # The end of a chunked body is not looked for, so nothing after it can be read.
        return head.keeps_connection and response.status != 411

    async def _respond(self, head: Head, body: bytes) -> HttpResponse | None:
        try:
            greeting = self._gate.admit(head)
            if not body:
                # pywinrm asks for nothing first, only to have keys to encrypt with.
                return HttpResponse(200, greeting)
            envelope = self._gate.open(head, body)
            if len(envelope) > self._endpoint.limits.envelope:
                # Not a SOAP fault: Windows turns it down before it is a message (ansible.windows issue 620).
                raise RefusedError(HttpResponse(413))
        except RefusedError as refused:
            self._endpoint.counters.refused_logons += refused.logon
            return refused.response
        return await self._handle(head, envelope, greeting)

    async def _handle(self, head: Head, envelope: bytes, greeting: Headers) -> HttpResponse | None:
        """None where a fault cuts the connection."""
        self._endpoint.counters.messages += 1
        number = self._endpoint.counters.messages
        if number in self._endpoint.faults.cut_before:
            return None
        answer = await self._shells.answer(envelope)
        await asyncio.sleep(self._endpoint.faults.delay)
        if number in self._endpoint.faults.cut_after:
            return None
        response = self._gate.close(head, answer.status, answer.envelope)
        return replace(response, headers=greeting + response.headers)

    async def _send(self, response: HttpResponse) -> None:
        data = response.to_bytes()
        self._endpoint.counters.bytes_out += len(data)
        self._writer.write(data)
        await self._writer.drain()
