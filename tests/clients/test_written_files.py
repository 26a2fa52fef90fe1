#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole settings files as people really write them: each starts the server, or brings one line that says what to change."""
import codecs
import pathlib
import re
import unittest

import fixture

FIRST = '''[COS_ACCOUNT]
cos_secretid = {id}    # SecretId
cos_secretkey = {key}
cos_bucket = examplebucket-1250000000
cos_region = ap-guangzhou
cos_endpoint = 127.0.0.1:{port}
cos_protocol = http
cos_user_home_dir = /home/cos_ftp/data

[FTP_ACCOUNT]
login_users = ann:secret:RW;bob:pass2:R

[NETWORK]
masquerade_address = 127.0.0.1
listen_port = 0
passive_ports = 60000,65535

[FILE_OPTION]
single_file_max_size = 21474836480

[OPTIONAL]
min_part_size = default
upload_thread_num = default
max_connection_num = 512
max_list_file = 10000
log_level = INFO
log_dir = log
'''

SECOND = '''[COS_ACCOUNT_{name}]
cos_secretid = {id}
cos_secretkey = {key}
cos_bucket = examplebucket-1250000000
cos_region = ap-guangzhou
cos_endpoint = 127.0.0.1:{port}
cos_protocol = http
home_dir = /home/ann
ftp_login_user_name = ann
ftp_login_user_password = secret
authority = RW
delete_enable = true

[NETWORK]
masquerade_address = 127.0.0.1
listen_port = 0
passive_port = 60000,65535

[OPTIONAL]
config_check_enable = true
log_rotate_enabled = true
log_rotate_when = D
log_backup_count = 100
'''


def changed(text, *pairs):
    """The text with each first word of a pair in place of the second; every one has to be there."""
    for before, after in pairs:
        assert before in text, before
        text = text.replace(before, after)
    return text


