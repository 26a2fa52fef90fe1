#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Few open files: the server says so once, and serves as many as it can. None left: tests/net/test_listener.cpp."""
import contextlib
import os
import pathlib
import re
import resource
import socket
import time
import unittest

import fixture

SOON_S = 2
PAUSE = 'cannot accept connections for now'


class Descriptors(fixture.ClientTest):
    def start_with(self, soft, hard):
        store = self.start_store()
        settings = fixture.account(0, store.port, 'user') + fixture.network()
        return self.start_server(settings, descriptors=(soft, hard))

    @staticmethod
    def proc(server, name):
        return pathlib.Path(f'/proc/{server.program.process.pid}', name)

    def opened(self, server):
        return len(os.listdir(self.proc(server, 'fd')))

    def silent(self, server, count, stack):
        for _ in range(count):
            stack.enter_context(contextlib.closing(socket.create_connection(('127.0.0.1', server.port), 10)))

    def test_what_the_system_allows_is_used(self):
        server = self.start_with(256, 4096)
        self.assertEqual(resource.prlimit(server.program.process.pid, resource.RLIMIT_NOFILE)[0], 4096)
        self.assertNotIn('ulimit -n', server.log)

    def test_a_low_limit_is_said_and_users_are_served(self):
        server = self.start_with(256, 256)
        self.assertRegex(server.log, r'max_connection_num = 512 may need \d+ open files.* 256 '
                                     r'\(ulimit -n; LimitNOFILE=.*\): \d+ connections')
        inside = server.client()
        with contextlib.ExitStack() as stack:
            self.silent(server, 600, stack)
            fixture.wait_until(lambda: server.log.count(' connected from ') > 600, 'all were seen')
            began = time.monotonic()
            ftp = server.client()
            self.assertLess(time.monotonic() - began, SOON_S)
            self.assertTrue(fixture.upload(ftp, 'f', b'x' * 100_000).startswith('226'))
            self.assertEqual(fixture.download(inside, 'f'), b'x' * 100_000)
            self.assertLess(self.opened(server), 256)
        self.assertEqual(len(re.findall('may need', server.log)), 1)
        self.assertNotIn(PAUSE, server.log)  # the silent ones were sent away in time
        self.assertEqual(fixture.download(server.client(), 'f'), b'x' * 100_000)


if __name__ == '__main__':
    unittest.main()
