#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""No file data on the server's disk: every place where it could lie is watched while files move."""
import ftplib
import io
import os
import pathlib
import random
import unittest
import unittest.mock

import fixture

MIB = 1 << 20
PIECE = MIB
# Settings, log and the like; less than any piece of a file that is moved here.
HARMLESS_BYTES = 256 * 1024


class Disk(fixture.ClientTest):
    def setUp(self):
        super().setUp()
        elsewhere = pathlib.Path(self.folder, 'elsewhere')  # the embedded store keeps objects on disk: that is its job
        elsewhere.mkdir()
        self.store = fixture.Store(str(elsewhere))
        self._programs.append(self.store)
        self.watched = {name: pathlib.Path(self.folder, name) for name in ('settings', 'tmp', 'home', 'run')}
        for place in self.watched.values():
            place.mkdir()
        tmp, home, run = (str(self.watched[name]) for name in ('tmp', 'home', 'run'))
        places = {'TMPDIR': tmp, 'TMP': tmp, 'TEMP': tmp, 'HOME': home, 'XDG_RUNTIME_DIR': run,
                  'XDG_CACHE_HOME': home + '/cache', 'XDG_DATA_HOME': home + '/data', 'XDG_CONFIG_HOME': home + '/config'}
        with unittest.mock.patch.dict(os.environ, places):
            self.server = fixture.Server(str(self.watched['settings']),
                                         fixture.account(0, self.store.port, 'user') + fixture.network())
        self._programs.append(self.server)
        self.sign = random.Random(3).randbytes(64)  # stands everywhere in what is moved
        self.body = self.sign * (24 * MIB // len(self.sign))
        self.looks = 0

    def _proc(self, name):
        return pathlib.Path(f'/proc/{self.server.program.process.pid}', name)

    def _written(self):
        lines = dict(line.split(': ') for line in self._proc('io').read_text().splitlines())
        return int(lines['write_bytes'])

    def _open_files(self):
        """Regular files that the server has open, removed ones too: "/path (deleted)"."""
        for descriptor in self._proc('fd').iterdir():
            try:
                link, size = os.readlink(descriptor), descriptor.stat().st_size
            except FileNotFoundError:
                continue
            if link.startswith('/') and not link.startswith(('/dev/', '/proc/', '/sys/')) or 'deleted' in link:
                yield link, size

    def look(self):
        """One look at all places, in the middle of a transfer too."""
        self.looks += 1
        for link, size in self._open_files():
            self.assertLess(size, HARMLESS_BYTES, f'open: {link}')
        for place in self.watched.values():
            for path in (path for path in place.rglob('*') if path.is_file()):
                content = path.read_bytes()
                self.assertLess(len(content), HARMLESS_BYTES, path)
                self.assertNotIn(self.sign, content, path)
        self.assertLess(self._written(), HARMLESS_BYTES, 'bytes given to file systems')

    def send(self, ftp, command, body):
        with ftp.transfercmd(command) as data:
            for begin in range(0, len(body), PIECE):
                data.sendall(body[begin:begin + PIECE])
                self.look()

    def test_uploads_and_downloads_leave_no_byte(self):
        ftp = self.server.client()
        ftp.voidcmd('TYPE I')
        self.send(ftp, 'STOR file', self.body)
        ftp.voidresp()
        got = bytearray()
        with ftp.transfercmd('RETR file') as data:
            while piece := data.recv(PIECE):
                got += piece
                self.look()
        ftp.voidresp()
        self.assertEqual(bytes(got), self.body)
        self.send(ftp, 'APPE file', self.body[:3 * MIB])
        ftp.voidresp()
        ftp.sendcmd('HASH file')
        ftp.rename('file', 'other')
        self.look()
        self.assertGreater(self.looks, 48)

    def test_interrupted_uploads_leave_no_byte(self):
        """What is kept of them is kept in the bucket."""
        ftp = self.server.client()
        ftp.voidcmd('TYPE I')
        data = ftp.transfercmd('STOR file')
        for begin in range(0, 20 * MIB, PIECE):
            data.sendall(self.body[begin:begin + PIECE])
            self.look()
        ftp.putcmd('ABOR')
        self.assertRaises(ftplib.Error, ftp.voidresp)
        ftp.voidresp()
        data.close()
        kept = ftp.size('file')
        self.assertGreater(kept, MIB)
        self.look()
        self.assertEqual(self.server.stop(), 0)
        for place in self.watched.values():
            self.assertFalse([path for path in place.rglob('*')
                              if path.is_file() and self.sign in path.read_bytes()])

    def test_many_small_files_leave_no_byte(self):
        ftp = self.server.client()
        for number in range(50):
            ftp.storbinary(f'STOR small-{number}', io.BytesIO(self.sign * 200))
            self.look()


if __name__ == '__main__':
    unittest.main()