def files():
    """{what it is: (the file with {port}, {id} and {key} in it, None or the one line that it brings)}."""
    second = SECOND.replace('{name}', '0')
    noted = changed(second, ('[COS_ACCOUNT_0]', '# 存储桶账号\n[COS_ACCOUNT_0]   # 第一个'), ('= ap-guangzhou', '= ap-guangzhou   # 地域'),
                    ('[NETWORK]', '; 网络配置\n[NETWORK]'))
    return {
        'colons, yes, on and y, names behind COS_ACCOUNT_': (changed(
            SECOND.replace('{name}', 'scanner').replace(' = ', ': '), ('delete_enable: true', 'delete_enable: yes'),
            ('config_check_enable: true', 'config_check_enable: On'), ('rotate_enabled: true', 'rotate_enabled: y')).encode(), None),
        'Chinese comments, saved by Notepad as UTF-8': (codecs.BOM_UTF8 + noted.replace('\n', '\r\n').encode(), None),
        'Chinese comments, saved by Notepad as ANSI': (noted.replace('\n', '\r\n').encode('gbk'), None),
        'tabs, trailing blanks, True and NO': (changed(second.replace(' = ', '\t=\t').replace('\n', '  \t\n'), (
            '\ttrue', '\tTrue'), ('log_rotate_enabled\t=\tTrue', 'log_rotate_enabled\t=\tNO')).encode(), None),
        'a section of a Chinese name': (SECOND.replace('{name}', '扫描仪').encode(), None),
        "'#' and ';' in a password": (changed(second, ('= secret', '= sec#ret;1')).encode(), None),
        'sections and keys twice': ((second + '[NETWORK]\nlisten_port = 0\nlisten_port = 0\n').encode(), None),
        'quotation marks': (changed(second, ('= secret', '= "secret"'), ('= ap-guangzhou', '= "ap-guangzhou"'),
                                    ('= RW', '= "RW"'), ('= true', '= "true"')).encode(), None),
        'optional sections missing': (second[:second.index('[OPTIONAL]')].encode(), None),
        'the first generation with users over lines': (changed(
            FIRST, ('RW;bob', 'RW;\n    bob'), ('60000,65535', '60000')).encode(), None),
        'the oldest form': (changed(FIRST, ('examplebucket-1250000000', 'examplebucket\ncos_appid = 1250000000'),
                                    ('ap-guangzhou', 'cn-south\ncos_download_domain = cos')).encode(), None),
        "a blank and '#' in a password": (changed(second, ('= secret', '= secret #1')).encode(),
            "F:10: [COS_ACCOUNT_0] ftp_login_user_password: the '#' after a blank may belong to "
            'the value or begin a comment; ftp_login_user_password = "..." with the whole value '
            'in the quotation marks, or the comment on a line of its own, would be right'),
        'a user of a Chinese name, saved as ANSI': (changed(second, ('= ann', '= 张三')).encode('gbk'),
            'F:9: the line is not UTF-8 (GBK perhaps), the file saved as UTF-8 would be right'),
        'saved by Notepad as Unicode': (codecs.BOM_UTF16_LE + second.encode('utf-16-le'),
            'F:1: the file is UTF-16, UTF-8 would be right'),
        'a full-width colon': (changed(second, ('listen_port = 0', 'listen_port：0')).encode(),
            "F:16: [NETWORK]: the line has a full-width colon or equals sign, '=' would be right"),
        'a Chinese semicolon between users': (changed(FIRST, (';bob', '；bob')).encode(),
            'F:11: [FTP_ACCOUNT] login_users: user 1: a full-width semicolon stands in it, users '
            "divided by ';' would be right"),
        'a Chinese comma between ports': (changed(second, ('60000,65535', '60000，65535')).encode(),
            'F:17: [NETWORK] passive_port: "60000，65535" is not a range of ports, FROM,TO with 1 '
            'to 65535 would be right'),
        'Chinese quotation marks': (changed(second, ('= examplebucket-1250000000', '= “examplebucket-1250000000”')).encode(),
            'F:4: [COS_ACCOUNT_0] cos_bucket: "“examplebucket-1250000000”" is not a bucket, '
            'NAME-APPID such as examplebucket-1250000000 would be right'),
        'no section above the keys': (second[second.index('\n') + 1:].encode(),
            'F:1: the key stands outside of a section, a line with [SECTION] above it would be '
            'right'),
        'Chinese brackets around a section': (changed(second, ('[NETWORK]', '【NETWORK】')).encode(),
            'F:14: the section header has full-width brackets, [SECTION] would be right'),
        'a Chinese yes': (changed(second, ('delete_enable = true', 'delete_enable = 是')).encode(),
            'F:12: [COS_ACCOUNT_0] delete_enable: "是" is not a switch, true or false would be '
            'right'),
        'a wide blank before a value': (changed(second, ('= RW', '=　RW')).encode(),
            'F:11: [COS_ACCOUNT_0] authority: the value begins or ends with a full-width blank, '
            'an ordinary one would be right'),
        'a colon and a value with a comment that says how': (changed(
            second, ('delete_enable = true', 'delete_enable: true  # true or false')).encode(), None),
    }


class WrittenFiles(fixture.ClientTest):
    def check(self, content):
        path = pathlib.Path(self.folder, 'written.conf')
        path.write_bytes(content)
        path.chmod(0o600)
        program = fixture.Program(self.folder, 'cosftpd', ['--config', path, '--check'])
        program.process.communicate(timeout=fixture.DEADLINE_S)
        problems = [line for line in program.log.splitlines()
                    if not line.startswith('warning: ') and line != 'cosftpd: the settings are valid']
        return program.process.returncode, [line.replace(str(path), 'F') for line in problems]

    def test_each_starts_or_brings_one_line(self):
        store = self.start_store()
        for what, (content, line) in files().items():
            for name, value in (('port', str(store.port)), ('id', fixture.SECRET_ID), ('key', fixture.SECRET_KEY)):
                for encoding in ('ascii', 'utf-16-le'):
                    content = content.replace(f'{{{name}}}'.encode(encoding), value.encode(encoding))
            with self.subTest(what):
                self.assertEqual(self.check(content), (0, []) if line is None else (2, [line]))
                if line is None:
                    server = self.start_server(content)
                    ftp = server.client('ann', 'sec#ret;1' if b'sec#ret;1' in content else 'secret')
                    self.assertTrue(fixture.upload(ftp, 'new', b'x').startswith('226'))
                    ftp.close()
                    self.assertEqual(server.stop(), 0)


if __name__ == '__main__':
    unittest.main()
