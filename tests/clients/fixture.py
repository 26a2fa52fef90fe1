# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts the built programs for a test and stops them by their process id.

`Store` is cosftp-localcos, `Server` is cosftpd with a settings file written here, `Cos` is a COS client
written from the signature's documentation and shares nothing with the product. Everything listens on
127.0.0.1, lives in a temporary folder and has a deadline.
"""
import contextlib
import ftplib
import hashlib
import hmac
import http.client
import io
import os
import pathlib
import random
import re
import resource
import select
import shutil
import socket
import subprocess
import tempfile
import time
import unittest
import urllib.parse
import xml.etree.ElementTree

BIN = pathlib.Path(os.environ.get('COSFTP_BIN', pathlib.Path(__file__).resolve().parents[2] / 'build/asan/bin'))
DEADLINE_S = 120
CLOCKSHIFT = os.environ.get('COSFTP_CLOCKSHIFT', str(BIN.parent / 'tests/clockshift.so'))
SECRET_ID, SECRET_KEY = 'AKIDfixture0000000000000000000000000', 'fixtureSecretKey0000000000000000'
BUCKET = 'examplebucket-1250000000'


def free_port():
    """Below the ports that the system gives to others before this one is bound."""
    while True:
        with contextlib.closing(socket.socket()) as probe, contextlib.suppress(OSError):
            probe.bind(('127.0.0.1', random.randrange(20000, 32000)))
            return probe.getsockname()[1]


def wait_until(condition, what, deadline_s=DEADLINE_S):
    """Polls an outside condition; what else is there to wait for in another process."""
    end = time.monotonic() + deadline_s
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.02)
    raise AssertionError(f'not within {deadline_s} s: {what}')


class Program:
    """A child process whose standard output is read line by line and whose log goes to a file.

    `behind` is a command that ends in exec of what follows it; `stderr` takes the place of the file; `descriptors`: how
    many it may have open, and up to how many it may raise that itself.
    """

    def __init__(self, folder, name, arguments, environment=None, behind=(), stderr=None, descriptors=None):
        self.name = name
        self.log_path = pathlib.Path(folder) / f'{name}.{time.monotonic_ns()}.log'
        limits = (lambda: resource.setrlimit(resource.RLIMIT_NOFILE, descriptors)) if descriptors else None
        with open(self.log_path, 'wb') as log:
            self.process = subprocess.Popen([*behind, str(BIN / name), *map(str, arguments)],
                                            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=stderr or log,
                                            cwd=folder, preexec_fn=limits,
                                            env={**os.environ, **(environment or {})})
        self.output = b''

    @property
    def log(self):
        return self.log_path.read_text(errors='replace')

    def read_line(self, deadline_s=DEADLINE_S):
        """The next line of standard output, without its end; fails if the program ends first."""
        end = time.monotonic() + deadline_s
        while b'\n' not in self.output:
            readable, _, _ = select.select([self.process.stdout], [], [], max(0, end - time.monotonic()))
            piece = os.read(self.process.stdout.fileno(), 65536) if readable else b''
            if not piece:
                raise AssertionError(f'{self.name} printed no line; log:\n{self.log}')
            self.output += piece
        line, self.output = self.output.split(b'\n', 1)
        return line.decode()

    def status(self, deadline_s=120):
        return self.process.wait(deadline_s)

    def signal(self, number):
        self.process.send_signal(number)

    def stop(self, deadline_s=120):
        """SIGTERM, and the exit status. The rest of standard output stays in `output`."""
        if self.process.poll() is None:
            self.process.terminate()
        try:
            rest, _ = self.process.communicate(timeout=deadline_s)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f'{self.name} did not end after SIGTERM; log:\n{self.log}') from None
        self.output += rest or b''
        return self.process.returncode

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(DEADLINE_S)
        if self.process.stdout:
            self.process.stdout.close()


class Cos:
    """A small COS client: path style, header signature."""

    def __init__(self, port, bucket=BUCKET, secret_id=SECRET_ID, secret_key=SECRET_KEY):
        self.port, self.bucket, self.secret_id, self.secret_key = port, bucket, secret_id, secret_key

    @staticmethod
    def _encode(text):
        return urllib.parse.quote(text, safe='-_.~')

    def _canonical(self, values):
        pairs = sorted((self._encode(name).lower(), self._encode(value)) for name, value in values.items())
        return ';'.join(name for name, _ in pairs), '&'.join(f'{name}={value}' for name, value in pairs)

    def authorization(self, method, path, query, headers, key_time=None):
        """The header's value; `path` is the decoded one and includes the bucket."""
        key_time = key_time or f'{int(time.time()) - 60};{int(time.time()) + 3600}'
        params, param_pairs = self._canonical(query)
        names, header_pairs = self._canonical(headers)
        sign_key = hmac.new(self.secret_key.encode(), key_time.encode(), 'sha1').hexdigest()
        text = f'{method.lower()}\n{path}\n{param_pairs}\n{header_pairs}\n'
        to_sign = f'sha1\n{key_time}\n{hashlib.sha1(text.encode()).hexdigest()}\n'
        signature = hmac.new(sign_key.encode(), to_sign.encode(), 'sha1').hexdigest()
        return (f'q-sign-algorithm=sha1&q-ak={self.secret_id}&q-sign-time={key_time}&q-key-time={key_time}'
                f'&q-header-list={names}&q-url-param-list={params}&q-signature={signature}')

    def request(self, method, key, query=None, body=b''):
        """(status, headers, body) of one signed request on a connection of its own."""
        with contextlib.closing(http.client.HTTPConnection('127.0.0.1', self.port, timeout=DEADLINE_S)) as line:
            return self.ask(line, method, key, query or {}, body)

    def ask(self, line, method, key, query, body):
        """The same on a connection that is open already."""
        path = f'/{self.bucket}/{key}'
        headers = {'Host': f'127.0.0.1:{self.port}', 'Content-Length': str(len(body))}
        headers['Authorization'] = self.authorization(method, path, query, headers)
        target = urllib.parse.quote(path, safe='/-_.~')
        if query:
            target += '?' + '&'.join(f'{self._encode(n)}={self._encode(v)}' if v else self._encode(n)
                                     for n, v in query.items())
        line.request(method, target, body, headers)
        answer = line.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()

    def put_many(self, keys):
        """Empty objects, one after the other on one connection."""
        with contextlib.closing(http.client.HTTPConnection('127.0.0.1', self.port, timeout=DEADLINE_S)) as line:
            for key in keys:
                status, _, text = self.ask(line, 'PUT', key, {}, b'')
                assert status == 200, (status, text)

    def put(self, key, body):
        status, _, text = self.request('PUT', key, body=body)
        assert status == 200, (status, text)

    def get(self, key):
        """The object's bytes, or None if there is none."""
        status, _, body = self.request('GET', key)
        assert status in (200, 404), (status, body)
        return body if status == 200 else None

    def _pages(self, query, next_names):
        query = dict(query)
        while True:
            status, _, body = self.request('GET', '', query)
            assert status == 200, (status, body)
            page = xml.etree.ElementTree.fromstring(body)
            yield page
            if page.findtext('IsTruncated') != 'true':
                return
            for parameter, element in next_names.items():
                query[parameter] = urllib.parse.unquote(page.findtext(element))

    def keys(self, prefix=''):
        """{key: size} of every object below a prefix."""
        found = {}
        for page in self._pages({'prefix': prefix, 'encoding-type': 'url'}, {'marker': 'NextMarker'}):
            for entry in page.findall('Contents'):
                found[urllib.parse.unquote(entry.findtext('Key'))] = int(entry.findtext('Size'))
        return found

    def open_uploads(self):
        """Keys with multipart uploads that are neither completed nor aborted."""
        pages = self._pages({'uploads': ''}, {'key-marker': 'NextKeyMarker', 'upload-id-marker': 'NextUploadIdMarker'})
        return [entry.findtext('Key') for page in pages for entry in page.findall('Upload')]


