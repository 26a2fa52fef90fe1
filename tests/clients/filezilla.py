# SPDX-License-Identifier: GPL-3.0-or-later
"""The real FileZilla on a display of its own, driven by its queue.

The queue is a small database that FileZilla reads when it starts; Ctrl+P, pressed in its window, works it
off. What FileZilla does with its own settings (try again twice, resume what exists) is what its users get.
"""
import pathlib
import shutil
import sqlite3
import subprocess

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
UPLOAD, DOWNLOAD = 0, 1
PLAIN = 6  # its number for FTP that does not ask for TLS


def missing():
    """The names of the programs that are not installed."""
    return [name for name in NEEDS if not shutil.which(name)]


class FileZilla:
    """One window; `queue` before `start`."""

    def __init__(self, folder):
        self.home = pathlib.Path(folder, 'filezilla')
        self.config = self.home / '.config/filezilla'
        self.config.mkdir(parents=True)
        rows = ''.join(f'<Setting name="{name}">{value}</Setting>' for name, value in SETTINGS.items())
        (self.config / 'filezilla.xml').write_text(
            f'<?xml version="1.0" encoding="UTF-8"?><FileZilla3><Settings>{rows}</Settings></FileZilla3>')
        self.database = sqlite3.connect(self.config / 'queue.sqlite3')
        self.database.executescript(SCHEMA)
        self.programs = []

    def queue(self, port, flags, local, name, size):
        """A transfer between the folder `local` and the server's root."""
        row = self.database.execute
        (self.config / 'trustedcerts.xml').write_text(  # "always allow insecure plain FTP for this server"
            f'<?xml version="1.0" encoding="UTF-8"?><FileZilla3><InsecureHosts><Host Port="{port}">127.0.0.1</Host>'
            '</InsecureHosts></FileZilla3>')
        server = row('INSERT INTO servers (host, port, user, password, protocol, type, logontype, timezone_offset, '
                     "transfer_mode, max_connections, encoding, bypass_proxy) VALUES ('127.0.0.1', ?, 'user', 'secret', ?, "
                     "0, 1, 0, 'MODE_DEFAULT', 0, 'Auto', 0)", (port, PLAIN)).lastrowid
        here = row('INSERT INTO local_paths (path) VALUES (?)', (f'{local}/',)).lastrowid
        there = row("INSERT INTO remote_paths (path) VALUES ('1 0')").lastrowid
        row('INSERT INTO files (server, source_file, target_file, local_path, remote_path, size, error_count, priority, '
            "flags, default_exists_action, extra_flags) VALUES (?, ?, NULL, ?, ?, ?, 0, 2, ?, -1, '')",
            (server, name, here, there, size, flags))
        self.database.commit()

    def start(self):
        self.database.close()
        display = self._run(['Xvfb', '-displayfd', '1', '-screen', '0', '1100x800x24', '-nolisten', 'tcp'],
                            stdout=subprocess.PIPE)
        number = display.stdout.readline().decode().strip()
        self.environment = {'HOME': str(self.home), 'PATH': '/usr/bin:/bin', 'DISPLAY': f':{number}', 'LC_ALL': 'C.UTF-8'}
        with open(self.home / 'log', 'wb') as log:
            self._run(['filezilla'], stdout=log, stderr=log)
        window = fixture.wait_until(self._window, 'the window of FileZilla')
        subprocess.run(['xdotool', 'windowfocus', '--sync', window, 'key', 'ctrl+p'], env=self.environment, check=True,
                       timeout=fixture.DEADLINE_S)

    def stop(self):
        for program in reversed(self.programs):
            program.terminate()
            program.wait(fixture.DEADLINE_S)
            if program.stdout:
                program.stdout.close()
        self.programs = []

    def left(self):
        """How many transfers its queue still holds, failed ones included."""
        with sqlite3.connect(self.config / 'queue.sqlite3') as database:
            return database.execute('SELECT count(*) FROM files').fetchone()[0]

    def _run(self, words, **streams):
        program = subprocess.Popen(words, stdin=subprocess.DEVNULL, env=getattr(self, 'environment', None),
                                   cwd=self.home, **streams)
        self.programs.append(program)
        return program

    def _window(self):
        found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--name', '^FileZilla$'], env=self.environment,
                               capture_output=True, text=True, check=False, timeout=fixture.DEADLINE_S)
        return found.stdout.split()[0] if found.stdout else None
