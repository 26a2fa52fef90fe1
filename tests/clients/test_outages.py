#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the server stands on goes away: it serves whom it can, says so once, and recovers by itself."""
import contextlib
import os
import pathlib
import re
import socket
import threading
import unittest

import fixture
from fixture import account, network

LOGS = network().replace('log_level = INFO', 'log_level = DEBUG\nlog_dir = log')
LONG_NAME = 'n' * 450
LINES_AT_ONCE = 16


def in_a_namespace(*script):
    """A command in whose mounts the shell's `script` changes something before it becomes what stands behind it."""
    own = '-m' if os.geteuid() == 0 else '-rm'
    return ['unshare', own, 'sh', '-c', ' && '.join([*script, 'exec "$@"']), 'sh']


def chatter(port, lines):
    """Makes the server log some 650 bytes for each of so many lines, and hears every reply."""
    with contextlib.closing(socket.create_connection(('127.0.0.1', port), fixture.DEADLINE_S)) as line:
        replies = line.makefile('rb')
        assert replies.readline().startswith(b'220')
        for _ in range(0, lines, LINES_AT_ONCE):
            line.sendall(f'CLNT {LONG_NAME}\r\n'.encode() * LINES_AT_ONCE)
            for _ in range(LINES_AT_ONCE):
                assert replies.readline().startswith(b'200')


