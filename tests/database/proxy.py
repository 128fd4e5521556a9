"""Servers that misbehave: silent listeners, and a way to a real one that falls silent or breaks."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

HANDSHAKE = b"\x00\x00\x04\x05"
"""The answer to a Bolt client that it may speak version 5.4."""

COMMIT = b"\x00\x02\xb0\x12\x00\x00"
"""The message by which a client ends a transaction that is to be kept."""

Serve = Callable[[socket.socket], None]


@contextmanager
def listening(serve: Serve) -> Iterator[int]:
    """A server on a port of its own; each connection is served by a thread."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        opened: list[socket.socket] = []
        threads: list[threading.Thread] = []

        def accept() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                opened.append(connection)
                threads.append(threading.Thread(target=serve, args=(connection,), daemon=True))
                threads[-1].start()

        threading.Thread(target=accept, daemon=True).start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)
        for connection in opened:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()
        for thread in threads:
            thread.join(5)


def silent(connection: socket.socket) -> None:
    """Accepts, listens, and says nothing."""
    with suppress(OSError):
        while connection.recv(65_536):
            pass


def only_handshake(connection: socket.socket) -> None:
    """Agrees on a version of the protocol, and says nothing more."""
    with suppress(OSError):
        connection.recv(20)
        connection.sendall(HANDSHAKE)
        silent(connection)


def self_signed(connection: socket.socket) -> None:
    """Encrypts with a certificate that no authority signed, and says nothing."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(Path(__file__).with_name("self_signed.pem"))
    with suppress(OSError), context.wrap_socket(connection, server_side=True) as encrypted:
        silent(encrypted)


class Way:
    """The way to a real server.

    Args:
        port: the server's.
    """

    def __init__(self, port: int) -> None:
        self._port = port
        self.mute = False
        self.clients = 0
        """How many connections there were."""
        self.cuts = 0
        """How many more commits lose their answer, and their connection with it."""

    def serve(self, client: socket.socket) -> None:
        """Carries bytes both ways."""
        self.clients += 1
        with socket.create_connection(("127.0.0.1", self._port)) as server:
            back = threading.Thread(target=self._back, args=(server, client), daemon=True)
            back.start()
            with suppress(OSError):
                while data := client.recv(65_536):
                    if COMMIT in data and self.cuts:
                        self.cuts -= 1
                        self._cut(server, client, data)
                        return
                    server.sendall(data)
            with suppress(OSError):
                server.shutdown(socket.SHUT_RDWR)
            back.join(5)

    def _back(self, server: socket.socket, client: socket.socket) -> None:
        with suppress(OSError):
            while data := server.recv(65_536):
                if not self.mute and data:
                    client.sendall(data)

    def _cut(self, server: socket.socket, client: socket.socket, data: bytes) -> None:
        """Lets the server have the commit, and the client never hear of it."""
        self.mute = True
        server.sendall(data)
        threading.Event().wait(1.0)
        with suppress(OSError):
            client.shutdown(socket.SHUT_RDWR)
        self.mute = False
