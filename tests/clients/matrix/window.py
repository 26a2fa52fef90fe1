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

    @staticmethod
    def again(attempt):
        """Keys that come before the window has drawn what they are meant for are lost: then once more."""
        for _ in range(5):
            result = attempt()
            if result:
                return result
        raise Refused('FileZilla does not take the keys')

    def names(self, link, folder):
        """Those that all together were put into the queue."""
        def attempt():
            with self.window(link) as window:
                self.browse(window, link, folder)
                window.click(filezilla.REMOTE_LIST)
                window.press('ctrl+a')
                window.click(filezilla.FIRST_FILE, button=3)
                window.press('Down', 'Down', 'Return')  # "Add files to queue"
                return window.close()
        return self.again(attempt)

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

        def attempt():
            with self.window(link) as window:
                self.browse(window, link, folder)
                window.click(filezilla.REMOTE_LIST)
                window.press(f'type {name}', *keys)
                if keys == ('Delete',):
                    window.click(filezilla.YES)
                return window.wait_for('Response: .*250 ', FAILED, done, 10)
        self.again(attempt)

    def make_folders(self, link, paths):
        for path in paths:
            self.again(lambda path=path: self.make_folder(link, path))

    def make_folder(self, link, path):
        with self.window(link) as window:
            self.browse(window, link, 'one')  # which leaves room below its list
            window.click(filezilla.REMOTE_LIST, button=3)
            window.press('Down', 'Return')  # "Create directory", the first that is not grey
            window.press('ctrl+a', f'type /{path}', 'Return')
            return window.wait_for('Response: .*257 ', FAILED, f'Creating directory \'/{path}\'', 10)