class Outages(fixture.ClientTest):
    def assert_served(self, server, user='user'):
        ftp = server.client(user)
        self.assertTrue(fixture.upload(ftp, 'served', b'body').startswith('226'))
        self.assertEqual(fixture.download(ftp, 'served'), b'body')
        ftp.close()

    def log_file(self, server=None):
        """As the server sees it, which may have mounts of its own."""
        root = pathlib.Path(f'/proc/{server.program.process.pid}/root') if server else pathlib.Path('/')
        return root / self.folder[1:] / 'log/cosftpd.log'

    def start_unheard(self):
        """A server whose standard error is a pipe; gives its other end."""
        store = self.start_store()
        heard, said = os.pipe()
        self.addCleanup(os.close, heard)
        server = self.start_server(account(0, store.port, 'user') + LOGS, stderr=said)
        os.close(said)
        return server, heard

    def test_a_standard_error_that_nobody_reads_holds_nobody_up(self):
        server, heard = self.start_unheard()
        chatter(server.port, 6000)  # more than the pipe and the queue take
        self.assert_served(server)
        in_file = self.log_file()
        fixture.wait_until(lambda: 'stored' in in_file.read_text(), 'the log file has every line')
        self.assertEqual(in_file.read_text().count('standard error does not take the lines of the log'), 1)
        self.assertEqual(in_file.read_text().count(f'client program: {"n" * 128}'), 6000)

        pieces = []
        reader = threading.Thread(target=lambda: pieces.extend(iter(lambda: os.read(heard, 65536), b'')), daemon=True)
        reader.start()
        fixture.wait_until(lambda: 'takes the lines of the log again' in in_file.read_text(), 'it is told')
        self.assert_served(server)
        self.assertEqual(server.stop(), 0)
        reader.join(fixture.DEADLINE_S)
        text = b''.join(pieces).decode()
        gaps = re.findall(r'(\d+) lines of the log are missing here', text)
        self.assertEqual(len(gaps), 1, gaps)
        told = re.search(r'again, (\d+) are missing there', in_file.read_text())[1]
        self.assertEqual(told, gaps[0])
        self.assertLess(text.index('are missing here'), text.index('stopped'))
        self.assertNotRegex(text, 'AddressSanitizer|LeakSanitizer|runtime error:')

    def test_it_stops_although_nobody_reads_standard_error(self):
        server, _ = self.start_unheard()
        chatter(server.port, 320)
        self.assertEqual(server.stop(), 0)
        self.assertRegex(self.log_file().read_text(), 'stopped\n$')

    def test_a_full_log_disk_is_told_once_and_recovers(self):
        store = self.start_store()
        log = pathlib.Path(self.folder, 'log')
        log.mkdir()
        server = self.start_server(account(0, store.port, 'user') + LOGS, behind=in_a_namespace(
            f'mount -t tmpfs -o size=256k none {log}', f'head -c 100000 /dev/zero > {log}/ballast'))
        self.assertEqual(self.log_file(server).stat().st_mode & 0o777 & ~0o640, 0)
        chatter(server.port, 640)
        self.assert_served(server)
        self.assert_logged(server, r'cosftpd\.log cannot be written: No space left on device; '
                                   'the log goes to standard error only')
        chatter(server.port, 320)
        self.assert_served(server)
        self.log_file(server).with_name('ballast').unlink()
        chatter(server.port, 16)
        self.assert_logged(server, r'the log file takes the lines of the log again, \d+ are missing there')
        fixture.wait_until(lambda: 'lines of the log are missing here' in self.log_file(server).read_text(), 'it is told')
        self.assertEqual(server.log.count('No space left on device'), 1)
        self.assertEqual(server.log.count(f'client program: {"n" * 128}'), 976)

    def start_with_two_stores(self, endpoint, **options):
        """A store and the port of a server whose user `here` has files in it; those of `away` are somewhere else."""
        store = self.start_store()
        away = account(1, store.port, 'away').replace(f'cos_endpoint = 127.0.0.1:{store.port}',
                                                      f'cos_endpoint = {endpoint.format(port=store.port)}')
        return store, self.start_server(account(0, store.port, 'here') + away + network(), **options)

    def assert_away(self, server):
        ftp = server.client('away')
        for call in (ftp.nlst, lambda: ftp.sendcmd('MDTM there'), lambda: fixture.download(ftp, 'there'),
                     lambda: fixture.upload(ftp, 'new', b'x')):
            reply = self.assert_refused('4', call)
            self.assertRegex(reply, r'(?i)storage.*\[s\d+')
            self.assert_served(server, 'here')
        ftp.close()

    def test_a_store_whose_name_does_not_resolve(self):
        hosts, resolver = pathlib.Path(self.folder, 'hosts'), pathlib.Path(self.folder, 'resolver')
        hosts.write_text('127.0.0.1 localhost\n')
        resolver.write_text('nameserver 127.0.0.1\n')  # nobody is there, which is known at once
        name = f'{fixture.BUCKET}.cos.unknown.invalid'
        _, server = self.start_with_two_stores('cos.unknown.invalid:{port}', behind=in_a_namespace(
            f'mount --bind {hosts} /etc/hosts', f'mount --bind {resolver} /etc/resolv.conf'))
        self.assert_away(server)
        self.assertEqual(len(re.findall(f'{name}.* cannot be reached: .*does not resolve', server.log)), 1)
        with open(hosts, 'a', encoding='ascii') as file:
            file.write(f'127.0.0.1 {name}\n')
        fixture.wait_until(lambda: self.lists(server, 'away'), 'the name is looked up again')
        self.assert_served(server, 'away')
        self.assert_logged(server, rf'{name}.* answers again after \d+ s; \d+ requests failed meanwhile')

    def lists(self, server, user):
        with contextlib.closing(server.client(user)) as ftp, contextlib.suppress(fixture.ftplib.Error):
            ftp.nlst()
            return True
        return False

    def test_a_store_that_goes_and_comes_back(self):
        gone = self.start_store(data='other')
        _, server = self.start_with_two_stores(f'127.0.0.1:{gone.port}')
        self.assert_served(server, 'away')
        gone.kill()
        self.assert_away(server)
        self.assertEqual(len(re.findall(f':{gone.port} cannot be reached', server.log)), 1)
        self.assertEqual(len(re.findall('answers again after', server.log)), 0)
        gone.start()
        self.assert_served(server, 'away')
        self.assert_logged(server, rf':{gone.port} answers again after \d+ s; \d+ requests failed meanwhile')
        self.assertEqual(len(re.findall('answers again after', server.log)), 1)


if __name__ == '__main__':
    unittest.main()
