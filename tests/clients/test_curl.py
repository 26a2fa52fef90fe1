#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""curl, as scripts use it."""
import pathlib
import random
import unittest

import fixture


class Curl(fixture.ClientTest):
    def setUp(self):
        super().setUp()
        self.store, self.server = self.start_both()
        self.cos = fixture.Cos(self.store.port)

    def curl(self, *words):
        return self.run_tool('curl', '-sS', '--max-time', '60', *words)

    def local(self, name, body):
        path = pathlib.Path(self.folder, name)
        path.write_bytes(body)
        return path

    def test_a_file_goes_up_and_comes_back(self):
        for size in (0, 1, 4096, 1 << 20, (5 << 20) + 1):
            body = random.Random(size).randbytes(size)
            path = self.local('up', body)
            self.curl('-T', path, self.server.url('file'))
            self.assertEqual(self.cos.get('file'), body)
            self.curl('-o', path, self.server.url('file'))
            self.assertEqual(path.read_bytes(), body)

    def test_a_missing_folder_is_made(self):
        self.curl('--ftp-create-dirs', '-T', self.local('up', b'x'), self.server.url('a/b/c/file'))
        self.assertEqual(self.cos.get('a/b/c/file'), b'x')

    def test_listing_shows_names_and_folders(self):
        self.cos.put('list/one', b'1')
        self.cos.put('list/two/three', b'3')
        self.assertEqual(sorted(self.curl('-l', self.server.url('list/')).split()), ['one', 'two'])
        long = self.curl(self.server.url('list/')).splitlines()
        self.assertEqual(len(long), 2, long)
        self.assertTrue(any(line.startswith('d') and line.endswith(' two') for line in long), long)
        self.assertTrue(any(line.startswith('-') and line.endswith(' one') for line in long), long)

    def test_rename_delete_and_folders_by_quoted_commands(self):
        self.cos.put('old', b'body')
        self.curl('-Q', 'RNFR old', '-Q', 'RNTO new', '-l', self.server.url())
        self.assertEqual((self.cos.get('old'), self.cos.get('new')), (None, b'body'))
        self.curl('-Q', 'DELE new', '-Q', 'MKD folder', '-l', self.server.url())
        self.assertEqual(self.cos.keys(), {'folder/': 0})
        self.curl('-Q', 'RMD folder', '-l', self.server.url())
        self.assertEqual(self.cos.keys(), {})

    def test_a_range_is_exactly_that_range(self):
        body = random.Random(1).randbytes(3 << 20)
        self.cos.put('file', body)
        out = pathlib.Path(self.folder, 'out')
        self.curl('-r', '1000000-1000099', '-o', out, self.server.url('file'))
        self.assertEqual(out.read_bytes(), body[1000000:1000100])

    def test_a_broken_download_goes_on(self):
        body = random.Random(2).randbytes(3 << 20)
        self.cos.put('file', body)
        out = self.local('out', body[:1234567])
        self.curl('-C', '-', '-o', out, self.server.url('file'))
        self.assertEqual(out.read_bytes(), body)

    def test_appending_adds_to_the_file(self):
        self.cos.put('log', b'first\n')
        self.curl('--append', '-T', self.local('more', b'second\n'), self.server.url('log'))
        self.assertEqual(self.cos.get('log'), b'first\nsecond\n')

    def test_active_mode(self):
        self.cos.put('file', b'active')
        self.assertEqual(self.curl('--ftp-port', '127.0.0.1', self.server.url('file')), 'active')

    def test_a_wrong_password_is_refused(self):
        with self.assertRaisesRegex(AssertionError, '530'):
            self.curl('-v', self.server.url('', password='wrong'))


if __name__ == '__main__':
    unittest.main(verbosity=2)
