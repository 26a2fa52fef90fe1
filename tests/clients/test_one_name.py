#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One name in many hands: servers that are killed, several servers over one bucket, clocks that are wrong, and
unmodified clients that meet what waits interrupted."""
import calendar
import contextlib
import ftplib
import os
import pathlib
import random
import shutil
import signal
import subprocess
import tempfile
import time
import unittest
import xml.etree.ElementTree as ET

import cutting_line
import filezilla
import fixture

MIB = 1 << 20
SEED = int(os.environ.get('COSFTP_SEED', random.randrange(1 << 30)))
ELSEWHERE = '127.0.0.2'  # an address that nothing broke off from


def pattern(size, seed):
    return random.Random(seed).randbytes(size)


class PacedUpload:
    """A STOR at a steady rate; knows what it had sent at any time."""

    def __init__(self, ftp, name, body, bytes_per_second):
        self.ftp, self.body, self.rate = ftp, body, bytes_per_second
        ftp.voidcmd('TYPE I')
        self.data = ftp.transfercmd(f'STOR {name}')
        self.start, self.log = time.monotonic(), [(0.0, 0)]

    def go_on(self):
        """Sends what is due; the time since the start."""
        due = min(len(self.body), int((time.monotonic() - self.start) * self.rate))
        sent = self.log[-1][1]
        while sent < due:
            self.data.sendall(self.body[sent:min(due, sent + 65536)])
            sent = min(due, sent + 65536)
        now = time.monotonic() - self.start
        self.log.append((now, sent))
        return now


class OneName(fixture.ClientTest):
    def setUp(self):
        super().setUp()
        self.store = self.start_store()
        self.cos = fixture.Cos(self.store.port)

    def settings(self, more=''):
        return fixture.account(0, self.store.port, 'user') + fixture.network() + more

    def server(self, more='', **options):
        return self.start_server(self.settings(more), **options)

    def assert_same(self, found, wanted):
        """Millions of bytes: where they part says more than they themselves."""
        if found != wanted:
            found = found or b''
            self.fail(f'{len(found)} bytes instead of {len(wanted)}, the same up to '
                      f'{len(os.path.commonprefix([found, wanted]))}')

    @staticmethod
    def size(server, name):
        """What SIZE tells in a session of its own; None if there is nothing."""
        ftp = server.client()
        try:
            ftp.voidcmd('TYPE I')
            return ftp.size(name)
        except ftplib.error_perm:
            return None
        finally:
            ftp.close()

    def stored_parts(self, name):
        """Number, size and time of each part that the store holds of the one open upload of a name."""
        _, _, body = self.cos.request('GET', '', {'uploads': '', 'prefix': name})
        upload = ET.fromstring(body).findtext('Upload/UploadId')
        if not upload:
            return []
        _, _, body = self.cos.request('GET', name, {'uploadId': upload})
        return [(int(part.findtext('PartNumber')), int(part.findtext('Size')),
                 calendar.timegm(time.strptime(part.findtext('LastModified')[:19], '%Y-%m-%dT%H:%M:%S')))
                for part in ET.fromstring(body).findall('Part')]

    def stored_by(self, name, moment):
        """Bytes that the store held at that time, from the first one on without a gap."""
        total = 0
        for expected, (number, size, stored) in enumerate(self.stored_parts(name), 1):
            if number != expected or stored + 1 > moment:  # times have whole seconds
                break
            total += size
        return total

    def break_off(self, server, name, body):
        """An upload whose line breaks; returns how much of it waits."""
        ftp = server.client()
        ftp.voidcmd('TYPE I')
        data = ftp.transfercmd(f'STOR {name}')
        data.sendall(body)
        fixture.wait_until(lambda: f'{len(body)} bytes' in ftp.sendcmd('STAT'), 'all bytes have come')
        cutting_line.reset(data)
        cutting_line.reset(ftp.sock)
        fixture.wait_until(lambda: ' kept' in server.log, 'what came is kept')
        return self.size(server, name)

    def go_on(self, server, name, body, start):
        ftp = server.client()
        ftp.voidcmd('TYPE I')
        self.assertEqual(ftp.size(name), start)
        with contextlib.closing(ftp.transfercmd(f'STOR {name}', rest=start)) as data:
            data.sendall(body[start:])
        return ftp.voidresp()

    # --- Killed servers

    def test_a_killed_server_loses_about_a_second(self):
        """What the store had taken two seconds before is told by the same server after its restart, and by one that
        ran meanwhile: a description is written each second, and a busy machine may be late. What the store had not yet
        taken lay in memory."""
        rate = 12_000_000
        chance = random.Random(SEED)
        # The first two are where a description that is written late, or not often enough, loses most.
        moments = [2.5, 6.5] + [chance.uniform(1.0, 4.0) for _ in range(int(os.environ.get('COSFTP_KILLS', '1')))]
        for number, moment in enumerate(moments):
            name, body = f'file{number}', pattern(int(8 * rate), number)
            with self.subTest(seed=SEED, number=number, moment=moment):
                other = self.server()
                killed = self.server()
                upload = PacedUpload(killed.client(), name, body, rate)
                while upload.go_on() < moment:
                    time.sleep(0.005)
                killed.program.signal(signal.SIGKILL)
                end, killed_at = time.monotonic() - upload.start, time.time()
                killed.program.kill()
                upload.data.close()
                sent, stored = upload.log[-1][1], self.stored_by(name, killed_at + 2)
                least = self.stored_by(name, killed_at - 2)
                again = self.server()
                told = {}
                for who, server in (('restarted', again), ('other', other)):
                    if least <= 0:
                        continue
                    told[who] = fixture.wait_until(lambda server=server: self.size(server, name),
                                                   f'{who}: what came in {end:.2f} s is known', 60)
                    self.assertGreaterEqual(told[who], least, who)
                print(f'seed {SEED}: killed after {end:.2f} s, {sent} bytes sent, {stored} in the store, at least {least} '
                      f'to be told; told {told}', flush=True)
                if told:
                    self.assertRegex(self.go_on(other, name, body, told['other']), '^226')
                    self.assert_same(self.cos.get(name), body)
                for server in (other, again):
                    self.assertEqual(server.stop(), 0)

    # --- Wrong clocks, other settings

    def test_a_server_with_another_clock_and_a_shorter_time_ends_nothing_of_others(self):
        one = self.server('[LIMITS]\nresume_hours = 24\n')
        waiting, running = pattern(24 * MIB, 1), pattern(24 * MIB, 2)
        kept = self.break_off(one, 'waiting', waiting[:9 * MIB])
        self.assertEqual(kept, 9 * MIB)
        upload = one.client()
        upload.voidcmd('TYPE I')
        data = upload.transfercmd('STOR running')
        data.sendall(running[:9 * MIB])
        fixture.wait_until(lambda: len([key for key in self.cos.keys('.cosftp/uploads/')]) >= 2, 'both are described')
        ahead = self.server('[LIMITS]\nresume_hours = 1\n', clock_offset_s=7200)
        self.assertEqual(self.size(ahead, 'waiting'), kept)
        self.assertEqual(sorted(self.cos.open_uploads()), ['running', 'waiting'])
        data.sendall(running[9 * MIB:])
        data.close()
        self.assertRegex(upload.voidresp(), '^226')
        self.assert_same(self.cos.get('running'), running)
        self.assertRegex(self.go_on(one, 'waiting', waiting, kept), '^226')
        self.assert_same(self.cos.get('waiting'), waiting)

    def test_a_server_whose_clock_is_behind_mixes_no_versions(self):
        """What waits is newer than the object, although the server's clock says that it is older."""
        old, new = pattern(20 * MIB, 1), pattern(24 * MIB, 2)
        behind = self.server(clock_offset_s=-90)
        self.cos.put('file', old)
        kept = self.break_off(behind, 'file', new[:9 * MIB])
        self.assertEqual(kept, 9 * MIB)
        self.assertRegex(self.go_on(behind, 'file', new, kept), '^226')
        self.assert_same(self.cos.get('file'), new)

    # --- Clients that fetch a name which waits interrupted too

    def fetch(self, server, words):
        """Runs a client in a folder of its own: its exit status and what it has made of the file."""
        folder = pathlib.Path(self.folder, f'fetched{time.monotonic_ns()}')
        folder.mkdir()
        done = subprocess.run([word.replace('PORT', str(server.port)) for word in words], capture_output=True, timeout=300,
                              check=False, stdin=subprocess.DEVNULL, cwd=folder,
                              env={'HOME': self.folder, 'PATH': '/usr/bin:/bin', 'LC_ALL': 'C.UTF-8'})
        path = folder / 'file'
        return done.returncode, path.read_bytes() if path.exists() else None

    def test_who_fetches_gets_the_finished_object_or_is_told(self):
        lftp = ('set net:max-retries 2; set net:reconnect-interval-base 1; set cmd:fail-exit yes; '
                'open ftp://user:secret@127.0.0.1:PORT/; ')
        clients = {
            'lftp pget': ['lftp', '-c', lftp + 'pget -n 4 file'],
            'lftp pget -c': ['lftp', '-c', lftp + 'pget -c -n 4 file'],
            'lftp get': ['lftp', '-c', lftp + 'get file'],
            'lftp mirror': ['lftp', '-c', lftp + 'mirror / .'],
            'lftp mirror --use-pget': ['lftp', '-c', lftp + 'mirror --use-pget-n=4 / .'],
            'curl': ['curl', '-sS', '-O', 'ftp://user:secret@127.0.0.1:PORT/file'],
        }
        old, new = pattern(20 * MIB, 1), pattern(24 * MIB, 2)
        server = self.server()
        self.cos.put('file', old)
        self.assertEqual(self.break_off(server, 'file', new[:9 * MIB]), 9 * MIB)
        for name, words in clients.items():
            if not shutil.which(words[0]):
                continue
            elsewhere = [words[0], *(('--interface', ELSEWHERE) if words[0] == 'curl' else ()),
                         *(word.replace('open ftp', f'set net:socket-bind-ipv4 {ELSEWHERE}; open ftp') for word in words[1:])]
            with self.subTest(client=name, address='where it broke off from'):
                status, body = self.fetch(server, words)
                self.assertTrue(status != 0 or body == old, f'status {status}, {body and len(body)} bytes')
            with self.subTest(client=name, address='another'):
                status, body = self.fetch(server, elsewhere)
                self.assertEqual(status, 0)
                self.assert_same(body, old)

    # --- Clients that go on, at the same server, after its restart, at another one

    def put_words(self, client, port, path):
        return {
            'curl': ['curl', '-sS', '--max-time', '120', '-C', '-', '-T', path, f'ftp://user:secret@127.0.0.1:{port}/file'],
            'lftp': ['lftp', '-c', f'set net:max-retries 1; open ftp://user:secret@127.0.0.1:{port}/; '
                                   f'put -c {path} -o file'],
            'ncftpput': ['ncftpput', '-s', '-z', '-u', 'user', '-p', 'secret', '-P', port, '-r', '1', '127.0.0.1', '/', path],
        }[client]

    def put_with_filezilla(self, port, path):
        """It resumes what exists, as its users may tell it to; its window ends when the file is there."""
        window = filezilla.FileZilla(tempfile.mkdtemp(dir=self.folder))
        try:
            window.trust(port)
            window.queue(port, filezilla.UPLOAD, path.parent, path.name, path.stat().st_size)
            window.start()
            self.assertTrue(window.wait_for('File transfer successful', 'Critical'), window.log)
        finally:
            window.stop()

    def test_clients_go_on_wherever_they_come_back_to(self):
        body, old = pattern(24 * MIB + 321, 3), pattern(6 * MIB, 4)
        path = pathlib.Path(self.folder, 'file')
        path.write_bytes(body)
        other = self.server()
        for client in ('curl', 'lftp', 'ncftpput', 'filezilla'):
            if not shutil.which(client) or (client == 'filezilla' and filezilla.missing()):
                continue
            for place in ('the same server', 'after a restart', 'another server'):
                for is_there in (False, True):
                    with self.subTest(client=client, place=place, is_there=is_there):
                        self.assert_goes_on(client, place, old if is_there else None, path, body, other)

    def assert_goes_on(self, client, place, old, path, body, other):
        self.cos.request('DELETE', 'file')
        if old:
            self.cos.put('file', old)
        server = self.server()
        line = cutting_line.CuttingLine(server.port)
        try:
            line.cut_after(11 * MIB)
            subprocess.run([str(word) for word in self.put_words('curl', line.port, path) if word not in ('-C', '-')],
                           capture_output=True, timeout=300, check=False, stdin=subprocess.DEVNULL, cwd=self.folder,
                           env={'HOME': self.folder, 'PATH': '/usr/bin:/bin'})
            fixture.wait_until(lambda: ' kept' in server.log, 'what came is kept')
        finally:
            line.close()
        if place == 'after a restart':
            self.assertEqual(server.stop(), 0)
            server = self.server()
        back = other if place == 'another server' else server
        line = cutting_line.CuttingLine(back.port)
        try:
            if client == 'filezilla':
                self.put_with_filezilla(line.port, path)
            else:
                self.run_tool(*self.put_words(client, line.port, path))
        finally:
            line.close()
        self.assert_same(self.cos.get('file'), body)
        self.assertLess(line.passed, len(body) - MIB, 'it went on, instead of beginning again')
        fixture.wait_until(lambda: not self.cos.open_uploads(), 'no upload is left')
        self.assertEqual(server.stop(), 0)


if __name__ == '__main__':
    print(f'COSFTP_SEED={SEED}', flush=True)
    unittest.main()
