# SPDX-License-Identifier: GPL-3.0-or-later
"""The rows of the matrix: what each client has to be able to do, and how it is seen that it did."""
import random
import re

import fixture

from .driver import Refused
from .hang_up import HangUp

THOUSAND = [f'file {number:04}.txt' for number in range(1000)]
ODD_NAMES = ('报告 第一版.txt', '图片😀.jpg', 'two  spaces inside', '100% done+1', '%41%2F%zz', 'a#b?c&d;e=f',
             "it's \"quoted\" `here`", 'back\\slash', '[brackets]{braces}', '-dash first', '..dots', '~tilde', '$HOME',
             'a:b|c<d>', 'e\u0301 combining', '\u00e9 composed', 'x' * 200, 'comma,', '@at', '!bang', 'UPPER', 'upper')
SIZE, PART = 700_001, 300_000
LARGEST, TOO_LARGE = 2_000_000, 60_000_000  # what the server takes; more than the buffers on the way hold


def body_for(client, row):
    """Other bytes in every cell."""
    return random.Random(f'{client} {row}').randbytes(SIZE)


class Cell:
    """One client at one row."""

    def __init__(self, test, world, driver, row):
        self.test, self.world, self.driver, self.row = test, world, driver, row
        self.cos, self.link = world.cos, world.link
        self.root = re.sub(r'\W+', '-', f'{driver.name} {row}')  # a folder of its own in the bucket
        self.body = body_for(driver.name, row)
        self.local = world.folder / f'{self.root}.local'
        self.log_begin = len(world.server.log)

    def can(self, row):
        return row not in self.driver.lacks

    @property
    def commands(self):
        """What the server heard of this cell's sessions."""
        return re.findall(r' s\d+ > (\S+(?: \S+)?)', self.log)

    @property
    def log(self):
        return self.world.server.log[self.log_begin:]

    def logged(self, text):
        """The log is written a little later than the client is answered."""
        fixture.wait_until(lambda: text in self.log, f'{text} in the log', 20)

    def hears(self, pattern):
        fixture.wait_until(lambda: self.heard(pattern), f'{pattern} among {self.commands}', 20)

    def heard(self, pattern):
        return any(re.fullmatch(pattern, command) for command in self.commands)

    def equal(self, one, other):
        self.test.assertEqual(one, other)

    def equal_bytes(self, one, other):
        self.test.assertTrue(one == other, f'{len(one or b"")} bytes differ from {len(other)}')


def log_in(cell):
    cell.equal(cell.driver.names(cell.link(), 'one'), ['only.txt'])
    cell.logged('logged in')
    with cell.test.assertRaises(Refused):
        cell.driver.names(cell.link(password='wrong'), 'one')
    cell.logged('login failed')


def list_1(cell):
    cell.equal(cell.driver.names(cell.link(), 'one'), ['only.txt'])


def list_1000(cell):
    cell.equal(sorted(cell.driver.names(cell.link(), 'thousand')), THOUSAND)


def odd_names(cell):
    cell.equal(sorted(cell.driver.names(cell.link(), 'odd')), sorted(ODD_NAMES))


def up(cell, **how):
    cell.cos.put(f'{cell.root}/', b'')  # a client may change to the folder first
    cell.local.write_bytes(cell.body)
    cell.driver.put(cell.link(**how), cell.local, f'{cell.root}/up')
    cell.equal_bytes(cell.cos.get(f'{cell.root}/up'), cell.body)


def down(cell, **how):
    cell.cos.put(f'{cell.root}/down', cell.body)
    cell.local.unlink(missing_ok=True)
    cell.driver.get(cell.link(**how), f'{cell.root}/down', cell.local)
    cell.equal_bytes(cell.local.read_bytes(), cell.body)


def resume_up(cell):
    cell.cos.put(f'{cell.root}/up', cell.body[:PART])
    cell.local.write_bytes(cell.body)
    cell.driver.resume_put(cell.link(), cell.local, f'{cell.root}/up')
    cell.equal_bytes(cell.cos.get(f'{cell.root}/up'), cell.body)
    cell.hears(f'REST {PART}|APPE .*')


def resume_down(cell):
    cell.cos.put(f'{cell.root}/down', cell.body)
    cell.local.write_bytes(cell.body[:PART])
    cell.driver.resume_get(cell.link(), f'{cell.root}/down', cell.local)
    cell.equal_bytes(cell.local.read_bytes(), cell.body)
    cell.hears(f'REST {PART}')


