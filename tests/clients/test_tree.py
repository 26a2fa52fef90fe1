#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real tree of files goes up and comes back the same, with lftp and with ncftp.

COSFTP_TREE_FILES sets how many files of this machine are taken along (default 1200).
"""
import os
import pathlib
import random
import shutil
import sys
import unittest

import fixture

FILES = int(os.environ.get('COSFTP_TREE_FILES', '1200'))
# Folders that every machine has which could build this project.
ROOTS = ('/usr/share/cmake-3.25', '/usr/share/perl', '/usr/share/perl5', '/usr/include', '/usr/share/doc')
ODD_NAMES = ('报告 第一版.txt', '图片😀👩‍👩‍👧.jpg', 'two  spaces inside', ' leading space', 'trailing space ', '100% done+1',
             '%41%2F%zz', 'a#b?c&d;e=f', "it's \"quoted\" `here`", 'back\\slash', '[brackets]{braces}', '-dash first',
             '..dots', 'dot.', '~tilde', '$HOME', '*star', 'a:b|c<d>', 'e\u0301 combining', '\u00e9 composed', 'x' * 200,
             '长' * 66, 'ends in plus+', '+starts', 'comma,', '@at', '!bang', '^caret', 'UPPER', 'upper')


def real_files():
    for root in ROOTS:
        for folder, folders, names in os.walk(root):
            folders.sort()
            for name in sorted(names):
                path = pathlib.Path(folder, name)
                if path.is_file() and not path.is_symlink() and path.stat().st_size < 4 << 20:
                    yield path


def make_odd_files(tree, depth):
    dice = random.Random(20260101)
    for number, name in enumerate(ODD_NAMES):
        path = tree / 'odd names' / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(dice.randbytes(number * 37))
        folder = tree / 'odd folders' / name
        folder.mkdir(parents=True)
        (folder / 'inside').write_text(name)
    (tree / '空文件夹' / 'empty below').mkdir(parents=True)
    (tree / 'empty file').touch()
    deep = tree.joinpath('deep', *(f'level {level}' for level in range(depth)))
    deep.mkdir(parents=True)
    (deep / 'bottom').write_text('bottom')
    (tree / 'larger than one part').write_bytes(dice.randbytes(9 << 20 | 12345))


def make_tree(tree, files, depth=40):
    make_odd_files(tree, depth)
    for count, path in enumerate(real_files()):
        if count == files:
            return
        target = tree / 'real' / path.relative_to('/')
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target)


class Tree(fixture.ClientTest):
    def lftp(self, server, commands):
        return self.run_tool('lftp', '-c', 'set ftp:charset UTF-8; set file:charset UTF-8; set net:max-retries 1; '
                             'set net:timeout 60; set cmd:fail-exit yes; set mirror:set-permissions no; '
                             f'open -u user,secret ftp://127.0.0.1:{server.port}; {commands}', deadline_s=1500)

    def assert_nothing_moved(self, output):
        self.assertNotRegex(output, r'Transferring file|Making directory|New: |Modified: ')

    def test_lftp_mirrors_a_tree_there_and_back(self):
        store, server = self.start_both()
        there, back = pathlib.Path(self.folder, 'there'), pathlib.Path(self.folder, 'back')
        make_tree(there, FILES)
        up = f'mirror -R --verbose=3 --parallel=4 "{there}" tree'
        down = f'mirror --verbose=3 --parallel=4 tree "{back}"'
        self.assertIn('Transferring file', self.lftp(server, up))
        self.lftp(server, down)
        self.run_tool('diff', '-r', there, back)
        # The bucket holds the very names, not some spelling of them.
        files = {path.relative_to(there).as_posix(): path.stat().st_size for path in there.rglob('*') if path.is_file()}
        stored = {key[len('tree/'):]: size for key, size in fixture.Cos(store.port).keys('tree/').items()
                  if not key.endswith('/')}
        self.assertEqual(stored, files)
        self.assert_nothing_moved(self.lftp(server, up))
        self.assert_nothing_moved(self.lftp(server, down))

    def test_ncftp_sends_and_fetches_a_folder(self):
        _, server = self.start_both()
        there, back = pathlib.Path(self.folder, 'folder'), pathlib.Path(self.folder, 'back')
        make_tree(there, 60, depth=20)  # ncftpget itself ends at some thirty levels
        # ncftp itself expands these when it fetches, whatever the server.
        for name in ('[brackets]{braces}', '*star', '~tilde', 'back\\slash', 'a#b?c&d;e=f', ' leading space'):
            (there / 'odd names' / name).unlink()
            shutil.rmtree(there / 'odd folders' / name)
        back.mkdir()
        login = ('-u', 'user', '-p', 'secret', '-P', str(server.port))
        self.run_tool('ncftpput', '-R', *login, '127.0.0.1', '/', there)
        self.run_tool('ncftpget', '-R', *login, '127.0.0.1', back, '/folder')
        self.run_tool('diff', '-r', there, back / 'folder')


if __name__ == '__main__':
    sys.exit(unittest.main(verbosity=2))
