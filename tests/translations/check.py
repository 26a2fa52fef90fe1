#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every text is translated into Chinese with the placeholders of its source; every English plural has two forms.

Usage: check.py TRANSLATIONS_DIR. Prints one line per finding; exit status 1 if there is one.
"""
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree

PLACEHOLDER = re.compile(r'%(?:L?\d+|n)')
MNEMONIC = re.compile(r'&[^\s&]')


def findings(path, forms_of_plural):
    found = 0
    for context in ElementTree.parse(path).getroot().iter('context'):
        for message in context.findall('message'):
            source = message.findtext('source')
            translation = message.find('translation')
            plural = message.get('numerus') == 'yes'
            texts = [form.text or '' for form in translation] if plural else [translation.text or '']
            faults = []
            if translation.get('type') is not None:
                faults.append(translation.get('type'))
            if len(texts) != (forms_of_plural if plural else 1):
                faults.append('number of plural forms')
            for text in texts:
                if not text.strip():
                    faults.append('empty')
                    continue
                if set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(source)):
                    faults.append('placeholders')
                if bool(MNEMONIC.search(text)) != bool(MNEMONIC.search(source)):
                    faults.append('mnemonic')
            for fault in faults:
                print(f'{path.name}: {context.findtext("name")}: {fault}: {source!r}')
                found += 1
    return found


def main():
    folder = pathlib.Path(sys.argv[1])
    found = findings(folder / 'cosftp_zh_CN.ts', 1) + findings(folder / 'cosftp_en.ts', 2)
    return 1 if found else 0


if __name__ == '__main__':
    sys.exit(main())
