// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/autostart.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QStandardPaths>

namespace cosftp {

namespace {

/// The keys of the [Desktop Entry] group. QSettings would unescape what is not escaped here.
QHash<QString, QString> readEntry(const QString &fileName)
{
    QHash<QString, QString> keys;
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly))
        return keys;
    bool isInEntry = false;
    const QList<QByteArray> lines = file.readAll().split('\n');
    for (const QByteArray &bytes : lines) {
        const QString line = QString::fromUtf8(bytes).trimmed();
        if (line.startsWith(u'['))
            isInEntry = line == QLatin1StringView("[Desktop Entry]");
        const qsizetype equals = line.indexOf(u'=');
        if (isInEntry && equals > 0 && !line.startsWith(u'#'))
            keys.insert(line.left(equals).trimmed(), line.mid(equals + 1).trimmed());
    }
    return keys;
}

bool isSwitchedOff(const QHash<QString, QString> &keys)
{
    return keys.value(QStringLiteral("Hidden")) == QLatin1StringView("true")
           || keys.value(QStringLiteral("X-GNOME-Autostart-enabled")) == QLatin1StringView("false");
}

Failure failed(const QString &what, const QString &why)
{
    return Failure::of(Failure::Code::Denied, QStringLiteral("%1: %2").arg(what, why));
}

}  // namespace

Autostart::Autostart(QString folder, QStringList command)
    : m_folder(std::move(folder)), m_command(std::move(command))
{}

QString Autostart::defaultFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)
           + QStringLiteral("/autostart");
}

QString Autostart::fileName() const { return m_folder + QStringLiteral("/cosftp.desktop"); }

Autostart::State Autostart::state() const
{
    const QHash<QString, QString> keys = readEntry(fileName());
    if (keys.isEmpty() || isSwitchedOff(keys))
        return {};
    const QString program = programOf(keys.value(QStringLiteral("Exec")));
    const bool isOurs = program == m_command.value(0) && QFileInfo(program).isExecutable();
    return {isOurs ? Kind::On : Kind::Stale, program};
}

Outcome Autostart::enable() const
{
    if (!QDir().mkpath(m_folder))
        return failed(m_folder, QStringLiteral("cannot be made"));
    QSaveFile file(fileName());
    if (!file.open(QIODevice::WriteOnly))
        return failed(file.fileName(), file.errorString());
    file.write(QStringLiteral("[Desktop Entry]\n"
                              "Type=Application\n"
                              "Name=COS FTP Server\n"
                              "Comment=FTP access to Tencent Cloud COS buckets\n"
                              "Exec=%1\n"
                              "Icon=cosftp\n"
                              "Terminal=false\n"
                              "X-GNOME-Autostart-enabled=true\n")
                   .arg(execLine(m_command + QStringList{QStringLiteral("--minimized")}))
                   .toUtf8());
    if (!file.flush() || !file.commit())
        return failed(file.fileName(), file.errorString());
    return Done{};
}

Outcome Autostart::disable() const
{
    QFile file(fileName());
    if (file.exists() && !file.remove())
        return failed(file.fileName(), file.errorString());
    return Done{};
}

QString Autostart::execLine(const QStringList &command)
{
    QStringList words;
    for (QString word : command) {
        // Quoted, with \ before " ` $ \; then every \ doubled, because values of the type string
        // are unescaped first.
        word.replace(u'\\', QStringLiteral("\\\\"));
        for (const QChar special : {u'"', u'`', u'$'})
            word.replace(special, QStringLiteral("\\") + special);
        word.replace(u'\\', QStringLiteral("\\\\"));
        word.replace(u'%', QStringLiteral("%%"));
        words.append(QStringLiteral("\"%1\"").arg(word));
    }
    return words.join(u' ');
}

QString Autostart::programOf(const QString &execLine)
{
    QString line = execLine;
    line.replace(QStringLiteral("\\\\"), QStringLiteral("\\"));
    line.replace(QStringLiteral("%%"), QStringLiteral("%"));
    if (!line.startsWith(u'"'))
        return line.section(u' ', 0, 0);
    QString program;
    for (qsizetype i = 1; i < line.size() && line.at(i) != u'"'; ++i) {
        if (line.at(i) == u'\\' && i + 1 < line.size())
            ++i;
        program += line.at(i);
    }
    return program;
}

}  // namespace cosftp