def rename(cell):
    cell.cos.put(f'{cell.root}/old', cell.body)
    cell.driver.rename(cell.link(), f'{cell.root}/old', f'{cell.root}/new')
    cell.equal_bytes(cell.cos.get(f'{cell.root}/new'), cell.body)
    cell.equal(cell.cos.keys(f'{cell.root}/'), {f'{cell.root}/new': SIZE})


def delete(cell):
    cell.cos.put(f'{cell.root}/old', cell.body)
    cell.cos.put(f'{cell.root}/other', b'stays')
    cell.driver.delete(cell.link(), f'{cell.root}/old')
    cell.equal(cell.cos.keys(f'{cell.root}/'), {f'{cell.root}/other': 5})


def mkdir_tree(cell):
    folders = [f'{cell.root}', f'{cell.root}/a', f'{cell.root}/a/b', f'{cell.root}/c']
    cell.driver.make_folders(cell.link(), folders)
    cell.equal(cell.cos.keys(f'{cell.root}/'), {f'{folder}/': 0 for folder in folders})
    cell.local.write_bytes(cell.body)
    cell.driver.put(cell.link(), cell.local, f'{cell.root}/a/b/up')
    cell.equal_bytes(cell.cos.get(f'{cell.root}/a/b/up'), cell.body)


def round_trip(cell, **how):
    """Up, down and a listing over another kind of line."""
    if cell.can('up'):
        up(cell, **how)
    down(cell, **how)
    expected = ['down', 'up'] if cell.can('up') else ['down']
    cell.equal(sorted(cell.driver.names(cell.link(**how), cell.root)), expected)


def explicit(cell):
    round_trip(cell, security='explicit')
    cell.hears('AUTH (TLS|SSL)')
    cell.hears('PROT P')


def implicit(cell):
    round_trip(cell, security='implicit')
    cell.logged(' TLSv1')
    cell.hears('PROT P')
    cell.test.assertFalse(cell.heard('AUTH .*'), cell.commands)


def ipv6(cell):
    round_trip(cell, host='::1')
    cell.logged('connected from [::1]')
    cell.hears('EPSV.*')
    cell.test.assertNotIn('connected from 127.', cell.log)


def active(cell):
    round_trip(cell, active=True)
    cell.hears('(PORT|EPRT) .*')
    cell.test.assertFalse(cell.heard('(PASV|EPSV).*'), cell.commands)


def refused_in_mid_upload(cell):
    """The server refuses while the client sends: it says what it heard, and does not try again and again."""
    cell.cos.put(f'{cell.root}/', b'')
    with open(cell.local, 'wb') as file:
        file.truncate(TOO_LARGE)
    for security in ('plain', 'explicit'):
        if security == 'plain' or cell.can('FTPS explicit'):
            refuse_one(cell, security)


def refuse_one(cell, security):
    before = len(cell.commands)
    with cell.test.assertRaises(Exception) as failed:
        cell.driver.put_stubbornly(cell.link(security=security), cell.local, f'{cell.root}/up')
    cell.test.assertRegex(str(failed.exception), '552|larger than allowed|Exceeded storage allocation')
    tries = [command for command in cell.commands[before:] if command.startswith('STOR ')]
    cell.test.assertLessEqual(len(tries), 3, cell.commands)
    cell.equal(cell.cos.keys(f'{cell.root}/'), {f'{cell.root}/': 0})
    cell.logged('failed: too large')


def hung_up_behind_quit(cell):
    """The line is gone before the goodbye: what was asked for is done all the same, and nothing is said of a failure."""
    line = HangUp(cell.world.server.port)
    try:
        (up if cell.can('up') else down)(cell, port=line.port)
    finally:
        line.close()
    cell.logged(' ended')
    cell.test.assertNotRegex(cell.log, '(?:INFO|WARN).*(?:failed|parked|not stored)')


ROWS = {'log in': log_in, 'list 1': list_1, 'list 1,000': list_1000, 'odd names': odd_names, 'up': up, 'down': down,
        'resume up': resume_up, 'resume down': resume_down, 'rename': rename, 'delete': delete,
        'mkdir tree': mkdir_tree, 'FTPS explicit': explicit, 'FTPS implicit': implicit, 'IPv6': ipv6, 'active': active,
        'refused in mid upload': refused_in_mid_upload, 'hung up behind QUIT': hung_up_behind_quit}
