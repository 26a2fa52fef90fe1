# SPDX-License-Identifier: GPL-3.0-or-later
"""A client that hangs up behind its own QUIT, made of any client: a relay for the control connection.

It answers the client's QUIT itself, and closes the server's line at once behind it, without reading the reply.
"""
import contextlib
import socket
import threading


class HangUp:
    def __init__(self, port):
        self._target = port
        self._listener = socket.create_server(('127.0.0.1', 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self):
        self._listener.close()

    def _accept(self):
        while True:
            try:
                client, _ = self._listener.accept()
                server = socket.create_connection(('127.0.0.1', self._target))
            except OSError:
                return
            threading.Thread(target=self._listen, args=(client, server), daemon=True).start()
            threading.Thread(target=self._answer, args=(client, server), daemon=True).start()

    def _listen(self, client, server):
        """What the client says, until its QUIT or its end."""
        try:
            while data := client.recv(65536):
                server.sendall(data)
                if (b'\n' + data.upper()).endswith(b'\nQUIT\r\n'):
                    break
            with contextlib.suppress(OSError):  # the server may have been quicker
                server.shutdown(socket.SHUT_RD)  # ends the other thread, which holds the socket
            server.close()
            client.sendall(b'221 Goodbye.\r\n')
        except OSError:
            pass
        finally:
            client.close()

    @staticmethod
    def _answer(client, server):
        try:
            while data := server.recv(65536):
                client.sendall(data)
        except OSError:
            pass
        finally:
            server.close()
