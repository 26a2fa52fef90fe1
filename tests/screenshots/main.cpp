// SPDX-License-Identifier: GPL-3.0-or-later
// screenshots SOURCES PICTURES LANGUAGE:THEME:WIDTHxHEIGHT...: takes each set into a folder of its
// own.
#include "common/language.h"
#include "gallery.h"

#include <QTemporaryDir>

#include <cstdio>

namespace {

using namespace cosftp;

PictureSet pictureSet(const QString &word)
{
    const QStringList parts = word.split(QLatin1Char(':'));
    const QStringList sides = parts.value(2).split(QLatin1Char('x'));
    PictureSet set;
    set.language = parts.value(0);
    set.theme = Theme::modeFromName(parts.value(1));
    set.size = {sides.value(0).toInt(), sides.value(1).toInt()};
    set.folder = parts.join(QLatin1Char('-'));
    return set;
}

}  // namespace

int main(int argc, char *argv[])
{
    const QTemporaryDir folder;
    QApplication application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    const QStringList words = QApplication::arguments();
    if (words.size() < 4) {
        std::fputs("usage: screenshots SOURCES PICTURES LANGUAGE:THEME:WIDTHxHEIGHT...\n", stderr);
        return 2;
    }
    const Profile profile = Profile::at(folder.path()).value();
    profile.useForWindows();
    Theme::instance().setMode(Theme::Mode::Light);
    Gallery gallery(profile, words.at(1), words.at(2));
    if (!gallery.start())
        return 1;
    for (const QString &word : words.sliced(3))
        gallery.take(pictureSet(word));
    return 0;
}