class Store:
    """cosftp-localcos on a port that stays the same over restarts."""

    def __init__(self, folder, buckets=(BUCKET,), secret_key=SECRET_KEY, options=(), data='store'):
        self.folder, self.port = folder, free_port()
        self.arguments = ['--listen', f'127.0.0.1:{self.port}', '--data', pathlib.Path(folder) / data,
                          *(word for bucket in buckets for word in ('--bucket', bucket)),
                          '--strict', '--secret-id', SECRET_ID, '--secret-key', secret_key, *options]
        self.program = None
        self.start()

    def start(self):
        self.program = Program(self.folder, 'cosftp-localcos', self.arguments)
        wait_until(self._answers, f'the store answers; log:\n{self.program.log}')

    def _answers(self):
        if self.program.process.poll() is not None:
            raise AssertionError(f'cosftp-localcos ended; log:\n{self.program.log}')
        with contextlib.suppress(OSError):
            socket.create_connection(('127.0.0.1', self.port), 1).close()
            return True
        return False

    def stop(self):
        return self.program.stop()

    def kill(self):
        self.program.kill()


def account(number, store_port, user, password='secret', authority='RW', delete='true', bucket=BUCKET,
            secret_id=SECRET_ID, secret_key=SECRET_KEY, interrupted_uploads='keep'):
    """A section of the second generation of the original's settings, with what may stand there besides."""
    return (f'[COS_ACCOUNT_{number}]\ncos_secretid = {secret_id}\ncos_secretkey = {secret_key}\n'
            f'cos_bucket = {bucket}\ncos_region = local\ncos_protocol = http\ncos_endpoint = 127.0.0.1:{store_port}\n'
            f'home_dir = /home/{user}\nftp_login_user_name = {user}\nftp_login_user_password = {password}\n'
            f'authority = {authority}\ndelete_enable = {delete}\n'
            f'interrupted_uploads = {interrupted_uploads}\n\n')


