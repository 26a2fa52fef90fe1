#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a crash leaves in a bucket: half-renamed folders and uploads that nobody ends."""
import ftplib
import pathlib
import unittest

import fixture
from fixture import account, network


class Upkeep(fixture.ClientTest):
    def open_upload(self, cos, key, parts):
        """An upload with parts of 1 MiB that nobody completes; its id."""
        status, _, body = cos.request('POST', key, {'uploads': ''})
        self.assertEqual(status, 200, body)
        upload = body.decode().split('<UploadId>')[1].split('<')[0]
        for number in range(1, parts + 1):
            status, _, _ = cos.request('PUT', key, {'partNumber': str(number), 'uploadId': upload}, b'x' * 2**20)
            self.assertEqual(status, 200)
        return upload

    def orphans(self, store, *arguments, cleanup=''):
        path = pathlib.Path(self.folder, 'orphans.conf')
        path.write_text(account(0, store.port, 'user') + network() + cleanup)
        program = fixture.Program(self.folder, 'cosftpd', ['--orphans', '--config', path, *arguments])
        self.addCleanup(program.kill)
        output, _ = program.process.communicate(timeout=fixture.DEADLINE_S)
        return program.process.returncode, output.decode()

    def test_orphans_are_listed_with_evidence_and_a_rule(self):
        store = self.start_store()
        cos = fixture.Cos(store.port)
        self.open_upload(cos, 'lost.bin', 2)
        status, output = self.orphans(store)
        self.assertEqual(status, 0)
        self.assertIn('1 unfinished uploads', output)
        self.assertRegex(output, r'lost\.bin started \d{4}-\d\d-\d\dT\S+, 2 parts, 2097152 bytes, unknown')
        self.assertIn('<AbortIncompleteMultipartUpload>', output)
        self.assertNotIn(fixture.SECRET_KEY, output)

    def test_what_another_program_began_is_not_aborted_without_a_rule(self):
        store = self.start_store()
        cos = fixture.Cos(store.port)
        self.open_upload(cos, 'others.bin', 1)
        for cleanup in ('', '[CLEANUP]\norphan_days = 1\n'):  # it is a few seconds old
            status, output = self.orphans(store, '--abort', cleanup=cleanup)
            self.assertEqual(status, 0, output)
            self.assertIn('aborted 0', output)
        self.assertEqual(cos.open_uploads(), ['others.bin'])

    def test_a_store_that_does_not_answer_is_said(self):
        store = self.start_store()
        port = store.port
        store.stop()
        status, output = self.orphans(type('Gone', (), {'port': port}))
        self.assertEqual(status, 1)
        self.assertIn(fixture.BUCKET, output)

    def test_a_server_killed_while_it_renames_loses_nothing(self):
        store = self.start_store()
        cos = fixture.Cos(store.port)
        names = {f'file-{number:04}' for number in range(1500)}
        cos.put_many(f'from/{name}' for name in names)
        settings = account(0, store.port, 'user') + network()
        server = self.start_server(settings)
        client = server.client()
        client.sendcmd('RNFR from')
        client.putcmd('RNTO to')
        fixture.wait_until(lambda: cos.keys('to/'), 'the first copy is made')
        server.program.kill()
        self.assertEqual({key[len('from/'):] for key in cos.keys('from/')}, names)
        self.assertEqual(len([key for key in cos.keys('.cosftp/jobs/') if key.endswith('.json')]), 1)
        again = self.start_server(settings).client()
        again.sendcmd('RNFR from')
        with self.assertRaises(ftplib.error_temp):  # its journal is a moment old: the owner may live
            again.sendcmd('RNTO to')
        self.assertEqual({key[len('from/'):] for key in cos.keys('from/')}, names)
        self.assertEqual(set(again.nlst()), {'from', 'to'})


if __name__ == '__main__':
    unittest.main()
