// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/log_sink.h"
#include "monitor/records.h"

#include <QCoreApplication>
#include <QSettings>
#include <QTemporaryDir>

namespace cosftp::test {

/// Settings of the program in a folder of the test's own.
class OwnSettings
{
public:
    OwnSettings()
    {
        QCoreApplication::setOrganizationName(QStringLiteral("cosftp-test"));
        QCoreApplication::setApplicationName(QStringLiteral("cosftp-test"));
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
    }
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }

private:
    QTemporaryDir m_folder;
};

inline QDateTime moment(qint64 ms = 0)
{
    return QDateTime::fromMSecsSinceEpoch(1'790'000'000'000 + ms, Qt::UTC);
}

inline SessionRecord session(quint64 id, const QByteArray &user = "camera")
{
    SessionRecord record;
    record.sessionId = id;
    record.user = user;
    record.peer = QStringLiteral("192.0.2.%1:5%2").arg(id % 250).arg(id, 4, 10, QLatin1Char('0'));
    record.since = moment();
    record.lastActive = moment();
    record.lastCommand = "STOR a.jpg";
    record.state = SessionRecord::State::LoggedIn;
    return record;
}

inline TransferRecord transfer(quint64 id, qint64 bytes = 0, qint64 expected = -1)
{
    TransferRecord record;
    record.transferId = id;
    record.sessionId = id;
    record.user = "camera";
    record.peer = QStringLiteral("192.0.2.7:50000");
    record.path = "/in/" + QByteArray::number(id) + ".jpg";
    record.bucket = "examplebucket-1250000000";
    record.key = "in/" + QByteArray::number(id) + ".jpg";
    record.bytes = bytes;
    record.expectedBytes = expected;
    record.started = moment(qint64(id));
    record.lastMoved = moment(qint64(id));
    return record;
}

inline TransferRecord endedTransfer(quint64 id, TransferRecord::State state)
{
    TransferRecord record = transfer(id, 1000);
    record.state = state;
    record.ended = record.started.addSecs(2);
    if (state == TransferRecord::State::Failed) {
        record.error = QStringLiteral("AccessDenied: the key may not write. Allow cos:PutObject.");
        record.errorId = "s" + QByteArray::number(id) + "-1";
    }
    return record;
}

inline LogRecord logRecord(const QString &text, LogSettings::Level level = LogSettings::Level::Info,
                           const QByteArray &category = "cosftp.session")
{
    return {moment(), level, category, text};
}

}  // namespace cosftp::test
