#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Uploads over a line that breaks, gone on with by unmodified clients."""
import ftplib
import io
import pathlib
import random
import re
import shutil
import subprocess
import unittest

import cutting_line
import filezilla
import fixture

MIB = 1 << 20


class Resume(fixture.ClientTest):
    def setUp(self):
        super().setUp()
        self.store, self.server = self.start_both()
        self.cos = fixture.Cos(self.store.port)
        self.line = cutting_line.CuttingLine(self.server.port)
        self.addCleanup(self.line.close)
        self.body = random.Random(7).randbytes(24 * MIB + 321)
        self.path = pathlib.Path(self.folder, 'file')
        self.path.write_bytes(self.body)

    def url(self, path=''):
        return f'ftp://user:secret@127.0.0.1:{self.line.port}/{path}'

    def fails(self, *words):
        """A client whose line is cut must notice."""
        done = subprocess.run([str(word) for word in words], capture_output=True, timeout=300, check=False,
                              stdin=subprocess.DEVNULL, cwd=self.folder, env={'HOME': self.folder, 'PATH': '/usr/bin:/bin'})
        self.assertNotEqual(done.returncode, 0, done.stdout + done.stderr)

    def kept(self):
        """What the server says it has, on a line that works; waits until the broken transfer is put in order."""
        def size():
            ftp = self.server.client()
            try:
                ftp.voidcmd('TYPE I')
                return ftp.size('file')
            except ftplib.Error:
                return 0
            finally:
                ftp.close()
        return fixture.wait_until(size, 'the upload is parked')

    def assert_whole(self):
        self.assertEqual(self.cos.get('file'), self.body)
        fixture.wait_until(lambda: not self.cos.open_uploads(), 'no upload is left')
        fixture.wait_until(lambda: set(self.cos.keys()) == {'file'}, 'nothing else is left')

    def cut_at(self, count):
        self.line.cut_after(count)
        return count

    def test_curl_goes_on_after_two_cuts(self):
        self.cos.put('file', b'old')
        self.cut_at(11 * MIB)
        self.fails('curl', '-sS', '--max-time', '60', '-T', self.path, self.url('file'))
        # The reset throws away what the kernel had received and the server had not read yet.
        first = fixture.wait_until(lambda: max(self.kept() - 4 * MIB, 0), 'most of it is kept') + 4 * MIB
        self.assertEqual(self.cos.get('file'), b'old')
        self.cut_at(7 * MIB)
        self.fails('curl', '-sS', '--max-time', '60', '-C', '-', '-T', self.path, self.url('file'))
        fixture.wait_until(lambda: self.kept() > first + 2 * MIB, 'more is kept')
        self.assertEqual(self.cos.get('file'), b'old')
        self.run_tool('curl', '-sS', '--max-time', '60', '-C', '-', '-T', self.path, self.url('file'))
        self.assert_whole()
        self.assertEqual(self.line.cuts, 2)

    def test_lftp_put_c_goes_on(self):
        """In a new lftp: 4.9.2 that goes on by itself may send 64 KiB of its old place first, to any server."""
        if not shutil.which('lftp'):
            self.skipTest('lftp is not installed')
        self.cut_at(11 * MIB)
        put = f'set net:reconnect-interval-base 600; open {self.url()}; put -c {self.path} -o file'
        with subprocess.Popen(['lftp', '-c', put], stdin=subprocess.DEVNULL) as first:
            fixture.wait_until(lambda: self.line.cuts, 'the line is cut')
            first.kill()
        self.kept()
        self.run_tool('lftp', '-c', put)
        self.assert_whole()
        self.assertEqual(self.line.cuts, 1)

    def test_lftp_reput_goes_on(self):
        if not shutil.which('lftp'):
            self.skipTest('lftp is not installed')
        self.cut_at(11 * MIB)
        self.fails('curl', '-sS', '--max-time', '60', '-T', self.path, self.url('file'))
        kept = self.kept()
        self.run_tool('lftp', '-c', f'open {self.url()}; reput {self.path} -o file')
        self.assert_whole()
        self.assert_logged(self.server, f'{kept} kept')

    def test_ncftp_goes_on(self):
        if not shutil.which('ncftpput'):
            self.skipTest('ncftp is not installed')
        # -s: 3.2.6 with sendfile() sends the file from its beginning behind every REST, to any server.
        login = ('-s', '-u', 'user', '-p', 'secret', '-P', self.line.port, '-r', '1')
        self.cut_at(11 * MIB)
        self.fails('ncftpput', '-z', *login, '127.0.0.1', '/', self.path)
        kept = self.kept()
        self.assertGreater(kept, MIB)
        self.run_tool('ncftpput', '-z', *login, '127.0.0.1', '/', self.path)
        self.assert_whole()
        self.assertEqual(self.line.cuts, 1)
        self.assertLessEqual(self.line.passed, len(self.body) - kept, 'only the rest was sent')

    def test_filezilla_goes_on_by_itself(self):
        if filezilla.missing():
            self.skipTest(f'not installed: {filezilla.missing()}')
        self.cut_at(11 * MIB)
        window = filezilla.FileZilla(self.folder)
        self.addCleanup(window.stop)
        window.trust(self.line.port)
        window.queue(self.line.port, filezilla.UPLOAD, self.folder, 'file', len(self.body))
        window.start()
        fixture.wait_until(lambda: 'file' in self.cos.keys(), 'the file is in the bucket')
        self.assert_whole()
        self.assertEqual(self.line.cuts, 1)
        kept = int(self.assert_logged(self.server, r'(\d+) kept')[1])
        self.assertGreater(kept, MIB)
        self.assertLessEqual(self.line.passed, len(self.body) - kept, 'only the rest was sent')

    def ftp(self):
        client = ftplib.FTP(encoding='utf-8', timeout=fixture.DEADLINE_S)
        client.connect('127.0.0.1', self.line.port)
        client.login('user', 'secret')
        return client

    def test_python_goes_on_with_rest(self):
        for cut in (6 * MIB, 9 * MIB, 7 * MIB):  # a reset drops up to 4 MiB that were sent
            self.cut_at(cut)
            rest = self.kept() if self.line.cuts else None
            with self.assertRaises((OSError, EOFError, ftplib.Error)):
                self.ftp().storbinary('STOR file', io.BytesIO(self.body[rest or 0:]), rest=rest)
            before = rest or 0
            fixture.wait_until(lambda before=before: self.kept() > before, 'more is kept')
        rest = self.kept()
        self.ftp().storbinary('STOR file', io.BytesIO(self.body[rest:]), rest=rest)
        self.assert_whole()

    def test_the_server_is_killed_and_the_client_goes_on(self):
        ftp = self.server.client()
        ftp.voidcmd('TYPE I')
        data = ftp.transfercmd('STOR file')
        sent = 0

        def described():
            # A record is written some seconds after the first part is stored.
            nonlocal sent
            if sent < 20 * MIB:
                data.sendall(self.body[sent:sent + 4 * MIB])
                sent += 4 * MIB
            return any(key.startswith('.cosftp/uploads/') for key in self.cos.keys())
        fixture.wait_until(described, 'the upload is described in the bucket')
        self.server.program.kill()
        self.server = self.start_server(fixture.account(0, self.store.port, 'user') + fixture.network())
        # Until the dead server's lease has run out another one may not believe that it is dead.
        kept = self.kept()
        self.assertGreaterEqual(kept, 8 * MIB)
        ftp = self.server.client()
        ftp.voidcmd('TYPE I')
        self.assertEqual(ftp.size('file'), kept)
        ftp.storbinary('STOR file', io.BytesIO(self.body[kept:]), rest=kept)
        self.assert_whole()


if __name__ == '__main__':
    unittest.main()
