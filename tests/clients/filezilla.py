# SPDX-License-Identifier: GPL-3.0-or-later
"""The real FileZilla on a display of its own, driven by its queue.

The queue is a small database that FileZilla reads when it starts and writes when it ends; Ctrl+P, pressed in its
window, works it off. What FileZilla does with its own settings (try again twice, resume what exists) is what its
users get.
"""
import base64
import contextlib
import pathlib
import re
import shutil
import sqlite3
import ssl
import subprocess
import time

import fixture

NEEDS = ('filezilla', 'Xvfb', 'xdotool')
SETTINGS = {'Greeting version': '9.9.9', 'Update Check': '0', 'File exists action upload': '5',
            'File exists action download': '5', 'Reconnect count': '3', 'Reconnect delay': '1', 'Timeout': '20',
            'Prompt password save': '0', 'Number of Transfers': '1'}
SCHEMA = '''
CREATE TABLE servers (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, host TEXT NOT NULL, port INTEGER, user TEXT,
  password TEXT, account TEXT, keyfile TEXT, protocol INTEGER, type INTEGER, logontype INTEGER, timezone_offset INTEGER,
  transfer_mode TEXT, max_connections INTEGER, encoding TEXT, bypass_proxy INTEGER, post_login_commands TEXT, name TEXT,
  parameters TEXT, site_path TEXT DEFAULT NULL);
CREATE TABLE files (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, server INTEGER NOT NULL, source_file TEXT,
  target_file TEXT, local_path INTEGER, remote_path INTEGER, size INTEGER, error_count INTEGER, priority INTEGER,
  flags INTEGER, default_exists_action INTEGER, extra_flags TEXT);
CREATE INDEX server_index ON files (server);
CREATE TABLE local_paths (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, path TEXT NOT NULL);
CREATE TABLE remote_paths (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, path TEXT NOT NULL);
'''
UPLOAD, DOWNLOAD = 0, 16
PLAIN, EXPLICIT, IMPLICIT = 6, 4, 3  # its numbers; 6 is the one that does not ask for TLS
# Places in its window: below the list of the server's files, the first file there, "Yes" in a question.
REMOTE_LIST, FIRST_FILE, YES = ('850', '560'), ('640', '341'), ('624', '422')
XML = '<?xml version="1.0" encoding="UTF-8"?>\n<FileZilla3>{}</FileZilla3>\n'


def missing():
    """The names of the programs that are not installed."""
    return [name for name in NEEDS if not shutil.which(name)]


def remote_path(path):
    """A folder in FileZilla's own spelling: "1 0 5 three 3 two"."""
    return ' '.join(['1 0', *(f'{len(name)} {name}' for name in path.split('/') if name)])


