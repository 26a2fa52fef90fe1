#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What operators and their scripts rely on: status, output, signals, settings errors."""
import ftplib
import os
import pathlib
import re
import signal
import socket
import time
import unittest

import fixture
import refusing_store
from fixture import account, network


class Daemon(fixture.ClientTest):
    def settings(self, text):
        path = pathlib.Path(self.folder, 'cosftpd.conf')
        path.write_text(text)
        return path

    def run_to_its_end(self, *arguments):
        """(status, standard output, log) of a cosftpd that ends by itself."""
        program = fixture.Program(self.folder, 'cosftpd', arguments)
        self.addCleanup(program.kill)
        output, _ = program.process.communicate(timeout=fixture.DEADLINE_S)
        return program.process.returncode, output.decode(), program.log

    def good(self, *users):
        users = users or ('user',)
        return ''.join(account(n, 9, user) for n, user in enumerate(users)) + network()

    def test_check_accepts_good_settings_and_serves_nobody(self):
        status, output, _ = self.run_to_its_end('--config', self.settings(self.good()), '--check')
        self.assertEqual(status, 0)
        self.assertNotIn('ready', output)

    def test_every_settings_error_has_file_line_section_and_key(self):
        text = self.good().replace('listen_port = 0', 'listen_port = 70000').replace('log_level', 'log_lewel')
        path = self.settings(text)
        for arguments in (('--config', path, '--check'), ('--config', path)):
            status, output, log = self.run_to_its_end(*arguments)
            self.assertEqual((status, output), (2, ''))
            for section, key in (('NETWORK', 'listen_port'), ('OPTIONAL', 'log_lewel')):
                line = next(n for n, row in enumerate(text.splitlines(), 1) if row.startswith(key))
                self.assertRegex(log, rf'(?m)^{re.escape(str(path))}:{line}: \[{section}\] {key}: \S+')
            self.assertIn('log_level', log)  # the nearest known key

    def test_a_missing_file_is_a_settings_error(self):
        status, output, log = self.run_to_its_end('--config', pathlib.Path(self.folder, 'none.conf'))
        self.assertEqual((status, output), (2, ''))
        self.assertIn('none.conf', log)

    def test_an_error_never_shows_a_secret(self):
        text = self.good().replace('cos_secretid =', 'cos_sekretid =').replace(
            'ftp_login_user_password = secret', 'ftp_login_user_pasword = PLANTED')
        status, output, log = self.run_to_its_end('--config', self.settings(text), '--check')
        self.assertEqual(status, 2)
        self.assertNotIn('PLANTED', output + log)
        self.assertNotIn(fixture.SECRET_KEY, output + log)

    def test_a_key_in_a_keychain_is_named_with_the_way_out(self):
        text = ('[BUCKET main]\nbucket = examplebucket-1250000000\nregion = ap-guangzhou\n'
                'credentials = keychain\ncredentials_ref = cosftp/main\n\n'
                '[USER ann]\npassword = secret\nbucket = main\n') + network()
        path = self.settings(text)
        for arguments in (('--config', path, '--check'), ('--config', path)):
            status, output, log = self.run_to_its_end(*arguments)
            self.assertEqual((status, output), (2, ''))
            self.assertRegex(log, rf'(?m)^{re.escape(str(path))}:4: \[BUCKET main\] credentials: .*keychain')
            for way_out in ('credentials_ref = PATH', 'environment', 'cvm_role'):
                self.assertIn(way_out, log)

    def test_a_taken_port_is_status_1(self):
        with socket.socket() as other:
            other.bind(('0.0.0.0', 0))
            other.listen()
            port = other.getsockname()[1]
            text = account(0, 9, 'user') + network(port)
            status, output, log = self.run_to_its_end('--config', self.settings(text))
        self.assertEqual((status, output), (1, ''))
        self.assertIn(str(port), log)

    def test_unknown_options_are_refused(self):
        status, output, _ = self.run_to_its_end('--no-such-option')
        self.assertNotEqual(status, 0)
        self.assertNotIn('ready', output)

    def test_one_line_on_standard_output_and_status_0_when_asked_to_stop(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            store, server = self.start_both()
            fixture.upload(server.client(), 'file', b'body')
            server.program.signal(number)
            self.assertEqual(server.program.status(), 0)
            self.assertEqual(server.program.process.stdout.read(), b'')
            store.stop()

    def test_a_stop_ends_idle_sessions_with_421(self):
        _, server = self.start_both()
        idle = server.client()
        begun = time.monotonic()
        server.program.signal(signal.SIGTERM)
        self.assertTrue(idle.file.readline().startswith('421'))
        self.assertEqual(server.program.status(), 0)
        self.assertLess(time.monotonic() - begun, 10, 'nobody was transferring')

    def test_hangup_reloads_users(self):
        store = self.start_store()
        server = self.start_server(account(0, store.port, 'stays') + account(1, store.port, 'goes') + network())
        stays, goes = server.client('stays'), server.client('goes')
        server.path.write_text(account(0, store.port, 'stays') + account(1, store.port, 'comes') + network())
        server.program.signal(signal.SIGHUP)

        def comes():
            try:
                return server.client('comes')
            except ftplib.error_perm:
                return None
        self.assertEqual(fixture.wait_until(comes, 'the new user is accepted').nlst(), [])
        self.assertRegex(goes.file.readline(), '^(421.*)?$')
        self.assertEqual(stays.nlst(), [])
        self.assert_refused('530', server.client, 'goes')

    def test_hangup_with_bad_settings_changes_nothing(self):
        _, server = self.start_both()
        server.path.write_text('[NETWORK]\nlisten_port = none\n')
        server.program.signal(signal.SIGHUP)
        fixture.wait_until(lambda: re.search(r':2: \[NETWORK\] listen_port: ', server.log), 'the problem is in the log')
        self.assertEqual(server.client().nlst(), [])

    def test_passwords_in_clear_text_become_hashes(self):
        store = self.start_store()
        first = (f'[COS_ACCOUNT]\ncos_secretid = {fixture.SECRET_ID}\ncos_secretkey = {fixture.SECRET_KEY}\n'
                 f'cos_bucket = {fixture.BUCKET}\ncos_region = local\ncos_protocol = http\n'
                 f'cos_endpoint = 127.0.0.1:{store.port}\n'
                 '[FTP_ACCOUNT]  # two of them\nlogin_users = ann:sec:ret:RW;bob:secret:R\n')
        native = '[USER carl]\n# his own\npassword = secret\nbucket = COS_ACCOUNT_0\n'
        settings = first + account(0, store.port, 'dora') + native + network()
        path = pathlib.Path(self.folder, 'cosftpd.conf')
        path.write_text(settings)
        command = [fixture.BIN / 'cosftpd', '--config', path, '--hash-passwords']
        self.assertEqual(self.run_tool(*command), '4 passwords hashed\n'
                         f'cosftpd: {path}.bak is the file as it was, with the passwords in clear text: remove it '
                         'when the server runs with the new one\n')
        self.assertEqual(pathlib.Path(f'{path}.bak').read_text(), settings)
        text = path.read_text()
        self.assertNotRegex(text, r'sec:?ret\b(?!id|key)')
        self.assertIn('# his own', text)
        self.assertEqual(self.run_tool(*command), '0 passwords hashed\n')
        self.assertEqual(path.read_text(), text)
        server = self.start_server(text)
        for user, password in (('ann', 'sec:ret'), ('bob', 'secret'), ('carl', 'secret'), ('dora', 'secret')):
            self.assertEqual(server.client(user, password).pwd(), '/')
        self.assert_refused('530', server.client, 'ann', 'secret')

    def test_hashing_passwords_locks_nobody_out(self):
        path = self.settings(self.good())
        owner = (54321, 54322) if os.geteuid() == 0 else (os.getuid(), os.getgid())
        os.chown(path, *owner)
        path.chmod(0o640)
        self.run_tool(fixture.BIN / 'cosftpd', '--config', path, '--hash-passwords')
        for file in (path, pathlib.Path(f'{path}.bak')):
            now = file.stat()
            self.assertEqual((now.st_uid, now.st_gid, now.st_mode & 0o7777), (*owner, 0o640))
        self.assertIn('password_hash = $scrypt$', path.read_text())

    def test_a_doubtful_password_is_not_hashed(self):
        text = self.good().replace('password = secret', 'password = my #secret')
        path = self.settings(text)
        for arguments in (('--check',), ('--hash-passwords',), ()):
            status, output, log = self.run_to_its_end('--config', path, *arguments)
            self.assertEqual((status, output), (2, ''))
            self.assertRegex(log, r'(?m):10: \[COS_ACCOUNT_0\] ftp_login_user_password: the \'#\' after a blank')
            self.assertNotIn('secret"', log)
        self.assertEqual(path.read_text(), text)

    def check_store(self, text):
        """(status, log) of --check-store."""
        status, output, log = self.run_to_its_end('--config', self.settings(text), '--check-store')
        self.assertEqual(output, '')
        self.assertNotIn(fixture.SECRET_KEY, log)
        return status, log

    def test_check_store_tries_what_the_key_may_do(self):
        store = self.start_store()
        text = account(0, store.port, 'user') + network()
        status, log = self.check_store(text)
        self.assertEqual(status, 0, log)
        self.assertIn(f'bucket {fixture.BUCKET}: reachable; what works: list, upload, download, upload in parts, copy, '
                      'delete\n', log)
        self.assertEqual(fixture.Cos(store.port).keys(), {})
        self.assertEqual(fixture.Cos(store.port).open_uploads(), [])
        both, _, log = self.run_to_its_end('--config', self.settings(text), '--check', '--check-store')
        self.assertEqual(both, 0, log)

    def test_check_store_writes_nothing_where_nobody_may(self):
        store = self.start_store()
        proxy = refusing_store.RefusingStore(store.port, ())
        self.addCleanup(proxy.stop)
        status, log = self.check_store(account(0, proxy.port, 'user', authority='R') + network())
        self.assertEqual(status, 0, log)
        self.assertIn('list', log)
        self.assertEqual(set(proxy.seen) - {'HeadBucket', 'GetBucket', 'GetObject', 'HeadObject'}, set())
        text = account(0, proxy.port, 'user', authority='R') + 'folder_rights = /inbox list+write\n' + network()
        status, log = self.check_store(text)
        self.assertEqual(status, 0, log)
        self.assertIn('PutObject', proxy.seen)

    def test_check_store_names_the_missing_permission(self):
        store = self.start_store()
        for refused in ('GetBucket', 'PutObject', 'InitiateMultipartUpload', 'UploadPart', 'AbortMultipartUpload',
                        'DeleteObject', 'GetObject'):
            with self.subTest(refused):
                proxy = refusing_store.RefusingStore(store.port, (refused,))
                self.addCleanup(proxy.stop)
                status, log = self.check_store(account(0, proxy.port, 'user') + network())
                self.assertEqual(status, 1, log)
                self.assertIn(f'name/cos:{refused} ', log)
                self.assertEqual(len(re.findall('name/cos:', log)), 1, log)
                self.assertNotIn('settings are valid', log)

    def test_check_store_says_what_to_change(self):
        store = self.start_store()
        good = account(0, store.port, 'user') + network()
        wrong_key = good.replace(fixture.SECRET_KEY, 'wrong')
        status, log = self.check_store(wrong_key)
        self.assertEqual(status, 1)
        self.assertRegex(log, r'SignatureDoesNotMatch.*; \[COS_ACCOUNT_0\] cos_secretkey\. The secret key does not')
        self.assertNotIn('CAM', log)
        status, log = self.check_store(good.replace(fixture.SECRET_ID, 'AKIDwrong'))
        self.assertEqual(status, 1)
        self.assertRegex(log, r'\[COS_ACCOUNT_0\] cos_secretid\. ')
        status, log = self.check_store(good.replace('examplebucket-', 'otherbucket-'))
        self.assertEqual(status, 1)
        self.assertRegex(log, r'\[COS_ACCOUNT_0\] cos_bucket\. There is no such bucket in this region: check the name')
        status, log = self.check_store(re.sub('cos_endpoint = .*', 'cos_endpoint = nowhere.invalid', good))
        self.assertEqual(status, 1)
        self.assertRegex(log, r'reach does not work: examplebucket-1250000000\.nowhere\.invalid: .*; '
                              r'\[COS_ACCOUNT_0\] cos_endpoint\. There is no host of this name')
        status, log = self.check_store(good.replace('listen_port = 0', 'listen_port = x'))
        self.assertEqual(status, 2)

    def test_the_demo_prints_curl_lines_that_work(self):
        program = fixture.Program(self.folder, 'cosftpd',
                                  ['--demo', '--data', pathlib.Path(self.folder, 'demo'), '--port', '0'])
        self.addCleanup(program.kill)
        self.assertRegex(program.read_line(), r'^cosftpd ready ftp=\S+:\d+')
        fixture.wait_until(lambda: 'curl ' in program.log, 'a curl line')
        pathlib.Path(self.folder, 'README.md').write_text('what the line uploads')
        lines = re.findall(r'(?m)^\s*(curl .*)$', program.log)
        outputs = [self.run_tool('bash', '-c', line) for line in lines]
        self.assertIn('README.md', outputs[-1])
        self.assertEqual(program.stop(), 0)
        self.assertEqual(program.output, b'')


if __name__ == '__main__':
    unittest.main(verbosity=2)
