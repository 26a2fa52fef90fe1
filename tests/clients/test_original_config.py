#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings files as users of the original have them: only keys, addresses and the endpoint are exchanged."""
import pathlib
import re
import unittest

import fixture

DATA = pathlib.Path(__file__).resolve().parents[1] / 'data/settings'


def point_at(text, store_port):
    """The sample with our store's key and endpoint, our address, and any free control port."""
    endpoint = f'cos_endpoint = 127.0.0.1:{store_port}\ncos_protocol = http'
    text = re.sub(r'(?m)^(cos_secretid *=) \S+', rf'\1 {fixture.SECRET_ID}', text)
    text = re.sub(r'(?m)^(cos_secretkey *=) \S+', rf'\1 {fixture.SECRET_KEY}', text)
    text = re.sub(r'(?m)^(masquerade_address *=) \S+', r'\1 127.0.0.1', text)
    text = re.sub(r'(?m)^(listen_port *=) \S+', r'\1 0', text)
    text = re.sub(r'(?m)^cos_(protocol|endpoint)\b.*\n', '', text)
    return re.sub(r'(?m)^(cos_region *=.*)$', rf'\1\n{endpoint}', text)


class OriginalConfig(fixture.ClientTest):
    def assert_reads(self, ftp):
        self.assertEqual(fixture.download(ftp, 'there'), b'body')
        self.assertEqual(ftp.nlst(), ['there'])
        self.assertEqual([name for name, _ in ftp.mlsd() if name not in ('.', '..')], ['there'])
        lines = []
        ftp.retrlines('LIST', lines.append)
        self.assertEqual(len(lines), 1)

    def assert_may_not_write(self, ftp):
        self.assert_refused('550', fixture.upload, ftp, 'new', b'x')
        self.assert_refused('5', ftp.sendcmd, 'APPE there')
        self.assert_refused('550', ftp.mkd, 'folder')
        self.assert_refused('550', ftp.rename, 'there', 'elsewhere')

    def assert_may_not_delete(self, ftp, folder):
        self.assert_refused('550', ftp.delete, 'there')
        self.assert_refused('550', ftp.rmd, folder)

    def assert_does_everything(self, ftp):
        self.assertTrue(fixture.upload(ftp, 'new', b'x').startswith('226'))
        ftp.rename('new', 'newer')
        ftp.delete('newer')
        ftp.mkd('folder')
        ftp.rmd('folder')

    def start(self, sample, buckets, change=lambda text: text):
        store = self.start_store(buckets=buckets)
        for bucket in buckets:
            fixture.Cos(store.port, bucket).put('there', b'body')
        return store, self.start_server(change(point_at((DATA / sample).read_text(), store.port)))

    def test_first_generation(self):
        store, server = self.start('first-generation.conf', ['examplebucket-1250000000'])
        both, reader = server.client('user1', 'pass1'), server.client('user2', 'pass2')
        self.assert_reads(both)
        self.assert_does_everything(both)
        self.assert_reads(reader)
        self.assert_may_not_write(reader)
        self.assert_may_not_delete(reader, 'folder')
        self.assertEqual(fixture.Cos(store.port).keys(), {'there': 4})

    def test_second_generation(self):
        buckets = ['examplebucket1-1250000000', 'examplebucket2-1250000000']
        store, server = self.start('second-generation.conf', buckets)
        first, second = server.client('user0', 'pass0'), server.client('user1', 'pass1')
        self.assert_reads(first)
        self.assert_does_everything(first)
        self.assert_reads(second)
        self.assert_may_not_write(second)
        self.assert_may_not_delete(second, 'folder')
        fixture.upload(first, 'only in the first', b'x')
        self.assertEqual(fixture.Cos(store.port, buckets[1]).keys(), {'there': 4})

    def test_delete_enable_false_keeps_files_of_a_writer(self):
        buckets = ['examplebucket1-1250000000', 'examplebucket2-1250000000']
        _, server = self.start('second-generation.conf', buckets,
                               lambda text: text.replace('delete_enable=true', 'delete_enable=false'))
        writer = server.client('user0', 'pass0')
        writer.mkd('folder')
        self.assertTrue(fixture.upload(writer, 'folder/new', b'x').startswith('226'))
        self.assert_may_not_delete(writer, 'folder')

    def test_a_writer_without_r_sees_nothing(self):
        store, server = self.start('first-generation.conf', ['examplebucket-1250000000'],
                                   lambda text: text.replace(':RW;', ':W;'))
        writer = server.client('user1', 'pass1')
        self.assertTrue(fixture.upload(writer, 'new', b'x').startswith('226'))
        self.assert_refused('550', fixture.download, writer, 'there')
        self.assert_refused('550', writer.nlst)
        self.assertEqual(fixture.Cos(store.port).get('new'), b'x')

    def test_a_file_as_people_write_it(self):
        store = self.start_store()
        fixture.Cos(store.port).put('there', b'body')
        text = (f'\ufeffrem 2019 \u7684\u914d\u7f6e\n[COS_ACCOUNT_\u7167\u7247]\ncos_secretid: {fixture.SECRET_ID}\n'
                f'cos_secretkey: {fixture.SECRET_KEY}\ncos_bucket: examplebucket\ncos_appid: 1250000000\ncos_region:\n'
                f'cos_protocol: http\ncos_endpoint: 127.0.0.1:{store.port}   ; \u7aef\u53e3\nhome_dir: /home/u\n'
                'ftp_login_user_name: ann\nftp_login_user_password: "my #pass"\nauthority: R, W\ndelete_enable: Off\n'
                # The placeholder of the original's own example, which people leave in their files.
                '[NETWORK]\nmasquerade_address: XXX.XXX.XXX.XXX\nlisten_port: 0   # \u7aef\u53e3\n'
                'passive_port: 60000,\n    65535\n[OPTIONAL]\nmin_part_size: 524288\nlog_level: WARN\n'
                'log_rotate_enabled: y\n')
        server = self.start_server(text.replace('\n', '\r\n'))
        writer = server.client('ann', 'my #pass')
        self.assertTrue(fixture.upload(writer, 'new', b'x').startswith('226'))
        self.assertEqual(sorted(writer.nlst()), ['new', 'there'])
        self.assert_may_not_delete(writer, 'folder')
        self.assertIn('min_part_size: 512 KiB is below', server.log)

    def test_native_sections_mount_several_buckets(self):
        store = self.start_store(buckets=['one-1250000000', 'two-1250000000'])
        key = f'secret_id = {fixture.SECRET_ID}\nsecret_key = {fixture.SECRET_KEY}\n'
        place = f'region = local\nprotocol = http\nendpoint = 127.0.0.1:{store.port}\n'
        server = self.start_server(
            f'[BUCKET first]\nbucket = one-1250000000\n{place}{key}\n'
            f'[BUCKET second]\nbucket = two-1250000000\n{place}{key}\n'
            '[USER partner]\npassword = secret\nmount = / first / RW\nmount = /archive second old/files/ R\n\n'
            + fixture.network())
        fixture.Cos(store.port, 'two-1250000000').put('old/files/there', b'body')
        ftp = server.client('partner')
        self.assertTrue(fixture.upload(ftp, 'new', b'x').startswith('226'))
        self.assertEqual(fixture.Cos(store.port, 'one-1250000000').keys(), {'new': 1})
        self.assertEqual(sorted(ftp.nlst()), ['archive', 'new'])
        ftp.cwd('archive')
        self.assert_reads(ftp)
        self.assert_may_not_write(ftp)
        self.assert_may_not_delete(ftp, 'folder')
        self.assertEqual(fixture.Cos(store.port, 'two-1250000000').keys(), {'old/files/there': 4})

    def test_a_wrong_password_is_refused(self):
        _, server = self.start('first-generation.conf', ['examplebucket-1250000000'])
        self.assert_refused('530', server.client, 'user1', 'pass2')
        self.assert_refused('530', server.client, 'nobody', 'pass1')

    def test_secrets_stay_out_of_the_log(self):
        _, server = self.start('second-generation.conf', ['examplebucket1-1250000000', 'examplebucket2-1250000000'])
        self.assert_reads(server.client('user0', 'pass0'))
        for secret in ('pass0', fixture.SECRET_KEY, 'q-signature'):
            self.assertNotIn(secret, server.log)


if __name__ == '__main__':
    unittest.main(verbosity=2)