class FileZilla:
    """One window for one server; `trust`, and `queue` or `site`, before `start` or `browse`."""

    def __init__(self, folder, host='127.0.0.1', protocol=PLAIN, password='secret', **settings):
        self.host, self.protocol, self.password = host, protocol, password
        self.home = pathlib.Path(folder, 'filezilla')
        self.config = self.home / '.config/filezilla'
        self.config.mkdir(parents=True)
        self.log_path = self.home / 'messages'
        settings = {**SETTINGS, 'Logging file': self.log_path, **settings}
        rows = ''.join(f'<Setting name="{name.replace("_", " ")}">{value}</Setting>' for name, value in settings.items())
        self._write('filezilla.xml', f'<Settings>{rows}</Settings>')
        self.database = sqlite3.connect(self.config / 'queue.sqlite3')
        self.database.executescript(SCHEMA)
        self.programs = []

    @property
    def log(self):
        """What its message log says."""
        return self.log_path.read_text(errors='replace') if self.log_path.exists() else ''

    def trust(self, port, certificate=''):
        """As if a person had said "always": to a certificate (PEM file), else to FTP without TLS."""
        if not certificate:
            return self._write('trustedcerts.xml',
                               f'<InsecureHosts><Host Port="{port}">{self.host}</Host></InsecureHosts>')
        der = ssl.PEM_cert_to_DER_cert(pathlib.Path(certificate).read_text())
        return self._write('trustedcerts.xml', f'<TrustedCerts><Certificate><Data>{der.hex()}</Data><ActivationTime>1'
                           f'</ActivationTime><ExpirationTime>4000000000</ExpirationTime><Host>{self.host}</Host>'
                           f'<Port>{port}</Port><TrustSANs>0</TrustSANs></Certificate></TrustedCerts>')

    def queue(self, port, flags, local, name, size, folder='', target=None):
        """A transfer between the folder `local` and one on the server."""
        row = self.database.execute
        server = row('INSERT INTO servers (host, port, user, password, protocol, type, logontype, timezone_offset, '
                     "transfer_mode, max_connections, encoding, bypass_proxy) VALUES (?, ?, 'user', ?, ?, "
                     "0, 1, 0, 'MODE_DEFAULT', 0, 'Auto', 0)", (self.host, port, self.password, self.protocol)).lastrowid
        here = row('INSERT INTO local_paths (path) VALUES (?)', (f'{local}/',)).lastrowid
        there = row('INSERT INTO remote_paths (path) VALUES (?)', (remote_path(folder),)).lastrowid
        row('INSERT INTO files (server, source_file, target_file, local_path, remote_path, size, error_count, priority, '
            "flags, default_exists_action, extra_flags) VALUES (?, ?, ?, ?, ?, ?, 0, 2, ?, -1, '')",
            (server, name, target, here, there, size, flags))
        self.database.commit()

    def start(self):
        """Works the queue off."""
        window = self._open([], '^FileZilla$')
        self._keys('windowfocus', '--sync', window, 'key', 'ctrl+p')

    def browse(self, port, folder):
        """Connects and shows a folder; False if there is no listing."""
        password = base64.b64encode(self.password.encode()).decode()
        self._write('sitemanager.xml', f'<Servers><Server><Host>{self.host}</Host><Port>{port}</Port><Protocol>'
                    f'{self.protocol}</Protocol><Type>0</Type><User>user</User><Pass encoding="base64">{password}</Pass>'
                    '<Logontype>1</Logontype><PasvMode>MODE_DEFAULT</PasvMode><EncodingType>Auto</EncodingType><Name>site'
                    f'</Name><RemoteDir>{remote_path(folder)}</RemoteDir></Server></Servers>')
        window = self._open(['--site=0/site'], 'FileZilla$')
        self._keys('windowfocus', '--sync', window)
        return self.wait_for(r'Directory listing of ".*" successful', r'Critical|Could not connect|Failed to retrieve')

    def press(self, *keys):
        """Keys for whatever has the focus; "type ..." is a text."""
        for key in keys:
            self._keys(*(('type', key[5:]) if key.startswith('type ') else ('key', key)))

    def click(self, place, button=1):
        self._keys('mousemove', *place, 'click', str(button))

    def wait_for(self, success, failure, after='', deadline_s=60):
        """Until its log has the one (True) or the other (False) behind the text `after`; None if it has neither."""
        end = time.monotonic() + deadline_s
        while time.monotonic() < end:
            text = self.log.partition(after)[2] if after else self.log
            if re.search(success, text):
                return True
            if re.search(failure, text):
                return False
            time.sleep(0.05)
        return None

    def close(self):
        """Ends it as a person does, so that it keeps its queue; the names in it."""
        def ended():
            self._keys('key', 'Escape', 'key', 'ctrl+q')  # a question that is open swallows keys
            with contextlib.suppress(subprocess.TimeoutExpired):
                return self.programs[-1].wait(1) is not None
        fixture.wait_until(ended, 'FileZilla ends', 30)
        with sqlite3.connect(self.config / 'queue.sqlite3') as database:
            return [name for name, in database.execute('SELECT source_file FROM files')]

    def stop(self):
        for program in reversed(self.programs):
            program.terminate()
            program.wait(fixture.DEADLINE_S)
            if program.stdout:
                program.stdout.close()
        self.programs = []

    def _write(self, name, content):
        (self.config / name).write_text(XML.format(content))

    def _open(self, words, title):
        self.database.close()
        # Without -noreset it starts anew when xdotool has asked and gone, in the middle of FileZilla's start.
        display = self._run(['Xvfb', '-displayfd', '1', '-noreset', '-screen', '0', '1100x800x24', '-nolisten', 'tcp'],
                            stdout=subprocess.PIPE)
        number = display.stdout.readline().decode().strip()
        self.environment = {'HOME': str(self.home), 'PATH': '/usr/bin:/bin', 'DISPLAY': f':{number}', 'LC_ALL': 'C.UTF-8'}
        with open(self.home / 'log', 'wb') as log:
            self._run(['filezilla', *words], stdout=log, stderr=log)
        return fixture.wait_until(lambda: self._window(title), 'the window of FileZilla')

    def _keys(self, *words):
        subprocess.run(['xdotool', *words], env=self.environment, check=True, timeout=fixture.DEADLINE_S)

    def _run(self, words, **streams):
        program = subprocess.Popen(words, stdin=subprocess.DEVNULL, env=getattr(self, 'environment', None),
                                   cwd=self.home, **streams)
        self.programs.append(program)
        return program

    def _window(self, title):
        found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--name', title], env=self.environment,
                               capture_output=True, text=True, check=False, timeout=fixture.DEADLINE_S)
        return found.stdout.split()[0] if found.stdout else None
