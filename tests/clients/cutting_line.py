# SPDX-License-Identifier: GPL-3.0-or-later
"""A line to the server that breaks: a relay for the control connection and for every passive data connection.

`CuttingLine` rewrites the ports in replies to PASV and EPSV, so clients reach the data connections through it
too. After `cut_after` bytes of upload all connections are reset at once, as when a line goes down; then the
line works again, unless it is told to cut once more.
"""
import re
import select
import socket
import struct
import threading


def reset(connection):
    try:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
        connection.close()
    except OSError:
        pass


class CuttingLine:
    def __init__(self, port):
        self._target = port
        self._lock = threading.Lock()
        self._open = []
        self._left = None
        self.cuts = 0
        self.passed = 0  # bytes that clients sent on data connections since the last cut
        self._listener = socket.create_server(('127.0.0.1', 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, args=(self._listener, port, True), daemon=True).start()

    def cut_after(self, count):
        """The next `count` bytes that a client sends on data connections pass, then everything breaks."""
        with self._lock:
            self._left = count

    def close(self):
        self._listener.close()
        self._break()

    def _accept(self, listener, port, is_control):
        while True:
            try:
                client, _ = listener.accept()
                server = socket.create_connection(('127.0.0.1', port))
            except OSError:
                return
            with self._lock:
                self._open += [client, server]
            for source, sink, change in ((client, server, None if is_control else self._count),
                                         (server, client, self._rewrite if is_control else None)):
                threading.Thread(target=self._pump, args=(source, sink, change), daemon=True).start()
            if not is_control:
                listener.close()
                return

    def _pump(self, source, sink, change):
        try:
            while True:
                # A close() takes effect when no call uses the socket any more, so no call may wait for long.
                if not select.select([source], [], [], 0.05)[0]:
                    continue
                data = source.recv(65536)
                if not data:
                    break
                sink.sendall(change(data) if change else data)
            sink.shutdown(socket.SHUT_WR)
        except (OSError, ValueError):  # ValueError: closed by the other thread
            pass

    def _count(self, data):
        with self._lock:
            if self._left is None:
                self.passed += len(data)
                return data
            self._left -= len(data)
            if self._left > 0:
                return data
            self._left = None
            self.cuts += 1
            self.passed = 0
        self._break()
        raise OSError('cut')

    def _break(self):
        with self._lock:
            victims, self._open = self._open, []
        for connection in victims:
            reset(connection)

    # Replies to PASV and EPSV are one segment each: the server writes a reply with one call.
    def _rewrite(self, data):
        extended = re.search(rb'229 [^\r\n]*\(\|\|\|(\d+)\|\)', data)
        if extended:
            port = self._relay(int(extended.group(1)))
            return data.replace(b'|||' + extended.group(1) + b'|', b'|||%d|' % port)
        passive = re.search(rb'227 [^\r\n]*\((\d+,\d+,\d+,\d+),(\d+),(\d+)\)', data)
        if passive:
            port = self._relay(int(passive.group(2)) * 256 + int(passive.group(3)))
            return data.replace(b','.join(passive.groups()), b'127,0,0,1,%d,%d' % divmod(port, 256))
        return data

    def _relay(self, port):
        listener = socket.create_server(('127.0.0.1', 0))
        threading.Thread(target=self._accept, args=(listener, port, False), daemon=True).start()
        return listener.getsockname()[1]
