# SPDX-License-Identifier: GPL-3.0-or-later
"""Clients that are talked to at a prompt: tnftp, inetutils and ncftp."""
import pathlib
import re

from .driver import Driver, Refused

NO_TLS = {'FTPS explicit': 'no TLS', 'FTPS implicit': 'no TLS'}


class Prompt(Driver):
    """BSD's ftp and what came of it. Its status is 0 whatever happens, so the replies are read."""
    lacks = NO_TLS

    def start(self, link):
        """The words that start the client."""
        raise NotImplementedError

    def ftp(self, link, *lines):
        script = ''.join(f'{line}\n' for line in (f'user {link.user} {link.password}', 'binary', *lines, 'quit'))
        output = self.run(*self.start(link), script=script)
        failed = re.search(r'(?m)^(?:[45]\d\d[ -]|ftp: |\?).*', output)
        if failed or not re.search(r'(?m)^221 ', output):
            raise Refused(output[-4000:])
        return output

    @staticmethod
    def quoted(path):
        return '"' + str(path).replace('\\', '\\\\').replace('"', '\\"') + '"'

    def names(self, link, folder):
        listing = pathlib.Path(self.folder, 'nlist')
        listing.unlink(missing_ok=True)
        self.ftp(link, f'cd {self.quoted(folder)}', f'nlist . {self.quoted(listing)}')
        return [line.removeprefix('./') for line in listing.read_text().splitlines()]

    def put(self, link, local, remote):
        self.ftp(link, f'put {self.quoted(local)} {self.quoted(remote)}')

    def get(self, link, remote, local):
        self.ftp(link, f'get {self.quoted(remote)} {self.quoted(local)}')

    def resume_put(self, link, local, remote):
        size = int(re.search(r'(?m)^213 (\d+)', self.ftp(link, f'quote SIZE {remote}'))[1])
        self.ftp(link, f'restart {size}', f'put {self.quoted(local)} {self.quoted(remote)}')

    def resume_get(self, link, remote, local):
        self.ftp(link, f'reget {self.quoted(remote)} {self.quoted(local)}')

    def rename(self, link, old, new):
        self.ftp(link, f'rename {self.quoted(old)} {self.quoted(new)}')

    def delete(self, link, path):
        self.ftp(link, f'delete {self.quoted(path)}')

    def make_folders(self, link, paths):
        self.ftp(link, *(f'mkdir {self.quoted(path)}' for path in paths))


class Tnftp(Prompt):
    name = 'tnftp'
    needs = ('tnftp',)

    def start(self, link):
        return ('tnftp', '-n', '-i', '-v', '-A' if link.active else '-p', '-P', link.port, link.host)


class Inetutils(Prompt):
    name = 'inetutils ftp'
    needs = ('inetutils-ftp',)

    def start(self, link):
        mode = () if link.active else ('-p',)
        return ('inetutils-ftp', '-n', '-i', '-v', *mode, link.host, link.port)


class Ncftp(Driver):
    name = 'ncftp'
    needs = ('ncftp', 'ncftpput', 'ncftpget', 'ncftpls')
    lacks = {**NO_TLS, 'IPv6': 'IPv4 only'}

    def login(self, link):
        mode = ('-E',) if link.active else ('-F',)
        return ('-u', link.user, '-p', link.password, '-P', link.port, '-r', '1', *mode)

    def names(self, link, folder):
        return self.run('ncftpls', '-1', *self.login(link), f'ftp://{link.host}/{folder}/').splitlines()

    def put(self, link, local, remote):
        self.run('ncftpput', '-C', *self.login(link), link.host, local, remote)

    def put_stubbornly(self, link, local, remote):
        # -d: it says no more than "could not send" of its own accord.
        self.run('ncftpput', '-d', 'stdout', '-C', *self.login(link), link.host, local, remote)

    def get(self, link, remote, local):
        self.run('ncftpget', '-C', *self.login(link), link.host, remote, local)

    def resume_put(self, link, local, remote):
        # -s: with sendfile() 3.2.6 sends the file from its first byte behind every REST, to any server.
        self.run('ncftpput', '-C', '-s', '-z', *self.login(link), link.host, local, remote)

    def resume_get(self, link, remote, local):
        self.run('ncftpget', '-C', '-z', *self.login(link), link.host, remote, local)

    def rename(self, link, old, new):
        self.shell(link, f'rename {old} {new}')

    def delete(self, link, path):
        self.shell(link, f'rm {path}')

    def make_folders(self, link, paths):
        self.shell(link, *(f'mkdir {path}' for path in paths))

    def shell(self, link, *lines):
        words = ('ncftp', '-u', link.user, '-p', link.password, '-P', link.port, link.host)
        return self.run(*words, script=''.join(f'{line}\n' for line in (*lines, 'quit')))
