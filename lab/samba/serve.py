"""Runs a baked domain controller in a network namespace of its own, until stdin ends.

Whoever starts it gives it listening sockets of the outer namespace, as descriptor:port. What connects to one of them is
connected with that port of the domain controller, so that several runs never meet. It prints a line when it serves.
"""

import os
import selectors
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

ADDRESS = "10.0.0.5"


def network():
    for command in (["ip", "link", "set", "lo", "up"], ["ip", "address", "add", f"{ADDRESS}/24", "dev", "lo"]):
        subprocess.run(command, check=True)


def wait(port, samba):
    until = time.monotonic() + 60
    while time.monotonic() < until and samba.poll() is None:
        try:
            socket.create_connection((ADDRESS, port), 1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    sys.exit("Samba does not answer")


def relay(listener, port):
    while True:
        outer, _ = listener.accept()
        threading.Thread(target=both, args=(outer, port), daemon=True).start()


def both(outer, port):
    """What one end sends goes to the other, until one of them ends."""
    with (
        suppress(ConnectionError),
        outer,
        socket.create_connection((ADDRESS, port), 10) as inner,
        selectors.DefaultSelector() as ready,
    ):
        ready.register(outer, selectors.EVENT_READ, inner)
        ready.register(inner, selectors.EVENT_READ, outer)
        while True:
            for key, _ in ready.select():
                data = key.fileobj.recv(65536)
                if not data:
                    return
                key.data.sendall(data)


def main():
    folder, *pairs = sys.argv[1:]
    network()
    with Path(folder, "stdout").open("w") as log:
        serve(folder, [pair.split(":") for pair in pairs], log)


def serve(folder, ports, log):
    samba = subprocess.Popen(
        [
            "samba",
            "--interactive",
            "--no-process-group",
            "--debug-stdout",
            "--model=single",
            "-s",
            f"{folder}/smb.conf",
        ],
        stdin=subprocess.PIPE,
        stdout=log,
        stderr=subprocess.STDOUT,
        env={**os.environ, "KRB5_CONFIG": f"{folder}/private/krb5.conf"},
    )
    try:
        for _, port in ports:
            wait(int(port), samba)
        for descriptor, port in ports:
            listener = socket.socket(fileno=int(descriptor))
            threading.Thread(target=relay, args=(listener, int(port)), daemon=True).start()
        print("serving", flush=True)
        sys.stdin.read()
    finally:
        samba.send_signal(signal.SIGTERM)
        samba.wait(30)


main()
