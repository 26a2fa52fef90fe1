#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The store or the client goes wrong: the client is told, the log says what to change, nothing half is published."""
import contextlib
import random
import re
import socket
import struct
import subprocess
import threading
import unittest

import fixture
from fixture import account, network

OLD = b'the old object'
BODY = random.Random(7).randbytes(24 << 20)


class Faults(fixture.ClientTest):
    def start_with(self, **changes):
        """A store, and a server whose account differs from what the store wants."""
        store = self.start_store()
        fixture.Cos(store.port).put('there', OLD)
        settings = account(0, store.port, 'user', **changes) + network()
        # Two minutes otherwise, for a store that comes back: here it stays away.
        return store, self.start_server(settings + '[TIMEOUTS]\npart_retry = 5\n')

    def assert_clear(self, server, words):
        """Every kind of access is refused, nobody is told 226, and the log says what to look at."""
        ftp = server.client()
        self.assert_refused('[45]', fixture.upload, ftp, 'new', b'x')
        self.assert_refused('[45]', fixture.download, ftp, 'there')
        self.assert_refused('[45]', ftp.nlst)
        self.assertRegex(ftp.sendcmd('NOOP'), '^200')
        self.assert_logged(server, words)

    def test_a_wrong_secret_key(self):
        store, server = self.start_with(secret_key='wrongSecretKey000000000000000000')
        self.assert_clear(server, r'(?i)SignatureDoesNotMatch|cos_secretkey')
        self.assertEqual(fixture.Cos(store.port).keys(), {'there': len(OLD)})

    def test_an_unknown_secret_id(self):
        _, server = self.start_with(secret_id='AKIDnobody00000000000000000000000000')
        self.assert_clear(server, r'(?i)InvalidAccessKeyId|cos_secretid')

    def test_a_wrong_bucket_or_region(self):
        # COS reports a bucket that is addressed through another region's host in the same words, so both are advised.
        _, server = self.start_with(bucket='nosuchbucket-1250000000')
        self.assert_clear(server, r'NoSuchBucket')
        self.assert_logged(server, r'Check cos_bucket \(NAME-APPID\) and cos_region')

    def test_an_endpoint_where_nobody_listens(self):
        _, server = self.start_with()
        settings = account(0, fixture.free_port(), 'user') + network()
        server.stop()
        self.assert_clear(self.start_server(settings), r'(?i)refused|cos_endpoint|unreachable')

    def test_a_wrong_clock_is_not_the_users_problem(self):
        for offset_s in (-7200, 7200):
            store = self.start_store()
            server = self.start_server(account(0, store.port, 'user') + network(), clock_offset_s=offset_s)
            ftp = server.client()
            self.assertTrue(fixture.upload(ftp, 'new', b'x').startswith('226'))
            self.assertEqual(fixture.download(ftp, 'new'), b'x')
            self.assert_logged(server, '(?i)clock')
            ftp.close()
            server.stop()
            store.stop()

    def open_upload(self, server, name):
        """A STOR whose data connection is open; part of the body is sent, the rest is up to the test."""
        ftp = server.client()
        data = ftp.transfercmd(f'STOR {name}')
        data.sendall(BODY)
        return ftp, data

    def test_the_store_dies_in_mid_upload(self):
        store, server = self.start_with()
        ftp, data = self.open_upload(server, 'there')
        store.kill()

        def finish():
            # The server may stop reading or close first; either way the reply tells.
            try:
                data.sendall(BODY)
                data.shutdown(socket.SHUT_WR)
            except OSError:
                pass
        sender = threading.Thread(target=finish, daemon=True)
        sender.start()
        ftp.sock.settimeout(300)
        reply = self.assert_refused('4|55', ftp.voidresp)
        data.close()
        sender.join(fixture.DEADLINE_S)
        self.assertNotIn('127.0.0.1', reply)
        store.start()
        self.assertEqual(fixture.Cos(store.port).get('there'), OLD)
        self.assertTrue(fixture.upload(server.client(), 'there', b'again').startswith('226'))
        self.assertEqual(fixture.Cos(store.port).get('there'), b'again')

    def assert_nothing_published(self, store, server):
        cos = fixture.Cos(store.port)
        self.assertEqual(fixture.download(server.client(), 'there'), OLD)
        fixture.wait_until(lambda: not cos.open_uploads(), 'no open multipart upload is left', 60)
        self.assertEqual(cos.get('there'), OLD)
        self.assertEqual(cos.keys(), {'there': len(OLD)})

    def test_a_client_killed_in_mid_upload_publishes_nothing(self):
        """What the kernel does for a killed client whose receive buffer holds data: both connections are reset."""
        store, server = self.start_with(interrupted_uploads='discard')
        ftp, data = self.open_upload(server, 'there')
        for line in (data, ftp.sock):
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
        data.close()
        ftp.file.close()
        ftp.sock.close()
        self.assert_nothing_published(store, server)

    def test_a_killed_curl_publishes_nothing(self):
        store, server = self.start_with(interrupted_uploads='discard')
        path = f'{self.folder}/big'
        with open(path, 'wb') as file:
            file.write(BODY * 4)
        curl = subprocess.Popen(['curl', '-sS', '--limit-rate', '8M', '-T', path, server.url('there')])
        cos = fixture.Cos(store.port)
        try:
            fixture.wait_until(cos.open_uploads, 'the upload has begun')
        finally:
            curl.kill()
            curl.wait()
        self.assert_nothing_published(store, server)

    def test_abor_publishes_nothing(self):
        store, server = self.start_with()
        ftp, data = self.open_upload(server, 'there')
        ftp.putcmd('ABOR')
        data.close()
        replies = [ftp.getmultiline()]
        if not replies[0].startswith('226'):
            replies.append(ftp.getmultiline())
        self.assertRegex(replies[-1], '^22[56]')
        self.assertTrue(replies[0].startswith('4') or len(replies) == 1, replies)
        self.assert_nothing_published(store, server)

    def test_the_store_dies_in_mid_download(self):
        store, server = self.start_with()
        fixture.Cos(store.port).put('big', BODY * 4)
        ftp = server.client()
        data = ftp.transfercmd('RETR big')
        received = len(data.recv(65536))
        store.kill()
        with contextlib.suppress(ConnectionResetError):  # an end as clear as any
            while piece := data.recv(1 << 20):
                received += len(piece)
        data.close()
        self.assertLess(received, len(BODY) * 4)
        ftp.sock.settimeout(300)
        self.assert_refused('4|55', ftp.voidresp)
        store.start()

    def test_a_failure_has_an_id_that_the_log_knows(self):
        _, server = self.start_with(secret_key='wrongSecretKey000000000000000000')
        reply = self.assert_refused('[45]', fixture.upload, server.client(), 'new', b'x')
        reference = re.search(r'\[([^]]+)\]$', reply)
        self.assertTrue(reference, reply)
        self.assert_logged(server, re.escape(reference[1]))


if __name__ == '__main__':
    unittest.main(verbosity=2)
