#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads ThreadSanitizer's reports: reports.py FOLDER prints what `run` prints at its end."""
import collections
import pathlib
import re
import sys

BEGIN = re.compile(r'^WARNING: ThreadSanitizer: (.*?) \(pid=')
FRAME = re.compile(r'^\s+#\d+ (.*?) (?:/\S*?/)?((?:server|tests|app)/\S+?\.(?:cpp|h):\d+)')
ANY_FRAME = re.compile(r'^\s+#\d+ (.*?) (\S+?)(?::\d+)* \(')
# The stacks that tell where memory came from, or a thread was made, are no part of a race.
BACKGROUND = re.compile(r'^  (Location|As if synchronized|Thread T\d|Mutex M\d|Hint)')


class Report:
    def __init__(self, kind):
        self.kind, self.lines, self.stacks = kind, [], [[]]

    def add(self, line):
        self.lines.append(line)
        if re.match(r'^  \S', line):
            self.stacks.append(None if BACKGROUND.match(line) else [])
        elif self.stacks[-1] is not None and re.match(r'^\s+#\d+ ', line):
            self.stacks[-1].append(line)

    def frames_of(self, room):
        """For each stack of the race the first frame of that room: 'file:line function'."""
        found = []
        for stack in filter(None, self.stacks):
            for line in stack:
                frame = FRAME.match(line)
                if frame and frame.group(2).startswith(room) and '_autogen' not in line:
                    found.append(f'{frame.group(2)} {frame.group(1)}')
                    break
        return found

    def tops(self):
        tops = [ANY_FRAME.match(stack[0]) for stack in filter(None, self.stacks)]
        return [f'{top.group(2).rsplit("/", 1)[-1]} {top.group(1)}' for top in tops if top]

    def signature(self):
        return self.kind, tuple(self.tops()[:2]), tuple(self.frames_of('server/') or self.frames_of('tests/'))


def read(path):
    report = None
    for line in path.read_text(errors='replace').splitlines():
        begun = BEGIN.match(line)
        if begun:
            report = Report(begun.group(1))
        elif report and line.startswith('====='):
            yield report
            report = None
        elif report:
            report.add(line)


def files(folder, name='*'):
    """The report of each process: NAME.pid"""
    return [path for path in sorted(folder.glob(f'{name}.*')) if path.suffix[1:].isdigit()]


def count(folder, name):
    return sum(1 for path in files(folder, name) for _ in read(path))


def show(title, groups):
    print(f'\n{title}: {sum(len(found) for found in groups.values())} reports of {len(groups)} kinds')
    for (kind, tops, frames), found in sorted(groups.items(), key=lambda group: -len(group[1])):
        print(f'\n{len(found):5} x {kind}, first in {found[0][0].name}')
        for label, lines in (('at', tops), ('called from', frames)):
            for line in lines:
                print(f'        {label:11} {line}')


def summarize(folder):
    """Prints all reports by kind, those with a frame of server/ first; how many those are."""
    ours, others = collections.defaultdict(list), collections.defaultdict(list)
    for path in files(folder):
        for report in read(path):
            group = ours if report.frames_of('server/') else others
            group[report.signature()].append((path, report))
    total = sum(map(len, [*ours.values(), *others.values()]))
    print(f'{total} reports')
    show('With a frame of server/', ours)
    show('Without one', others)
    return sum(map(len, ours.values()))


if __name__ == '__main__':
    sys.exit(1 if summarize(pathlib.Path(sys.argv[1])) else 0)
