# SPDX-License-Identifier: GPL-3.0-or-later
"""What every client of the matrix can be told, in the words of the matrix."""
import dataclasses
import os
import shutil
import subprocess
import urllib.parse


class Refused(Exception):
    """The client says that it did not work; its output."""


@dataclasses.dataclass(frozen=True)
class Link:
    """How to reach the server."""
    port: int
    host: str = '127.0.0.1'
    security: str = 'plain'  # plain, explicit, implicit
    active: bool = False
    user: str = 'user'
    password: str = 'secret'
    certificate: str = ''  # PEM file of the server's own certificate

    @property
    def bracketed(self):
        return f'[{self.host}]' if ':' in self.host else self.host

    def url(self, path='', scheme='ftp'):
        return f'{scheme}://{self.user}:{self.password}@{self.bracketed}:{self.port}/{urllib.parse.quote(path)}'


class Driver:
    """One client. Paths on the server are relative to its root; local ones are pathlib paths.

    `lacks` maps rows of the matrix to what the client has not got; the server's lacks do not belong there.
    """
    name = ''
    needs = ()  # programs
    lacks = {}

    def __init__(self, folder):
        self.folder = folder

    @classmethod
    def missing(cls):
        return [program for program in cls.needs if not shutil.which(program)]

    def names(self, link, folder):
        """The names that the client shows in a folder, as a list."""
        raise NotImplementedError

    def put(self, link, local, remote):
        raise NotImplementedError

    def put_stubbornly(self, link, local, remote):
        """With as many tries as its users have who set nothing."""
        self.put(link, local, remote)

    def get(self, link, remote, local):
        raise NotImplementedError

    def resume_put(self, link, local, remote):
        """Goes on with what the server has of the file."""
        raise NotImplementedError

    def resume_get(self, link, remote, local):
        """Goes on with what is in the local file."""
        raise NotImplementedError

    def rename(self, link, old, new):
        raise NotImplementedError

    def delete(self, link, path):
        raise NotImplementedError

    def make_folders(self, link, paths):
        """Each one's parent is there or stands before it."""
        raise NotImplementedError

    def run(self, *words, script=None):
        """The output of a program; Refused if its status is not 0."""
        home = {'HOME': str(self.folder), 'LC_ALL': 'C.UTF-8', 'TERM': 'dumb'}
        done = subprocess.run([str(word) for word in words], capture_output=True, timeout=120, check=False,
                              input=(script or '').encode(), cwd=self.folder, env={**os.environ, **home})
        output = done.stdout.decode(errors='replace')
        if done.returncode != 0:
            raise Refused(f'{words[0]} ended with {done.returncode}:\n{output[-2000:]}'
                          f'{done.stderr.decode(errors="replace")[-2000:]}')
        return output
