// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/process_mark.h"

#include <QCoreApplication>
#include <QFile>
#include <QList>

#include <array>
#include <unistd.h>

namespace cosftp {

namespace {

constexpr qsizetype markParts = 4;  // boot, namespace, process id, start

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
}

QByteArray linkOf(const char *path)
{
    std::array<char, 128> target{};
    const ssize_t size = ::readlink(path, target.data(), target.size());
    return size > 0 ? QByteArray(target.data(), size) : QByteArray();
}

// Clock ticks from the boot to the start of the process, field 22 of its stat; the name in front of
// it may hold anything, so what counts begins behind the last bracket. Empty: no such process.
QByteArray startOf(const QByteArray &processId)
{
    constexpr qsizetype fieldBehindName = 19;
    const QByteArray stat =
        contentOf(QStringLiteral("/proc/%1/stat").arg(QString::fromLatin1(processId)));
    return stat.mid(stat.lastIndexOf(')') + 2).split(' ').value(fieldBehindName);
}

// Two containers of a machine share its boot and have process ids of their own.
QList<QByteArray> machineParts()
{
    QByteArray space = linkOf("/proc/self/ns/pid");
    space.replace("pid:[", "").replace("]", "");
    return {contentOf(QStringLiteral("/proc/sys/kernel/random/boot_id")), space};
}

}  // namespace

QByteArray processMark()
{
    static const QByteArray mark = [] {
        const QByteArray id = QByteArray::number(QCoreApplication::applicationPid());
        QList<QByteArray> parts = machineParts();
        parts += {id, startOf(id)};
        return parts.join('/');
    }();
    return mark;
}

bool hasEndedHere(const QByteArray &mark)
{
    const QList<QByteArray> parts = mark.split('/');
    if (parts.size() != markParts || parts.contains(QByteArray()))
        return false;
    return parts.first(2) == machineParts() && startOf(parts.at(2)) != parts.at(3);
}

}  // namespace cosftp
