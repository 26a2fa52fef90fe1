#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the order of the house: who includes whom, licence lines, listed sources.

Usage: layers.py SOURCE_DIR. Prints one line per finding; exit status 1 if there is one.
"""
import pathlib
import re
import sys

INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]')
SOURCES = {'.h', '.cpp', '.c', '.py', '.mjs', '.js', '.sh'}
WIDGETS = re.compile(r'Qt(Widgets|Gui|Charts)/|Q(Widget|Application|GuiApplication|MainWindow|Dialog|Icon|Pixmap'
                     r'|SystemTrayIcon|Painter|Action|Label|TableView)$')
SPDX = 'SPDX-License-Identifier: GPL-3.0-or-later'


def read_rules(path):
    """{room: set of rooms it may use}, in the order of the file."""
    rules = {}
    for line in path.read_text().splitlines():
        if line.strip() and not line.startswith('#'):
            room, allowed = line.split(':')
            rules[room.strip()] = set(allowed.split())
    return rules


def read_readme(path):
    """The same from the table of server/README.md; "rooms above" is spelled out."""
    table = {}
    for line in path.read_text().splitlines():
        cells = [cell.strip() for cell in line.strip('|').split('|')]
        if not line.startswith('| `') or len(cells) != 3:
            continue
        room = 'engine' if 'engine.h' in cells[0] else cells[0].strip('`')
        words = cells[2]
        if words == 'rooms above':
            table[room] = set(table)
        else:
            table[room] = set() if words == 'nothing of ours' else set(re.findall(r'[a-z]+', words))
    return table


def compare(rules, readme):
    for room in sorted(set(rules) - {'app', 'gui'} | set(readme)):
        if rules.get(room) != readme.get(room):
            yield (f'server/README.md: {room} may use {sorted(readme.get(room, ["(no row)"]))}, '
                   f'rules.txt says {sorted(rules.get(room, ["(no line)"]))}')


def room_of(root, path):
    """The room of a file under server/, app/ or gui/."""
    parts = path.relative_to(root).parts
    if parts[0] != 'server':
        return parts[0]
    return parts[1] if len(parts) > 2 else 'engine'


def room_of_include(root, name):
    """The room a quoted include names, or None if it is no file of an include root."""
    for top in ('server', 'gui', 'app'):
        path = root / top / name
        if path.is_file():
            return room_of(root, path)
    return None


def check_includes(root, rules, path):
    room = room_of(root, path)
    if room not in rules:
        yield f'{path.relative_to(root)}: room "{room}" has no line in rules.txt'
        return
    for number, line in enumerate(path.read_text(errors='replace').splitlines(), 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        where, name = f'{path.relative_to(root)}:{number}', match[2]
        if '../' in name:
            yield f'{where}: "{name}" leaves its folder; includes start at server/, gui/ or app/'
        if room not in ('gui', 'app') and WIDGETS.search(name):
            yield f'{where}: "{name}" is a part of the desktop'
        if match[1] == '<':
            continue
        other = room_of_include(root, name)
        beside = (path.parent / name).is_file()
        if other is None and not beside and not name.endswith('.moc'):
            yield f'{where}: "{name}" does not exist under server/, gui/ or app/'
        elif other and other != room and other not in rules[room]:
            yield f'{where}: "{name}": {room} may not use {other}'


def check_links(root, rules):
    for lists in sorted((root / 'server').glob('*/CMakeLists.txt')):
        room = lists.parent.name
        for other in re.findall(r'\bcosftp_([a-z]+)\b', lists.read_text()):
            if other in rules and other != room and other not in rules.get(room, set()):
                yield f'{lists.relative_to(root)}: {room} may not link cosftp_{other}'


def check_listed(root):
    for path in sorted((root / 'server').rglob('*.cpp')):
        folder = path.parent
        while not (folder / 'CMakeLists.txt').is_file():
            folder = folder.parent
        name = path.relative_to(folder).as_posix()
        if not re.search(rf'(?<![\w/]){re.escape(name)}(?![\w])', (folder / 'CMakeLists.txt').read_text()):
            yield f'{path.relative_to(root)}: not listed in {folder.relative_to(root)}/CMakeLists.txt'


def is_ours(root, path):
    return not {'node_modules', 'build', '.git'} & set(path.relative_to(root).parts)


def check_licences(root):
    for top in ('server', 'app', 'gui', 'tests', 'cmake'):
        for path in sorted((root / top).rglob('*')):
            wants = path.suffix in SOURCES or path.name == 'CMakeLists.txt' or path.suffix == '.cmake'
            if wants and path.is_file() and is_ours(root, path):
                if SPDX not in '\n'.join(path.read_text(errors='replace').splitlines()[:3]):
                    yield f'{path.relative_to(root)}: no line "{SPDX}" at the top'


def findings(root):
    rules = read_rules(root / 'tests/layers/rules.txt')
    yield from compare(rules, read_readme(root / 'server/README.md'))
    for top in ('server', 'app', 'gui'):
        for path in sorted((root / top).rglob('*')):
            if path.suffix in ('.h', '.cpp'):
                yield from check_includes(root, rules, path)
    yield from check_links(root, rules)
    yield from check_listed(root)
    yield from check_licences(root)


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    found = list(findings(root))
    print('\n'.join(found) or 'the house is in order')
    return 1 if found else 0


if __name__ == '__main__':
    sys.exit(main())
