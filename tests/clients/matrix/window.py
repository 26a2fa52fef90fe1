# SPDX-License-Identifier: GPL-3.0-or-later
"""FileZilla: transfers by its queue, names and changes by the keys that a person presses."""
import contextlib
import itertools
import pathlib

import filezilla

from .driver import Driver, Refused

PROTOCOLS = {'plain': filezilla.PLAIN, 'explicit': filezilla.EXPLICIT, 'implicit': filezilla.IMPLICIT}
FAILED = r'Critical|Could not connect|transfer failed|Response: \S+ 5'


class FileZilla(Driver):
    name = 'FileZilla'
    needs = filezilla.NEEDS
    lacks = {}
    numbers = itertools.count()

    @contextlib.contextmanager
    def window(self, link):
        """A FileZilla that knows the server and has not been started."""
        window = filezilla.FileZilla(
            pathlib.Path(self.folder, f'window {next(self.numbers)}'), link.host, PROTOCOLS[link.security], link.password,
            Use_Pasv_mode='0' if link.active else '1', Show_Tree_Local='0', Show_Tree_Remote='0')
        window.trust(link.port, link.certificate)
        try:
            yield window
        finally:
            window.stop()

    def names(self, link, folder):
        """Those that all together were put into the queue."""
        for _ in range(3):  # a key that comes while a menu is being drawn is lost
            names = self.names_once(link, folder)
            if names:
                break
        return names

    def names_once(self, link, folder):
        with self.window(link) as window:
            self.browse(window, link, folder)
            window.click(filezilla.REMOTE_LIST)
            window.press('ctrl+a')
            window.click(filezilla.FIRST_FILE, button=3)
            window.press('Down', 'Down', 'Return')  # "Add files to queue"
            return window.close()

    @staticmethod
    def browse(window, link, folder):
        if not window.browse(link.port, folder):
            raise Refused(window.log)

    def transfer(self, link, direction, local, remote):
        folder, _, name = remote.rpartition('/')
        ends = (local.name, name) if direction == filezilla.UPLOAD else (name, local.name)
        with self.window(link) as window:
            size = local.stat().st_size if direction == filezilla.UPLOAD else -1
            window.queue(link.port, direction, local.parent, ends[0], size, folder, ends[1])
            window.start()
            if not window.wait_for('File transfer successful', FAILED):
                raise Refused(window.log)

    def put(self, link, local, remote):
        self.transfer(link, filezilla.UPLOAD, local, remote)

    def get(self, link, remote, local):
        self.transfer(link, filezilla.DOWNLOAD, local, remote)

    resume_put = put  # it is set to go on with what is there
    resume_get = get

    def rename(self, link, old, new):
        self.change(link, old, 'F2', 'ctrl+a', f'type {new.rpartition("/")[2]}', 'Return', done='Command: RNTO')

    def delete(self, link, path):
        self.change(link, path, 'Delete', done='Command: DELE')

    def change(self, link, path, *keys, done):
        """Selects a file by its name and presses keys."""
        folder, _, name = path.rpartition('/')
        with self.window(link) as window:
            self.browse(window, link, folder)
            window.click(filezilla.REMOTE_LIST)
            window.press(f'type {name}', *keys)
            if keys == ('Delete',):
                window.click(filezilla.YES)
            if not window.wait_for('Response: .*250 ', FAILED, after=done):
                raise Refused(window.log)

    def make_folders(self, link, paths):
        with self.window(link) as window:
            self.browse(window, link, 'one')  # which leaves room below its list
            for path in paths:
                window.click(filezilla.REMOTE_LIST, button=3)
                window.press('Down', 'Return')  # "Create directory", the first that is not grey
                window.press('ctrl+a', f'type /{path}', 'Return')
                if not window.wait_for('Response: .*257 ', FAILED, after=f'Creating directory \'/{path}\''):
                    raise Refused(window.log)
