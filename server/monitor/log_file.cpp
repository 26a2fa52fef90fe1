// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/log_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

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

constexpr mode_t mostOpenMode = 0640;

Failure notWritten(const QString &path, int error)
{
    return Failure::of(
        Failure::Code::Internal,
        QStringLiteral("%1 cannot be written: %2").arg(path, qt_error_string(error)));
}

// What is left of a file that an earlier version or another program made.
void closeToOthers(int descriptor)
{
    struct stat facts = {};
    constexpr mode_t permissions = 07777;
    if (::fstat(descriptor, &facts) == 0 && S_ISREG(facts.st_mode)
        && (facts.st_mode & permissions & ~mostOpenMode) != 0)
        (void)::fchmod(descriptor, facts.st_mode & mostOpenMode);
}

void closeToOthers(const QString &path)
{
    const int descriptor =
        ::open(QFile::encodeName(path).constData(), O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);
    if (descriptor < 0)
        return;
    closeToOthers(descriptor);
    ::close(descriptor);
}

// How many of the bytes were written; a disk that is full takes some perhaps.
qint64 writeBytes(int descriptor, const QByteArray &bytes)
{
    qint64 written = 0;
    while (written < bytes.size()) {
        const ssize_t count = ::write(descriptor, bytes.constData() + written,
                                      static_cast<std::size_t>(bytes.size() - written));
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            break;
        written += count;
    }
    return written;
}

}  // namespace

LogFile::LogFile(const LogSettings &settings, Clock clock)
    : m_settings(settings), m_clock(std::move(clock))
{}

LogFile::~LogFile() { close(); }

void LogFile::close()
{
    if (const int descriptor = std::exchange(m_descriptor, -1); descriptor >= 0)
        ::close(descriptor);
}

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
    for (const QString &name : pastFiles())
        closeToOthers(QDir(m_settings.directory).filePath(name));
    return openToAppend();
}

Outcome LogFile::openToAppend()
{
    m_descriptor = ::open(QFile::encodeName(path()).constData(),
                          O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, mostOpenMode);
    if (m_descriptor < 0)
        return notWritten(path(), errno);
    closeToOthers(m_descriptor);
    return Done{};
}

Outcome LogFile::write(const QByteArray &line)
{
    if (const QString now = periodOf(m_clock()); m_settings.rotates && now != m_period) {
        close();
        putAside(m_period);
        m_period = now;
    }
    if (m_descriptor < 0)
        if (const Outcome opened = openToAppend(); !opened)
            return opened.error();
    const QByteArray bytes = (m_isTorn ? "\n" : "") + line + '\n';
    const qint64 written = writeBytes(m_descriptor, bytes);
    const int error = errno;
    m_isTorn = written != bytes.size() && (written > 0 || m_isTorn);
    if (written != bytes.size())
        return notWritten(path(), error);
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

// Only names that putAside() makes, the oldest first.
QStringList LogFile::pastFiles() const
{
    static const QRegularExpression form(QStringLiteral(
        "^cosftpd\\.log\\.\\d{4}-\\d\\d-\\d\\d(_\\d\\d(-\\d\\d){0,2})?(\\.\\d{3,})?$"));
    QStringList names = QDir(m_settings.directory)
                            .entryList({fileName + QStringLiteral(".*")}, QDir::Files)
                            .filter(form);
    std::sort(names.begin(), names.end());
    return names;
}

// The newest one stays in any case.
void LogFile::removeOld()
{
    QDir folder(m_settings.directory);
    const QStringList names = pastFiles();
    const qsizetype kept = std::max(1, m_settings.backupCount);
    for (qsizetype at = 0; at < names.size() - kept; ++at)
        folder.remove(names[at]);
}

}  // namespace cosftp
