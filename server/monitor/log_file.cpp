// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/log_file.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

namespace cosftp {

namespace {

const QString fileName = QStringLiteral("cosftpd.log");

QString periodFormat(LogSettings::RotateUnit unit)
{
    switch (unit) {
    case LogSettings::RotateUnit::Seconds:
        return QStringLiteral("yyyy-MM-dd_HH-mm-ss");
    case LogSettings::RotateUnit::Minutes:
        return QStringLiteral("yyyy-MM-dd_HH-mm");
    case LogSettings::RotateUnit::Hours:
        return QStringLiteral("yyyy-MM-dd_HH");
    case LogSettings::RotateUnit::Days:
        return QStringLiteral("yyyy-MM-dd");
    }
    return {};
}

Failure notWritten(const QFile &file)
{
    return Failure::of(
        Failure::Code::Internal,
        QStringLiteral("%1 cannot be written: %2").arg(file.fileName(), file.errorString()));
}

}  // namespace

LogFile::LogFile(const LogSettings &settings, Clock clock)
    : m_settings(settings), m_clock(std::move(clock))
{}

QString LogFile::periodOf(const QDateTime &time) const
{
    return time.toUTC().toString(periodFormat(m_settings.rotateWhen));
}

QString LogFile::path() const { return QDir(m_settings.directory).filePath(fileName); }

Outcome LogFile::open()
{
    if (!QDir().mkpath(m_settings.directory))
        return Failure::of(
            Failure::Code::Internal,
            QStringLiteral("the log folder %1 cannot be made").arg(m_settings.directory));
    m_period = periodOf(m_clock());
    const QFileInfo old(path());
    if (m_settings.rotates && old.exists() && old.size() > 0) {
        if (const QString written = periodOf(old.lastModified()); written != m_period)
            putAside(written);
    }
    return openToAppend();
}

Outcome LogFile::openToAppend()
{
    m_file.setFileName(path());
    // Without a buffer a full disk is seen by the line that meets it.
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered))
        return notWritten(m_file);
    return Done{};
}

Outcome LogFile::write(const QByteArray &line)
{
    if (const QString now = periodOf(m_clock()); m_settings.rotates && now != m_period) {
        m_file.close();
        putAside(m_period);
        m_period = now;
    }
    if (!m_file.isOpen())
        if (const Outcome opened = openToAppend(); !opened)
            return opened.error();
    const QByteArray bytes = (m_isTorn ? "\n" : "") + line + '\n';
    const qint64 written = m_file.write(bytes);
    m_isTorn = written != bytes.size() && (written > 0 || m_isTorn);
    if (written != bytes.size())
        return notWritten(m_file);
    return Done{};
}

// A file that carries the period's name already stays: this one gets a number behind it.
void LogFile::putAside(const QString &period)
{
    const QString aside = path() + QLatin1Char('.') + period;
    QString name = aside;
    for (int number = 1; QFileInfo::exists(name); ++number)
        name =
            aside + QLatin1Char('.') + QString::number(number).rightJustified(3, QLatin1Char('0'));
    QFile::rename(path(), name);
    removeOld();
}

// Only names that putAside() makes are touched, and the newest of them never.
void LogFile::removeOld()
{
    static const QRegularExpression form(QStringLiteral(
        "^cosftpd\\.log\\.\\d{4}-\\d\\d-\\d\\d(_\\d\\d(-\\d\\d){0,2})?(\\.\\d{3,})?$"));
    QDir folder(m_settings.directory);
    QStringList names =
        folder.entryList({fileName + QStringLiteral(".*")}, QDir::Files).filter(form);
    std::sort(names.begin(), names.end());
    const qsizetype kept = std::max(1, m_settings.backupCount);
    for (qsizetype at = 0; at < names.size() - kept; ++at)
        folder.remove(names[at]);
}

}  // namespace cosftp
