# SPDX-License-Identifier: GPL-3.0-or-later
"""curl, wget and lftp: one line of words does it all."""
import html
import re
import urllib.parse

from .driver import Driver

DOWNLOADS_ONLY = 'wget only downloads'


class Curl(Driver):
    name = 'curl'
    needs = ('curl',)

    def curl(self, link, path, *words):
        options = ['--cacert', link.certificate] if link.certificate else []
        if link.security == 'explicit':
            options += ['--ssl-reqd']
        if link.active:
            options += ['--ftp-port', '-']
        scheme = 'ftps' if link.security == 'implicit' else 'ftp'
        return self.run('curl', '-sS', '-g', '--max-time', '60', *options, *words, link.url(path, scheme))

    def names(self, link, folder):
        return self.curl(link, f'{folder}/', '-l').splitlines()

    def put(self, link, local, remote):
        self.curl(link, remote, '-T', local)

    def get(self, link, remote, local):
        self.curl(link, remote, '-o', local)

    def resume_put(self, link, local, remote):
        self.curl(link, remote, '-C', '-', '-T', local)

    def resume_get(self, link, remote, local):
        self.curl(link, remote, '-C', '-', '-o', local)

    def rename(self, link, old, new):
        self.curl(link, '', '-l', '-Q', f'RNFR {old}', '-Q', f'RNTO {new}')

    def delete(self, link, path):
        self.curl(link, '', '-l', '-Q', f'DELE {path}')

    def make_folders(self, link, paths):
        self.curl(link, '', '-l', *(word for path in paths for word in ('-Q', f'MKD {path}')))


class Wget(Driver):
    name = 'wget'
    needs = ('wget',)
    lacks = dict.fromkeys(('up', 'resume up', 'rename', 'delete', 'mkdir tree', 'refused in mid upload'), DOWNLOADS_ONLY)

    def wget(self, link, path, *words):
        options = ['--ca-certificate', link.certificate] if link.certificate else []
        if link.security == 'implicit':
            options += ['--ftps-implicit']
        if link.active:
            options += ['--no-passive-ftp']
        scheme = 'ftp' if link.security == 'plain' else 'ftps'
        return self.run('wget', '-nv', '--tries=1', '--timeout=60', *options, *words, link.url(path, scheme))

    def names(self, link, folder):
        page = self.wget(link, f'{folder}/', '-O', '-')  # wget makes HTML of the listing
        targets = re.findall(r'<a href="ftps?://[^/]*/(.*?)">', page)
        return [urllib.parse.unquote(html.unescape(target)).removeprefix(f'{folder}/') for target in targets]

    def get(self, link, remote, local):
        self.wget(link, remote, '-O', local)

    def resume_get(self, link, remote, local):
        self.wget(link, remote, '-c', '-O', local)


class Lftp(Driver):
    name = 'lftp'
    needs = ('lftp',)

    @staticmethod
    def quoted(path):
        return '"' + str(path).replace('\\', '\\\\').replace('"', '\\"') + '"'

    def lftp(self, link, *words, retries=1):
        forced = 'true' if link.security == 'explicit' else 'false'
        settings = {'net:max-retries': retries, 'net:timeout': 60, 'cmd:fail-exit': 'yes', 'ftp:charset': 'UTF-8',
                    'file:charset': 'UTF-8', 'ftp:ssl-allow': forced, 'ftp:ssl-force': forced, 'ftp:ssl-protect-data': 'true',
                    'ftp:passive-mode': 'false' if link.active else 'true'}
        if link.certificate:
            settings['ssl:ca-file'] = self.quoted(link.certificate)
        lines = [f'set {name} {value}' for name, value in settings.items()]
        scheme = 'ftps' if link.security == 'implicit' else 'ftp'
        lines.append(f'open -u {link.user},{link.password} {scheme}://{link.bracketed}:{link.port}')
        lines.append(' '.join([words[0], *(word if word.startswith('-') else self.quoted(word) for word in words[1:])]))
        return self.run('lftp', '-c', '; '.join(lines))

    def names(self, link, folder):
        return [name.removeprefix(f'{folder}/') for name in self.lftp(link, 'cls', '-1', f'{folder}/').splitlines()]

    def put(self, link, local, remote):
        self.lftp(link, 'put', str(local), '-o', remote)

    def put_stubbornly(self, link, local, remote):
        self.lftp(link, 'put', str(local), '-o', remote, retries=0)  # for ever

    def get(self, link, remote, local):
        self.lftp(link, 'get', remote, '-o', str(local))

    def resume_put(self, link, local, remote):
        self.lftp(link, 'put', '-c', str(local), '-o', remote)

    def resume_get(self, link, remote, local):
        self.lftp(link, 'get', '-c', remote, '-o', str(local))

    def rename(self, link, old, new):
        self.lftp(link, 'mv', old, new)

    def delete(self, link, path):
        self.lftp(link, 'rm', path)

    def make_folders(self, link, paths):
        self.lftp(link, 'mkdir', *paths)
