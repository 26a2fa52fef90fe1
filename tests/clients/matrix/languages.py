# SPDX-License-Identifier: GPL-3.0-or-later
"""Libraries: Python's here, those of Perl, PHP, Ruby and Node by a script each that takes the same words."""
import ftplib
import os
import pathlib
import ssl

from .driver import Driver, Refused

HERE = pathlib.Path(__file__).resolve().parent


class Ftplib(Driver):
    name = 'Python ftplib'
    lacks = {'FTPS implicit': 'ftplib has no implicit TLS'}

    def session(self, link):
        if link.security == 'plain':
            ftp = ftplib.FTP(timeout=60, encoding='utf-8')
        else:
            context = ssl.create_default_context(cafile=link.certificate)
            ftp = ftplib.FTP_TLS(timeout=60, encoding='utf-8', context=context)
        try:
            ftp.connect(link.host, link.port)
            ftp.login(link.user, link.password)
            if link.security != 'plain':
                ftp.prot_p()
        except ftplib.Error as error:
            ftp.close()
            raise Refused(str(error)) from error
        ftp.set_pasv(not link.active)
        return ftp

    def names(self, link, folder):
        with self.session(link) as ftp:
            return [name for name, facts in ftp.mlsd(folder) if facts['type'] in ('file', 'dir')]

    def put(self, link, local, remote):
        with self.session(link) as ftp, open(local, 'rb') as file:
            ftp.storbinary(f'STOR {remote}', file)

    def get(self, link, remote, local):
        with self.session(link) as ftp, open(local, 'wb') as file:
            ftp.retrbinary(f'RETR {remote}', file.write)

    def resume_put(self, link, local, remote):
        with self.session(link) as ftp, open(local, 'rb') as file:
            ftp.voidcmd('TYPE I')
            size = ftp.size(remote)
            file.seek(size)
            ftp.storbinary(f'STOR {remote}', file, rest=size)

    def resume_get(self, link, remote, local):
        with self.session(link) as ftp, open(local, 'ab') as file:
            ftp.retrbinary(f'RETR {remote}', file.write, rest=file.tell())

    def rename(self, link, old, new):
        with self.session(link) as ftp:
            ftp.rename(old, new)

    def delete(self, link, path):
        with self.session(link) as ftp:
            ftp.delete(path)

    def make_folders(self, link, paths):
        with self.session(link) as ftp:
            for path in paths:
                ftp.mkd(path)


class Script(Driver):
    """SCRIPT HOST PORT SECURITY active|passive USER PASSWORD CERTIFICATE VERB WORDS..."""
    interpreter = ()
    script = ''

    def tell(self, link, verb, *words):
        return self.run(*self.interpreter, HERE / self.script, link.host, link.port, link.security,
                        'active' if link.active else 'passive', link.user, link.password, link.certificate or '-',
                        verb, *words)

    def names(self, link, folder):
        return self.tell(link, 'names', folder).splitlines()

    def put(self, link, local, remote):
        self.tell(link, 'put', local, remote)

    def get(self, link, remote, local):
        self.tell(link, 'get', remote, local)

    def resume_put(self, link, local, remote):
        self.tell(link, 'resume_put', local, remote)

    def resume_get(self, link, remote, local):
        self.tell(link, 'resume_get', remote, local)

    def rename(self, link, old, new):
        self.tell(link, 'rename', old, new)

    def delete(self, link, path):
        self.tell(link, 'delete', path)

    def make_folders(self, link, paths):
        self.tell(link, 'make_folders', *paths)


class Perl(Script):
    name = 'Perl Net::FTP'
    needs = ('perl',)
    interpreter = ('perl',)
    script = 'net_ftp.pl'


class Php(Script):
    name = 'PHP ftp'
    needs = ('php',)
    interpreter = ('php',)
    script = 'ftp.php'
    lacks = {'FTPS implicit': 'ftp_ssl_connect() has no implicit TLS'}


class Ruby(Script):
    name = 'Ruby net-ftp'
    needs = ('ruby',)
    interpreter = ('ruby',)
    script = 'net_ftp.rb'
    lacks = {'FTPS implicit': 'net-ftp 0.1.4 has no implicit TLS'}


class BasicFtp(Script):
    name = 'npm basic-ftp'
    needs = ('node',)
    interpreter = ('node',)
    lacks = {'active': 'basic-ftp has no active mode'}

    @property
    def script(self):
        """A copy beside the package, where node looks for it."""
        return pathlib.Path(os.environ['COSFTP_NODE_FTP'], 'basic_ftp.mjs')

    @classmethod
    def missing(cls):
        return super().missing() or ([] if 'COSFTP_NODE_FTP' in os.environ else ['basic-ftp (COSFTP_NODE_FTP)'])
