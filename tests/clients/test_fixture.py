#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fixture's own COS client signs as the official SDK does; else its judgement of the product is worth little."""
import json
import pathlib
import unittest

import fixture

VECTORS = pathlib.Path(__file__).resolve().parents[1] / 'data/cos-signature-vectors.json'


class Fixture(unittest.TestCase):
    def test_the_signature_agrees_with_the_official_sdk(self):
        vectors = json.loads(VECTORS.read_text())['vectors']
        self.assertGreater(len(vectors), 50)
        for vector in vectors:
            wanted = vector['authorization']
            listed = wanted.split('q-header-list=')[1].split('&')[0].split(';')
            cos = fixture.Cos(0, secret_id=vector['secretId'], secret_key=vector['secretKey'])
            headers = {name: value for name, value in vector['headers'].items()
                       if fixture.Cos._encode(name).lower() in listed}
            query = {name: '' if value is None else str(value) for name, value in vector['query'].items()}
            with self.subTest(vector['name']):
                self.assertEqual(cos.authorization(vector['method'], vector['path'], query, headers,
                                                   vector['keyTime']), wanted)


if __name__ == '__main__':
    unittest.main(verbosity=2)
