#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every client at every row: test_matrix.py [curl ncftp ...], or --table for the table in README.md.

One server and one store serve all cells. What a cell did is seen in the bucket and in the server's log.
"""
import pathlib
import re
import shutil
import sys
import tempfile
import unittest

import fixture
from matrix import classic, languages, shells, window
from matrix.driver import Link
from matrix.rows import LARGEST, ODD_NAMES, ROWS, THOUSAND, Cell

DRIVERS = (shells.Curl, shells.Lftp, classic.Ncftp, classic.Tnftp, classic.Inetutils, shells.Wget, languages.Ftplib,
           languages.Perl, languages.Php, languages.Ruby, languages.BasicFtp, window.FileZilla)
README = pathlib.Path(__file__).resolve().parent / 'README.md'
TLS = '[TLS]\nenabled = true\nimplicit = true\nimplicit_port = 0\n\n'


class World:
    """The store, the server and what is in the bucket before anybody comes."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='cosftp-matrix-'))
        self.store = fixture.Store(self.folder, options=('--no-sync',))
        settings = fixture.account(0, self.store.port, 'user') + fixture.network() + TLS
        settings += f'[FILE_OPTION]\nsingle_file_max_size = {LARGEST}\n'
        self.server = fixture.Server(self.folder, settings.replace('log_level = INFO', 'log_level = DEBUG'))
        self.implicit_port = int(re.search(r' ftps=\S+:(\d+)', self.server.ready)[1])
        self.cos = fixture.Cos(self.store.port)
        self.cos.put_many(['one/only.txt', *(f'odd/{name}' for name in ODD_NAMES),
                           *(f'thousand/{name}' for name in THOUSAND)])

    def link(self, security='plain', port=0, **how):
        port = port or (self.implicit_port if security == 'implicit' else self.server.port)
        certificate = '' if security == 'plain' else str(self.folder / 'tls-certificate.pem')
        return Link(port, security=security, certificate=certificate, **how)

    def close(self):
        """Both programs have to end well."""
        statuses = [self.server.stop(), self.store.stop()]
        logs = self.server.log + self.store.program.log
        shutil.rmtree(self.folder, ignore_errors=True)
        assert statuses == [0, 0], (statuses, logs[-4000:])
        assert not re.search('AddressSanitizer|LeakSanitizer|runtime error:', logs), logs[-4000:]


WORLD = None
RESULTS = {}  # (client, row): a mark


def setUpModule():
    global WORLD
    WORLD = World()


def tearDownModule():
    WORLD.close()
    print(shown(RESULTS))


def shown(results):
    """The cells that ran, as people read them."""
    clients = list(dict.fromkeys(client for client, _ in results))
    lines = [f'{row:22}' + ''.join(f'{results.get((client, row), ""):>15}' for client in clients) for row in ROWS]
    return '\n' + ' ' * 22 + ''.join(f'{client:>15}' for client in clients) + '\n' + '\n'.join(lines)


def table():
    """The matrix as README.md has it: a dot is a cell that passes, a letter stands for a reason."""
    reasons = list(dict.fromkeys(reason for driver in DRIVERS for reason in driver.lacks.values()))
    letters = {reason: chr(ord('a') + number) for number, reason in enumerate(reasons)}
    lines = ['| | ' + ' | '.join(driver.name for driver in DRIVERS) + ' |', '|---' * (len(DRIVERS) + 1) + '|']
    for row in ROWS:
        marks = (letters[driver.lacks[row]] if row in driver.lacks else '·' for driver in DRIVERS)
        lines.append(f'| {row} | ' + ' | '.join(marks) + ' |')
    return '\n'.join([*lines, '', *(f'- {letter}: {reason}' for reason, letter in letters.items())])


def make_test(driver, row):
    def test(self):
        missing = driver.missing()
        if missing:
            self.skipTest(f'not installed: {missing}')
        RESULTS[driver.name, row] = 'FAILS'
        cell = Cell(self, WORLD, driver(WORLD.folder), row)
        try:
            ROWS[row](cell)
        except BaseException:
            print(f'\n{driver.name}, {row}, the log:\n{cell.log[-3000:]}')
            raise
        RESULTS[driver.name, row] = 'passes'
    return test


def make_tests(driver):
    """A class of its own for each client; what it lacks is no test, its reason stands in the table."""
    RESULTS.update({(driver.name, row): '-' for row in driver.lacks})
    tests = {'test_' + re.sub(r'\W+', '_', row): make_test(driver, row) for row in ROWS if row not in driver.lacks}
    return type(re.sub(r'\W+', '', driver.name), (unittest.TestCase,), tests)


class Table(unittest.TestCase):
    def test_the_table_in_the_readme_is_this_one(self):
        self.assertIn(table(), README.read_text())

    def test_only_rows_of_the_matrix_are_lacked(self):
        for driver in DRIVERS:
            self.assertLessEqual(set(driver.lacks), set(ROWS), driver.name)


def main():
    if '--table' in sys.argv:
        print(table())
        return
    names = {driver.__name__.lower(): driver for driver in DRIVERS}
    for name in [word for word in sys.argv[1:] if not word.startswith('-')] or names:
        globals()[f'{name}_cells'] = make_tests(names[name])
    unittest.main(argv=[sys.argv[0], *(word for word in sys.argv[1:] if word.startswith('-'))])


if __name__ == '__main__':
    main()
