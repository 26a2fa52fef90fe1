#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""layers.py finds what it is there for: each case breaks one rule in a small house."""
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import layers  # noqa: E402

SPDX = '// ' + layers.SPDX + '\n'


class Layers(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = pathlib.Path(self.folder.name)
        self.write('tests/layers/rules.txt', 'core:\nstore: core\nengine: core store\napp: core\ngui: core\n')
        self.write('server/README.md', '| `core` | x | nothing of ours |\n| `store` | x | core |\n'
                                       '| `engine.h` | x | rooms above |\n')
        self.write('server/core/a.h', SPDX)
        self.write('server/core/CMakeLists.txt', '# ' + layers.SPDX + '\n')
        self.write('server/store/b.h', SPDX + '#include "core/a.h"\n#include <QObject>\n')

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def assert_found(self, words):
        found = list(layers.findings(self.root))
        self.assertEqual(len(found), 1, found)
        self.assertIn(words, found[0])

    def test_an_orderly_house_has_no_findings(self):
        self.assertEqual(list(layers.findings(self.root)), [])

    def test_a_room_must_not_include_a_room_above(self):
        self.write('server/core/c.h', SPDX + '#include "store/b.h"\n')
        self.assert_found('core may not use store')

    def test_a_room_must_not_link_a_room_above(self):
        self.write('server/core/CMakeLists.txt', '# ' + layers.SPDX + '\nLINK cosftp_store)\n')
        self.assert_found('core may not link cosftp_store')

    def test_widgets_stay_out_of_the_engine(self):
        self.write('server/core/c.h', SPDX + '#include <QWidget>\n')
        self.assert_found('part of the desktop')

    def test_the_server_must_not_include_a_window(self):
        self.write('gui/common/window.h', SPDX)
        self.write('server/core/c.h', SPDX + '#include "common/window.h"\n')
        self.assert_found('core may not use gui')

    def test_includes_do_not_climb(self):
        self.write('server/store/c.h', SPDX + '#include "../store/b.h"\n')
        self.assert_found('leaves its folder')

    def test_an_include_must_exist(self):
        self.write('server/store/c.h', SPDX + '#include "core/none.h"\n')
        self.assert_found('does not exist')

    def test_every_source_has_its_licence(self):
        self.write('server/store/c.h', '#pragma once\n')
        self.assert_found('server/store/c.h: no line')

    def test_every_cpp_is_listed(self):
        self.write('server/core/c.cpp', SPDX)
        self.assert_found('not listed')

    def test_the_readme_agrees(self):
        self.write('server/README.md', '| `core` | x | nothing of ours |\n| `store` | x | nothing of ours |\n'
                                       '| `engine.h` | x | rooms above |\n')
        self.assert_found('server/README.md: store')

    def test_a_room_needs_a_rule(self):
        self.write('server/cellar/c.h', SPDX)
        self.assert_found('"cellar" has no line')


if __name__ == '__main__':
    unittest.main()