def network(port=0):
    return (f'[NETWORK]\nmasquerade_address = 127.0.0.1\nlisten_port = {port}\npassive_port = 60000,65535\n\n'
            '[OPTIONAL]\nlog_level = INFO\n\n')


class Server:
    """cosftpd on a settings file; `port` is the one that its ready line names."""

    def __init__(self, folder, settings, clock_offset_s=0, **options):
        self.folder, self.path = folder, pathlib.Path(folder) / 'cosftpd.conf'
        self.path.write_bytes(settings if isinstance(settings, bytes) else settings.encode())
        # ASan wants to be the first library, the shifted clock has to be.
        shifted = {'LD_PRELOAD': CLOCKSHIFT, 'COSFTP_CLOCK_OFFSET': str(clock_offset_s),
                   'ASAN_OPTIONS': os.environ.get('ASAN_OPTIONS', '') + ':verify_asan_link_order=0'}
        self.clients = []
        self.program = Program(folder, 'cosftpd', ['--config', self.path], shifted if clock_offset_s else None,
                               **options)
        try:
            self.ready = self.program.read_line()
        except AssertionError:
            self.program.kill()
            raise
        match = re.fullmatch(r'cosftpd ready ftp=(\S+):(\d+)(?: \w+=\S+)*', self.ready)
        assert match, self.ready
        self.port = int(match[2])

    @property
    def log(self):
        return self.program.log

    def client(self, user='user', password='secret'):
        """A logged-in ftplib session that speaks UTF-8."""
        ftp = ftplib.FTP(encoding='utf-8', timeout=DEADLINE_S)
        self.clients.append(ftp)
        ftp.connect('127.0.0.1', self.port)
        ftp.login(user, password)
        return ftp

    def url(self, path='', user='user', password='secret'):
        return f'ftp://{user}:{password}@127.0.0.1:{self.port}/{path}'

    def stop(self):
        return self.program.stop()


class ClientTest(unittest.TestCase):
    """A temporary folder, and programs that end with the test. Their logs are shown if it fails."""

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix='cosftp-clients-')
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self._programs = []

    def tearDown(self):
        # Whatever a test is about, no program may end badly behind its back (a sanitizer's finding is one way).
        for holder in reversed(self._programs):
            if holder.program.process.poll() is None:
                status = holder.stop()
                self.assertEqual(status, 0, f'{holder.program.name} ended with {status}:\n{holder.program.log[-4000:]}')
            for ftp in getattr(holder, 'clients', []):
                ftp.close()
            holder.program.kill()
            self.assertNotRegex(holder.program.log, 'AddressSanitizer|LeakSanitizer|runtime error:')

    def start_store(self, **options):
        store = Store(self.folder, **options)
        self._programs.append(store)
        return store

    def start_server(self, settings, **options):
        server = Server(self.folder, settings, **options)
        self._programs.append(server)
        return server

    def start_both(self):
        """A store and a server with one user who may do everything."""
        store = self.start_store()
        return store, self.start_server(account(0, store.port, 'user') + network())

    def run_tool(self, *words, deadline_s=600, **options):
        """Runs a client program; its output as text. Fails if its status is not 0."""
        done = subprocess.run([str(word) for word in words], capture_output=True, timeout=deadline_s,
                              stdin=subprocess.DEVNULL, check=False, cwd=options.pop('cwd', self.folder),
                              env={**os.environ, 'LC_ALL': 'C.UTF-8', 'HOME': self.folder}, **options)
        output = (done.stdout + done.stderr).decode(errors='replace')
        self.assertEqual(done.returncode, 0, f'{words}\n{output[-4000:]}')
        return output

    def assert_logged(self, server, words):
        """The log is written by a thread of its own, so a line may come a little after the reply; gives the match."""
        return wait_until(lambda: re.search(words, server.log), f'{words} in the log:\n{server.log[-4000:]}', 30)

    def assert_refused(self, code, call, *arguments):
        """The server answers an ftplib call with this 4xx or 5xx code; gives the reply's text."""
        with self.assertRaises(ftplib.Error) as refusal:
            call(*arguments)
        text = str(refusal.exception)
        self.assertTrue(re.match(code, text), f'{text} is no {code}')
        return text


def upload(ftp, name, body):
    return ftp.storbinary(f'STOR {name}', io.BytesIO(body))


def download(ftp, name):
    pieces = []
    ftp.retrbinary(f'RETR {name}', pieces.append)
    return b''.join(pieces)
