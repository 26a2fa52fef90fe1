#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""FTPS with clients that nobody here has written: curl, lftp, Python, openssl."""
import ftplib
import os
import pathlib
import random
import re
import signal
import ssl
import subprocess
import unittest

import filezilla
import fixture
from fixture import account, network

LOCAL = '127.0.0.1'


def tls(**keys):
    """The section [TLS]."""
    keys = {'enabled': 'true', 'implicit': 'true', 'implicit_port': '0', **keys}
    return '[TLS]\n' + ''.join(f'{key} = {value}\n' for key, value in keys.items()) + '\n'


def unverified(version=None):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    if version:
        context.minimum_version = context.maximum_version = version
    return context


class ResumingFtp(ftplib.FTP_TLS):
    """As many scripts have it: ftplib itself never goes on with a session."""

    def ntransfercmd(self, cmd, rest=None):
        connection, size = ftplib.FTP.ntransfercmd(self, cmd, rest)
        if self._prot_p:
            connection = self.context.wrap_socket(connection, server_hostname=self.host, session=self.sock.session)
            self.resumed = connection.session_reused
        return connection, size


class Tls(fixture.ClientTest):
    def start(self, **keys):
        self.store = self.start_store()
        self.cos = fixture.Cos(self.store.port)
        self.settings = account(0, self.store.port, 'user') + network() + tls(**keys)
        self.server = self.start_server(self.settings)
        match = re.search(r' ftps=\S+:(\d+)', self.server.ready)
        self.implicit_port = int(match[1]) if match else None

    @property
    def own_certificate(self):
        return pathlib.Path(self.folder, 'tls-certificate.pem')

    def local(self, name, body):
        path = pathlib.Path(self.folder, name)
        path.write_bytes(body)
        return path

    def connect(self, kind=ftplib.FTP_TLS, version=None):
        ftp = kind(context=unverified(version), timeout=fixture.DEADLINE_S, encoding='utf-8')
        self.server.clients.append(ftp)
        ftp.connect(LOCAL, self.server.port)
        ftp.login('user', 'secret')
        ftp.prot_p()
        return ftp

    def make_pair(self, name, stem='pair'):
        """(certificate, key) of a new pair."""
        certificate, key = (pathlib.Path(self.folder, f'{stem}.{end}') for end in ('crt', 'key'))
        self.run_tool('openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes',
                      '-days', '90', '-subj', f'/CN={name}', '-addext', f'subjectAltName=DNS:{name}',
                      '-keyout', key, '-out', certificate)
        return certificate, key

    def subject(self):
        """Of the certificate that a new session gets."""
        output = self.run_tool('openssl', 's_client', '-connect', f'{LOCAL}:{self.server.port}', '-starttls', 'ftp')
        return re.search(r'subject=.*', output)[0]

    # --- curl

    def curl(self, *words):
        return self.run_tool('curl', '-sS', '--max-time', '60', *words)

    def both_ways(self, url, *options):
        for size in (0, 1, 70_000, (3 << 20) + 1):
            body = random.Random(size).randbytes(size)
            path = self.local('file', body)
            self.curl(*options, '-T', path, url)
            self.assertEqual(self.cos.get('file'), body)
            self.curl(*options, '-o', path, url)
            self.assertEqual(path.read_bytes(), body)

    def test_curl_explicit(self):
        self.start()
        for version in ('1.2', '1.3'):
            self.both_ways(self.server.url('file'), '--ssl-reqd', '--cacert', self.own_certificate,
                           '--tls-max', version, f'--tlsv{version}')

    def test_curl_implicit(self):
        self.start()
        url = f'ftps://user:secret@{LOCAL}:{self.implicit_port}/file'
        for version in ('1.2', '1.3'):
            self.both_ways(url, '--cacert', self.own_certificate, '--tls-max', version, f'--tlsv{version}')

    def test_curl_resumes_the_session_on_data(self):
        self.start(data_session='require')
        self.cos.put('file', b'body')
        for version in ('1.2', '1.3'):
            words = ('-v', '-k', '--ssl-reqd', '--tls-max', version, f'--tlsv{version}', self.server.url('file'))
            self.assertIn('re-using session ID', self.curl(*words))

    # --- lftp

    def test_lftp(self):
        self.start(data_session='require')
        body = random.Random(1).randbytes(2 << 20)
        path, back = self.local('up', body), pathlib.Path(self.folder, 'back')
        self.run_tool('lftp', '-e', f'set ssl:ca-file {self.own_certificate}; set ftp:ssl-force true; '
                      f'set ftp:ssl-protect-data true; set net:max-retries 1; open -u user,secret {LOCAL} '
                      f'-p {self.server.port}; put {path} -o file; get file -o {back}; cls; quit')
        self.assertEqual(self.cos.get('file'), body)
        self.assertEqual(back.read_bytes(), body)

    def test_lftp_implicit(self):
        self.start()
        self.cos.put('file', b'body')
        output = self.run_tool('lftp', '-e', f'set ssl:ca-file {self.own_certificate}; set net:max-retries 1; open -u '
                               f'user,secret ftps://{LOCAL}:{self.implicit_port}; cls -1; cat file; quit')
        self.assertIn('file', output)
        self.assertIn('body', output)

    def test_lftp_active(self):
        self.start()
        self.cos.put('file', b'active')
        output = self.run_tool('lftp', '-e', f'set ssl:ca-file {self.own_certificate}; set ftp:ssl-force true; '
                               f'set ftp:ssl-protect-data true; set ftp:passive-mode false; set net:max-retries 1; '
                               f'open -u user,secret {LOCAL} -p {self.server.port}; cat file; quit')
        self.assertIn('active', output)

    # --- Python

    def test_python(self):
        self.start()
        body = random.Random(2).randbytes(3 << 20)
        for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
            ftp = self.connect(version=version)
            self.assertTrue(fixture.upload(ftp, 'file', body).startswith('226'))
            self.assertEqual(fixture.download(ftp, 'file'), body)
            self.assertEqual(ftp.nlst(), ['file'])
            ftp.prot_c()
            self.assertEqual(ftp.nlst(), ['file'])

    def test_python_resumes_when_it_is_told_to(self):
        self.start(data_session='require')
        for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
            ftp = self.connect(ResumingFtp, version)
            for _ in range(3):
                fixture.upload(ftp, 'file', b'body')
                self.assertTrue(ftp.resumed)

    def test_without_resumption_it_is_522_and_the_log_says_why(self):
        self.start(data_session='require')
        ftp = self.connect()
        self.assert_refused('522', ftp.nlst)
        self.assert_logged(self.server, 'data_session')
        self.assertEqual(ftp.pwd(), '/')

    def test_what_is_demanded_is_said(self):
        self.start(required='both')
        self.assert_refused('530', self.server.client)
        ftp = self.connect()
        self.assertEqual(ftp.nlst(), [])
        self.assert_refused('534', ftp.prot_c)

    def test_an_upload_of_a_killed_client_is_not_published(self):
        self.start()
        ftp = self.connect()
        ftp.voidcmd('TYPE I')
        data = ftp.transfercmd('STOR file')
        data.sendall(b'x' * 100_000)
        os.close(data.detach())  # without a word of TLS
        self.assert_refused('426', ftp.voidresp)
        self.assertIsNone(self.cos.get('file'))

    # --- openssl

    def resumed_by_openssl(self, *where):
        """Two sessions each in TLS 1.2 and 1.3; the second has to go on with what the first has kept."""
        session = pathlib.Path(self.folder, 'session')
        for version in ('-tls1_2', '-tls1_3'):
            for option, expected in (('-sess_out', 'New'), ('-sess_in', 'Reused')):
                words = ['openssl', 's_client', *where, version, '-crlf', '-ign_eof', option, str(session)]
                done = subprocess.run(words, input=b'NOOP\nQUIT\n', capture_output=True, timeout=60, check=False)
                output = done.stdout.decode()
                self.assertIn('221 ', output)
                self.assertRegex(output, rf'(?m)^{expected}, TLSv1')

    def test_openssl_resumes_explicit(self):
        self.start()
        self.resumed_by_openssl('-connect', f'{LOCAL}:{self.server.port}', '-starttls', 'ftp')

    def test_openssl_resumes_implicit(self):
        self.start()
        self.resumed_by_openssl('-connect', f'{LOCAL}:{self.implicit_port}')

    def test_openssl_reconnects_five_times_with_one_session(self):
        self.start()
        words = ['openssl', 's_client', '-connect', f'{LOCAL}:{self.implicit_port}', '-tls1_2', '-reconnect']
        done = subprocess.run(words, input=b'', capture_output=True, timeout=60, check=False)
        kinds = re.findall(r'(?m)^(New|Reused), TLSv1', done.stdout.decode())
        self.assertEqual(kinds, ['New', *['Reused'] * 5])

    # --- FileZilla

    def test_filezilla_resumes_the_session_on_data(self):
        if filezilla.missing():
            self.skipTest(f'not installed: {filezilla.missing()}')
        self.start(data_session='require')
        body = random.Random(3).randbytes(1 << 20)
        for protocol, port in ((filezilla.EXPLICIT, self.server.port), (filezilla.IMPLICIT, self.implicit_port)):
            name = f'file{protocol}'
            path = self.local(name, body)
            window = filezilla.FileZilla(pathlib.Path(self.folder, str(protocol)), protocol=protocol)
            self.addCleanup(window.stop)
            window.trust(port, self.own_certificate)
            window.queue(port, filezilla.UPLOAD, self.folder, name, path.stat().st_size)
            window.start()
            self.assertTrue(window.wait_for('File transfer successful', 'Critical|transfer failed'), window.log)
            self.assertEqual(self.cos.get(name), body)
            window.stop()

    def test_old_versions_are_refused(self):
        self.start()
        words = ['openssl', 's_client', '-connect', f'{LOCAL}:{self.server.port}', '-starttls', 'ftp', '-tls1_1',
                 '-cipher', 'ALL:@SECLEVEL=0']
        done = subprocess.run(words, input=b'', capture_output=True, timeout=60, check=False)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn('Cipher is (NONE)', done.stdout.decode())

    # --- Certificates

    def test_the_self_made_certificate_stays_and_is_told(self):
        self.start()
        fingerprint = self.run_tool('openssl', 'x509', '-in', self.own_certificate, '-noout', '-fingerprint',
                                    '-sha256').strip().split('=')[1]
        self.assert_logged(self.server, re.escape(fingerprint))
        self.assertEqual(self.server.stop(), 0)
        again = self.start_server(self.settings)
        self.assert_logged(again, re.escape(fingerprint))
        self.assertEqual(pathlib.Path(self.folder, 'tls-key.pem').stat().st_mode & 0o777, 0o600)

    def test_a_renewed_certificate_is_taken_up_by_hangup(self):
        self.make_pair('old.example')
        self.start(certificate='pair.crt', private_key='pair.key', data_session='require')
        ftp = self.connect(ResumingFtp)
        self.assertIn('old.example', self.subject())
        self.make_pair('new.example')
        self.server.program.signal(signal.SIGHUP)
        fixture.wait_until(lambda: 'new.example' in self.subject(), 'new sessions see the new certificate')
        fixture.upload(ftp, 'file', b'the old session goes on')
        self.assertTrue(ftp.resumed)
        certificate, _ = self.make_pair('other.example', 'other')
        pathlib.Path(self.folder, 'pair.crt').write_bytes(certificate.read_bytes())  # and not its key
        self.server.program.signal(signal.SIGHUP)
        line = next(n for n, row in enumerate(self.settings.splitlines(), 1) if row.startswith('private_key'))
        fixture.wait_until(lambda: f':{line}: [TLS] private_key: the private key is not' in self.server.log, 'the log')
        self.assertIn('new.example', self.subject())

    def check(self, environment=None, **keys):
        """(status, log) of --check."""
        path = pathlib.Path(self.folder, 'check.conf')
        self.text = account(0, 9, 'user') + network() + tls(**keys)
        path.write_text(self.text)
        program = fixture.Program(self.folder, 'cosftpd', ['--config', path, '--check'], environment)
        self.addCleanup(program.kill)
        program.process.communicate(timeout=fixture.DEADLINE_S)
        return program.process.returncode, program.log

    def assert_named(self, log, key, words):
        line = next(n for n, row in enumerate(self.text.splitlines(), 1) if row.startswith(key))
        self.assertRegex(log, rf'(?m)check\.conf:{line}: \[TLS\] {key}: .*{words}.*would be right')

    def test_what_is_wrong_with_a_certificate_is_named(self):
        certificate, key = self.make_pair('a.example')
        _, other_key = self.make_pair('b.example', 'other')
        both = self.local('both.pem', certificate.read_bytes() + key.read_bytes())
        empty = self.local('empty.pem', b'nothing\n')
        self.assertEqual(self.check(certificate=certificate, private_key=key)[0], 0)
        self.assertEqual(self.check(certificate=both)[0], 0)
        cases = (
            ('certificate', 'cannot be read', {'certificate': 'none.pem'}),
            ('certificate', 'no certificate', {'certificate': empty}),
            ('certificate', 'no private key', {'certificate': certificate}),
            ('private_key', 'not the certificate', {'certificate': certificate, 'private_key': other_key}),
            ('more_certificates', 'cannot be read', {'more_certificates': 'none.pem'}),
            ('client_certificate', None, {'client_certificate': 'second_factor'}),
            ('client_authority', 'no certificate', {'client_certificate': 'login', 'client_authority': empty}),
        )
        for name, words, keys in cases:
            status, log = self.check(**keys)
            self.assertEqual(status, 2, keys)
            if words:
                self.assert_named(log, name, words)

    def test_an_expired_certificate_is_named_and_no_hindrance(self):
        certificate, key = self.make_pair('a.example')
        keys = {'certificate': certificate, 'private_key': key}
        for days, words in ((70, 'expires on'), (100, 'has expired'), (-2, 'is valid from')):
            shifted = {'LD_PRELOAD': fixture.CLOCKSHIFT, 'COSFTP_CLOCK_OFFSET': str(days * 86400),
                       'ASAN_OPTIONS': 'verify_asan_link_order=0'}
            found, log = self.check(shifted, **keys)
            self.assertEqual(found, 0, log)
            self.assert_named(log, 'certificate', words)

    def test_encryption_that_is_not_offered_cannot_be_demanded(self):
        status, log = self.check(enabled='false', implicit='false', required='both')
        self.assertEqual(status, 2)
        self.assert_named(log, 'required', 'not offered')

    def test_the_demo_says_how(self):
        program = fixture.Program(self.folder, 'cosftpd', ['--demo', '--data', f'{self.folder}/demo'])
        self.addCleanup(program.kill)
        program.read_line()
        line = fixture.wait_until(lambda: re.search(r'curl (-k --ssl-reqd ftp://\S+)', program.log), 'the curl line')
        words = line[1].split()
        self.curl(*words, '-T', self.local('file', b'body'))
        self.assertEqual(self.curl(*words[:-1], words[-1] + 'file'), 'body')
        self.assertEqual(program.stop(), 0)


if __name__ == '__main__':
    unittest.main()
